"""Workspaces that leave: purged to the end whatever happens meanwhile, and welcome to come back."""

from __future__ import annotations

import asyncio
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from dbos import DBOS

from bot.domain.identifiers import ChannelKey, DeliveryId, MessageId
from bot.domain.messages import IncomingMessage
from bot.domain.schedules import ChannelSettings
from bot.durable.engine import SWEEP_AFTER
from bot.errors import StoreUnavailableError
from bot.ports.channels import Departure
from bot.storage.database import open_database
from bot.storage.purging import SqlChannelPurge
from bot.storage.tables_operation import departure
from tests.scenarios.small_house import FEED_URL, NOW, open_house, until_quiet

ROOT = Path(__file__).parents[2]
GONE = Departure("local:T1/", NOW)
LEAVING, STAYING = ChannelKey("local", "T1/C1"), ChannelKey("local", "T10/C1")


def message(channel, text="help", message_id="m1"):
    return IncomingMessage(
        channel,
        MessageId(message_id),
        None,
        "ada",
        text,
        NOW,
        is_addressed=True,
        may_configure=True,
    )


async def note_departure(database):
    async with database.writing() as connection:
        row = database.insert(departure).values(channels=GONE.channels, left_at=GONE.left_at)
        await connection.execute(row)


async def live(house):
    """Let both channels have been welcomed, have read, been answered, and have a setting."""
    for channel in (LEAVING, STAYING):
        await house.engine.arrive(channel)
        await house.engine.receive(message(channel))
        await house.sources.follow(channel, FEED_URL, None, NOW)
        await house.settings.save_settings(ChannelSettings(channel, ("sanctions",)))
    await house.engine.tick()
    await until_quiet()


async def is_known(house, channel):
    return (await house.settings.settings(channel)).topics == ("sanctions",)


async def books():
    """Everything that the engine's books name, in one text."""
    kept = await DBOS.list_workflows_async()
    return " ".join(f"{w.workflow_id} {w.input['args']}" for w in kept if w.name != "depart")


@pytest.fixture
async def place(tmp_path):
    return f"sqlite+aiosqlite:///{tmp_path}/attache.db", tmp_path


@pytest.fixture
async def house(place):
    async with open_house(*place) as opened:
        await opened.engine.start()
        yield opened
        await opened.engine.stop()


async def test_a_workspace_that_left_is_in_no_book_and_is_welcomed_when_it_comes_back(house):
    await live(house)
    assert str(LEAVING) in await books()

    await house.engine.depart(GONE)
    await house.engine.depart(GONE)
    await until_quiet()

    assert not await is_known(house, LEAVING)
    assert await is_known(house, STAYING)
    left = await books()
    assert GONE.channels not in left
    assert str(STAYING) in left

    await house.engine.arrive(LEAVING)
    await until_quiet()
    # Kept anew, and sent.
    assert (await house.messages.delivery(DeliveryId(f"welcome:{LEAVING}"))).message_id


async def test_work_under_way_is_stopped_and_what_it_left_is_swept(house, place, monkeypatch):
    begun, goes_on = asyncio.Event(), asyncio.Event()

    async def slow(_router, asked):
        begun.set()
        await goes_on.wait()
        await house.settings.save_settings(ChannelSettings(asked.channel, ("sanctions",)))
        return []

    monkeypatch.setattr(type(house.router), "respond", slow)
    await house.engine.receive(message(LEAVING))
    await asyncio.wait_for(begun.wait(), 10)
    async with open_database(place[0]) as database:
        await note_departure(database)
    await house.engine.depart(GONE)
    await until_quiet()
    goes_on.set()
    await asyncio.gather(*house.engine._runner._running, return_exceptions=True)
    assert await is_known(house, LEAVING)

    await house.engine._departures()
    await until_quiet()
    assert await is_known(house, LEAVING)
    house.clock.moment = NOW + SWEEP_AFTER
    await house.engine._departures()
    await until_quiet()

    assert not await is_known(house, LEAVING)
    assert await house.engine._features.channels.departures() == []


async def test_one_channel_that_left_is_purged_alone_and_welcomed_at_each_coming(house):
    await live(house)
    longer = ChannelKey("local", f"{LEAVING.place}2")
    await house.engine.arrive(longer)
    await until_quiet()

    await house.engine.leave(str(LEAVING))
    await until_quiet()
    # What work under way writes after the purge.
    await house.settings.save_settings(ChannelSettings(LEAVING, ("sanctions",)))
    left = await books()
    assert f"{LEAVING}:" not in left
    assert f"welcome:{longer}" in left
    assert await is_known(house, STAYING)

    house.clock.moment = NOW + SWEEP_AFTER
    await house.engine._departures()
    await until_quiet()
    assert not await is_known(house, LEAVING)

    for coming in ("$1", "$1", "$2"):
        await house.engine.arrive(LEAVING, coming)
    await until_quiet()
    for coming in ("$1", "$2"):
        name = DeliveryId(f"welcome:{LEAVING}:{coming}")
        assert (await house.messages.delivery(name)).message_id


async def test_whoever_came_back_is_not_swept(house):
    await live(house)
    await house.engine.leave(str(LEAVING))
    await until_quiet()
    await house.engine.arrive(LEAVING, "$1")
    await house.settings.save_settings(ChannelSettings(LEAVING, ("sanctions",)))

    house.clock.moment = NOW + SWEEP_AFTER
    await house.engine._departures()
    await until_quiet()

    assert await is_known(house, LEAVING)


async def test_a_store_that_fails_is_tried_again(house, monkeypatch):
    await live(house)
    purge, tries = SqlChannelPurge._delete_rows, []

    async def fails_once(self, channel):
        tries.append(channel)
        if len(tries) == 1:
            raise StoreUnavailableError("The store is locked.")
        await purge(self, channel)

    monkeypatch.setattr(SqlChannelPurge, "_delete_rows", fails_once)
    monkeypatch.setattr("bot.durable.steps.wait_before", lambda *_: 0.01)
    await house.engine.depart(GONE)
    await until_quiet()

    assert len(tries) == 2
    assert not await is_known(house, LEAVING)


@pytest.mark.parametrize("point", ["noted", "begun", "half"])
async def test_a_purge_that_is_killed_goes_on_at_the_next_start(place, point):
    url, folder = place
    killed = await asyncio.to_thread(
        subprocess.run,

        [sys.executable, "-m", "tests.scenarios.test_departures", url, str(folder), point],
        cwd=ROOT, env=os.environ | {"PYTHONPATH": str(ROOT)}, timeout=120, check=False,
        capture_output=True, text=True,
    )  # fmt: skip
    assert killed.returncode == -signal.SIGKILL, killed.stderr[-2000:]

    async with open_house(url, folder) as house:
        assert await is_known(house, LEAVING)
        await house.engine.start()
        await house.engine.tick()
        await until_quiet()
        left = await books()
        await house.engine.stop()

        assert not await is_known(house, LEAVING)
        assert await is_known(house, STAYING)
        assert GONE.channels not in left


async def _be_killed(url, folder, point):
    """Live, leave, and die: before the purge is begun, as it begins, or in the middle of it."""

    async def die(*_):
        os.kill(os.getpid(), signal.SIGKILL)

    async with open_house(url, Path(folder)) as house, open_database(url) as database:
        await house.engine.start()
        await live(house)
        await note_departure(database)
        if point == "noted":
            await die()
        SqlChannelPurge.purge = die if point == "begun" else SqlChannelPurge.purge
        SqlChannelPurge._delete_rows = die
        await house.engine.depart(GONE)
        await asyncio.sleep(60)


if __name__ == "__main__":
    asyncio.run(_be_killed(*sys.argv[1:]))
