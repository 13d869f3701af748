"""How telling a word is, from how rare it is in spoken and written political English.

Counts are fixed and shipped, not taken from what a channel has read: thresholds mean the same in
a channel of ten articles and of ten thousand, and no channel's reading shows in another's.

`word_frequencies.txt` holds, for each stem, in how many of N stretches of 120 content words it
occurs in the 100 White House press briefings of 2009-2016 (works of the United States
government, in the public domain); the first line is N.  Figures and stems in fewer than three
stretches are left out, which makes them as telling as can be.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from functools import cache
from importlib.resources import files


def weight_of(stem: str) -> float:
    """The inverse document frequency of a stem: 0.3 for *president*, 8.3 for a word never met."""
    return _weights().get(stem, _RAREST)


@cache
def _weights() -> Mapping[str, float]:
    lines = files("bot.memory").joinpath("word_frequencies.txt").read_text(encoding="utf-8")
    (_, total), *rows = (line.split() for line in lines.splitlines())
    stretches = int(total)
    return {stem: math.log((stretches + 1) / (int(count) + 0.5)) for stem, count in rows}


#: The weight of a stem in no stretch of the 4,041 but half of one.
_RAREST = 8.3
