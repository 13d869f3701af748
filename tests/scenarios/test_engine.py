"""What the engine promises beside digests: messages and polls, what it keeps, what it leaves."""

from __future__ import annotations

import asyncio
import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import timedelta

import pytest
from dbos import DBOS

from bot.app.scheduler import Metronome
from bot.domain.identifiers import DESK, ChannelKey, MessageId
from bot.domain.messages import Delivery, IncomingMessage
from bot.durable import engine as engine_module
from bot.durable.books import CONNECTIONS
from bot.durable.engine import EMBED_EVERY
from bot.errors import HostUnreachableError, ModelUnavailableError
from bot.storage.search_index import SqlSearchIndex
from tests.fakes.waiting import until
from tests.scenarios.small_house import (
    FEED_URL,
    NOW,
    House,
    PaperWeb,
    open_house,
    until_quiet,
)


def message(text, message_id="m1"):
    return IncomingMessage(
        channel=DESK,
        message_id=MessageId(message_id),
        thread=None,
        sender="ada",
        text=text,
        sent_at=NOW,
        is_addressed=True,
        may_configure=True,
    )


@pytest.fixture
def place(tmp_path):
    return f"sqlite+aiosqlite:///{tmp_path}/attache.db", tmp_path


@pytest.fixture
async def house(place):
    async with open_house(*place) as opened:
        await opened.engine.start()
        yield opened
        await opened.engine.stop()


async def test_the_engine_keeps_ids_and_no_text(house, tmp_path):
    await house.sources.follow(DESK, FEED_URL, "Secretive Gazette", NOW)
    await house.engine.tick()
    await house.engine.receive(message("Who abstained, said the confidential attaché?"))
    await house.engine.receive(message("digest 25:00 confidential", "m2"))
    await until_quiet()

    kept = b"".join(path.read_bytes() for path in tmp_path.glob("workflows.sqlite*"))
    assert b"message:local:desk:m1" in kept
    for text in (b"abstain", b"confidential", b"Guyana", b"Gazette", b"harbour-post"):
        assert text not in kept


async def test_the_books_keep_a_log_and_a_burst_of_messages_waits_for_few_connections(
    house, tmp_path
):
    # Without, fifty workflows begun at once waited for up to four seconds for one another.
    with closing(sqlite3.connect(tmp_path / "workflows.sqlite")) as books:
        assert books.execute("PRAGMA journal_mode").fetchone() == ("wal",)

    said = [message("help", f"m{n}") for n in range(3 * CONNECTIONS)]
    await asyncio.gather(*(house.engine.receive(one) for one in said))
    await until_quiet()
    for one in said:
        told = await house.messages.timeline(DESK, thread=one.message_id)
        assert [type(each) for each in told] == [IncomingMessage, Delivery]


async def test_whoever_is_called_off_while_it_begins_leaves_no_work_that_is_never_done(house):
    said = [message("help", f"m{n}") for n in range(12)]
    for number, one in enumerate(said):
        await house.engine.keep(one)
        beginning = asyncio.create_task(house.engine.begin(one))
        await asyncio.sleep(0.001 * number)
        beginning.cancel()
        await asyncio.gather(beginning, return_exceptions=True)
    for one in said:
        await house.engine.begin(one)
    await until_quiet()
    for one in said:
        told = await house.messages.timeline(DESK, thread=one.message_id)
        assert [type(each) for each in told] == [IncomingMessage, Delivery]


async def test_a_sign_of_work_is_given_once_and_before_the_work_begins(house, monkeypatch):
    told = []
    answer = type(house.router).respond

    async def respond(router, asked):
        told.append("work")
        return await answer(router, asked)

    monkeypatch.setattr(type(house.router), "respond", respond)
    for_another = replace(message("hello, Bea", "m2"), is_addressed=False)
    for _ in range(2):
        await house.engine.receive(message("help"), lambda: told.append("sign"))
        await house.engine.receive(for_another, lambda: told.append("not ours"))
        await until_quiet()

    assert told == ["sign", "work"]


async def test_a_message_that_was_not_answered_before_a_stop_is_answered_after_it(
    place, monkeypatch
):
    url, folder = place
    begun = asyncio.Event()

    async def hang(_router, _message):
        begun.set()
        await asyncio.sleep(3600)

    async with open_house(url, folder) as first:
        first.engine._runner._settings = _hasty(first)
        with monkeypatch.context() as patch:
            patch.setattr(type(first.router), "respond", hang)
            await first.engine.start()
            await first.engine.receive(message("help"))
            await asyncio.wait_for(begun.wait(), 10)
            await first.engine.stop()
    async with open_house(url, folder) as second:
        await second.engine.start()
        await until_quiet()
        await second.engine.stop()

        assert [post["message_id"] for post in second.platform.posts()] == [
            "m-reply:local:desk:m1:1"
        ]


def _hasty(house: House):
    from dataclasses import replace

    return replace(house.engine._runner._settings, drain_seconds=0.05)


async def test_the_loop_can_still_use_threads_after_the_engine_has_stopped(place):
    async with open_house(*place) as opened:
        await opened.engine.start()
        await opened.engine.stop()

        assert await asyncio.to_thread(lambda: "still here") == "still here"


async def test_a_due_source_is_read_once_however_often_the_metronome_beats(house):
    await house.sources.follow(DESK, FEED_URL, None, NOW)
    await asyncio.gather(*(house.engine._polls() for _ in range(5)))
    await until_quiet()

    polls = await DBOS.list_workflows_async(name="poll")
    (health,) = await house.sources.sources(DESK)
    assert len(polls) == 1
    assert health.items_seen == 1
    assert not await house.sources.due(house.clock.now(), 10)


async def test_a_source_that_stays_due_is_read_again_a_quarter_of_an_hour_later(house):
    source = await house.sources.follow(DESK, FEED_URL, None, NOW)
    (health,) = await house.sources.sources(DESK)
    for minutes in (0, 1, 14, 15, 31):
        house.clock.moment = NOW + timedelta(minutes=minutes)
        await house.engine.poll_source(health)
    await until_quiet()

    ids = sorted(w.workflow_id for w in await DBOS.list_workflows_async(name="poll"))
    times = ["07:01:00", "07:15:00", "07:30:00"]
    assert ids == [f"poll:{source.source_id}:2024-03-25T{time}+00:00" for time in times]


async def test_what_is_followed_is_read_at_once_without_a_beat(house):
    await house.engine.receive(message(f"follow {FEED_URL} yes"))
    await until_quiet()
    await _until_read(house)

    assert (await house.sources.sources(DESK))[0].items_seen == 1
    said = str(house.platform.posts())
    assert "I read what is new shortly" in said


async def test_what_was_followed_and_cannot_be_begun_is_begun_at_the_next_beat(house, monkeypatch):
    with monkeypatch.context() as broken:
        tried = asyncio.Event()

        async def break_down(*_given):
            tried.set()
            raise OSError("disk")

        broken.setattr(house.sources, "due", break_down)
        await house.engine.receive(message(f"follow {FEED_URL} yes"))
        await asyncio.wait_for(tried.wait(), 10)
    await until_quiet()
    await house.engine.tick()
    await _until_read(house)


async def test_nothing_listens_for_what_is_followed_after_a_stop(place):
    async with open_house(*place) as opened:
        await opened.engine.start()
        await opened.engine.stop()
        assert [t for t in asyncio.all_tasks() if t.get_name() == "followed"] == []


class SlowWeb:
    """Hosts that never answer beside one that does; `asked` counts."""

    def __init__(self):
        self.web, self.asked, self.gone = PaperWeb(), [], asyncio.Event()

    async def fetch(self, url, **given):
        self.asked.append(url)
        if "slow" in url:
            await self.gone.wait()
            raise HostUnreachableError(f"{url} did not answer in time.")
        return await self.web.fetch(url, **given)


async def test_more_slow_hosts_than_a_beat_begins_keep_no_other_waiting(place, monkeypatch):
    monkeypatch.setattr(engine_module, "MOST_POLLS", 4)
    web = SlowWeb()
    async with open_house(*place, web=web) as house:
        monkeypatch.setattr(house.engine._bodies._feed_lanes, "_quick_seconds", 0.05)
        await house.engine.start()
        early = NOW - timedelta(hours=1)
        for n in range(12):
            await house.sources.follow(DESK, f"https://slow-{n}.example/feed", None, early)
        other = ChannelKey("local", "other")
        await house.sources.follow(other, FEED_URL, None, NOW)
        for _ in range(4):
            await house.engine.tick()
        await _until_read(house, other)

        slow = [url for url in web.asked if "slow" in url]
        assert len(slow) == len(set(slow)), "none was begun twice"
        web.gone.set()
        await until_quiet()
        healths = await house.sources.sources(DESK)
        assert all("did not answer in time" in health.last_error for health in healths)
        await house.engine.stop()


async def _until_read(house, channel=DESK):
    async with asyncio.timeout(10):
        while not (await house.sources.sources(channel))[0].items_seen:  # noqa: ASYNC110 - a store
            await asyncio.sleep(0.01)


async def test_finished_work_is_struck_after_a_week_and_not_before(house):
    # DBOS has a clock of its own: what it finishes now is finished "today".
    from datetime import UTC, datetime

    await house.engine.receive(message("help"))
    await until_quiet()
    house.clock.moment = datetime.now(UTC) + timedelta(days=6)
    await house.engine._runner.purge()
    kept = await DBOS.list_workflows_async()
    house.clock.moment += timedelta(days=2)
    await house.engine._runner.purge()

    assert len(kept) == 1
    assert await DBOS.list_workflows_async() == []


async def test_one_part_of_a_beat_that_fails_does_not_stop_the_others(house, monkeypatch):
    await house.sources.follow(DESK, FEED_URL, None, NOW)

    async def break_down():
        raise OSError("disk")

    monkeypatch.setattr(house.schedules, "schedules", break_down)
    await house.engine.tick()
    await until_quiet()

    assert (await house.sources.sources(DESK))[0].items_seen == 1


async def test_the_metronome_beats_at_once_and_again_and_stops():
    beats = 0

    async def beat():
        nonlocal beats
        beats += 1

    metronome = Metronome(beat, seconds=0.05)
    metronome.stop()
    metronome.start()
    await until(lambda: beats >= 3)
    metronome.stop()
    counted = beats
    await asyncio.sleep(0.12)

    assert beats == counted


class Embedder:
    """Vectors of a length; it can be away."""

    name, is_outside = "numbers", True

    def __init__(self, length):
        self.length, self.is_down = length, False

    async def embed(self, texts):
        if self.is_down:
            raise ModelUnavailableError("The embeddings are down.")
        return [[1.0, *[0.0] * (self.length - 1)] for _ in texts]


async def _vectors(house, length):
    index, unit = SqlSearchIndex(house.database), [1.0, *[0.0] * (length - 1)]
    return len(await index.nearest(DESK, unit, "numbers", 1_000))


async def test_what_came_in_an_embedders_outage_gets_its_vectors_when_it_is_back(place):
    embedder = Embedder(2)
    embedder.is_down = True
    async with open_house(*place, embedder=embedder) as house:
        await house.engine.start()
        await house.sources.follow(DESK, FEED_URL, None, NOW)
        await house.engine.tick()
        await until_quiet()
        assert await house.articles.count(DESK) > 0
        assert await _vectors(house, 2) == 0

        embedder.is_down = False
        house.clock.moment += EMBED_EVERY
        await house.engine.tick()
        await until_quiet()
        found = await _vectors(house, 2)

        # And its model may have become another one by the same name.
        embedder.length = 3
        house.clock.moment += EMBED_EVERY
        await house.engine.tick()
        await until_quiet()
        await house.engine.stop()

        assert found > 0
        assert await _vectors(house, 3) == found
