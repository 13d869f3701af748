"""Questions about now and what is next: what an older article tells may no longer be so.  Pure.

English.  "Where is the president now?" is not answered by where he was a fortnight before the last
that was told of him, nor "what is next?" by what was next then.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import timedelta

from bot.built_in.candidates import Candidate
from bot.built_in.questions import Asked, Kind
from bot.sentence_reading.deeds import tokens_of

#: How much older than the newest article on it a sentence may be, to tell what is next, and where
#: somebody is.
NEXT_FOR, THERE_FOR = timedelta(days=4), timedelta(days=1)
#: Words between a name and what tells where he is.
REACH = 8

_WHERE_NOW = re.compile(r"^\W*(?:and |so )?where(?:['’]s| is| are)\b", re.IGNORECASE)
_LEAVES = re.compile(
    r"\b(?:left|leaves|leave for|flew|flown|fled|moved|transferred|arrived|returned|sailed|towed|freed|released"
    r"|extradited|deported|taken to|brought to|travelled|escaped|airport)\b",
    re.IGNORECASE,
)
_BEING = frozenset(
    "is are was were be been being remains remained stays stayed lives lived living fled flew left"
    " arrived arrives went returned taken moved held detained hiding exile".split()
)


def still_so(
    question: str, asked: Asked, found: Sequence[Candidate], among: Sequence[Candidate]
) -> Sequence[Candidate]:
    """Those of the sentences that answer which may still be so by the newest of what was read."""
    if asked.kind is Kind.NEXT and found:
        newest = max(c.article.told_at for c in found)
        return [c for c in found if c.article.told_at >= newest - NEXT_FOR]
    if asked.kind is Kind.WHERE and asked.predicate is None and _WHERE_NOW.match(question):
        return [c for c in found if _is_there(asked, c) and not _is_old(asked, c, among)]
    return found


def _is_old(asked: Asked, candidate: Candidate, among: Sequence[Candidate]) -> bool:
    """Whether a later article that names him too, or is of the same story, tells of going away."""
    article = candidate.article
    return any(
        other.article.told_at > article.told_at + THERE_FOR
        and _LEAVES.search(other.reading.text)
        and (
            asked.name_keys <= other.around | other.head
            or (article.story_id is not None and other.article.story_id == article.story_id)
        )
        for other in among
    )


def _is_there(asked: Asked, candidate: Candidate) -> bool:
    """Whether whoever is asked for is told to be somewhere, and not only named in a sentence."""
    tokens = tokens_of(candidate.reading.text)
    return any(
        token.key in asked.name_keys | asked.point_keys
        and any(near.low in _BEING for near in tokens[at + 1 : at + 1 + REACH])
        for at, token in enumerate(tokens)
    )
