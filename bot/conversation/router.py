"""From a message to the posts that answer it."""

from __future__ import annotations

import asyncio
import re
import traceback
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

import structlog

from bot.answering.presentation import answer_post
from bot.answering.small_talk import SmallTalk, read_small_talk
from bot.answering.which_story import may_pick, offered_last, picked
from bot.briefing.presentation import in_own_threads
from bot.conversation import manners
from bot.conversation.commands import SETTINGS, run_command
from bot.conversation.files import read_files
from bot.conversation.given import brief_given
from bot.conversation.intents import read_intent
from bot.conversation.meanings import (
    Ask,
    AskNews,
    BriefLinks,
    BriefPasted,
    BriefSaid,
    Intent,
    MakeBrief,
    OfferReading,
    ReadPasted,
    ReadSaid,
    SetDigest,
    ShowPositions,
    ShowStories,
    Unclear,
)
from bot.conversation.moments import end_of, start_of
from bot.conversation.news_answers import answer_any
from bot.conversation.office import Office
from bot.conversation.posts import (
    blank_answer,
    briefing_reply,
    delivery_of,
    reply,
    stopped_answer,
    thread_of,
)
from bot.conversation.preview import Preview
from bot.conversation.replies import Parts
from bot.conversation.stopping import unless_stopped
from bot.conversation.typed import accepts, is_yes
from bot.digest.schedule import find_zone
from bot.domain.answers import Question, Turn
from bot.domain.claims import CitedClaim
from bot.domain.identifiers import BriefingId
from bot.domain.messages import IncomingMessage, Post, Whose
from bot.errors import (
    AttacheError,
    DeliveryError,
    InputError,
    NotFoundError,
    PlatformUnavailableError,
    StoreUnavailableError,
    TimeZoneError,
)
from bot.ports.platform import Platform

#: How often, and after how many seconds each, it is looked whether a post under way has arrived.
SETTLING_LOOKS, SETTLING_SECONDS = 40, 0.1

#: Characters of a yes at most; messages that are looked back at for what a yes outside a thread
#: answers, and how old that may be.
LONGEST_YES, LOOKED_BACK, ANSWERED_WITHIN = 100, 6, timedelta(minutes=30)

#: An answer that comes later than this after the question says so.
LATE = timedelta(minutes=15)

_log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Router:
    """Answers messages.  Posts have ids made from the message's, so that twice is once."""

    office: Office
    platforms: Mapping[str, Platform]

    async def whose(self, message: IncomingMessage) -> Whose:
        """Whether a message is for the bot: addressed to it, or in a thread that is its own.

        What is not, and cannot turn out to be, is neither kept nor answered.
        """
        if message.is_addressed:
            return Whose(is_ours=True)
        if message.thread is None:
            return Whose(is_ours=False)
        return await self.office.messages.whose(message.channel, message.thread)

    async def respond(self, message: IncomingMessage) -> Sequence[Post]:
        """The posts that answer a message, in order; none when it is not for the bot.

        Raises:
            StoreUnavailableError: nothing can be kept at the moment; worth another try.
        """
        if not await self._turns_out_ours(message):
            return ()
        shown: list[CitedClaim] = []
        async with self._at_work(message):
            try:
                posts = await unless_stopped(
                    self.do(message, shown=shown), self.office.messages, message
                )
            except StoreUnavailableError:
                raise
            except AttacheError as error:
                _log.info("message.refused", **_ids(message), error=type(error).__name__)
                return [reply(message, manners.refused(error), is_private=True)]
            except Exception as error:  # noqa: BLE001 - the edge: one message never stops the bot
                where = _where(error)
                _log.error("message.failed", **_ids(message), error=type(error).__name__, at=where)
                return [reply(message, manners.unexpected(), is_private=True)]
        if posts is None:
            # Whoever deletes a question wants no answer; what shows already has to be ended.
            is_silent = not shown and await self._is_gone(message)
            posts = () if is_silent else [stopped_answer(message, shown)]
        return self._owning_to_lateness(message, posts)

    async def _is_gone(self, message: IncomingMessage) -> bool:
        """Whether a message was deleted while it was answered."""
        try:
            await self.office.messages.incoming(message.channel, message.message_id)
        except NotFoundError:
            return True
        return False

    def _owning_to_lateness(
        self, message: IncomingMessage, posts: Sequence[Post]
    ) -> Sequence[Post]:
        """The posts; the first says so when the question is an old one (an outage is over)."""
        if not posts or self.office.now() - message.sent_at < LATE:
            return posts
        first, *others = posts
        return [first.saying((*manners.late(message.sent_at), *first.parts)), *others]

    async def _turns_out_ours(self, message: IncomingMessage) -> bool:
        """Whether a kept message is for the bot; one that turns out not to be is not kept on.

        Raises:
            PlatformUnavailableError: a post is still under way; worth another try.
        """
        for _ in range(SETTLING_LOOKS):
            whose = await self.whose(message)
            if whose.is_ours:
                return True
            if not whose.may_be_ours:
                await self.office.articles.forget_message(message.channel, message.message_id)
                return False
            await asyncio.sleep(SETTLING_SECONDS)
        raise PlatformUnavailableError("It is not settled yet whose thread that is.")

    async def do(
        self, message: IncomingMessage, *, shown: list[CitedClaim] | None = None
    ) -> Sequence[Post]:
        """As `respond`, for a message that is for the bot and a caller that tells errors itself.

        `shown` collects the sentences that were shown while they were written.

        Raises:
            AttacheError: it could not be done, in a sentence for whoever asked.
        """
        is_remark = message.thread is not None and not message.is_addressed
        posts: list[Post] = []
        if message.attachments:
            read = await self._read_files(message)
            posts.append(reply(message, read, is_private=not message.is_visible))
            if not message.text.strip():
                return posts
        proposed = await self._accepted(message)
        intent = read_intent(proposed or message.text, is_thread_reply=is_remark and not proposed)
        is_pick = not proposed and await self._picks_a_story(message)
        if is_pick:
            intent = Ask(message.text.strip())
        is_talk = is_remark and not is_pick and _is_among_people(intent)
        if is_talk or (is_remark and _is_a_nod(intent)) or (posts and _is_a_remark(intent)):
            return posts
        post = await self._post_of(message, intent, len(posts) + 1, [] if shown is None else shown)
        in_threads = isinstance(intent, MakeBrief) and intent.in_threads and post.thread is None
        return [*posts, *(in_own_threads(post) if in_threads else (post,))]

    async def _accepted(self, message: IncomingMessage) -> str | None:
        """The command that a yes stands for: to what we said last in its thread."""
        if len(message.text) > LONGEST_YES:
            return None
        if message.thread is not None:
            turns: Sequence[Turn] = await self._turns_before(message)
        elif is_yes(message.text):
            turns = await self._thread_before(message)
        else:
            return None
        ours = [turn for turn in turns if turn.is_ours]
        proposed = ours[-1].proposes if ours else None
        return proposed if proposed and accepts(message.text, proposed) else None

    async def _thread_before(self, message: IncomingMessage) -> Sequence[Turn]:
        """The thread that somebody began just before a message that stands in none.

        In a direct conversation people answer where they wrote, and not in the thread.
        """
        messages = self.office.messages
        said = await messages.timeline(message.channel, limit=LOOKED_BACK)
        roots = [
            one
            for one in said
            if isinstance(one, IncomingMessage)
            and one.sender == message.sender
            and one.message_id != message.message_id
            and timedelta(0) <= message.sent_at - one.sent_at < ANSWERED_WITHIN
        ]
        return await messages.thread(message.channel, roots[-1].message_id) if roots else ()

    async def _picks_a_story(self, message: IncomingMessage) -> bool:
        """Whether it says which story was meant, of those that we offered last in its thread."""
        if message.thread is None or not may_pick(message.text):
            return False
        return picked(message.text, offered_last(await self._turns_before(message))) is not None

    async def _post_of(
        self, message: IncomingMessage, intent: Intent, number: int, shown: list[CitedClaim]
    ) -> Post:
        """The post that does what a message asks."""
        if isinstance(intent, (Ask, AskNews)):
            return await self._answer(message, intent, number, shown)
        if isinstance(intent, MakeBrief):
            return await self._brief(message, intent, number)
        if isinstance(intent, (BriefLinks, BriefPasted, BriefSaid)):
            return await self._brief_given(message, intent, number)
        if isinstance(intent, SETTINGS) and not await self._may_configure(message):
            return reply(message, manners.may_not_configure(), number, is_private=True)
        if isinstance(intent, SetDigest) and intent.request.timezone is None:
            intent = replace(intent, own_zone=await self._own_zone(message))
        parts = await run_command(self.office, message, intent)
        # What changes a channel for everybody is said to everybody, as is a yes to what all could see.
        is_seen = isinstance(intent, ReadSaid) and message.thread is not None
        is_aside = isinstance(intent, Unclear) or not (
            message.is_visible or is_seen or isinstance(intent, SETTINGS)
        )
        return reply(message, parts, number, is_private=is_aside)

    async def _read_files(self, message: IncomingMessage) -> Parts:
        platform = self.platforms.get(message.channel.platform)
        if platform is None:
            return ()
        may_configure = await self._may_configure(message)
        return await read_files(self.office, platform, message, may_configure=may_configure)

    async def _may_configure(self, message: IncomingMessage) -> bool:
        """Asked when it matters, since rights change."""
        if message.may_configure is not None:
            return message.may_configure
        platform = self.platforms.get(message.channel.platform)
        return platform is not None and await platform.may_configure(
            message.channel, message.sender
        )

    async def _own_zone(self, message: IncomingMessage) -> str | None:
        """The time zone of whoever wrote, where the platform tells one that is known."""
        platform = self.platforms.get(message.channel.platform)
        if platform is None:
            return None
        try:
            named = await platform.timezone_of(message.channel, message.sender)
            return find_zone(named) if named else None
        except (PlatformUnavailableError, TimeZoneError) as error:
            _log.info("message.no_time_zone", **_ids(message), error=type(error).__name__)
            return None

    # ------------------------------------------------------------ answers and briefings

    async def _answer(
        self,
        message: IncomingMessage,
        intent: Ask | AskNews,
        number: int,
        shown: list[CitedClaim],
    ) -> Post:
        news = intent if isinstance(intent, AskNews) else None
        as_of = await self._as_of(message, intent)
        question = Question(
            channel=message.channel,
            text=intent.question if isinstance(intent, Ask) else message.text,
            # As of a day, "yesterday" is the day before that one.
            asked_at=min(as_of, message.sent_at) if as_of is not None else message.sent_at,
            thread=tuple(t for t in await self._turns_before(message) if _is_asked_of_news(t)),
            as_of=as_of,
        )
        blank = blank_answer(message, number)
        platform = self.platforms.get(message.channel.platform)
        async with Preview(platform, blank) as preview:

            def show(claim: CitedClaim) -> None:
                shown.append(claim)
                preview.show(claim)

            answer = await answer_any(self.office, question, news=news, show=show)
        post = answer_post(answer, delivery_id=blank.delivery_id, thread=blank.thread)
        return replace(blank, parts=(*blank.parts, *post.parts), answer_id=post.answer_id)

    async def _brief(self, message: IncomingMessage, intent: MakeBrief, number: int) -> Post:
        now, zone = self.office.now(), await self.office.zone(message.channel)
        briefing = await self.office.briefer.brief(
            message.channel,
            briefing_id=BriefingId(delivery_of(message, number)),
            since=start_of(intent.since, now, zone) if intent.since else None,
            until=now,
            topic=intent.topic,
        )
        return briefing_reply(message, briefing, number, zone)

    async def _brief_given(
        self, message: IncomingMessage, intent: BriefLinks | BriefPasted | BriefSaid, number: int
    ) -> Post:
        """A briefing on what was given; what could not be read is said with it, or instead."""
        briefing_id = BriefingId(delivery_of(message, number))
        given = await brief_given(self.office, message, intent, briefing_id)
        if given.briefing is None:
            return reply(message, given.said, number)
        zone = await self.office.zone(message.channel)
        return briefing_reply(message, given.briefing, number, zone)

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

    async def _as_of(self, message: IncomingMessage, intent: Ask | AskNews) -> datetime | None:
        if isinstance(intent, AskNews) or intent.as_of is None:
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
            await platform.working(message.channel, thread_of(message), is_working=is_working)
        except DeliveryError as error:
            # A courtesy: an answer is not held up for want of it.
            _log.info("message.working_not_shown", **_ids(message), error=type(error).__name__)


#: What a later question in the thread may lean on; "read https://…" says nothing of what it asks.
_ABOUT_NEWS = (Ask, AskNews, MakeBrief, ShowPositions, ShowStories, ReadPasted, OfferReading)


def _is_asked_of_news(turn: Turn) -> bool:
    """Whether a turn is ours, or words that ask something of what was read."""
    if turn.is_ours:
        return True
    try:
        return isinstance(read_intent(turn.text, is_thread_reply=True), _ABOUT_NEWS)
    except InputError:
        return False


def _is_itself(turn: Turn, message: IncomingMessage) -> bool:
    return not turn.is_ours and turn.said_at == message.sent_at and turn.text == message.text


def _is_a_nod(intent: Intent) -> bool:
    """Whether it is an "ok" among people, which needs no answer."""
    nods = (SmallTalk.ASSENT, SmallTalk.EMPTY)
    return isinstance(intent, Ask) and read_small_talk(intent.question) in nods


#: How people begin who speak to each other: about themselves, or to somebody by name.
_AMONG_PEOPLE = re.compile(
    r"@[^\W\d_]|(?:i|we)(?:['’](?:m|re|ve|ll))?(?=[\s,]|$)(?!\s+(?:need|want|would|wonder|wish|am looking|are looking|mean))"
    r"|let['’]?s\b|not sure\b|(?:ich|wir|je|nous)\s(?!brauch|möchte|will|suche|frage|voudr|aimer|cherch|veux)",
    re.IGNORECASE,
)


def _is_among_people(intent: Intent) -> bool:
    """Whether it is said to others in the thread, and asks nothing of us."""
    said = intent.question if isinstance(intent, Ask) else ""
    return bool(said) and "?" not in said and _AMONG_PEOPLE.match(said) is not None


def _is_a_remark(intent: Intent) -> bool:
    """Whether the words beside a file only go along with it ("please read this")."""
    return isinstance(intent, Ask) and not intent.question.rstrip().endswith("?")


def _ids(message: IncomingMessage) -> dict[str, str]:
    return {"channel": str(message.channel), "message_id": message.message_id}


def _where(error: Exception) -> list[str]:
    """Where an error came from, without its message, which may hold what a person wrote."""
    frames = traceback.extract_tb(error.__traceback__)
    return [f"{frame.filename}:{frame.lineno} {frame.name}" for frame in frames[-6:]]
