"""Signs of work: shown where work takes a while, and never at the cost of the work."""

from __future__ import annotations

import asyncio

import httpx
import pytest

from bot.domain.identifiers import ChannelKey, MessageId
from bot.platforms.matrix import signs as module
from bot.platforms.matrix.homeserver_api import HomeserverApi
from bot.platforms.matrix.signs import Signs

CHANNEL, THREAD = ChannelKey("matrix", "!room:x.org"), MessageId("$1")


class Homeserver:
    """Notes what is shown; while `is_held`, answers nothing."""

    def __init__(self):
        self.shown = []
        self.is_free = asyncio.Event()
        self.is_free.set()

    async def __call__(self, request):
        kind = request.url.path.split("/")[6]
        self.shown.append(b'"typing": true' in request.content if kind == "typing" else kind)
        await self.is_free.wait()
        return httpx.Response(200, json={})


@pytest.fixture
def homeserver():
    return Homeserver()


@pytest.fixture
async def signs(homeserver, monkeypatch):
    monkeypatch.setattr(module, "TYPING_AFTER", 0.05)
    api = HomeserverApi("https://x.org", httpx.MockTransport(homeserver))
    said = []

    async def say_reading(_channel, thread):
        said.append(thread)

    async def take_back(_channel, thread):
        said.remove(thread)

    made = Signs(api, say_reading, take_back, None, long_work=0.2, no_answer_after=0.2)
    made.said = said
    yield made
    await made.aclose()
    await api.aclose()


async def test_what_is_answered_at_once_shows_no_typing(signs, homeserver):
    signs.begin(CHANNEL, THREAD)
    signs.end(CHANNEL, THREAD)
    await asyncio.sleep(0.1)

    assert homeserver.shown == []


async def test_typing_is_shown_until_the_last_work_in_the_room_is_over(signs, homeserver):
    signs.begin(CHANNEL, THREAD)
    signs.begin(CHANNEL, MessageId("$2"))
    await asyncio.sleep(0.1)
    signs.end(CHANNEL, THREAD)
    await asyncio.sleep(0.05)
    assert homeserver.shown == [True]

    signs.end(CHANNEL, MessageId("$2"))
    await asyncio.sleep(0.05)
    assert homeserver.shown == [True, False]


async def test_a_notice_that_is_on_its_way_is_taken_back_after_it(signs, homeserver):
    homeserver.is_free.clear()
    signs.begin(CHANNEL, THREAD)
    await asyncio.sleep(0.1)
    signs.end(CHANNEL, THREAD)
    await asyncio.sleep(0.05)
    assert homeserver.shown == [True]

    homeserver.is_free.set()
    await asyncio.sleep(0.05)
    assert homeserver.shown == [True, False]


async def test_a_homeserver_that_answers_late_is_not_told_more_and_more(signs, homeserver):
    homeserver.is_free.clear()
    for number in range(100):
        signs.read("!room:x.org", f"${number}")
    await asyncio.sleep(0.05)
    homeserver.is_free.set()

    assert len(homeserver.shown) == 16


async def test_many_rooms_at_once_are_not_all_shown_at_the_cost_of_the_answers(signs, homeserver):
    for number in range(100):
        signs.read("!room:x.org", f"${number}")
        await asyncio.sleep(0)
        await asyncio.sleep(0)
    await asyncio.sleep(0.05)
    few = len(homeserver.shown)
    assert 16 <= few <= 60
    await asyncio.sleep(0.2)
    signs.read("!room:x.org", "$last")
    await asyncio.sleep(0.05)
    assert len(homeserver.shown) == few + 1


async def test_long_work_is_said_once_and_taken_back_where_no_answer_came(signs):
    signs.begin(CHANNEL, THREAD)
    await asyncio.sleep(0.3)
    assert signs.said == [THREAD]
    signs.end(CHANNEL, THREAD)
    await asyncio.sleep(0.1)
    assert signs.said == [THREAD]
    await asyncio.sleep(0.3)
    assert signs.said == []


async def test_what_is_said_stays_while_the_thread_is_worked_on_anew(signs):
    signs.begin(CHANNEL, THREAD)
    await asyncio.sleep(0.3)
    signs.end(CHANNEL, THREAD)
    signs.begin(CHANNEL, THREAD)
    await asyncio.sleep(0.3)
    assert THREAD in signs.said


async def test_short_work_is_not_said(signs):
    signs.begin(CHANNEL, THREAD)
    signs.end(CHANNEL, THREAD)
    await asyncio.sleep(0.3)
    assert signs.said == []
