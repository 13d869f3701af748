"""How telling a word is, from how rare it is in English books.

Counts are fixed and shipped, not taken from what a channel has read: thresholds mean the same in
a channel of ten articles and of ten thousand, and no channel's reading shows in another's.

`word_frequencies.txt` says for each stem how many of N stretches of 120 content words are
expected to hold it; its header names the source and the licence, `bench/word_frequencies.py`
makes it.  Figures, and stems expected in fewer than three stretches, are left out, which makes
them as telling as can be.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

FILE = files("bot.memory").joinpath("word_frequencies.txt")


def weight_of(stem: str) -> float:
    """The inverse document frequency of a stem: 1.6 for *time*, 8.3 for a word hardly ever met."""
    return _weights().get(stem, _RAREST)


@cache
def _weights() -> Mapping[str, float]:
    lines = FILE.read_text(encoding="utf-8").splitlines()
    (_, total), *rows = (line.split() for line in lines if not line.startswith("#"))
    stretches = int(total)
    return {stem: math.log((stretches + 1) / (int(count) + 0.5)) for stem, count in rows}


#: The weight of a stem in no stretch of the 4,000 but half of one.
_RAREST = 8.3
