"""What happens in a room, one event after the other: to the inbox, or to whoever keeps track."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import replace
from hashlib import sha256
from typing import Any, Protocol

import structlog

from bot.conversation.lookups import Lookups
from bot.domain.identifiers import MessageId
from bot.domain.messages import IncomingMessage
from bot.errors import StoreError, StoreUnavailableError
from bot.platforms.matrix.brake import Brake, Pace
from bot.platforms.matrix.incoming import (
    Reaction,
    Relation,
    Self,
    content_of,
    edit_of,
    message_of,
    reaction_of,
    redacted_id,
    relation_of,
)
from bot.platforms.matrix.places import channel_key, moment_of
from bot.platforms.matrix.rooms import Rooms
from bot.platforms.matrix.signs import Signs
from bot.platforms.matrix.threads import thread_of
from bot.ports.inbox import Inbox

Event = Mapping[str, Any]

#: What an emoji on one of our messages asks for, in the words of the grammar.
ASKING: Mapping[str, str] = {"🔍": "evidence", "🔎": "evidence", "❓": "omitted", "❔": "omitted"}
THUMBS: Mapping[str, bool] = {"👍": True, "👎": False}

#: What reading an event of an unforeseen shape may raise.
MALFORMED = (
    TypeError, ValueError, KeyError, AttributeError, OverflowError, RecursionError,
)  # fmt: skip

_log = structlog.get_logger(__name__)


class FollowsRooms(Protocol):
    """Sees to it when a room is replaced by another."""

    async def replaced(self, event: Event) -> None:
        """A tombstone names the room in which the talk goes on."""
        ...


class Events:
    """Takes a room's events in, oldest first."""

    def __init__(
        self,
        inbox: Inbox,
        rooms: Rooms,
        lookups: Lookups,
        signs: Signs,
        successions: FollowsRooms,
    ) -> None:
        self._inbox = inbox
        self._rooms = rooms
        self._lookups = lookups
        self._signs = signs
        self._successions = successions
        self._brake = Brake()
        self.me = Self("", "")

    async def take(self, room_id: str, event: Event) -> IncomingMessage | None:
        """Keep an event, or deal with it; unknown kinds are passed over.

        A message that was kept is to be begun (`begin`) before the sync position is stored.

        Raises:
            StoreError: it could not be kept: the sync position must stay before it.
            PlatformUnavailableError: the homeserver did not say what had to be asked about it.
        """
        if "state_key" in event:
            self._rooms.heard(room_id, event)
            self._hear_of_our_name(event)
        deal = _HANDLERS.get(str(event.get("type")))
        if deal is None or event.get("sender") == self.me.user_id:
            return None
        try:
            return await deal(self, room_id, event)
        except StoreUnavailableError:
            raise
        except (*MALFORMED, StoreError) as error:
            # Anybody may send events of any shape: one that cannot be read, or that no store takes,
            # stops nothing.
            kind = type(error).__name__
            _log.warning("matrix.event_not_read", event_id=str(event.get("event_id")), error=kind)
            return None

    async def begin(self, message: IncomingMessage) -> None:
        """See that a message that was kept is answered.

        Raises:
            StoreError
        """
        await self._inbox.begin(message)

    async def take_late(self, room_id: str, event: Event) -> None:
        """Take and begin what could not be read when it came, apart from the stream.

        Raises:
            StoreError, PlatformUnavailableError
        """
        kept = await self.take(room_id, event)
        if kept is not None:
            await self.begin(kept)

    async def passed_over(self, room_id: str, since: str) -> None:
        """Something that was said after a position will not be taken in: the room is told, once.

        Raises:
            StoreError
        """
        gap = sha256(since.encode()).hexdigest()[:16]
        await self._inbox.passed_over(channel_key(room_id), gap)

    # ------------------------------------------------------------ kinds

    async def message(self, room_id: str, event: Event) -> IncomingMessage | None:
        """Somebody wrote, edited, or gave a file."""
        relation = relation_of(content_of(event))
        if relation.replaced is not None:
            edited = await self._rooms.event(room_id, relation.replaced)
            if edited is None or edited.get("sender") != event.get("sender"):
                # Anybody can send an edit of anything; only its writer's counts.
                return None
            first = relation_of(content_of(edited))
            root = await self._root(room_id, first, first.about)
            edit = edit_of(room_id, event, self.me, thread=root)
            return await self._keep(room_id, edit)
        root = await self._root(room_id, relation, relation.reply_to or relation.about)
        said = message_of(room_id, event, self.me, thread=root)
        return await self._keep(room_id, said)

    async def redaction(self, room_id: str, event: Event) -> None:
        """Somebody took a message away."""
        gone = redacted_id(event)
        if gone is None:
            return
        # What it brought has gone along into the room that replaced this one.
        for place in (room_id, *await self._rooms.successors(room_id)):
            channel, gone_id = channel_key(place), MessageId(gone)
            await self._lookups.take_feedback_back(channel, gone_id)
            await self._inbox.withdraw(channel, gone_id)

    async def reaction(self, room_id: str, event: Event) -> IncomingMessage | None:
        """Somebody put an emoji on a message: one of ours, perhaps."""
        reaction = reaction_of(event)
        if reaction is None or reaction.key not in {*ASKING, *THUMBS}:
            return None
        channel, target = channel_key(room_id), MessageId(reaction.event_id)
        if reaction.key in THUMBS:
            is_good = THUMBS[reaction.key]
            reaction_id = MessageId(str(event["event_id"]))
            await self._lookups.feedback(
                channel, target, reaction.sender, is_good=is_good, reaction_id=reaction_id
            )
            return None
        post = await self._lookups.post_at(channel, target)
        if post is None:
            return None
        thread = post.thread or target
        return await self._keep(room_id, _asked_by(room_id, event, reaction, thread))

    async def tombstone(self, room_id: str, event: Event) -> None:
        """The room was replaced by another; only its state can say so, which few may set."""
        del room_id  # The new room names the one that it replaces, and is believed if that agrees.
        if event.get("state_key") == "":
            await self._successions.replaced(event)

    # ------------------------------------------------------------ inside

    def _hear_of_our_name(self, event: Event) -> None:
        """People call us by the name that they see."""
        content = content_of(event)
        is_ours = event.get("type") == "m.room.member" and event.get("state_key") == self.me.user_id
        name = content.get("displayname")
        if is_ours and content.get("membership") == "join" and isinstance(name, str):
            self.me = replace(self.me, display_name=name)

    async def _root(self, room_id: str, relation: Relation, tied_to: str | None) -> str | None:
        """The root of the thread that a message stands in, or answers; None if it may begin one."""
        return await thread_of(self._rooms, room_id, tied_to) if tied_to else relation.thread

    async def _keep(self, room_id: str, message: IncomingMessage | None) -> IncomingMessage | None:
        if message is None:
            return None
        if not message.is_addressed and await self._rooms.is_direct(room_id):
            message = replace(message, is_addressed=True)
        if (pace := self._brake.pace(message)) is not Pace.FINE:
            if pace is Pace.ENOUGH:
                _log.warning("matrix.too_fast", sender=message.sender)
                self._signs.enough(message.channel, message.thread or message.origin)
            return None
        event_id = message.message_id
        # A receipt only: typing begins with the work.
        is_ours = await self._inbox.keep(message, lambda: self._signs.read(room_id, event_id))
        if not is_ours:
            return None
        self._brake.note(message)
        return message


def _asked_by(room_id: str, event: Event, reaction: Reaction, thread: MessageId) -> IncomingMessage:
    """What an emoji asks, as if it had been said in the thread about that message."""
    return IncomingMessage(
        channel=channel_key(room_id),
        message_id=MessageId(str(event["event_id"])),
        thread=thread,
        sender=reaction.sender,
        text=ASKING[reaction.key],
        sent_at=moment_of(int(event.get("origin_server_ts") or 0)),
        is_addressed=True,
        may_configure=None,
        of_message=MessageId(reaction.event_id),
        is_visible=False,
    )


_HANDLERS: Mapping[str, Callable[[Events, str, Event], Awaitable[IncomingMessage | None]]] = {
    "m.room.message": Events.message,
    "m.room.redaction": Events.redaction,
    "m.reaction": Events.reaction,
    "m.room.tombstone": Events.tombstone,
}
