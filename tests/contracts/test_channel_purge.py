"""Purging a workspace: nothing of it is left, and nobody else loses anything."""

from __future__ import annotations

import importlib
import pkgutil
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import Text, cast, select

import bot.storage
from bot.domain.articles import FeedItem
from bot.domain.identifiers import ChannelKey, DeliveryId, MessageId, StoryId
from bot.domain.messages import Feedback
from bot.domain.schedules import ChannelSettings, Slot, SlotOutcome
from bot.domain.stories import Placement, Regrouping, StoryChange
from bot.errors import StoreUnavailableError
from bot.ports.channels import ChannelPurge
from bot.ports.feed_items import BroughtItems
from bot.ports.messages import PreviewStore
from bot.ports.search import Embedding
from bot.storage.articles import SqlArticleStore
from bot.storage.briefings import SqlBriefingStore
from bot.storage.drafts import SqlDraftCache
from bot.storage.feed_items import SqlFeedItems
from bot.storage.looks import SqlLookStore
from bot.storage.matrix import SqlEncryptedRooms, SqlSealedEvents
from bot.storage.messages import SqlMessageStore
from bot.storage.metadata import Channel, metadata
from bot.storage.previews import SqlPreviewStore
from bot.storage.purging import SqlChannelPurge, tables_with_channels
from bot.storage.schedules import SqlScheduleStore
from bot.storage.search_index import SqlSearchIndex
from bot.storage.settings import SqlSettingsStore
from bot.storage.slack_workspaces import SqlSlackWorkspaces
from bot.storage.sources import SqlSourceStore
from tests.contracts.promises import untested
from tests.contracts.reading_in import arrival, indexed
from tests.contracts.remembering import (
    NOON,
    VOTE,
    answer,
    briefing,
    full_post,
    item,
    learn,
    message,
    quoting,
)
from tests.fakes.clock import StoppedClock
from tests.scenarios.small_house import morning_digest

for _module in pkgutil.iter_modules(bot.storage.__path__):
    if _module.name.startswith("tables_"):
        importlib.import_module(f"bot.storage.{_module.name}")

LEAVING = ChannelKey("slack", "T1/C1")
LEAVING_TOO = ChannelKey("slack", "T1/G2")
#: Named much like it, and with the characters that SQL's patterns know.
STAYING = (ChannelKey("slack", "T11/C1"), ChannelKey("slack", "T_/C1"), ChannelKey("local", "desk"))

#: Tables that hold nothing of any channel; Slack's own are struck when a workspace leaves
#: (`slack_workspaces`).
OF_NO_CHANNEL = {
    "departure", "matrix_position", "model_usage", "replica",
    "slack_heard", "slack_installation", "slack_oauth_state", "slack_workspace",
}  # fmt: skip

#: A beginning of keys, and channels that a pattern of SQL's might take for one that begins so.
LOOKALIKES = {
    "slack:T1/": ("slack:T10/C1", "slack:t1/C1", "slack:T1", "slack:XT1/C1"),
    "slack:T_/": ("slack:T1/C1", "slack:t_/C1"),
    "slack:T%/": ("slack:T1/C1", "slack:T12/C1"),
    "matrix:!aB/": ("matrix:!ab/x", "matrix:!AB/x", "matrix:!aB:example.org"),
    "matrix:!é/": ("matrix:!É/x", "matrix:!e/x"),
    "matrix:!a[b]*?/": ("matrix:!ab/x", "matrix:!a[b]xy/x"),
}


#: Articles of a channel that was settled.
SETTLED = 4


async def settle(database, channel):
    """Let a channel have something in every table."""
    mine = {"url": f"https://x.example/of/{channel}", "text": f"{VOTE} So {channel} has heard."}
    article = await learn(database, channel=channel, story="s1", message_id=MessageId("m1"))
    public = await learn(database, channel=channel, story="s1", **mine)
    pasted = await learn(
        database, channel=channel, url=None, text=f"A secret of {channel}.", bands=(1, 2)
    )
    await settle_source(database, channel)
    await SqlArticleStore(database).note_forgotten(channel, ["https://x.example/forgotten"])
    await SqlSettingsStore(database).save_settings(ChannelSettings(channel, ("sanctions",)))
    await settle_following(database, channel)
    messages = SqlMessageStore(database)
    await messages.keep_incoming(message("A confidential question", channel=channel))
    post = full_post(article, name=f"post {channel}", channel=channel)
    await messages.keep_delivery(post, NOON)
    await messages.keep_feedback(Feedback(channel, MessageId("m2"), "amal", True, NOON))
    await SqlPreviewStore(database).keep_preview(post.delivery_id, channel, MessageId("p"))
    await settle_writing(database, channel, article, public)
    await settle_looks(database, channel, post, article, public)
    await merge(database, channel)
    await SqlSealedEvents(database, StoppedClock()).keep(channel, "$1", "session")
    await SqlEncryptedRooms(database).keep(channel)
    vectors = [Embedding(v.version_id, 0, len(v.text), (1.0, 0.0)) for v in (public, pasted)]
    await SqlSearchIndex(database).keep_vectors("mini", vectors)
    return article


async def merge(database, channel):
    """Two stories that became one."""
    store = SqlArticleStore(database)
    change = StoryChange(Regrouping.MERGED, StoryId("s1"), StoryId("s2"))
    where = Placement(StoryId("s2"), (change,))
    await store.learn(indexed(f"More of {channel}.", None), arrival(channel), None, where)


async def settle_source(database, channel):
    """A feed, and an item of it that is not read yet."""
    source = await SqlSourceStore(database).follow(channel, "https://x.example/feed", "X", NOON)
    item = FeedItem(f"of {channel}", None, "Ferry talks", None, None, None, None)
    await SqlFeedItems(database).bring(source.source_id, BroughtItems([item]), now=NOON)


async def settle_following(database, channel):
    """A schedule, and a slot of it that was dealt with."""
    schedule = morning_digest(channel, f"of {channel}")
    store = SqlScheduleStore(database)
    await store.save_schedule(schedule)
    slot = Slot(schedule.schedule_id, channel, NOON.date(), NOON)
    await store.record_slot(slot, SlotOutcome.SENT, NOON)


async def settle_writing(database, channel, article, public):
    """A briefing in the ledger, an answer, and a draft that a model wrote."""
    store = SqlBriefingStore(database)
    written = briefing(item(article, public), name=f"b {channel}", channel=channel)
    await store.keep_briefing(written)
    await store.move_ledger(written.briefing_id, NOON)
    await store.keep_answer(answer(quoting(public), name=f"a {channel}", channel=channel))
    await SqlDraftCache(database).put(f"of {channel}", {"said": VOTE}, [public.version_id])


async def settle_looks(database, channel, post, article, public):
    """A sent post, whose articles are looked at again, and what a version changed of another."""
    await SqlMessageStore(database).mark_sent(post.delivery_id, (MessageId("sent"),), NOON)
    looks = SqlLookStore(database)
    assert await looks.enrol(NOON, 10)
    await looks.keep_changes(channel, article.version_id, public.version_id, ())


async def everything(database):
    """Every row of every table, as text."""
    found = {}
    async with database.reading() as connection:
        for table in metadata.sorted_tables:
            rows = (await connection.execute(select(table))).all()
            found[table.name] = sorted(repr(row) for row in rows)
    return found


async def rows_of(database, channel):
    async with database.reading() as connection:
        found = {}
        for table in tables_with_channels():
            query = select(table).where(cast(table.c.channel, Text) == str(channel))
            found[table.name] = len((await connection.execute(query)).all())
        return found


def test_every_promise_has_a_test():
    assert untested(ChannelPurge, __file__, "purge") == []
    assert untested(PreviewStore, __file__, "previews") == []


async def test_a_workspace_is_purged_and_nobody_else_loses_anything(database):
    purge = SqlChannelPurge(database)
    articles = {}
    for channel in (LEAVING, LEAVING_TOO, *STAYING):
        articles[channel] = await settle(database, channel)

    assert await purge.purge("slack:T1/") == 2

    for channel in (LEAVING, LEAVING_TOO):
        assert set((await rows_of(database, channel)).values()) == {0}
    for channel in STAYING:
        assert await SqlArticleStore(database).count(channel) == SETTLED
        assert (await rows_of(database, channel))["delivery"] == 1
        delivery = await SqlMessageStore(database).delivery(DeliveryId(f"post {channel}"))
        assert delivery.post.claims()


async def test_of_a_purged_workspace_no_row_is_left_in_any_table(database):
    purge = SqlChannelPurge(database)
    for channel in STAYING:
        await settle(database, channel)
    before = await everything(database)
    for channel in (LEAVING, LEAVING_TOO):
        await settle(database, channel)
    full = await everything(database)

    # Whoever adds a table lets `settle` fill it, or says here why no channel is in it.
    grown = {name for name in full if len(full[name]) > len(before[name])}
    assert grown == set(full) - OF_NO_CHANNEL
    assert await purge.purge("slack:T1/") == 2

    assert await everything(database) == before


async def test_a_purge_that_breaks_off_is_completed_by_the_next(database, monkeypatch):
    purge = SqlChannelPurge(database)
    for channel in STAYING:
        await settle(database, channel)
    before = await everything(database)
    for channel in (LEAVING, LEAVING_TOO):
        await settle(database, channel)

    with monkeypatch.context() as patch:
        patch.setattr(SqlChannelPurge, "_delete_rows", _break)
        with pytest.raises(StoreUnavailableError):
            await purge.purge("slack:T1/")
    assert await everything(database) != before
    assert await purge.purge("slack:T1/") == 2

    assert await everything(database) == before


async def _break(_purge, _channel):
    raise StoreUnavailableError("The store is locked.")


async def test_a_departure_is_swept_unless_the_workspace_came_back(database):
    purge, workspaces = SqlChannelPurge(database), SqlSlackWorkspaces(database, StoppedClock())
    for team_id in ("T1", "T2"):
        await workspaces.leave(team_id, None, is_organisation=False)
    await workspaces.installed("T2", None)
    store, back = SqlSettingsStore(database), ChannelKey("slack", "T2/C1")
    for channel in (LEAVING, back):
        await store.save_settings(ChannelSettings(channel, ("sanctions",)))

    (gone,) = await purge.departures()
    await purge.sweep(gone)
    await purge.sweep(replace(gone, channels="slack:T2/"))

    assert (await store.settings(LEAVING)).topics == ()
    assert (await store.settings(back)).topics == ("sanctions",)
    assert await purge.departures() == []


async def test_a_channel_that_left_is_swept_unless_it_came_back(database):
    purge, store = SqlChannelPurge(database), SqlSettingsStore(database)
    left, back = ChannelKey("matrix", "!left"), ChannelKey("matrix", "!back")
    for channel in (left, back):
        await purge.leave(str(channel), NOON)
    gone = await purge.leave(str(left), NOON + timedelta(seconds=1))
    await purge.come_back(back)
    for channel in (left, back):
        await store.save_settings(ChannelSettings(channel, ("sanctions",)))

    assert await purge.departures() == [gone]
    await purge.sweep(gone)

    assert await purge.departures() == []
    assert (await store.settings(left)).topics == ()
    assert (await store.settings(back)).topics == ("sanctions",)


async def test_one_channel_is_purged_by_its_whole_name(database):
    purge = SqlChannelPurge(database)
    longer = ChannelKey("slack", "T1/C12")
    for channel in (LEAVING, longer):
        await settle(database, channel)

    assert await purge.purge(str(LEAVING)) == 1
    assert await SqlArticleStore(database).count(LEAVING) == 0
    assert await SqlArticleStore(database).count(longer) == SETTLED
    assert await purge.purge("slack:nobody/") == 0


@pytest.mark.parametrize("beginning", LOOKALIKES)
async def test_a_beginning_of_keys_is_taken_letter_by_letter(database, beginning):
    store, meant = SqlSettingsStore(database), ChannelKey.parse(f"{beginning}C1")
    others = [ChannelKey.parse(key) for key in LOOKALIKES[beginning]]
    for channel in (meant, *others):
        await store.save_settings(ChannelSettings(channel, ("sanctions",)))

    assert await SqlChannelPurge(database).purge(beginning) == 1

    assert (await store.settings(meant)).topics == ()
    for channel in others:
        assert (await store.settings(channel)).topics == ("sanctions",)


@pytest.mark.parametrize("key", ["slack:T1/C_", "matrix:!aB:example.org"])
async def test_a_whole_key_is_taken_letter_by_letter(database, key):
    store, platform = SqlSettingsStore(database), key.partition(":")[0]
    other = ChannelKey(platform, key.partition(":")[2].swapcase().replace("_", "x"))
    await store.save_settings(ChannelSettings(ChannelKey.parse(key), ("sanctions",)))
    await store.save_settings(ChannelSettings(other, ("sanctions",)))

    assert await SqlChannelPurge(database).purge(key) == 1
    assert (await store.settings(other)).topics == ("sanctions",)


async def test_a_table_with_a_channel_cannot_be_left_out():
    named = {t.name for t in metadata.tables.values() if "channel" in t.columns}

    assert {table.name for table in tables_with_channels()} == named
    strange = [t.name for t in metadata.tables.values() if t.name in named
               and not isinstance(t.c.channel.type, Channel)]  # fmt: skip
    assert strange == []


async def test_a_growing_message_is_found_until_it_is_dropped(database):
    previews = SqlPreviewStore(database)
    name = DeliveryId("d1")
    assert await previews.preview(name) is None

    await previews.keep_preview(name, LEAVING, MessageId("1"))
    await previews.keep_preview(name, LEAVING, MessageId("2"))
    assert await previews.preview(name) == "2"

    await previews.drop_preview(name)
    assert await previews.preview(name) is None
