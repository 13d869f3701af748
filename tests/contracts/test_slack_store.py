"""Slack's own tables: installations sealed, states used once, events noted; on every database."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import pytest
from sqlalchemy import select

from bot.errors import ConfigurationError, StoreError
from bot.platforms.slack.installations import Installations
from bot.storage.purging import SqlChannelPurge
from bot.storage.slack_installations import (
    Seal,
    SlackInstallation,
    SqlOAuthStates,
    SqlSlackHeard,
    SqlSlackInstallations,
)
from bot.storage.slack_workspaces import LATE, SqlSlackWorkspaces
from bot.storage.tables_slack import slack_heard, slack_installation, slack_workspace
from bot.storage.token_cipher import TokenCipher, new_key
from tests.fakes.clock import StoppedClock

DOCUMENT = {"app_id": "A1", "bot_token": "xoxb-very-secret", "bot_id": "B1", "bot_user_id": "U1",
            "bot_scopes": ["chat:write"]}  # fmt: skip


def installed(team_id="T1", enterprise_id=None, *, is_org=False, **changes):
    return SlackInstallation(enterprise_id, team_id, is_org, {**DOCUMENT, **changes})


@pytest.fixture
def clock():
    return StoppedClock()


@pytest.fixture
def key():
    return new_key()


@pytest.fixture
def workspaces(database, clock):
    return SqlSlackWorkspaces(database, clock)


@pytest.fixture
def store(database, clock, key):
    return SqlSlackInstallations(database, TokenCipher([key]), clock)


async def test_an_installation_comes_back_and_a_newer_one_takes_its_place(store):
    await store.save(installed())
    await store.save(installed(bot_token="xoxb-newer"))

    found = await store.find(None, "T1")

    assert found.document["bot_token"] == "xoxb-newer"
    assert await store.all() == [("", "T1")]
    assert "xoxb" not in repr(found)
    assert await store.find(None, "T2") is None


async def test_an_organisations_installation_serves_each_of_its_workspaces(store):
    await store.save(installed(None, "E1", is_org=True))
    await store.save(installed("T7", "E1", bot_token="xoxb-own"))

    assert (await store.find("E1", "T1")).is_enterprise_install
    assert (await store.find("E1", "T7")).document["bot_token"] == "xoxb-own"
    assert await store.find("E2", "T1") is None

    await store.delete("E1", "T7")
    assert (await store.find("E1", "T7")).is_enterprise_install
    await store.delete("E1", None)
    assert await store.all() == []


async def test_tokens_are_sealed_and_keys_can_be_changed(store, database, clock, key):
    await store.save(installed())
    async with database.reading() as connection:
        (row,) = (await connection.execute(select(slack_installation))).all()
    assert b"xoxb" not in row.sealed

    newer = new_key()
    both = SqlSlackInstallations(database, TokenCipher([newer, key]), clock)
    assert (await both.find(None, "T1")).document["bot_token"] == "xoxb-very-secret"
    await both.save(installed())
    only_newer = SqlSlackInstallations(database, TokenCipher([newer]), clock)
    assert await only_newer.find(None, "T1") is not None


async def test_what_an_older_key_sealed_is_sealed_anew_and_the_older_key_can_go(
    store, database, clock, key
):
    newer, lost = new_key(), new_key()
    await store.save(installed("T1", bot_token="xoxb-old"))
    await SqlSlackInstallations(database, TokenCipher([lost]), clock).save(installed("T3"))
    both = SqlSlackInstallations(database, TokenCipher([newer, key]), clock)
    await both.save(installed("T2"))
    assert await both.seals() == {
        ("", "T1"): Seal.OLDER, ("", "T2"): Seal.NEWEST, ("", "T3"): Seal.LOST,
    }  # fmt: skip

    assert await both.reseal() == 1
    assert await both.reseal() == 0

    only_newer = SqlSlackInstallations(database, TokenCipher([newer]), clock)
    assert (await only_newer.find(None, "T1")).document["bot_token"] == "xoxb-old"
    assert (await only_newer.seals())[("", "T3")] is Seal.LOST
    assert (await store.seals())[("", "T1")] is Seal.LOST


async def test_what_no_key_opens_stops_nobody_else(store, database, clock):
    await store.save(installed())
    other = SqlSlackInstallations(database, TokenCipher([new_key()]), clock)
    await other.save(installed("T2"))

    with pytest.raises(StoreError, match="ATTACHE_SECRET_KEYS"):
        await other.find(None, "T1")
    served = Installations(other, SqlSlackWorkspaces(database, clock))
    assert await served.workspace("T1", None) is None
    assert (await served.workspace("T2", None)).bot_token == "xoxb-very-secret"


@pytest.mark.parametrize("bad", ["short", "", "x" * 44])
def test_a_key_that_is_none_is_refused_with_a_way_out(bad):
    with pytest.raises(ConfigurationError, match="attache slack key"):
        TokenCipher([bad])


async def test_bolts_store_keeps_the_bot_and_nothing_of_the_person(store, workspaces):
    from slack_sdk.oauth.installation_store import Installation

    served = Installations(store, workspaces)
    await served.async_save(
        Installation(team_id="T1", bot_token="xoxb-1", bot_id="B1", bot_user_id="U1",
                     bot_scopes="chat:write", user_id="U9", user_token="xoxp-personal")
    )  # fmt: skip

    bot = await served.async_find_bot(enterprise_id=None, team_id="T1")
    whole = await served.async_find_installation(enterprise_id=None, team_id="T1")
    assert (bot.bot_token, whole.bot_token, whole.user_token) == ("xoxb-1", "xoxb-1", None)
    assert "xoxp-personal" not in str((await store.find(None, "T1")).document)

    await served.async_delete_all(enterprise_id=None, team_id="T1")
    assert await served.async_find_bot(enterprise_id=None, team_id="T1") is None


async def test_a_state_is_taken_back_once_and_not_too_late(database, clock):
    states = SqlOAuthStates(database, clock)
    state, old = await states.issue(), await states.issue()

    taken = await asyncio.gather(*(states.consume(state) for _ in range(5)))
    assert sorted(taken) == [False] * 4 + [True]
    clock.advance(minutes=11)
    assert not await states.consume(old)
    assert not await states.consume("made up")


async def test_events_are_noted_once_an_hour_and_the_latest_counts(database, clock):
    heard = SqlSlackHeard(database, clock)
    await heard.note("T1", "app_mention")
    first = clock.now()
    clock.advance(minutes=30)
    await heard.note("T1", "app_mention")
    assert await heard.heard() == {"app_mention": first}
    clock.advance(minutes=31)
    await heard.note("T1", "app_mention")
    await heard.note("T2", "app_mention")

    assert await heard.heard() == {"app_mention": first + timedelta(minutes=61)}


# ---------------------------------------------------------------- workspaces that leave


async def left(workspaces, team_id, enterprise_id=None, *, is_organisation=False):
    """Have a workspace leave; by workspace, how the keys of what is to be purged begin."""
    gone = await workspaces.leave(team_id, enterprise_id, is_organisation=is_organisation)
    return {team: departure.channels for team, departure in gone.items()}


async def of_e1(workspaces, *teams):
    """Those of these workspaces that are of the organisation E1."""
    return [team for team in teams if await workspaces.organisation_of(team) == "E1"]


async def test_an_organisation_takes_all_its_workspaces_along(store, database, clock):
    await store.save(installed(None, "E1", is_org=True))
    await store.save(installed("T7", "E1", bot_token="xoxb-own"))
    await store.save(installed(None, "E2", is_org=True))
    before = SqlSlackWorkspaces(database, clock)
    for team_id, enterprise_id in (("T1", "E1"), ("T2", "E1"), ("T7", "E1"), ("T8", "E2"),
                                   ("T9", None)):  # fmt: skip
        await before.note(team_id, enterprise_id)
    clock.advance(days=400)

    # Another process, or this one after a restart, hears of it.
    after = SqlSlackWorkspaces(database, clock)
    assert await of_e1(after, "T1", "T2", "T7", "T8", "T9") == ["T1", "T2", "T7"]
    gone = await left(after, "E1", "E1", is_organisation=True)

    assert gone == {team: f"slack:{team}/" for team in ("E1", "T1", "T2")}
    assert await store.all() == [("E1", "T7"), ("E2", "")]
    assert await of_e1(after, "T1", "T2", "T7") == ["T7"]
    purge = SqlChannelPurge(database)
    assert [one.channels for one in await purge.departures()] == list(gone.values())


@pytest.mark.parametrize("is_organisation", [True, False])
async def test_slack_need_not_say_that_the_organisation_removed_us(
    store, workspaces, is_organisation
):
    await store.save(installed(None, "E1", is_org=True))
    for team_id in ("T1", "T2"):
        await workspaces.note(team_id, "E1")

    gone = await left(workspaces, "T1", "E1", is_organisation=is_organisation)

    assert list(gone) == ["T1", "T2"]
    assert await store.all() == []


async def test_an_organisations_workspace_is_served_where_only_a_channel_is_named(
    store, workspaces
):
    await store.save(installed(None, "E1", is_org=True))
    served = Installations(store, workspaces)
    assert await served.workspace("T1", None) is None
    await workspaces.note("T1", "E1")

    assert (await served.workspace("T1", None)).is_enterprise_install
    await workspaces.leave("T1", "E1", is_organisation=True)
    assert await served.workspace("T1", None) is None


async def test_a_workspace_leaves_its_organisation_behind(store, workspaces):
    await store.save(installed(None, "E1", is_org=True))
    await store.save(installed("T7", "E1"))
    for team_id in ("T1", "T7"):
        await workspaces.note(team_id, "E1")

    assert list(await left(workspaces, "T7", "E1")) == ["T7"]
    assert await store.all() == [("E1", "")]
    assert await of_e1(workspaces, "T1", "T7") == ["T1"]


async def test_a_departure_that_is_told_of_twice_is_one(workspaces, database, clock):
    first = await workspaces.leave("T1", None, is_organisation=False)
    clock.advance(minutes=5)
    assert await workspaces.leave("T1", None, is_organisation=False) == first

    purge = SqlChannelPurge(database)
    assert await purge.departures() == list(first.values())
    await purge.sweep(first["T1"])
    assert await purge.departures() == []
    await purge.sweep(first["T1"])


async def test_what_comes_late_is_no_return_and_what_comes_later_is(workspaces, database, clock):
    await workspaces.note("T1", "E1")
    await workspaces.leave("T1", "E1", is_organisation=True)
    purge = SqlChannelPurge(database)

    await workspaces.note("T1", "E1")
    assert len(await purge.departures()) == 1
    assert await workspaces.organisation_of("T1") is None

    clock.advance(seconds=LATE.total_seconds())
    await workspaces.note("T1", "E1")
    assert await purge.departures() == []
    assert await workspaces.organisation_of("T1") == "E1"


@pytest.mark.parametrize(("team_id", "enterprise_id"), [("T1", None), (None, "E1")])
async def test_an_installation_is_a_return_at_once(
    store, workspaces, database, team_id, enterprise_id
):
    from slack_sdk.oauth.installation_store import Bot

    await workspaces.note("T1", enterprise_id)
    await workspaces.leave("T1", enterprise_id, is_organisation=team_id is None)

    bot = Bot(team_id=team_id, enterprise_id=enterprise_id, bot_token="xoxb-1", bot_id="B1",
              bot_user_id="U1", bot_scopes="", installed_at=0.0,
              is_enterprise_install=team_id is None)  # fmt: skip
    await Installations(store, workspaces).async_save_bot(bot)

    assert await SqlChannelPurge(database).departures() == []


async def test_a_workspace_joins_an_organisation(workspaces, database):
    await workspaces.note("T1", None)
    await workspaces.note("T1", "E1")
    await workspaces.note("T1", None)

    assert await workspaces.organisation_of("T1") == "E1"
    async with database.reading() as connection:
        assert len((await connection.execute(select(slack_workspace))).all()) == 1


async def test_a_workspace_that_leaves_takes_what_was_heard_along(workspaces, database, clock):
    heard = SqlSlackHeard(database, clock)
    for team_id in ("T1", "T10"):
        await heard.note(team_id, "app_mention")

    await workspaces.leave("T1", None, is_organisation=False)

    async with database.reading() as connection:
        assert (await connection.execute(select(slack_heard.c.team_id))).scalars().all() == ["T10"]
    heard.forget("T1")
    await heard.note("T1", "app_mention")
    async with database.reading() as connection:
        kept = (await connection.execute(select(slack_heard.c.team_id))).scalars().all()
    assert sorted(kept) == ["T1", "T10"]
