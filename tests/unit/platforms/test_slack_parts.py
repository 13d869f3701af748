"""Pacing, people, scopes: the small decisions of the Slack adapter."""

from __future__ import annotations

import ast
import asyncio
from dataclasses import replace
from pathlib import Path

import pytest

from bot.domain.identifiers import ChannelKey
from bot.errors import PlatformUnavailableError, PostRefusedError, Refusal
from bot.platforms.slack import actions
from bot.platforms.slack.background import Background
from bot.platforms.slack.events import HANDLERS, kind_of
from bot.platforms.slack.manifest import manifest
from bot.platforms.slack.pacing import Pacing
from bot.platforms.slack.payloads import workspace_of
from bot.platforms.slack.people import People
from bot.platforms.slack.places import is_direct, moment_of, team_and_channel
from bot.platforms.slack.refused_tokens import ASK_AGAIN_SECONDS, RefusedTokens
from bot.platforms.slack.scopes import EVENTS, METHODS, bot_scopes
from bot.platforms.slack.web_api import SlackCallError, delivery_error
from bot.platforms.slack.workspaces import REMEMBERED_SECONDS, Workspace, Workspaces
from bot.storage.slack_workspaces import beginning_of

SLACK = Path(__file__).resolve().parents[3] / "bot" / "platforms" / "slack"


class Time:
    def __init__(self):
        self.at = 100.0
        self.slept = []

    def __call__(self):
        return self.at

    async def sleep(self, seconds):
        self.slept.append(round(seconds, 3))


async def test_a_place_is_spoken_in_once_a_second_and_places_do_not_wait_for_each_other():
    time = Time()
    pacing = Pacing(1.0, time, time.sleep)

    for place in ("a", "a", "b", "a"):
        await pacing.turn(place)

    assert time.slept == [1.0, 2.0]


async def test_a_place_that_slack_closed_is_left_alone():
    time = Time()
    pacing = Pacing(1.0, time, time.sleep)
    pacing.hold("a", 30)

    assert pacing.waiting("a") == 30
    assert pacing.waiting("b") == 0
    await pacing.turn("a")
    assert time.slept == [30.0]


# ---------------------------------------------------------------- people


class Directory:
    def __init__(self, **user):
        self.user = {"id": "U1", "team_id": "T1", **user}
        self.asked = 0
        self.error = None

    async def call(self, team_id, method, **arguments):
        self.asked += 1
        if self.error:
            raise self.error
        return {"user": self.user}


@pytest.mark.parametrize(
    ("user", "may"),
    [
        ({}, True),
        ({"is_restricted": True}, False),
        ({"is_ultra_restricted": True}, False),
        ({"is_stranger": True}, False),
        ({"is_bot": True}, False),
        ({"deleted": True}, False),
        ({"team_id": "T2"}, False),
        ({"team_id": "T2", "enterprise_user": {"teams": ["T1"]}}, True),
    ],
)
async def test_full_members_may_configure_where_no_admins_are_named(user, may):
    assert await People(Directory(**user), frozenset()).may_configure("T1", "U1") is may


async def test_named_admins_and_nobody_else_may_configure():
    people = People(Directory(), frozenset({"U9"}))

    assert await people.may_configure("T1", "U9")
    assert not await people.may_configure("T1", "U1")


async def test_people_are_remembered_for_a_while_and_unknown_ones_are_strangers():
    time, directory = Time(), Directory(tz="Europe/Paris")
    people = People(directory, frozenset(), time)
    for _ in range(3):
        assert (await people.person("T1", "U1")).timezone == "Europe/Paris"
    assert directory.asked == 1
    time.at += 301
    await people.person("T1", "U1")
    assert directory.asked == 2

    directory.error = SlackCallError("users.info", "user_not_found")
    assert not (await people.person("T1", "U2")).is_member
    directory.error = SlackCallError("users.info", "fatal_error")
    with pytest.raises(PlatformUnavailableError):
        await people.person("T1", "U3")


# ---------------------------------------------------------------- workspaces


class Kept:
    def __init__(self, found):
        self.found = found
        self.asked = 0

    async def workspace(self, team_id, enterprise_id):
        self.asked += 1
        return self.found


OWN = Workspace("T1", "E1", "U0", "B0", "xoxb-secret")


async def test_nobody_is_told_that_a_workspace_is_not_ours_before_that_is_known():
    workspaces = Workspaces(has_own=True)
    with pytest.raises(PlatformUnavailableError):
        await workspaces.of("T1")

    workspaces.serve(OWN)
    assert await workspaces.of("T1") is OWN
    assert await workspaces.of("T2") is None
    assert "xoxb" not in repr(OWN)


async def test_an_organisations_own_token_serves_each_of_its_workspaces():
    workspaces = Workspaces(has_own=True)
    workspaces.serve(replace(OWN, team_id="E1", is_enterprise_install=True))

    found = await workspaces.of("T7", "E1")

    assert (found.team_id, found.bot_token) == ("T7", OWN.bot_token)


USER = {"user": {"id": "U1", "team_id": "T9"}}


@pytest.mark.parametrize(
    ("body", "place"),
    [
        ({**USER, "team": {"id": "T1"}}, ("T1", None)),
        # To an organisation's app: somebody of T9 in a channel of T1.
        (
            {**USER, "team": None, "enterprise": {"id": "E1"}, "message": {"team": "T1"}},
            ("T1", "E1"),
        ),
        (
            {**USER, "team": None, "enterprise": {"id": "E1"}, "view": {"team_id": "T1"}},
            ("T1", "E1"),
        ),
        ({**USER, "team": None}, ("T9", None)),
        ({"team_id": "T1", "enterprise_id": "E1"}, ("T1", "E1")),
    ],
)
def test_the_workspace_is_where_it_was_done(body, place):
    assert workspace_of(body) == place


async def test_installations_are_looked_up_once_a_minute_and_when_one_leaves():
    time, kept = Time(), Kept(OWN)
    workspaces = Workspaces(has_own=False, installed=kept, clock=time)

    for _ in range(3):
        assert await workspaces.of("T1") is OWN
    assert kept.asked == 1
    time.at += REMEMBERED_SECONDS + 1
    await workspaces.of("T1")
    workspaces.forget("T1")
    await workspaces.of("T1")
    assert kept.asked == 3


# ---------------------------------------------------------------- errors


@pytest.mark.parametrize(
    ("code", "meant"),
    [
        ("is_archived", Refusal.NO_ENTRY),
        ("not_in_channel", Refusal.NO_ENTRY),
        ("cannot_reply_to_message", Refusal.NO_THREAD),
        ("token_revoked", Refusal.SHUT_OUT),
        ("invalid_auth", Refusal.SHUT_OUT),
        ("invalid_blocks", Refusal.OTHER),
    ],
)
def test_what_slack_refuses_is_not_tried_again(code, meant):
    error = delivery_error(SlackCallError("chat.postMessage", code))

    assert isinstance(error, PostRefusedError)
    assert error.refusal is meant


def test_what_is_slacks_trouble_is_tried_again():
    error = delivery_error(SlackCallError("chat.postMessage", "fatal_error"))

    assert isinstance(error, PlatformUnavailableError)


# ---------------------------------------------------------------- tables and code


def constants_of(tree):
    return {
        n.value for n in ast.walk(tree) if isinstance(n, ast.Constant) and isinstance(n.value, str)
    }


def test_every_method_that_is_called_is_in_the_table_and_no_other():
    called = set()
    for path in SLACK.glob("*.py"):
        if path.name != "scopes.py":
            called |= constants_of(ast.parse(path.read_text())) & set(METHODS)
    # auth.test is asked when the bot is put together.
    assert called | {"auth.test"} == set(METHODS)


def test_every_event_that_is_subscribed_is_dealt_with():
    kinds = {name.partition(".")[0] for name in EVENTS}
    assert kinds == set(HANDLERS) - set() | kinds
    assert set(HANDLERS) == kinds
    assert kind_of({"type": "message", "channel_type": "group"}) == "message.groups"
    assert kind_of({"type": "message", "channel_type": "app_home"}) is None
    assert kind_of({"type": "app_mention"}) == "app_mention"


def test_the_manifest_asks_for_what_is_used_and_fits_slacks_limits():
    made = manifest()

    assert made["oauth_config"]["scopes"]["bot"] == list(bot_scopes())
    assert made["settings"]["event_subscriptions"]["bot_events"] == sorted(EVENTS)
    assert len(made["display_information"]["description"]) <= 140
    assert 175 <= len(made["display_information"]["long_description"]) <= 4_000
    assert len(made["features"]["agent_view"]["agent_description"]) <= 300
    callbacks = {shortcut["callback_id"] for shortcut in made["features"]["shortcuts"]}
    assert callbacks == {actions.READ_THIS, actions.BRIEF_THIS}
    assert all(len(s["name"]) <= 24 for s in made["features"]["shortcuts"])
    assert made["settings"]["socket_mode_enabled"]

    assert not made["settings"]["org_deploy_enabled"]

    over_http = manifest(public_url="https://a.example/", for_organisations=True)
    assert over_http["settings"]["org_deploy_enabled"]
    assert not over_http["settings"]["socket_mode_enabled"]
    for place in (
        over_http["settings"]["event_subscriptions"]["request_url"],
        over_http["settings"]["interactivity"]["request_url"],
        over_http["features"]["slash_commands"][0]["url"],
    ):
        assert place == "https://a.example/slack/events"


def test_places_are_read_back():
    key = ChannelKey("slack", "T1/D1")

    assert team_and_channel(key) == ("T1", "D1")
    assert is_direct(key)
    assert not is_direct(ChannelKey("slack", "T1/C1"))
    assert str(key).startswith(beginning_of("T1"))
    assert moment_of("0.5").timestamp() == 0.5


# ---------------------------------------------------------------- background


async def test_background_work_is_bounded_waited_for_and_its_failures_stay_its_own():
    done = []
    background = Background("test", 2)
    gate = asyncio.Event()

    async def work(name):
        await gate.wait()
        if name == "bad":
            raise RuntimeError("a person's words")
        done.append(name)

    for name in ("good", "bad", "too many"):
        background.spawn(lambda name=name: work(name))
    gate.set()
    await background.aclose()

    assert done == ["good"]


async def test_the_end_waits_for_work_that_is_held():
    background = Background("test", 2)
    ended = []

    async def hold():
        async with background.held():
            await asyncio.sleep(0.05)
            ended.append("held")

    holding = asyncio.create_task(hold())
    await asyncio.sleep(0.01)
    await background.aclose()

    assert ended == ["held"]
    await holding


# ---------------------------------------------------------------- tokens


def test_a_refused_token_is_tried_again_in_an_hour_and_another_one_at_once():
    time = Time()
    refused = RefusedTokens(time)
    refused.note("T1", "xoxb-1", "channel_not_found")
    assert refused.by_workspace == {}

    refused.note("T1", "xoxb-1", "invalid_auth")
    assert refused.by_workspace == {"T1": "invalid_auth"}
    assert refused.why("T1", "xoxb-1") == "invalid_auth"
    assert refused.why("T1", "xoxb-2") is None
    assert refused.why("T2", "xoxb-1") is None

    time.at += ASK_AGAIN_SECONDS
    assert refused.why("T1", "xoxb-1") is None
    assert refused.by_workspace == {"T1": "invalid_auth"}
    refused.clear("T1")
    assert refused.by_workspace == {}
