"""Names that follow what is counted: "three companies ... The companies are Oran and Telik."  Pure.

English.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.built_in.candidates import Candidate
from bot.built_in.questions import Asked, Kind
from bot.sentence_reading.readings import Reading, keys_in

Shown = tuple[int, Reading]

#: Sentences after one among which its list stands.
REACH = 2

_ASKS_FOR_NAMES = frozenset({Kind.WHICH, Kind.WHO})
_LIST = re.compile(r"(?:The|These|Those) ((?:[\w’'-]+ ){0,2}?[\w’'-]+) (?:are|were|include)[ :]")


def with_lists(asked: Asked, shown: Sequence[Shown], among: Sequence[Candidate]) -> Sequence[Shown]:
    """The sentences of an answer, each before the one that lists by name what it counts."""
    if asked.kind not in _ASKS_FOR_NAMES or asked.counted is None:
        return shown
    found = {(c.number, c.reading): c for c in among}
    told: list[Shown] = []
    for one in shown:
        candidate = found.get(one)
        following: Sequence[Reading] = ()
        if candidate is not None and asked.counted in candidate.keys:
            following = candidate.readings[candidate.place + 1 : candidate.place + 1 + REACH]
        lists = [(one[0], r) for r in following if _lists(asked.counted, r)]
        told += [each for each in (one, *lists[:1]) if each not in told]
    return told


def _lists(counted: str, reading: Reading) -> bool:
    match = _LIST.match(reading.text)
    return match is not None and counted in keys_in(match[1]) and bool(reading.name_keys)
