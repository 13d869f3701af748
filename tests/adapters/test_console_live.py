"""What open pages hear: each change once, from whichever process made it."""

from __future__ import annotations

import asyncio
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.conversation.router import Router
from bot.digest.delivery import deliver
from bot.domain.answers import Answer, Timings
from bot.domain.briefings import Usage, Writer, WrittenBy
from bot.domain.identifiers import DESK, AnswerId, MessageId
from bot.domain.messages import DeliveryState, Feedback, Paragraph, PostKind, Sentence, words
from bot.platforms.console.broadcast import Broadcast
from bot.platforms.console.platform import ConsolePlatform
from bot.storage.database import open_database
from bot.storage.messages import SqlMessageStore
from tests.contracts.remembering import full_post, learn, message, post, quoting
from tests.fakes.console_desk import open_line, until
from tests.scenarios.small_house import House

#: Seconds within which a page shows what happened elsewhere: two or three looks, and as much for a
#: machine that is busy.
SOON = 15.0


@asynccontextmanager
async def pages(client, *addresses):
    """Pages that are open, each past its first events."""
    async with AsyncExitStack() as stack:
        opened = [await stack.enter_async_context(open_line(client, each)) for each in addresses]
        for events in opened:
            await until(events, "working")
        yield opened


def said(text, **changes):
    return post(Paragraph(words("{text}", text=text)), **changes)


async def test_two_open_pages_hear_what_is_written(desk):
    async with (
        desk.served() as client,
        pages(client, "/c/desk/events", "/c/desk/events") as opened,
        asyncio.timeout(SOON),
    ):
        sent = await client.post(
            "/c/desk/messages",
            data={"text": "Good morning"},
            headers={"accept": "application/json"},
        )
        for events in opened:
            heard = await until(events, "message", id=sent.json()["message_id"])
            assert "Good morning" in heard["html"]


async def test_what_another_process_wrote_appears_within_two_seconds(desk, store_url):
    async with (
        desk.served() as client,
        pages(client, "/c/desk/events") as (events,),
        open_database(store_url) as elsewhere,
        asyncio.timeout(SOON),
    ):
        other = SqlMessageStore(elsewhere)
        sent = said("From another replica.", name="far")
        await other.keep_delivery(sent, desk.clock.now())
        await other.mark_sent(sent.delivery_id, [MessageId("far")], desk.clock.now())

        assert "From another replica." in (await until(events, "message", id="far"))["html"]


async def test_a_channel_hears_nothing_of_another(desk):
    async with desk.served() as client, pages(client, "/c/cairo/events") as (events,):
        desk.broadcast.note_work(DESK, MessageId("m1"), is_working=True)
        await desk.send(said("For the desk only.", name="own"))
        await client.post("/c/cairo/messages", data={"text": "Over here"})
        async with asyncio.timeout(SOON):
            name, data = await anext(events)

    assert name == "message"
    assert "Over here" in data["html"]


async def test_a_reader_who_was_away_is_told_everything_again(desk):
    await desk.messages.keep_incoming(message("Asked before", name="m1"))
    await desk.send(said("Answered before.", name="r1", thread="m1"))
    async with desk.served() as client, open_line(client, "/c/desk/events?thread=m1") as events:
        beginning = await until(events, "beginning")
        root = await until(events, "message", where="channel", id="m1")
        reply = await until(events, "message", where="thread", id="r1")

    assert beginning == {"channel": ["m1"], "thread": ["m1", "r1"]}
    assert "1 reply" in root["html"]
    assert "Answered before." in reply["html"]


async def test_the_newest_reply_stands_under_its_question(desk):
    await desk.messages.keep_incoming(message("status", name="m1"))
    async with desk.served() as client, pages(client, "/c/desk/events") as (events,):
        await desk.send(said("All is well.", name="r1", thread="m1"))
        async with asyncio.timeout(SOON):
            heard = await until(events, "message", where="channel", id="m1")

    assert "All is well." in heard["html"]
    assert 'data-newest="whole"' in heard["html"]


async def test_an_article_that_is_forgotten_leaves_the_open_page(desk):
    article = await learn(desk.database)
    await desk.send(full_post(article, name="b1", kind=PostKind.BRIEFING))
    async with desk.served() as client, open_line(client) as events:
        before = await until(events, "message", id="b1")
        await until(events, "working")
        await desk.articles.forget(DESK, article.article_id)
        async with asyncio.timeout(SOON):
            name, after = await anext(events)

    assert article.text.split(".")[0] in before["html"]
    assert name in {"message", "gone"}
    assert article.text.split(".")[0] not in after.get("html", "")


async def test_what_stands_earlier_keeps_its_place_when_it_comes_later(desk):
    async with desk.served() as client, pages(client, "/c/desk/events") as (events,):
        late = desk.clock.now() - timedelta(minutes=5)
        await desk.send(said("Second.", name="second"))
        await until(events, "message", id="second")
        await desk.send(said("First.", name="first"), at=late)
        heard = await until(events, "message", id="first")
        page = (await client.get("/c/desk")).text

    assert late.isoformat() in heard["html"]
    assert page.index("First.") < page.index("Second.")


async def test_work_under_way_is_told_whole_each_time(desk):
    async with desk.served() as client, pages(client, "/c/desk/events") as (events,):
        for thread, is_working in (("a", True), ("b", True), ("a", False), ("b", False)):
            await desk.platform.working(DESK, MessageId(thread), is_working=is_working)
        told = [(await until(events, "working"))["threads"] for _ in range(4)]

    assert told == [["a"], ["a", "b"], ["b"], []]


async def test_a_page_that_opens_late_knows_of_the_work(desk):
    desk.broadcast.note_work(DESK, MessageId("m1"), is_working=True)
    async with desk.served() as client, open_line(client) as events:
        assert (await until(events, "working"))["threads"] == ["m1"]


@pytest.mark.parametrize("ends", [1, 2])
def test_an_end_too_many_does_not_hide_the_next_beginning(ends):
    broadcast = Broadcast()
    broadcast.note_work(DESK, None, is_working=True)
    for _ in range(ends):
        broadcast.note_work(DESK, None, is_working=False)
    broadcast.note_work(DESK, None, is_working=True)

    assert broadcast.work(DESK).threads == {None}


async def test_a_thumb_is_shown_again_when_the_page_is(desk):
    await desk.send(said("All is well.", name="r1"))
    async with desk.served() as client:
        for thumb in ("up", "down"):
            form = {"message_id": "r1", "thumb": thumb}
            assert (await client.post("/c/desk/feedback", data=form)).status_code == 303
        page = (await client.get("/c/desk")).text
        missing = await client.post("/c/desk/feedback", data={"message_id": "x", "thumb": "up"})
        neither = await client.post("/c/desk/feedback", data={"message_id": "r1", "thumb": "?"})

    assert page.count('aria-pressed="true"') == 1
    assert (
        'value="down" class="action thumb down" aria-label="Not good" title="Not good" aria-pressed="true"'
        in page
    )
    assert [kept.is_good for kept in await desk.messages.feedback(DESK)] == [False]
    assert (missing.status_code, neither.status_code) == (404, 400)


async def test_thumbs_of_others_are_not_the_readers(desk):
    await desk.send(said("All is well.", name="r1"))
    await desk.messages.keep_feedback(
        Feedback(DESK, MessageId("r1"), "amal", True, desk.clock.now())
    )
    async with desk.served() as client:
        assert 'aria-pressed="true"' not in (await client.get("/c/desk")).text


async def test_a_server_that_stops_lets_open_pages_go(desk, caplog, monkeypatch):
    monkeypatch.setattr("bot.app.server.GRACE_SECONDS", 60)
    async with (
        AsyncExitStack() as page,
        asyncio.timeout(30),
        desk.served() as client,
    ):
        events = await page.enter_async_context(open_line(client))
        await until(events, "working")
        desk.broadcast.end()
        assert [name async for name, _ in events] == []

    assert caplog.text == ""


# ---------------------------------------------------------------- verified streaming


class SlowWriter:
    """Writes one checked sentence after the other, each when the test says so."""

    has_model = False

    def __init__(self, *claims):
        self.claims = claims
        self.turn = asyncio.Semaphore(0)

    async def answer(self, question, *, show=None):
        for claim in self.claims:
            await self.turn.acquire()
            show(claim)
        await self.turn.acquire()
        return Answer(
            answer_id=AnswerId("a1"),
            channel=question.channel,
            standalone=question.text,
            sentences=self.claims,
            nearest=None,
            written_by=WrittenBy(Writer.BUILT_IN, None, None),
            usage=Usage(),
            timings=Timings(1, 1, 2),
        )


@asynccontextmanager
async def answering(desk, store_url, tmp_path, writer):
    """The desk's messages are answered by the real router, with this writer."""
    house = House(desk.database, store_url, tmp_path, clock=desk.clock, platform=desk.platform)
    router = Router(replace(house.router.office, answerer=writer), house.router.platforms)
    tasks = []

    async def respond(heard):
        for answer in await router.respond(heard):
            await desk.messages.keep_delivery(answer, desk.clock.now())
            await deliver(answer.delivery_id, desk.messages, {"local": desk.platform}, desk.clock)

    async def listen(heard):
        await desk.messages.keep_incoming(heard)
        tasks.append(asyncio.create_task(respond(heard)))

    desk.listen = listen
    yield
    await asyncio.gather(*tasks)


async def test_an_answer_appears_sentence_by_sentence_and_then_for_good(desk, store_url, tmp_path):
    article = await learn(desk.database)
    first, second = article.text.split(". ")
    writer = SlowWriter(quoting(article), quoting(article, second))
    async with (
        answering(desk, store_url, tmp_path, writer),
        desk.served() as client,
        pages(client, "/c/desk/events?thread=m0") as (events,),
        asyncio.timeout(60),
    ):
        asked = await client.post(
            "/c/desk/messages",
            data={"text": "How did they vote?", "thread": "m0"},
            headers={"accept": "application/json"},
        )
        assert (await until(events, "working"))["threads"] == ["m0"]
        shown = []
        for _ in writer.claims:
            writer.turn.release()
            shown.append(await until(events, "preview", thread="m0"))
        writer.turn.release()
        assert (await until(events, "working"))["threads"] == []
        final = await until(events, "message", where="thread", id=shown[0]["id"])

    assert asked.status_code == 202
    assert [first in part["html"] for part in shown] == [True, True]
    assert [second in part["html"] for part in shown] == [False, True]
    assert all("is-writing" in part["html"] for part in shown)
    assert len({part["id"] for part in shown}) == 1
    assert "is-writing" not in final["html"]
    assert second in final["html"]
    assert "thumbs" in final["html"]


async def test_a_preview_holds_checked_sentences_and_is_not_kept(desk):
    article = await learn(desk.database)
    being_written = post(Sentence(quoting(article)), name="a1", kind=PostKind.ANSWER)
    async with desk.served() as client, pages(client, "/c/desk/events") as (events,):
        await desk.platform.preview(being_written)
        heard = await until(events, "preview", id="a1")
        page = (await client.get("/c/desk")).text

    assert article.text.split(".")[0] in heard["html"]
    assert "a1" not in page


async def test_a_preview_that_is_overtaken_does_not_cover_the_finished_post(desk):
    """A quick answer: the look for the question finds the answer, and its preview comes after."""
    article = await learn(desk.database)
    answer = post(Sentence(quoting(article)), name="a1", thread="m1", kind=PostKind.ANSWER)
    await desk.messages.keep_incoming(message(name="m1"))
    async with desk.served() as client, pages(client, "/c/desk/events?thread=m1") as (events,):
        await desk.send(answer)
        await until(events, "message", where="thread", id="a1")
        await desk.platform.preview(answer)
        await desk.platform.working(DESK, None, is_working=True)
        async with asyncio.timeout(SOON):
            name, _ = await anext(events)

    assert name == "working"


async def test_a_slow_page_misses_nothing_that_matters(desk):
    """More events than a page's queue holds: the last previews and the final post arrive."""
    article = await learn(desk.database)
    being_written = post(Sentence(quoting(article)), name="a1", kind=PostKind.ANSWER)
    with desk.broadcast.listening(DESK) as queue:
        for _ in range(3 * queue.maxsize):
            await desk.platform.preview(being_written)
        await desk.send(being_written)
        heard = [queue.get_nowait() for _ in range(queue.qsize())]

    assert len(heard) == queue.maxsize
    assert type(heard[-1]).__name__ == "Changed"


async def test_a_post_is_sent_when_it_stands_in_the_store(desk):
    platform = ConsolePlatform(Broadcast())
    sent = said("Once.", name="d1")
    await desk.messages.keep_delivery(sent, desk.clock.now())
    twice = [await platform.post(sent), await platform.post(sent)]
    await desk.messages.mark_sent(sent.delivery_id, twice[0], desk.clock.now())

    assert len(set(twice)) == 1
    assert (await desk.messages.delivery(sent.delivery_id)).state is DeliveryState.SENT
    assert len(await desk.messages.timeline(DESK)) == 1
