"""Matrix as a platform: posts become events, once each (DESIGN D5)."""

from __future__ import annotations

import asyncio
import secrets
from collections.abc import Mapping, Sequence
from http import HTTPStatus
from typing import Any, Protocol, TypedDict
from weakref import WeakValueDictionary

import structlog

from bot.domain.identifiers import ChannelKey, MessageId
from bot.domain.messages import Attachment, Delivery, Post, PostKind
from bot.errors import (
    DeliveryError,
    FetchError,
    HostUnreachableError,
    PlatformUnavailableError,
    PostRefusedError,
    Refusal,
    TooLargeError,
)
from bot.platforms.matrix.contents import (
    edit_content,
    message_content,
)
from bot.platforms.matrix.homeserver_api import CLIENT, HomeserverApi, MatrixCallError, escaped
from bot.platforms.matrix.messages import MatrixMessage, post_events
from bot.platforms.matrix.pacing import Pacing
from bot.platforms.matrix.places import PLATFORM, POST_KEY, channel_key, room_of
from bot.platforms.matrix.rooms import MOST_UPGRADES, Rooms
from bot.platforms.matrix.sent_before import sent_before
from bot.platforms.matrix.signs import Signs
from bot.platforms.matrix.work_notices import WorkNotices
from bot.ports.messages import PreviewStore
from bot.ports.settings import SettingsStore

#: Seconds until a post is tried again while our login is not known.
RELOGIN_SECONDS = 30.0
#: The largest file that is fetched.
LARGEST_FILE = 20_000_000

#: Where a profile tells a time zone: MSC4175's own name, and the one that clients used before.
_TIMEZONE_FIELDS = ("m.tz", "us.cloke.msc4175.tz")
#: Seconds that a profile is waited for: a stranger's homeserver may be slow.
_PROFILE_SECONDS = 5.0

_log = structlog.get_logger(__name__)


class Seals(Protocol):
    """Encrypts what goes into encrypted rooms, and opens what comes out of them (`sealing`)."""

    @property
    def leads(self) -> bool:
        """Whether this replica is the one that syncs."""
        ...

    async def encrypt(
        self, room_id: str, kind: str, content: Mapping[str, Any]
    ) -> Mapping[str, Any]:
        """The content of ``m.room.encrypted``.

        Raises:
            PlatformUnavailableError: keys could not be had or shared at the moment.
        """
        ...

    async def read(self, room_id: str, event: Mapping[str, Any]) -> Mapping[str, Any] | None:
        """An event in the clear; None when there is no key for it."""
        ...

    def open_file(self, sealed: bytes, file: Mapping[str, Any]) -> bytes:
        """The bytes of an encrypted attachment.

        Raises:
            ValueError: it was changed on its way.
        """
        ...


class _Call(TypedDict, total=False):
    """Whom a message calls."""

    addressee: str
    display_name: str | None
    is_shared: bool


class MatrixPlatform:
    """`ports.Platform` on a homeserver; its channels are ``matrix:!room``."""

    name = PLATFORM

    def __init__(
        self,
        api: HomeserverApi,
        rooms: Rooms,
        previews: PreviewStore,
        settings: SettingsStore,
        seals: Seals,
        pacing: Pacing | None = None,
    ) -> None:
        self._api = api
        self._rooms = rooms
        self._previews = previews
        self._settings = settings
        self._seals = seals
        self._pacing = pacing or Pacing()
        #: One event at a time and room: the order in which they are sent is the one people see.
        self._turns: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()
        self._notices = notices = WorkNotices(self, rooms, previews)
        self.signs = Signs(api, notices.say_reading, notices.take_reading_back, notices.say_enough)

    @property
    def sends_here(self) -> bool:
        """Whether this replica syncs: it alone has the keys of encrypted rooms."""
        return self._seals.leads

    @property
    def sends_for_all(self) -> bool:
        """As `sends_here`: a transaction's id makes one event of what two replicas send."""
        return self._seals.leads

    async def aclose(self) -> None:
        """End the signs of work."""
        await self.signs.aclose()

    # ------------------------------------------------------------ posts

    async def post(self, post: Post, *, again: bool = False) -> Sequence[MessageId]:
        """Send a post once; the events it became.

        The delivery's id is the transaction's: a repeated send gets the same event back.  What may
        have been sent before is also looked up, since homeservers forget transactions.

        Raises:
            PlatformUnavailableError: try again.
            PostRefusedError: never try again.
        """
        try:
            notify = await self._rings(post)
            before = await self._sent_before(post) if again else {}
            sent: list[MessageId] = []
            for number, message in enumerate(post_events(post, notify=notify)):
                arrived = before.get(number)
                sent.append(arrived or await self._say(post, message, number, sent))
            await self._notices.end_reading(post)
        except MatrixCallError as error:
            raise delivery_error(error) from error
        return tuple(sent)

    async def _rings(self, post: Post) -> bool:
        """Whether a post notifies the room; asked of digests alone, which need not."""
        if post.kind is not PostKind.DIGEST:
            return True
        return (await self._settings.settings(post.channel)).digests_ring

    async def _sent_before(self, post: Post) -> Mapping[int, MessageId]:
        return await sent_before(self._api, self._seals.read, post, self.signs.user_id)

    async def _say(
        self, post: Post, message: MatrixMessage, number: int, sent: Sequence[MessageId]
    ) -> MessageId:
        thread = post.thread or (sent[0] if sent else None)
        latest = sent[-1] if sent else post.answers
        # The first message calls whoever asked; what it goes on in need not.
        called = None if number else post.addressee
        content = message_content(
            message, thread=thread, latest=latest, **await self._call(post.channel, called)
        )
        content[POST_KEY] = {"delivery_id": post.delivery_id, "part": number}
        return await self.send(post.channel, content, f"{post.delivery_id}.{number}")

    async def _call(self, channel: ChannelKey, person: str | None) -> _Call:
        """How somebody is called in a room: by name where others are there as well."""
        if person is None:
            return {}
        room_id = room_of(channel)
        names = await self._rooms.members(room_id)
        return {
            "addressee": person,
            "display_name": names.get(person),
            "is_shared": not await self._rooms.is_direct(room_id),
        }

    async def revise(self, delivery: Delivery) -> None:
        """Show a sent post as it is now; events that it no longer needs are redacted.

        Raises:
            PlatformUnavailableError: try again.
            PostRefusedError: the homeserver will not change them.
        """
        post = delivery.post
        if delivery.message_id is None:
            return
        notify = await self._rings(post)
        messages = post_events(post, notify=notify)
        ids = (delivery.message_id, *delivery.continued)
        try:
            room_id = await self._room_with(delivery.message_id, room_of(post.channel))
            if room_id is None:
                raise PostRefusedError("The room of that post is not to be found any more.")
            channel = channel_key(room_id)
            for number, event_id in enumerate(ids):
                transaction = f"{post.delivery_id}.{number}.r{delivery.revision}"
                if number < len(messages):
                    content = edit_content(
                        messages[number],
                        event_id,
                        **await self._call(channel, None if number else post.addressee),
                    )
                    content[POST_KEY] = {"delivery_id": post.delivery_id, "part": number}
                    await self.send(channel, content, transaction)
                else:
                    await self.redact(room_id, event_id, transaction)
        except MatrixCallError as error:
            raise delivery_error(error) from error

    async def _room_with(self, event_id: str, room_id: str) -> str | None:
        """The room that an event stands in: this one, or one that it replaced.

        There others may write only whom its rules let, so that a change may be refused.
        """
        for _ in range(MOST_UPGRADES):
            if await self._rooms.event(room_id, event_id) is not None:
                return room_id
            before = await self._rooms.predecessor(room_id)
            if before is None:
                break
            room_id = before
        return None

    # ------------------------------------------------------------ signs of work

    async def preview(self, post: Post) -> None:
        """Nothing: edits count against the room's limit, and each would be an event for ever."""

    async def working(
        self, channel: ChannelKey, thread: MessageId | None, *, is_working: bool
    ) -> None:
        """Show the typing notice, or take it away; never waits for the homeserver."""
        if thread is not None:
            (self.signs.begin if is_working else self.signs.end)(channel, thread)

    # ------------------------------------------------------------ people and files

    async def may_configure(self, channel: ChannelKey, person: str) -> bool:
        """Whoever has the room's power, or is named in the settings.

        Raises:
            PlatformUnavailableError: the homeserver does not say at the moment.
        """
        try:
            return await self._rooms.may_configure(room_of(channel), person)
        except MatrixCallError as error:
            _log.info("matrix.rights_unknown", code=error.code)
            return False

    async def timezone_of(self, channel: ChannelKey, person: str) -> str | None:
        """The zone of somebody's profile (MSC4175), where their homeserver tells it.

        Raises:
            PlatformUnavailableError: the homeserver does not say at the moment.
        """
        del channel
        try:
            path = f"{CLIENT}/profile/{escaped(person)}"
            profile = await self._api.call("GET", path, seconds=_PROFILE_SECONDS)
        except MatrixCallError:
            return None
        told = (profile.get(key) for key in _TIMEZONE_FIELDS)
        return next((zone for zone in told if isinstance(zone, str)), None)

    async def described(self, channel: ChannelKey, attachment: Attachment) -> Attachment:
        """As it came: its message says all there is to say."""
        del channel
        return attachment

    async def download(self, channel: ChannelKey, attachment: Attachment) -> bytes:
        """The bytes of a file that came with a message.

        Raises:
            TooLargeError: it is larger than is read.
            FetchError: the homeserver does not give it.
        """
        name = attachment.name
        if attachment.size is not None and attachment.size > LARGEST_FILE:
            raise _too_large(name)
        try:
            event = await self._file_event(room_of(channel), attachment.handle)
            content = (event or {}).get("content") or {}
            file = content.get("file")
            url = file.get("url") if isinstance(file, Mapping) else content.get("url")
            if not isinstance(url, str) or not url.startswith("mxc://"):
                raise FetchError(f"{name} is gone: send it here again.")
            body = await self._api.download(url, LARGEST_FILE)
        except MatrixCallError as error:
            _log.info("matrix.file_refused", code=error.code)
            raise FetchError(
                f"The homeserver did not give me {name}: paste its text, or send it here again."
            ) from error
        except PlatformUnavailableError as error:
            raise HostUnreachableError(
                f"The homeserver did not give me {name} just now: send it again in a minute."
            ) from error
        if body is None:
            raise _too_large(name)
        return self._opened(body, file, name) if isinstance(file, Mapping) else body

    async def _file_event(self, room_id: str, event_id: str) -> Mapping[str, Any] | None:
        event = await self._rooms.event(room_id, event_id)
        if event is None or event.get("type") != "m.room.encrypted":
            return event
        return await self._seals.read(room_id, event)

    def _opened(self, sealed: bytes, file: Mapping[str, Any], name: str) -> bytes:
        try:
            return self._seals.open_file(sealed, file)
        except ValueError as error:
            raise FetchError(
                f"{name} was changed on its way and does not open: send it again."
            ) from error

    # ------------------------------------------------------------ inside

    async def say(self, room_id: str, kind: str, content: Mapping[str, Any]) -> None:
        """Send an event that answers nobody's words: a verification's step, a notice.

        Raises:
            MatrixCallError, PlatformUnavailableError
        """
        await self.send(channel_key(room_id), content, secrets.token_hex(16), kind)

    async def send(
        self,
        channel: ChannelKey,
        content: Mapping[str, Any],
        transaction: str,
        kind: str = "m.room.message",
    ) -> MessageId:
        """Send an event in a room's turn; its id.

        Raises:
            MatrixCallError, PlatformUnavailableError
        """
        room_id = room_of(channel)
        turn = self._turns.setdefault(room_id, asyncio.Lock())
        async with turn:
            if (seconds := self._pacing.waiting(room_id)) > 0:
                raise PlatformUnavailableError("The homeserver asked to wait.", seconds)
            if await self._rooms.encryption(room_id) is not None:
                content = await self._seals.encrypt(room_id, kind, content)
                kind = "m.room.encrypted"
            path = f"{CLIENT}/rooms/{escaped(room_id)}/send/{kind}/{escaped(transaction)}"
            try:
                answer = await self._api.call("PUT", path, content)
            except PlatformUnavailableError as error:
                if error.retry_after_seconds:
                    self._pacing.hold(room_id, error.retry_after_seconds)
                raise
        return MessageId(str(answer["event_id"]))

    async def redact(self, room_id: str, event_id: str, transaction: str) -> None:
        """Delete an event of ours; repeated under one transaction, it is deleted once.

        Raises:
            MatrixCallError, PlatformUnavailableError
        """
        path = (
            f"{CLIENT}/rooms/{escaped(room_id)}/redact/{escaped(event_id)}/{escaped(transaction)}"
        )
        await self._api.call("PUT", path, {})


def delivery_error(error: MatrixCallError) -> DeliveryError:
    """What a refusal means for a post."""
    _log.warning("matrix.refused", endpoint=error.endpoint, code=error.code)
    if error.status == HTTPStatus.UNAUTHORIZED:
        # The login is made anew where that can be done; until then nothing is given up.
        return PlatformUnavailableError("The homeserver does not know us.", RELOGIN_SECONDS)
    refusal = Refusal.OTHER
    if error.status in (HTTPStatus.FORBIDDEN, HTTPStatus.NOT_FOUND):
        refusal = Refusal.NO_ENTRY
    elif error.status == HTTPStatus.BAD_REQUEST and error.code == "M_UNKNOWN":
        # What Synapse says of a thread whose root cannot have one.
        refusal = Refusal.NO_THREAD
    return PostRefusedError(f"The homeserver refused: {error.code}.", refusal)


def _too_large(name: str) -> TooLargeError:
    return TooLargeError(
        f"{name} is larger than {LARGEST_FILE // 1_000_000} MB: "
        "paste the part that matters after read:"
    )
