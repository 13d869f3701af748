"""Publishers' rights asked of a web server, through the real fetcher."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta

import pytest

from bot.errors import HostUnreachableError, RobotsRefusedError
from bot.ingest import site_files
from bot.ingest.rights import PublishersRights
from bot.ingest.site_files import ASKED_AGAIN, KEPT
from bot.web_access.fetcher import HttpFetcher, Limits
from tests.fakes.clock import StoppedClock
from tests.fakes.local_web import local_web

NOW = datetime(2024, 3, 22, 15, 30, tzinfo=UTC)
CLOSED = "User-agent: *\nDisallow: /closed/"
TDMREP = "/.well-known/tdmrep.json"
RESERVED = '[{"location": "/reserved/", "tdm-reservation": 1}]'


class Desk:
    def __init__(self, web, fetcher, clock):
        self.web = web
        self.fetcher = fetcher
        self.clock = clock
        self.rights = PublishersRights(fetcher, clock)

    async def may_fetch(self, path):
        try:
            await self.rights.check_fetching(self.web.url + path)
        except (RobotsRefusedError, HostUnreachableError) as error:
            return str(error)
        return True

    async def reserves(self, path, page_says=None):
        fetched = await self.fetcher.fetch(self.web.url + path)
        return await self.rights.reserves(fetched, page_says=page_says)


@pytest.fixture
async def desk():
    clock = StoppedClock(NOW)
    limits = Limits(idle_seconds=1, total_seconds=2)
    async with local_web() as web, HttpFetcher(clock, [web.place], limits=limits) as fetcher:
        yield Desk(web, fetcher, clock)


async def test_what_robots_txt_closes_is_not_fetched_and_the_reason_names_the_host(desk):
    desk.web.page("/robots.txt", CLOSED)
    assert await desk.may_fetch("/closed/a") == "robots.txt of 127.0.0.1 does not allow it."
    assert await desk.may_fetch("/open/a") is True


async def test_it_is_asked_once_a_day_whoever_asks_at_a_time(desk):
    desk.web.page("/robots.txt", CLOSED)
    await asyncio.gather(*(desk.may_fetch(f"/{n}") for n in range(5)))
    desk.clock.moment += KEPT - timedelta(seconds=1)
    await desk.may_fetch("/a")
    assert desk.web.paths() == ["/robots.txt"]
    desk.web.page("/robots.txt", "")
    desk.clock.moment += timedelta(seconds=1)
    assert await desk.may_fetch("/closed/a") is True
    assert desk.web.paths() == ["/robots.txt"] * 2


@pytest.mark.parametrize("status", [401, 403, 404, 410, 429])
async def test_a_site_without_one_allows_all(desk, status):
    desk.web.page("/robots.txt", CLOSED, status=status)
    assert await desk.may_fetch("/closed/a") is True


@pytest.mark.parametrize("status", [500, 503])
async def test_a_site_that_cannot_be_asked_is_left_alone_for_now(desk, status):
    desk.web.page("/robots.txt", "", status=status)
    told = await desk.may_fetch("/a")
    assert told == await desk.may_fetch("/b")
    assert "robots.txt of 127.0.0.1 cannot be read just now" in told
    assert desk.web.paths() == ["/robots.txt"]
    desk.web.page("/robots.txt", CLOSED)
    desk.clock.moment += ASKED_AGAIN
    assert await desk.may_fetch("/a") is True


async def test_one_that_leads_in_a_circle_is_none(desk):
    desk.web.page("/robots.txt", status=302, location="/robots.txt")
    assert await desk.may_fetch("/a") is True


async def test_every_address_that_a_redirect_leads_to_is_asked_about_before_it_is_asked(desk):
    desk.web.page("/robots.txt", CLOSED)
    desk.web.page("/closed/b", "secret")
    start = desk.web.page("/a", status=302, location="/closed/b")
    with pytest.raises(RobotsRefusedError):
        await desk.fetcher.fetch(start, before_each=desk.rights.check_fetching)
    assert desk.web.paths() == ["/robots.txt", "/a"]


async def test_only_so_many_sites_are_kept(desk, monkeypatch):
    monkeypatch.setattr(site_files, "MOST_SITES", 1)
    desk.web.page("/robots.txt", "")
    await desk.may_fetch("/a")
    await desk.rights.check_fetching(f"http://localhost:{desk.web.port}/a")
    await desk.may_fetch("/a")
    assert desk.web.paths().count("/robots.txt") >= 2


@pytest.mark.parametrize(
    ("headers", "page_says", "is_reserved"),
    [
        pytest.param({}, None, True, id="the site's file"),
        pytest.param({"tdm_reservation": "0"}, None, False, id="a header stands above the file"),
        pytest.param({"tdm_reservation": "0"}, True, True, id="the page stands above the header"),
        pytest.param({"tdm_reservation": "1"}, False, False, id="the page may also allow"),
        pytest.param({"tdm_reservation": "2"}, None, True, id="a header that says nothing"),
        pytest.param({"content_signal": "search=yes, ai-input=no"}, False, True, id="a signal"),
    ],
)
async def test_who_is_heard_on_reservation(desk, headers, page_says, is_reserved):
    desk.web.page(TDMREP, RESERVED)
    desk.web.page("/reserved/a", "text", **headers)
    assert await desk.reserves("/reserved/a", page_says) is is_reserved


async def test_a_reserved_folder_says_nothing_of_the_others(desk):
    desk.web.page(TDMREP, RESERVED)
    desk.web.page("/free", "text")
    assert await desk.reserves("/free") is False
    assert (await desk.rights.site_rights(f"{desk.web.url}/reserved/a")).may_reach_model is False
    assert (await desk.rights.site_rights(f"{desk.web.url}/free")).may_reach_model is True


async def test_a_content_signal_of_robots_txt_is_a_reservation(desk):
    desk.web.page("/robots.txt", "User-agent: *\nContent-Signal: ai-input=no\nAllow: /")
    desk.web.page("/a", "text")
    assert await desk.reserves("/a") is True
    assert await desk.may_fetch("/a") is True


@pytest.mark.parametrize("status", [404, 500])
async def test_a_file_that_cannot_be_read_reserves_nothing(desk, status):
    desk.web.page(TDMREP, RESERVED, status=status)
    desk.web.page("/reserved/a", "text")
    assert await desk.reserves("/reserved/a") is False
