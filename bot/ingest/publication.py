"""Which publication date is believed."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

from bot.dates.date_words import Kind
from bot.dates.datelines import dateline_of
from bot.dates.reading import read_dates
from bot.domain.articles import FeedItem, ReadArticle, Rejection
from bot.domain.dating import DateSource

#: Clocks and time zones are a day wrong at most; what is dated later has a wrong date.
FUTURE = timedelta(days=2)
#: A dateline stands within this many characters, a standfirst before it.
_OPENING = 660
#: A bare day stands at midnight UTC; the moment that it means lies within a day and a zone.
_SAME_DAY = timedelta(hours=36)


def believable(
    article: ReadArticle, now: datetime, source: str
) -> tuple[ReadArticle, Rejection | None]:
    """An article without a date that lies in the future, and a word about it if it had one.

    The article itself is not lost: it stands without a publication date.
    """
    if article.modified_at is not None and article.modified_at > now + FUTURE:
        article = replace(article, modified_at=None, modified_source=None)
    written = article.published_at
    if written is None or written <= now + FUTURE:
        return article, None
    word = f"Its date, {written:%Y-%m-%d}, lies in the future: I kept it without a date."
    return replace(article, published_at=None, date_source=None), Rejection(source, word)


def dated(article: ReadArticle, item: FeedItem) -> ReadArticle:
    """An article with its page's date, unless it has none, or the feed knows the hour of that day."""
    page = article.published_at
    if item.published_at is None:
        return article
    if page is not None:
        is_bare_day = (page.hour, page.minute, page.second) == (0, 0, 0)
        if not is_bare_day or abs(item.published_at - page) > _SAME_DAY:
            return article
    return replace(article, published_at=item.published_at, date_source=item.date_source)


def dated_by_dateline(article: ReadArticle, now: datetime) -> ReadArticle:
    """An article that came without a date, with the day that its dateline names, if it names one."""
    if article.published_at is not None:
        return article
    dateline = dateline_of(article.text[:_OPENING])
    word = next((w for w in read_dates(dateline or "") if w.kind is Kind.DAY), None)
    if word is None or word.month is None or word.day is None:
        return article
    day = _day(word.month, word.day, word.year, now.astimezone(UTC).date())
    if day is None:
        return article
    source = DateSource.DATELINE if word.year else DateSource.DATELINE_NO_YEAR
    at = datetime.combine(day, time.min, UTC)
    return replace(article, published_at=at, date_source=source)


def _day(month: int, day: int, year: int | None, today: date) -> date | None:
    """The day of that year, or with no year the last one that may have begun somewhere by now."""
    for one in (year,) if year else (today.year + 1, today.year, today.year - 1):
        try:
            found = date(one, month, day)
        except ValueError:
            continue
        if year or found <= today + timedelta(days=1):
            return found
    return None
