from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.conversation.feed_previews import feed_preview
from bot.domain.articles import Feed, FeedItem
from bot.ingest.feed_formats import MOST_ITEMS
from bot.ingest.outcomes import FoundFeed

NOW = datetime(2024, 3, 22, 8, tzinfo=UTC)


def told_of(count):
    moments = (NOW - timedelta(hours=n) for n in range(count))
    items = tuple(
        FeedItem(f"{n}", None, f"Item {n}", None, at, None, None) for n, at in enumerate(moments)
    )
    feed = Feed("The Harbour Post", None, None, items)
    found = FoundFeed("https://harbour-post.example/feed", feed)
    return str(feed_preview(found, ZoneInfo("UTC"), is_followed=False)[0].words)


@pytest.mark.parametrize(
    ("count", "words"),
    [
        (1, "with 1 article in it ("),
        (49, "with 49 articles in it, about 24 a day ("),
        # A longer one is read at its two ends: how much is in it, and how often, is not known.
        (MOST_ITEMS, f"with {MOST_ITEMS} or more articles in it ("),
    ],
)
def test_how_much_a_feed_holds_is_told_as_far_as_it_was_read(count, words):
    assert words in told_of(count)
