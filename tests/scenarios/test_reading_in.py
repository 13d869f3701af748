"""From a web server to a channel's memory, through the real stores and the real fetcher."""

from __future__ import annotations

import asyncio
import itertools
import sqlite3
from contextlib import closing
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage

import pytest

from bot.domain.articles import ReadArticle, Way
from bot.domain.identifiers import DESK, ChannelKey
from bot.errors import HostUnreachableError, NoArticleError, NotAFeedError
from bot.ingest import source_reading
from bot.ingest.source_reading import AWAITED_FOR, MOVED_READS, NEWEST_ITEMS
from bot.storage.feed_items import SqlFeedItems
from tests.fakes.clock import StoppedClock
from tests.fakes.local_web import head, local_web
from tests.scenarios.feed_house import (
    TOPICS,
    DirectPages,
    end_the_program,
    feed_house,
    item,
    not_modified,
    page_of,
    serve_feed,
    serve_topics,
)


@pytest.fixture
async def house(tmp_path):
    async with (
        local_web() as web,
        feed_house(f"sqlite+aiosqlite:///{tmp_path}/a.db", web, StoppedClock()) as opened,
    ):
        yield opened


async def test_a_followed_feed_is_read_with_the_pages_behind_it(house):
    serve_topics(house.web)
    await house.follow()
    read = await house.poll()
    known = await house.texts()
    assert (read.new_items, read.rejected, read.error) == (3, (), None)
    assert known["/vote"].text == TOPICS["vote"]
    assert known["/vote"].published_at == datetime(2024, 3, 22, 10, tzinfo=UTC)
    assert known["/vote"].way is Way.FEED
    assert {a.source_id for a in known.values()} == {(await house.health()).source.source_id}


async def test_nothing_new_asks_for_nothing_but_the_feed(house):
    serve_topics(house.web)
    await house.follow()
    await house.poll()
    house.web.requests.clear()
    again = await house.poll()
    assert (again.new_items, house.web.paths()) == (0, ["/feed"])


async def test_a_304_costs_one_request_and_waits_longer(house):
    serve_topics(house.web)
    await house.follow()
    await house.poll()

    house.web.routes["/feed"] = not_modified
    house.clock.advance(hours=1)
    read = await house.poll()
    health = await house.health()
    assert read.is_unchanged
    assert health.next_read_at - house.clock.now() > timedelta(hours=1)
    assert health.validators.etag == '"1"'


async def test_one_bad_item_stops_no_other_and_is_said(house):
    serve_topics(house.web)
    house.web.page("/empty", "<html><body>Nothing</body></html>", content_type="text/html")
    serve_feed(
        house.web,
        item("/empty"), item("/missing"), item("http://169.254.169.254/secret"), item("/vote"),
    )  # fmt: skip
    await house.follow()
    read = await house.poll()
    assert set(await house.texts()) == {"/vote"}
    reasons = {one.source.removeprefix(house.web.url): one.reason for one in read.rejected}
    assert "no article" in reasons["/empty"]
    assert "status 404" in reasons["/missing"]
    assert "inside the network" in reasons["http://169.254.169.254/secret"]


async def test_a_page_that_is_down_is_tried_again_and_one_that_is_gone_is_not(house):
    serve_feed(house.web, item("/down"), item("/gone"), etag='"1"')
    house.web.page("/down", status=503)
    house.web.page("/gone", status=410)
    await house.follow()
    await house.poll()
    told = {one.url.removeprefix(house.web.url) for one in (await house.health()).not_read}
    assert told == {"/down", "/gone"}
    house.web.page("/down", page_of("Vote", TOPICS["vote"]))
    house.web.requests.clear()
    read = await house.poll()
    assert house.web.paths() == ["/feed", "/down"]
    assert read.new_items == 1
    # What was read after all is told no longer.
    (gone,) = (await house.health()).not_read
    assert gone.url == f"{house.web.url}/gone"
    assert "status 410" in gone.reason


async def test_an_item_that_its_feed_drops_while_its_page_is_down_is_read_all_the_same(house):
    serve_feed(house.web, item("/down"))
    house.web.page("/down", status=503)
    await house.follow()
    await house.poll()
    assert (await house.health()).awaited_items == 1
    house.web.page("/down", page_of("Vote", TOPICS["vote"]))
    house.web.page("/feed", status=503)

    read = await house.poll()

    assert (read.new_items, "status 503" in read.error) == (1, True)
    assert (await house.health()).awaited_items == 0


async def test_a_page_that_stays_down_is_given_up_and_told(house):
    serve_feed(house.web, item("/down"), etag='"1"')
    house.web.page("/down", status=503)
    await house.follow()
    await house.poll()
    house.clock.advance(seconds=AWAITED_FOR.total_seconds() + 1)
    await house.poll()
    house.web.requests.clear()

    await house.poll()

    assert house.web.paths() == ["/feed"]
    (told,) = (await house.health()).not_read
    assert "status 503" in told.reason


async def test_what_a_feed_brought_is_read_though_the_program_ended_before_that(house, monkeypatch):
    serve_topics(house.web)
    await house.follow()
    for changed in (True, False):
        if not changed:
            house.web.routes["/feed"] = not_modified
        with monkeypatch.context() as ended:
            ended.setattr(DirectPages, "read_page", end_the_program)
            with pytest.raises(ExceptionGroup):
                await house.poll()
        health = await house.health()
        assert (health.awaited_items, await house.texts()) == (3, {})
        assert health.next_read_at is None, "it is due until its articles are read"

    read = await house.poll()

    assert (read.new_items, len(await house.texts())) == (3, 3)
    assert (await house.health()).next_read_at > house.clock.now()


async def test_who_comes_while_another_has_taken_up_the_feed_reads_its_articles_too(
    house, monkeypatch
):
    serve_topics(house.web)
    await house.follow()
    before = await house.health()
    with monkeypatch.context() as ended:
        ended.setattr(DirectPages, "read_page", end_the_program)
        with pytest.raises(ExceptionGroup):
            await house.poll()

    read = await house.intake.read_source(before)

    assert (read.new_items, len(await house.texts())) == (3, 3)


async def test_a_source_whose_awaited_articles_another_has_read_meanwhile_stays_due_no_longer(
    house, monkeypatch
):
    serve_topics(house.web)
    await house.follow()
    with monkeypatch.context() as ended:
        ended.setattr(DirectPages, "read_page", end_the_program)
        with pytest.raises(ExceptionGroup):
            await house.poll()
    before = await house.health()
    await house.poll()
    house.clock.advance(hours=30)
    house.web.routes["/feed"] = not_modified

    read = await house.intake.read_source(before)

    assert (read.is_unchanged, read.new_items) == (True, 0)
    assert (await house.health()).next_read_at > house.clock.now()


async def test_what_was_read_before_the_program_ended_is_kept_and_not_read_again(
    house, monkeypatch
):
    names = [f"/{n:02}" for n in range(20)]
    for name in names:
        text = f"Delegation {name} arrived at the quay. {TOPICS['river']}"
        house.web.page(name, page_of(name, text), content_type="text/html")
    serve_feed(house.web, *map(item, names))
    await house.follow()
    read_page, count = DirectPages.read_page, itertools.count()

    async def end_late(pages, *given):
        return await (end_the_program() if next(count) >= 17 else read_page(pages, *given))

    with monkeypatch.context() as ended:
        ended.setattr(DirectPages, "read_page", end_late)
        with pytest.raises(ExceptionGroup):
            await house.poll()
    kept, health = await house.texts(), await house.health()
    assert (len(kept), health.awaited_items, health.next_read_at) == (16, 4, None)
    house.web.requests.clear()

    read = await house.poll()

    assert len(house.web.paths()) == 5, "the feed, and what was not read"
    assert (read.new_items, len(await house.texts())) == (4, 20)
    assert sum(day.items for day in (await house.health()).new_by_day) == 20


def more_than_are_read():
    """Items of one feed, an hour apart, more than a first read takes."""
    day = datetime(2024, 3, 22, tzinfo=UTC)
    return [
        item(f"/{n}", date=f"{day - timedelta(hours=n):%a, %d %b %Y %H:%M:%S} GMT")
        for n in range(NEWEST_ITEMS + 5)
    ]


async def test_what_was_too_old_at_the_first_read_is_no_news_at_the_second(house):
    items = more_than_are_read()
    serve_feed(house.web, *items)
    await house.follow()
    await house.poll()
    house.web.requests.clear()
    serve_feed(house.web, item("/new", date="Sat, 23 Mar 2024 10:00:00 GMT"), *items)

    await house.poll()

    assert set(house.web.paths()) == {"/feed", "/new"}


async def test_what_was_too_old_before_items_were_kept_is_no_news_after_the_upgrade(
    house, tmp_path
):
    items = more_than_are_read()
    serve_feed(house.web, *items)
    await house.follow()
    await house.poll()
    with closing(sqlite3.connect(tmp_path / "a.db")) as store, store:
        store.execute("DELETE FROM feed_item")
    house.web.requests.clear()

    await house.poll()

    asked = set(house.web.paths()) - {"/feed"}
    assert asked <= {f"/{n}" for n in range(NEWEST_ITEMS)}


async def test_an_item_that_is_to_be_forgotten_while_it_is_read_does_not_come_back(
    house, monkeypatch
):
    serve_topics(house.web)
    await house.follow()
    read_page, forgotten = DirectPages.read_page, []
    names = [" /GRAIN ", house.web.url + "/vote?utm_source=chat"]

    async def read_while_somebody_forgets(pages, *given):
        while names:
            forgotten.append(await house.intake.forget_awaited(DESK, names.pop()))
        return await read_page(pages, *given)

    monkeypatch.setattr(DirectPages, "read_page", read_while_somebody_forgets)
    read = await house.poll()

    assert (forgotten, read.new_items, set(await house.texts())) == ([1, 1], 1, {"/river"})
    assert (await house.health()).awaited_items == 0
    assert (await house.poll()).new_items == 0


async def test_items_without_an_address_that_were_kept_just_before_a_kill_are_kept_once(
    house, monkeypatch
):
    own = [f"<p>{n} {TOPICS['vote']} {TOPICS['grain']}</p>" for n in ("One", "Two")]
    serve_feed(
        house.web,
        *(
            f"<item><guid isPermaLink='false'>{n}</guid><title>Own {n}</title><description><![CDATA[{text}]]></description></item>"
            for n, text in enumerate(own)
        ),
    )
    await house.follow()
    with monkeypatch.context() as killed:
        killed.setattr(SqlFeedItems, "settle", end_the_program)
        with pytest.raises(RuntimeError):
            await house.poll()
    before = await house.articles.learned_between(DESK, None, house.clock.now())

    house.clock.advance(hours=1)
    read = await house.poll()

    after = await house.articles.learned_between(DESK, None, house.clock.now())
    assert (len(before), read.new_items) == (2, 0)
    assert [(one.article_id, one.version_number) for one in after] == [
        (one.article_id, one.version_number) for one in before
    ]
    assert (await house.health()).awaited_items == 0


async def test_what_a_slow_host_leaves_no_time_for_is_read_soon_and_not_told_as_missed(
    house, monkeypatch
):
    names, answers = [f"/{n:02}" for n in range(6)], asyncio.Event()

    async def slowly(request, writer):
        if request.path not in names[-2:]:
            await answers.wait()
        text = f"Delegation {request.path} arrived at the quay. {TOPICS['river']}"
        body = page_of(request.path, text).encode()
        writer.write(head(200, len(body), content_type="text/html") + body)

    house.web.routes |= dict.fromkeys(names, slowly)
    # The newest, which is read last, and all that it takes to read a page.
    await house.intake.read_url(DESK, house.web.url + names[-1])
    dated = [f"Fri, 22 Mar 2024 1{n}:00:00 GMT" for n in range(6)]
    items = (item(name, date=date) for name, date in zip(names, dated, strict=True))
    serve_feed(house.web, *items)
    await house.follow()
    monkeypatch.setattr(source_reading, "READ_FOR", 0.7)

    read = await house.poll()

    health = await house.health()
    assert (read.new_items, health.awaited_items, health.not_read) == (0, 5, ())
    assert timedelta() < health.next_read_at - house.clock.now() <= timedelta(minutes=6)
    answers.set()
    monkeypatch.undo()
    await house.poll()
    assert set(await house.texts()) == set(names)


async def test_a_host_that_does_not_answer_is_tried_a_few_times_and_holds_up_no_other(store_url):
    async def hangs(_request, _writer):
        await asyncio.sleep(3)

    async with (
        local_web() as web,
        local_web() as dead,
        feed_house(store_url, web, StoppedClock(), dead) as house,
    ):
        names = [f"/{n:02}" for n in range(12)]
        dead.routes |= dict.fromkeys(names, hangs)
        web.page("/vote", page_of("Vote", TOPICS["vote"]), content_type="text/html")
        whole = f"<p>{TOPICS['river']}</p><p>{TOPICS['grain']}</p>"
        # The newest are read last.
        last = "Fri, 22 Mar 2024 11:00:00 GMT"
        own = item(f"{dead.url}/whole", date=last, body=whole)
        serve_feed(web, *(item(dead.url + name) for name in names), item("/vote"), own)
        await house.follow()

        read = await house.poll()

        assert set(await house.texts()) == {"/vote", f"{dead.url}/whole"}
        assert "/whole" not in dead.paths(), "its feed carries it"
        assert len([path for path in dead.paths() if path in names]) <= 4
        assert len(read.rejected) <= 4
        assert (await house.health()).awaited_items == 12


async def test_where_the_page_fails_the_feeds_own_text_stands_if_it_is_substantial(house):
    whole = f"<p>{TOPICS['vote']}</p><p>{TOPICS['grain']}</p>"
    serve_feed(
        house.web, item("/down", body=whole), item("/also-down", body="<p>Three words only.</p>")
    )
    await house.follow()
    read = await house.poll()
    assert (await house.texts())["/down"].text == f"{TOPICS['vote']}\n\n{TOPICS['grain']}"
    assert [one.source for one in read.rejected] == [house.web.url + "/also-down"]


async def test_a_first_read_takes_the_newest_items_only(house):
    days = [
        datetime(2024, 3, 22, tzinfo=UTC) - timedelta(hours=n) for n in range(NEWEST_ITEMS + 20)
    ]
    serve_feed(
        house.web,
        *(item(f"/{n}", date=f"{day:%a, %d %b %Y %H:%M:%S} GMT") for n, day in enumerate(days)),
    )
    await house.follow()
    await house.poll()
    asked = set(house.web.paths()) - {"/feed", "/robots.txt", "/.well-known/tdmrep.json"}
    assert asked == {f"/{n}" for n in range(NEWEST_ITEMS)}


async def test_a_feed_that_breaks_is_an_outcome_with_words_and_loses_nothing(house):
    serve_topics(house.web)
    await house.follow()
    await house.poll()
    house.web.page("/feed", "<html><body>Maintenance</body></html>", content_type="text/html")
    broken = await house.poll()
    house.web.page("/feed", status=503, retry_after="7200")
    down = await house.poll()
    health = await house.health()
    assert "web page and not a feed" in broken.error
    assert "status 503" in down.error == health.last_error
    assert health.failures == 2
    assert health.next_read_at - house.clock.now() >= timedelta(hours=2)
    assert len(await house.texts()) == 3
    serve_topics(house.web)
    assert (await house.poll()).error is None
    assert (await house.health()).failures == 0


async def test_a_feed_that_is_gone_for_good_says_so_and_is_left_alone(house):
    serve_topics(house.web)
    await house.follow()
    await house.poll()
    house.web.page("/feed", status=410)
    gone = await house.poll()
    health = await house.health()
    assert "gone for good: unfollow it" in gone.error == health.last_error
    assert health.next_read_at - house.clock.now() >= timedelta(days=30)


async def test_a_feed_that_has_moved_for_good_is_followed_there_when_that_is_certain(house):
    serve_topics(house.web)
    await house.follow()
    old = house.web.url + "/feed"
    serve_topics(house.web, path="/new-feed")
    house.web.page("/feed", status=301, location="/new-feed")
    for _ in range(MOVED_READS):
        assert (await house.health()).source.url == old
        assert (await house.poll()).error is None
    assert (await house.health()).source.url == house.web.url + "/new-feed"
    assert len(await house.texts()) == 3
    house.web.page("/feed", status=404)
    assert (await house.poll()).error is None


async def test_a_feed_that_is_elsewhere_for_today_keeps_its_address(house):
    serve_topics(house.web)
    await house.follow()
    serve_topics(house.web, path="/today")
    house.web.page("/feed", status=302, location="/today")
    for _ in range(MOVED_READS + 1):
        assert (await house.poll()).error is None
    assert (await house.health()).source.url == house.web.url + "/feed"


async def test_a_news_sitemap_is_followed_as_a_feed_is(house):
    house.web.page("/vote", page_of("Vote", TOPICS["vote"]))
    house.web.page(
        "/news.xml",
        f"""<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"
 xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"><url><loc>{house.web.url}/vote</loc>
<news:news><news:publication><news:name>The Harbour Post</news:name></news:publication>
<news:publication_date>2024-03-22T10:00:00Z</news:publication_date><news:title>Vote</news:title>
</news:news></url></urlset>""",
        content_type="application/xml",
    )
    followed = await house.intake.follow(DESK, house.web.url + "/news.xml")
    assert followed.source.title == "The Harbour Post"
    assert len((await house.poll()).learned) == 1


async def test_a_feed_that_gives_its_items_new_ids_and_dates_on_each_read_brings_nothing_twice(
    house,
):
    for name, text in TOPICS.items():
        house.web.page(f"/{name}", page_of(name.title(), text), content_type="text/html")
    own = f"<p>{TOPICS['vote']} {TOPICS['grain']}</p>"
    reads = []
    began = house.clock.now()
    for number in range(3):
        now = f"{began + timedelta(hours=number):%a, %d %b %Y %H:%M:%S} GMT"
        linked = [item(f"/{name}", date=now) for name in TOPICS]
        # One without an address: its text is all that tells it from another.
        unlinked = f"<item><guid isPermaLink='false'>{number}</guid><title>Own text</title><description><![CDATA[{own}]]></description></item>"
        serve_feed(house.web, *linked, unlinked)
        if number == 0:
            await house.follow()
        house.web.requests.clear()
        house.clock.advance(hours=1)
        reads.append(await house.poll())

    assert [read.new_items for read in reads] == [len(TOPICS) + 1, 0, 0]
    assert house.web.paths() == ["/feed"]
    known = await house.articles.learned_between(DESK, None, house.clock.now())
    assert {article.version_number for article in known} == {1}
    # The date of the first read stays: a feed that calls old news new does not make it so.
    dated = {article.published_at for article in known if article.url}
    assert dated == {began.replace(microsecond=0)}


async def test_a_feed_whose_links_have_a_new_session_at_each_read_brings_nothing_twice(house):
    reads = []
    for number in range(3):
        items = []
        for place, (name, text) in enumerate(TOPICS.items()):
            path = f"/{name}?sid={number}"
            house.web.page(f"/{name}", page_of(name.title(), text), content_type="text/html")
            date = f"Fri, 22 Mar 2024 10:0{place}:00 GMT"
            items.append(item(path, date=date).replace(f"<title>{path}", f"<title>{name}"))
        serve_feed(house.web, *items)
        if number == 0:
            await house.follow()
        house.web.requests.clear()
        reads.append(await house.poll())
    assert [read.new_items for read in reads] == [len(TOPICS), 0, 0]
    assert house.web.paths() == ["/feed"]


async def test_a_feed_whose_links_lead_elsewhere_at_each_read_brings_no_text_twice(house):
    """Nor does it make old news new: the first date stays."""
    reads = []
    for number in range(3):
        house.clock.advance(hours=24)
        now = f"{house.clock.now():%a, %d %b %Y %H:%M:%S} GMT"
        for name, text in TOPICS.items():
            page = page_of(name.title(), text)
            house.web.page(f"/{name}/{number}", page, content_type="text/html")
        serve_feed(house.web, *(item(f"/{name}/{number}", date=now) for name in TOPICS))
        if number == 0:
            await house.follow()
        reads.append(await house.poll())

    assert [read.new_items for read in reads] == [len(TOPICS), 0, 0]
    known = await house.articles.learned_between(DESK, None, house.clock.now())
    assert len(known) == len(TOPICS)
    assert {one.published_at.date() for one in known} == {
        (house.clock.now() - timedelta(days=2)).date()
    }


async def test_an_article_that_its_feed_gives_another_title_is_read_again_as_a_version(house):
    went_on = f"{TOPICS['vote']} The talks then broke off, and two delegations left the hall."
    cases = {
        # What the page says then, and whether it is a version.
        "/broke-off": (TOPICS["vote"], went_on, True),
        "/the-same": (TOPICS["grain"], TOPICS["grain"], False),
        "/a-stub": (f"{TOPICS['river']} {TOPICS['grain']}", TOPICS["river"][:120], False),
        "/another": (TOPICS["river"], f"{TOPICS['vote']} {TOPICS['grain']}", False),
        "/forgotten": (f"{TOPICS['vote']} {TOPICS['river']}", went_on, False),
    }
    for name, (text, _, _) in cases.items():
        house.web.page(name, page_of(name, text), content_type="text/html")
    serve_feed(house.web, *map(item, cases))
    await house.follow()
    await house.poll()
    before = await house.texts()
    await house.articles.forget(DESK, before["/forgotten"].article_id)
    for name, (_, text, _) in cases.items():
        house.web.page(name, page_of(name, text), content_type="text/html")
    anew = [item(name).replace("<title>", "<title>Update: ") for name in cases]
    serve_feed(house.web, *anew)
    house.web.requests.clear()
    house.clock.advance(hours=2)

    read = await house.poll()
    again = await house.poll()

    after = await house.texts()
    assert set(house.web.paths()) == {"/feed", *set(cases) - {"/forgotten"}}
    assert (read.new_items, again.new_items, "/forgotten" in after) == (0, 0, False)
    for name, (_, text, is_version) in cases.items():
        if name in after:
            assert (after[name].version_number == 2) is is_version, name
            assert (after[name].text == text) is (is_version or name == "/the-same")


async def test_no_more_items_await_their_reading_than_there_is_room_for(house, monkeypatch):
    monkeypatch.setattr(source_reading, "MOST_AWAITED", 5)
    for number in range(3):
        pages = [f"/{number}-{n}" for n in range(4)]
        for page in pages:
            house.web.page(page, status=503)
        serve_feed(house.web, *map(item, pages))
        if number == 0:
            await house.follow()
        await house.poll()
    assert (await house.health()).awaited_items == 5

    for page in pages:
        house.web.page(page, page_of("Vote", f"{TOPICS['vote']} {page}"))
    house.clock.advance(seconds=AWAITED_FOR.total_seconds() + 1)
    await house.poll()
    await house.poll()
    assert set(pages) <= set(await house.texts()), "what is listed still is read when there is room"


async def test_of_a_feed_of_50_000_items_the_newest_are_read_in_seconds(house):
    newest_day = datetime(2024, 3, 22, tzinfo=UTC)
    items = (
        f"<item><guid>{n}</guid><title>{n}</title><link>/i{n}</link>"
        f"<pubDate>{newest_day - timedelta(minutes=n):%a, %d %b %Y %H:%M:%S} GMT</pubDate></item>"
        for n in range(50_000)
    )
    for number in range(NEWEST_ITEMS):
        page = page_of(f"Item {number}", f"{TOPICS['vote']} {number}.")
        house.web.page(f"/i{number}", page, content_type="text/html")
    serve_feed(house.web, *items)
    await house.follow()

    read = await house.poll()
    # A page that a busy machine was too slow for is read the next time.
    await house.poll()

    assert (len(await house.texts()), read.error) == (NEWEST_ITEMS, None)
    asked = {path for path in house.web.paths() if path.startswith("/i")}
    assert asked == {f"/i{number}" for number in range(NEWEST_ITEMS)}


async def test_an_address_is_read_and_read_again_makes_a_version(house):
    url = house.web.page("/vote", page_of("Vote", TOPICS["vote"]))
    first = (await house.intake.read_url(DESK, url + "?utm_source=chat")).learned[0]
    same = (await house.intake.read_url(DESK, url)).learned[0]
    house.web.page("/vote", page_of("Vote", TOPICS["vote"].replace("Two", "Three")))
    house.clock.advance(hours=1)
    changed = (await house.intake.read_url(DESK, url)).learned[0]
    assert (first.is_new, same.is_new, same.is_update) == (True, False, False)
    assert (changed.is_update, changed.article_id) == (True, first.article_id)
    assert len(await house.articles.versions(DESK, first.article_id)) == 2


async def test_the_address_of_a_feed_brings_its_items(house):
    serve_topics(house.web)
    outcome = await house.intake.read_url(DESK, house.web.url + "/feed")
    assert outcome.feed.title == "The Harbour Post"
    assert len(outcome.learned) == 3


async def test_a_copy_leads_to_its_original_and_a_correction_keeps_it(house):
    wire = " ".join(TOPICS.values())
    one = await house.intake.keep(DESK, ReadArticle(text=wire, url="https://a.example/1"), Way.LINK)
    copied = wire.replace("Thursday", "Thursday evening")
    two = await house.intake.keep(
        DESK, ReadArticle(text=copied, url="https://b.example/1"), Way.LINK
    )
    house.clock.advance(hours=1)
    corrected = await house.intake.keep(
        DESK,
        ReadArticle(text=wire.replace("eleven", "twelve"), url="https://a.example/1"),
        Way.LINK,
    )
    assert (one.duplicate_of, two.duplicate_of) == (None, one.article_id)
    assert (corrected.is_update, corrected.duplicate_of) == (True, None)


async def test_a_copy_in_another_channel_is_no_copy_here(house):
    wire = " ".join(TOPICS.values())
    other = ChannelKey("local", "other")
    await house.intake.keep(other, ReadArticle(text=wire, url="https://a.example/1"), Way.LINK)
    here = await house.intake.keep(
        DESK, ReadArticle(text=wire, url="https://b.example/1"), Way.LINK
    )
    assert here.duplicate_of is None


async def test_a_date_in_the_future_is_not_believed(house):
    url = house.web.page(
        "/vote", page_of("Vote", TOPICS["vote"], article_published_time="2031-01-01T00:00:00Z")
    )
    outcome = await house.intake.read_url(DESK, url)
    assert (await house.texts())["/vote"].published_at is None
    assert "future" in outcome.rejected[0].reason


async def test_the_feed_behind_a_page_is_found(house):
    serve_topics(house.web)
    house.web.page(
        "/",
        "<html><head><link rel='alternate' type='application/rss+xml' href='/comments-feed'><link rel='alternate' type='application/rss+xml' href='feed'></head><body>x</body></html>",
    )
    followed = await house.intake.follow(DESK, house.web.url + "/")
    assert followed.source.url == house.web.url + "/feed"
    assert followed.source.title == "The Harbour Post"


async def test_a_page_without_a_feed_is_said_to_have_none_after_three_guesses(house):
    url = house.web.page("/", "<html><body>Hello</body></html>")
    with pytest.raises(NotAFeedError, match="web page and not a feed"):
        await house.intake.follow(DESK, url)
    assert house.web.paths() == ["/", "/feed", "/rss", "/atom.xml"]
    assert await house.sources.sources(DESK) == []


async def test_an_address_that_cannot_be_read_is_an_error_in_words(house):
    async def hangs(_request, _writer):
        await asyncio.sleep(3)

    house.web.routes["/hangs"] = hangs
    with pytest.raises(HostUnreachableError, match="did not answer in time"):
        await house.intake.read_url(DESK, house.web.url + "/hangs")
    url = house.web.page("/nothing", "<html><body>Nothing</body></html>")
    with pytest.raises(NoArticleError):
        await house.intake.read_url(DESK, url)


# ---------------------------------------------------------------- files


async def test_a_mail_is_read_and_the_files_beside_its_text_are_told(house):
    mail = EmailMessage()
    mail["From"], mail["Subject"], mail["Message-ID"] = "Press <p@m.example>", "Vote", "<1@m>"
    mail.set_content(TOPICS["vote"])
    mail.add_attachment(b"x", maintype="application", subtype="pdf", filename="annex.pdf")

    outcome = await house.intake.read_file(
        DESK, mail.as_bytes(), name="vote.eml", content_type="message/rfc822"
    )

    assert [one.title for one in outcome.learned] == ["Vote"]
    assert [(one.source, "vote.eml" in one.reason) for one in outcome.rejected] == [
        ("annex.pdf", True)
    ]
