"""The posts that answer a message: where each stands, to whom, and under which delivery.  Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from zoneinfo import ZoneInfo

from bot.answering.language_leads import answer_lead
from bot.briefing.presentation import briefing_post
from bot.conversation import manners
from bot.conversation.replies import Parts
from bot.domain.briefings import Briefing
from bot.domain.claims import CitedClaim
from bot.domain.identifiers import DeliveryId, MessageId
from bot.domain.messages import IncomingMessage, Post, PostKind, Sentence


def reply(
    message: IncomingMessage, parts: Parts, number: int = 1, *, is_private: bool = False
) -> Post:
    """What the bot says to a message, which is no answer of cited sentences."""
    return Post(
        delivery_id=delivery_of(message, number),
        channel=message.channel,
        thread=thread_of(message),
        kind=PostKind.REPLY,
        parts=parts,
        addressee=message.sender,
        is_private=is_private,
        answers=message.message_id,
    )


def blank_answer(message: IncomingMessage, number: int = 1) -> Post:
    """An answer before its first sentence; one that stands apart from its question repeats it."""
    return Post(
        delivery_id=delivery_of(message, number),
        channel=message.channel,
        thread=thread_of(message),
        kind=PostKind.ANSWER,
        parts=() if message.is_visible else (manners.question(message.text),),
        addressee=message.sender,
        answers=message.message_id,
    )


def stopped_answer(message: IncomingMessage, shown: Sequence[CitedClaim]) -> Post:
    """What had been shown when a person pressed stop, and that it goes no further."""
    blank = blank_answer(message)
    said = (Sentence(claim, answer_lead(claim, message.text)) for claim in shown)
    return blank.saying((*blank.parts, *said, *manners.stopped()))


def briefing_reply(
    message: IncomingMessage, briefing: Briefing, number: int, zone: ZoneInfo
) -> Post:
    """A briefing asked for at the top level stands there, so that it has its own thread."""
    post = briefing_post(
        briefing,
        delivery_id=delivery_of(message, number),
        kind=PostKind.BRIEFING,
        thread=message.thread,
        timezone=zone.key,
    )
    return replace(post, addressee=message.sender, answers=message.message_id)


def delivery_of(message: IncomingMessage, number: int = 1) -> DeliveryId:
    """The same for the same post, however often a message is worked on."""
    return DeliveryId(f"reply:{message.channel}:{message.message_id}:{number}")


def thread_of(message: IncomingMessage) -> MessageId | None:
    """The thread that an answer goes into: the message's own, or the one that it begins."""
    if message.thread is not None or not message.is_visible:
        return message.thread
    return message.origin
