"""A cited article's page changes: a second look finds it, and people are told what changed."""

from __future__ import annotations

import asyncio
import json
from contextlib import asynccontextmanager
from datetime import timedelta

import pytest
from dbos import DBOS

from bot.domain.changes import LookState
from bot.domain.identifiers import DESK, DeliveryId, MessageId
from bot.domain.messages import Exhibit, IncomingMessage, Paragraph, Rows
from bot.errors import StoreUnavailableError
from bot.storage.looks import SqlLookStore
from bot.web_access.fetcher import HttpFetcher
from tests.fakes.clock import StoppedClock
from tests.fakes.local_web import head, local_web
from tests.scenarios.small_house import NOW, PAGE, open_house, until_quiet

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
CHANGED = PAGE.replace("11 votes", "13 votes").replace(", with Guyana abstaining", "")


class Newsroom:
    """A house that reads the local web, and is restarted at will."""

    def __init__(self, web, folder):
        self.web = web
        self.folder = folder
        self.clock = StoppedClock(NOW)
        self.address = f"{web.url}/veto"
        self.show(PAGE)

    def show(self, page, **headers):
        return self.web.page("/veto", page, content_type="text/html; charset=utf-8", **headers)

    @asynccontextmanager
    async def at_work(self, name="attache.db"):
        url = f"sqlite+aiosqlite:///{self.folder}/{name}"
        async with (
            HttpFetcher(self.clock, [self.web.place]) as fetcher,
            open_house(url, self.folder, clock=self.clock, web=fetcher) as house,
        ):
            await house.engine.start()
            try:
                yield house
            finally:
                await house.engine.stop()

    async def say(self, house, text, message_id, thread=None):
        """Say something; the parts of the answer, as they come back out of the store."""
        message = IncomingMessage(
            channel=DESK,
            message_id=MessageId(message_id),
            thread=thread,
            sender="ada",
            text=text,
            sent_at=self.clock.now(),
            is_addressed=True,
            may_configure=True,
        )
        await house.engine.receive(message)
        await until_quiet()
        kept = await house.messages.delivery(DeliveryId(f"reply:{DESK}:{message_id}:1"))
        return kept.post.parts

    async def cite(self, house):
        """Read the page and have it cited."""
        await self.say(house, f"read {self.address}", "m-read")
        answer = await self.say(house, "How many votes did the draft receive?", "m-ask")
        assert any("11 votes" in line for line in said(answer)), answer
        await house.engine.tick()
        await until_quiet()

    async def pass_time(self, house, by):
        self.clock.moment += by
        await house.engine.tick()
        await until_quiet()

    async def versions(self, house):
        article = await house.articles.by_url(DESK, self.address)
        return await house.articles.versions(DESK, article.article_id)

    async def look(self, house):
        article = await house.articles.by_url(DESK, self.address)
        return await house.looks.look_at(DESK, article.article_id)


def said(parts):
    for part in parts:
        match part:
            case Paragraph(words):
                yield str(words)
            case Rows(rows):
                yield from map(str, rows)
            case Exhibit(_, citation):
                yield citation.quote
            case _ if hasattr(part, "claim"):
                yield part.claim.text


@pytest.fixture
async def newsroom(tmp_path):
    async with local_web() as web:
        yield Newsroom(web, tmp_path)


async def test_a_changed_figure_is_found_after_a_restart_and_told(newsroom):
    async with newsroom.at_work() as house:
        await newsroom.cite(house)
    newsroom.show(CHANGED)

    async with newsroom.at_work() as house:
        await newsroom.pass_time(house, HOUR)
        first, second = await newsroom.versions(house)
        assert (first.version_number, second.version_number) == (1, 2)
        assert "13 votes" in second.text
        assert second.learned_at == NOW + HOUR

        told = await newsroom.say(house, f"What changed in {newsroom.address}?", "m-what")

        lines = list(said(told))
        assert "version 1, read on Mon 25 March 2024 07:01 UTC, and version 2" in lines[0]
        exhibits = [part for part in told if isinstance(part, Exhibit)]
        assert [part.citation.quote[:2] for part in exhibits] == ["11", "13"]
        assert exhibits[0].citation.quote.endswith("with Guyana abstaining")
        assert exhibits[0].before.endswith("The draft received ")
        assert [part.citation.version_id for part in exhibits] == [
            first.version_id,
            second.version_id,
        ]
        by_title = await newsroom.say(house, "changed Russia veto draft", "m-title")
        assert [p for p in by_title if isinstance(p, Exhibit)] == exhibits
        listed = await newsroom.say(house, "changed", "m-all")
        assert "version 2" in list(said(listed))[1]


async def test_the_command_line_tells_the_same(newsroom, attache):
    async with newsroom.at_work("data/attache.sqlite") as house:
        await newsroom.cite(house)
        newsroom.show(CHANGED)
        await newsroom.pass_time(house, HOUR)

    told = await asyncio.to_thread(attache, "changed", newsroom.address, "--json")
    listed = await asyncio.to_thread(attache, "changed", "--json")
    shown = await asyncio.to_thread(attache, "changed", "Russia and China veto")
    unknown = await asyncio.to_thread(attache, "changed", "Cairo talks", "--json")

    assert told.returncode == 0, told.stderr
    document = json.loads(told.stdout)
    (change,) = document["changes"]
    assert [stretch["text"] for stretch in change["removed"]] == ["11", "with Guyana abstaining"]
    assert [stretch["text"] for stretch in change["added"]] == ["13"]
    assert change["before"].startswith("The draft received 11 votes")
    assert (document["before"]["version"], document["after"]["version"]) == (1, 2)
    assert (document["page"], document["cited_at"]) == ("changed", NOW.isoformat())
    (one,) = json.loads(listed.stdout)["articles"]
    assert (one["url"], one["version"]) == (newsroom.address, 2)
    assert "»11 votes in favour" in shown.stdout
    assert "»13«" in shown.stdout
    assert (unknown.returncode, unknown.stdout) == (1, "")
    assert "no such article" in unknown.stderr


async def test_evidence_of_a_superseded_version_says_so(newsroom):
    async with newsroom.at_work() as house:
        await newsroom.cite(house)
        before = await newsroom.say(house, "evidence", "m-before", thread=MessageId("m-ask"))
        newsroom.show(CHANGED)
        await newsroom.pass_time(house, HOUR)

        after = list(
            said(await newsroom.say(house, "evidence", "m-after", thread=MessageId("m-ask")))
        )

    assert not any("has changed" in line for line in said(before))
    (told,) = [line for line in after if "The publisher has changed this text since" in line]
    assert f"version 2 was read on Mon 25 March 2024 08:01 UTC. For what changed, say: changed {newsroom.address}" in told  # fmt: skip
    assert any("11 votes" in line for line in after), "what was cited stays to be shown"


async def test_looks_are_taken_at_their_times_and_then_no_more(newsroom):
    async with newsroom.at_work() as house:
        await newsroom.cite(house)
        taken = []
        for hours in (0.9, 1, 2, 6, 12, 24, 48, 72, 96, 200):
            before = newsroom.web.paths().count("/veto")
            await newsroom.pass_time(house, NOW + hours * HOUR - newsroom.clock.now())
            await house.engine.tick()
            await until_quiet()
            taken += [hours] * (newsroom.web.paths().count("/veto") - before)

        assert taken == [1, 6, 24, 72]
        assert (await newsroom.look(house)).next_at is None
        assert len(await newsroom.versions(house)) == 1


async def test_looks_that_were_missed_are_one(newsroom):
    async with newsroom.at_work() as house:
        await newsroom.cite(house)
    newsroom.clock.moment += 2 * DAY
    before = newsroom.web.paths().count("/veto")

    async with newsroom.at_work() as house:
        await asyncio.gather(*(house.engine._second_looks() for _ in range(5)))
        await until_quiet()

        looks = await DBOS.list_workflows_async(name="look")
        assert len(looks) == 1
        assert newsroom.web.paths().count("/veto") == before + 1
        assert (await newsroom.look(house)).next_at == NOW + 3 * DAY


async def test_a_page_is_asked_for_conditionally(newsroom):
    async def handler(request, writer):
        if request.headers.get("if-none-match") == '"v1"':
            writer.write(head(304, 0, etag='"v1"'))
            return
        body = PAGE.encode()
        writer.write(head(200, len(body), etag='"v1"', content_type="text/html") + body)

    newsroom.web.routes["/veto"] = handler
    async with newsroom.at_work() as house:
        await newsroom.cite(house)
        await newsroom.pass_time(house, HOUR)
        await newsroom.pass_time(house, 5 * HOUR)

        shown = [r.headers.get("if-none-match") for r in newsroom.web.requests if r.path == "/veto"]
        assert shown == [None, None, '"v1"']
        assert (await newsroom.look(house)).state is LookState.UNCHANGED


async def test_a_page_that_is_gone_is_told_and_its_text_is_kept(newsroom):
    async with newsroom.at_work() as house:
        await newsroom.cite(house)
        newsroom.show("", status=410)
        await newsroom.pass_time(house, HOUR)
        await newsroom.pass_time(house, 5 * HOUR)

        look = await newsroom.look(house)
        assert (look.state, look.state_since) == (LookState.GONE, NOW + HOUR)
        told = list(said(await newsroom.say(house, f"changed {newsroom.address}", "m-gone")))
        assert "I know no other text than the one that was cited" in told[0]
        assert told[1].startswith("The page is gone since Mon 25 March 2024 08:01 UTC")
        evidence = await newsroom.say(house, "evidence", "m-evidence", thread=MessageId("m-ask"))
        assert any("The page is gone since" in line for line in said(evidence))
        assert len(await newsroom.versions(house)) == 1

        newsroom.show(CHANGED)
        await newsroom.pass_time(house, DAY)
        assert len(await newsroom.versions(house)) == 2, "it came back with another text"


STUB = PAGE[: PAGE.index("<p>The ambassadors")] + "<p>Subscribe to read on.</p></article>"
LOGIN = """<html><head><title>Sign in</title></head><body><article><p>To go on you need an account
with us, and your browser has to take the small files that we keep in it, so that we know you
again.</p><p>Choose a password of eight signs or more, confirm your address, and come back to this
page within an hour of getting our message.</p></article></body></html>"""
WALLS = {
    "a stub before a paywall": (STUB, LookState.CUT),
    "a login page": (LOGIN, LookState.OTHER),
    "an empty page": ("<html><body></body></html>", LookState.OTHER),
}


@pytest.mark.parametrize("kind", WALLS)
async def test_a_worse_text_does_not_take_the_good_one_s_place(newsroom, kind):
    page, state = WALLS[kind]
    async with newsroom.at_work() as house:
        await newsroom.cite(house)
        newsroom.show(page)
        await newsroom.pass_time(house, HOUR)

        assert (await newsroom.look(house)).state is state
        assert len(await newsroom.versions(house)) == 1
        told = list(said(await newsroom.say(house, f"changed {newsroom.address}", "m-wall")))
        assert any("I keep what I had read before" in line for line in told)


async def test_a_host_in_trouble_is_tried_at_the_next_time(newsroom):
    async with newsroom.at_work() as house:
        await newsroom.cite(house)
        newsroom.show("", status=503, retry_after="36000")
        await newsroom.pass_time(house, HOUR)

        look = await newsroom.look(house)
        assert (look.state, look.next_at) == (LookState.FAILED, NOW + 11 * HOUR)
        newsroom.show(CHANGED)
        await newsroom.pass_time(house, 10 * HOUR)
        assert len(await newsroom.versions(house)) == 2


async def test_a_look_that_could_not_be_noted_is_taken_again_and_makes_no_second_version(
    newsroom, monkeypatch
):
    async def locked(_store, _look):
        raise StoreUnavailableError("The store is locked.")

    async with newsroom.at_work() as house:
        await newsroom.cite(house)
        newsroom.show(CHANGED)
        with monkeypatch.context() as patch:
            patch.setattr(SqlLookStore, "note", locked)
            await newsroom.pass_time(house, HOUR)
        assert (await newsroom.look(house)).looked_at is None
        # Quarters of the hour part the tries: it is 08:14, then 08:15.
        await newsroom.pass_time(house, timedelta(minutes=13))
        assert (await newsroom.look(house)).looked_at is None
        await newsroom.pass_time(house, timedelta(minutes=1))

        look = await newsroom.look(house)
        assert look.looked_at == NOW + HOUR + timedelta(minutes=14)
        first, second = await newsroom.versions(house)
        assert await house.looks.changes(DESK, first.version_id, second.version_id)


async def test_an_article_that_is_forgotten_while_its_page_is_read_does_not_come_back(newsroom):
    async with newsroom.at_work() as house:
        await newsroom.cite(house)
        article = await house.articles.by_url(DESK, newsroom.address)

        async def slow(_request, writer):
            await house.articles.forget(DESK, article.article_id)
            body = CHANGED.encode()
            writer.write(head(200, len(body), content_type="text/html; charset=utf-8") + body)

        newsroom.web.routes["/veto"] = slow
        await newsroom.pass_time(house, HOUR)

        assert await house.articles.by_url(DESK, newsroom.address) is None
        assert await house.articles.count(DESK) == 0


async def test_a_version_goes_with_the_message_that_brought_the_article(newsroom):
    async with newsroom.at_work() as house:
        await newsroom.cite(house)
        newsroom.show(CHANGED)
        await newsroom.pass_time(house, HOUR)
        assert len(await newsroom.versions(house)) == 2

        await house.engine.withdraw(DESK, MessageId("m-read"))
        await until_quiet()

        assert await house.articles.count(DESK) == 0
        assert await house.looks.cited(DESK, 10) == []


async def test_what_a_page_says_stays_text(newsroom):
    evil = "13 votes <!channel> @room [x](https://evil.example)"
    newsroom.show(PAGE)
    async with newsroom.at_work() as house:
        await newsroom.cite(house)
        newsroom.show(PAGE.replace("11 votes", evil.replace("<", "&lt;").replace(">", "&gt;")))
        await newsroom.pass_time(house, HOUR)

        told = await newsroom.say(house, f"changed {newsroom.address}", "m-evil")

        quotes = [part.citation.quote for part in told if isinstance(part, Exhibit)]
        assert any("<!channel> @room [x](https://evil.example" in quote for quote in quotes)
        # Outside exhibits, which platforms escape as a whole, nothing of it is said.
        assert not any("evil" in str(p.words) for p in told if isinstance(p, Paragraph))


async def test_names_that_fit_no_cited_article_or_several(newsroom):
    async with newsroom.at_work() as house:
        nothing = await newsroom.say(house, "changed", "m-0")
        (told,) = said(nothing)
        assert told.startswith("No cited article has been looked at again yet. For what a brief")
        (other,) = said(await newsroom.say(house, "changes", "m-00"))
        assert other.endswith("For what publishers changed in articles cited here, say: changed")
        await newsroom.cite(house)
        unknown = await newsroom.say(house, "changed Cairo talks", "m-1")
        assert "No article cited here is called Cairo talks" in next(said(unknown))
        unread = await newsroom.say(house, "changed https://x.example/none", "m-2")
        assert "has read nothing at https://x.example/none" in next(said(unread))
        waiting = list(said(await newsroom.say(house, f"changed {newsroom.address}", "m-3")))
        assert waiting[1] == "I look at its page again on Mon 25 March 2024 08:01 UTC."
