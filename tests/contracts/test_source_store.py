"""What channels follow, on every database."""

from __future__ import annotations

import asyncio
import sys
from datetime import UTC, datetime, timedelta

import pytest

from bot.domain.identifiers import DESK, ChannelKey, SourceId
from bot.domain.sources import FeedTold, ReadingTimes, Validators
from bot.ports.sources import SourceStore
from bot.storage.processes import own_name
from bot.storage.sources import SqlSourceStore
from tests.contracts.promises import untested

NOW = datetime(2024, 3, 22, 8, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)
EMBASSY = ChannelKey("matrix", "!abc:example.org")
URL = "https://harbour-post.example/feed"


@pytest.fixture
def store(database):
    return SqlSourceStore(database)


async def read_well(store, source, *, now=NOW, next_read_at=NOW + HOUR, **changes):
    values = {"validators": Validators('W/"1"', "Fri"), "told": None, **changes}
    await store.record_success(source.source_id, now=now, next_read_at=next_read_at, **values)


def test_every_promise_has_a_test():
    assert untested(SourceStore, __file__) == []


async def test_a_source_that_was_never_read_has_no_times(store):
    source = await store.follow(DESK, URL, "Harbour Post", NOW)

    (health,) = await store.sources(DESK)

    assert health.source == source
    assert (health.last_read_at, health.last_success_at, health.next_read_at) == (None,) * 3
    assert (health.failures, health.last_error, health.items_seen) == (0, None, 0)
    assert health.validators == Validators()


async def test_many_reads_that_end_at_once_are_all_noted(store):
    sources = [await store.follow(DESK, f"{URL}/{n}", None, NOW) for n in range(40)]
    await store.unfollow(DESK, f"{URL}/7")

    tags = [Validators(str(n)) for n in range(40)]
    reads = zip(sources, tags, strict=True)
    await asyncio.gather(*(read_well(store, one, validators=tag) for one, tag in reads))

    noted = {h.source.url: h.validators.etag for h in await store.sources(DESK)}
    assert noted == {f"{URL}/{n}": str(n) for n in range(40) if n != 7}


async def test_a_source_is_found_by_its_name_while_it_is_followed(store):
    source = await store.follow(DESK, URL, "Harbour Post", NOW)
    await read_well(store, source)

    assert await store.source(source.source_id) == (await store.sources(DESK))[0]
    await store.unfollow(DESK, URL)
    assert await store.source(source.source_id) is None


async def test_one_reader_at_a_time_reads_a_sources_articles(store):
    name = (await store.follow(DESK, URL, "Harbour Post", NOW)).source_id
    other = (await store.follow(EMBASSY, URL, "Harbour Post", NOW)).source_id
    lease = {"now": NOW, "until": NOW + HOUR}

    assert await store.begin_reading(name, "here", **lease)
    assert not await store.begin_reading(name, "there", **lease)
    assert await store.begin_reading(other, "there", **lease), "each source has its own"
    assert await store.begin_reading(name, "here", now=NOW, until=NOW + 2 * HOUR), "a sign of life"

    await store.end_reading(name, "there")
    assert not await store.begin_reading(name, "there", **lease), "it is ended by who has it"
    await store.end_reading(name, "here")
    assert await store.begin_reading(name, "there", **lease)


@pytest.mark.parametrize(
    ("at", "is_free"), [(HOUR, False), (HOUR + HOUR / 60, True), (-3 * HOUR, True)]
)
async def test_a_reader_that_was_killed_or_whose_clock_was_wrong_is_not_waited_for(
    store, at, is_free
):
    name = (await store.follow(DESK, URL, "Harbour Post", NOW)).source_id
    await store.begin_reading(name, "here", now=NOW, until=NOW + HOUR)

    begun = await store.begin_reading(name, "there", now=NOW + at, until=NOW + at + HOUR)
    assert begun is is_free


#: A program that takes what it is given by name, says so, and reads for ever.
READER = """
import asyncio, sys
from datetime import datetime
from bot.storage.database import open_database
from bot.storage.sources import SqlSourceStore

async def read(url, source, now, until):
    async with open_database(url) as database:
        given = {"now": datetime.fromisoformat(now), "until": datetime.fromisoformat(until)}
        print(await SqlSourceStore(database).begin_reading(source, "here", **given), flush=True)
        await asyncio.Event().wait()

asyncio.run(read(*sys.argv[1:]))
"""


@pytest.mark.skipif(own_name() is None, reason="elsewhere it is waited for")
async def test_who_was_killed_on_this_machine_is_not_waited_for(store, database_url):
    name = (await store.follow(DESK, URL, "Harbour Post", NOW)).source_id
    lease = {"now": NOW, "until": NOW + HOUR}
    given = (database_url, name, NOW.isoformat(), (NOW + HOUR).isoformat())
    reader = await asyncio.create_subprocess_exec(
        sys.executable, "-c", READER, *given, stdout=asyncio.subprocess.PIPE
    )
    try:
        assert await asyncio.wait_for(reader.stdout.readline(), 60) == b"True\n"
        assert not await store.begin_reading(name, "there", **lease)
        assert (await store.source(name)).reading_until == NOW + HOUR
    finally:
        reader.kill()
        await reader.wait()
    assert await store.begin_reading(name, "there", **lease)
    assert not await store.begin_reading(name, "here", **lease), "who took over lives"


async def test_nobody_reads_what_nobody_follows(store):
    name = (await store.follow(DESK, URL, "Harbour Post", NOW)).source_id
    await store.unfollow(DESK, URL)
    assert not await store.begin_reading(name, "here", now=NOW, until=NOW + HOUR)


async def test_two_that_begin_at_once_are_one_reader(store):
    name = (await store.follow(DESK, URL, "Harbour Post", NOW)).source_id
    begun = await asyncio.gather(
        *(store.begin_reading(name, f"{n}", now=NOW, until=NOW + HOUR) for n in range(12))
    )
    assert sum(begun) == 1


async def test_following_again_returns_the_same_source(store):
    first = await store.follow(DESK, URL, "Harbour Post", NOW)

    assert await store.follow(DESK, URL, "Another title", NOW + HOUR) == first


async def test_ten_at_once_follow_one_source(store):
    sources = await asyncio.gather(*(store.follow(DESK, URL, None, NOW) for _ in range(10)))

    assert len(set(sources)) == 1
    assert len(await store.sources(DESK)) == 1


async def test_channels_follow_apart(store):
    await store.follow(DESK, URL, None, NOW)
    await store.follow(EMBASSY, URL, None, NOW)

    assert await store.unfollow(EMBASSY, URL)
    assert not await store.unfollow(EMBASSY, URL)
    assert await store.sources(EMBASSY) == []
    assert len(await store.sources(DESK)) == 1


async def test_sources_stand_in_the_order_they_were_added(store):
    for minutes, name in ((2, "b"), (1, "z"), (3, "a")):
        await store.follow(DESK, f"{URL}/{name}", None, NOW + timedelta(minutes=minutes))

    assert [h.source.url[-1] for h in await store.sources(DESK)] == ["z", "b", "a"]


async def test_due_sources_come_longest_waiting_first(store):
    for name, wait in (("late", 3 * HOUR), ("early", HOUR), ("not yet", 9 * HOUR)):
        source = await store.follow(DESK, f"{URL}/{name}", None, NOW)
        await read_well(store, source, next_read_at=NOW + wait)
    await store.follow(EMBASSY, f"{URL}/new", None, NOW + 2 * HOUR)

    due = await store.due(NOW + 4 * HOUR, 10)

    assert [h.source.url.rsplit("/")[-1] for h in due] == ["early", "new", "late"]
    assert len(await store.due(NOW + 4 * HOUR, 2)) == 2


async def test_a_read_that_went_well_is_noted_and_ends_failures(store):
    source = await store.follow(DESK, URL, None, NOW)
    await store.record_failure(source.source_id, now=NOW, error="No answer.", next_read_at=NOW)
    await read_well(store, source, told=FeedTold("Harbour Post"))
    await read_well(store, source, now=NOW + HOUR)

    (health,) = await store.sources(DESK)

    assert health.validators == Validators('W/"1"', "Fri")
    assert (health.failures, health.last_error, health.items_seen) == (0, None, 0)
    assert (health.last_read_at, health.last_success_at) == (NOW + HOUR, NOW + HOUR)
    assert health.source.title == "Harbour Post", "a feed without a title keeps the old one"


async def test_failures_add_up_and_keep_what_went_well(store):
    source = await store.follow(DESK, URL, None, NOW)
    await read_well(store, source)
    for n in (1, 2):
        await store.record_failure(
            source.source_id,
            now=NOW + n * HOUR,
            error=f"No answer {n}.",
            next_read_at=NOW + 9 * HOUR,
        )

    (health,) = await store.sources(DESK)

    assert health.is_failing
    assert (health.failures, health.last_error) == (2, "No answer 2.")
    assert (health.last_success_at, health.last_read_at) == (NOW, NOW + 2 * HOUR)
    assert health.validators == Validators('W/"1"', "Fri")


async def test_a_source_unfollowed_while_it_is_read_stays_gone(store):
    source = await store.follow(DESK, URL, None, NOW)
    await store.unfollow(DESK, URL)

    await read_well(store, source)
    await store.record_failure(SourceId("none"), now=NOW, error="No.", next_read_at=NOW)

    assert await store.sources(DESK) == []


async def test_what_a_feed_asks_for_holds_until_it_asks_for_something_else(store):
    source = await store.follow(DESK, URL, None, NOW)
    asked = ReadingTimes(900, frozenset({0, 5}), frozenset({6}))
    await read_well(store, source, told=FeedTold(times=asked))
    await read_well(store, source)
    (health,) = await store.sources(DESK)
    assert health.times == asked

    await read_well(store, source, told=FeedTold())
    (health,) = await store.sources(DESK)
    assert health.times == ReadingTimes()


async def test_a_move_is_counted_while_it_is_told_on_end(store):
    source = await store.follow(DESK, URL, None, NOW)
    told = [await store.note_moved(source.source_id, url) for url in
            (f"{URL}/a", f"{URL}/a", f"{URL}/b", None, f"{URL}/b")]  # fmt: skip

    assert told == [1, 2, 1, 0, 1]
    assert await store.note_moved(SourceId("none"), URL) == 0


async def test_a_source_that_moves_keeps_its_name_and_is_read_whole(store):
    source = await store.follow(DESK, URL, "Harbour Post", NOW)
    await store.follow(EMBASSY, f"{URL}/new", None, NOW)
    await read_well(store, source)
    await store.note_moved(source.source_id, f"{URL}/new")

    assert await store.move(source.source_id, f"{URL}/new")

    (health,) = await store.sources(DESK)
    assert (health.source.source_id, health.source.url) == (source.source_id, f"{URL}/new")
    assert (health.validators, health.moved_to, health.moved_reads) == (Validators(), None, 0)
    # Whoever follows the old address again, or the new one, means this source.
    for url in (URL, f"{URL}/new"):
        assert (await store.follow(DESK, url, None, NOW)).source_id == source.source_id
    assert len(await store.sources(DESK)) == 1


async def test_a_source_does_not_move_to_where_another_is(store):
    source = await store.follow(DESK, URL, None, NOW)
    await store.follow(DESK, f"{URL}/new", None, NOW)

    assert not await store.move(source.source_id, f"{URL}/new")
    assert {h.source.url for h in await store.sources(DESK)} == {URL, f"{URL}/new"}


async def test_that_a_publisher_reserves_ai_use_of_a_feed_is_noted_and_taken_back(store):
    source = await store.follow(DESK, URL, None, NOW)
    await store.follow(EMBASSY, URL, None, NOW)
    told = []
    for is_reserved in (True, False):
        await read_well(store, source, told=FeedTold(is_reserved=is_reserved))
        await read_well(store, source)
        told.append((await store.sources(DESK))[0].is_reserved)

    assert told == [True, False]
    await read_well(store, source, told=FeedTold(is_reserved=True))
    assert not (await store.sources(EMBASSY))[0].is_reserved
