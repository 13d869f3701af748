"""How well the day of an article fits a question: what was new when it was asked, or then.  Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.dates.periods import Period, period_of
from bot.dates.reading import read_dates
from bot.dates.words import LANGUAGES

#: What freshness adds, at most, to what an article scores by its words: 1 doubles it.
FRESHNESS = 1.0
#: The age at which it adds half of that.
HALF_LIFE = timedelta(days=14)
#: What an article's score is multiplied by that came after the question.
LATER = 0.4
#: A bare publication date stands at midnight: what is dated later the same day is not "later".
SAME_DAY = timedelta(days=1)
#: News of a day that a question names is told on it and on the next two.
TOLD_WITHIN = timedelta(days=2)
#: Characters of a question in which dates are looked for.
MOST_CHARACTERS = 400


@dataclass(frozen=True, slots=True)
class FittingDates:
    """When a question was asked, and the past days that it names."""

    asked_at: datetime
    periods: tuple[Period, ...] = ()

    @classmethod
    def of(cls, question: str, asked_at: datetime) -> FittingDates:
        """Read a question's date words, counted from the day on which it was asked.

        >>> from datetime import UTC
        >>> asked = datetime(2024, 3, 28, 9, tzinfo=UTC)
        >>> [str(p.first) for p in FittingDates.of("What did he say on Monday?", asked).periods]
        ['2024-03-25']
        """
        return cls(asked_at, tuple(_past_periods(question[:MOST_CHARACTERS], asked_at)))

    def factor(self, published_at: datetime) -> float:
        """What a score is multiplied by: above 1 for what was fresh, below it for what came later."""
        age = self.asked_at - published_at
        if age < -SAME_DAY:
            return LATER
        nearest = min([max(age, timedelta(0)), *self._distances(published_at)])
        return 1 + FRESHNESS / (1 + nearest / HALF_LIFE)

    def _distances(self, published_at: datetime) -> Iterable[timedelta]:
        """How far the article's day lies from those in which each period's news was told."""
        day = published_at.date()
        for period in self.periods:
            until = period.last + TOLD_WITHIN
            yield max(period.first - day, day - until, timedelta(0))


def _past_periods(question: str, asked_at: datetime) -> Iterator[Period]:
    asked = asked_at.date()
    for word in read_dates(question, *LANGUAGES):
        period = period_of(word, asked)
        if period is not None and period.first <= asked:
            yield period
