"""Schedules and slots: what a digest is kept by, on every database."""

from __future__ import annotations

import asyncio
from datetime import UTC, date, datetime, time, timedelta

import pytest

from bot.domain.identifiers import DESK, ChannelKey, ScheduleId
from bot.domain.schedules import Schedule, Slot, SlotOutcome
from bot.ports.settings import ScheduleStore
from bot.storage.database import open_database
from bot.storage.schedules import SqlScheduleStore
from tests.contracts.promises import untested

NOW = datetime(2024, 3, 22, 8, 0, tzinfo=UTC)
EMBASSY = ChannelKey("slack", "T1/C1")


@pytest.fixture
def store(database):
    return SqlScheduleStore(database)


def schedule(name="morning", channel=DESK, **changes):
    values = {"at": time(8, 0), "days": frozenset({0, 4}), "timezone": "Europe/Paris"}
    return Schedule(ScheduleId(name), channel, created_at=NOW, **{**values, **changes})


def slot(name="morning", day=date(2024, 3, 22)):
    return Slot(ScheduleId(name), DESK, day, NOW)


def test_every_promise_has_a_test():
    assert untested(ScheduleStore, __file__) == []


async def test_a_schedule_comes_back_as_it_was_saved(store):
    wanted = schedule(at=time(23, 59), days=frozenset({6}), timezone="America/St_Johns")

    await store.save_schedule(wanted)

    assert await store.schedule(DESK) == wanted


async def test_a_channel_has_one_schedule_and_the_later_takes_the_earlier_ones_place(store):
    await store.save_schedule(schedule("first"))
    await store.save_schedule(schedule("second"))

    assert [s.schedule_id for s in await store.schedules()] == ["second"]


async def test_schedules_of_all_channels_are_listed(store):
    await store.save_schedule(schedule("a"))
    await store.save_schedule(schedule("b", EMBASSY))

    assert {s.channel for s in await store.schedules()} == {DESK, EMBASSY}


async def test_dropping_a_schedule_says_whether_there_was_one_and_spares_others(store):
    await store.save_schedule(schedule("a"))
    await store.save_schedule(schedule("b", EMBASSY))

    assert await store.drop_schedule(DESK)
    assert not await store.drop_schedule(DESK)
    assert await store.schedule(DESK) is None
    assert await store.schedule(EMBASSY) is not None


async def test_an_untouched_slot_has_no_outcome(store):
    assert await store.slot_outcome(ScheduleId("morning"), date(2024, 3, 22)) is None


@pytest.mark.parametrize(
    ("outcomes", "noted", "last"),
    [
        pytest.param(["started"], [True], "started", id="claimed"),
        pytest.param(["started", "started"], [True, False], "started", id="claimed once"),
        pytest.param(["started", "sent"], [True, True], "sent", id="sent"),
        pytest.param(["started", "failed"], [True, True], "failed", id="failed"),
        pytest.param(["skipped_late"], [True], "skipped_late", id="skipped unclaimed"),
        pytest.param(["started", "sent", "failed"], [True, True, False], "sent", id="sent stays"),
        pytest.param(["sent", "started"], [True, False], "sent", id="no second claim"),
    ],
)
async def test_the_outcomes_of_a_slot(store, outcomes, noted, last):
    told = [await store.record_slot(slot(), SlotOutcome(o), NOW) for o in outcomes]

    assert told == noted
    assert await store.slot_outcome(ScheduleId("morning"), slot().local_date) == SlotOutcome(last)


async def test_each_day_is_a_slot_of_its_own(store):
    tomorrow = slot(day=date(2024, 3, 23))

    assert await store.record_slot(slot(), SlotOutcome.STARTED, NOW)
    assert await store.record_slot(tomorrow, SlotOutcome.STARTED, NOW + timedelta(days=1))


async def test_two_replicas_claim_a_slot_and_one_wins(database_url):
    async with open_database(database_url) as one, open_database(database_url) as other:
        stores = [SqlScheduleStore(database) for database in (one, other)]

        told = await asyncio.gather(
            *(stores[n % 2].record_slot(slot(), SlotOutcome.STARTED, NOW) for n in range(8))
        )

    assert sorted(told) == [False] * 7 + [True]


async def test_a_schedule_that_is_set_again_does_not_repeat_its_slot(store):
    await store.save_schedule(schedule())
    await store.record_slot(slot(), SlotOutcome.SENT, NOW)
    await store.drop_schedule(DESK)
    await store.save_schedule(schedule())

    assert not await store.record_slot(slot(), SlotOutcome.STARTED, NOW)
