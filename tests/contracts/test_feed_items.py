"""What feeds have brought, until its articles are read, on every database."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import text

from bot.domain.articles import AwaitedItem, FeedItem
from bot.domain.dating import DateSource
from bot.domain.identifiers import DESK, ChannelKey
from bot.domain.sources import DayCount, ItemsTold, NotRead, Validators
from bot.ports.feed_items import BroughtItems, FeedItemStore
from bot.storage.articles import SqlArticleStore
from bot.storage.feed_items import KEPT_UNLISTED, SqlFeedItems
from bot.storage.sources import SqlSourceStore
from tests.contracts.promises import untested

NOW = datetime(2024, 3, 22, 8, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)
URL = "https://harbour-post.example/feed"
FERRY = FeedItem(
    item_id="tag:harbour-post.example,2024:1",
    url="https://harbour-post.example/ferry",
    title="Ferry talks \0 resume \udc80",
    html="<p>The talks resumed.</p>",
    published_at=NOW - HOUR,
    author="Rosa Quill",
    language="en",
    date_source=DateSource.FEED_CHANGE,
)
GRAIN = FeedItem("2", "https://harbour-post.example/grain", None, None, None, None, None)
RIVER = FeedItem("3", None, "River", "<p>Water.</p>", None, None, None)


@pytest.fixture
def store(database):
    return SqlFeedItems(database)


@pytest.fixture
async def source(database):
    return await SqlSourceStore(database).follow(DESK, URL, None, NOW)


async def health(database, channel=DESK):
    return (await SqlSourceStore(database).sources(channel))[0]


async def awaited(store, source, limit=9):
    return [one.item for one in await store.awaited(source.source_id, limit)]


async def known(store, source):
    return set(await store.known(source.source_id))


def test_every_promise_has_a_test():
    assert untested(FeedItemStore, __file__) == []


async def test_what_a_feed_brought_is_awaited_as_it_came_the_oldest_first(store, source, database):
    await store.bring(source.source_id, BroughtItems([FERRY, GRAIN]), now=NOW)
    await store.bring(source.source_id, BroughtItems([RIVER]), now=NOW + HOUR)

    assert await store.awaited(source.source_id, 9) == [
        AwaitedItem(FERRY, NOW), AwaitedItem(GRAIN, NOW), AwaitedItem(RIVER, NOW + HOUR)
    ]  # fmt: skip
    assert await awaited(store, source, 2) == [GRAIN, RIVER]
    assert (await health(database)).awaited_items == 3


async def test_an_item_that_is_known_stays_as_it_is(store, source):
    await store.bring(source.source_id, BroughtItems([FERRY]), now=NOW)
    await store.bring(source.source_id, BroughtItems([replace(FERRY, title="Other")]), now=NOW)

    assert await awaited(store, source) == [FERRY]


async def test_items_that_are_passed_over_are_known_and_not_awaited(store, source):
    await store.bring(source.source_id, BroughtItems([FERRY], {GRAIN.key}), now=NOW)

    assert await known(store, source) == {FERRY.key, GRAIN.key}
    assert await awaited(store, source) == [FERRY]


async def test_a_settled_item_is_known_without_its_text(store, source, database):
    await store.bring(source.source_id, BroughtItems([FERRY, GRAIN]), now=NOW)
    day, walled = DayCount(NOW.date(), 1), NotRead("Grain", GRAIN.url, "It is walled.", NOW)

    await store.settle(source.source_id, [FERRY.key], ItemsTold(1, (walled,)), now=NOW)

    noted = await health(database)
    assert await known(store, source) == {FERRY.key, GRAIN.key}
    assert await awaited(store, source) == [GRAIN]
    assert (noted.awaited_items, noted.items_seen, noted.last_new_at) == (1, 1, NOW)
    assert (noted.not_read, noted.new_by_day) == ((walled,), (day,))


async def test_who_reads_beside_another_adds_to_what_that_one_told(store, source, database):
    down = NotRead("River", None, "It is down.", NOW)
    await store.settle(source.source_id, [], ItemsTold(2, (down,)), now=NOW)
    walled = NotRead("Grain", GRAIN.url, "It is walled.", NOW)
    await store.settle(source.source_id, [], ItemsTold(3, (walled,)), now=NOW)
    noted = await health(database)
    assert (noted.items_seen, noted.new_by_day) == (5, (DayCount(NOW.date(), 5),))
    assert noted.not_read == (walled, down)

    read = ItemsTold(1, looked_at=frozenset({"River"}))
    await store.settle(source.source_id, [], read, now=NOW)
    assert (await health(database)).not_read == (walled,), (
        "what was read after all is told no longer"
    )


async def test_a_read_that_brought_nothing_new_moves_only_what_it_tells(store, source, database):
    await store.settle(source.source_id, [], ItemsTold(2), now=NOW)
    await store.settle(source.source_id, [], ItemsTold(0), now=NOW + HOUR)

    noted = await health(database)
    assert (noted.items_seen, noted.last_new_at) == (2, NOW)


async def test_a_source_is_due_when_its_articles_are_read_and_not_before(store, source, database):
    sources = SqlSourceStore(database)
    await sources.record_success(
        source.source_id, now=NOW, validators=Validators(), next_read_at=None, told=None
    )
    assert (await health(database)).next_read_at is None

    await store.settle(source.source_id, [], ItemsTold(), now=NOW, next_read_at=NOW + HOUR)
    assert (await health(database)).next_read_at == NOW + HOUR

    await store.settle(source.source_id, [], ItemsTold(), now=NOW)
    assert (await health(database)).next_read_at == NOW + HOUR


async def test_what_the_feed_dropped_is_known_for_some_time(store, source):
    await store.bring(source.source_id, BroughtItems([FERRY], {GRAIN.key}), now=NOW)
    listed = {RIVER.key}
    await store.bring(source.source_id, BroughtItems([], listed=listed), now=NOW)

    soon = NOW + KEPT_UNLISTED
    await store.bring(source.source_id, BroughtItems([], listed=listed), now=soon)
    assert await known(store, source) == {FERRY.key, GRAIN.key}

    late = soon + HOUR
    await store.bring(source.source_id, BroughtItems([RIVER], listed=listed), now=late)
    assert await known(store, source) == {FERRY.key, RIVER.key}
    assert await awaited(store, source) == [FERRY, RIVER], "what is awaited is not dropped"


async def test_what_is_listed_stays_known(store, source):
    await store.bring(source.source_id, BroughtItems([], {GRAIN.key}), now=NOW)
    listed = BroughtItems([], listed={GRAIN.key})
    await store.bring(source.source_id, listed, now=NOW + 9 * KEPT_UNLISTED)

    assert await known(store, source) == {GRAIN.key}


async def test_what_was_listed_for_long_and_is_left_out_by_mistake_stays_known(store, source):
    """A read item, and one that was too old at the first read: neither may come back as news."""
    await store.bring(source.source_id, BroughtItems([FERRY], {GRAIN.key}), now=NOW)
    await store.settle(source.source_id, [FERRY.key], ItemsTold(1), now=NOW)
    whole, cut = {FERRY.key, GRAIN.key}, {RIVER.key}
    late = NOW + 9 * KEPT_UNLISTED
    await store.bring(source.source_id, BroughtItems([], listed=whole), now=late)

    await store.bring(source.source_id, BroughtItems([], listed=cut), now=late + HOUR)
    assert await known(store, source) == whole

    await store.bring(source.source_id, BroughtItems([], listed=cut), now=late + 2 * KEPT_UNLISTED)
    assert await known(store, source) == set()


async def test_what_was_listed_when_its_feed_fell_silent_is_dropped_no_sooner(store, source):
    """Days in which nothing changed (304) tell nothing of what the feed has dropped."""
    await store.bring(source.source_id, BroughtItems([], {FERRY.key, GRAIN.key}), now=NOW)
    silent, cut = NOW + 9 * KEPT_UNLISTED, {FERRY.key}

    for at in (silent, silent + KEPT_UNLISTED):
        await store.bring(source.source_id, BroughtItems([], listed=cut), now=at)
        assert await known(store, source) == {FERRY.key, GRAIN.key}

    late = silent + KEPT_UNLISTED + HOUR
    await store.bring(source.source_id, BroughtItems([], listed=cut), now=late)
    assert await known(store, source) == cut


async def test_what_is_listed_again_is_dropped_as_late_as_ever(store, source):
    await store.bring(source.source_id, BroughtItems([], {FERRY.key, GRAIN.key}), now=NOW)
    whole, cut = {FERRY.key, GRAIN.key}, {FERRY.key}
    for hours, listed in ((1, cut), (2, whole), (3, cut), (50, cut)):
        read = BroughtItems([], listed=listed)
        await store.bring(source.source_id, read, now=NOW + hours * HOUR)

    assert await known(store, source) == whole


async def test_a_read_item_with_another_title_is_awaited_again_once_an_hour(store, source):
    await store.bring(source.source_id, BroughtItems([FERRY], {GRAIN.key}), now=NOW)
    marks = await store.known(source.source_id)
    assert marks == {FERRY.key: FERRY.title_mark, GRAIN.key: None}
    await store.settle(source.source_id, [FERRY.key], ItemsTold(1), now=NOW)
    other = replace(FERRY, title="Ferry talks collapse")

    soon = NOW + HOUR / 2
    await store.bring(source.source_id, BroughtItems([], retitled=[other]), now=soon)
    assert await awaited(store, source) == []

    await store.bring(source.source_id, BroughtItems([], retitled=[other]), now=NOW + HOUR)
    assert await store.awaited(source.source_id, 9) == [AwaitedItem(other, NOW + HOUR)]
    assert (await store.known(source.source_id))[FERRY.key] == other.title_mark


async def test_how_long_an_item_is_awaited_counts_from_when_it_came(store, source):
    await store.bring(source.source_id, BroughtItems([FERRY]), now=NOW)
    later = NOW + 9 * KEPT_UNLISTED
    await store.bring(source.source_id, BroughtItems([], listed={FERRY.key}), now=later)

    assert await store.awaited(source.source_id, 9) == [AwaitedItem(FERRY, NOW)]


async def test_an_unfollowed_source_leaves_nothing(store, source, database):
    await store.bring(source.source_id, BroughtItems([FERRY]), now=NOW)
    await SqlSourceStore(database).unfollow(DESK, URL)
    assert await known(store, source) == set()

    # Unfollowed while it was read.
    await store.bring(source.source_id, BroughtItems([GRAIN]), now=NOW)
    assert await known(store, source) == set()


async def test_a_channel_that_forgets_all_forgets_what_is_awaited(store, source, database):
    other = await SqlSourceStore(database).follow(ChannelKey("local", "other"), URL, None, NOW)
    for one in (source, other):
        await store.bring(one.source_id, BroughtItems([FERRY]), now=NOW)

    await SqlArticleStore(database).forget(DESK, None)

    assert await awaited(store, source) == []
    assert await known(store, source) == {FERRY.key}
    assert (await health(database)).awaited_items == 0
    assert await awaited(store, other) == [FERRY]


async def test_what_a_channel_asks_to_forget_is_awaited_no_longer_and_stays_known(
    store, source, database
):
    other = await SqlSourceStore(database).follow(ChannelKey("local", "other"), URL, None, NOW)
    for one in (source, other):
        await store.bring(one.source_id, BroughtItems([FERRY, GRAIN]), now=NOW)
    keys = {FERRY.key, GRAIN.key}

    assert await store.let_go(DESK, lambda item: item.url == FERRY.url) == [FERRY]
    assert await store.let_go(DESK, lambda item: item.url == FERRY.url) == []

    assert await store.still_awaited(source.source_id, keys) == {GRAIN.key}
    assert await known(store, source) == keys
    assert (await health(database)).awaited_items == 1
    assert await store.still_awaited(other.source_id, keys) == keys


@pytest.mark.parametrize(
    "how",
    [
        lambda _, database: SqlArticleStore(database).forget(DESK, None),
        lambda store, _: store.let_go(DESK, lambda item: item.url == GRAIN.url),
    ],
    ids=["all", "one"],
)
async def test_what_was_awaited_and_is_forgotten_is_nowhere_in_the_files(
    store, source, database, how
):
    if not database.is_sqlite:
        pytest.skip("a server keeps its own files")
    told = replace(GRAIN, html="<p>Quenlarra is named nowhere else.</p>")
    await store.bring(source.source_id, BroughtItems([told]), now=NOW)

    await how(store, database)

    rows = await database.rows(text("PRAGMA database_list"))
    (name,) = [row.file for row in rows if row.name == "main"]
    files = [path for path in Path(name).parent.iterdir() if path.name.startswith(Path(name).name)]
    assert files
    assert not any(b"Quenlarra" in path.read_bytes() for path in files)
