"""What the other side says: the neighbouring sentence that denies or contradicts one.  Pure.  English.

"State television said that rebels had fired the shells. The rebels denied it." is half told
without its second sentence.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from bot.built_in.antecedents import points_back
from bot.built_in.asked_tolls import toll_asked
from bot.built_in.candidates import Candidate
from bot.built_in.questions import Asked, Kind
from bot.figures.reading import in_digits
from bot.sentence_reading.counted import counts_of, differ
from bot.sentence_reading.denials import denies_something, leaves_open
from bot.sentence_reading.readings import Reading
from bot.sentence_reading.tolls import tolls_told

Shown = tuple[int, Reading]

#: Questions whose answer may be one side's word.
_DISPUTABLE = frozenset({Kind.WHO, Kind.WHETHER, Kind.HOW_MANY, Kind.WHICH})
#: What makes a sentence one side's word.
_CLAIMS = re.compile(
    r"\b(?:said|says|accus\w+|blam\w+|den(?:y|ied|ies)|reported|claim\w*|alleg\w+|believed|thought"
    r"|suspected|according to|put the)\b",
    re.IGNORECASE,
)
#: What the other side says without denying in words: "each blamed the other", "said that none of".
_SAYS_OTHERWISE = re.compile(
    r"\b(?:each (?:side )?(?:has )?(?:blamed|accused)"
    r"|(?:said|says) that (?:he|she|it|they|its|his|her|their|none|no) (?:\w+ ){0,3}?(?:is|are|was|were|did|had|has) (?:not|no|never)"
    r"|(?:said|says) that none of)\b",
    re.IGNORECASE,
)
#: "The organisers spoke of 8,000.", "The operator, Tarn Gas, put the figure at 150."
_COUNTS_OTHERWISE = re.compile(
    r"(?!(?:he|she|it|they)\b)[^.;:“\"]{3,80}? (?:spoke of|counted|claimed|estimated"
    r"|put (?:it|them|the (?:figure|number|count|total|toll|crowd|turnout)) at|gave (?:a|the) (?:figure|number) (?:of|as))"
    r" (?:only |just |about |around |nearly |at least |more than |fewer than |some |up to |as many as )?"
    r"\d",
    re.IGNORECASE,
)
_ACCUSES = re.compile(r"\b(?:accused|accuses|blamed|blames)\b", re.IGNORECASE)


def with_other_sides(
    asked: Asked, shown: Sequence[Shown], among: Sequence[Candidate], most: int
) -> Sequence[Shown]:
    """The sentences of an answer, each beside the neighbour that tells the other side's word."""
    if asked.kind not in _DISPUTABLE:
        return shown
    found = {(c.number, c.reading): c for c in among}
    told: list[Shown] = []
    for one in shown:
        candidate = found.get(one)
        before, after = _neighbours(asked, candidate) if candidate is not None else ((), ())
        for more in (*before, one[1], *after):
            if (one[0], more) not in told:
                told.append((one[0], more))
    return told if len(told) <= most else _shortened(told, shown, most)


def _shortened(told: Sequence[Shown], shown: Sequence[Shown], most: int) -> Sequence[Shown]:
    """As many as may be shown, the first sentence with its other side before any further one."""
    last = set(shown[1:])
    kept = list(told)
    for one in reversed(told):
        if len(kept) > most and one in last:
            kept.remove(one)
    return kept[:most]


def _neighbours(
    asked: Asked, candidate: Candidate
) -> tuple[tuple[Reading, ...], tuple[Reading, ...]]:
    """The sentences right before and after that tell the other side's word."""
    text, place, readings = candidate.reading.text, candidate.place, candidate.readings
    if not _CLAIMS.search(text):
        return (), ()
    after = tuple(
        r for r in readings[place + 1 : place + 2] if _is_other(asked, text, r, is_after=True)
    )
    before: Iterator[Reading] = (
        r
        for r in readings[max(0, place - 1) : place]
        if not points_back(r.text) and _is_other(asked, text, r, is_after=False)
    )
    return tuple(before), after


def _is_other(asked: Asked, text: str, other: Reading, *, is_after: bool) -> bool:
    kind = toll_asked(asked)
    if kind is not None:
        mine, theirs = tolls_told(kind, text), tolls_told(kind, other.text)
        if mine and not theirs and is_after:
            return _COUNTS_OTHERWISE.match(in_digits(other.text)) is not None
        return bool(mine and theirs) and not mine & theirs
    if asked.kind is Kind.HOW_MANY:
        is_claim = _CLAIMS.search(other.text) is not None
        if is_after and _COUNTS_OTHERWISE.match(in_digits(other.text)):
            return True
        return is_claim and differ(counts_of(text), counts_of(other.text))
    if is_after and _is_other_word(other.text):
        return True
    return _ACCUSES.search(other.text) is not None and _DENIES_OR_BLAMES.search(text) is not None


def _is_other_word(text: str) -> bool:
    is_denial = denies_something(text) or leaves_open(text)
    return is_denial or _SAYS_OTHERWISE.search(text) is not None


_DENIES_OR_BLAMES = re.compile(
    r"\b(?:den(?:y|ied|ies)|accus\w+|blam\w+|said that (?:none|no|neither|it had not))\b",
    re.IGNORECASE,
)
