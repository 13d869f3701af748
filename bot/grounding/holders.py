"""Holders of offices: whom a sentence gives an office that its sources give to somebody else."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from bot.domain.claims import Problem, ProblemKind
from bot.grounding.grounds import Ground, Grounds
from bot.grounding.places import place_of

_OFFICE = (
    r"(?P<office>(?i:(?:(?:prime|foreign|defen[cs]e|finance|interior|justice|energy|trade|health|water"
    r"|transport|education|agriculture|culture|economy|environment|labour|security|deputy|vice|first"
    r"|opposition|high|party|army|police|navy|air force|central bank)\s+){0,2}"
    r"(?:minister|president|premier|chancellor|ambassador|envoy|leader|secretary|governor|mayor"
    r"|spokesman|spokeswoman|spokesperson|chairman|chairwoman|commissioner|commander|chief"
    r"|representative|speaker)))"
)
_NAME = r"(?P<name>[A-Z][^\W\d_]+(?:[- ][A-Z][^\W\d_]+){0,3})"
_WHOSE = r"(?:(?P<whose>[A-Z][^\W\d_]+(?:\s[A-Z][^\W\d_]+)?)(?:['’]s?)?\s+)?"
#: "Ostra's foreign minister, Ida Kern," and "Ostran foreign minister Ida Kern".
_OFFICE_FIRST = re.compile(rf"\b{_WHOSE}{_OFFICE}(?:,\s+|\s+){_NAME}")
#: "Ida Kern, Ostra's foreign minister," and "Ida Kern, foreign minister of Ostra".
_NAME_FIRST = re.compile(
    rf"\b{_NAME},\s+(?:the\s+|who\s+is\s+(?:the\s+)?)?{_WHOSE}{_OFFICE}"
    r"(?:\s+of\s+(?:the\s+)?(?P<of>[A-Z][^\W\d_]+(?:\s[A-Z][^\W\d_]+)?))?"
)
#: Offices that somebody else may have held at another time.
_ONCE = re.compile(r"\b(?:former|then|ex|late|acting|outgoing|new|next|incoming)\b", re.IGNORECASE)
_TITLES = frozenset("mr mrs ms dr sir lord lady the".split())
_HINT = re.compile(
    r"(?i)minister|president|premier|chancellor|ambassador|envoy|leader|secretary|governor|mayor"
    r"|spokes|chair|commissioner|commander|chief|representative|speaker"
)


@dataclass(frozen=True, slots=True)
class Holder:
    """Somebody with their office, and whose office it is."""

    name: str
    office: str
    whose: str

    @property
    def words(self) -> frozenset[str]:
        """The words of the name."""
        return frozenset(re.split(r"[- ]", self.name.casefold())) - _TITLES

    @property
    def both(self) -> frozenset[str]:
        """The words of the name, and whose the office is."""
        return self.words | {self.whose}

    def is_same(self, other: Holder) -> bool:
        """Whether the other gives the same office to somebody of a word of this name."""
        return self.is_of_same_office(other) and not self.words.isdisjoint(other.words)

    def is_of_same_office(self, other: Holder) -> bool:
        """Whether the other is of the same office, of the same country or body."""
        return (self.office, self.whose) == (other.office, other.whose)


def check_holders(claim: Ground, grounds: Grounds) -> Iterator[Problem]:
    """A problem for every office that the sources give to others alone."""
    mine = list(_holders(claim.text))
    if not mine:
        return
    told = [h for g in (*grounds.cited, *grounds.nearby, *grounds.about) for h in _holders(g.text)]
    for holder in mine:
        same = [other for other in told if holder.is_of_same_office(other)]
        if same and not any(map(holder.is_same, same)):
            yield Problem(ProblemKind.NAME, holder.name)


def named_together(claim: Ground, source: Ground) -> frozenset[str]:
    """Words of names and countries that both sentences join by an office, in whatever order."""
    theirs = list(_holders(source.text))
    same = [h for h in _holders(claim.text) if any(map(h.is_same, theirs))]
    return frozenset().union(*(holder.both for holder in same))


def _holders(text: str) -> Iterator[Holder]:
    if not _HINT.search(text) or _ONCE.search(text):
        return
    for pattern in (_OFFICE_FIRST, _NAME_FIRST):
        for match in pattern.finditer(text):
            groups = match.groupdict()
            whose = groups.get("of") or groups["whose"]
            office = " ".join(match["office"].casefold().split())
            if place_of(match["name"]) is None and whose is not None:
                yield Holder(match["name"], office, place_of(whose) or whose.casefold())
