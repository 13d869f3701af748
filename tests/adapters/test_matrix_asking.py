"""Asking on Matrix: in rooms, threads and direct rooms; what is given; who may change settings."""

from __future__ import annotations

import asyncio

import pytest

from bot.domain.identifiers import ChannelKey, MessageId
from bot.errors import NotFoundError
from bot.platforms.matrix import brake
from tests.adapters.matrix_desk import matrix_desk
from tests.fakes.matrix.homeserver import BOT
from tests.fakes.matrix.reading import current_text, is_in_thread, relation
from tests.fakes.waiting import until


@pytest.fixture
async def desk(tmp_path, synapse):
    async with matrix_desk(tmp_path, synapse) as opened:
        yield opened


def key(desk, room=None):
    return ChannelKey("matrix", room or desk.room)


async def test_a_question_is_answered_in_its_thread_with_links_to_the_sentence(desk):
    await desk.briefing()

    asked = await desk.mention("Who vetoed the draft?")
    (answer,) = await desk.answers(asked)

    content = answer["content"]
    assert "Russia and China on Friday vetoed" in content["body"]
    assert f'href="{desk.veto}#:~:text=Russia%20and%20China' in content["formatted_body"]
    assert content["msgtype"] == "m.text"
    assert content["m.mentions"] == {"user_ids": [desk.alice.user_id]}
    assert relation(answer)["event_id"] == asked
    assert relation(answer)["is_falling_back"] is True


async def test_a_thread_of_ours_needs_no_mention_and_talk_elsewhere_is_not_ours(desk):
    briefing = (await desk.briefing())["event_id"]
    await desk.alice.say(desk.room, "Lunch at one?")

    await desk.alice.say(desk.room, "Who abstained?", thread=briefing)
    answers = await desk.answers(briefing)

    assert "Guyana" in current_text(answers[-1])
    await asyncio.sleep(0.5)
    in_room = [e for e in await desk.alice.from_bot(desk.room) if not relation(e)]
    assert len(in_room) == 2


async def test_a_reply_to_our_message_is_a_question_in_its_thread(desk):
    briefing = (await desk.briefing())["event_id"]

    await desk.bob.say(desk.room, "Who abstained?", reply_to=briefing)

    assert "Guyana" in current_text((await desk.answers(briefing))[-1])


async def test_a_direct_room_needs_no_mention_and_has_a_memory_of_its_own(desk):
    await desk.briefing()
    room = await desk.alice.create_room(invite=(BOT,), direct=True)
    await desk.posted("I am Attaché", room=room)

    asked = await desk.alice.say(room, "Who vetoed the draft?")
    (answer,) = await desk.answers(asked, room=room)

    assert "has read nothing yet" in current_text(answer)


MET = (
    "The foreign ministers of Norland and Estmark met in Porthaven on Monday to discuss fishing "
    "rights in the strait. They agreed to set up a joint commission.\n\nThe minister of Estmark, Ada "
    "Lund, called on all parties to refrain from unilateral measures until the end of June."
)


async def test_a_pasted_text_is_offered_to_be_read_and_a_yes_reads_it(desk):
    asked = await desk.mention(MET)
    (offered,) = await desk.answers(asked)
    assert "Shall I read this text (" in current_text(offered)
    assert await desk.up.parts.articles.count(key(desk)) == 0

    await desk.alice.say(desk.room, "Yes!", reply_to=offered["event_id"])

    assert "I read the text" in current_text((await desk.answers(asked, count=2))[-1])
    assert await desk.up.parts.articles.count(key(desk)) == 1


async def test_a_digest_without_a_zone_comes_in_the_zone_of_whoever_asks(desk):
    guessed = await desk.say("digest 08:00 weekdays")
    assert "No time zone has been named here yet" in current_text(guessed)

    for field, zone in (("us.cloke.msc4175.tz", "Asia/Tokyo"), ("m.tz", "America/Lima")):
        await desk.alice.call("PUT", "profile", desk.alice.user_id, field, body={field: zone})
    told = current_text(await desk.say("digest 08:00 weekdays"))

    assert "08:00 on weekdays, America/Lima" in told
    assert "I took America/Lima, which is your own time zone here" in told
    # It is the channel's now, whoever asks.
    again = current_text(await desk.say("digest 09:00"))
    assert "09:00 every day, America/Lima" in again
    assert "I took" not in again


async def test_in_a_direct_room_a_yes_may_stand_outside_the_thread(desk):
    room = await desk.alice.create_room(invite=(BOT,), direct=True)
    await desk.posted("I am Attaché", room=room)
    await desk.answers(await desk.alice.say(room, MET), room=room)

    said = await desk.alice.say(room, "yes")

    assert "I read the text" in current_text((await desk.answers(said, room=room))[0])


@pytest.mark.parametrize("call", ["!attache help", "Attache: help", "@attache help"])
async def test_the_bot_is_called_by_command_and_by_name(desk, call):
    asked = await desk.alice.say(desk.room, call)

    assert "brief [topic]" in current_text((await desk.answers(asked))[-1])


async def test_the_bot_is_called_by_the_name_that_it_was_given_meanwhile(desk):
    api = desk.up.parts.matrix.api
    path = f"/_matrix/client/v3/profile/{BOT}/displayname"
    await api.call("PUT", path, {"displayname": "Herald"})

    async def is_called_so():
        member = await desk.alice.state(desk.room, "m.room.member", BOT)
        return member["displayname"] == "Herald"

    try:
        await until(is_called_so)
        asked = await desk.alice.say(desk.room, "Herald: help")

        assert "brief [topic]" in current_text((await desk.answers(asked))[-1])
    finally:
        # Other tests share the homeserver.
        await api.call("PUT", path, {"displayname": "attache"})


async def test_an_edited_question_is_answered_anew_once(desk):
    await desk.briefing()
    asked = await desk.mention("Who vetod it, do you think, of all of them there?")
    await desk.answers(asked)

    await desk.alice.edit(desk.room, asked, f"{BOT}: Who vetoed the draft?")
    answers = await desk.answers(asked, count=2)
    await asyncio.sleep(0.5)

    assert "Russia and China on Friday vetoed" in current_text(answers[-1])
    assert len(await desk.alice.from_bot(desk.room, thread=asked)) == 2


async def test_a_redacted_message_takes_with_it_what_it_brought_and_what_was_posted_of_it(desk):
    brought = await desk.mention(f"read {desk.veto}")
    await desk.answers(brought)
    answer = await desk.say("Who vetoed the draft?")

    await desk.alice.redact(desk.room, brought)

    async def is_forgotten():
        return await desk.up.parts.articles.count(key(desk)) == 0

    await until(is_forgotten)
    await desk.up.engine.tick()

    async def is_revised():
        ours = await desk.alice.from_bot(desk.room)
        return all("Russia and China on Friday" not in current_text(e) for e in ours)

    await until(is_revised)
    now = [e for e in await desk.alice.from_bot(desk.room) if e["event_id"] == answer["event_id"]]
    assert "forgotten" in current_text(now[0])


async def test_emoji_ask_for_evidence_and_what_was_left_out_and_thumbs_are_kept(desk):
    briefing = (await desk.briefing())["event_id"]

    await desk.bob.react(desk.room, briefing, "🔍")
    (evidence,) = await desk.answers(briefing)
    assert "with Guyana abstaining" in current_text(evidence) or "vetoed" in current_text(evidence)
    assert "The Harbour Post" in current_text(evidence)

    await desk.bob.react(desk.room, briefing, "❓")
    left_out = (await desk.answers(briefing, count=2))[-1]
    assert "left nothing out" in current_text(left_out)

    await desk.bob.react(desk.room, briefing, "👍️")

    async def kept():
        return await desk.up.parts.messages.feedback(key(desk), message_id=MessageId(briefing))

    (thumb,) = await until(kept)
    assert (thumb.sender, thumb.is_good) == (desk.bob.user_id, True)

    async def taken_back():
        return not await kept()

    await desk.bob.redact(desk.room, thumb.reaction_id)
    await until(taken_back)


async def test_notices_bots_and_odd_events_are_not_answered(desk):
    before = len(await desk.alice.from_bot(desk.room))
    mentions = {"m.mentions": {"user_ids": [BOT]}}
    notice = {"msgtype": "m.notice", "body": "Attache: help", **mentions}
    await desk.alice.send(desk.room, "m.room.message", notice)
    bot = {"msgtype": "m.text", "body": "Attache: help", "org.attache.post": {}, **mentions}
    await desk.alice.send(desk.room, "m.room.message", bot)
    for content in (
        {
            "msgtype": "m.text",
            "body": "x",
            "m.relates_to": {"rel_type": "m.replace", "event_id": 5},
        },
        {"msgtype": "m.file", "info": {"size": "big"}, "body": "3"},
    ):
        await desk.alice.send(desk.room, "m.room.message", content)

    asked = await desk.mention("help")
    await desk.answers(asked)

    assert len(await desk.alice.from_bot(desk.room)) == before + 1


async def test_what_two_bots_say_to_each_other_comes_to_an_end(desk, monkeypatch):
    monkeypatch.setattr(brake, "MOST", 4)
    thread = (await desk.briefing())["event_id"]

    async def answers():
        found = await desk.alice.from_bot(desk.room, thread=thread)
        return [e for e in found if e["content"]["msgtype"] == "m.text"]

    for number in range(4):
        await desk.bob.say(desk.room, "Who abstained?", thread=thread)
        await until(lambda number=number: _as_many(answers, number + 1))
    for _ in range(2):
        await desk.bob.say(desk.room, "Who abstained?", thread=thread)

    async def told():
        found = await desk.alice.from_bot(desk.room, thread=thread)
        return [e for e in found if "more than I answer" in current_text(e)]

    (word,) = await until(told)
    assert word["content"]["msgtype"] == "m.notice"
    await desk.say("Who abstained?", by=desk.alice)
    assert len(await answers()) == 4
    assert len(await told()) == 1


async def _as_many(found, count):
    return len(await found()) >= count


async def test_settings_are_for_those_with_the_rooms_power(desk):
    refused = await desk.say("digest 08:00 daily Europe/Paris", by=desk.bob)
    assert "may not" in current_text(refused) or "may change" in current_text(refused)

    await desk.alice.set_power(desk.room, desk.bob.user_id, 50)
    allowed = await desk.say("digest 08:00 daily Europe/Paris", by=desk.bob)
    assert "The digest comes at 08:00" in current_text(allowed)

    shown = current_text(await desk.say("settings"))
    assert "08:00" in shown
    assert "quietly" in shown
    assert "Europe/Paris" in shown


async def test_work_shows_by_typing_and_a_receipt(desk):
    page = desk.web.routes["/veto"]
    async with desk.bob.watching() as seen:

        async def slow(request, writer):
            # What is answered at once shows no typing.
            await until(lambda: seen.has_typed(desk.room, BOT))
            await page(request, writer)

        desk.web.routes["/veto"] = slow
        asked = await desk.mention(f"read {desk.veto}")
        await desk.answers(asked)

        await until(lambda: seen.has_read(desk.room, asked, BOT))
        await until(lambda: seen.has_typed(desk.room, BOT))
        await until(lambda: not seen.is_typing(desk.room, BOT))


def slowly(desk, path, seconds):
    """A page that takes a while; `seconds` or an event that it waits for."""
    page = desk.web.routes["/veto"]

    async def slow(request, writer):
        await (seconds.wait() if isinstance(seconds, asyncio.Event) else asyncio.sleep(seconds))
        await page(request, writer)

    desk.web.routes[path] = slow
    return f"{desk.web.url}{path}"


@pytest.mark.parametrize(
    ("words", "said"),
    [("read", "Read. The answer is below."), ("brief", "Read. The answer is in the room.")],
)
async def test_long_work_is_said_once_and_then_that_it_is_over(desk, words, said):
    desk.up.parts.matrix.platform.signs._long_work = 0.3
    is_free = asyncio.Event()

    asked = await desk.mention(f"{words} {slowly(desk, '/slow', is_free)}")
    (reading,) = await desk.answers(asked)
    assert current_text(reading) == "Still reading; the answer is coming."
    assert reading["content"]["msgtype"] == "m.notice"
    is_free.set()

    async def over():
        ours = await desk.alice.from_bot(desk.room)
        return [e for e in ours if e["event_id"] == reading["event_id"] and current_text(e) == said]

    await until(over)
    events = await desk.alice.events(desk.room)
    edits = [e for e in events if relation(e).get("rel_type") == "m.replace"]
    assert len(edits) == 1


async def test_what_was_deleted_while_it_was_read_is_not_kept_and_no_answer_is_promised(desk):
    signs = desk.up.parts.matrix.platform.signs
    signs._long_work, signs._no_answer_after = 0.3, 0.3
    is_free = asyncio.Event()
    asked = await desk.mention(f"read {slowly(desk, '/slow', is_free)}")
    await desk.answers(asked)

    await desk.alice.redact(desk.room, asked)
    messages = desk.up.parts.messages

    async def is_withdrawn():
        try:
            await messages.incoming(key(desk), MessageId(asked))
        except NotFoundError:
            return True
        return False

    await until(is_withdrawn)
    is_free.set()

    async def nothing_is_said():
        return await desk.alice.from_bot(desk.room, thread=asked) == []

    await until(nothing_is_said)
    await asyncio.sleep(1)
    assert await nothing_is_said()
    assert await desk.up.parts.articles.count(key(desk)) == 0


async def test_what_is_tied_to_another_message_is_answered_in_the_thread_of_that(desk):
    """No thread can begin at a reaction, an edit or a reference: the homeserver refuses it."""
    root = await desk.alice.say(desk.room, "Lunch at one?")
    reaction = await desk.alice.react(desk.room, root, "🍝")
    edit = await desk.alice.edit(desk.room, root, "Lunch at two?")
    reference = {"rel_type": "m.reference", "event_id": root}
    content = {"msgtype": "m.text", "body": "!attache help", "m.relates_to": reference}

    await desk.alice.send(desk.room, "m.room.message", content)
    await desk.alice.say(desk.room, "!attache help", reply_to=reaction)
    await desk.alice.say(desk.room, "!attache help", reply_to=edit)

    answers = await desk.answers(root, count=3)
    assert all("brief [topic]" in current_text(e) for e in answers)


async def test_files_are_read_and_confirmed_with_what_they_are(desk):
    note = (
        "Envoys meet in Cairo\n\nEnvoys of five states met in Cairo on Thursday to speak about a "
        "ceasefire, and agreed to meet again within a week, the ministry said.\n"
    )
    room = await desk.alice.create_room(invite=(BOT,), direct=True)
    await desk.posted("I am Attaché", room=room)

    sent = await desk.alice.send_file(room, "note.txt", note.encode(), "text/plain")

    assert "Envoys meet in Cairo" in current_text((await desk.answers(sent, room=room))[-1])


async def test_briefings_are_text_for_whoever_asked(desk):
    briefing = await desk.briefing()

    assert briefing["content"]["msgtype"] == "m.text"
    assert not is_in_thread(briefing, "x")
