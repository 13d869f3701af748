"""Everyday things: a hotel, a violin, a nurse that the sources have in no words is somebody's invention.

Another wording of what a source says brings in other verbs, qualities and general names ("a place to
stay"); what has a name of its own it brings in only where the source has it.  `kinds` asks whether
another thing of the kind stands in its place; here the thing need only be missing.  For text of
others, which is held against all of its evidence.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import cache

from bot.domain.claims import Problem, ProblemKind
from bot.grounding.grounds import Ground, Grounds
from bot.grounding.polarity import is_negator
from bot.grounding.tokens import Token
from bot.grounding.word_lists import listed
from bot.memory.stems import stem
from bot.memory.word_files import lines_of

#: After these the same word is a verb: "to drone on", "will book".
_BEFORE_A_VERB = listed(
    "to will would can could may might shall should must not i you we they who cannot"
)
_ENDINGS = {"fe": "ves", "f": "ves", "man": "men", "y": "ies"}


def check_everyday_things(claim: Ground, grounds: Grounds) -> Iterator[Problem]:
    """A problem for every everyday thing that the sources have by no word that tells of it."""
    if any(map(is_negator, claim.tokens)):
        return
    for at, token in enumerate(claim.tokens):
        wordings = _things().get(token.key, ()) if token.text.islower() else ()
        if not wordings or _is_part(token, claim) or _is_verb(claim, at):
            continue
        if all(wording.isdisjoint(grounds.stems) for wording in wordings):
            yield Problem(ProblemKind.UNSUPPORTED, token.text)


def _is_verb(claim: Ground, at: int) -> bool:
    return at > 0 and claim.tokens[at - 1].key in _BEFORE_A_VERB


def _is_part(token: Token, claim: Ground) -> bool:
    """Whether a hyphen makes it a part of another word: "bread-and-butter issues"."""
    return "-" in (claim.text[token.start - 1 : token.start], claim.text[token.end : token.end + 1])


@cache
def _things() -> Mapping[str, tuple[frozenset[str], ...]]:
    """By each form of a thing's names, the stems of all words that tell of it."""
    found: dict[str, list[frozenset[str]]] = defaultdict(list)
    for line in lines_of("everyday_things.txt", "bot.grounding"):
        names, _, told_by = line.partition(":")
        forms = [form for name in names.split() for form in _forms(name)]
        wordings = frozenset(map(stem, (*forms, *told_by.split())))
        for form in forms:
            found[form].append(wordings)
    return {form: tuple(wordings) for form, wordings in found.items()}


def _forms(name: str) -> Iterator[str]:
    """A noun and its plural, however it may be made."""
    yield name
    yield f"{name}s"
    yield f"{name}es"
    for ending, plural in _ENDINGS.items():
        if name.endswith(ending):
            yield name.removesuffix(ending) + plural
