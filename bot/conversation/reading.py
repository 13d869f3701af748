"""Commands that bring articles in: follow, unfollow, sources, read."""

from __future__ import annotations

import asyncio

from bot.conversation import replies
from bot.conversation.meanings import Follow, ReadLinks, ReadPasted, ShowSources, Unfollow
from bot.conversation.office import Office
from bot.conversation.replies import Parts
from bot.domain.articles import Way
from bot.domain.messages import IncomingMessage
from bot.errors import FetchError, InputError
from bot.ingest.article_text import read_pasted
from bot.ingest.canonical_url import canonical_url

#: Addresses that one message may have read.
MOST_LINKS = 10


async def follow(office: Office, message: IncomingMessage, intent: Follow) -> Parts:
    """Follow the feed at an address or behind its page."""
    followed = await office.intake.follow(message.channel, intent.url)
    return replies.following(followed)


async def unfollow(office: Office, message: IncomingMessage, intent: Unfollow) -> Parts:
    """Stop following; the address may be written as it was given, or as its canonical form."""
    for url in dict.fromkeys((intent.url, canonical_url(intent.url))):
        if await office.sources.unfollow(message.channel, url):
            return replies.unfollowed(url)
    return replies.not_followed(intent.url)


async def show_sources(office: Office, message: IncomingMessage, _intent: ShowSources) -> Parts:
    """List what is followed and how reading it goes."""
    healths = await office.sources.sources(message.channel)
    return replies.sources(healths, await office.zone(message.channel))


async def read_links(office: Office, message: IncomingMessage, intent: ReadLinks) -> Parts:
    """Read each address; one that cannot be read never stops the others."""
    parts: list[Parts] = []
    for url in intent.urls[:MOST_LINKS]:
        try:
            outcome = await office.intake.read_url(
                message.channel, url, message_id=message.message_id
            )
        except (FetchError, InputError) as error:
            parts.append(replies.refused(error))
        else:
            parts.append(replies.read(url, outcome))
    if len(intent.urls) > MOST_LINKS:
        parts.append(replies.too_many_links(MOST_LINKS, len(intent.urls)))
    return tuple(part for reply in parts for part in reply)


async def read_text(office: Office, message: IncomingMessage, intent: ReadPasted) -> Parts:
    """Read a pasted text; it belongs to this channel alone."""
    article = await asyncio.to_thread(read_pasted, intent.text)
    learned = await office.intake.keep(
        message.channel, article, Way.PASTE, message_id=message.message_id
    )
    return replies.learned(learned)
