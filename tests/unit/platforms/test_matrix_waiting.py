"""A replica that does not sync: it hears of no change, and trusts nothing that it asked before."""

from __future__ import annotations

import asyncio
from http import HTTPStatus

import httpx
import pytest

from bot.errors import PlatformUnavailableError
from bot.platforms.matrix.events import Events
from bot.platforms.matrix.homeserver_api import HomeserverApi, MatrixCallError
from bot.platforms.matrix.rooms import Rooms
from bot.platforms.matrix.sync import Sync, SyncState
from tests.fakes.matrix.remembered import EncryptedRooms

ROOM = "!room:x.org"


class Homeserver:
    """Answers what the test sets, by the end of the path."""

    def __init__(self):
        self.answers = {}
        self.asked = []

    def __call__(self, request):
        path = request.url.path
        self.asked.append(path)
        for ending, (status, body) in self.answers.items():
            if path.endswith(ending):
                return httpx.Response(status, json=body)
        return httpx.Response(404, json={"errcode": "M_NOT_FOUND"})


class Keys:
    """Encryption that nobody needs."""

    async def step_back(self):
        pass


class Positions:
    """Somebody else leads."""

    async def lead(self, user_id):
        return False


@pytest.fixture
def homeserver():
    return Homeserver()


@pytest.fixture
async def api(homeserver):
    made = HomeserverApi("https://x.org", httpx.MockTransport(homeserver))
    made.access_token = "old"
    yield made
    await made.aclose()


async def test_a_room_that_has_become_encrypted_is_noticed_without_being_told(api, homeserver):
    rooms = Rooms(api, EncryptedRooms())
    assert await rooms.encryption(ROOM) is None
    homeserver.answers["m.room.encryption"] = (200, {"algorithm": "m.megolm.v1.aes-sha2"})

    assert await rooms.encryption(ROOM) is not None


async def test_whoever_syncs_asks_once_and_forgets_it_when_another_one_does(api, homeserver):
    rooms = Rooms(api, EncryptedRooms())
    homeserver.answers["joined_members"] = (200, {"joined": {"@ann:x.org": {}}})
    rooms.listen(is_heard=True)
    for _ in range(2):
        assert await rooms.encryption(ROOM) is None
        await rooms.members(ROOM)
    assert len(homeserver.asked) == 2

    homeserver.answers["m.room.encryption"] = (200, {"algorithm": "m.megolm.v1.aes-sha2"})
    rooms.listen(is_heard=False)
    assert await rooms.encryption(ROOM) is not None


async def test_what_replaced_a_room_is_asked_once_until_it_is_heard_of(api, homeserver):
    rooms = Rooms(api, EncryptedRooms())
    rooms.listen(is_heard=True)
    for _ in range(2):
        assert await rooms.successors(ROOM) == []
    assert len(homeserver.asked) == 1

    homeserver.answers["m.room.tombstone"] = (200, {"replacement_room": "!new"})
    rooms.heard(ROOM, {"type": "m.room.tombstone", "state_key": "", "content": {}})
    # The new one must say so, too.
    assert await rooms.successors(ROOM) == []
    homeserver.answers["m.room.create"] = (200, {"predecessor": {"room_id": ROOM}})
    assert await rooms.successors(ROOM) == ["!new"]


async def test_a_login_that_the_leader_renewed_is_asked_for_by_whoever_waits(api, homeserver):
    rooms = Rooms(api, EncryptedRooms())
    sync = Sync(api, Positions(), rooms, Events(None, rooms, None, None, None), None, Keys())
    task = asyncio.create_task(sync.run())
    await asyncio.sleep(0.05)
    assert sync.state is SyncState.WAITING
    assert not task.done()
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)

    homeserver.answers["joined_members"] = (401, {"errcode": "M_UNKNOWN_TOKEN"})
    with pytest.raises(MatrixCallError):
        await rooms.members(ROOM)
    assert api.is_shut_out
    with pytest.raises(MatrixCallError) as raised:
        await sync.run()
    assert raised.value.status == HTTPStatus.UNAUTHORIZED

    api.access_token = "new"
    assert not api.is_shut_out


@pytest.mark.parametrize(
    ("body", "headers", "seconds"),
    [
        ({"retry_after_ms": 2500}, {}, 2.5),
        ({"retry_after_ms": 2500}, {"retry-after": "7"}, 7.0),
        ({}, {}, 5.0),
        ({"retry_after_ms": "soon"}, {}, 5.0),
        ({"retry_after_ms": -5}, {}, 0.0),
    ],
)
async def test_the_wait_that_is_asked_for_is_told(body, headers, seconds):
    answer = httpx.Response(429, json={"errcode": "M_LIMIT_EXCEEDED", **body}, headers=headers)
    api = HomeserverApi("https://x.org", httpx.MockTransport(lambda _: answer))
    with pytest.raises(PlatformUnavailableError) as told:
        await api.call("GET", "/_matrix/client/v3/account/whoami")
    await api.aclose()

    assert told.value.retry_after_seconds == seconds
