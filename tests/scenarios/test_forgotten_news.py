"""What a channel was asked to forget stays forgotten there, whoever carries it next."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.domain.articles import Way
from bot.domain.identifiers import DESK, ChannelKey
from bot.ingest.article_text import read_pasted
from tests.fakes.clock import StoppedClock
from tests.fakes.local_web import local_web
from tests.scenarios.feed_house import TOPICS, feed_house, item, page_of, serve_feed

OTHER = ChannelKey("local", "other")
#: Long enough to be known again by its words alone.
LEAK = f"{TOPICS['vote']} {TOPICS['grain']}"


@pytest.fixture
async def house(database_url):
    async with local_web() as web, feed_house(database_url, web, StoppedClock()) as opened:
        web.page("/leak", page_of("A leak", LEAK), content_type="text/html")
        serve_feed(web, item("/leak"))
        await opened.follow()
        await read_all(opened)
        yield opened


async def read_all(house, channel=DESK):
    return [await house.intake.read_source(one) for one in await house.sources.sources(channel)]


async def forget(house, path="/leak"):
    article = await house.articles.by_url(DESK, house.web.url + path)
    return await house.articles.forget(DESK, article.article_id)


async def follow_another(house, *items, channel=DESK):
    """One more feed of the same web server; what its first read came to, and what was fetched."""
    serve_feed(house.web, *items, path="/another")
    await house.intake.follow(channel, f"{house.web.url}/another")
    house.web.requests.clear()
    (read,) = [
        read for read in await read_all(house, channel) if read.source.url.endswith("/another")
    ]
    return read, set(house.web.paths()) - {"/feed", "/another"}


async def test_another_feed_brings_it_back_neither_by_its_address_nor_with_tracking(house):
    assert await forget(house) == 1
    tracked = item("/leak?utm_source=rss&amp;utm_medium=feed")
    read, fetched = await follow_another(house, tracked)
    assert (read.new_items, fetched, await house.texts()) == (0, set(), {})


@pytest.mark.parametrize(
    ("page", "why"),
    [
        (page_of("Leaked paper", LEAK), "an exact copy under another title and address"),
        (
            f"<html><head><link rel='canonical' href='/leak'></head>{page_of('A leak', LEAK + ' More.')}",
            "another address of the same article",
        ),
    ],
)
async def test_another_feed_brings_no_copy_of_it(house, page, why):
    await forget(house)
    house.web.page("/elsewhere", page, content_type="text/html")
    house.web.page("/river", page_of("River", TOPICS["river"]), content_type="text/html")
    read, _ = await follow_another(house, item("/elsewhere"), item("/river"))
    assert set(await house.texts()) == {"/river"}, why
    (refused,) = read.rejected
    assert "asked to forget it" in refused.reason
    # It is settled: nothing of it waits, and `omitted` names nothing of it.
    healths = await house.sources.sources(DESK)
    assert [(h.awaited_items, h.not_read) for h in healths] == [(0, ())] * 2
    assert [r.brought for r in await read_all(house)] == [0, 0]


async def test_copies_that_are_there_already_go_with_it(house):
    for path in ("/copy", "/river"):
        text = LEAK if path == "/copy" else TOPICS["river"]
        house.web.page(path, page_of("Another title", text), content_type="text/html")
        await house.intake.read_url(DESK, house.web.url + path)
    assert await forget(house) == 2
    assert set(await house.texts()) == {"/river"}


async def test_who_asks_for_it_gets_it_back_and_feeds_may_carry_it_again(house):
    await forget(house)
    (learned,) = (await house.intake.read_url(DESK, f"{house.web.url}/leak")).learned
    assert learned.is_new
    house.web.page("/copy", page_of("Leaked paper", LEAK), content_type="text/html")
    read, _ = await follow_another(house, item("/copy"))
    assert (read.new_items, read.rejected) == (1, ())


async def test_a_paste_of_it_is_asked_for_and_an_address_of_a_feed_is_not(house):
    await forget(house)
    listed = await house.intake.read_url(DESK, f"{house.web.url}/feed")
    assert (listed.learned, len(listed.rejected)) == ((), 1)
    pasted = await house.intake.keep(DESK, read_pasted(LEAK), Way.PASTE)
    assert pasted.is_new


async def test_what_one_channel_forgot_another_reads(house):
    await forget(house)
    read, _ = await follow_another(house, item("/leak"), channel=OTHER)
    assert read.new_items == 1
    assert await house.articles.count(DESK) == 0


async def test_what_was_forgotten_before_it_was_read_comes_by_no_other_feed(house):
    house.web.page("/river", status=503)
    await follow_another(house, item("/river"))
    assert await house.intake.forget_awaited(DESK, f"{house.web.url}/river") == 1
    house.web.page("/river", page_of("River", TOPICS["river"]), content_type="text/html")
    serve_feed(house.web, item("/river?utm_source=x"), path="/third")
    await house.intake.follow(DESK, f"{house.web.url}/third")
    await read_all(house)
    assert set(await house.texts()) == {"/leak"}


async def test_a_headline_that_is_printed_over_other_news_blocks_none(house):
    stub = "Follow our live coverage of the day's events here."
    for path in ("/monday", "/tuesday"):
        pasted = read_pasted(stub)
        await house.intake.keep(DESK, _at(pasted, house.web.url + path), Way.LINK)
    assert await forget(house, "/monday") == 1
    assert set(await house.texts()) == {"/leak", "/tuesday"}


def _at(article, url):
    return replace(article, url=url)
