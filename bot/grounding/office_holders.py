"""Holders of offices: whom a sentence gives an office that its sources give to somebody else."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.domain.claims import Problem, ProblemKind
from bot.grounding.grounds import Ground, Grounds
from bot.grounding.names import read_names
from bot.grounding.places import place_of

_OFFICE = (
    r"(?P<office>(?i:(?:[a-z]{3,}\s+){0,2}"
    r"(?:minister|president|premier|chancellor|ambassador|envoy|leader|secretary|governor[- ]general|governor|mayor"
    r"|spokesman|spokeswoman|spokesperson|chairman|chairwoman|commissioner|commander|chief"
    r"|representative|speaker|chargé d['’]affaires|consul|attorney general|prosecutor|negotiator"
    r"|delegate|chief of staff|head|director|boss|king|queen|prince|senator|judge)))"
)
_NAME = r"(?P<name>[A-Z][^\W\d_]+(?:[- ][A-Z][^\W\d_]+){0,3})"
_WHOSE = r"(?:(?P<whose>[A-Z][^\W\d_]+(?:\s[A-Z][^\W\d_]+)?|army|navy|party|company|union|council)(?:['’]s?)?\s+)?"
#: "Ostra's foreign minister, Ida Kern," and "Ostran foreign minister Ida Kern".
_OFFICE_FIRST = re.compile(
    rf"\b{_WHOSE}{_OFFICE}(?:(?:\s+(?:in|to|at)\s+(?:the\s+)?[A-Z][^\W\d_]+)?,\s+|\s+){_NAME}"
)
#: "Ida Kern, Ostra's foreign minister," and "Ida Kern, foreign minister of Ostra".
_NAME_FIRST = re.compile(
    rf"\b{_NAME}(?:,\s+(?:who\s+(?:is|was)\s+)?|\s+(?:is|was)\s+)(?:the\s+)?{_WHOSE}{_OFFICE}"
    r"(?:\s+of\s+(?:the\s+)?(?P<of>[A-Z][^\W\d_]+(?:\s[A-Z][^\W\d_]+){0,3}))?"
    # "After meeting Ida Kern, Velland's envoy, Jon Vail, said": the envoy is Vail.
    r"(?!,\s+[A-Z][^\W\d_]+\s[A-Z])"
)
#: Offices that somebody else may have held at another time.
_ONCE = re.compile(r"\b(?:former|then|ex|late|acting|outgoing|new|next|incoming)\b", re.IGNORECASE)
_ITS = re.compile(r"(?:Its|Their)\b")
#: Characters before the name that a sentence begins with: "The ".
LONGEST_ARTICLE = 4
_TITLES = frozenset("mr mrs ms dr sir lord lady the".split())
_HINT = re.compile(
    r"(?i)minister|president|premier|chancellor|ambassador|envoy|leader|secretary|governor|mayor"
    r"|spokes|chair|commissioner|commander|chief|representative|speaker|affaires|consul|attorney"
    r"|head|director|boss|prosecutor|negotiator|delegate|king|queen|prince|senator|judge"
)


@dataclass(frozen=True, slots=True)
class Holder:
    """Somebody with their office, and whose office it is; "" where that is not told."""

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
    """A problem for every office that the sources give to others alone, or of which they tell another."""
    mine = list(_all_holders(claim.text))
    if not mine:
        return
    near = (*grounds.cited, *grounds.nearby, *grounds.about)
    told = [holder for ground in near for holder in _all_holders(_with_owner(ground))]
    for holder in mine:
        same = [other for other in told if other.whose and holder.is_of_same_office(other)]
        if holder.whose and same and not any(map(holder.is_same, same)):
            yield Problem(ProblemKind.NAME, holder.name)
        elif _is_of_another_office(holder, told, near) or _is_of_others(holder, told):
            yield Problem(ProblemKind.NAME, holder.office)


def _with_owner(ground: Ground) -> str:
    """A sentence that opens with "Its envoy", with whom the one before is about in their place."""
    found = _ITS.match(ground.text)
    if found is None or ground.before is None:
        return ground.text
    before = read_names(Ground(ground.before))
    if not before or before[0].start > LONGEST_ARTICLE:
        return ground.text
    owner = re.sub(r"['’]s?$", "", before[0].text)
    return f"{owner}'s{ground.text[found.end() :]}"


def _is_of_another_office(holder: Holder, told: Sequence[Holder], near: Sequence[Ground]) -> bool:
    """Whether the sources know the same person by other offices, and never beside this one."""
    theirs = [other for other in told if holder.words and holder.words <= other.words | {""}]
    if not theirs or any(_head(other.office) == _head(holder.office) for other in theirs):
        return False
    head, surname = _head(holder.office), holder.name.split()[-1].casefold()
    # "Ahead" is no head, and what is in the making has no king; who "heads" it is one.
    begins = [re.compile(rf"\b{re.escape(word)}") for word in (head, surname)]
    texts = (ground.text.casefold() for ground in near)
    return not any(all(word.search(text) for word in begins) for text in texts)


def _is_of_others(holder: Holder, told: Sequence[Holder]) -> bool:
    """Whether the sources give the same person an office of others alone: "the army's chief"."""
    theirs = [other for other in told if holder.words <= other.words and other.whose]
    if not holder.whose or not theirs:
        return False
    return not any(
        other.whose == holder.whose or _shares_word(other.whose, holder.whose) for other in theirs
    )


def _shares_word(one: str, other: str) -> bool:
    """Whether two owners may be the same: "Security Council", "council"."""
    return not set(one.split()).isdisjoint(other.split())


def _head(office: str) -> str:
    """What an office is: "minister" of "prime minister", and of "premier" too."""
    last = office.rsplit(" ", 1)[-1]
    return {"premier": "minister", "envoy": "ambassador", "boss": "chief"}.get(last, last)


def named_together(claim: Ground, source: Ground) -> frozenset[str]:
    """Words of names and countries that both sentences join by an office, in whatever order."""
    theirs = list(_holders(source.text))
    same = [h for h in _holders(claim.text) if any(map(h.is_same, theirs))]
    return frozenset().union(*(holder.both for holder in same))


def _holders(text: str) -> Iterator[Holder]:
    """Those of whom it is told whose office it is."""
    return (holder for holder in _all_holders(text) if holder.whose)


def _all_holders(text: str) -> Iterator[Holder]:
    if not _HINT.search(text) or _ONCE.search(text):
        return
    for pattern in (_OFFICE_FIRST, _NAME_FIRST):
        for match in pattern.finditer(text):
            groups = match.groupdict()
            whose = groups.get("of") or groups["whose"]
            office = " ".join(match["office"].casefold().split())
            if pattern is _OFFICE_FIRST and _is_part_of_office(match):
                whose = None
            if place_of(match["name"]) is None:
                owner = "" if whose is None else place_of(whose) or whose.casefold()
                yield Holder(match["name"], office, owner)


def _is_part_of_office(match: re.Match[str]) -> bool:
    """Whether the word before an office has its capital from the sentence: "Interior minister"."""
    whose = match["whose"]
    if whose is None or match.start("whose") > 0 or " " in whose or place_of(whose) is not None:
        return False
    return match.string[match.end("whose") : match.end("whose") + 1] == " "
