"""The position in Matrix's stream: it follows what is kept and begun, and never goes before it."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass

import pytest

from bot.errors import StoreUnavailableError
from bot.platforms.matrix.position import MOST_BEHIND, Position

ME = "@attache:x.org"


class Store:
    def __init__(self):
        self.kept = []

    async def since(self, user_id):
        return self.kept[-1] if self.kept else None

    async def keep_since(self, user_id, since):
        self.kept.append(since)


@dataclass(frozen=True)
class Said:
    number: int
    channel: str = "matrix:!room:x.org"


class Beginning:
    """Work that begins when it is let."""

    def __init__(self):
        self.may = {}
        self.fails = set()
        self.begun = []

    async def __call__(self, message):
        await self.may.setdefault(message.number, asyncio.Event()).wait()
        if message.number in self.fails:
            raise StoreUnavailableError("The store is away.")
        self.begun.append(message.number)

    def let(self, *numbers):
        for number in numbers:
            self.may.setdefault(number, asyncio.Event()).set()


@pytest.fixture
def store():
    return Store()


@pytest.fixture
def begin():
    return Beginning()


@pytest.fixture
async def position(store, begin):
    made = Position(store, begin)
    yield made
    await made.reset()


async def settled():
    for _ in range(10):
        await asyncio.sleep(0)


async def test_what_is_said_next_is_read_before_work_has_begun(position, store, begin):
    assert await position.since(ME) is None
    await position.move(ME, "s1", [Said(1)])
    assert await position.since(ME) == "s1"
    await settled()
    assert store.kept == []

    begin.let(1)
    await position.settle()
    assert store.kept == ["s1"]


async def test_the_stored_position_never_passes_what_has_not_begun(position, store, begin):
    await position.move(ME, "s1", [Said(1), Said(2)])
    await position.move(ME, "s2", [Said(3)])
    await position.move(ME, "s3", [])
    begin.let(2, 3)
    await settled()
    assert store.kept == []

    begin.let(1)
    await position.settle()
    assert store.kept[-1] == "s3"


async def test_in_a_room_all_is_begun_in_order_and_rooms_do_not_wait_for_each_other(
    position, begin
):
    await position.move(ME, "s1", [Said(1), Said(2), Said(3, "matrix:!other:x.org")])
    await position.move(ME, "s2", [Said(4)])
    begin.let(2, 3, 4)
    await settled()
    assert begin.begun == [3]

    begin.let(1)
    await position.settle()
    assert begin.begun == [3, 1, 2, 4]


async def test_what_could_not_be_begun_is_read_again(position, store, begin):
    await position.move(ME, "s1", [])
    await position.settle()
    begin.fails = {1}
    await position.move(ME, "s2", [Said(1)])
    await position.move(ME, "s3", [Said(2)])
    begin.let(1, 2)
    await settled()

    with pytest.raises(StoreUnavailableError):
        await position.since(ME)
    assert store.kept == ["s1"]
    # Once more, from where all was well.
    assert await position.since(ME) == "s1"


async def test_it_is_not_left_behind_without_end(position, store, begin):
    for number in range(MOST_BEHIND):
        await position.move(ME, f"s{number}", [Said(number)])
    late = asyncio.create_task(position.move(ME, "late", []))
    await settled()
    assert not late.done()

    begin.let(*range(MOST_BEHIND))
    await late
    await position.settle()
    # What was read before the first of it could be written down is written down together.
    assert store.kept == [f"s{MOST_BEHIND - 1}", "late"]


async def test_who_leads_no_more_leaves_what_is_not_written_to_the_next(position, store, begin):
    await position.move(ME, "s1", [Said(1)])
    await position.reset()
    begin.let(1)
    await settled()
    assert store.kept == []

    store.kept = ["from another"]
    assert await position.since(ME) == "from another"


async def test_writing_down_that_was_called_off_is_read_again(position, store, begin):
    await position.move(ME, "s1", [Said(1)])
    position._following.cancel()
    await settled()
    with pytest.raises(StoreUnavailableError):
        await position.since(ME)
    assert await position.since(ME) is None


async def test_what_comes_late_waits_until_what_was_said_before_has_begun(position, begin):
    await position.move(ME, "s1", [Said(1)])
    late = asyncio.create_task(position.caught_up())
    await settled()
    assert not late.done()
    begin.let(1)
    await late
    assert begin.begun == [1]
