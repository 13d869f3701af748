"""A source is read by one at a time: a digest beside a poll, and two processes on one store."""

from __future__ import annotations

import asyncio

import pytest

from bot.ingest import source_turns
from bot.ingest.source_turns import HELD_FOR
from tests.fakes.clock import StoppedClock
from tests.fakes.local_web import local_web
from tests.scenarios.feed_house import DirectPages, end_the_program, feed_house, serve_topics

PAGES = ["/grain", "/river", "/vote"]


@pytest.fixture
async def web():
    async with local_web() as served:
        serve_topics(served)
        yield served


@pytest.fixture
def clock():
    return StoppedClock()


@pytest.fixture
async def house(database_url, web, clock):
    async with feed_house(database_url, web, clock) as opened:
        await opened.follow()
        yield opened


@pytest.fixture
async def beside(database_url, house, web, clock, monkeypatch):
    """Another process on the same store."""
    monkeypatch.setattr(source_turns, "LOOK_SECONDS", 0.02)
    async with feed_house(database_url, web, clock) as opened:
        yield opened


def asked(web):
    return sorted(path for path in web.paths() if path in PAGES)


async def test_a_digest_beside_a_poll_fetches_nothing_twice_and_knows_what_came(house, web):
    reads = await asyncio.gather(house.poll(), house.poll(), house.poll())

    assert (asked(web), web.paths().count("/feed")) == (PAGES, 1)
    assert [read.new_items for read in reads] == [3, 3, 3]
    again = await house.poll()
    assert again.new_items == 0, "who did not wait reads for itself"


async def test_who_waited_for_a_read_that_broke_off_reads_what_is_left(house, web, monkeypatch):
    begun = asyncio.Event()

    async def hangs(*_given):
        begun.set()
        await asyncio.sleep(60)

    with monkeypatch.context() as hanging:
        hanging.setattr(DirectPages, "read_page", hangs)
        first = asyncio.create_task(house.poll())
        await begun.wait()
        second = asyncio.create_task(house.poll())
        await asyncio.sleep(0.05)
    first.cancel()

    assert (await second).new_items == 3
    assert (await house.health()).awaited_items == 0


async def test_who_gives_up_waiting_disturbs_nobody(house, web):
    first = asyncio.create_task(house.poll())
    with pytest.raises(TimeoutError):
        async with asyncio.timeout(0.005):
            await house.poll()

    assert (await first).new_items == 3


async def test_two_processes_fetch_no_page_twice(house, beside, web):
    one, other = await asyncio.gather(house.poll(), beside.poll())

    assert asked(web) == PAGES
    assert one.new_items + other.new_items == 3
    assert len(await house.texts()) == 3
    health = await house.health()
    assert (health.awaited_items, sum(day.items for day in health.new_by_day)) == (0, 3)
    assert health.next_read_at > house.clock.now()


async def test_what_a_killed_process_held_is_read_when_its_lease_has_run_out(
    house, beside, web, monkeypatch
):
    with monkeypatch.context() as killed:
        killed.setattr(DirectPages, "read_page", end_the_program)
        killed.setattr(type(house.sources), "end_reading", end_the_program)
        with pytest.raises((ExceptionGroup, RuntimeError)):
            await house.poll()
    after = asyncio.create_task(beside.poll())
    await asyncio.sleep(0.2)
    assert not after.done(), "as long as its lease lasts, it may only be slow"

    house.clock.advance(seconds=HELD_FOR.total_seconds() + 1)

    assert (await after).new_items == 3


async def test_the_same_process_reads_on_at_once_after_its_read_broke_off(house, monkeypatch):
    with monkeypatch.context() as ended:
        ended.setattr(DirectPages, "read_page", end_the_program)
        with pytest.raises(ExceptionGroup):
            await house.poll()

    assert (await house.poll()).new_items == 3


async def test_a_slow_reader_gives_signs_of_life(house, beside, web, monkeypatch):
    monkeypatch.setattr(source_turns, "SIGN_SECONDS", 0.02)
    read_page, may_go_on = DirectPages.read_page, asyncio.Event()

    async def waits(pages, *given):
        await may_go_on.wait()
        return await read_page(pages, *given)

    monkeypatch.setattr(DirectPages, "read_page", waits)
    first = asyncio.create_task(house.poll())
    await asyncio.sleep(0.2)
    for _ in range(4):
        house.clock.advance(seconds=HELD_FOR.total_seconds() / 2)
        await asyncio.sleep(0.2)
    second = asyncio.create_task(beside.poll())
    await asyncio.sleep(0.2)
    assert not second.done()
    may_go_on.set()

    assert (await first).new_items == 3
    assert (await second).new_items == 0
    assert asked(web) == PAGES


async def test_who_waits_for_a_source_that_is_unfollowed_waits_no_longer(
    house, beside, web, monkeypatch
):
    begun = asyncio.Event()

    async def hangs(*_given):
        begun.set()
        await asyncio.sleep(60)

    monkeypatch.setattr(DirectPages, "read_page", hangs)
    first = asyncio.create_task(house.poll())
    await begun.wait()
    second = asyncio.create_task(beside.poll())
    await asyncio.sleep(0.1)
    health = await house.health()
    await house.sources.unfollow(health.source.channel, health.source.url)

    async with asyncio.timeout(5):
        assert (await second).new_items == 0
    first.cancel()
