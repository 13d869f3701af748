"""Events of rooms that nobody may send, and what is made of them all the same."""

from __future__ import annotations

from contextlib import asynccontextmanager

import httpx
import pytest

from bot.errors import StoreError, StoreUnavailableError
from bot.platforms.matrix.events import Events
from bot.platforms.matrix.homeserver_api import HomeserverApi, MatrixCallError
from bot.platforms.matrix.incoming import Self
from bot.platforms.matrix.rooms import Rooms
from tests.fakes.matrix.remembered import EncryptedRooms

ROOM, ME = "!room:x.org", "@attache:x.org"


class Successions:
    def __init__(self):
        self.followed = []

    async def replaced(self, event):
        self.followed.append(event["content"]["replacement_room"])


@pytest.fixture
async def rooms():
    api = HomeserverApi("http://127.0.0.1:9")
    yield Rooms(api, EncryptedRooms())
    await api.aclose()


@pytest.mark.parametrize(
    ("place", "follows"), [({"state_key": ""}, 1), ({}, 0), ({"state_key": ME}, 0)]
)
async def test_a_room_is_replaced_by_its_state_alone(rooms, place, follows):
    """Servers of others may let through what ours refuses: a tombstone that is a mere message."""
    successions = Successions()
    events = Events(None, rooms, None, None, successions)
    events.me = Self(ME, "Attaché")
    content = {"replacement_room": "!new"}
    event = {"type": "m.room.tombstone", "sender": "@bob:x.org", "content": content, **place}

    await events.take(ROOM, event)

    assert successions.followed == ["!new"] * follows


# ---------------------------------------------------------------- whose words count


class Inbox:
    def __init__(self, error=None):
        self.received = []
        self.error = error

    async def keep(self, message, when_kept):
        if self.error:
            raise self.error
        self.received.append(message)
        return True


class Answering:
    """A homeserver that tells one event and two members."""

    def __init__(self, event):
        self.event = event

    def __call__(self, request):
        if "/event/" in request.url.path:
            return httpx.Response(200, json=self.event)
        return httpx.Response(200, json={"joined": {"@ann:x.org": {}, "@bob:x.org": {}}})


@asynccontextmanager
async def listening(inbox, event=None):
    api = HomeserverApi("https://x.org", httpx.MockTransport(Answering(event or {})))
    events = Events(inbox, Rooms(api, EncryptedRooms()), None, None, None)
    events.me = Self(ME, "Attaché")
    try:
        yield events
    finally:
        await api.aclose()


def said(sender="@ann:x.org", **content):
    return {
        "type": "m.room.message",
        "event_id": "$2",
        "sender": sender,
        "origin_server_ts": 1,
        "content": {"msgtype": "m.text", "body": "!attache help", **content},
    }


def edit(sender):
    new = {"msgtype": "m.text", "body": "!attache brief"}
    return said(
        sender,
        **{"m.new_content": new, "m.relates_to": {"rel_type": "m.replace", "event_id": "$1"}},
    )


@pytest.mark.parametrize(("sender", "counts"), [("@ann:x.org", 1), ("@bob:x.org", 0)])
async def test_an_edit_counts_if_it_is_its_writers_own(sender, counts):
    inbox = Inbox()
    async with listening(inbox, {"sender": "@ann:x.org", "content": {}}) as events:
        await events.take(ROOM, edit(sender))

    assert [m.text for m in inbox.received] == ["brief"] * counts


async def test_whether_a_room_is_direct_is_asked_only_where_it_decides():
    inbox = Inbox()
    async with listening(inbox) as events:
        events._rooms.direct, asked = frozenset({ROOM}), []
        is_direct = events._rooms.is_direct

        async def asking(room_id):
            asked.append(room_id)
            return await is_direct(room_id)

        events._rooms.is_direct = asking
        await events.take(ROOM, said(msgtype="m.notice"))
        await events.take(ROOM, said())
        assert asked == []
        await events.take(ROOM, said(body="Who abstained?"))

    assert asked == [ROOM]
    assert [m.is_addressed for m in inbox.received] == [True, True]


@pytest.mark.parametrize("event_id", ["$\ud800", "$\0", "$ 1", "", "$" * 300])
async def test_ids_that_no_store_takes_are_no_ids(event_id):
    inbox = Inbox()
    async with listening(inbox) as events:
        await events.take(ROOM, said() | {"event_id": event_id})
        thread = {"rel_type": "m.thread", "event_id": event_id}
        await events.take(ROOM, said(**{"m.relates_to": thread}))

    assert [m.thread for m in inbox.received] == [None]


async def test_what_the_store_will_never_take_stops_nothing_and_what_it_may_take_is_kept_for():
    async with listening(Inbox(StoreError("no"))) as events:
        await events.take(ROOM, said())
    async with listening(Inbox(StoreUnavailableError("busy"))) as events:
        with pytest.raises(StoreUnavailableError):
            await events.take(ROOM, said())


# ---------------------------------------------------------------- rooms that stay encrypted


class State:
    """A homeserver whose answer on encryption can be changed while it is asked."""

    def __init__(self, status=404, code="M_NOT_FOUND", meanwhile=lambda: None):
        self.status, self.code, self.meanwhile = status, code, meanwhile

    def __call__(self, request):
        self.meanwhile()
        return httpx.Response(self.status, json={"errcode": self.code})


async def test_a_room_that_was_encrypted_once_is_never_spoken_to_in_the_clear():
    api = HomeserverApi("https://x.org", httpx.MockTransport(State()))
    kept = EncryptedRooms()
    rooms = Rooms(api, kept)
    await rooms.note_encrypted(ROOM)

    again = Rooms(api, kept)
    assert await again.encryption(ROOM) is not None
    assert await again.encryption("!other") is None
    await api.aclose()


async def test_a_404_of_somebody_elses_is_no_answer():
    api = HomeserverApi("https://x.org", httpx.MockTransport(State(code="M_UNRECOGNIZED")))
    with pytest.raises(MatrixCallError):
        await Rooms(api, EncryptedRooms()).encryption(ROOM)
    await api.aclose()


async def test_encryption_that_is_turned_on_while_it_is_asked_for_is_not_forgotten():
    state = State()
    api = HomeserverApi("https://x.org", httpx.MockTransport(state))
    rooms = Rooms(api, EncryptedRooms())
    rooms.listen(is_heard=True)
    content = {"algorithm": "m.megolm.v1.aes-sha2"}
    turned_on = {"type": "m.room.encryption", "state_key": "", "content": content}
    state.meanwhile = lambda: rooms.heard(ROOM, turned_on)

    await rooms.encryption(ROOM)

    assert await rooms.encryption(ROOM) == content
    await api.aclose()


async def test_who_left_while_the_members_were_asked_for_is_none_of_them():
    left = []

    def answer(_request):
        if not left:
            left.append("@bob:x.org")
            rooms.heard(ROOM, {"type": "m.room.member", "state_key": "@bob:x.org"})
            return httpx.Response(200, json={"joined": {"@ann:x.org": {}, "@bob:x.org": {}}})
        return httpx.Response(200, json={"joined": {"@ann:x.org": {}}})

    api = HomeserverApi("https://x.org", httpx.MockTransport(answer))
    rooms = Rooms(api, EncryptedRooms())
    rooms.listen(is_heard=True)

    assert set(await rooms.members(ROOM)) == {"@ann:x.org"}
    await api.aclose()
