"""Asking on Slack: in channels, threads, direct messages and by command; what is looked into."""

from __future__ import annotations

import asyncio
import logging

import pytest

from bot.domain.identifiers import ChannelKey, MessageId
from bot.platforms.slack import actions
from tests.adapters.slack_desk import VETO, links, slack_desk, spoken
from tests.fakes.local_web import head
from tests.fakes.slack.events import envelope
from tests.fakes.waiting import until


@pytest.fixture
async def desk(tmp_path):
    async with slack_desk(tmp_path) as opened:
        yield opened


def key(desk, channel=None):
    return ChannelKey("slack", f"{desk.slack.team}/{channel or desk.channel}")


async def test_the_bot_says_who_it_is_where_it_is_invited(desk):
    (welcome,) = await desk.slack.from_bot(desk.channel)

    assert "follow and a feed's address" in spoken(welcome["blocks"])

    # Brought there again, it does not repeat itself.
    desk.slack.emit(
        {"type": "member_joined_channel", "user": desk.slack.bot_user, "channel": desk.channel}
    )
    await desk.slack.quiet()
    await asyncio.sleep(0.2)
    assert len(await desk.slack.from_bot(desk.channel)) == 1


async def test_a_question_is_answered_in_its_thread_with_links_to_the_sentence(desk):
    await desk.briefing()

    answer = await desk.say("Who vetoed the draft?")

    assert "Russia and China on Friday vetoed" in spoken(answer["blocks"])
    (link,) = links(answer["blocks"])
    assert link.startswith(f"{desk.veto}#:~:text=Russia%20and%20China")
    call = await desk.call_of(answer)
    assert call.arguments["metadata"]["event_type"] == "attache_post"
    assert call.arguments["unfurl_links"] is False
    assert call.arguments["mrkdwn"] is False


async def test_one_mention_is_two_events_and_one_answer(desk):
    await desk.say("help")
    await desk.slack.quiet()

    heard = [ack.event_type for ack in desk.slack.acks if ack.event_type == "app_mention"]
    posts = [c for c in desk.slack.called("chat.postMessage") if c.arguments.get("thread_ts")]
    assert (len(heard), len(posts)) == (1, 1)


@pytest.mark.parametrize("reads", ["app_mention", "message"])
async def test_whichever_of_the_pair_comes_first_and_however_often_one_answer_is_given(desk, reads):
    desk.slack.reorder()
    asked = await desk.mention("help")
    held = desk.slack.deliveries.held
    await until(lambda: len(held) == 2)
    held.sort(key=lambda one: one[1]["event"]["type"] != reads)
    # Each comes again, as after an acknowledgement that was lost, under the event id that it had.
    desk.slack.deliveries.held = [*held, *held, *reversed(held)]
    desk.slack.deliveries.release(order=list)
    await desk.answer_to(asked)
    await desk.slack.quiet()
    await asyncio.sleep(0.3)

    assert len(desk.slack.acks) >= 6
    assert len(await desk.slack.from_bot(desk.channel, thread=asked["ts"])) == 1


async def test_what_is_edited_before_its_first_words_are_heard_is_answered_once(desk):
    desk.slack.reorder()
    asked = await desk.mention("status")
    await desk.alice.edit(asked, f"<@{desk.slack.bot_user}> help")
    held = desk.slack.deliveries.held
    await until(lambda: len(held) >= 3)
    desk.slack.deliveries.held = [held[-1], *held, *held]
    desk.slack.deliveries.release(order=list)
    await desk.answer_to(asked)
    await desk.slack.quiet()
    await asyncio.sleep(0.3)

    (answer,) = await desk.slack.from_bot(desk.channel, thread=asked["ts"])
    assert "I also understand" in spoken(answer["blocks"])


@pytest.mark.parametrize("is_mention_first", [True, False])
async def test_a_mention_that_an_edit_brings_in_is_answered_once(desk, is_mention_first):
    said = await desk.alice.say(desk.channel, "help, somebody")
    await desk.slack.quiet()
    desk.slack.reorder()
    await desk.alice.edit(said, f"<@{desk.slack.bot_user}> help")
    held = desk.slack.deliveries.held
    await until(lambda: held)
    (changed,) = [payload for _, payload in held]
    now = changed["event"]["message"]
    mention = {key: now[key] for key in ("user", "ts", "text", "edited")}
    mention |= {"type": "app_mention", "channel": desk.channel, "event_ts": now["edited"]["ts"]}
    both = [envelope(mention, desk.slack.team, None), changed]
    desk.slack.deliveries.held = None
    for payload in both if is_mention_first else both[::-1]:
        desk.slack.deliveries.send("events_api", payload)
        # The second one comes when the answer stands.
        await desk.answer_to(said)
    await desk.slack.quiet()
    await asyncio.sleep(0.5)

    assert len(await desk.slack.from_bot(desk.channel, thread=said["ts"])) == 1


async def test_one_event_that_is_told_for_two_workspaces_of_a_shared_channel_is_answered_once(desk):
    asked = await desk.alice.say(desk.channel, f"<@{desk.slack.bot_user}> help")
    await desk.answer_to(asked)
    again = {"type": "app_mention", "channel": desk.channel, "user": desk.alice.user_id,
             "ts": asked["ts"], "event_ts": asked["ts"], "team": "T0ELSEWHERE",
             "text": f"<@{desk.slack.bot_user}> help"}  # fmt: skip
    # We are in one of them: the other one's name on the envelope makes no other channel of it.
    heard = envelope(again, desk.slack.team, "Ev0ANOTHER")
    heard |= {
        "team_id": "T0ELSEWHERE",
        "context_team_id": "T0ELSEWHERE",
        "is_ext_shared_channel": True,
    }
    desk.slack.deliveries.send("events_api", heard)
    await desk.slack.quiet()
    await asyncio.sleep(0.3)

    assert len(await desk.slack.from_bot(desk.channel, thread=asked["ts"])) == 1


async def test_a_thread_of_ours_needs_no_mention_and_talk_elsewhere_is_not_ours(desk):
    briefing = await desk.briefing()
    await desk.alice.say(desk.channel, "Lunch at one?")

    asked = await desk.alice.say(desk.channel, "Who abstained?", thread=briefing["ts"])
    answers = await desk.answer_to({**asked, "thread_ts": briefing["ts"]}, count=2)

    assert "Guyana" in spoken(answers[-1]["blocks"])
    assert len(await desk.slack.from_bot(desk.channel)) == 2


async def test_a_direct_message_is_a_thread_root_and_a_memory_of_its_own(desk):
    await desk.briefing()

    asked = await desk.alice.direct("Who vetoed the draft?")
    (answer,) = await desk.answer_to(asked)

    assert answer["thread_ts"] == asked["ts"]
    assert "has read nothing yet" in spoken(answer["blocks"])


async def test_somebody_of_another_company_is_answered_in_a_shared_channel(desk):
    ts = desk.slack.next_ts()
    event = {"type": "app_mention", "channel": desk.channel, "user": desk.bob.user_id, "ts": ts,
             "event_ts": ts, "team": "T0ELSEWHERE", "text": f"<@{desk.slack.bot_user}> help"}  # fmt: skip
    theirs = {"team_id": "T0ELSEWHERE", "is_ext_shared_channel": True}
    heard = envelope(event, desk.slack.team, None) | theirs

    desk.slack.deliveries.send("events_api", heard)

    assert await desk.answer_to({"channel": desk.channel, "ts": ts})


async def test_bots_and_slack_itself_are_not_answered(desk):
    for more in ({"bot_id": "B9"}, {"subtype": "channel_join"}, {"subtype": "bot_message"}):
        desk.slack.emit(
            {"type": "message", "channel": desk.channel, "channel_type": "channel",
             "user": desk.bob.user_id, "ts": "1795000000.000100", "event_ts": "1795000000.000100",
             "text": f"<@{desk.slack.bot_user}> help", **more}
        )  # fmt: skip
    await desk.slack.quiet()
    await asyncio.sleep(0.2)

    assert len(await desk.slack.from_bot(desk.channel)) == 1
    assert not any(
        call.arguments.get("thread_ts") for call in desk.slack.called("chat.postMessage")
    )


async def test_an_edited_question_is_answered_anew_once_and_an_unfurl_is_none(desk):
    await desk.briefing()
    asked = await desk.mention("Who vetod it, do you think, of all of them there?")
    await desk.answer_to(asked)
    await desk.slack.unfurl(asked)

    desk.slack.deliveries.twice = 1
    await desk.alice.edit(asked, f"<@{desk.slack.bot_user}> Who vetoed the draft?")
    answers = await desk.answer_to(asked, count=2)
    await desk.slack.quiet()
    await asyncio.sleep(0.3)

    assert "Russia and China on Friday vetoed" in spoken(answers[-1]["blocks"])
    assert len(await desk.slack.from_bot(desk.channel, thread=asked["ts"])) == 2
    turns = await desk.up.parts.messages.thread(key(desk), MessageId(asked["ts"]))
    assert [t.text for t in turns if not t.is_ours] == ["Who vetoed the draft?"]


async def test_a_deleted_message_takes_with_it_what_it_brought_and_what_was_posted_of_it(desk):
    brought = await desk.mention(f"read {desk.veto}")
    await desk.answer_to(brought)
    answer = await desk.say("Who vetoed the draft?")

    await desk.alice.delete(brought)
    articles = desk.up.parts.articles

    async def is_forgotten():
        return await articles.count(key(desk)) == 0

    await until(is_forgotten)
    await desk.up.engine.tick()

    async def is_struck():
        (now,) = await desk.slack.from_bot(desk.channel, thread=answer["thread_ts"])
        return "Russia" not in spoken(now["blocks"])

    await until(is_struck)


async def test_what_is_deleted_while_it_is_read_is_not_learned(desk):
    goes_on = asyncio.Event()

    async def slow(_, writer):
        await goes_on.wait()
        writer.write(head(200, len(VETO.encode()), content_type="text/html") + VETO.encode())

    desk.web.routes["/slow"] = slow
    await desk.briefing()
    brought = await desk.mention(f"read {desk.web.url}/slow")
    await until(lambda: "/slow" in desk.web.paths())

    await desk.alice.delete(brought)
    messages = desk.up.parts.messages
    await until(lambda: messages.is_stopped(key(desk), MessageId(brought["ts"])))
    goes_on.set()
    # The next question is answered: the reading is over by then.
    await desk.say("help")

    assert await desk.up.parts.articles.known_urls(key(desk), [f"{desk.web.url}/slow"]) == set()
    assert await desk.slack.from_bot(desk.channel, thread=brought["ts"]) == []


async def test_a_message_that_comes_after_its_deletion_is_not_read(desk):
    ts, later = desk.slack.next_ts(), desk.slack.next_ts()
    said = {"type": "message", "channel": desk.channel, "channel_type": "channel",
            "user": desk.alice.user_id, "ts": ts, "event_ts": ts,
            "text": f"<@{desk.slack.bot_user}> read {desk.veto}"}  # fmt: skip
    gone = {"type": "message", "subtype": "message_deleted", "channel": desk.channel,
            "channel_type": "channel", "deleted_ts": ts, "ts": later, "event_ts": later,
            "previous_message": said}  # fmt: skip

    for event in (gone, said):
        desk.slack.emit(event)
        await desk.slack.quiet()
    await desk.say("help")

    assert "/veto" not in desk.web.paths()


async def test_of_an_edited_question_the_latest_words_are_answered_in_whatever_order_they_come(
    desk,
):
    await desk.briefing()
    desk.slack.reorder()
    asked = await desk.mention("Who is for it?")
    for words in ("Who vetoed it?", "Who abstained?"):
        await desk.alice.edit(asked, f"<@{desk.slack.bot_user}> {words}")

    desk.slack.release()
    await desk.slack.quiet()
    await desk.answer_to(asked)
    await desk.say("help")

    (answer,) = await desk.slack.from_bot(desk.channel, thread=asked["ts"])
    assert "Guyana" in spoken(answer["blocks"])


async def test_a_channel_that_gets_another_id_keeps_its_memory_and_its_digest(desk):
    await desk.briefing()
    await desk.say("digest 08:00 daily Europe/Paris")
    shared = await desk.slack.channel("shared", private=True)
    desk.slack.channels[shared].members.add(desk.slack.bot_user)
    changed = {"type": "channel_id_changed", "event_ts": desk.slack.next_ts()}

    desk.slack.emit(changed | {"old_channel_id": desk.channel, "new_channel_id": shared})

    schedules = desk.up.parts.schedules
    await until(lambda: schedules.schedule(key(desk, shared)))
    assert await schedules.schedule(key(desk)) is None
    assert await desk.up.parts.articles.count(key(desk, shared)) == 1


# ---------------------------------------------------------------- commands


async def test_a_slash_command_answers_its_giver_alone_and_a_question_everybody(desk):
    await desk.briefing()

    ack = await desk.alice.command(desk.channel, "status")
    assert "Memory: 1 article" in spoken((await desk.whisper())["blocks"])
    assert ack.payload is None

    ack = await desk.alice.command(desk.channel, "Who vetoed the draft?")
    assert ack.payload == {"text": "On it…"}

    async def answered():
        last = (await desk.slack.from_bot(desk.channel))[-1]
        return last if "Question: Who vetoed the draft?" in spoken(last["blocks"]) else None

    assert "Russia and China" in spoken((await until(answered))["blocks"])


async def test_an_address_in_a_command_is_taken_to_the_letter(desk):
    desk.web.page("/told", VETO, content_type="text/html; charset=utf-8")

    ack = await desk.alice.command(desk.channel, f"read {desk.web.url}/told?a=1&copy=2&lt=3")
    # A page takes its time.
    assert ack.payload == {"text": "On it…"}
    await desk.whisper()

    assert desk.web.paths()[0] == "/told?a=1&copy=2&lt=3"


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("breif", "Did you mean: brief"),
        ("digest 8 oclock moonday", "is not a time"),
        ("follow http://10.0.0.1/feed", "10.0.0.1"),
    ],
)
async def test_a_slip_or_something_refused_is_told_to_whoever_typed_it(desk, words, told):
    await desk.alice.command(desk.channel, words)

    assert told in spoken((await desk.whisper())["blocks"])
    assert len(await desk.slack.from_bot(desk.channel)) == 1


async def test_a_slip_is_done_as_it_was_meant_at_a_click(desk):
    await desk.mention("sorces")

    await desk.alice.click(await desk.whisper(), actions.ACCEPT)

    def told():
        both = desk.slack.whispered(desk.alice)
        return both[1:] and spoken(both[-1]["blocks"])

    assert "This channel follows nothing yet" in await until(told)
    assert "thread_ts" not in desk.slack.whispered(desk.alice)[-1]


async def test_an_address_that_is_no_feed_is_told_in_the_thread_to_the_asker(desk):
    await desk.mention("follow " + desk.veto)

    told = await desk.whisper()
    assert "feed" in spoken(told["blocks"])
    # A thread that has not begun shows it to nobody.
    assert "thread_ts" not in told


async def test_a_setting_that_is_changed_by_command_is_told_to_everybody(desk):
    await desk.alice.command(desk.channel, "topics sanctions")

    async def told():
        last = (await desk.slack.from_bot(desk.channel))[-1]
        return "sanctions" in spoken(last["blocks"])

    assert await until(told)


async def test_a_feed_is_shown_before_it_is_followed_and_a_button_says_yes(desk):
    asked = await desk.mention(f"follow {desk.feed}")
    (shown,) = await desk.answer_to(asked)
    assert "Nothing is followed yet" in spoken(shown["blocks"])
    assert await desk.up.parts.sources.sources(key(desk)) == []

    await desk.alice.click(shown, actions.ACCEPT)
    await desk.alice.click(shown, actions.ACCEPT)

    _, answer = await desk.answer_to(asked, count=2)
    assert "I follow The Harbour Post from now on" in spoken(answer["blocks"])
    (health,) = await desk.up.parts.sources.sources(key(desk))
    assert health.source.url == desk.feed


MET = (
    "The foreign ministers of Norland and Estmark met in Porthaven on Monday to discuss fishing "
    "rights in the strait. They agreed to set up a joint commission.\n\nThe minister of Estmark, Ada "
    "Lund, called on all parties to refrain from unilateral measures until the end of June."
)


async def test_a_pasted_text_is_offered_to_be_read_and_a_button_says_yes(desk):
    asked = await desk.mention(MET)
    (offered,) = await desk.answer_to(asked)
    assert "Shall I read this text (" in spoken(offered["blocks"])
    assert await desk.up.parts.articles.count(key(desk)) == 0

    await desk.bob.click(offered, actions.ACCEPT)

    _, read = await desk.answer_to(asked, count=2)
    assert "I read the text" in spoken(read["blocks"])
    assert await desk.up.parts.articles.count(key(desk)) == 1
    await desk.alice.delete(asked)

    async def is_forgotten():
        return await desk.up.parts.articles.count(key(desk)) == 0

    await until(is_forgotten)


async def test_a_text_that_is_pasted_by_command_or_directly_can_be_read_too(desk):
    await desk.alice.command(desk.channel, MET)
    offered = await desk.whisper()
    await desk.alice.click(
        {**offered, "channel": desk.channel, "ts": offered["ts"]}, actions.ACCEPT
    )

    async def is_read():
        return await desk.up.parts.articles.count(key(desk)) == 1

    await until(is_read)

    asked = await desk.alice.direct(MET)
    await desk.answer_to(asked)
    said = await desk.alice.direct("yes")
    (answer,) = await desk.answer_to(said)
    assert "I read the text" in spoken(answer["blocks"])


async def test_a_digest_without_a_zone_comes_in_the_zone_of_whoever_asks(desk):
    told = spoken((await desk.say("digest 8am weekdays"))["blocks"])

    assert "08:00 on weekdays, Europe/Paris" in told
    assert "I took Europe/Paris, which is your own time zone here" in told


async def test_guests_and_strangers_may_ask_and_change_nothing(desk):
    for name in ("guest", "stranger"):
        person = desk.slack.person(name)
        await desk.slack.state(
            "conversations.invite", "xoxp-alice", channel=desk.channel, users=person.user_id
        )
        await desk.mention(f"follow {desk.feed}", by=person)
        assert "may change this channel's settings" in spoken(
            (await desk.whisper(person))["blocks"]
        )
        assert "I also understand" in spoken((await desk.say("help", by=person))["blocks"])
    assert await desk.up.parts.sources.sources(key(desk)) == []


# ---------------------------------------------------------------- looking into a post


async def test_evidence_changes_and_left_out_open_beside_the_briefing(desk):
    briefing = await desk.briefing()

    for action, told in (
        (actions.EVIDENCE, "The Harbour Post · published Fri 22 March 2024"),
        (actions.CHANGES, "New here: this channel had been sent nothing of it before."),
        (actions.LEFT_OUT, "left nothing out"),
    ):
        desk.slack.modals.clear()
        ack = await desk.alice.click(briefing, action)
        assert ack.seconds < 2.5
        view = await desk.modal()
        assert told in spoken(view["blocks"])
    desk.slack.modals.clear()
    await desk.alice.click(briefing, actions.EVIDENCE)
    quotes = [b for b in (await desk.modal())["blocks"] if b["type"] == "rich_text"]
    assert any("vetoed a draft resolution" in spoken(b) for b in quotes)


async def test_a_follow_up_from_the_form_is_answered_in_the_thread(desk):
    briefing = await desk.briefing()
    await desk.alice.click(briefing, actions.FOLLOW_UP)
    form = await desk.modal()

    ack = await desk.alice.submit(form, question="Who abstained?")
    answers = await desk.answer_to({**briefing, "thread_ts": briefing["ts"]}, count=2)

    assert ack.payload == {"response_action": "clear"}
    assert "Question: Who abstained?" in spoken(answers[-1]["blocks"])
    assert "Guyana" in spoken(answers[-1]["blocks"])


async def test_a_follow_up_on_an_answer_goes_into_the_thread_that_the_answer_is_in(desk):
    briefing = await desk.briefing()
    asked = await desk.alice.say(desk.channel, "Who vetoed the draft?", thread=briefing["ts"])
    answer = (await desk.answer_to({**asked, "thread_ts": briefing["ts"]}, count=2))[-1]
    await desk.alice.click(answer, actions.FOLLOW_UP)

    await desk.alice.submit(await desk.modal(), question="Who abstained?")

    answers = await desk.answer_to({**asked, "thread_ts": briefing["ts"]}, count=3)
    assert "Question: Who abstained?" in spoken(answers[-1]["blocks"])


async def test_a_thumb_is_kept_and_the_newer_one_counts(desk):
    briefing = await desk.briefing()

    for value in ("good", "bad"):
        await desk.alice.click(briefing, actions.FEEDBACK, value=value)

    thumbs = await desk.up.parts.messages.feedback(key(desk))
    assert [(t.sender, t.is_good) for t in thumbs] == [(desk.alice.user_id, False)]


@pytest.mark.parametrize("button", [actions.EVIDENCE, actions.FOLLOW_UP])
async def test_a_window_that_slack_does_not_open_is_owned_up_to(desk, button):
    briefing = await desk.briefing()
    desk.slack.fail("views.open", "expired_trigger_id")

    await desk.bob.click(briefing, button)

    assert "press the button again" in (await desk.whisper(desk.bob))["text"]


async def test_a_button_under_a_message_that_was_purged_says_so(desk):
    briefing = await desk.briefing()
    await desk.up.parts.purge.purge(str(key(desk)))

    await desk.alice.click(briefing, actions.EVIDENCE)

    assert "no longer know that message" in spoken((await desk.modal())["blocks"])


async def test_the_same_can_be_asked_in_words_in_the_thread(desk):
    briefing = await desk.briefing()

    for number, (words, told) in enumerate(
        (("evidence 2", "The Harbour Post"), ("changes", "New here"), ("omitted", "nothing out"))
    ):
        await desk.alice.say(desk.channel, words, thread=briefing["ts"])
        said = await desk.answer_to({**briefing, "thread_ts": briefing["ts"]}, count=number + 2)
        assert told in spoken(said[-1]["blocks"])


# ---------------------------------------------------------------- shortcuts and files


async def test_read_this_reads_the_links_of_somebody_elses_message(desk):
    shared = await desk.bob.say(desk.channel, f"Look: <{desk.veto}|this> and lunch")

    await desk.alice.shortcut(actions.READ_THIS, shared)

    told = spoken((await desk.whisper())["blocks"])
    assert "The Harbour Post, Fri 22 March 2024, " in told
    assert await desk.up.parts.articles.count(key(desk)) == 1

    await desk.bob.delete(shared)

    async def is_forgotten():
        return await desk.up.parts.articles.count(key(desk)) == 0

    await until(is_forgotten)


async def test_read_this_reads_what_an_app_shows_in_blocks_alone(desk):
    item = {"type": "mrkdwn", "text": f"*<{desk.veto}|A veto>*"}
    posted = {
        "type": "message", "subtype": "bot_message", "bot_id": "B9", "text": "1 new item",
        "ts": desk.slack.next_ts(), "channel": desk.channel,
        "blocks": [{"type": "section", "block_id": "b", "text": item}],
    }  # fmt: skip

    await desk.alice.shortcut(actions.READ_THIS, posted)

    assert "The Harbour Post, Fri 22 March 2024, " in spoken((await desk.whisper())["blocks"])


async def test_a_message_that_is_forwarded_to_the_bot_is_read(desk):
    channel, ts = await desk.slack.direct_channel(desk.alice), desk.slack.next_ts()
    shared = {"is_share": True, "is_msg_unfurl": True, "text": f"Look: <{desk.veto}>"}
    desk.slack.emit(
        {"type": "message", "channel": channel, "channel_type": "im", "user": desk.alice.user_id,
         "text": "", "ts": ts, "event_ts": ts, "attachments": [shared]}
    )  # fmt: skip

    (told,) = await desk.answer_to({"channel": channel, "ts": ts})

    assert "I read Russia and China veto US draft" in spoken(told["blocks"])


async def test_brief_this_briefs_on_a_thread_in_the_thread(desk):
    root = await desk.bob.say(desk.channel, "What do we make of these?")
    await desk.bob.say(desk.channel, f"<{desk.veto}>", thread=root["ts"])
    (whole,) = [m for m in await desk.slack.messages(desk.channel) if m["ts"] == root["ts"]]

    await desk.alice.shortcut(actions.BRIEF_THIS, whole)

    # Bob's link may be dealt with after the thread has become ours: then it is confirmed as well.
    async def briefed():
        answers = await desk.answer_to(root)
        return any(
            "Briefing on Russia and China veto US draft" in spoken(a["blocks"]) for a in answers
        )

    assert await until(briefed)


async def test_read_this_reads_the_files_of_a_message(desk):
    note = (
        "Envoys meet in Cairo\n\nEnvoys of five states met in Cairo on Thursday to speak about a "
        "ceasefire, and agreed to meet again within a week, the ministry said.\n"
    )
    file = desk.slack.add_file(desk.bob.user_id, "note.txt", note.encode(), "text/plain")
    said = await desk.bob.say(desk.channel, "As promised.")

    await desk.alice.shortcut(actions.READ_THIS, {**said, "files": [file]})

    told = spoken((await desk.whisper())["blocks"])
    assert told.startswith("I read Envoys meet in Cairo")


@pytest.mark.parametrize("shortcut", [actions.READ_THIS, actions.BRIEF_THIS])
async def test_a_message_without_links_or_text_cannot_be_read(desk, shortcut):
    shared = await desk.bob.say(desk.channel, "Hm.")

    await desk.alice.shortcut(shortcut, shared)

    told = await desk.whisper()
    assert "too short to be an article" in spoken(told["blocks"])
    # A thread that has not begun shows it to nobody.
    assert "thread_ts" not in told


async def test_a_slip_that_is_edited_into_another_one_is_told_where_it_is_seen(desk):
    asked = await desk.mention("breif")
    await desk.whisper()

    await desk.alice.edit(asked, f"<@{desk.slack.bot_user}> topcis")

    both = await until(
        lambda: desk.slack.whispered(desk.alice)[1:] and desk.slack.whispered(desk.alice)
    )
    assert "topics" in spoken(both[-1]["blocks"])
    assert not any("thread_ts" in told for told in both)


async def test_files_are_read_and_confirmed_with_what_they_are(desk):
    note = (
        "Envoys meet in Cairo\n\nEnvoys of five states met in Cairo on Thursday to speak about a "
        "ceasefire, and agreed to meet again within a week, the ministry said.\n"
    )
    mail = (
        "From: Press Office <press@ministry.example>\nTo: desk@x.example\nSubject: Minister to "
        "visit Amman\nDate: Thu, 21 Mar 2024 09:00:00 +0100\nMIME-Version: 1.0\n"
        "Content-Type: text/plain; charset=utf-8\n\nThe minister will visit Amman on Saturday, "
        "the ministry announced, and will meet her counterpart there.\n"
    )
    files = [
        ("note.txt", note.encode(), "text/plain"),
        ("release.eml", mail.encode(), "message/rfc822"),
        ("picture.png", b"\x89PNG\r\n", "image/png"),
    ]

    sent = await desk.alice.say(desk.channel, f"<@{desk.slack.bot_user}>", files=files)
    (told,) = await desk.answer_to(sent)

    said = spoken(told["blocks"])
    assert "Envoys meet in Cairo (no outlet named, no date, " in said
    assert "Minister to visit Amman" in said
    assert "Press Office, Thu 21 March 2024" in said
    assert "picture.png is a picture" in said


async def test_a_file_of_another_companys_that_came_as_its_id_alone_is_read_by_its_name(desk):
    mail = (
        "From: Press Office <press@ministry.example>\nTo: desk@x.example\nSubject: Minister to "
        "visit Amman\nDate: Thu, 21 Mar 2024 09:00:00 +0100\nMIME-Version: 1.0\n"
        "Content-Type: text/plain; charset=utf-8\n\nThe minister will visit Amman on Saturday, "
        "the ministry announced, and will meet her counterpart there.\n"
    )
    file = desk.slack.add_file(desk.bob.user_id, "release.eml", mail.encode(), "message/rfc822")
    large = desk.slack.add_file(
        desk.bob.user_id, "book.pdf", b"%PDF-", "application/pdf", size=10**8
    )
    shown = [
        {"id": one["id"], "mode": "file_access", "file_access": "check_file_info"}
        for one in (file, large)
    ]
    desk.slack.files_coming[desk.bob.user_id] = shown

    sent = await desk.bob.say(desk.channel, f"<@{desk.slack.bot_user}>")
    (told,) = await desk.answer_to(sent)

    said = spoken(told["blocks"])
    assert "Minister to visit Amman" in said
    assert "Press Office, Thu 21 March 2024" in said
    assert "book.pdf is larger than 20 MB" in said
    # Slack's types know no such file; its pages on shared channels do.
    assert all(problem.startswith("HeardFile at files/") for problem in desk.slack.problems)
    desk.slack.problems.clear()


async def test_a_list_of_feeds_is_followed_and_a_huge_file_is_not_fetched(desk):
    opml = f'<opml version="2.0"><body><outline xmlUrl="{desk.feed}"/></body></opml>'
    desk.slack.files_coming[desk.alice.user_id] = [
        desk.slack.add_file(desk.alice.user_id, "feeds.opml", opml.encode(), "text/xml"),
        desk.slack.add_file(
            desk.alice.user_id, "book.pdf", b"%PDF-", "application/pdf", size=100_000_000
        ),
    ]

    sent = await desk.alice.say(desk.channel, f"<@{desk.slack.bot_user}>")
    (told,) = await desk.answer_to(sent)

    assert "I follow 1 feed of that list" in spoken(told["blocks"])
    assert "book.pdf is larger than 20 MB" in spoken(told["blocks"])
    (health,) = await desk.up.parts.sources.sources(key(desk))
    assert health.source.url == desk.feed


# ---------------------------------------------------------------- signs of work, streams, stop


async def test_work_shows_at_once_and_ends(desk):
    asked = await desk.mention("help")
    await desk.answer_to(asked)

    def shown_so_far():
        return [status for _, thread, status, _ in desk.slack.statuses if thread == asked["ts"]]

    await until(lambda: shown_so_far()[-1:] == [""])

    assert shown_so_far()[0] == "is reading…"
    sessions = [c.arguments["status"] for c in desk.slack.called("agents.sessions.setStatus")]
    assert sessions[-2:] == ["processing", "active"]


async def test_a_workspace_without_agents_is_not_asked_again(tmp_path):
    async with slack_desk(tmp_path) as desk:
        desk.slack.fail("agents.sessions.setStatus", "unknown_method", times=9)
        for _ in range(2):
            await desk.say("help")
        assert len(desk.slack.called("agents.sessions.setStatus")) == 1


async def test_no_word_and_no_token_reaches_the_log(tmp_path, capfd):
    logging.getLogger("slack_sdk").setLevel(logging.DEBUG)
    logging.getLogger("slack_bolt").setLevel(logging.DEBUG)
    async with slack_desk(tmp_path, log_level="DEBUG") as desk:
        await desk.say("tell me about zanzibarcode")
        desk.slack.fail("chat.postMessage", "invalid_blocks")
        await desk.mention("another zanzibarcode")
        await desk.whisper()
    told = "".join(capfd.readouterr())
    assert "zanzibarcode" not in told
    assert desk.slack.bot_token not in told
    assert desk.slack.app_token not in told
