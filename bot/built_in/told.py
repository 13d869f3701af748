"""A sentence as it was told at its time, and how a later one may overtake it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.domain.identifiers import ArticleId

Keys = frozenset[str]


class Turn(StrEnum):
    """How an earlier sentence is overtaken."""

    UNDONE = "undone"
    TAKEN_BACK = "taken back"
    #: What was to come is told not to be.
    DENIED = "denied"
    #: What was told as done, or as to come, is denied by another word: both stand.
    DISPUTED = "disputed"
    DONE = "done"


@dataclass(frozen=True, slots=True)
class Told:
    """A sentence, where and when it was told, and the keys of what stands around it."""

    text: str
    article_id: ArticleId
    when: datetime
    around: Keys
