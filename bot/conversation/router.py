"""From a message to the posts that answer it."""

from __future__ import annotations

import traceback
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime

import structlog

from bot.answering.presentation import answer_post
from bot.answering.small_talk import SmallTalk, read_small_talk
from bot.briefing.presentation import briefing_post
from bot.conversation import replies
from bot.conversation.commands import run_command
from bot.conversation.intents import read_intent
from bot.conversation.meanings import Ask, Intent, MakeBrief
from bot.conversation.moments import end_of, start_of
from bot.conversation.office import Office
from bot.conversation.preview import Preview
from bot.conversation.replies import Parts
from bot.domain.answers import Question, Turn
from bot.domain.identifiers import BriefingId, DeliveryId, MessageId
from bot.domain.messages import IncomingMessage, Post, PostKind
from bot.errors import AttacheError, DeliveryError, StoreUnavailableError
from bot.ports import Platform

_log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Router:
    """Answers messages.  Posts have ids made from the message's, so that twice is once."""

    office: Office
    platforms: Mapping[str, Platform]

    async def concerns(self, message: IncomingMessage) -> bool:
        """Whether a message is for the bot: addressed to it, or in a thread that is its own.

        What is not is neither kept nor answered.
        """
        if message.is_addressed:
            return True
        if message.thread is None:
            return False
        return await self.office.messages.is_ours(message.channel, message.thread)

    async def respond(self, message: IncomingMessage) -> Sequence[Post]:
        """The posts that answer a message, in order; none when it is not for the bot.

        Raises:
            StoreUnavailableError: nothing can be kept at the moment; worth another try.
        """
        if not await self.concerns(message):
            return ()
        async with self._at_work(message):
            try:
                return await self.do(message)
            except StoreUnavailableError:
                raise
            except AttacheError as error:
                _log.info("message.refused", **_ids(message), error=type(error).__name__)
                return [_reply(message, replies.refused(error))]
            except Exception as error:  # noqa: BLE001 - the edge: one message never stops the bot
                where = _where(error)
                _log.error("message.failed", **_ids(message), error=type(error).__name__, at=where)
                return [_reply(message, replies.unexpected())]

    async def do(self, message: IncomingMessage) -> Sequence[Post]:
        """As `respond`, for a message that is for the bot and a caller that tells errors itself.

        Raises:
            AttacheError: it could not be done, in a sentence for whoever asked.
        """
        is_remark = message.thread is not None and not message.is_addressed
        intent = read_intent(message.text, is_thread_reply=is_remark)
        if is_remark and _is_a_nod(intent):
            return ()
        if isinstance(intent, Ask):
            return [await self._answer(message, intent)]
        if isinstance(intent, MakeBrief):
            return [await self._brief(message, intent)]
        return [_reply(message, await run_command(self.office, message, intent))]

    # ------------------------------------------------------------ answers and briefings

    async def _answer(self, message: IncomingMessage, intent: Ask) -> Post:
        question = Question(
            channel=message.channel,
            text=intent.question,
            asked_at=message.sent_at,
            thread=await self._turns_before(message),
            as_of=await self._as_of(message, intent),
        )
        delivery_id, thread = _delivery_id(message), _thread_of(message)
        platform = self.platforms.get(message.channel.platform)
        async with Preview(platform, delivery_id, message.channel, thread) as preview:
            answer = await self.office.answerer.answer(question, show=preview.show)
        return answer_post(answer, delivery_id=delivery_id, thread=thread)

    async def _brief(self, message: IncomingMessage, intent: MakeBrief) -> Post:
        """A briefing asked for at the top level stands there, so that it has its own thread."""
        now, zone = self.office.now(), await self.office.zone(message.channel)
        briefing = await self.office.briefer.brief(
            message.channel,
            briefing_id=BriefingId(_delivery_id(message)),
            since=start_of(intent.since, now, zone) if intent.since else None,
            until=now,
            topic=intent.topic,
        )
        return briefing_post(
            briefing,
            delivery_id=_delivery_id(message),
            kind=PostKind.BRIEFING,
            thread=message.thread,
            timezone=zone.key,
        )

    async def _turns_before(self, message: IncomingMessage) -> tuple[Turn, ...]:
        """What was said in the thread before this message."""
        if message.thread is None:
            return ()
        turns = await self.office.messages.thread(message.channel, message.thread)
        return tuple(
            turn
            for turn in turns
            if turn.is_ours or (turn.said_at <= message.sent_at and not _is_itself(turn, message))
        )

    async def _as_of(self, message: IncomingMessage, intent: Ask) -> datetime | None:
        if intent.as_of is None:
            return None
        return end_of(intent.as_of, self.office.now(), await self.office.zone(message.channel))

    @asynccontextmanager
    async def _at_work(self, message: IncomingMessage) -> AsyncIterator[None]:
        """Show that the bot is at work for as long as it is."""
        await self._show_work(message, is_working=True)
        try:
            yield
        finally:
            await self._show_work(message, is_working=False)

    async def _show_work(self, message: IncomingMessage, *, is_working: bool) -> None:
        platform = self.platforms.get(message.channel.platform)
        if platform is None:
            return
        try:
            await platform.working(message.channel, _thread_of(message), is_working=is_working)
        except DeliveryError as error:
            # A courtesy: an answer is not held up for want of it.
            _log.info("message.working_not_shown", **_ids(message), error=type(error).__name__)


def _reply(message: IncomingMessage, parts: Parts) -> Post:
    return Post(_delivery_id(message), message.channel, _thread_of(message), PostKind.REPLY, parts)


def _delivery_id(message: IncomingMessage, number: int = 1) -> DeliveryId:
    return DeliveryId(f"reply:{message.channel}:{message.message_id}:{number}")


def _thread_of(message: IncomingMessage) -> MessageId:
    """The thread that an answer goes into: the message's own, or the one that it begins."""
    return message.thread or message.message_id


def _is_itself(turn: Turn, message: IncomingMessage) -> bool:
    return not turn.is_ours and turn.said_at == message.sent_at and turn.text == message.text


def _is_a_nod(intent: Intent) -> bool:
    """Whether it is an "ok" among people, which needs no answer."""
    nods = (SmallTalk.ASSENT, SmallTalk.EMPTY)
    return isinstance(intent, Ask) and read_small_talk(intent.question) in nods


def _ids(message: IncomingMessage) -> dict[str, str]:
    return {"channel": str(message.channel), "message_id": message.message_id}


def _where(error: Exception) -> list[str]:
    """Where an error came from, without its message, which may hold what a person wrote."""
    frames = traceback.extract_tb(error.__traceback__)
    return [f"{frame.filename}:{frame.lineno} {frame.name}" for frame in frames[-6:]]
