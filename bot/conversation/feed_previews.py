"""What a feed would bring, shown before it is followed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.conversation.replies import Parts, how_many
from bot.domain.articles import Feed, FeedItem
from bot.domain.messages import Link, Paragraph, Part, Proposal, Rows, Words, linked, words
from bot.ingest.feed_formats import MOST_ITEMS
from bot.ingest.item_reading import newest
from bot.ingest.outcomes import FoundFeed
from bot.ingest.source_reading import NEWEST_ITEMS

#: Items of a feed that are shown.
SHOWN = 5


def feed_preview(found: FoundFeed, zone: ZoneInfo, *, is_followed: bool) -> Parts:
    """What stands in a feed, how it will be read, and how to follow it."""
    feed = Link(found.feed.title or found.url, found.url)
    if is_followed:
        told = words("This channel follows {feed} already; sources says how it goes.", feed=feed)
        return (Paragraph(told),)
    newest_first = list(reversed(newest(found.feed.items, SHOWN)))
    shown = [Rows(tuple(_row(item, zone) for item in newest_first))] if newest_first else []
    return (Paragraph(_holding(found, feed)), *shown, *_how(found.feed), _proposal(found.url))


def _holding(found: FoundFeed, feed: Link) -> Words:
    count = len(found.feed.items)
    if count == 0:
        return words("{feed} is a feed with nothing in it yet ({url}).", feed=feed, url=found.url)
    return words(
        "{feed} is a feed with {count} {articles} in it{pace} ({url}). The newest:",
        feed=feed,
        count=how_many(found.feed),
        articles="article" if count == 1 else "articles",
        # Of a longer one its two ends are read.
        pace=_pace(found.feed.items) if count < MOST_ITEMS else "",
        url=found.url,
    )


def _pace(items: Sequence[FeedItem]) -> str:
    """How many come in a day, where their dates tell."""
    moments = sorted(item.published_at for item in items if item.published_at)
    if len(moments) < 2 or (days := _days(moments)) < 1:
        return ""
    a_day = (len(moments) - 1) / days
    return f", about {round(a_day)} a day" if a_day >= 1 else ", fewer than one a day"


def _days(moments: Sequence[datetime]) -> float:
    return (moments[-1] - moments[0]).total_seconds() / 86_400


def _row(item: FeedItem, zone: ZoneInfo) -> Words:
    title = linked(item.title, item.url, item.item_id)
    if item.published_at is None:
        return words("{title}", title=title)
    return words("{title}, {at}", title=title, at=item.published_at.astimezone(zone))


def _how(feed: Feed) -> Iterator[Part]:
    if feed.items and not any(item.url for item in feed.items):
        yield Paragraph(words("Its items name no pages, so I read what the feed itself holds."))
    if len(feed.items) > NEWEST_ITEMS:
        told = words("At first I read the newest {most}, then what is new.", most=NEWEST_ITEMS)
        yield Paragraph(told)


def _proposal(url: str) -> Proposal:
    return Proposal(
        words(
            "Nothing is followed yet. To follow it, reply yes in this thread, or say: "
            "follow {url} yes",
            url=url,
        ),
        f"follow <{url}> yes",
    )
