"""Which source sentence a sentence tells again, and where the two part ways."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache

from bot.grounding.grounds import Ground, Grounds
from bot.grounding.tokens import Token

#: Share of a sentence's content words that a source sentence must hold to be the one it retells.
LEAST_SHARED = 0.5
#: How much worse than the best a source sentence may match and still be counted beside it.
CLOSE = 0.1
#: From this similarity on (difflib's ratio of words) a sentence is a source's, word for word,
#: but for single changes; what stands in the place of something else then says so.
NEAR_VERBATIM = 0.7
#: From this similarity on it is that source sentence with something put in its place, whatever
#: other sentence of the sources has as many of its words.
SAME_SENTENCE = 0.8


@dataclass(frozen=True, slots=True)
class Change:
    """Words of the sentence that stand where the source has other words (either may be empty)."""

    claimed: tuple[Token, ...]
    told: tuple[Token, ...]


def retold(claim: Ground, grounds: Grounds) -> tuple[Ground, ...]:
    """The source sentences that the sentence tells again, best first; none when it retells none."""
    wanted = claim.content
    if not wanted:
        return ()
    scored = [(len(wanted & g.content) / len(wanted), g) for g in (*grounds.cited, *grounds.about)]
    best = max((score for score, _ in scored), default=0.0)
    if best < LEAST_SHARED:
        return ()
    close = [(score, ground) for score, ground in scored if score >= best - CLOSE]
    close.sort(key=lambda pair: -pair[0])
    return tuple(ground for _, ground in close)


def followed(claim: Ground, grounds: Grounds) -> tuple[Ground, ...]:
    """Those of the source sentences it tells again that it follows word for word; else all."""
    sources = retold(claim, grounds)
    mine = [t.stem for t in claim.tokens]
    same = tuple(s for s in sources if _likeness(mine, s) >= SAME_SENTENCE)
    return same or sources


def _likeness(mine: Sequence[str], source: Ground) -> float:
    matcher = SequenceMatcher(None, mine, [t.stem for t in source.tokens], autojunk=False)
    return matcher.ratio() if matcher.quick_ratio() >= SAME_SENTENCE else 0.0


# Four checks ask it of the same two sentences.
@lru_cache(maxsize=512)
def changes(claim: Ground, source: Ground) -> tuple[Change, ...] | None:
    """Where a nearly verbatim sentence departs from its source; None when it is not one."""
    mine, theirs = [t.stem for t in claim.tokens], [t.stem for t in source.tokens]
    matcher = SequenceMatcher(None, mine, theirs, autojunk=False)
    if max(matcher.ratio(), _held(matcher, mine)) < NEAR_VERBATIM:
        return None
    return tuple(_changes(matcher, claim.tokens, source.tokens))


def _held(matcher: SequenceMatcher[str], mine: Sequence[str]) -> float:
    """Share of the sentence's words that match in order: high for a shortened source sentence."""
    matched = sum(block.size for block in matcher.get_matching_blocks() if block.size > 1)
    return matched / len(mine) if mine else 0.0


def _changes(
    matcher: SequenceMatcher[str], mine: Sequence[Token], theirs: Sequence[Token]
) -> Iterator[Change]:
    for tag, a, b, c, d in matcher.get_opcodes():
        if tag != "equal":
            yield Change(tuple(mine[a:b]), tuple(theirs[c:d]))
