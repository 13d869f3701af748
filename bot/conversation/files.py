"""Files that people send: articles are read, lists of feeds are followed."""

from __future__ import annotations

import asyncio

from bot.conversation import manners, reading_replies
from bot.conversation.office import Office
from bot.conversation.reading import outcome_told
from bot.conversation.replies import Parts
from bot.domain.messages import Attachment, IncomingMessage
from bot.errors import FetchError, InputError
from bot.ingest.opml import is_opml, parse_opml
from bot.ports.platform import Platform

#: Files that one message may have read.
MOST_FILES = 10
#: The largest file that is fetched from a platform.
LARGEST_FILE = 20_000_000
#: Feeds of one list that are followed; each is looked at first.
MOST_FEEDS = 50


async def read_files(
    office: Office, platform: Platform, message: IncomingMessage, *, may_configure: bool
) -> Parts:
    """Read each file; one that cannot be read never stops the others."""
    said: list[Parts] = []
    for attachment in message.attachments[:MOST_FILES]:
        try:
            said.append(await _read(office, platform, message, attachment, may_configure))
        except (FetchError, InputError) as error:
            said.append(manners.refused(error))
    if len(message.attachments) > MOST_FILES:
        said.append(reading_replies.too_many_files(MOST_FILES, len(message.attachments)))
    return tuple(part for parts in said for part in parts)


async def _read(
    office: Office,
    platform: Platform,
    message: IncomingMessage,
    attachment: Attachment,
    may_configure: bool,  # noqa: FBT001 - handed on as it came
) -> Parts:
    attachment = await platform.described(message.channel, attachment)
    if attachment.size is not None and attachment.size > LARGEST_FILE:
        return reading_replies.file_too_large(attachment.name, LARGEST_FILE // 1_000_000)
    body = await platform.download(message.channel, attachment)
    if is_opml(body):
        return (
            await _follow_all(office, message, body)
            if may_configure
            else manners.may_not_configure()
        )
    outcome = await office.intake.read_file(
        message.channel,
        body,
        name=attachment.name,
        content_type=attachment.media_type,
        message_id=message.origin,
    )
    return await outcome_told(office, message, attachment.name, outcome)


async def _follow_all(office: Office, message: IncomingMessage, body: bytes) -> Parts:
    """Follow every feed of a list; what cannot be followed is named."""
    feeds = await asyncio.to_thread(parse_opml, body)
    followed = 0
    failed: list[str] = []
    for url, _ in feeds[:MOST_FEEDS]:
        try:
            await office.intake.follow(message.channel, url)
        except (FetchError, InputError):
            failed.append(url)
        else:
            followed += 1
            office.has_followed()
    return reading_replies.followed_list(followed, failed, left=max(0, len(feeds) - MOST_FEEDS))
