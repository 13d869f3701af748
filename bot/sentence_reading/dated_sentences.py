"""A sentence as it was told at its time, and how a later one may overtake it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Self

from bot.dates.publication import day_of
from bot.domain.articles import Article
from bot.domain.identifiers import ArticleId
from bot.memory.language_codes import language_code
from bot.sentence_reading.readings import keys_in

Keys = frozenset[str]

#: Characters of an article by which it is known whether two are on one matter.
AROUND = 600


class Overtaking(StrEnum):
    """How an earlier sentence is overtaken."""

    UNDONE = "undone"
    TAKEN_BACK = "taken back"
    #: What was to come is told not to be.
    DENIED = "denied"
    #: What was told as done, or as to come, is denied by another word: both stand.
    DISPUTED = "disputed"
    DONE = "done"


#: By these it no longer stands; of what is disputed both stand, and what was done came to pass.
GONE = frozenset({Overtaking.UNDONE, Overtaking.TAKEN_BACK, Overtaking.DENIED})


@dataclass(frozen=True, slots=True)
class ToldSentence:
    """A sentence, where and when it was told, and the keys of what stands around it."""

    text: str
    article_id: ArticleId
    when: datetime
    around: Keys
    language: str | None = None
    #: The day of its article's publication, if that is known.
    published: date | None = None
    #: The article's title and beginning.
    beginning: str = ""

    @classmethod
    def of(cls, article: Article, sentence: str, around: Keys | None = None) -> Self:
        """A sentence of an article; `around`: by the article's title and beginning, unless given."""
        beginning = f"{article.title or ''}. {article.text[:AROUND]}"
        return cls(
            text=sentence,
            article_id=article.article_id,
            when=article.told_at,
            around=keys_in(beginning) if around is None else around,
            language=language_code(article.language),
            published=day_of(article),
            beginning=beginning,
        )
