"""Delivery on Slack: once, in spite of everything that Slack and the network do."""

from __future__ import annotations

import asyncio
import itertools
import json
import time

import pytest

from bot.app.wiring import Parts
from bot.domain.identifiers import ChannelKey, DeliveryId, MessageId
from bot.domain.messages import DeliveryState
from bot.errors import NotFoundError, StoreUnavailableError
from bot.platforms.slack.pacing import BETWEEN_MESSAGES
from bot.storage.messages import SqlMessageStore
from tests.adapters.slack_desk import slack_desk, spoken
from tests.fakes.scripted_model import ScriptedModel, claim
from tests.fakes.slack.workspace import Channel
from tests.fakes.waiting import until

SENTENCES = (
    (
        "Russia and China on Friday vetoed a draft resolution on Gaza put to the United Nations "
        "Security Council by the United States, which called for an immediate and sustained "
        "ceasefire."
    ),
    "The draft received 11 votes in favour and three against, with Guyana abstaining.",
)


class SlowModel(ScriptedModel):
    """Says its claims one by one, with a pause after each."""

    def __init__(self, *replies, pause=0.7, last_pause=None):
        super().__init__(*replies)
        self.pause = pause
        self.last_pause = last_pause or pause

    async def complete(self, prompt, *, deadline_seconds, on_text=None):
        claims = self.replies[0]["claims"]
        for count in range(1, len(claims) + 1):
            text = json.dumps({"claims": claims[:count]})
            # The last claim's end shows that those before it are whole.
            on_text(text)
            await asyncio.sleep(self.pause if count < len(claims) else self.last_pause)
        return await super().complete(prompt, deadline_seconds=deadline_seconds, on_text=None)


def speaking(monkeypatch, **pauses):
    """Let a slow model write two sentences that the article carries."""
    claims = [claim(text, (1, text)) for text in SENTENCES]
    monkeypatch.setattr(Parts, "model", SlowModel({"claims": claims}, **pauses))


@pytest.fixture
async def desk(tmp_path):
    async with slack_desk(tmp_path) as opened:
        yield opened


def key(desk, channel=None):
    return ChannelKey("slack", f"{desk.slack.team}/{channel or desk.channel}")


def threaded(desk):
    """Our messages in threads, as Slack was asked to post them."""
    return [c for c in desk.slack.called("chat.postMessage") if c.arguments.get("thread_ts")]


# ---------------------------------------------------------------- posts


async def test_a_post_whose_answer_was_lost_is_found_and_not_repeated(desk):
    desk.slack.lose_answer("chat.postMessage")

    asked = await desk.mention("help")
    answers = await until(lambda: _sent(desk, asked))

    assert len(answers) == 1
    assert len(threaded(desk)) == 1
    (lookup,) = desk.slack.called("conversations.replies")
    assert lookup.arguments["include_all_metadata"]


async def _sent(desk, asked):
    """The answers to a message, when their delivery is confirmed."""
    name = DeliveryId(f"reply:{key(desk)}:{asked['ts']}:1")
    try:
        delivery = await desk.up.parts.messages.delivery(name)
    except Exception:  # noqa: BLE001 - it is not kept yet
        return None
    if delivery.state is not DeliveryState.SENT:
        return None
    return await desk.slack.from_bot(desk.channel, thread=asked["ts"])


async def test_a_channel_that_is_told_to_wait_holds_up_no_other(desk):
    other = await desk.slack.channel("other")
    await desk.slack.invite_bot(other)
    await until(lambda: desk.slack.from_bot(other))
    desk.slack.fail("chat.postMessage", "ratelimited", retry_after=8, channel=desk.channel)

    asked = await desk.mention("help")
    await until(lambda: threaded(desk))
    elsewhere = await desk.mention("help", channel=other)
    (answer,) = await desk.answer_to(elsewhere)

    await until(lambda: _sent(desk, asked))
    first, *_, last = [c for c in threaded(desk) if c.arguments["channel"] == desk.channel]
    assert last.at - first.at >= 8
    assert (await desk.call_of(answer)).at < last.at


async def test_messages_of_a_channel_keep_a_second_between_them(tmp_path):
    async with slack_desk(tmp_path, between=BETWEEN_MESSAGES) as desk:
        asked = [await desk.mention("help") for _ in range(3)]
        for message in asked:
            await desk.answer_to(message)

        at = [call.at for call in threaded(desk)]
    assert all(later - earlier >= 0.95 for earlier, later in itertools.pairwise(at))


@pytest.mark.parametrize("why", ["archived", "not a member"])
async def test_what_cannot_be_said_in_a_channel_is_said_to_the_asker(desk, why):
    if why == "archived":
        desk.slack.archive(desk.channel)
    else:
        desk.slack.remove_bot(desk.channel)

    await desk.alice.command(desk.channel, "brief")

    direct = await desk.slack.direct_channel(desk.alice)
    (told,) = await until(lambda: desk.slack.from_bot(direct))
    assert "I cannot write in that channel" in spoken(told["blocks"])
    # Of which channel that is said; who asks in several would not know.
    assert desk.channel in json.dumps(told["blocks"][0])
    assert (
        len(
            [
                c
                for c in desk.slack.called("chat.postMessage")
                if c.arguments["channel"] == desk.channel
            ]
        )
        == 2
    )


@pytest.mark.parametrize(
    ("words", "told"),
    [("breif", "Did you mean: brief"), ("brief", "I cannot write in that channel")],
)
async def test_a_command_between_two_people_is_answered_directly(desk, words, told):
    opened = await desk.slack.state("conversations.open", desk.alice.token, users=desk.bob.user_id)
    theirs = opened["channel"]["id"]
    both = {desk.alice.user_id, desk.bob.user_id}
    desk.slack.channels[theirs] = Channel(theirs, "direct", True, both, is_im=True)

    await desk.alice.command(theirs, words)

    direct = await desk.slack.direct_channel(desk.alice)
    (answer,) = await until(lambda: desk.slack.from_bot(direct))
    assert "a conversation that I am not part of" in spoken(answer["blocks"][:1])
    assert told in spoken(answer["blocks"])


async def test_what_is_said_directly_instead_is_said_once_though_its_answer_is_lost(desk):
    both = {desk.alice.user_id, desk.bob.user_id}
    theirs = "D0ALICEBOB"
    desk.slack.channels[theirs] = Channel(theirs, "direct", True, both, is_im=True)
    # What the address is, in place of a channel: the conversation with her.
    desk.slack.lose_answer("chat.postMessage", channel=desk.alice.user_id)

    await desk.alice.command(theirs, "status")

    direct = await desk.slack.direct_channel(desk.alice)
    await until(lambda: desk.slack.called("conversations.open"))
    name = desk.slack.metadata[direct, (await desk.slack.from_bot(direct))[0]["ts"]]

    async def is_sent():
        delivery = await desk.up.parts.messages.delivery(
            DeliveryId(name["event_payload"]["delivery_id"])
        )
        return delivery.state is DeliveryState.SENT

    await until(is_sent)
    assert len(await desk.slack.from_bot(direct)) == 1


async def test_an_answer_below_a_message_that_is_gone_is_explained_to_the_asker(desk, monkeypatch):
    slow = asyncio.Event()
    first = SqlMessageStore.keep_delivery

    async def keep(self, post, now):
        await slow.wait()
        return await first(self, post, now)

    monkeypatch.setattr(SqlMessageStore, "keep_delivery", keep)
    root = await desk.bob.say(desk.channel, "Look at this")
    await desk.mention("help", thread=root["ts"])
    await desk.bob.delete(root)
    slow.set()

    assert "is gone" in spoken((await desk.whisper())["blocks"])


async def test_a_revoked_token_ends_the_matter_and_purges_the_workspace(desk):
    await desk.briefing()
    desk.slack.is_revoked = True
    before = len(desk.slack.calls)

    asked = await desk.mention("help")
    name = DeliveryId(f"reply:{key(desk)}:{asked['ts']}:1")

    async def is_given_up():
        try:
            delivery = await desk.up.parts.messages.delivery(name)
        except Exception:  # noqa: BLE001 - it is not kept yet
            return False
        return delivery.state is DeliveryState.FAILED

    await until(is_given_up)
    posts = [c for c in desk.slack.calls[before:] if c.method.startswith("chat.post")]
    # None, where a sign of work was refused before: a dead token is not tried on.
    assert len(posts) <= 1

    desk.slack.revoke_tokens(bot=["U0BOT00001"])

    async def is_purged():
        return key(desk) not in await desk.up.parts.articles.channels()

    await until(is_purged)
    assert await desk.up.parts.articles.count(key(desk)) == 0


async def test_a_users_revoked_token_is_no_reason_to_forget(desk):
    await desk.briefing()

    desk.slack.revoke_tokens(oauth=["U1"])
    await desk.slack.quiet()
    await asyncio.sleep(0.3)

    assert await desk.up.parts.articles.count(key(desk)) == 1


async def test_a_long_briefing_goes_on_in_its_thread_and_each_message_is_sent_once(desk):
    for number in range(14):
        title = f"Ministers of state {number} sign treaty {number} on border crossing {number}"
        body = "".join(
            f"<p>The ministers of state {number} and of its neighbour signed treaty {number} on "
            f"Friday, which opens border crossing {number}-{part} to traders from both sides, and "
            f"said that {number + part + 20} lorries a day could pass it from May onwards. "
            f"{'The foreign ministry called the agreement an important step. ' * 3}</p>"
            for part in range(5)
        )
        desk.web.page(
            f"/treaty-{number}",
            f"<html><head><title>{title}</title></head><body><article><h1>{title}</h1>{body}"
            "</article></body></html>",
            content_type="text/html",
        )
        await desk.say(f"read {desk.web.url}/treaty-{number}")
    desk.slack.lose_answer("chat.postMessage", channel=desk.channel)

    await desk.mention("brief")

    async def posted():
        return [m for m in await desk.slack.from_bot(desk.channel) if "Briefing" in m["text"]]

    (briefing,) = await until(posted)
    whole = await desk.slack.from_bot(desk.channel, thread=briefing["ts"])
    heads = [b["text"]["text"] for m in whole for b in m["blocks"] if b["type"] == "header"]
    assert len(heads) == 1


# ---------------------------------------------------------------- streams


async def test_sentences_show_as_they_pass_and_the_finished_message_is_the_same_one(
    tmp_path, monkeypatch
):
    speaking(monkeypatch)
    async with slack_desk(tmp_path) as desk:
        await desk.say(f"read {desk.veto}")
        asked = await desk.mention("Who vetoed the draft?")
        (growing,) = await desk.answer_to(asked)
        assert "vetoed a draft resolution" in spoken(growing["blocks"])
        assert "Guyana" not in spoken(growing["blocks"])

        (done,) = await until(lambda: _sent(desk, asked))

    assert done["ts"] == growing["ts"]
    assert "Guyana" in spoken(done["blocks"])
    assert "Written by the model scripted" in spoken(done["blocks"])
    assert [b["type"] for b in done["blocks"]][-2:] == ["actions", "context_actions"]
    assert done["metadata"]["event_payload"]["part"] == 0
    assert len(desk.slack.called("chat.stopStream")) == 1
    assert desk.slack.called("chat.update") == []


async def test_a_stream_that_dies_is_replaced_in_place(tmp_path, monkeypatch):
    speaking(monkeypatch)
    async with slack_desk(tmp_path) as desk:
        desk.slack.kill_streams()
        await desk.say(f"read {desk.veto}")
        asked = await desk.mention("Who vetoed the draft?")
        answers = await until(lambda: _sent(desk, asked))

    (done,) = answers
    assert "Guyana" in spoken(done["blocks"])
    assert len(desk.slack.called("chat.update")) == 1


@pytest.mark.parametrize("why", ["refused for a moment", "restarted"])
async def test_a_stream_that_we_have_lost_is_closed_and_then_replaced(tmp_path, monkeypatch, why):
    speaking(monkeypatch)
    async with slack_desk(tmp_path) as desk:
        desk.slack.fail("chat.appendStream", "ratelimited", times=9 if "refused" in why else 0)
        await desk.say(f"read {desk.veto}")
        asked = await desk.mention("Who vetoed the draft?")
        (growing,) = await desk.answer_to(asked)
        if why == "restarted":
            desk.up.parts.slack.platform._streams._live.clear()
        (done,) = await until(lambda: _sent(desk, asked))

        assert done["ts"] == growing["ts"]
        assert "Guyana" in spoken(done["blocks"])
        assert not desk.slack.is_streaming(done["ts"])


async def test_a_stream_of_whose_beginning_nothing_was_heard_is_found(tmp_path, monkeypatch):
    speaking(monkeypatch)
    async with slack_desk(tmp_path) as desk:
        await desk.say(f"read {desk.veto}")
        desk.slack.lose_answer("chat.startStream")
        asked = await desk.mention("Who vetoed the draft?")
        (growing,) = await desk.answer_to(asked)

        (done,) = await until(lambda: _sent(desk, asked))

        assert done["ts"] == growing["ts"]
        assert "Guyana" in spoken(done["blocks"])
        assert len(await desk.slack.from_bot(desk.channel, thread=asked["ts"])) == 1


async def test_where_streaming_is_not_allowed_there_is_one_plain_message(tmp_path, monkeypatch):
    speaking(monkeypatch)
    async with slack_desk(tmp_path) as desk:
        desk.slack.fail("chat.startStream", "not_allowed_token_type", times=9)
        await desk.say(f"read {desk.veto}")
        asked = await desk.mention("Who vetoed the draft?")
        (done,) = await until(lambda: _sent(desk, asked))

    assert "Guyana" in spoken(done["blocks"])
    assert len(threaded(desk)) == 2


async def test_stop_keeps_what_was_shown_and_goes_no_further(tmp_path, monkeypatch):
    speaking(monkeypatch, pause=60)
    async with slack_desk(tmp_path) as desk:
        await desk.say(f"read {desk.veto}")
        asked = await desk.mention("Who vetoed the draft?")
        await desk.answer_to(asked)

        started = time.monotonic()
        await desk.alice.press_stop(desk.channel, asked["ts"])
        (done,) = await until(lambda: _sent(desk, asked))

    assert time.monotonic() - started < 45
    assert "vetoed a draft resolution" in spoken(done["blocks"])
    assert "Guyana" not in spoken(done["blocks"])
    assert "Stopped, as you asked." in spoken(done["blocks"])


# ---------------------------------------------------------------- events


async def test_events_that_come_twice_or_in_another_order_are_answered_once(desk):
    desk.slack.deliveries.twice = 6
    first = await desk.mention("help")
    await desk.answer_to(first)
    desk.slack.deliveries.held = []
    messages = [await desk.mention("help") for _ in range(3)]
    desk.slack.deliveries.release()
    for message in messages:
        await desk.answer_to(message)
    await desk.slack.quiet()
    await asyncio.sleep(0.3)

    for message in (first, *messages):
        assert len(await desk.slack.from_bot(desk.channel, thread=message["ts"])) == 1


async def test_what_cannot_be_kept_is_not_acknowledged_and_comes_again(desk, monkeypatch):
    keep, fails = SqlMessageStore.keep_incoming, 2

    async def failing(self, message):
        nonlocal fails
        if fails:
            fails -= 1
            raise StoreUnavailableError("The store is locked.")
        return await keep(self, message)

    monkeypatch.setattr(SqlMessageStore, "keep_incoming", failing)
    desk.slack.deliveries.retry_delays = (3.1, 3.1)
    asked = await desk.mention("help")

    await desk.answer_to(asked)
    assert len(await desk.slack.from_bot(desk.channel, thread=asked["ts"])) == 1


async def test_a_store_that_is_slow_is_asked_twice_and_answers_once(desk, monkeypatch):
    keep = SqlMessageStore.keep_incoming

    async def slow(self, message):
        await asyncio.sleep(3.3)
        return await keep(self, message)

    monkeypatch.setattr(SqlMessageStore, "keep_incoming", slow)
    asked = await desk.mention("help")
    await desk.answer_to(asked)
    await desk.slack.quiet()
    await asyncio.sleep(0.5)

    assert max(ack.tries for ack in desk.slack.acks) > 1
    assert len(await desk.slack.from_bot(desk.channel, thread=asked["ts"])) == 1


@pytest.mark.parametrize("warned", [True, False])
async def test_sockets_that_end_are_opened_again_and_nothing_is_lost(desk, warned):
    await desk.slack.drop_sockets(warned=warned)
    asked = await desk.mention("help")
    desk.slack.deliveries.retry_delays = (1.0,) * 20

    await desk.answer_to(asked)
    await until(lambda: len(desk.slack.deliveries.sockets) >= 1)


async def test_slack_away_at_the_start_is_waited_for(tmp_path, monkeypatch):
    monkeypatch.setattr("bot.app.slack.RETRY_SECONDS", 0.2)
    monkeypatch.setattr("bot.platforms.slack.socket_mode.PING_SECONDS", 0.2)
    from bot.app.running import running
    from tests.fakes.clock import RealClock
    from tests.fakes.slack.house import slack_settings
    from tests.fakes.slack.workspace import slack_workspace

    async with slack_workspace(tmp_path) as slack:
        slack.is_away = True
        async with running(slack_settings(tmp_path, slack), RealClock()) as up:
            health = await up.slack.health()
            assert not health["ok"]
            slack.is_away = False
            await until(lambda: len(slack.deliveries.sockets) == 2)

            async def is_well():
                return (await up.slack.health())["ok"]

            await until(is_well)


async def test_a_reply_that_is_quicker_than_slacks_answer_is_not_lost(desk):
    await desk.say(f"read {desk.veto}")
    talk = await desk.bob.say(desk.channel, "Coffee?")
    desk.slack.linger("chat.postMessage", 2)
    await desk.mention("brief")

    async def posted():
        return [m for m in await desk.slack.from_bot(desk.channel) if "Briefing" in m["text"]]

    (briefing,) = await until(posted)
    await desk.alice.say(desk.channel, "Who abstained?", thread=briefing["ts"])
    # So is not what people say to each other meanwhile.
    chat = await desk.bob.say(desk.channel, "Not for me", thread=talk["ts"])
    answers = await desk.answer_to({**briefing, "thread_ts": briefing["ts"]}, count=2)

    assert "Guyana" in spoken(answers[-1]["blocks"])
    assert await desk.slack.from_bot(desk.channel, thread=talk["ts"]) == []
    with pytest.raises(NotFoundError):
        await desk.up.parts.messages.incoming(key(desk), MessageId(chat["ts"]))
