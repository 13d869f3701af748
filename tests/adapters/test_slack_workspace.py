"""The workspace that other tests trust: it behaves as Slack does, seen through Slack's own SDK."""

from __future__ import annotations

import asyncio
import contextlib
import itertools
import time

import aiohttp
import pytest
from aiohttp import web
from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.async_app import AsyncApp
from slack_bolt.response import BoltResponse
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from tests.fakes.ports import free_port
from tests.fakes.slack import delivery, validation
from tests.fakes.slack.workspace import slack_workspace
from tests.fakes.waiting import until


@pytest.fixture
async def slack(tmp_path):
    async with slack_workspace(tmp_path) as up:
        yield up
        await up.quiet()


@pytest.fixture
async def desk(slack):
    """A channel with Alice, Bob and the app in it; nothing is delivered again."""
    slack.retry_delays = ()
    channel = await slack.channel("desk")
    await slack.invite_bot(channel)
    await slack.quiet()
    slack.acks.clear()
    return channel


@pytest.fixture
def alice(slack):
    return slack.person("alice")


@pytest.fixture
async def api(slack):
    """Slack's own client, without repeats of its own."""
    async with aiohttp.ClientSession() as session:
        yield AsyncWebClient(
            slack.bot_token, base_url=slack.api_url, session=session, retry_handlers=[]
        )


@pytest.fixture
def hears():
    """Events as the app hears them."""
    return []


@pytest.fixture
async def app(slack, api, hears):
    """A Bolt app that notes every event."""
    made = AsyncApp(
        client=api, signing_secret=slack.signing_secret, ignoring_self_events_enabled=False
    )

    async def note(body, next):  # noqa: A002 - Bolt gives arguments by name
        if body.get("type") != "event_callback":
            return await next()
        hears.append({**body["event"], "event_id": body["event_id"]})
        # Mentions go on to the listener of a test that has one.
        is_mention = body["event"]["type"] == "app_mention"
        return await next() if is_mention else BoltResponse(status=200, body="")

    made.middleware(note)
    return made


@pytest.fixture
async def sockets(slack, app):
    """The app listens over Socket Mode."""
    async with by_sockets(slack, app) as handler:
        yield handler


@contextlib.asynccontextmanager
async def by_sockets(slack, app):
    handler = AsyncSocketModeHandler(app, slack.app_token)
    handler.client.web_client.base_url = slack.api_url
    await handler.connect_async()
    await until(lambda: slack.deliveries.sockets)
    try:
        yield handler
    finally:
        await handler.close_async()


@contextlib.asynccontextmanager
async def over_http(slack, app):
    port = free_port()
    runner = web.AppRunner(app.web_app("/slack/events", port))
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", port).start()
    slack.deliver_to(f"http://127.0.0.1:{port}/slack/events")
    try:
        yield
    finally:
        await runner.cleanup()


@contextlib.asynccontextmanager
async def refused(error):
    with pytest.raises(SlackApiError) as told:
        yield told
    assert told.value.response["error"] == error


def section(text):
    return {"type": "section", "text": {"type": "mrkdwn", "text": text}}


def button(action_id, text="Press", **more):
    return {"type": "button", "action_id": action_id, **more,
            "text": {"type": "plain_text", "text": text}}  # fmt: skip


def form(title="Topics"):
    return {
        "type": "modal", "callback_id": "topics",
        "title": {"type": "plain_text", "text": title},
        "submit": {"type": "plain_text", "text": "Save"},
        "blocks": [
            {"type": "input", "block_id": "topics", "label": {"type": "plain_text", "text": "T"},
             "element": {"type": "plain_text_input", "action_id": "words", "initial_value": "x"}}
        ],
    }  # fmt: skip


def of(hears, kind):
    return [event for event in hears if event["type"] == kind]


# ---------------------------------------------------------------- what people do


async def everything(slack, app, hears, alice, desk):
    """A mention, a command, a click that opens a form, and the form."""

    @app.event("app_mention")
    async def mention(event, say):
        press = {"type": "actions", "elements": [button("open", value="7")]}
        await say(text="Hello", blocks=[section("Hello"), press], thread_ts=event["ts"])

    @app.command("/attache")
    async def command(ack, respond, command):
        await ack("On it…")
        await respond(text=f"You said {command['text']}", response_type="ephemeral")

    @app.action("open")
    async def opened(ack, body, client, action):
        await ack()
        view = form(f"No {action['value']}")
        await client.views_open(trigger_id=body["trigger_id"], view=view)

    @app.view("topics")
    async def sent(ack, view):
        words = view["state"]["values"]["topics"]["words"]["value"]
        await (ack() if words else ack(response_action="errors", errors={"topics": "Say some."}))

    asked = await alice.say(desk, f"<@{slack.bot_user}> hello")
    (answer,) = await until(lambda: _replies(slack, desk, asked))
    # The bot's own reply may be told before the message that it answers.
    one = (await until(lambda: [e for e in of(hears, "message") if not e.get("bot_id")]))[0]
    (other,) = of(hears, "app_mention")
    assert one["ts"] == other["ts"] == asked["ts"]
    assert one["event_id"] != other["event_id"]
    assert (one["channel_type"], one["team"]) == ("channel", slack.team)
    assert one["blocks"][0]["elements"][0]["elements"][0]["user_id"] == slack.bot_user
    own = await until(lambda: [e for e in of(hears, "message") if e.get("bot_id")])
    assert own[0]["parent_user_id"] == alice.user_id

    ack = await alice.command(desk, "brief")
    assert (ack.payload if isinstance(ack.payload, str) else ack.payload["text"]) == "On it…"
    (whisper,) = await until(lambda: slack.whispered(alice))
    assert whisper["text"] == "You said brief"

    await alice.click(answer, "open")
    view = await until(lambda: slack.modal(alice))
    assert view["title"]["text"] == "No 7"
    ack = await alice.submit(view, topics="")
    assert ack.payload["errors"] == {"topics": "Say some."}
    assert slack.modal(alice)
    words = {"topics": {"words": {"type": "plain_text_input", "value": "sanctions"}}}
    assert (await alice.submit(view, words)).is_acknowledged
    assert slack.modal(alice) is None
    await slack.quiet()
    assert slack.problems == []
    assert all(ack.is_acknowledged and ack.tries == 1 for ack in slack.acks)


async def _replies(slack, channel, message):
    return await slack.from_bot(channel, thread=message["ts"])


async def test_what_people_do_reaches_the_app_over_sockets(slack, app, hears, alice, desk, sockets):
    await everything(slack, app, hears, alice, desk)


async def test_what_people_do_reaches_the_app_over_http(slack, app, hears, alice, desk):
    async with over_http(slack, app):
        await everything(slack, app, hears, alice, desk)
    assert slack.deliveries.sockets == []


async def test_edits_deletions_unfurls_and_tombstones(slack, api, hears, alice, desk, sockets):
    root = await alice.say(desk, "First")
    other = await alice.say(desk, "Second")
    await alice.edit(root, "First, mended")
    await slack.unfurl((await slack.messages(desk))[0])
    await alice.delete(other)
    await slack.person("bob").say(desk, "A reply", thread=root["ts"])
    await alice.delete(root)
    await slack.quiet()

    changes = [e for e in hears if e.get("hidden")]
    (deletion,) = [e for e in changes if e["subtype"] == "message_deleted"]
    (unfurl,) = [e for e in changes if "attachments" in e.get("message", {})]
    (edit,) = [
        e for e in changes if e.get("message", {}).get("text") == "First, mended" and e != unfurl
    ]
    (tombstone,) = [e for e in changes if e.get("message", {}).get("subtype") == "tombstone"]
    assert edit["message"]["edited"]["user"] == alice.user_id
    assert edit["previous_message"]["text"] == "First"
    assert unfurl["message"]["edited"] == unfurl["previous_message"]["edited"]
    assert deletion["deleted_ts"] == other["ts"]
    # A root with replies is not deleted but changed.
    assert tombstone["subtype"] == "message_changed"
    assert tombstone["message"]["subtype"] == "tombstone"
    assert "deleted_ts" not in tombstone

    told = await api.conversations_replies(channel=desk, ts=root["ts"])
    assert [m.get("subtype") for m in told["messages"]] == ["tombstone", None]
    async with refused("cannot_reply_to_message"):
        await api.chat_postMessage(channel=desk, thread_ts=root["ts"], text="Too late")
    async with refused("thread_not_found"):
        await api.conversations_replies(channel=desk, ts=other["ts"])
    assert slack.problems == []


async def test_files_come_with_a_message_and_need_a_token(slack, api, hears, alice, desk, sockets):
    small, huge = ("a.txt", b"words", "text/plain"), ("b.pdf", b"%", "application/pdf", 100_000_000)
    await alice.say(desk, "Look", files=[small, huge])
    await slack.quiet()

    (event,) = hears
    assert (event["subtype"], event["text"]) == ("file_share", "Look")
    first, second = event["files"]
    assert second["size"] == 100_000_000
    assert (await api.files_info(file=first["id"]))["file"]["name"] == "a.txt"
    url = first["url_private_download"]
    async with aiohttp.ClientSession() as session:
        async with session.get(url, allow_redirects=False) as answer:
            assert answer.status == 302
        headers = {"Authorization": f"Bearer {slack.bot_token}"}
        async with session.get(url, headers=headers) as answer:
            assert await answer.read() == b"words"
    assert (await slack.messages(desk))[0]["files"][0]["id"] == first["id"]
    assert slack.problems == []


async def test_places_and_endings_are_told(slack, api, hears, alice, desk, sockets):
    message = await alice.direct("hello")
    await alice.open_home()
    # Events overtake each other; this one is heard before the next.
    await slack.quiet()
    await api.views_publish(user_id=alice.user_id, view={"type": "home", "blocks": [section("Hi")]})
    await alice.open_home()
    started = await api.chat_startStream(
        channel=message["channel"], thread_ts=message["ts"], markdown_text="On"
    )
    await alice.press_stop(message["channel"], message["ts"])
    other = await slack.channel("other")
    await slack.invite_bot(other)
    slack.archive(other)
    slack.remove_bot(other)
    await slack.quiet()

    assert of(hears, "message")[0]["channel_type"] == "im"
    first, second = of(hears, "app_home_opened")
    assert "view" not in first
    assert second["view"]["id"] == slack.home(alice)["id"]
    (stop,) = of(hears, "agent_session_stopped")
    assert stop["streaming_message_ts"] == [started["ts"]]
    assert of(hears, "member_joined_channel")[0]["user"] == slack.bot_user
    assert of(hears, "channel_archive")[0]["channel"] == other
    assert of(hears, "channel_left")[0]["channel"] == other

    slack.uninstall()
    await slack.quiet()
    assert of(hears, "app_uninstalled")
    async with refused("token_revoked"):
        await api.auth_test()
    assert slack.problems == []


# ---------------------------------------------------------------- deliveries


async def test_what_is_not_acknowledged_comes_again_with_the_reason(slack, app, alice, desk):
    told = []

    @app.event("app_mention")
    async def mention(event):
        pass

    async def fail_twice(request, next):  # noqa: A002 - Bolt gives arguments by name
        told.append(
            {name: request.headers.get(f"x-slack-retry-{name}") for name in ("num", "reason")}
        )
        if len(told) < 3:
            raise OSError("the store is full")
        return await next()

    app.middleware(fail_twice)
    slack.retry_delays = (0, 0.01, 0.02)
    async with over_http(slack, app):
        slack.emit({"type": "app_mention", "text": "hello", "channel": desk, "ts": "1.000001"})
        await slack.quiet()

    (ack,) = slack.acks
    assert (ack.tries, ack.is_acknowledged) == (3, True)
    assert ack.failures == ("http_error", "http_error")
    assert told == [
        {"num": None, "reason": None},
        {"num": ["1"], "reason": ["http_error"]},
        {"num": ["2"], "reason": ["http_error"]},
    ]


async def test_what_is_late_comes_again_over_sockets(slack, app, hears, desk, sockets, monkeypatch):
    monkeypatch.setattr(delivery, "ACK_SECONDS", 1.5)
    slack.retry_delays = (0,)
    attempts = []

    async def dawdle(request, next):  # noqa: A002 - Bolt gives arguments by name
        attempts.append(request.headers.get("x-slack-retry-num"))
        await asyncio.sleep(2 if len(attempts) == 1 else 0)
        return await next()

    @app.event("app_mention")
    async def mention():
        pass

    app.middleware(dawdle)
    slack.emit({"type": "app_mention", "text": "hello", "channel": desk, "ts": "1.000001"})
    await slack.quiet()

    assert attempts == [["0"], ["1"]]
    assert slack.acks[-1].failures == ("timeout",)


async def test_what_nobody_hears_is_given_up(slack, alice, desk):
    slack.retry_delays = (0, 0.01, 0.01)
    await alice.say(desk, "hello")
    await slack.quiet()

    (ack,) = slack.acks
    assert (ack.tries, ack.is_acknowledged) == (4, False)


async def test_deliveries_come_twice_and_in_another_order(slack, hears, alice, desk, sockets):
    slack.duplicate()
    await alice.say(desk, "one")
    await slack.quiet()
    slack.reorder(2)
    await alice.say(desk, "two")
    await slack.quiet()
    assert [e["text"] for e in hears] == ["one", "one"]
    await alice.say(desk, "three")
    await slack.quiet()

    assert [e["text"] for e in hears] == ["one", "one", "three", "two"]
    assert hears[0]["event_id"] == hears[1]["event_id"]


async def test_sockets_are_dropped_and_refused(slack, hears, alice, desk, sockets):
    slack.refuse_sockets(1)
    slack.retry_delays = (0.2,) * 40
    await slack.drop_sockets()
    await alice.say(desk, "hello")
    await until(lambda: hears)

    assert len(slack.called("apps.connections.open")) >= 3


async def test_hundreds_of_events_a_second(slack, hears, alice, desk, sockets):
    started = time.process_time()
    for number in range(300):
        alice.emit(desk, f"message {number}")
        if number % 20 == 0:
            await asyncio.sleep(0)
    await slack.quiet()

    assert time.process_time() - started < 3
    assert len({e["ts"] for e in hears}) == 300


# ---------------------------------------------------------------- the Web API


async def test_posts_are_found_by_their_metadata(slack, api, alice, desk):
    root = await alice.say(desk, "root")
    metadata = {"event_type": "delivery", "event_payload": {"id": "7"}}
    posted = [
        await api.chat_postMessage(
            channel=desk, thread_ts=root["ts"], text=str(n), metadata=metadata if n else None
        )
        for n in range(4)
    ]

    async def read(**more):
        told = await api.conversations_replies(channel=desk, ts=root["ts"], **more)
        return told["messages"]

    assert not any("metadata" in m for m in await read())
    found = [m for m in await read(include_all_metadata=True) if m.get("metadata") == metadata]
    assert [m["ts"] for m in found] == [p["ts"] for p in posted[1:]]
    assert {m["bot_id"] for m in found} == {slack.bot_id}

    second = posted[1]["ts"]
    assert [m["text"] for m in await read(oldest=second)] == ["root", "2", "3"]
    assert [m["text"] for m in await read(oldest=second, inclusive=True)] == ["root", "1", "2", "3"]
    assert [m["text"] for m in await read(latest=second)] == ["root", "0"]
    page = await api.conversations_replies(channel=desk, ts=root["ts"], limit=2)
    assert page["has_more"]
    assert [m["text"] for m in page["messages"]] == ["root", "0"]
    cursor = page["response_metadata"]["next_cursor"]
    assert [m["text"] for m in await read(limit=2, cursor=cursor)] == ["1", "2"]

    await api.chat_update(channel=desk, ts=second, text="changed", metadata={**metadata})
    last = await alice.say(desk, "last")
    history = await api.conversations_history(channel=desk, limit=1)
    assert [m["ts"] for m in history["messages"]] == [last["ts"]]
    # They came quicker than a channel allows, which is noted and not refused.
    assert {channel for channel, _ in slack.too_fast} == {desk}
    slack.enforces_pace = True
    async with refused("ratelimited"):
        await api.chat_postMessage(channel=desk, text="now")
        await api.chat_postMessage(channel=desk, text="at once")


async def test_streams_grow_end_and_die(slack, api, alice, desk):
    root = await alice.say(desk, "root")
    place = {"channel": desk, "thread_ts": root["ts"]}
    whose = {"recipient_user_id": alice.user_id, "recipient_team_id": slack.team}
    async with refused("missing_recipient_team_id"):
        await api.chat_startStream(**place, recipient_user_id=alice.user_id)

    stream = await api.chat_startStream(**place, **whose, markdown_text="**One**")
    here = {"channel": desk, "ts": stream["ts"]}
    chunk = {"type": "blocks", "blocks": [section("two")]}
    await api.chat_appendStream(**here, chunks=[chunk])
    async with refused("streaming_state_conflict"):
        await api.chat_update(**here, text="no")
    metadata = {"event_type": "delivery", "event_payload": {"id": "7"}}
    await api.chat_stopStream(**here, blocks=[section("three")], metadata=metadata)
    async with refused("message_not_in_streaming_state"):
        await api.chat_appendStream(**here, markdown_text="more")
    (shown,) = await slack.from_bot(desk, thread=root["ts"])
    assert shown["text"] == "**One**"
    assert [b["text"]["text"] for b in shown["blocks"]] == ["two", "three"]
    assert shown["metadata"] == metadata
    assert slack.sessions[-1].status == "active"

    stream = await api.chat_startStream(**place, **whose, markdown_text="One")
    here["ts"] = stream["ts"]
    slack.kill_streams(after_appends=1)
    await api.chat_appendStream(**here, markdown_text=" two")
    for call in (api.chat_appendStream, api.chat_stopStream):
        async with refused("message_not_in_streaming_state"):
            await call(**here, markdown_text=" three")
    assert (await api.chat_update(**here, text="Whole"))["ok"]
    assert slack.problems == []


async def test_agents_show_themselves(slack, api, alice, desk):
    root = await alice.say(desk, "root")
    place = {"channel_id": desk, "thread_ts": root["ts"]}
    await api.assistant_threads_setStatus(**place, status="is reading…")
    await api.agents_sessions_setStatus(**place, status="processing", title="A question")
    await api.assistant_threads_setTitle(**place, title="A question")
    prompts = [{"title": "Brief", "message": "brief"}]
    await api.assistant_threads_setSuggestedPrompts(channel_id=desk, prompts=prompts)
    async with refused("invalid_status"):
        await api.agents_sessions_setStatus(**place, status="busy")

    assert slack.statuses[0][:3] == (desk, root["ts"], "is reading…")
    assert (slack.sessions[0].thread, slack.sessions[0].status) == (root["ts"], "processing")
    assert slack.titles[desk, root["ts"]] == "A question"
    assert slack.prompts[desk] == prompts
    assert slack.problems == []


async def test_whispers_stay_out_of_the_channel(slack, api, app, alice, desk, sockets):
    clicked = []

    @app.action("again")
    async def again(ack, body, respond):
        clicked.append(body)
        await ack()
        await respond(text="Done", replace_original=True)

    blocks = [section("Psst"), {"type": "actions", "elements": [button("again")]}]
    await api.chat_postEphemeral(channel=desk, user=alice.user_id, text="Psst", blocks=blocks)
    assert await slack.messages(desk) == []
    assert slack.whispered(slack.person("bob")) == []
    (whisper,) = slack.whispered(alice)
    await alice.click(whisper, "again")
    await until(lambda: slack.whispered(alice)[0]["text"] == "Done")

    (body,) = clicked
    assert body["container"]["is_ephemeral"]
    assert "message" not in body
    assert len(slack.whispered(alice)) == 1
    async with aiohttp.ClientSession() as session:
        posts = [await session.post(body["response_url"], json={"text": "Again"}) for _ in range(5)]
    assert [post.status for post in posts] == [200] * 4 + [404]


async def test_modals_lie_on_each_other(slack, api, alice, desk):
    async def opened(view, method, view_id=None):
        trigger = await slack.trigger(alice.user_id, view_id=view_id)
        return (await method(trigger_id=trigger, view=view))["view"]

    first = await opened(form("First"), api.views_open)
    second = await opened(form("Second"), api.views_push, first["id"])
    assert slack.modal(alice)["id"] == second["id"]
    changed = await api.views_update(view_id=first["id"], hash=first["hash"], view=form("Changed"))
    async with refused("hash_conflict"):
        await api.views_update(view_id=first["id"], hash=first["hash"], view=form("Late"))
    await alice.close(second)
    assert slack.modal(alice)["id"] == changed["view"]["id"]
    async with refused("invalid_trigger_id"):
        await api.views_open(trigger_id="1.2.3", view=form())
    used = await slack.trigger(alice.user_id)
    await api.views_open(trigger_id=used, view=form())
    async with refused("exchanged_trigger_id"):
        await api.views_open(trigger_id=used, view=form())
    assert slack.problems == []


async def test_people_and_private_places(slack, api, alice, desk):
    secret = await slack.channel("secret", private=True, members=[alice])
    mine = await slack.channel("mine", private=True, members=[alice, slack.person("bob")])
    await slack.invite_bot(mine)
    for call in (api.conversations_history, api.conversations_info):
        async with refused("channel_not_found"):
            await call(channel=secret)
    outside = await slack.channel("outside")
    async with refused("not_in_channel"):
        await api.chat_postMessage(channel=outside, text="hello")

    async def listed(**more):
        told = await api.users_conversations(user=alice.user_id, **more)
        return [c["id"] for c in told["channels"]], told["response_metadata"]["next_cursor"]

    both = "public_channel,private_channel"
    assert await listed() == ([desk, outside], "")
    assert await listed(types=both) == ([desk, mine, outside], "")
    assert await listed(types=both, limit=2) == ([desk, mine], "2")
    assert await listed(types=both, limit=2, cursor="2") == ([outside], "")

    guest, stranger = [
        (await api.users_info(user=slack.person(name).user_id))["user"]
        for name in ("guest", "stranger")
    ]
    assert (guest["tz"], guest["tz_offset"], guest["is_restricted"]) == ("Europe/Paris", 3600, True)
    assert stranger["is_stranger"]
    assert stranger["team_id"] != slack.team
    slack.people["bob"] = {"tz": "Asia/Tokyo", "deleted": True}
    bob = (await api.users_info(user=slack.person("bob").user_id))["user"]
    assert (bob["tz"], bob["deleted"]) == ("Asia/Tokyo", True)


async def test_scopes_count(slack, api, app, hears, alice, desk, sockets):
    @app.event("app_mention")
    async def mention():
        pass

    told = await api.auth_test()
    assert "chat:write" in told.headers["x-oauth-scopes"]
    slack.grants -= {"chat:write", "channels:history"}
    async with refused("missing_scope") as error:
        await api.chat_postMessage(channel=desk, text="hello")
    assert error.value.response["needed"] == "chat:write"
    async with refused("missing_scope"):
        await api.conversations_history(channel=desk)
    await alice.say(desk, f"<@{slack.bot_user}> hello")
    await slack.quiet()
    assert {event["type"] for event in hears} == {"app_mention"}


# ---------------------------------------------------------------- faults


async def test_calls_fail_before_or_after_they_take_effect(slack, api, alice, desk):
    slack.fail("chat.postMessage", "ratelimited", retry_after=7)
    with pytest.raises(SlackApiError) as told:
        await api.chat_postMessage(channel=desk, text="one")
    assert told.value.response.status_code == 429
    assert told.value.response.headers["Retry-After"] == "7"
    slack.fail("views.publish", "fatal_error", user=slack.person("bob").user_id)
    home = {"type": "home", "blocks": [section("Hi")]}
    await api.views_publish(user_id=alice.user_id, view=home)
    async with refused("fatal_error"):
        await api.views_publish(user_id=slack.person("bob").user_id, view=home)

    slack.lose_answer("chat.postMessage")
    with pytest.raises(aiohttp.ClientError):
        await api.chat_postMessage(channel=desk, text="two")
    assert [m["text"] for m in await slack.from_bot(desk)] == ["two"]

    slack.slow("chat.postMessage", 0.2)
    started = time.monotonic()
    await api.chat_postMessage(channel=desk, text="three")
    assert time.monotonic() - started >= 0.2
    assert [c.answer["ok"] for c in slack.called("chat.postMessage")] == [False, True, True]
    assert all(a.at <= b.at for a, b in itertools.pairwise(slack.calls))


# ---------------------------------------------------------------- what Slack would refuse


def actions(*elements):
    return {"type": "actions", "elements": list(elements)}


def plain(text):
    return {"type": "plain_text", "text": text}


@pytest.mark.parametrize(
    ("blocks", "complaint"),
    [
        ([{"type": "nonsense"}], "SentBlock"),
        ([{"type": "section"}], "section"),
        ([{**section("x"), "colour": "red"}], "SentBlock"),
        ([{"type": "header", "text": {"type": "mrkdwn", "text": "x"}}], "SentBlock"),
        ([actions({"type": "button", "action_id": "a"})], "SentBlock"),
        ([section("x" * 3_001)], "3000"),
        ([{"type": "header", "text": plain("x" * 151)}], "150"),
        ([{"type": "context", "elements": [plain("x")] * 11}], "10"),
        ([actions(button("a", "x" * 76))], "75"),
        ([actions(button("a" * 256))], "255"),
        ([actions(button("a"), button("a"))], "two elements of one action"),
        ([{**section("x"), "block_id": "b"}] * 2, "two blocks of one id"),
        ([section("x")] * 51, "51 blocks"),
        ([{"type": "markdown", "text": "x" * 6_001}] * 2, "markdown blocks"),
        ([section("x" * 2_900)] * 5, "14500 characters"),
        ([section("")], ""),
    ],
)
def test_bad_blocks_are_complained_of(blocks, complaint):
    sent = {"text": "" if len(blocks) == 5 else "x", "blocks": blocks}
    problems = validation.message_problems(sent)
    assert any(complaint in problem for problem in problems), problems


@pytest.mark.parametrize(
    ("changes", "complaint"),
    [
        ({"title": plain("x" * 25)}, "24"),
        ({"private_metadata": "x" * 3_001}, "private_metadata"),
        ({"callback_id": "x" * 256}, "callback_id"),
        ({"blocks": [section("x")] * 101}, "101 blocks"),
        ({"blocks": [{"type": "nonsense"}]}, "SentBlock"),
        ({"type": "panel"}, "a view of type panel"),
        ({"colour": "red"}, "SentModal"),
    ],
)
def test_bad_views_are_complained_of(changes, complaint):
    assert validation.view_problems(form()) == []
    problems = validation.view_problems({**form(), **changes})
    assert any(complaint in problem for problem in problems), problems


def test_bad_messages_are_complained_of():
    good = {"text": "x", "blocks": [section("x"), actions(button("a"))]}
    assert validation.message_problems(good) == []
    assert validation.message_problems({"blocks": [section("x")]})
    assert validation.message_problems({"text": "x", "metadata": {"id": 1}})
    assert validation.message_problems({"markdown_text": "x" * 12_001})
    assert validation.message_problems({"markdown_text": "x", "text": "x"})
    assert validation.chunk_problems([{"type": "words", "text": "x"}])
    assert validation.prompt_problems([{"title": "t", "message": "m"}] * 5)
    assert validation.form_error_problems(form(), {"elsewhere": "wrong"})
    assert validation.event_problems("HeardMessage", {"type": "message", "text": "x"})


async def test_complaints_reach_the_test(slack, api, alice, desk):
    await api.chat_postMessage(channel=desk, text="x", blocks=[{"type": "nonsense"}])
    await api.chat_postEphemeral(
        channel=desk, user=alice.user_id, text="x", blocks=[actions(button("a", "x" * 76))]
    )
    trigger = await slack.trigger(alice.user_id)
    await api.views_open(trigger_id=trigger, view={**form(), "title": plain("x" * 25)})

    assert any("nonsense" in problem for problem in slack.problems)
    assert any("75" in problem for problem in slack.problems)
    assert any("24" in problem for problem in slack.problems)
