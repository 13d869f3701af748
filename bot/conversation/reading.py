"""Commands that bring articles in: follow, unfollow, sources, read; and files that were sent."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Sequence

from bot.conversation import manners, reading_replies, replies
from bot.conversation.feed_previews import feed_preview
from bot.conversation.intents import text_pasted
from bot.conversation.meanings import (
    Follow,
    OfferReading,
    ReadLinks,
    ReadPasted,
    ReadSaid,
    ShowSources,
    Unfollow,
)
from bot.conversation.office import Office
from bot.conversation.replies import Parts
from bot.domain.articles import Learned, Way
from bot.domain.identifiers import ChannelKey, MessageId
from bot.domain.messages import IncomingMessage, Part
from bot.errors import FetchError, InputError, NotFoundError
from bot.ingest.article_text import read_pasted
from bot.ingest.canonical_url import canonical_url
from bot.ingest.outcomes import ReadOutcome

_IS_ADDRESS = re.compile(r"https?://", re.IGNORECASE)
#: Addresses that one message may have read.
MOST_LINKS = 10


async def follow(office: Office, message: IncomingMessage, intent: Follow) -> Parts:
    """Show the feed at an address or behind its page; follow it, once that is confirmed."""
    if intent.is_confirmed:
        followed = await office.intake.follow(message.channel, intent.url)
        office.has_followed()
        return replies.following(followed)
    found = await office.intake.find_feed(intent.url)
    healths = await office.sources.sources(message.channel)
    is_followed = any(health.source.url == found.url for health in healths)
    return feed_preview(found, await office.zone(message.channel), is_followed=is_followed)


async def unfollow(office: Office, message: IncomingMessage, intent: Unfollow) -> Parts:
    """Stop following; the address may be written as it was given, or as its canonical form.

    A source that alone has the name that was given is meant by it.
    """
    if _IS_ADDRESS.match(intent.url):
        urls: Sequence[str] = (intent.url, canonical_url(intent.url))
    else:
        healths = await office.sources.sources(message.channel)
        urls = [
            health.source.url
            for health in healths
            if (health.source.title or "").casefold() == intent.url.casefold()
        ]
        urls = urls if len(urls) == 1 else ()
    for url in dict.fromkeys(urls):
        if await office.sources.unfollow(message.channel, url):
            return replies.unfollowed(url)
    return replies.not_followed(intent.url)


async def show_sources(office: Office, message: IncomingMessage, _intent: ShowSources) -> Parts:
    """List what is followed and how reading it goes."""
    healths = await office.sources.sources(message.channel)
    return replies.sources(healths, await office.zone(message.channel), office.now())


async def read_links(office: Office, message: IncomingMessage, intent: ReadLinks) -> Parts:
    """Read each address; one that cannot be read never stops the others."""
    said, _ = await read_addresses(office, message, intent.urls)
    return said


async def read_text(office: Office, message: IncomingMessage, intent: ReadPasted) -> Parts:
    """Read a pasted text; it belongs to this channel alone."""
    return await _confirmation(office, message, await keep_text(office, message, intent.text))


async def offer_reading(_office: Office, message: IncomingMessage, intent: OfferReading) -> Parts:
    """Ask whether a text is to be read: nothing is kept that nobody said is to be."""
    name = message.message_id
    command = f"brief message #{name}" if intent.is_briefed else f"read message #{name}"
    return reading_replies.offered(intent.text, command, is_briefed=intent.is_briefed)


async def read_said(office: Office, message: IncomingMessage, intent: ReadSaid) -> Parts:
    """Read the text of an earlier message; it goes when that message goes."""
    said, text = await text_said(office, message.channel, MessageId(intent.message_id))
    return await _confirmation(office, message, await keep_text(office, said, text))


# ---------------------------------------------------------------- what people give


async def text_said(
    office: Office, channel: ChannelKey, message_id: MessageId
) -> tuple[IncomingMessage, str]:
    """An earlier message of the channel, and the text that it pastes.

    Raises:
        NotFoundError: it was edited or deleted, or there was none.
    """
    try:
        said = await office.messages.incoming(channel, message_id)
    except NotFoundError:
        raise NotFoundError(
            "That message is gone, or was edited since: paste the text again, after read:"
        ) from None
    return said, text_pasted(said.text)


async def read_addresses(
    office: Office, message: IncomingMessage, urls: Sequence[str]
) -> tuple[Parts, tuple[Learned, ...]]:
    """Read each address; what is said of it, and what was learned."""
    said: list[Part] = []
    learned: list[Learned] = []
    for url in urls[:MOST_LINKS]:
        try:
            outcome = await office.intake.read_url(message.channel, url, message_id=message.origin)
        except (FetchError, InputError) as error:
            said += manners.refused(error)
            continue
        learned += outcome.learned
        said += await outcome_told(office, message, url, outcome)
    if len(urls) > MOST_LINKS:
        said += reading_replies.too_many_links(MOST_LINKS, len(urls))
    return tuple(said), tuple(learned)


async def keep_text(office: Office, message: IncomingMessage, text: str) -> Learned:
    """Keep a pasted text; it belongs to this channel alone.

    Raises:
        NoArticleError, TooLargeError: it is no article, or longer than is read.
    """
    article = await asyncio.to_thread(read_pasted, text)
    return await office.intake.keep(message.channel, article, Way.PASTE, message_id=message.origin)


async def outcome_told(
    office: Office, message: IncomingMessage, where: str, outcome: ReadOutcome
) -> Parts:
    """What is said of something that was read: each article, or a feed's count."""
    if outcome.feed is not None:
        return reading_replies.read_feed(where, sum(one.is_new for one in outcome.learned))
    said = [await _confirmation(office, message, one) for one in outcome.learned]
    return (
        *(part for parts in said for part in parts),
        *reading_replies.rejected(outcome.rejected),
    )


async def _confirmation(office: Office, message: IncomingMessage, learned: Learned) -> Parts:
    """What was read: title, outlet, date, words, and whose text it is a copy of."""
    article = await office.articles.article(message.channel, learned.article_id)
    original = None
    if learned.duplicate_of is not None:
        original = await office.articles.article(message.channel, learned.duplicate_of)
    return reading_replies.learned(learned, article, original)
