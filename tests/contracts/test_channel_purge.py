"""Purging a workspace: nothing of it is left, and nobody else loses anything."""

from __future__ import annotations

import importlib
import pkgutil

import pytest
from sqlalchemy import Text, cast, select

import bot.storage
from bot.domain.identifiers import ChannelKey, DeliveryId, MessageId
from bot.domain.schedules import ChannelSettings
from bot.ports import ChannelPurge, PreviewStore
from bot.storage.articles import SqlArticleStore
from bot.storage.messages import SqlMessageStore
from bot.storage.metadata import Channel, metadata
from bot.storage.previews import SqlPreviewStore
from bot.storage.purging import SqlChannelPurge, tables_with_channels
from bot.storage.schedules import SqlScheduleStore
from bot.storage.settings import SqlSettingsStore
from bot.storage.sources import SqlSourceStore
from tests.contracts.promises import untested
from tests.contracts.remembering import NOON, full_post, learn, message
from tests.scenarios.small_house import morning_digest

for _module in pkgutil.iter_modules(bot.storage.__path__):
    if _module.name.startswith("tables_"):
        importlib.import_module(f"bot.storage.{_module.name}")

LEAVING = ChannelKey("slack", "T1/C1")
LEAVING_TOO = ChannelKey("slack", "T1/G2")
#: Named much like it, and with the characters that SQL's patterns know.
STAYING = (ChannelKey("slack", "T11/C1"), ChannelKey("slack", "T_/C1"), ChannelKey("local", "desk"))

#: A beginning of keys, and channels that a pattern of SQL's might take for one that begins so.
LOOKALIKES = {
    "slack:T1/": ("slack:T10/C1", "slack:t1/C1", "slack:T1", "slack:XT1/C1"),
    "slack:T_/": ("slack:T1/C1", "slack:t_/C1"),
    "slack:T%/": ("slack:T1/C1", "slack:T12/C1"),
    "matrix:!aB/": ("matrix:!ab/x", "matrix:!AB/x", "matrix:!aB:example.org"),
    "matrix:!é/": ("matrix:!É/x", "matrix:!e/x"),
    "matrix:!a[b]*?/": ("matrix:!ab/x", "matrix:!a[b]xy/x"),
}


async def settle(database, channel):
    """Let a channel have something in every table."""
    article = await learn(database, channel=channel, story="s1", message_id=MessageId("m1"))
    await SqlSourceStore(database).follow(channel, "https://x.example/feed", "X", NOON)
    await SqlSettingsStore(database).save_settings(ChannelSettings(channel, ("sanctions",)))
    schedule = morning_digest(channel, f"of {channel}")
    await SqlScheduleStore(database).save_schedule(schedule)
    messages = SqlMessageStore(database)
    await messages.keep_incoming(message("A confidential question", channel=channel))
    post = full_post(article, name=f"post {channel}", channel=channel)
    await messages.keep_delivery(post, NOON)
    await SqlPreviewStore(database).keep_preview(post.delivery_id, channel, MessageId("p"))
    return article


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
        assert await SqlArticleStore(database).count(channel) == 1
        assert (await rows_of(database, channel))["delivery"] == 1
        delivery = await SqlMessageStore(database).delivery(DeliveryId(f"post {channel}"))
        assert delivery.post.claims()


async def test_one_channel_is_purged_by_its_whole_name(database):
    purge = SqlChannelPurge(database)
    longer = ChannelKey("slack", "T1/C12")
    for channel in (LEAVING, longer):
        await settle(database, channel)

    assert await purge.purge(str(LEAVING)) == 1
    assert await SqlArticleStore(database).count(LEAVING) == 0
    assert await SqlArticleStore(database).count(longer) == 1
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
