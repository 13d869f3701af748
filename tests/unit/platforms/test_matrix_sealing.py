"""What the sync loop meets in encrypted rooms: troubles that pass, and those that do not."""

from __future__ import annotations

import asyncio
import time

import httpx
import pytest

from bot.domain.identifiers import ChannelKey
from bot.errors import PlatformUnavailableError
from bot.platforms.matrix import key_opening
from bot.platforms.matrix import sealing as module
from bot.platforms.matrix.account import Account
from bot.platforms.matrix.encryption.room_encryption import RoomEncryption
from bot.platforms.matrix.homeserver_api import MatrixCallError
from bot.platforms.matrix.sealing import Sealing
from tests.fakes.clock import RealClock
from tests.fakes.matrix.key_server import KeyServer

ROOM = "!desk:a.example"
CHANNEL = ChannelKey("matrix", ROOM)
BOT, ALICE = "@attache:a.example", "@alice:a.example"
REFUSED = httpx.Response(403, json={"errcode": "M_FORBIDDEN"})
PLAIN = {"msgtype": "m.text", "body": "!attache forget all"}


class Server(KeyServer):
    """Also has one room, and keeps what is said in it in the clear."""

    def __init__(self):
        super().__init__()
        self.said = []
        #: Keeps its answers about keys until this is set.
        self.held = None

    def _answer(self, request):
        if self.held is not None and request.url.path.endswith("keys/query"):
            return self._later(request)
        if "/rooms/" in request.url.path:
            self.said.append(request.url.path.split("/")[-2])
            return httpx.Response(200, json={"event_id": "$said"})
        return super()._answer(request)

    async def _later(self, request):
        held, self.held = self.held, None
        await held.wait()
        return self._answer(request)


class Room:
    """`Rooms` of one encrypted room."""

    def __init__(self):
        self.events = {}
        self.algorithm = "m.megolm.v1.aes-sha2"

    async def encryption(self, room_id):
        return {"algorithm": self.algorithm} if room_id == ROOM else None

    async def members(self, room_id):
        return {BOT: "Attaché", ALICE: "Alice"}

    async def event(self, room_id, event_id):
        return self.events.get(event_id)


class Sealed:
    """`SealedStore` in memory."""

    def __init__(self):
        self.rows = {}

    async def keep(self, channel, event_id, session_id, *, told=False):
        is_new = (channel, event_id) not in self.rows
        self.rows.setdefault((channel, event_id), [session_id, told])
        return is_new

    async def sessions(self):
        return [(channel, row[0]) for (channel, _), row in self.rows.items()]

    async def untold(self):
        return [key for key, row in self.rows.items() if not row[1]]

    async def mark_told(self, channel, event_id):
        self.rows[channel, event_id][1] = True

    async def of_session(self, channel, session_id):
        return [e for (c, e), row in self.rows.items() if (c, row[0]) == (channel, session_id)]

    async def drop(self, channel, event_id):
        self.rows.pop((channel, event_id), None)


class Desk:
    """The bot's side, in life after life, and Alice's device."""

    def __init__(self, folder):
        self.folder = folder
        self.server, self.room, self.sealed = Server(), Room(), Sealed()
        self.told, self.dealt, self.sent = [], [], []
        self.troubles = []
        self.lives = []

    async def cannot_read(self, channel, message_id, sender):
        self.told.append((message_id, sender))

    async def deal(self, room_id, event):
        if self.troubles:
            raise self.troubles.pop()
        self.dealt.append(event["content"]["body"])

    async def send(self, room_id, kind, content):
        self.sent.append(kind)
        raise MatrixCallError("rooms/send", 403, "M_FORBIDDEN", {})

    async def life(self, password="right"):
        await self.end()
        sealing = Sealing(
            self.server.api(BOT, "D1"),
            self.room,
            self.sealed,
            self.folder,
            password=password,
            clock=RealClock(),
            may_verify=lambda user: user == ALICE,
        )
        sealing.connect(self, self.deal, self.send)
        sealing.introduce(Account(BOT, "D1", "token"))
        self.lives.append(sealing)
        await sealing.take_the_lead()
        return sealing

    async def end(self):
        for sealing in self.lives:
            await sealing.aclose()
            await sealing._keys._api.aclose()
        self.lives.clear()

    async def say(self, alice, body, event_id):
        content = {"msgtype": "m.text", "body": body}
        hidden = await alice.encrypt(ROOM, "m.room.message", content, [BOT, ALICE])
        self.room.events[event_id] = {
            "type": "m.room.encrypted",
            "event_id": event_id,
            "sender": ALICE,
            "content": hidden,
        }
        return self.room.events[event_id]

    async def take(self, sealing):
        answer = self.server.sync(BOT, "D1")
        await sealing.take(answer)
        self.server.mail[BOT, "D1"].clear()

    def uploads(self):
        return sum(path == "keys/device_signing/upload" for path, _ in self.server.calls)


@pytest.fixture
async def desk(tmp_path, monkeypatch):
    monkeypatch.setattr(module, "GRACE_SECONDS", 0.01)
    desk = Desk(tmp_path / "bot")
    yield desk
    await desk.end()


@pytest.fixture
async def alice(desk, tmp_path):
    api = desk.server.api(ALICE, "D1")
    alice = await RoomEncryption.open(tmp_path / "alice", ALICE, "D1", api, RealClock())
    await alice.start("right")
    yield alice
    await alice.aclose()
    await api.aclose()


def nothing_of(event_id="$0"):
    content = {"algorithm": "m.megolm.v1.aes-sha2", "session_id": "s", "ciphertext": "AwgA"}
    return {"type": "m.room.encrypted", "event_id": event_id, "sender": ALICE, "content": content}


async def test_what_passes_is_waited_for_before_anything_is_read(desk, alice):
    sealing = await desk.life()
    desk.server.trouble.append(("keys/upload", httpx.Response(502, json={})))
    with pytest.raises(PlatformUnavailableError):
        await sealing.read(ROOM, nothing_of())
    assert desk.sealed.rows == {}

    assert await sealing.read(ROOM, nothing_of()) is None
    assert sealing.trouble is None
    assert (CHANNEL, "$0") in desk.sealed.rows


async def test_keys_that_open_slowly_hold_up_no_room_and_nothing_is_lost(desk, alice, monkeypatch):
    sealing = await desk.life()
    await sealing.read(ROOM, nothing_of())
    monkeypatch.setattr(key_opening, "OPENING_SECONDS", 0.05)
    event = await desk.say(alice, "hello", "$1")
    is_free = desk.server.held = asyncio.Event()

    sealing = await asyncio.wait_for(desk.life(), 5)
    sealing._undecryptable._grace = 5.0
    plain = {"type": "m.room.message", "sender": ALICE, "content": PLAIN}
    assert await sealing.read("!plain:a.example", plain) == plain
    await desk.take(sealing)
    assert await sealing.read(ROOM, event) is None
    with pytest.raises(PlatformUnavailableError):
        await sealing.encrypt(ROOM, "m.room.message", {})

    is_free.set()
    async with asyncio.timeout(5):
        while desk.dealt != ["hello"]:
            await asyncio.sleep(0.01)
            await desk.take(sealing)
    assert desk.server.said == []
    assert desk.told == []


async def test_a_key_store_in_use_elsewhere_is_waited_for(desk, alice, tmp_path):
    api = desk.server.api(BOT, "D1")
    other = await RoomEncryption.open(desk.folder, BOT, "D1", api, RealClock())
    with pytest.raises(PlatformUnavailableError):
        await desk.life()
    await other.aclose()
    await api.aclose()
    await desk.life()


async def test_what_a_person_must_mend_is_told_once_and_nothing_is_lost(desk, alice):
    desk.server.password = "right"
    sealing = await desk.life("wrong")
    assert await sealing.read(ROOM, nothing_of()) is None
    assert "MATRIX_PASSWORD" in sealing.trouble
    event, uploads = await desk.say(alice, "hello", "$1"), desk.uploads()
    for _ in range(3):
        await desk.take(sealing)
        assert await sealing.read(ROOM, event) is None
        with pytest.raises(PlatformUnavailableError):
            await sealing.encrypt(ROOM, "m.room.message", {})
    await asyncio.sleep(0.05)
    assert desk.server.said == ["m.room.message"]
    # The password is not sent again.
    assert desk.uploads() == uploads

    sealing = await desk.life("right")
    await desk.take(sealing)
    assert desk.dealt == ["hello"]
    assert list(desk.sealed.rows) == [(CHANNEL, "$0")]
    assert not list(desk.folder.glob("unopened*"))


OTHER = {"algorithm": "org.example.mls", "session_id": "s", "ciphertext": "A"}
DAMAGED = {"algorithm": "m.megolm.v1.aes-sha2", "ciphertext": "A"}


@pytest.mark.parametrize(
    ("room", "content", "sender", "writer", "everybody"),
    [
        # Nobody's words can be read there: everybody is told, once.
        ("org.example.mls", OTHER, ALICE, 0, 1),
        # Here only hers cannot.
        ("m.megolm.v1.aes-sha2", OTHER, ALICE, 1, 0),
        ("m.megolm.v1.aes-sha2", DAMAGED, ALICE, 1, 0),
        # Deleted meanwhile, or our own.
        ("org.example.mls", {}, ALICE, 0, 0),
        ("m.megolm.v1.aes-sha2", {}, ALICE, 0, 0),
        ("m.megolm.v1.aes-sha2", DAMAGED, BOT, 0, 0),
    ],
)
async def test_what_can_never_be_read_is_told_with_what_to_do(
    desk, room, content, sender, writer, everybody
):
    sealing = await desk.life()
    desk.room.algorithm = room
    for number in range(2):
        event = {**nothing_of(f"${number}"), "sender": sender, "content": content}
        assert await sealing.read(ROOM, event) is None
    await asyncio.sleep(0.05)

    # Each time; the inbox tells one writer once a day.
    assert desk.told == [(f"${number}", ALICE) for number in range(2 * writer)]
    assert desk.server.said == ["m.room.message"] * everybody


async def test_a_start_that_is_refused_leaves_plain_rooms_alone(desk):
    sealing = await desk.life()
    desk.server.trouble.append(("keys/query", REFUSED))
    assert await sealing.read(ROOM, nothing_of()) is None
    assert "M_FORBIDDEN" in sealing.trouble
    plain = {"type": "m.room.message", "sender": ALICE, "content": PLAIN}
    assert await sealing.read("!plain", plain) == plain


async def test_a_login_that_is_not_known_is_made_anew(desk):
    sealing = await desk.life()
    gone = httpx.Response(401, json={"errcode": "M_UNKNOWN_TOKEN"})
    desk.server.trouble.append(("keys/upload", gone))
    with pytest.raises(MatrixCallError):
        await sealing.read(ROOM, nothing_of())
    assert sealing._keys._api.is_shut_out


async def test_a_late_key_opens_what_could_not_be_dealt_with_at_first(desk, alice):
    sealing = await desk.life()
    await sealing.read(ROOM, nothing_of())
    event = await desk.say(alice, "hello", "$1")
    assert await sealing.read(ROOM, event) is None
    desk.troubles.append(PlatformUnavailableError("Away."))
    with pytest.raises(PlatformUnavailableError):
        await desk.take(sealing)
    assert desk.dealt == []
    await desk.take(sealing)
    assert desk.dealt == ["hello"]

    event = await desk.say(alice, "again", "$2")
    await desk.sealed.keep(CHANNEL, "$2", event["content"]["session_id"])
    sealing = await desk.life()
    await desk.take(sealing)
    assert desk.dealt == ["hello", "again"]


async def test_who_was_not_told_before_a_restart_is_told_after_it(desk):
    await desk.sealed.keep(CHANNEL, "$1", "s")
    await desk.sealed.keep(CHANNEL, "$2", "s")
    desk.room.events["$1"] = nothing_of("$1")
    desk.room.events["$2"] = {**nothing_of("$2"), "unsigned": {"redacted_because": {}}}
    sealing = await desk.life()
    for _ in range(2):
        await sealing.read(ROOM, nothing_of("$1"))
        await asyncio.sleep(0.2)
    assert desk.told == [("$1", ALICE)]
    assert list(desk.sealed.rows) == [(CHANNEL, "$1")]


async def test_words_in_the_clear_are_not_obeyed_in_an_encrypted_room(desk):
    sealing = await desk.life()
    plain = {"type": "m.room.message", "event_id": "$1", "sender": ALICE, "content": PLAIN}
    assert await sealing.read(ROOM, plain) is None
    notice = {**plain, "content": {**PLAIN, "msgtype": "m.notice"}}
    assert await sealing.read(ROOM, notice) is None
    assert desk.told == [("$1", ALICE)]
    request = {**plain, "content": {"msgtype": "m.key.verification.request", "to": BOT}}
    assert await sealing.read(ROOM, request) == request
    for kind in ("m.reaction", "m.room.redaction"):
        event = {**plain, "type": kind, "content": {}}
        assert await sealing.read(ROOM, event) == event


async def test_a_verification_that_cannot_be_answered_holds_up_nothing(desk, alice):
    sealing = await desk.life()
    await sealing.read(ROOM, nothing_of())
    asked = {
        "type": "m.room.message",
        "event_id": "$1",
        "sender": ALICE,
        "origin_server_ts": time.time() * 1000,
        "content": {
            "msgtype": "m.key.verification.request",
            "to": BOT,
            "from_device": "D1",
            "methods": ["m.sas.v1"],
        },
    }
    for _ in range(100):
        assert await sealing.verifies(ROOM, asked)
    step = {**asked, "type": "m.key.verification.start", "content": {}}
    assert await sealing.verifies(ROOM, step)
    await asyncio.sleep(0.5)
    assert desk.sent == ["m.key.verification.ready"]
    assert sealing._answers._waiting == {}
