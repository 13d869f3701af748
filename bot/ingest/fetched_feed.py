"""What was fetched, as a feed."""

from __future__ import annotations

import asyncio
from dataclasses import replace

from bot.domain.articles import Feed
from bot.ingest.feed_formats import is_feed, parse_feed, parse_quickly
from bot.ingest.rights import PublishersRights
from bot.ports.web import Fetched, PageReader

#: Bytes of a feed that is read here however it is written: the worst takes half a second.
SMALL = 32_000


async def feed_of(
    body: bytes, pages: PageReader, *, url: str | None, content_type: str = ""
) -> Feed:
    """The feed in a document: read here where that is quick for sure, else where it may be ended.

    Raises:
        NotAFeedError, TooLargeError: as `PageReader.read_feed` says.
    """
    if len(body) <= SMALL:
        return await asyncio.to_thread(parse_feed, body, url=url, content_type=content_type)
    quick = await asyncio.to_thread(parse_quickly, body, url=url, content_type=content_type)
    return quick or await pages.read_feed(body, url, content_type)


async def feed_in(fetched: Fetched, url: str, pages: PageReader) -> Feed:
    """The feed in an answer; `url` resolves its relative links.

    Raises:
        NotAFeedError, TooLargeError: as `feed_of`.
    """
    return await feed_of(fetched.body, pages, url=url, content_type=fetched.content_type)


async def marked(feed: Feed, fetched: Fetched, rights: PublishersRights) -> Feed:
    """The feed with whether its publisher reserves AI use of it."""
    return replace(feed, is_reserved=await rights.reserves(fetched))


def holds_feed(fetched: Fetched) -> bool:
    """Whether an answer is a feed, by how it begins or by what its server calls it."""
    return is_feed(fetched.body) or "feed+json" in fetched.content_type.lower()
