"""Sentences of a story whose count a newer report replaced, or another sentence has already told.

Pure.  English; tolls in French, German and Spanish too.  `changed_figures` compares two sentences on one event; here a newer report only
says that the toll "stands at 52", of whatever the story tells.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import timedelta

from bot.built_in.story_sentences import StorySentence
from bot.memory.abroad import LISTED
from bot.memory.language_codes import language_code
from bot.sentence_reading.counted import counting_figures
from bot.sentence_reading.tolls import tolls_told
from bot.sentence_reading.tolls_abroad import tolls_in, updates_toll

#: Reports nearer in time than this give differing tolls, and neither replaces the other.
NEARER = timedelta(hours=6)
#: Figures that a sentence must share with another one to tell the same: those of a vote, or of terms.
FEWEST_FIGURES = 2

_KINDS = ("dead", "hurt", "displaced")
#: By these a report brings a count up to date.
_UPDATES = re.compile(
    r"\b(?:toll|rose|risen|rises|rising|climb(?:ed|s)|stands?\s+at|stood\s+at|now\s+at|reache[ds]|confirmed\s+dead"
    r"|revised|lowered)\b",
    re.IGNORECASE,
)


def without_old_tolls(sentences: Sequence[StorySentence]) -> tuple[StorySentence, ...]:
    """The sentences but for those whose toll a newer one of the story brings up to date."""
    updates = [
        (s, kind, found)
        for s in sentences
        if _UPDATES.search(s.text) or updates_toll(s.text, s.article.language)
        for kind in _KINDS
        if (found := _tolls(s, kind))
    ]
    return tuple(
        s
        for s in sentences
        if not any(
            later.article.told_at - s.article.told_at >= NEARER
            and (before := _tolls(s, kind))
            and not before & now
            for later, kind, now in updates
        )
    )


def _tolls(sentence: StorySentence, kind: str) -> frozenset[float]:
    """The tolls of a kind that a sentence gives, in its language; that nobody was hurt is none."""
    if language_code(sentence.article.language) in LISTED:
        abroad = tolls_in(sentence.text, sentence.article.language)
        return frozenset({abroad[kind]} if kind in abroad else ())
    return frozenset(map(float, tolls_told(kind, sentence.text) - {0}))


def tells_same_figures(text: str, told: str) -> bool:
    """Whether a sentence with several figures has none that another one does not have.

    >>> tells_same_figures("Sixty voted for it and 12 against.", "It was passed by 60 votes to 12.")
    True
    """
    figures = _figures(text)
    return len(figures) >= FEWEST_FIGURES and figures <= _figures(told)


def _figures(text: str) -> frozenset[float]:
    return frozenset(figure.value for figure in counting_figures(text))
