"""A sentence as it was told at its time, and how a later one may overtake it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Self

from bot.domain.articles import Article
from bot.domain.identifiers import ArticleId
from bot.sentence_reading.readings import keys_in

Keys = frozenset[str]

#: Characters of an article by which it is known whether two are on one matter.
AROUND = 600


class Turn(StrEnum):
    """How an earlier sentence is overtaken."""

    UNDONE = "undone"
    TAKEN_BACK = "taken back"
    #: What was to come is told not to be.
    DENIED = "denied"
    #: What was told as done, or as to come, is denied by another word: both stand.
    DISPUTED = "disputed"
    DONE = "done"


#: By these it no longer stands; of what is disputed both stand, and what was done came to pass.
GONE = frozenset({Turn.UNDONE, Turn.TAKEN_BACK, Turn.DENIED})


@dataclass(frozen=True, slots=True)
class Told:
    """A sentence, where and when it was told, and the keys of what stands around it."""

    text: str
    article_id: ArticleId
    when: datetime
    around: Keys

    @classmethod
    def of(cls, article: Article, sentence: str, around: Keys | None = None) -> Self:
        """A sentence of an article; `around`: by the article's title and beginning, unless given."""
        if around is None:
            around = keys_in(f"{article.title or ''}. {article.text[:AROUND]}")
        return cls(sentence, article.article_id, article.told_at, around)
