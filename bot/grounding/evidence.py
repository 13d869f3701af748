"""Choosing evidence: the passages that one text may rest on, within a budget."""

from __future__ import annotations

from collections.abc import Iterable

from bot.domain.articles import Hit
from bot.domain.evidence import Evidence

#: Passages that a writer is shown at most; more dilutes (Liu et al. 2023, "Lost in the Middle").
MOST_PASSAGES = 12
#: Characters of all passages together: about 2,000 tokens of English.
MOST_CHARACTERS = 8_000


def within(
    hits: Iterable[Hit], *, characters: int = MOST_CHARACTERS, count: int = MOST_PASSAGES
) -> Evidence:
    """The best hits that fit, in their order, numbered; each passage once.

    A passage that is too long for what is left is passed over, so that shorter ones after it
    may still fit; the best one always does.
    """
    chosen: list[Hit] = []
    seen: set[tuple[str, int, int]] = set()
    left = characters
    for hit in hits:
        key = (hit.passage.version_id, hit.passage.start, hit.passage.end)
        fits = len(hit.passage.text) <= left or not chosen
        if key not in seen and fits and len(chosen) < count:
            seen.add(key)
            chosen.append(hit)
            left -= len(hit.passage.text)
    return Evidence.of([(hit.article, hit.passage) for hit in chosen])
