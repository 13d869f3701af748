"""What Matrix keeps: the position and its reader, events without a key, and channels that move."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import func, select

from bot.domain.identifiers import ChannelKey, DeliveryId
from bot.domain.schedules import ChannelSettings
from bot.storage.articles import SqlArticleStore
from bot.storage.channel_moves import SqlChannelMove
from bot.storage.matrix import LEASE, SEALED_FOR, SqlMatrixPositions, SqlSealedEvents
from bot.storage.messages import SqlMessageStore
from bot.storage.purging import tables_with_channels
from bot.storage.schedules import SqlScheduleStore
from bot.storage.settings import SqlSettingsStore
from bot.storage.sources import SqlSourceStore
from bot.storage.tables_articles import channel as channel_numbers
from tests.contracts.remembering import NOON, learn
from tests.contracts.test_channel_purge import SETTLED, rows_of, settle
from tests.fakes.clock import StoppedClock

BOT = "@attache:ministry.example"
OLD = ChannelKey("matrix", "!old:ministry.example")
NEW = ChannelKey("matrix", "!new")
OTHER = ChannelKey("matrix", "!old:ministry.example2")


# ---------------------------------------------------------------- the position and its reader


async def test_one_replica_reads_and_another_does_when_its_lease_has_run_out(database):
    clock = StoppedClock(NOON)
    one, two = (SqlMatrixPositions(database, clock, name) for name in ("one", "two"))

    assert await one.lead(BOT)
    assert not await two.lead(BOT)
    assert await two.lead("@other:ministry.example")

    clock.moment = NOON + LEASE - timedelta(seconds=1)
    assert await one.lead(BOT)
    clock.moment += LEASE
    assert not await two.lead(BOT)
    clock.moment += timedelta(seconds=1)
    assert await two.lead(BOT)
    assert not await one.lead(BOT)


async def test_whoever_steps_down_is_followed_at_once_and_only_the_reader_can(database):
    clock = StoppedClock(NOON)
    one, two = (SqlMatrixPositions(database, clock, name) for name in ("one", "two"))
    await one.lead(BOT)

    await two.step_down(BOT)
    assert not await two.lead(BOT)
    await one.step_down(BOT)
    assert await two.lead(BOT)


async def test_the_position_is_kept_and_one_who_lost_the_lease_does_not_turn_it_back(database):
    clock = StoppedClock(NOON)
    one, two = (SqlMatrixPositions(database, clock, name) for name in ("one", "two"))
    assert await one.since(BOT) is None
    await one.lead(BOT)
    assert await one.since(BOT) is None
    await one.keep_since(BOT, "s1")

    clock.moment += LEASE + timedelta(seconds=1)
    await two.lead(BOT)
    assert await two.since(BOT) == "s1"
    await two.keep_since(BOT, "s2")
    await one.keep_since(BOT, "s1")

    assert await one.since(BOT) == await two.since(BOT) == "s2"
    await two.step_down(BOT)
    await one.lead(BOT)
    assert await one.since(BOT) == "s2"


# ---------------------------------------------------------------- events without a key


async def test_sealed_events_wait_by_session_until_they_are_dropped_or_old(database):
    clock = StoppedClock(NOON)
    sealed = SqlSealedEvents(database, clock)
    for name in ("$1", "$2", "$1"):
        await sealed.keep(OLD, name, "session")
        clock.moment += timedelta(seconds=1)
    await sealed.keep(OLD, "$3", "another")
    await sealed.keep(OTHER, "$4", "session")

    assert await sealed.of_session(OLD, "session") == ["$1", "$2"]
    await sealed.drop(OLD, "$1")
    assert await sealed.of_session(OLD, "session") == ["$2"]
    assert await sealed.of_session(OTHER, "session") == ["$4"]

    clock.moment += SEALED_FOR
    await sealed.keep(OLD, "$5", "session")
    assert await sealed.of_session(OLD, "session") == ["$5"]


async def test_sealed_events_tell_what_is_new_and_whose_writer_knows(database):
    clock = StoppedClock(NOON)
    sealed = SqlSealedEvents(database, clock)
    assert await sealed.keep(OLD, "$1", "session")
    assert not await sealed.keep(OLD, "$1", "session")
    clock.moment += timedelta(seconds=1)
    await sealed.keep(OTHER, "$1", "session")
    await sealed.keep(OLD, "$2", "session", told=True)

    assert set(await sealed.sessions()) == {(OLD, "session"), (OTHER, "session")}
    assert await sealed.untold() == [(OLD, "$1"), (OTHER, "$1")]
    await sealed.mark_told(OLD, "$1")
    assert await sealed.untold() == [(OTHER, "$1")]


# ---------------------------------------------------------------- channels that move


async def test_everything_of_a_channel_moves_and_nobody_elses(database):
    for channel in (OLD, OTHER):
        await settle(database, channel)
    before, others = await rows_of(database, OLD), await rows_of(database, OTHER)
    # Whoever adds a table with a channel lets `settle` fill it: else this proves nothing for it.
    assert [name for name, count in before.items() if count == 0] == []
    assert set(before) == {table.name for table in tables_with_channels()}

    move = SqlChannelMove(database)
    assert await move.move(OLD, NEW)

    assert await rows_of(database, NEW) == before
    assert set((await rows_of(database, OLD)).values()) == {0}
    assert await rows_of(database, OTHER) == others
    await _holds_everything(database, NEW)

    # Twice is once: what it finds the second time is what it made.
    await move.move(OLD, NEW)
    assert await rows_of(database, NEW) == before
    await _holds_everything(database, NEW)


async def _holds_everything(database, channel):
    """What was `settle`d for the old channel is read under the new one's name."""
    assert await SqlArticleStore(database).count(channel) == SETTLED
    assert (await SqlSettingsStore(database).settings(channel)).topics == ("sanctions",)
    (source,) = await SqlSourceStore(database).sources(channel)
    assert source.source.channel == channel
    (schedule,) = [s for s in await SqlScheduleStore(database).schedules() if s.channel == channel]
    assert schedule.timezone
    delivery = await SqlMessageStore(database).delivery(DeliveryId(f"post {OLD}"))
    assert delivery.post.channel == channel
    assert delivery.post.claims()


async def test_what_the_new_channel_has_set_stays(database):
    await settle(database, OLD)
    settings = SqlSettingsStore(database)
    await settings.save_settings(ChannelSettings(NEW, ("summits",)))
    await SqlSourceStore(database).follow(NEW, "https://x.example/feed", "Ours", NOON)

    assert await SqlChannelMove(database).move(OLD, NEW)

    assert (await settings.settings(NEW)).topics == ("summits",)
    assert len(await SqlSourceStore(database).sources(NEW)) == 1
    assert await SqlArticleStore(database).count(NEW) == SETTLED
    assert set((await rows_of(database, OLD)).values()) == {0}


async def test_two_memories_are_not_made_one_and_neither_loses_anything(database):
    await settle(database, OLD)
    await learn(database, channel=NEW, url="https://x.example/own", text="What the new one read.")
    before = await rows_of(database, OLD)
    # What is to stay forgotten goes where the sources go that may bring it back.
    following = {"source", "channel_settings", "schedule", "slot", "forgotten"}

    assert not await SqlChannelMove(database).move(OLD, NEW)

    after = await rows_of(database, OLD)
    assert {name: after[name] for name in following} == dict.fromkeys(following, 0)
    assert {n: c for n, c in after.items() if n not in following} == {
        n: c for n, c in before.items() if n not in following
    }
    assert await SqlArticleStore(database).count(NEW) == 1
    # What it was told to do goes on in the new room: its digest is not left behind.
    (schedule,) = [s for s in await SqlScheduleStore(database).schedules() if s.channel == NEW]
    assert schedule.timezone


async def test_a_channel_of_which_nothing_is_kept_moves_without_a_trace(database):
    await SqlSettingsStore(database).save_settings(ChannelSettings(NEW, ("summits",)))

    assert await SqlChannelMove(database).move(OLD, NEW)

    assert (await SqlSettingsStore(database).settings(NEW)).topics == ("summits",)
    async with database.reading() as connection:
        query = select(func.count()).select_from(channel_numbers)
        query = query.where(channel_numbers.c.channel == OLD)
        assert (await connection.execute(query)).scalar_one() == 0
