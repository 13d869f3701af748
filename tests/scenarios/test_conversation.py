"""A channel talks with the bot through the real engine, stores and features; no model."""

from __future__ import annotations

import asyncio
import itertools
from datetime import timedelta

import pytest

from bot.conversation.router import Router
from bot.digest.delivery import deliver
from bot.domain.identifiers import DESK, MessageId
from bot.domain.messages import IncomingMessage
from bot.domain.sources import FeedTold, ItemsTold, NotRead, Validators
from bot.errors import PlatformUnavailableError
from tests.scenarios.small_house import FEED_URL, NOW, open_house, until_quiet

LINK = "https://harbour-post.example/veto"
_numbers = itertools.count(1)


class Chat:
    """A person at the channel: says something, and hears what is posted about it."""

    def __init__(self, house):
        self.house = house

    async def say(self, text, *, thread=None, addressed=True, may_configure=True, number=None):
        number = number or next(_numbers)
        message = IncomingMessage(
            channel=DESK,
            message_id=MessageId(f"said-{number}"),
            thread=thread,
            sender="ada",
            text=text,
            sent_at=NOW + timedelta(seconds=number),
            is_addressed=addressed,
            may_configure=may_configure,
        )
        self.house.clock.moment = message.sent_at
        before = len(self.house.platform.posts())
        await self.hear(message)
        return self.house.platform.posts()[before:]

    async def hear(self, message):
        """As the engine does, in one go."""
        house = self.house
        if (await house.router.whose(message)).is_ours:
            await house.messages.keep_incoming(message)
        for post in await house.router.respond(message):
            await house.messages.keep_delivery(post, house.clock.now())
            await deliver(post.delivery_id, house.messages, house.router.platforms, house.clock)
            await house.digests.move_ledger(post.delivery_id)

    async def read_the_feed(self):
        for health in await self.house.sources.sources(DESK):
            await self.house.digests.reader.read_source(health)


class DurableChat(Chat):
    """The same through the engine."""

    async def hear(self, message):
        await self.house.engine.receive(message)
        await until_quiet()

    async def read_the_feed(self):
        await self.house.engine.tick()
        await until_quiet()


@pytest.fixture
async def chat(tmp_path):
    url = f"sqlite+aiosqlite:///{tmp_path}/attache.db"
    async with open_house(url, tmp_path) as house:
        yield Chat(house)


@pytest.fixture
async def durable_chat(tmp_path):
    url = f"sqlite+aiosqlite:///{tmp_path}/attache.db"
    async with open_house(url, tmp_path) as house:
        await house.engine.start()
        yield DurableChat(house)
        await house.engine.stop()


async def test_follow_read_brief_and_ask_in_its_thread(durable_chat):
    (shown,) = await durable_chat.say(f"follow {FEED_URL}")
    (nothing,) = await durable_chat.say("sources")
    in_its_thread = {"thread": MessageId(shown["thread"]), "addressed": False}
    (followed,) = await durable_chat.say("Yes, please.", **in_its_thread)
    assert await durable_chat.say("yes", **in_its_thread) == []
    await durable_chat.read_the_feed()
    (listed,) = await durable_chat.say("sources")
    (briefing,) = await durable_chat.say("brief")
    in_thread = {"thread": MessageId(briefing["message_id"]), "addressed": False}
    (answer,) = await durable_chat.say("Who abstained?", **in_thread)
    (unknown,) = await durable_chat.say("Who is the president of Egypt?", **in_thread)
    again = await durable_chat.say("brief")

    assert "is a feed with" in shown["words"]
    assert "Nothing is followed yet" in shown["words"]
    assert "follows nothing yet" in nothing["words"]
    assert "I follow The Harbour Post" in followed["words"]
    assert "1 item so far" in listed["words"]
    assert briefing["kind"] == "briefing"
    assert briefing["thread"] is None
    assert any("vetoed a draft resolution" in s for s in briefing["sentences"])
    assert answer["thread"] == briefing["message_id"]
    assert any("Guyana abstaining" in s for s in answer["sentences"])
    assert "found nothing on this" in unknown["words"]
    # The ledger has moved: what was briefed is not new any more.
    assert "Nothing new" in again[0]["words"]


async def test_the_news_of_days_that_are_over_is_told_and_is_no_briefing(chat):
    (empty,) = await chat.say("What happened yesterday?")
    await chat.say(
        "read:\n" + "GENEVA, 20 March 2024 - Ministers of Norland and Estmark signed a "
        "truce on Wednesday after four days of talks, their spokesmen said. The truce is "
        "to begin on Friday, and both armies are to withdraw ten miles from the river."
    )
    (told,) = await chat.say("What happened on 20 March 2024?")
    (nothing,) = await chat.say("brief on 19 March 2024")
    (refused,) = await chat.say("brief tomorrow")

    assert "has read nothing yet" in empty["words"]
    assert told["kind"] == "answer"
    assert "Published on Wed 20 March 2024:" in told["words"]
    assert any("signed a truce" in s for s in told["sentences"])
    assert "nothing that was published on Tue 19 March 2024" in nothing["words"]
    assert "not a time that I understand" in refused["words"]


async def test_a_subject_is_told_as_a_briefing_would_and_goes_on_when_more_is_asked_for(chat):
    await chat.say(
        "read:\n" + "GENEVA, 20 March 2024 - Ministers of Norland and Estmark signed a "
        "truce on Wednesday after four days of talks, their spokesmen said. The truce is "
        "to begin on Friday, and both armies are to withdraw ten miles from the river. "
        '"It is a pause and no peace," said the minister of Norland, Ada Lind. Observers of '
        "twelve countries will watch over the river, the spokesmen said. Estmark freed forty "
        "prisoners on Tuesday as a first step, its army said. The river divides the two states for "
        'ninety miles. The European Union offered six million euros for new bridges. "We shall count '
        'every shot," said the minister of Estmark, Tom Berg.'
    )
    (told,) = await chat.say("Tell me about the truce of Norland and Estmark")
    in_thread = {"thread": MessageId(told["thread"]), "addressed": False}
    (more,) = await chat.say("tell me more", **in_thread)
    await chat.say("and what else?", **in_thread)
    (rest,) = await chat.say("go on", **in_thread)
    (all_told,) = await chat.say("go on", **in_thread)
    (again,) = await chat.say("Tell me about the truce of Norland and Estmark", **in_thread)
    (passing,) = await chat.say("Tell me about Ostland")

    assert told["kind"] == "answer"
    assert any("signed a truce" in s for s in told["sentences"])
    assert len(told["sentences"]) > 1
    assert more["sentences"]
    assert not set(more["sentences"]) & set(told["sentences"])
    assert not set(rest["sentences"]) & {*more["sentences"], *told["sentences"]}
    assert again["sentences"] == told["sentences"]
    assert "tells no more of this" in all_told["words"]
    assert "found nothing on this" in passing["words"]


async def test_what_stood_in_a_source_and_could_not_be_read_is_told(chat):
    await chat.say(f"follow {FEED_URL} yes")
    (health,) = await chat.house.sources.sources(DESK)
    walled = NotRead("Envoys meet", "https://harbour-post.example/x", "It is behind a wall.", NOW)
    old = NotRead("Old talks", None, "It was gone.", NOW - timedelta(days=4))
    source_id, told = health.source.source_id, ItemsTold(not_read=(walled, old))
    await chat.house.sources.record_success(
        source_id, now=NOW, validators=Validators(), next_read_at=NOW, told=FeedTold()
    )
    await chat.house.feed_items.settle(source_id, (), told, now=NOW)

    (told,) = await chat.say("omitted")

    assert "Envoys meet: It is behind a wall." in told["words"]
    assert "Old talks" not in told["words"]


async def test_a_briefing_that_found_nothing_is_one_whose_omissions_are_told(chat):
    (said,) = await chat.say("brief")
    (told,) = await chat.say("omitted")
    (changes,) = await chat.say("changes")

    assert "Nothing new" in said["words"]
    assert "left nothing out" in told["words"]
    assert "no briefing yet" not in told["words"] + changes["words"]


async def test_a_link_is_read_and_can_be_forgotten_again(chat):
    (read,) = await chat.say(LINK)
    (asked,) = await chat.say("Who abstained?")
    (forgotten,) = await chat.say(f"forget {LINK}")
    (asked_again,) = await chat.say("Who abstained?")

    assert "Russia and China veto US draft" in read["words"]
    assert asked["sentences"]
    assert "Forgotten: 1 article" in forgotten["words"]
    assert not asked_again["sentences"]


async def test_pasted_text_is_read(chat):
    text = (
        "read:\nCAIRO, 21 March 2024. Egypt's foreign minister said on Thursday that talks on a truce "
        "would go on in Doha next week.\n\nThe minister met the delegation in Cairo on Thursday and "
        "told reporters afterwards that differences remained over the number of prisoners."
    )

    (read,) = await chat.say(text)
    (asked,) = await chat.say("Where will the talks on a truce go on?")

    assert "You can ask me about it now" in read["words"]
    assert any("Doha" in s for s in asked["sentences"])


async def test_what_was_read_is_asked_about_in_the_thread_where_it_was_read(chat):
    (read,) = await chat.say(LINK)
    in_thread = {"thread": MessageId(read["thread"]), "addressed": False}
    (answer,) = await chat.say("Who abstained?", **in_thread)
    (welcome,) = await chat.say("Thanks!", **in_thread)

    assert any("Guyana abstaining" in sentence for sentence in answer["sentences"])
    assert "no sentence that plainly answers" not in answer["words"]
    assert "You are welcome" in welcome["words"]
    assert await chat.say("Hm, interesting.", **in_thread) == []


MET = (
    "PORTHAVEN, 4 March 2024 - The foreign ministers of Norland and Estmark met in Porthaven on Monday "
    "to discuss fishing rights in the strait. They agreed to set up a joint commission. The minister "
    "of Estmark, Ada Lund, called on all parties to refrain from unilateral measures until June."
)


async def test_a_text_without_a_command_is_offered_to_be_read_and_kept_after_a_yes_alone(chat):
    (offered,) = await chat.say(MET)
    in_thread = {"thread": MessageId(offered["thread"]), "addressed": False}
    assert "Shall I read this text (" in offered["words"]
    assert "PORTHAVEN" not in offered["words"]
    assert await chat.house.articles.count(DESK) == 0

    (read,) = await chat.say("Yes please", **in_thread)
    (answer,) = await chat.say("Who called on the parties?", **in_thread)

    assert read["words"].startswith("I read the text (")
    assert any("Ada Lund" in sentence for sentence in answer["sentences"])


async def test_an_offered_text_is_taken_up_where_the_person_writes_and_goes_with_its_message(chat):
    await chat.say(MET, number=101)
    (read,) = await chat.say("yes", number=102)
    assert read["words"].startswith("I read the text (")

    await chat.house.articles.forget_message(DESK, MessageId("said-101"))
    assert await chat.house.articles.count(DESK) == 0
    (gone,) = await chat.say("read message #said-101")
    assert "That message is gone" in gone["words"]


async def test_a_text_to_be_summarised_is_read_and_briefed_on_after_a_yes(chat):
    (offered,) = await chat.say(f"Please summarise this:\n{MET}")
    assert await chat.house.articles.count(DESK) == 0
    (briefing,) = await chat.say("yes", thread=MessageId(offered["thread"]), addressed=False)

    assert briefing["kind"] == "briefing"
    assert any("Porthaven" in sentence for sentence in briefing["sentences"])


async def test_a_digest_is_set_shown_and_ended_with_one_word_each(chat):
    (made,) = await chat.say("digest 08:00 weekdays Europe/Paris")
    (shown,) = await chat.say("digest")
    (status,) = await chat.say("status")
    (ended,) = await chat.say("digest off")
    (gone,) = await chat.say("digest")

    assert "08:00 on weekdays, Europe/Paris" in made["words"]
    assert "Tue 26 March 2024 08:00" in made["words"]
    assert "Next: Tue 26 March 2024 08:00" in shown["words"]
    assert "Next: Tue 26 March 2024 08:00" in status["words"]
    assert "No digest will come" in ended["words"]
    assert "No digest is scheduled" in gone["words"]


SENTENCES = [
    ("topics sanctions, ceasefire", "sanctions, ceasefire"),
    ("topics", "no topics"),
    ("language fr", "French"),
    ("language Elvish", "do not know the language Elvish"),
    ("agenda 7", "announces nothing for the next 7 days"),
    ("omitted", "no briefing yet"),
    ("positions sanctions", "quote nobody on sanctions"),
    ("forget all", "forget all yes"),
    (f"forget {LINK}", "nothing to forget"),
    (f"unfollow {FEED_URL}", "does not follow"),
    ("follow https://nowhere.example/feed", "cannot be reached"),
    ("https://nowhere.example/x", "cannot be reached"),
    ("digest 25:00", "write it like 08:00 weekdays Europe/Paris"),
    ("digest 08:00 Europe/Pariss", "did you mean Europe/Paris?"),
    ("sorces", "Did you mean: sources"),
    ("help", "asof DATE question"),
    ("help digest", "mon-thu"),
    ("status", "Memory: 0 articles"),
    ("thanks!", "You are welcome"),
]


@pytest.mark.parametrize(("said", "answered"), SENTENCES, ids=[row[0] for row in SENTENCES])
async def test_every_command_answers_in_the_thread_of_its_message(chat, said, answered):
    (post,) = await chat.say(said, number=777)

    assert answered in post["words"]
    assert post["thread"] == "said-777"


async def test_a_zone_that_nobody_named_is_told_to_be_a_guess(chat):
    told = []
    for number, said in enumerate(
        ("digest 08:00", "digest 09:00 Europe/Paris", "digest 10:00"), 801
    ):
        (post,) = await chat.say(said, number=number)
        told.append("No time zone has been named here yet" in post["words"])

    assert told == [True, False, False]


@pytest.mark.parametrize(
    ("own", "zone"), [("Asia/Tokyo", "Asia/Tokyo"), ("Mars/Olympus", "UTC"), (None, "UTC")]
)
async def test_a_digest_without_a_zone_comes_in_the_zone_of_whoever_asks(
    chat, monkeypatch, own, zone
):
    async def timezone_of(channel, person):
        if own is None:
            raise PlatformUnavailableError("Not now.")
        return own

    monkeypatch.setattr(chat.house.platform, "timezone_of", timezone_of)

    (post,) = await chat.say("digest 8am weekdays")
    (settings,) = await chat.say("settings")

    assert f"The digest comes at 08:00 on weekdays, {zone}." in post["words"]
    assert ("I took Asia/Tokyo, which is your own time zone" in post["words"]) is (zone == own)
    assert f"Time zone: {zone}" in settings["words"]


@pytest.mark.parametrize(
    "said",
    [
        f"follow {FEED_URL}",
        f"unfollow {FEED_URL}",
        "digest 08:00",
        "digest off",
        "topics sanctions",
        "language fr",
        "forget all yes",
        f"forget {LINK}",
    ],
)
async def test_who_may_not_configure_changes_nothing_and_is_told(chat, said):
    (post,) = await chat.say(said, may_configure=False)

    assert "may change this channel's settings" in post["words"]
    assert not await chat.house.sources.sources(DESK)
    assert await chat.house.schedules.schedule(DESK) is None


async def test_what_is_not_for_the_bot_is_neither_kept_nor_answered(chat):
    heard = await chat.say("Shall we have lunch?", addressed=False, number=501)
    elsewhere = await chat.say("Yes.", addressed=False, thread=MessageId("said-501"))

    assert heard == elsewhere == []
    assert await chat.house.messages.timeline(DESK) == []


@pytest.mark.parametrize(
    "said",
    [
        "I think that Guyana's abstention surprised many.",
        "we should tell the minister before noon",
        "Let's wait for the vote on Monday",
        "@bob have a look at the vote, please",
        "Not sure about that",
        "Wir sollten das der Ministerin sagen",
    ],
)
async def test_what_people_say_to_each_other_in_the_bots_thread_is_left_alone(chat, said):
    (read,) = await chat.say(LINK)
    in_thread = {"thread": MessageId(read["thread"]), "addressed": False}

    assert await chat.say(said, **in_thread) == []
    # To the bot itself nothing is left unanswered, and what asks is answered.
    assert await chat.say(said)
    assert await chat.say("I need the name of whoever abstained", **in_thread)
    assert await chat.say("we wonder who abstained", **in_thread)
    assert await chat.say("I.M.F. on Guyana", **in_thread)


async def test_a_slip_is_done_as_it_was_meant_after_a_yes_unless_it_forgets(chat):
    (asked,) = await chat.say("sorces")
    (done,) = await chat.say("yes", thread=MessageId(asked["thread"]), addressed=False)
    await chat.say("forgt all yes", number=901)
    (nothing,) = await chat.say("yes", number=902)

    assert asked["words"] == "I do not know sorces. Did you mean: sources? Then say yes."
    assert "follows nothing yet" in done["words"]
    assert "Very well" in nothing["words"]


@pytest.mark.parametrize("said", ["forget it", "Forget that.", "please forget it"])
async def test_who_says_forget_it_forgets_nothing(chat, said):
    await chat.say(LINK)
    (asked,) = await chat.say("forget all")
    await chat.say(said, thread=MessageId(asked["thread"]))

    assert "reply yes" in asked["words"]
    assert await chat.house.articles.count(DESK) == 1


async def test_a_source_is_unfollowed_by_its_name(chat):
    await chat.say(f"follow {FEED_URL} yes")
    (unknown,) = await chat.say("unfollow The Harbour Gazette")
    (gone,) = await chat.say("unfollow the harbour post")

    assert "This channel does not follow The Harbour Gazette" in unknown["words"]
    assert f"I no longer follow {FEED_URL}" in gone["words"]


async def test_a_nod_in_the_bots_thread_is_left_alone_and_thanks_are_not(chat):
    (answer,) = await chat.say("Who abstained?", number=601)
    in_thread = {"thread": MessageId(answer["thread"]), "addressed": False}

    assert await chat.say("ok", **in_thread) == []
    assert len(await chat.say("Thank you!", **in_thread)) == 1


async def test_a_message_that_comes_twice_is_answered_once(durable_chat):
    first = await durable_chat.say("help", number=701)
    second = await durable_chat.say("help", number=701)

    assert (len(first), second) == (1, [])


async def test_a_fault_of_ours_is_admitted_and_the_log_holds_no_text(chat, monkeypatch, capfd):
    async def break_down(*_args, **_kwargs):
        raise ValueError("secret words of a person")

    monkeypatch.setattr(type(chat.house.router.office.answerer), "answer", break_down)

    (post,) = await chat.say("What about the secret words of a person?")

    assert "Something went wrong on my side" in post["words"]
    told = "".join(capfd.readouterr())
    assert "message.failed" in told
    assert "secret words" not in told


async def test_messages_of_one_thread_are_answered_in_order(durable_chat):
    thread = MessageId("said-801")
    await durable_chat.say("Who abstained?", number=801)
    order = []
    respond = Router.respond

    async def slow(router, message):
        order.append(f"begin {message.message_id}")
        await asyncio.sleep(0.05)
        posts = await respond(router, message)
        order.append(f"end {message.message_id}")
        return posts

    Router.respond = slow
    try:
        await asyncio.gather(
            *(durable_chat.say("And why?", thread=thread, number=n) for n in (802, 803, 804))
        )
    finally:
        Router.respond = respond

    assert [word.split()[0] for word in order] == ["begin", "end"] * 3


async def test_a_question_that_two_stories_fit_is_asked_back_once_and_a_number_answers(chat):
    for title, text in (
        (
            "Paris & *Sahel*",
            "The French minister said that no soldiers would be sent to the Sahel.",
        ),
        (
            "Ankara <b>on</b> Cyprus",
            "The Turkish minister said the old formula was dead and buried.",
        ),
    ):
        await chat.say(f"read: {title}\n\n{text}")

    (back,) = await chat.say("What did the minister say?")
    in_thread = {"thread": MessageId(back["thread"]), "addressed": False}
    number = next(n for n in (1, 2) if f"{n}. Paris" in back["words"])
    (answer,) = await chat.say(str(number), **in_thread)
    (again,) = await chat.say("And when?", **in_thread)
    (elsewhere,) = await chat.say("What did the minister say?")
    there = {"thread": MessageId(elsewhere["thread"]), "addressed": False}
    # What begins as people speak to each other picks all the same.
    (other,) = await chat.say("I meant the Cyprus one", **there)

    assert [s for s in other["sentences"] if "formula" in s]
    assert "Which one do you mean?" in back["words"]
    assert [s for s in answer["sentences"] if "no soldiers would be sent" in s]
    assert not [s for s in answer["sentences"] if "formula" in s]
    assert "Which one do you mean?" not in again["words"]
