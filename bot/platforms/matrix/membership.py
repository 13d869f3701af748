"""Coming into rooms and going out of them: invites, removals, and rooms that are replaced."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Collection, Mapping, Sequence
from http import HTTPStatus
from typing import Any

import structlog

from bot.domain.identifiers import ChannelKey
from bot.errors import AttacheError
from bot.platforms.matrix.homeserver_api import CLIENT, HomeserverApi, MatrixCallError, escaped
from bot.platforms.matrix.invites import TURNED_DOWN, Invite, invite_of, is_allowed
from bot.platforms.matrix.places import channel_key, server_of
from bot.platforms.matrix.rooms import Rooms
from bot.ports.inbox import Inbox

Event = Mapping[str, Any]

#: Seconds before each further try of a join that did not work: other servers are slow to hear of us.
JOIN_AGAIN = (2.0, 10.0, 60.0, 300.0)

_log = structlog.get_logger(__name__)


class Membership:
    """Joins and leaves.  Owns the joins that are under way."""

    def __init__(
        self,
        api: HomeserverApi,
        inbox: Inbox,
        rooms: Rooms,
        allowed: Collection[str],
        keeps_anything: Callable[[ChannelKey], Awaitable[bool]],
        join_again: Sequence[float] = JOIN_AGAIN,
    ) -> None:
        self._api = api
        self._inbox = inbox
        self._rooms = rooms
        self._allowed = allowed
        #: Whether anything of a channel is in our memory.
        self._keeps_anything = keeps_anything
        self._join_again = join_again
        self._joining: dict[str, asyncio.Task[None]] = {}
        #: Rooms that replace others, with the server that told of them; to be followed.
        self._replacements: dict[str, str] = {}
        self.user_id = ""

    async def aclose(self) -> None:
        """End what is under way; invites that are still open are seen again at the next start."""
        for task in self._joining.values():
            task.cancel()
        await asyncio.gather(*self._joining.values(), return_exceptions=True)

    # ------------------------------------------------------------ heard

    async def invited(self, room_id: str, state: Sequence[Event]) -> None:
        """Somebody invites us: join, or say why not."""
        invite = invite_of(room_id, state, self.user_id)
        if invite is None:
            return
        if is_allowed(invite, self._allowed) or await self._is_awaited(room_id, state):
            self._begin(room_id, lambda: self._join(invite))
        else:
            _log.info("matrix.invite_refused", server=server_of(invite.sender))
            self._begin(room_id, lambda: self._turn_down(room_id))

    async def removed(self, room_id: str) -> None:
        """We are out of a room, whoever did it: what was kept of it is deleted.

        Raises:
            StoreError
        """
        self._rooms.forget(room_id)
        await self._inbox.leave(str(channel_key(room_id)), until_gone=True)
        _log.info("matrix.removed")

    async def replaced(self, event: Event) -> None:
        """A tombstone names the room in which the talk goes on: it is followed there (`follow`)."""
        content = event.get("content")
        new = content.get("replacement_room") if isinstance(content, Mapping) else None
        if isinstance(new, str) and new:
            self._replacements[new] = server_of(str(event.get("sender") or ""))

    def follow(self, once: Callable[[], Awaitable[None]]) -> None:
        """Follow to the rooms that replace others, `once` what was said before has been begun.

        Where we cannot come in by ourselves, somebody's invite is waited for.
        """
        while self._replacements:
            self._begin_following(*self._replacements.popitem(), once)

    async def came_in(self, room_id: str, event: Event) -> None:
        """We are in a room, as its events say: take over what it replaces, or say who we are.

        The events come again until that is kept, so a coming is not lost with a process.

        Raises:
            StoreError, PlatformUnavailableError
        """
        if not await self._take_over(room_id):
            await self._inbox.arrive(channel_key(room_id), str(event.get("event_id") or ""))

    # ------------------------------------------------------------ joining

    def _begin(self, room_id: str, work: Callable[[], Awaitable[None]]) -> None:
        """Begin a coming or going; what was begun for the room before is over."""
        if (before := self._joining.pop(room_id, None)) is not None:
            before.cancel()
        task = asyncio.create_task(self._again_and_again(work), name="matrix join")
        self._joining[room_id] = task
        task.add_done_callback(
            lambda done: self._joining.pop(room_id) if self._joining.get(room_id) is done else None
        )

    async def _again_and_again(self, work: Callable[[], Awaitable[None]]) -> None:
        """Do something until it works or is given up; an invite that is open is seen to again."""
        for seconds in (*self._join_again, None):
            wait = seconds or 0.0
            try:
                await work()
            except (AttacheError, MatrixCallError) as error:
                kind = error.code if isinstance(error, MatrixCallError) else type(error).__name__
                wait = max(wait, getattr(error, "retry_after_seconds", None) or 0.0)
            else:
                return
            if seconds is None:
                _log.warning("matrix.not_joined", code=kind)
                return
            await asyncio.sleep(wait)

    async def _join(self, invite: Invite) -> None:
        if not await self._rooms.has_us(invite.room_id, self.user_id):
            await self._forget_earlier_stay(invite.room_id)
        if invite.is_direct:
            # First: once we are in, nobody tells us again that it is meant so.
            await self._mark_direct({invite.sender}, invite.room_id)
        await self._enter(invite.room_id, server_of(invite.sender))

    def _begin_following(self, new: str, via: str, once: Callable[[], Awaitable[None]]) -> None:
        async def follow() -> None:
            await once()
            await self._follow(new, via)

        self._begin(new, follow)

    async def _follow(self, new: str, via: str) -> None:
        await self._enter(new, via)
        # Where we were before, no event says that we came.
        if not await self._take_over(new) and new not in self._allowed:
            # A tombstone can name any room; one that does not say that it replaces ours is none.
            await self._turn_down(new)

    async def _take_over(self, room_id: str) -> bool:
        """Take over what was kept of the room that this one replaces; whether there is one."""
        old = await self._rooms.predecessor(room_id)
        if old is None:
            return False
        if old in self._rooms.direct:
            await self._keep_direct(old, room_id)
        await self._inbox.move(channel_key(old), channel_key(room_id))
        return True

    async def _enter(self, room_id: str, via: str) -> None:
        query = {"server_name": via, "via": via} if via else None
        await self._api.call("POST", f"{CLIENT}/join/{escaped(room_id)}", {}, query=query)

    async def _turn_down(self, room_id: str) -> None:
        await self._api.call(
            "POST", f"{CLIENT}/rooms/{escaped(room_id)}/leave", {"reason": TURNED_DOWN}
        )

    async def _forget_earlier_stay(self, room_id: str) -> None:
        """Delete what is left of a room that put us out and invites us again.

        Who was not there to hear both is told of the invite alone.
        """
        channel = channel_key(room_id)
        if await self._keeps_anything(channel):
            self._rooms.forget(room_id)
            await self._inbox.leave(str(channel), until_gone=True)
            _log.info("matrix.removed_before")

    async def _keep_direct(self, old: str, new: str) -> None:
        """Note that a room that replaces one person's conversation with us is that, too."""
        lists = await self._direct_lists()
        people = {who for who, rooms in lists.items() if isinstance(rooms, list) and old in rooms}
        await self._mark_direct(people, new)

    async def _mark_direct(self, people: Collection[str], room_id: str) -> None:
        """Note in our account data, where every client of ours would look, whose room it is."""
        lists = await self._direct_lists()
        for person in people:
            rooms = lists.get(person)
            known = [r for r in rooms if isinstance(r, str)] if isinstance(rooms, list) else []
            lists[person] = sorted({*known, room_id})
        await self._api.call("PUT", self._direct_path(), lists)
        self._rooms.heard_account_data({"type": "m.direct", "content": lists})

    async def _direct_lists(self) -> dict[str, Any]:
        try:
            return await self._api.call("GET", self._direct_path())
        except MatrixCallError as error:
            if error.status != HTTPStatus.NOT_FOUND:
                raise
            return {}

    def _direct_path(self) -> str:
        return f"{CLIENT}/user/{escaped(self.user_id)}/account_data/m.direct"

    # ------------------------------------------------------------ rooms that replace others

    async def _is_awaited(self, room_id: str, state: Sequence[Event]) -> bool:
        """Whether a room that we are in was replaced by this one: then the invite is welcome."""
        creations = (e.get("content") for e in state if e.get("type") == "m.room.create")
        return await self._rooms.replaced_by(room_id, next(creations, None)) is not None
