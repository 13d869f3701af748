"""Which of two dates is believed, and that whoever said it is told with it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from bot.domain.articles import FeedItem, ReadArticle
from bot.domain.dating import DateSource
from bot.ingest.publication import believable, dated, dated_by_dateline

HOUR = datetime(2024, 3, 22, 15, 30, tzinfo=UTC)
DAY = datetime(2024, 3, 22, tzinfo=UTC)


def item(at: datetime | None) -> FeedItem:
    return FeedItem("i", None, None, None, at, None, None)


@pytest.mark.parametrize(
    ("page", "feed", "believed", "source"),
    [
        (HOUR, HOUR + timedelta(hours=1), HOUR, DateSource.META_TAG),
        (DAY, HOUR, HOUR, DateSource.FEED),
        (DAY, HOUR + timedelta(days=3), DAY, DateSource.META_TAG),
        (None, HOUR, HOUR, DateSource.FEED),
        (DAY, None, DAY, DateSource.META_TAG),
        (None, None, None, None),
    ],
)
def test_the_page_s_date_is_believed_unless_the_feed_knows_more_of_it(page, feed, believed, source):
    read = ReadArticle("Text.", published_at=page, date_source=page and DateSource.META_TAG)

    found = dated(read, item(feed))

    assert (found.published_at, found.date_source) == (believed, source)


def test_a_date_in_the_future_goes_with_whoever_said_it():
    meta = DateSource.META_TAG
    read = ReadArticle(
        "Text.", published_at=HOUR, date_source=meta, modified_at=HOUR, modified_source=meta
    )

    kept, word = believable(read, HOUR - timedelta(days=30), "feed")

    assert (kept.published_at, kept.date_source) == (None, None)
    assert (kept.modified_at, kept.modified_source) == (None, None)
    assert word is not None


@pytest.mark.parametrize(
    ("text", "day", "source"),
    [
        ("BELMAR, 22 March 2024 - Tavria will close it.", DAY, DateSource.DATELINE),
        ("BELMAR, March 22, 2024 (Reuters) - Tavria will.", DAY, DateSource.DATELINE),
        ("BELMAR, March 22 (Reuters) - Tavria will.", DAY, DateSource.DATELINE_NO_YEAR),
        ("BELMAR, March 24 (Reuters) - Tavria will.", DAY - timedelta(days=364),
         DateSource.DATELINE_NO_YEAR),
        ("BELMAR - On 22 March 2024 Tavria closed it.", None, None),
        ("BELMAR, 31 June 2024 - Tavria will close it.", None, None),
        ("Tavria will close its embassy on 22 March 2024.", None, None),
    ],
)  # fmt: skip
def test_what_comes_without_a_date_is_of_the_day_of_its_dateline(text, day, source):
    found = dated_by_dateline(ReadArticle(text), HOUR)

    assert (found.published_at, found.date_source) == (day, source)


def test_a_date_that_was_given_is_not_the_dateline_s():
    given = ReadArticle("BELMAR, 22 March 2024 - Tavria.", published_at=HOUR)

    assert dated_by_dateline(given, HOUR) is given
