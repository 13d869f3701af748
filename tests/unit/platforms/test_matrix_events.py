"""Events of rooms that nobody may send, and what is made of them all the same."""

from __future__ import annotations

import pytest

from bot.platforms.matrix.events import Events
from bot.platforms.matrix.homeserver_api import HomeserverApi
from bot.platforms.matrix.incoming import Self
from bot.platforms.matrix.rooms import Rooms

ROOM, ME = "!room:x.org", "@attache:x.org"


class Successions:
    def __init__(self):
        self.followed = []

    async def replaced(self, event):
        self.followed.append(event["content"]["replacement_room"])


@pytest.fixture
async def rooms():
    api = HomeserverApi("http://127.0.0.1:9")
    yield Rooms(api)
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
