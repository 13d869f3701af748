"""Additions: what a sentence puts into a source sentence that it otherwise follows word for word.

A share of unknown words is forgiven, since a paraphrase has its own.  Where a sentence is no
paraphrase, the words that it has beside its source are an addition: "Russia *corruptly* vetoed
the draft", "Guyana abstained, *which is shameful*".
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bot.domain.claims import Problem, ProblemKind
from bot.grounding.alignment import Change, changes, retold
from bot.grounding.grounds import Ground, Grounds
from bot.grounding.support import unknown_words
from bot.grounding.tokens import Token
from bot.grounding.word_lists import CONNECTIVES
from bot.memory.frequencies import weight_of

#: Unknown words in one place, without a known one among them, from which they are no other wording
#: of what the source has there but something else.
MOST_REWORDED = 2

#: How telling the words are from which an addition is one: "usually", "finally" and "appropriate"
#: are what retelling brings with it.
LEAST_ADDED = 4.0


def check_additions(claim: Ground, grounds: Grounds) -> Iterator[Problem]:
    """A problem for what a nearly verbatim sentence adds, unless one of its sources carries it."""
    unknown = [
        t
        for t in unknown_words(claim, grounds)
        if t.key not in CONNECTIVES and not _is_called_so(t, claim, grounds)
    ]
    if not unknown:
        return
    added = [_added(claim, source, unknown) for source in retold(claim, grounds)]
    if added and all(added):
        yield Problem(ProblemKind.UNSUPPORTED, ", ".join(added[0]))


def _is_called_so(token: Token, claim: Ground, grounds: Grounds) -> bool:
    """Whether the articles have the word right before the same next one: "the *patrol* boats"."""
    after = next((t for t in claim.tokens if t.start >= token.end), None)
    if after is None or not after.is_content:
        return False
    phrase = claim.text[token.start : after.end]
    return any(phrase in text for text in grounds.whole)


def _added(claim: Ground, source: Ground, unknown: Sequence[Token]) -> list[str]:
    found = changes(claim, source) or ()
    return [word for change in found for word in _unknown_in(change, unknown)]


def _unknown_in(change: Change, unknown: Sequence[Token]) -> list[str]:
    content = [token for token in change.claimed if token.is_content]
    here = [token.text for token in content if token in unknown]
    if sum(weight_of(token.stem) for token in content if token in unknown) < LEAST_ADDED:
        return []
    is_other_matter = len(here) == len(content) > MOST_REWORDED
    return here if is_other_matter or not change.told else []
