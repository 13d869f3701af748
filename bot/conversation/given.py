"""A briefing on what a person gives: addresses, or a pasted text."""

from __future__ import annotations

from dataclasses import dataclass

from bot.conversation.meanings import BriefLinks, BriefPasted, BriefSaid
from bot.conversation.office import Office
from bot.conversation.reading import keep_text, read_addresses, text_said
from bot.conversation.replies import Parts
from bot.domain.articles import Learned
from bot.domain.briefings import Briefing
from bot.domain.identifiers import BriefingId, MessageId
from bot.domain.messages import IncomingMessage

#: Characters of a title that name the briefing.
_LONGEST_NAME = 80


@dataclass(frozen=True, slots=True)
class Given:
    """What came of reading: the briefing, or what is said because there is none."""

    briefing: Briefing | None
    said: Parts


async def brief_given(
    office: Office,
    message: IncomingMessage,
    intent: BriefLinks | BriefPasted | BriefSaid,
    briefing_id: BriefingId,
) -> Given:
    """Read what was given into the channel's memory, and brief on it.

    Raises:
        NoArticleError, TooLargeError: a pasted text is no article, or longer than is read.
        NotFoundError: the message that pasted it is gone.
    """
    said: Parts = ()
    if isinstance(intent, BriefPasted):
        learned: tuple[Learned, ...] = (await keep_text(office, message, intent.text),)
    elif isinstance(intent, BriefSaid):
        source, text = await text_said(office, message.channel, MessageId(intent.message_id))
        learned = (await keep_text(office, source, text),)
    else:
        said, learned = await read_addresses(office, message, intent.urls)
    ids = frozenset(one.article_id for one in learned)
    if not ids:
        return Given(None, said)
    titles = [one.title or one.url for one in learned]
    briefing = await office.briefer.brief(
        message.channel,
        briefing_id=briefing_id,
        until=office.now(),
        topic=_name(next((title for title in titles if title), None)),
        only=ids,
    )
    return Given(briefing, said)


def _name(title: str | None) -> str:
    """How the heading names what was given."""
    if title is None:
        return "the text you gave"
    return title if len(title) <= _LONGEST_NAME else title[: _LONGEST_NAME - 1].rstrip() + "…"
