"""The inbox, threads, deliveries and feedback, on every database."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.domain.answers import Turn
from bot.domain.claims import ResolvedDate
from bot.domain.identifiers import DESK, AnswerId, BriefingId, ChannelKey, DeliveryId, MessageId
from bot.domain.messages import (
    Attachment,
    DeliveryState,
    Feedback,
    Link,
    Paragraph,
    PostKind,
    Rows,
    Sentence,
    words,
)
from bot.errors import NotFoundError
from bot.ports.messages import MessageStore
from bot.storage.articles import SqlArticleStore
from bot.storage.database import open_database
from bot.storage.messages import SqlMessageStore
from bot.storage.tables_conversations import delivery
from tests.contracts.promises import untested
from tests.contracts.remembering import NOON, full_post, learn, message, post, quoting

MINUTE = timedelta(minutes=1)
OTHER = ChannelKey("slack", "T1/C1")


@pytest.fixture
def store(database):
    return SqlMessageStore(database)


def said(text, **changes):
    return post(Paragraph(words("{text}", text=text)), **changes)


async def kept_in(store, post_):
    await store.keep_delivery(post_, NOON)
    return await store.delivery(post_.delivery_id)


async def send(store, sent, message_id, at=NOON):
    await store.keep_delivery(sent, at)
    await store.mark_sent(sent.delivery_id, [MessageId(message_id)], at)


def ids(entries):
    return [entry.message_id for entry in entries]


def test_every_promise_has_a_test():
    assert untested(MessageStore, __file__) == []


# ---------------------------------------------------------------- the inbox


async def test_a_message_comes_back_as_it_was_heard(store):
    heard = message("Что нового? 🕊", thread="root", is_addressed=False, may_configure=True)

    assert await store.keep_incoming(heard)

    assert await store.incoming(DESK, heard.message_id) == heard


async def test_what_comes_with_a_message_comes_back(store):
    heard = message(
        "read this",
        may_configure=None,
        attachments=(
            Attachment("note.pdf", "application/pdf", 12, "F1"),
            Attachment("später.eml", "message/rfc822", None, "F2"),
        ),
        of_message=MessageId("older"),
        is_visible=False,
    )

    await store.keep_incoming(heard)

    assert await store.incoming(DESK, heard.message_id) == heard


async def test_an_edit_takes_the_place_of_the_words_before(store):
    await store.keep_incoming(message("Who abstaned?", name="m1"))
    for number, text in enumerate(("Who abstained?", "Who abstained on Friday?")):
        edit = message(text, name=f"m1~{number}", thread="m1")
        await store.keep_incoming(replace(edit, of_message=MessageId("m1"), is_edit=True))

    turns = await store.thread(DESK, MessageId("m1"))

    assert [turn.text for turn in turns] == ["Who abstained on Friday?"]
    with pytest.raises(NotFoundError):
        await store.incoming(DESK, MessageId("m1"))
    # The first words are not taken for news when a platform repeats them.
    assert not await store.keep_incoming(message("Who abstaned?", name="m1"))


async def test_files_whose_words_are_edited_before_they_are_read_are_still_read(store):
    file = Attachment("note.pdf", "application/pdf", 12, "F1")
    await store.keep_incoming(message("Read thes", name="m1", attachments=(file,)))
    edit = message("Read these", name="m1~1", thread="m1", of_message=MessageId("m1"))
    await store.keep_incoming(replace(edit, is_edit=True))

    kept = await store.incoming(DESK, MessageId("m1"))
    assert (kept.text, kept.attachments) == ("", (file,))
    assert [turn.text for turn in await store.thread(DESK, MessageId("m1"))] == ["Read these"]


async def test_the_latest_words_of_a_message_count_in_whatever_order_they_come(store):
    def edit(number, words):
        edited = message(words, name=f"m1~{number}", thread="m1", of_message=MessageId("m1"))
        return replace(edited, is_edit=True, sent_at=NOON + number * MINUTE)

    assert await store.keep_incoming(edit(2, "Who abstained on Friday?"))
    assert not await store.keep_incoming(edit(1, "Who abstained?"))
    assert not await store.keep_incoming(message("Who abstaned?", name="m1"))

    assert [t.text for t in await store.thread(DESK, MessageId("m1"))] == [
        "Who abstained on Friday?"
    ]
    for overtaken in ("m1~1", "m1"):
        with pytest.raises(NotFoundError):
            await store.incoming(DESK, MessageId(overtaken))


async def test_a_message_that_was_deleted_is_stopped_and_not_kept_when_it_comes_yet(store):
    await store.keep_incoming(message("Read this", name="m1"))
    await store.keep_incoming(message("read", name="s1", of_message=MessageId("m1")))

    assert await store.withdraw(DESK, MessageId("m1"), NOON)
    assert not await store.withdraw(DESK, MessageId("m2"), NOON)

    assert await store.is_stopped(DESK, MessageId("m1"))
    assert await store.is_stopped(DESK, MessageId("s1"))
    assert not await store.keep_incoming(message("Comes late", name="m2"))
    assert await store.timeline(DESK) == []
    # Told of it twice, it is known; another channel's message of that name is another one.
    assert await store.withdraw(DESK, MessageId("m2"), NOON)
    assert await store.keep_incoming(message("Mine", name="m2", channel=OTHER))


async def test_an_edit_of_a_message_that_was_deleted_is_not_kept_when_it_comes_yet(store):
    def edit(name, words):
        edited = message(words, name=name, thread="m1", of_message=MessageId("m1"))
        return replace(edited, is_edit=True, sent_at=NOON + MINUTE)

    await store.keep_incoming(message("Who abstaned?", name="m1"))
    await store.withdraw(DESK, MessageId("m1"), NOON + 2 * MINUTE)
    await store.withdraw(DESK, MessageId("m2"), NOON + 2 * MINUTE)

    assert not await store.keep_incoming(edit("m1~1", "Who abstained?"))
    unheard = replace(edit("m2~1", "Who voted?"), of_message=MessageId("m2"))
    assert not await store.keep_incoming(unheard)

    assert await store.thread(DESK, MessageId("m1")) == []
    for name in ("m1~1", "m2~1"):
        with pytest.raises(NotFoundError):
            await store.incoming(DESK, MessageId(name))
        assert await store.is_stopped(DESK, MessageId(name))


async def test_words_taken_from_a_message_do_not_take_its_place(store):
    await store.keep_incoming(message("Look at this", name="m1"))
    await store.keep_incoming(message("read", name="s1", of_message=MessageId("m1")))

    assert (await store.incoming(DESK, MessageId("m1"))).text == "Look at this"


async def test_a_message_is_known_by_itself_and_by_words_that_came_from_it(store):
    await store.keep_incoming(message("Read", name="s1", of_message=MessageId("m1")))

    assert await store.knows(DESK, MessageId("s1"))
    assert await store.knows(DESK, MessageId("m1"))
    assert not await store.knows(DESK, MessageId("m2"))
    assert not await store.knows(OTHER, MessageId("m1"))


async def test_stop_reaches_the_messages_of_its_thread_alone(store):
    await store.keep_incoming(message("Root", name="m1"))
    await store.keep_incoming(message("Reply", name="m2", thread="m1"))
    await store.keep_incoming(message("Elsewhere", name="m3"))

    await store.ask_stop(DESK, MessageId("m1"))

    stopped = [name for name in ("m1", "m2", "m3") if await store.is_stopped(DESK, MessageId(name))]
    assert stopped == ["m1", "m2"]
    assert not await store.is_stopped(DESK, MessageId("nobody"))


async def test_ten_tasks_keep_one_message_and_one_is_told_that_it_is_new(database_url):
    async with open_database(database_url) as one, open_database(database_url) as other:
        stores = [SqlMessageStore(database) for database in (one, other)]

        told = await asyncio.gather(*(stores[n % 2].keep_incoming(message()) for n in range(10)))

    assert sorted(told) == [False] * 9 + [True]


async def test_a_repetition_does_not_change_what_was_kept(store):
    await store.keep_incoming(message("first"))

    assert not await store.keep_incoming(message("second"))

    assert (await store.incoming(DESK, MessageId("m1"))).text == "first"


async def test_the_same_id_in_another_channel_is_another_message(store):
    assert await store.keep_incoming(message())
    assert await store.keep_incoming(message(channel=OTHER))

    with pytest.raises(NotFoundError):
        await store.incoming(ChannelKey("local", "third"), MessageId("m1"))


async def test_characters_that_no_database_takes_do_not_lose_a_message(store):
    await store.keep_incoming(message("what\0ever \ud83d?"))

    assert (await store.incoming(DESK, MessageId("m1"))).text == "whatever ??"


# ---------------------------------------------------------------- the threads


async def test_a_thread_is_told_in_order_with_its_root_and_without_others(store, database):
    article = await learn(database)
    await store.keep_incoming(message("What happened?", name="root"))
    await send(store, full_post(article, thread="root"), "ours", NOON + MINUTE)
    await store.keep_incoming(
        message("And then?", name="m2", thread="root", sent_at=NOON + 2 * MINUTE)
    )
    await store.keep_incoming(message("Elsewhere", name="m3", sent_at=NOON + MINUTE))
    await store.keep_delivery(said("Not sent.", name="d2", thread="root"), NOON)

    first, ours, last = await store.thread(DESK, MessageId("root"))

    assert first == Turn("What happened?", is_ours=False, said_at=NOON)
    assert last == Turn("And then?", is_ours=False, said_at=NOON + 2 * MINUTE)
    assert ours.is_ours
    assert ours.text.splitlines()[:3] == [
        "Briefing of Fri 22 March 2024",
        article.title,
        "What comes next:",
    ]
    assert "Written by" not in ours.text, "small print is not said"


async def test_of_a_long_thread_the_newest_turns_are_told(store):
    for n in range(30):
        at = NOON + n * MINUTE
        await store.keep_incoming(message(f"turn {n}", name=f"m{n:02}", thread="root", sent_at=at))

    turns = await store.thread(DESK, MessageId("root"), limit=3)

    assert [turn.text for turn in turns] == ["turn 27", "turn 28", "turn 29"]


async def test_at_the_same_instant_the_question_stands_before_the_answer(store):
    await send(store, said("Eleven.", thread="root"), "a-answer")
    await store.keep_incoming(message("How many?", name="z-question", thread="root"))

    turns = await store.thread(DESK, MessageId("root"))

    assert [turn.text for turn in turns] == ["How many?", "Eleven."]


async def test_the_timeline_of_a_channel_holds_its_top_level_only(store):
    await store.keep_incoming(message(name="m1"))
    await store.keep_incoming(message(name="m2", thread="m1", sent_at=NOON + MINUTE))
    await store.keep_incoming(message(name="own-root", thread="own-root", sent_at=NOON + MINUTE))
    await send(store, said("Digest.", name="d1"), "p1", NOON + 2 * MINUTE)
    await send(store, said("Answer.", name="d2", thread="m1"), "p2", NOON + 3 * MINUTE)
    await send(store, said("Other.", name="d3", channel=OTHER), "p3", NOON)

    assert ids(await store.timeline(DESK)) == ["m1", "own-root", "p1"]
    assert ids(await store.timeline(DESK, thread=MessageId("m1"))) == ["m1", "m2", "p2"]
    assert ids(await store.timeline(DESK, limit=1)) == ["p1"]


async def test_a_timeline_gives_back_posts_whole(store, database):
    sent = full_post(await learn(database))
    await send(store, sent, "p1")

    (shown,) = await store.timeline(DESK)

    assert shown.post == sent


async def test_replies_are_counted_after_their_roots(store):
    await store.keep_incoming(message(name="m1"))
    await store.keep_incoming(message(name="m2", thread="m1"))
    await store.keep_incoming(message(name="own-root", thread="own-root"))
    await send(store, said("Answer.", name="d1", thread="m1"), "p1")
    await store.keep_delivery(said("Unsent.", name="d2", thread="m1"), NOON)

    counts = await store.reply_counts(DESK, [MessageId("m1"), MessageId("own-root")])

    assert counts["m1"] == 2
    assert counts.get(MessageId("own-root"), 0) == 0
    assert not await store.reply_counts(DESK, [])


@pytest.mark.parametrize(
    ("prepare", "ours"),
    [
        pytest.param("addressed root", True, id="we were addressed in its root"),
        pytest.param("addressed inside", True, id="we were addressed later"),
        pytest.param("our root", True, id="we started it"),
        pytest.param("unsent", False, id="what was never sent starts nothing"),
        pytest.param("overheard", False, id="we only overheard it"),
        pytest.param("elsewhere", False, id="another channel's thread"),
    ],
)
async def test_whose_thread_it_is(store, prepare, ours):
    match prepare:
        case "addressed root":
            await store.keep_incoming(message(name="root"))
        case "addressed inside":
            await store.keep_incoming(message(name="m2", thread="root"))
        case "our root":
            await send(store, said("Digest."), "root")
        case "unsent":
            await store.keep_delivery(said("Answer.", thread="root"), NOON)
        case "overheard":
            await store.keep_incoming(message(name="root", is_addressed=False))
        case "elsewhere":
            await store.keep_incoming(message(name="root", channel=OTHER))

    assert (await store.whose(DESK, MessageId("root"))).is_ours is ours


# ---------------------------------------------------------------- the deliveries


async def test_a_post_comes_back_part_by_part(store, database):
    wanted = full_post(
        await learn(database),
        thread="root",
        kind=PostKind.DIGEST,
        briefing_id=BriefingId("b1"),
        answer_id=AnswerId("a1"),
    )

    await store.keep_delivery(wanted, NOON)

    kept = await store.delivery(wanted.delivery_id)
    assert kept.post == wanted
    assert (kept.state, kept.created_at, kept.sent_at) == (DeliveryState.READY, NOON, None)


async def test_slots_keep_their_kinds_and_their_zone(store):
    in_paris = datetime(2024, 3, 31, 8, 0, tzinfo=ZoneInfo("Europe/Paris"))
    template = "{text} {count} {day} {at} {utc} {link}"
    slots = {
        "text": "a {brace} and \0",
        "count": 3,
        "day": date(2024, 3, 22),
        "at": in_paris,
        "utc": NOON,
        "link": Link("Source", "https://harbour-post.example/1"),
    }
    kept = await kept_in(store, post(Rows((words(template, **slots),))))

    (rows,) = kept.post.parts
    assert dict(rows.rows[0].slots) == slots
    assert str(rows.rows[0]) == str(words(template, **slots))
    assert "CEST" in str(rows.rows[0])


async def test_the_post_kept_first_wins(database_url):
    async with open_database(database_url) as one, open_database(database_url) as other:
        stores = [SqlMessageStore(database) for database in (one, other)]

        kept = await asyncio.gather(*(kept_in(stores[n % 2], said(f"text {n}")) for n in range(6)))

    assert len({str(k.post.parts) for k in kept}) == 1


@pytest.mark.parametrize(
    ("steps", "state", "message_id"),
    [
        pytest.param([], "ready", None, id="written down"),
        pytest.param(["sending"], "sending", None, id="handed over"),
        pytest.param(["sending", "sending"], "sending", None, id="handed over again"),
        pytest.param(["sending", "sent 1"], "sent", "1", id="confirmed"),
        pytest.param(["sent 1", "sent 2"], "sent", "1", id="the first confirmation stays"),
        pytest.param(["sent 1", "sending"], "sent", "1", id="sent stays sent"),
        pytest.param(["sent 1", "failed"], "sent", "1", id="sent cannot fail"),
        pytest.param(["sending", "failed"], "failed", None, id="given up"),
        pytest.param(["failed", "sending"], "failed", None, id="given up stays so"),
        pytest.param(["failed", "sent 1"], "sent", "1", id="found to be sent after all"),
    ],
)
async def test_the_states_of_a_delivery(store, steps, state, message_id):
    kept = await kept_in(store, said("Hello."))
    for step in steps:
        what, _, name = step.partition(" ")
        match what:
            case "sending":
                await store.mark_sending(kept.post.delivery_id)
            case "sent":
                await store.mark_sent(kept.post.delivery_id, [MessageId(name)], NOON + MINUTE)
            case "failed":
                await store.mark_failed(kept.post.delivery_id, NOON + MINUTE)

    found = await store.delivery(kept.post.delivery_id)

    assert (found.state, found.message_id) == (DeliveryState(state), message_id)
    assert found.sent_at == (NOON + MINUTE if state == "sent" else None)


async def test_a_delivery_that_was_never_kept_is_not_found(store):
    nothing = DeliveryId("none")

    for act in (
        store.delivery(nothing),
        store.mark_sending(nothing),
        store.mark_sent(nothing, [MessageId("1")], NOON),
        store.mark_failed(nothing, NOON),
    ):
        with pytest.raises(NotFoundError):
            await act


async def test_the_delivery_behind_a_message_is_found_in_its_channel_only(store):
    await send(store, said("Hello."), "p1")

    found = await store.sent_post(DESK, MessageId("p1"))

    assert found is not None
    assert found.post.delivery_id == "d1"
    assert await store.sent_post(OTHER, MessageId("p1")) is None
    assert await store.sent_post(DESK, MessageId("p2")) is None


async def test_the_days_that_a_sentence_means_come_back_with_it(store, database):
    dated = replace(
        quoting(await learn(database)), dates=(ResolvedDate("Friday", date(2024, 3, 22)),)
    )

    kept = await kept_in(store, post(Sentence(dated)))

    assert kept.post.claims() == (dated,)


@pytest.mark.parametrize(
    "tamper",
    [
        pytest.param(lambda c: c.update(text=c["text"].replace("Eleven", "Twelve")), id="figure"),
        pytest.param(lambda c: c.update(citations=[]), id="no citation"),
        pytest.param(lambda c: c["citations"][0].update(start=3), id="offset"),
        pytest.param(lambda c: c["citations"][0].update(quote="Twelve."), id="quote"),
        pytest.param(lambda c: c["citations"][0].update(version_id="v0"), id="version"),
        pytest.param(lambda c: c["citations"][0].update(article_id="a0"), id="article"),
    ],
)
async def test_a_sentence_that_was_changed_in_the_store_is_not_posted(store, database, tamper):
    sentence = quoting(await learn(database), "Eleven members were in favour.")
    await store.keep_delivery(post(Sentence(sentence), Sentence(sentence)), NOON)
    async with database.writing() as connection:
        document = (await connection.execute(delivery.select())).one().document
        tamper(document["parts"][0]["claim"])
        await connection.execute(delivery.update().values(document=document))

    found = await store.delivery(DeliveryId("d1"))

    assert found.post.parts == (Sentence(sentence),)


async def test_a_post_cannot_quote_what_only_another_channel_has_read(store, database):
    elsewhere = await learn(database, channel=OTHER)

    kept = await kept_in(store, post(Sentence(quoting(elsewhere))))

    assert kept.post.parts == ()


# ---------------------------------------------------------------- the feedback


async def test_a_newer_thumb_replaces_a_persons_older_one(store):
    def thumb(*, good, at=NOON, sender="amal", **changes):
        values = {"channel": DESK, "message_id": MessageId("p1"), **changes}
        return Feedback(sender=sender, is_good=good, given_at=at, **values)

    await store.keep_feedback(thumb(good=True))
    await store.keep_feedback(thumb(good=False, at=NOON + MINUTE))
    await store.keep_feedback(thumb(good=True, at=NOON - MINUTE))
    bela = thumb(good=True, sender="bela", at=NOON + 2 * MINUTE)
    await store.keep_feedback(bela)
    other = thumb(good=False, message_id=MessageId("p2"), at=NOON + 3 * MINUTE)
    await store.keep_feedback(other)
    await store.keep_feedback(replace(bela, channel=OTHER))

    amal = thumb(good=False, at=NOON + MINUTE)
    assert await store.feedback(DESK) == [amal, bela, other]
    assert await store.feedback(DESK, message_id=MessageId("p1")) == [amal, bela]


async def test_a_thumb_is_taken_back_by_the_reaction_that_gave_it(store):
    given = Feedback(DESK, MessageId("p1"), "amal", True, NOON, MessageId("r1"))
    kept = replace(given, sender="bela", reaction_id=None)
    await store.keep_feedback(given)
    await store.keep_feedback(kept)
    newer = replace(given, is_good=False, given_at=NOON + MINUTE, reaction_id=MessageId("r2"))
    await store.keep_feedback(newer)

    # An older one, that a newer one has replaced, takes nothing back.
    await store.drop_feedback(DESK, MessageId("r1"))
    await store.drop_feedback(OTHER, MessageId("r2"))
    assert await store.feedback(DESK) == [kept, newer]

    await store.drop_feedback(DESK, MessageId("r2"))
    assert await store.feedback(DESK) == [kept]


# ---------------------------------------------------------------- long posts, and posts shown anew


async def test_a_long_post_remembers_every_message_that_it_became(store):
    kept = await kept_in(store, said("Long."))
    ids_ = [MessageId(name) for name in ("1", "2", "3")]

    await store.mark_sent(kept.post.delivery_id, ids_, NOON)

    found = await store.sent_post(DESK, MessageId("1"))
    assert (found.message_id, found.continued) == ("1", ("2", "3"))
    # The buttons of a long post stand under its last message.
    assert await store.sent_post(DESK, MessageId("3")) == found
    assert await store.sent_post(DESK, MessageId("%")) is None


async def test_the_newest_cited_post_of_a_thread_is_found(store, database):
    article = await learn(database)
    cited = full_post(article, name="d1", thread=MessageId("root"))
    await send(store, cited, "1")
    await send(store, said("Thanks.", name="d2", thread=MessageId("root")), "2",
               NOON + MINUTE)  # fmt: skip

    found = await store.newest_sent(DESK, MessageId("root"))

    assert found.post.delivery_id == "d1"
    assert await store.newest_sent(DESK, MessageId("2")) is None


async def test_a_sent_post_that_loses_something_is_due_to_be_shown_anew_once(store, database):
    article = await learn(database)
    other = await learn(database, url="https://harbour-post.example/other")
    await send(store, full_post(article, name="lost"), "1")
    await send(store, full_post(other, name="whole"), "2")
    await store.keep_delivery(full_post(article, name="unsent"), NOON)
    assert await store.revisions_due(10) == []

    await SqlArticleStore(database).forget(DESK, article.article_id)

    (due,) = await store.revisions_due(10)
    assert (due.post.delivery_id, due.revision) == ("lost", 1)
    assert not due.post.claims()

    await store.mark_revised(due.post.delivery_id, due.revision)
    await store.mark_revised(due.post.delivery_id, 0)

    assert await store.revisions_due(10) == []


async def test_a_post_may_stand_in_a_channel_before_its_confirmation(store):
    await store.keep_delivery(said("Hello."), NOON)
    assert not (await store.whose(DESK, MessageId("any"))).may_be_ours

    await store.mark_sending(DeliveryId("d1"))
    assert (await store.whose(DESK, MessageId("any"))).may_be_ours
    assert not (await store.whose(OTHER, MessageId("any"))).may_be_ours

    await store.mark_sent(DeliveryId("d1"), [MessageId("1")], NOON)
    assert not (await store.whose(DESK, MessageId("any"))).may_be_ours


async def test_what_was_given_up_lately_in_a_channel_is_found_in_the_order_of_its_making(store):
    for number, name in enumerate(("second", "first", "long ago", "sent", "waits")):
        await store.keep_delivery(said("Hello.", name=name), NOON - number * MINUTE)
    await store.keep_delivery(said("Hello.", name="elsewhere", channel=OTHER), NOON)
    for name in ("second", "first", "elsewhere"):
        await store.mark_failed(DeliveryId(name), NOON)
    await store.mark_failed(DeliveryId("long ago"), NOON - MINUTE)
    await store.mark_sent(DeliveryId("sent"), [MessageId("1")], NOON)

    found = [one.post.delivery_id for one in await store.failed(DESK, NOON)]
    assert found == ["first", "second"]


async def test_what_was_handed_over_and_is_not_confirmed_is_found_by_when_it_was_kept(store):
    for number, name in enumerate(("old", "waits", "sent", "given up", "not begun", "new")):
        await store.keep_delivery(said("Hello.", name=name), NOON + number * MINUTE)
        if name != "not begun":
            await store.mark_sending(DeliveryId(name))
    await store.mark_sent(DeliveryId("sent"), [MessageId("1")], NOON)
    await store.mark_failed(DeliveryId("given up"), NOON)

    since, until = NOON, NOON + 4 * MINUTE
    assert await store.unconfirmed(since, until, 10) == [(DESK, DeliveryId("waits"))]
    found = await store.unconfirmed(since - MINUTE, NOON + 5 * MINUTE, 2)
    assert found == [(DESK, DeliveryId("old")), (DESK, DeliveryId("waits"))]
