"""Workspaces and organisations that leave or whose token dies, and those that come back."""

from __future__ import annotations

from types import SimpleNamespace

import httpx
import pytest
from cryptography.fernet import Fernet

from bot.app.doctor import examine
from bot.domain.identifiers import ChannelKey
from bot.domain.schedules import ChannelSettings
from bot.errors import ConfigurationError, StoreUnavailableError
from bot.storage.slack_installations import SlackInstallation
from tests.adapters.test_slack_http import shop  # noqa: F401 - a fixture
from tests.fakes.slack.events import envelope
from tests.fakes.slack.house import slack_house, slack_settings
from tests.fakes.slack.installing import install
from tests.fakes.slack.workspace import slack_workspace
from tests.fakes.waiting import until
from tests.scenarios.small_house import until_quiet

DOCUMENT = {"app_id": "A1", "bot_token": "xoxb-org", "bot_id": "B1", "bot_user_id": "U1",
            "bot_scopes": []}  # fmt: skip


async def keep_topics(up, key):
    await up.parts.channel_settings.save_settings(ChannelSettings(key, ("sanctions",)))


async def are_kept(up, *keys):
    found = [(await up.parts.channel_settings.settings(key)).topics for key in keys]
    return [topics == ("sanctions",) for topics in found]


async def health_of(public):
    async with httpx.AsyncClient(verify=False, trust_env=False) as client:
        return (await client.get(f"{public}/healthz")).json()["slack"]


def of_organisation(event, team, **more):
    """An event of a workspace that an organisation's installation serves."""
    told = envelope(event, team, None) | {"enterprise_id": "E1"} | more
    told["authorizations"] = [{"enterprise_id": "E1", "team_id": None, "user_id": "U1",
                               "is_bot": True, "is_enterprise_install": True}]  # fmt: skip
    return told


@pytest.mark.parametrize("says_so", [True, False])
async def test_an_organisation_that_leaves_takes_along_whoever_only_used_a_command(shop, says_so):  # noqa: F811
    slack, up, _ = shop
    await up.parts.slack.installed.save(SlackInstallation("E1", None, True, DOCUMENT))
    deliver = slack.deliveries.deliver
    seen = {"type": "app_home_opened", "tab": "else", "user": "U2", "channel": "D1"}
    assert (await deliver("events_api", of_organisation(seen, "T71"))).is_acknowledged
    said = {"team_id": "T72", "enterprise_id": "E1", "channel_id": "C1", "user_id": "U2",
            "user_name": "x", "command": "/attache", "text": "topics grain", "trigger_id": "1.2",
            "response_url": slack.origin, "is_enterprise_install": "true"}  # fmt: skip
    assert (await deliver("slash_commands", said)).is_acknowledged
    clicked = {"type": "block_actions", "team": {"id": "T73", "enterprise_id": "E1"},
               "enterprise": {"id": "E1", "name": "Org"}, "user": {"id": "U2", "team_id": "T73"},
               "is_enterprise_install": True, "trigger_id": "1.3",
               "actions": [{"type": "button", "action_id": "attache_open", "block_id": "b"}]}  # fmt: skip
    assert (await deliver("interactive", clicked)).is_acknowledged
    for team in ("T71", "T72", "T73"):
        assert await up.parts.slack.known.organisation_of(team) == "E1"
    keys = [ChannelKey("slack", f"T7{n}/C1") for n in (1, 2, 3)]
    other = ChannelKey("slack", "T7/C1")
    for key in (*keys, other):
        await keep_topics(up, key)

    gone = of_organisation({"type": "app_uninstalled"}, "T71")
    if not says_so:
        gone["authorizations"] = []
    assert (await deliver("events_api", gone)).is_acknowledged

    async def are_gone():
        return not any(await are_kept(up, *keys))

    await until(are_gone)
    assert await are_kept(up, other) == [True]
    assert await up.parts.slack.installed.all() == []


async def test_tokens_are_gone_at_once_and_the_engine_begins_what_the_event_could_not(
    shop,  # noqa: F811
    monkeypatch,
):
    slack, up, public = shop
    await install(public)
    key = ChannelKey("slack", f"{slack.team}/C1")
    await keep_topics(up, key)

    async def fails(_engine, _gone):
        raise StoreUnavailableError("The store is locked.")

    with monkeypatch.context() as patch:
        patch.setattr(type(up.engine), "depart", fails)
        gone = envelope({"type": "app_uninstalled"}, slack.team, None)
        ack = await slack.deliveries.deliver("events_api", gone)
        assert not ack.is_acknowledged
        assert await up.parts.slack.installed.all() == []
        assert await are_kept(up, key) == [True]

    await up.engine.tick()

    async def is_gone():
        return await are_kept(up, key) == [False]

    await until(is_gone)


async def test_a_workspace_that_comes_back_is_welcomed_and_begins_anew(shop):  # noqa: F811
    slack, up, public = shop
    await install(public)
    desk = await slack.channel("desk")
    key = ChannelKey("slack", f"{slack.team}/{desk}")
    await slack.invite_bot(desk)
    await until(lambda: slack.from_bot(desk))
    await keep_topics(up, key)
    slack.uninstall()

    async def is_gone():
        return await are_kept(up, key) == [False] and not await up.parts.slack.installed.all()

    await until(is_gone)

    assert (await install(public)).status_code == 200
    assert await up.parts.purge.departures() == []
    before = len(await slack.from_bot(desk))
    joined = {"type": "member_joined_channel", "user": slack.bot_user, "channel": desk,
              "channel_type": "C", "team": slack.team}  # fmt: skip
    slack.emit(joined)

    async def is_welcomed():
        return len(await slack.from_bot(desk)) > before

    await until(is_welcomed)


async def test_a_token_that_died_unheard_is_tried_once_and_told(shop, monkeypatch):  # noqa: F811
    slack, up, public = shop
    await install(public)
    desk = await slack.channel("desk")
    await slack.invite_bot(desk)
    await until(lambda: slack.from_bot(desk))
    slack.is_revoked = True

    async def is_told():
        return (await health_of(public)).get("refused_tokens") == {slack.team: "token_revoked"}

    await slack.person("alice").say(desk, f"<@{slack.bot_user}> help")
    await until(is_told)
    await slack.quiet()
    await until_quiet()
    before = len(slack.calls)
    for _ in range(2):
        await slack.person("alice").say(desk, f"<@{slack.bot_user}> help")
        await slack.quiet()
        await until_quiet()
    assert not (await health_of(public))["ok"]
    assert slack.calls[before:] == []
    assert len(up.parts.slack.api._clients) <= 1, "only the client without a token"
    monkeypatch.setattr("bot.app.doctor.read_settings", lambda: up.parts.settings)
    found = {finding.check: finding for finding in await examine()}["slack installations"]
    assert not found.is_fine
    assert f"does not accept the token of {slack.team} (token_revoked)" in found.finding


# ---------------------------------------------------------------- keys


@pytest.fixture
async def sealed(tmp_path):
    """A workspace, and settings of a shop there in which `key` seals."""
    async with slack_workspace(tmp_path) as slack:

        def settings(*keys):
            return {
                "over_http": True, "slack_bot_token": None, "slack_client_id": "1.2",
                "slack_client_secret": "s", "secret_keys": keys,
            }  # fmt: skip

        yield SimpleNamespace(slack=slack, folder=tmp_path, settings=settings)


async def test_keys_are_changed_by_a_start_with_both(sealed, monkeypatch):
    old, new = Fernet.generate_key().decode(), Fernet.generate_key().decode()
    folder, slack = sealed.folder, sealed.slack
    async with slack_house(folder, slack, **sealed.settings(old)) as up:
        await up.parts.slack.installed.save(SlackInstallation(None, "T9", False, DOCUMENT))

    async def found(*keys):
        settings = slack_settings(folder, slack, **sealed.settings(*keys))
        monkeypatch.setattr("bot.app.doctor.read_settings", lambda: settings)
        findings = {finding.check: finding for finding in await examine()}
        return findings.get("slack installations") or findings["slack settings"]

    assert "1 sealed with an older key" in (await found(new, old)).finding
    wrong = await found(new)
    assert not wrong.is_fine
    assert "Sealed with a key that is not there: T9. Add the old key" in wrong.finding

    # A wrong key stops nobody else, and is told.
    async with slack_house(folder, slack, **sealed.settings(new)) as up:
        assert (await up.slack.health())["sealed_with_lost_keys"] == ["T9"]
    async with slack_house(folder, slack, **sealed.settings(new, old)) as up:
        assert "sealed_with_lost_keys" not in await up.slack.health()
    async with slack_house(folder, slack, **sealed.settings(new)) as up:
        assert "sealed_with_lost_keys" not in await up.slack.health()
        assert (await up.parts.slack.installed.find(None, "T9")).document == DOCUMENT
    assert "older key" not in (await found(new)).finding

    bad = await found("no key at all")
    assert not bad.is_fine
    assert "attache slack key" in bad.finding
    with pytest.raises(ConfigurationError, match="attache slack key"):
        async with slack_house(folder, slack, **sealed.settings("no key at all")):
            pass
