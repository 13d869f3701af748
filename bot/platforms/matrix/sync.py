"""The sync loop: what happened is stored before the position in the stream moves (DESIGN D4)."""

from __future__ import annotations

import asyncio
import json
import secrets
import time
from collections import Counter
from collections.abc import Awaitable, Callable, Mapping, Sequence
from contextlib import suppress
from enum import StrEnum
from http import HTTPStatus
from typing import Any, TypeVar

import structlog

from bot.domain.messages import IncomingMessage
from bot.errors import PlatformUnavailableError, StoreError
from bot.platforms.matrix.events import Events
from bot.platforms.matrix.homeserver_api import CLIENT, HomeserverApi, MatrixCallError, escaped
from bot.platforms.matrix.incoming import content_of
from bot.platforms.matrix.lease import LEAD_AGAIN, Lease
from bot.platforms.matrix.membership import Membership
from bot.platforms.matrix.position import Position, PositionStore
from bot.platforms.matrix.rooms import Rooms
from bot.platforms.matrix.sealing import Sealing
from bot.platforms.matrix.sync_answers import (
    FILTER,
    INVITES,
    Event,
    after_coming,
    listed,
    own_coming,
)

Result = TypeVar("Result")

#: Milliseconds that the homeserver holds an empty answer back.
LONG_POLL_MS = 10_000
#: Seconds between the beginnings of two questions: in a busy hour each answer would bring one message,
#: and asking cost the homeserver and us more than what was said.
ASK_EVERY = 0.05
#: Seconds that an answer may take beyond that; a first one of a busy account takes long.
ANSWER_SECONDS = 60.0
#: Seconds between two tries while the homeserver or the store is away.
FIRST_WAIT, LONGEST_WAIT = 1.0, 30.0
#: How often a room's missed events are asked for before the rest goes on without them: with the
#: waits between, some four minutes.
MOST_NOT_TOLD = 10
#: Rooms whose events are taken in side by side: they share the loop and the store with the answers
#: that are being made, and with fewer of them what is said waits behind what is answered.
ROOMS_AT_ONCE = 32
#: Events that are caught up on in one room after an outage, newest first, in pages of so many.
MOST_MISSED, PAGE = 2_000, 100

_log = structlog.get_logger(__name__)


class SyncState(StrEnum):
    """How the loop stands."""

    STARTING = "starting"
    LIVE = "live"
    #: The homeserver or the store does not answer.
    AWAY = "away"
    #: Another replica syncs.
    WAITING = "waiting"
    #: The homeserver does not know our token.
    SHUT_OUT = "shut out"


class Sync:
    """Reads what happens and hands it on.  One task, owned by whoever calls `run`."""

    def __init__(
        self,
        api: HomeserverApi,
        positions: PositionStore,
        rooms: Rooms,
        events: Events,
        membership: Membership,
        sealing: Sealing,
    ) -> None:
        self._api = api
        self._lease = Lease(positions)
        self._position = Position(positions, events.begin)
        #: What was kept of the answer at hand, and is to be begun.
        self._kept: list[IncomingMessage] = []
        self._rooms = rooms
        self._events = events
        self._membership = membership
        self._sealing = sealing
        self._filter = json.dumps(FILTER)
        self._at_once = asyncio.Semaphore(ROOMS_AT_ONCE)
        self.user_id = ""
        self.state = SyncState.STARTING
        self._asked_at = 0.0
        #: Whether we read on from now, since the homeserver refused our position: once, or a refusal
        #: for another reason would be told in every room again and again.
        self._began_anew = False
        #: How often a room's server did not tell what was missed, one time after the other.
        self._not_told: Counter[str] = Counter()

    async def run(self) -> None:
        """Sync until cancelled; ends by itself only when the homeserver shuts us out.

        Raises:
            MatrixCallError: our token is not known any more.
        """
        async with self._lease.renewing(before_it_goes=self._position.reset):
            while True:
                # Whoever led meanwhile has read on, and nothing of ours may move them back.
                await self._position.reset()
                leads = await self._again_and_again(lambda: self._lease.take(self.user_id))
                self._rooms.listen(is_heard=leads)
                if not leads:
                    await self._sealing.step_back()
                    self.state = SyncState.WAITING
                    self._look_for_shut_out()
                    await asyncio.sleep(LEAD_AGAIN)
                    continue
                with suppress(_LeadLostError):
                    await self._again_and_again(self._sealing.take_the_lead, leading=True)
                    await self._again_and_again(self._prepare, leading=True)
                    while self._lease.is_ours:
                        await self._again_and_again(self.once, leading=True)

    def _look_for_shut_out(self) -> None:
        """Whoever waits calls nothing, but posts: a login that the leader renewed is taken up.

        Raises:
            MatrixCallError: our token is not known any more.
        """
        if self._api.is_shut_out:
            raise MatrixCallError("send", HTTPStatus.UNAUTHORIZED, "M_UNKNOWN_TOKEN", {})

    async def take_late(self, room_id: str, event: Event) -> None:
        """Take an event that could be opened only now, after what was said before it has begun.

        Raises:
            StoreError, PlatformUnavailableError
        """
        await self._position.caught_up()
        await self._events.take_late(room_id, event)

    async def once(self) -> None:
        """One answer of the homeserver, taken in whole; then the position moves, and is followed.

        Raises:
            StoreError, PlatformUnavailableError, MatrixCallError: the position has not moved.
        """
        since, self._kept = await self._position.since(self.user_id), []
        await self._breathe()
        try:
            answer = await self._ask(since)
        except MatrixCallError as error:
            if since is None or error.status != HTTPStatus.BAD_REQUEST or self._began_anew:
                raise
            _log.error("matrix.position_refused", code=error.code)
            await self._own_to_gap(since)
            since, self._began_anew = None, True
            answer = await self._ask(since)
        self.state = SyncState.LIVE
        await self._sealing.take(answer)
        for event in listed(answer, "account_data", "events"):
            self._rooms.heard_account_data(event)
        rooms = answer.get("rooms") or {}
        for room_id, invited in dict(rooms.get("invite") or {}).items():
            await self._membership.invited(room_id, listed(invited, "invite_state", "events"))
        if since is not None:
            await self._take_rooms(rooms, since)
        await self._position.move(self.user_id, str(answer["next_batch"]), self._kept)
        # A room's memory must not move on while what was said last in it waits for its turn.
        self._membership.follow(self._position.caught_up)

    async def _ask(self, since: str | None) -> Mapping[str, Any]:
        if since is None:
            # No room's whole state, with all its members: nothing of it would be taken in.
            query = {"filter": json.dumps(INVITES), "timeout": "0"}
        else:
            query = {"filter": self._filter, "timeout": str(LONG_POLL_MS), "since": since}
        return await self._api.call(
            "GET", f"{CLIENT}/sync", query=query, seconds=LONG_POLL_MS / 1000 + ANSWER_SECONDS
        )

    async def _own_to_gap(self, since: str) -> None:
        """Say in each room that what was said since a position cannot be read any more."""
        rooms = (await self._api.call("GET", f"{CLIENT}/joined_rooms")).get("joined_rooms")
        for room_id in rooms if isinstance(rooms, list) else ():
            await self._events.passed_over(str(room_id), since)

    async def _breathe(self) -> None:
        now = time.monotonic()
        if (early := self._asked_at + ASK_EVERY - now) > 0:
            await asyncio.sleep(early)
        self._asked_at = time.monotonic()

    # ------------------------------------------------------------ rooms

    async def _take_rooms(self, rooms: Mapping[str, Any], since: str) -> None:
        for room_id in dict(rooms.get("leave") or {}):
            await self._membership.removed(room_id)
        joined = dict(rooms.get("join") or {}).items()
        taking = [asyncio.create_task(self._take_room(r, news, since)) for r, news in joined]
        # Each room is taken in as far as it goes; then the first failure keeps the position.
        for outcome in await asyncio.gather(*taking, return_exceptions=True):
            if isinstance(outcome, BaseException):
                raise outcome

    async def _take_room(self, room_id: str, news: Mapping[str, Any], since: str) -> None:
        async with self._at_once:
            try:
                await self._take_news(room_id, news, since)
            except MatrixCallError as error:
                if error.is_shut_out:
                    raise
                # We were put out meanwhile, say: that is no reason to stand still everywhere.
                _log.error("matrix.room_passed_over", endpoint=error.endpoint, code=error.code)

    async def _take_news(self, room_id: str, news: Mapping[str, Any], since: str) -> None:
        before = listed(news, "state", "events")
        timeline = news.get("timeline") or {}
        events = listed(timeline, "events")
        coming = own_coming([*before, *events], self.user_id)
        if coming is not None:
            # What was known of it is from another stay.
            self._rooms.forget(room_id)
        for event in before:
            await self._hear(room_id, event)
        if coming is not None:
            # It may replace another, whose last words are to be begun before.
            await self._position.caught_up()
            await self._membership.came_in(room_id, coming)
        is_cut = timeline.get("limited") and timeline.get("prev_batch")
        if is_cut and coming not in events:
            missed = await self._missed_or_given_up(room_id, str(timeline["prev_batch"]), since)
            events = [*missed, *events]
        since_coming = after_coming(coming, events)
        for event in events[: len(events) - len(since_coming)]:
            await self._hear(room_id, event)
        for event in since_coming:
            # In order: what was said before a room was encrypted was said rightly in the clear.
            await self._hear(room_id, event)
            await self._take(room_id, event)

    async def _hear(self, room_id: str, event: Event) -> None:
        """Learn what an event changes of what is known of the room, whoever it is for."""
        kind = event.get("type")
        if kind == "m.room.encrypted":
            # Anybody can send one anywhere; the room's state is asked whether it is right.
            self._rooms.doubt_plain(room_id)
        elif "state_key" in event:
            self._rooms.heard(room_id, event)
            if kind == "m.room.encryption":
                await self._rooms.note_encrypted(room_id, content_of(event))

    async def _missed_or_given_up(self, room_id: str, before: str, since: str) -> Sequence[Event]:
        """As `_missed`; a room whose server does not tell for long must not hold up the others."""
        try:
            missed = await self._missed(room_id, before, since)
        except PlatformUnavailableError:
            self._not_told[room_id] += 1
            if self._not_told[room_id] < MOST_NOT_TOLD:
                raise
            _log.error("matrix.missed_given_up", tries=self._not_told[room_id])
            await self._events.passed_over(room_id, since)
            missed = ()
        del self._not_told[room_id]
        return missed

    async def _take(self, room_id: str, event: Event) -> None:
        opened = await self._sealing.read(room_id, event)
        if opened is not None and not await self._sealing.verifies(room_id, opened):
            kept = await self._events.take(room_id, opened)
            if kept is not None:
                self._kept.append(kept)

    async def _missed(self, room_id: str, before: str, since: str) -> Sequence[Event]:
        """What the homeserver cut off, oldest first; that there is more is told in the room."""
        found: list[Event] = []
        position: str | None = before
        while position is not None and len(found) <= MOST_MISSED:
            page = await self._api.call(
                "GET",
                f"{CLIENT}/rooms/{escaped(room_id)}/messages",
                query={"dir": "b", "from": position, "to": since, "limit": str(PAGE)},
                seconds=ANSWER_SECONDS,
            )
            found += listed(page, "chunk")
            # A page may be empty and not the last one: what we may not see is left out of it.
            ended = page.get("end")
            position = ended if isinstance(ended, str) and ended != position else None
        if len(found) > MOST_MISSED:
            _log.warning("matrix.missed_too_much")
            await self._events.passed_over(room_id, since)
        return found[:MOST_MISSED][::-1]

    # ------------------------------------------------------------ starting

    async def _prepare(self) -> None:
        """Learn what only the first answer would tell: whose rooms are whose, and open invites."""
        if await self._position.since(self.user_id) is None:
            # First a position: a room that is joined before there is one would be joined unseen.
            await self.once()
            await self._position.settle()
        path = f"{CLIENT}/user/{escaped(self.user_id)}/account_data/m.direct"
        try:
            lists = await self._api.call("GET", path)
        except MatrixCallError as error:
            if error.status != HTTPStatus.NOT_FOUND:
                raise
            lists = {}
        self._rooms.heard_account_data({"type": "m.direct", "content": lists})
        # Synapse gives the same question the same answer for two minutes: a new start asks another.
        query = {"filter": json.dumps(INVITES), "timeout": str(secrets.randbelow(100_000))}
        answer = await self._api.call("GET", f"{CLIENT}/sync", query=query, seconds=ANSWER_SECONDS)
        invites = (answer.get("rooms") or {}).get("invite") or {}
        for room_id, invited in dict(invites).items():
            await self._membership.invited(room_id, listed(invited, "invite_state", "events"))

    async def _again_and_again(
        self, work: Callable[[], Awaitable[Result]], *, leading: bool = False
    ) -> Result:
        """Do something, with growing waits while the homeserver or the store is away.

        Raises:
            MatrixCallError: our token is not known any more.
            _LeadLostError: with `leading`, another replica may sync by now.
        """
        wait = FIRST_WAIT
        while True:
            try:
                done = await work()
            except (PlatformUnavailableError, StoreError, MatrixCallError) as error:
                if isinstance(error, MatrixCallError) and error.is_shut_out:
                    self.state = SyncState.SHUT_OUT
                    raise
                self.state = SyncState.AWAY
                self._lease.heard_nothing()
                code = error.code if isinstance(error, MatrixCallError) else None
                _log.warning("matrix.away", error=type(error).__name__, code=code)
                asked = getattr(error, "retry_after_seconds", None) or 0.0
            else:
                self._lease.heard()
                return done
            await asyncio.sleep(max(wait, asked))
            wait = min(2 * wait, LONGEST_WAIT)
            if leading and not self._lease.is_ours:
                raise _LeadLostError


class _LeadLostError(Exception):
    """Another replica may sync by now."""
