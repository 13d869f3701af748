"""Slack over signed HTTP, and workspaces that install the app themselves."""

from __future__ import annotations

import json
import re
import time

import httpx
import pytest
from cryptography.fernet import Fernet

from bot.app.doctor import examine
from bot.domain.identifiers import ChannelKey
from bot.errors import ConfigurationError
from bot.platforms.slack.manifest import manifest
from tests.adapters.slack_desk import slack_desk, spoken
from tests.fakes.ports import free_port
from tests.fakes.slack.delivery import signed
from tests.fakes.slack.house import slack_house, slack_settings
from tests.fakes.slack.installing import install
from tests.fakes.slack.workspace import slack_workspace
from tests.fakes.waiting import until


async def test_everything_works_over_http_as_over_sockets(tmp_path):
    async with slack_desk(tmp_path, over_http=True) as desk:
        briefing = await desk.briefing()
        answer = await desk.say("Who vetoed the draft?")
        assert "Russia and China on Friday vetoed" in spoken(answer["blocks"])
        await desk.alice.click(briefing, "attache_evidence")
        assert "The Harbour Post" in spoken((await desk.modal())["blocks"])
        await desk.alice.command(desk.channel, "status")
        assert "Memory" in spoken((await desk.whisper())["blocks"])
        assert desk.slack.deliveries.sockets == []


async def test_what_slack_did_not_sign_is_refused(tmp_path):
    async with slack_desk(tmp_path, over_http=True) as desk:
        url = desk.slack.deliveries.http_url
        event = {"type": "message", "channel": desk.channel, "user": desk.alice.user_id,
                 "ts": "1.000001", "text": f"<@{desk.slack.bot_user}> forget all yes"}  # fmt: skip
        body = json.dumps({"type": "event_callback", "team_id": desk.slack.team, "event": event})
        challenge = json.dumps({"type": "url_verification", "challenge": "abc", "token": "t"})
        async with httpx.AsyncClient(verify=False, trust_env=False) as client:

            async def post(content, headers):
                kind = {"Content-Type": "application/json"}
                return await client.post(url, content=content, headers=headers | kind)

            assert (await post(body, signed(body, secret="guessed"))).status_code == 401
            assert (await post(body, signed(body, at=time.time() - 400))).status_code == 401
            assert (await post(body, {})).status_code == 401
            assert (await post(challenge, signed(challenge))).json() == {"challenge": "abc"}
        assert await desk.up.parts.messages.timeline(_key(desk)) == [
            entry
            for entry in await desk.up.parts.messages.timeline(_key(desk))
            if not hasattr(entry, "sender")
        ]


def _key(desk):
    return ChannelKey("slack", f"{desk.slack.team}/{desk.channel}")


# ---------------------------------------------------------------- installing


@pytest.fixture
async def shop(tmp_path):
    """A bot that workspaces install themselves, and the workspace that will."""
    port = free_port()
    public = f"http://127.0.0.1:{port}"
    redirect = f"{public}/slack/oauth_redirect"
    async with (
        slack_workspace(tmp_path, redirect_uri=redirect) as slack,
        slack_house(
            tmp_path,
            slack,
            over_http=True,
            slack_bot_token=None,
            slack_client_id=slack.client_id,
            slack_client_secret=slack.client_secret,
            secret_keys=(Fernet.generate_key().decode(),),
            http_port=port,
            public_url=public,
        ) as up,
    ):
        yield slack, up, public
        assert slack.problems == []


async def test_a_workspace_installs_is_served_and_leaves_without_a_trace(shop):
    slack, up, public = shop

    done = await install(public)
    assert done.status_code == 200
    assert "Attaché is installed" in done.text

    token = (await up.parts.slack.installed.find(None, slack.team)).document["bot_token"]
    raw = b"".join(p.read_bytes() for p in (up.parts.settings.data_dir).glob("attache.sqlite*"))
    assert token.encode() not in raw

    desk = await slack.channel("desk")
    await slack.invite_bot(desk)
    await until(lambda: slack.from_bot(desk))
    alice = slack.person("alice")
    await alice.say(desk, f"<@{slack.bot_user}> topics sanctions")
    key = ChannelKey("slack", f"{slack.team}/{desk}")

    async def is_set():
        return (await up.parts.channel_settings.settings(key)).topics == ("sanctions",)

    await until(is_set)

    slack.uninstall()

    async def is_gone():
        channels = await up.parts.articles.channels()
        return key not in channels and not await up.parts.slack.installed.all()

    await until(is_gone)
    before = len(slack.acks)
    await alice.say(desk, f"<@{slack.bot_user}> help")
    await slack.quiet()
    # Heard and dropped: Slack need not send it again.
    assert all(ack.is_acknowledged for ack in slack.acks[before:])


@pytest.mark.parametrize(
    ("query", "told"),
    [
        ("error=access_denied&state=x", "did not allow"),
        ("code=1&state=made-up", "another browser"),
    ],
)
async def test_an_installation_that_does_not_come_off_says_why(shop, query, told):
    _, up, public = shop
    async with httpx.AsyncClient(verify=False, trust_env=False) as browser:
        page = await browser.get(f"{public}/slack/oauth_redirect?{query}")

    assert page.status_code >= 400
    assert told in page.text
    assert await up.parts.slack.installed.all() == []


async def test_a_state_serves_once(shop):
    _, up, public = shop
    async with httpx.AsyncClient(verify=False, trust_env=False) as browser:
        begun = await browser.get(f"{public}/slack/install")
        state = re.search(r"state=([^&]+)", begun.headers["location"])[1]
        cookie = {"Cookie": begun.headers["set-cookie"].split(";")[0]}
        url = f"{public}/slack/oauth_redirect?code=none&state={state}"
        first = await browser.get(url, headers=cookie)
        second = await browser.get(url, headers=cookie)

    assert "did not accept the code" in first.text
    assert "used before" in second.text
    assert await up.parts.slack.installed.all() == []


# ---------------------------------------------------------------- settings and doctor


@pytest.mark.parametrize(
    ("left_out", "told"),
    [
        ({"slack_app_token": None}, "Slack needs SLACK_APP_TOKEN"),
        ({"slack_app_token": "xapp-wrong"}, "does not accept SLACK_APP_TOKEN"),
        ({"slack_bot_token": "xoxb-wrong"}, "does not accept SLACK_BOT_TOKEN"),
        ({"slack_client_id": "1.2"}, "needs SLACK_CLIENT_SECRET"),
    ],
)
async def test_what_is_missing_is_said_at_the_start(tmp_path, left_out, told):
    async with slack_workspace(tmp_path) as slack:
        with pytest.raises(ConfigurationError, match=told):
            async with slack_house(tmp_path, slack, **left_out):
                pass


@pytest.mark.parametrize("over_http", [False, True])
async def test_doctor_is_content_with_the_app_that_the_manifest_makes(
    tmp_path, monkeypatch, over_http
):
    async with slack_workspace(tmp_path) as slack:
        settings = slack_settings(
            tmp_path, slack, over_http=over_http, slack_config_token="xoxe-config",
            slack_app_id="A0BOT00001",
        )  # fmt: skip
        monkeypatch.setattr("bot.app.doctor.read_settings", lambda: settings)
        slack.manifest = manifest(public_url=settings.public_url)

        found = {finding.check: finding for finding in await examine()}

    assert found["slack events"].is_fine


async def test_doctor_finds_missing_scopes_and_subscriptions(tmp_path, monkeypatch):
    async with slack_workspace(tmp_path) as slack:
        settings = slack_settings(
            tmp_path, slack, slack_config_token="xoxe-config", slack_app_id="A0BOT00001"
        )
        monkeypatch.setattr("bot.app.doctor.read_settings", lambda: settings)
        slack.grants -= {"files:read", "groups:history"}
        subscribed = ["app_mention", "message.im"]
        slack.manifest = {"settings": {"event_subscriptions": {"bot_events": subscribed}}}

        found = {finding.check: finding for finding in await examine()}

    assert not found["slack scopes"].is_fine
    assert "missing: files:read, groups:history" in found["slack scopes"].finding
    assert not found["slack events"].is_fine
    assert "message.channels" in found["slack events"].finding
    for told in (
        "interactivity is off",
        "Socket Mode is off, and here it is what is listened to",
        "there is no command /attache",
        "shortcuts Read this and Brief this are not all there",
    ):
        assert told in found["slack events"].finding
    assert found["slack bot token"].is_fine
    assert found["slack app token"].is_fine
