"""Questions and answers in threads."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from bot.domain.briefings import Usage, WrittenBy
from bot.domain.claims import CitedClaim
from bot.domain.identifiers import AnswerId, ChannelKey


@dataclass(frozen=True, slots=True)
class Turn:
    """One earlier message of a thread; `is_ours` when the bot said it."""

    text: str
    is_ours: bool
    said_at: datetime
    #: The command that a yes to it stands for.
    proposes: str | None = None
    #: The stories' titles of which it asks which one is meant.
    offers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Question:
    """A question put in a channel, with its thread before it.

    `asked_at` is where "this week" and freshness are measured from; `as_of` limits recall to
    what the channel had learned by then.
    """

    channel: ChannelKey
    text: str
    asked_at: datetime
    thread: tuple[Turn, ...] = ()
    as_of: datetime | None = None

    @property
    def known_by(self) -> datetime:
        """By when the channel must have learned what news it is told."""
        return self.as_of or self.asked_at


@dataclass(frozen=True, slots=True)
class Timings:
    """Milliseconds spent."""

    recall: float
    write: float
    total: float


@dataclass(frozen=True, slots=True)
class NewsScope:
    """What an answer to a question for news was looked for in: days, a topic, or what is to come."""

    #: The days, in the channel's time zone; None where a topic alone was asked about.
    first: date | None = None
    last: date | None = None
    topic: str | None = None
    #: Articles that were published on these days.
    articles: int = 0
    #: How many days ahead was looked.
    days_ahead: int | None = None
    #: More was asked for of what a thread has told already.
    goes_on: bool = False


@dataclass(frozen=True, slots=True)
class Answer:
    """Cited sentences, or none: an answer without sentences abstains.

    `nearest` is the closest thing that the channel has read, given when abstaining.
    """

    answer_id: AnswerId
    channel: ChannelKey
    #: The question as it was searched, made to stand alone from the thread.
    standalone: str
    sentences: tuple[CitedClaim, ...]
    nearest: CitedClaim | None
    written_by: WrittenBy
    usage: Usage
    timings: Timings
    #: When it was asked; None for an answer that was kept before this was.
    asked_at: datetime | None = None
    #: Of a question of several parts, those that nothing answers, while others are answered.
    unanswered: tuple[str, ...] = ()
    #: The titles of the stories of which the question may mean any: it is asked back.
    #: Not kept: the post that asks holds them.
    choices: tuple[str, ...] = ()
    #: What was looked for, when it was news.
    told: NewsScope | None = None
    #: Whether the channel had read nothing at all, by `as_of` where that is given.
    is_unread: bool = False
    as_of: datetime | None = None

    @property
    def abstained(self) -> bool:
        """Whether the channel's articles do not say."""
        return not self.sentences
