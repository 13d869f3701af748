"""When an article was published, changed and read, in words: who says so, and what is but a guess."""

from __future__ import annotations

from datetime import datetime

from bot.domain.dating import DateSource
from bot.domain.messages import Exhibit, plain

_SAID_BY = {
    DateSource.FEED: "by the feed",
    DateSource.FEED_CHANGE: "by the feed, which only says when it last changed",
    DateSource.PAGE_DATA: "by the page's own data",
    DateSource.META_TAG: "by the page's own data",
    DateSource.TIME_MARK: "by a time marked in the page",
    DateSource.PAGE_WORDS: "a guess: a day found in the page",
    DateSource.ADDRESS: "a guess: the day in the page's address",
    DateSource.DOCUMENT: "by the head of the document",
    DateSource.MAIL: "by the mail's header",
    DateSource.DATELINE: "by the dateline",
    DateSource.DATELINE_NO_YEAR: "by the dateline; its year is a guess",
    DateSource.GIVEN: "as given with the text",
}


def publication_told(
    published_at: datetime | None, source: DateSource | None, read_at: datetime
) -> str:
    """When it was published and who says so; of what came without a date, when it was read."""
    if published_at is None:
        return f"date unknown: read on {plain(read_at.date())}"
    return f"published {_day(published_at, source)}"


def change_told(
    modified_at: datetime | None, source: DateSource | None, published_at: datetime | None
) -> str | None:
    """When the publisher changed it since it was published, and who says so; None if it did not."""
    if modified_at is None or (published_at is not None and modified_at <= published_at):
        return None
    return f"last changed {_day(modified_at, source)}"


def _day(at: datetime, source: DateSource | None) -> str:
    # What was read before sources were kept stands without one.
    said_by = "" if source is None else f" ({_SAID_BY[source]})"
    return f"{plain(at.date())}{said_by}"


def dates_told(exhibit: Exhibit) -> tuple[str, ...]:
    """All dates of what is laid open, each apart: published, changed, learned here, read."""
    at, source = exhibit.citation.published_at, exhibit.citation.date_source
    published = publication_told(at, source, exhibit.fetched_at)
    changed = change_told(exhibit.modified_at, exhibit.modified_source, at)
    learned = f"learned here {plain(exhibit.learned_at)}"
    told = (published, changed, learned, f"fetched {plain(exhibit.fetched_at)}")
    return tuple(each for each in told if each)
