"""Settings of channels, on every database."""

from __future__ import annotations

import pytest

from bot.domain.identifiers import DESK, ChannelKey
from bot.domain.schedules import ChannelSettings
from bot.ports.settings import SettingsStore
from bot.storage.settings import SqlSettingsStore
from tests.contracts.promises import untested


@pytest.fixture
def store(database):
    return SqlSettingsStore(database)


def test_every_promise_has_a_test():
    assert untested(SettingsStore, __file__) == []


async def test_a_channel_that_set_nothing_has_the_defaults(store):
    assert await store.settings(DESK) == ChannelSettings(DESK)


async def test_settings_come_back_and_replace_the_earlier_ones(store):
    await store.save_settings(
        ChannelSettings(DESK, ("sahel", "Zürich talks"), "fr", "Africa/Dakar")
    )
    wanted = ChannelSettings(DESK, ("تونس",), None, "UTC")

    await store.save_settings(wanted)

    assert await store.settings(DESK) == wanted


async def test_channels_do_not_share_settings(store):
    await store.save_settings(ChannelSettings(DESK, language="de"))

    assert (await store.settings(ChannelKey("local", "other"))).language is None
