"""What was fetched, as a feed."""

from __future__ import annotations

import asyncio
from dataclasses import replace

from bot.domain.articles import Feed
from bot.ingest.feed_formats import is_feed, parse_feed
from bot.ingest.rights import PublishersRights
from bot.ports.web import Fetched


async def feed_in(fetched: Fetched, url: str) -> Feed:
    """The feed in an answer; `url` resolves its relative links.

    Raises:
        NotAFeedError: it holds none.
    """
    return await asyncio.to_thread(
        parse_feed, fetched.body, url=url, content_type=fetched.content_type
    )


async def marked(feed: Feed, fetched: Fetched, rights: PublishersRights) -> Feed:
    """The feed with whether its publisher reserves AI use of it."""
    return replace(feed, is_reserved=await rights.reserves(fetched))


def holds_feed(fetched: Fetched) -> bool:
    """Whether an answer is a feed, by how it begins or by what its server calls it."""
    return is_feed(fetched.body) or "feed+json" in fetched.content_type.lower()
