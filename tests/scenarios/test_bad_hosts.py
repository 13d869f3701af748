"""Feeds and pages of bad hosts, from following to what people are told: one harms no other."""

from __future__ import annotations

import asyncio
import gzip
import ssl
import subprocess

import pytest

from bot.domain.identifiers import DESK
from bot.domain.messages import Rows
from bot.web_access.fetcher import HttpFetcher, Limits
from bot.web_access.page_pool import PagePool
from tests.fakes.local_web import head, local_web
from tests.scenarios.whole_house import whole_house

GOOD = (
    "Kenya and Tanzania signed a treaty on fishing in Lake Victoria on Thursday. Wardens of both "
    "navies will patrol the lake together, the two ministers said after the ceremony in Kisumu. The "
    "treaty sets yearly quotas for Nile perch, and a joint bureau is to watch over the landings in "
    "eleven harbours. Fishermen of both shores had asked for it for years."
)
LOGIN = (
    "<html><head><title>Sign in</title></head><body><form><p>Sign in to go on: your name</p><input"
    " name=user><input type=password name=password><button>Sign in</button></form></body></html>"
)
#: Reading it takes longer than a page may.
ENDLESS = "<html><body><article>" + f"<p>{GOOD}</p>" * 20_000
#: It breaks off, and its attributes are compared each with each: minutes of computing.
HANGING_FEED = (
    "<rss version='2.0'><channel><title>Bad</title><item "
    + " ".join(f"a{n}='1'" for n in range(100_000))
    + "/>"
)
RSS = "application/rss+xml"
#: What the bad host is called; it stands at the same address, until its name says otherwise.
BAD = "bad.example"


def feed(title, *links):
    items = "".join(
        f"<item><guid>{link}</guid><title>{title} {n}</title><link>{link}</link></item>"
        for n, link in enumerate(links)
    )
    return f"<rss version='2.0'><channel><title>{title}</title>{items}</channel></rss>"


class Names:
    """A resolver: every name is this machine, until one is said to be another."""

    def __init__(self):
        self.known = {}

    async def __call__(self, host, _port):
        return [self.known.get(host, "127.0.0.1")]


class Web:
    """A good host, a bad one, and the bot that reads both."""

    def __init__(self, web, secure, house, names):
        self.web, self.secure, self.house, self.names = web, secure, house, names

    def bad(self, path):
        return f"http://{BAD}:{self.web.port}{path}"

    async def dribbles(self, path):
        async def one_byte_at_a_time(_request, writer):
            writer.write(head(200, 5_000, content_type=RSS))
            for _ in range(5_000):
                writer.write(b" ")
                await writer.drain()
                await asyncio.sleep(0.05)

        self.web.routes[path] = one_byte_at_a_time
        return self.bad(path)

    async def explodes(self, path):
        body = gzip.compress(b" " * 60_000_000, 9)
        self.web.page(path, body, content_type=RSS, content_encoding="gzip")
        return self.bad(path)

    async def leads_to_a_login(self, path):
        self.web.page("/login", LOGIN, content_type="text/html")
        self.web.page(path, status=302, location="/login?next=" + path)
        return self.bad(path)

    async def has_anothers_certificate(self, path):
        self.secure.page(path, feed("Never read"), content_type=RSS)
        return f"https://{BAD}:{self.secure.port}{path}"

    async def moves_inside(self, path):
        self.web.page(path, feed("Inside"), content_type=RSS)
        self.names.known[BAD] = "10.0.0.7"
        return self.bad(path)

    async def hangs_the_parser(self, path):
        self.web.page(path, ENDLESS, content_type="text/html")
        return self.bad(path)

    async def hangs_the_feed_reader(self, path):
        self.web.page(path, HANGING_FEED, content_type=RSS)
        return self.bad(path)

    async def poll(self):
        parts = self.house.parts
        return [
            await parts.intake.read_source(health) for health in await parts.sources.sources(DESK)
        ]

    async def rows(self, words):
        (post,) = await self.house.say(words)
        return [str(row) for part in post.parts if isinstance(part, Rows) for row in part.rows]

    async def titles(self):
        known = await self.house.parts.articles.learned_between(DESK, None, self.house.clock.now())
        return sorted(article.title for article in known)


@pytest.fixture(scope="module")
def other_certificate(tmp_path_factory):
    """Of a host that is called otherwise, and signed by itself."""
    folder = tmp_path_factory.mktemp("tls")
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj",
         "/CN=other.example", "-keyout", folder / "key.pem", "-out", folder / "cert.pem"],
        check=True, capture_output=True,
    )  # fmt: skip
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(folder / "cert.pem", folder / "key.pem")
    return context


@pytest.fixture
async def web(tmp_path, other_certificate):
    names = Names()
    async with (
        local_web() as server,
        local_web(other_certificate) as secure,
        whole_house(tmp_path) as house,
        HttpFetcher(
            house.clock,
            [server.place, secure.place],
            limits=Limits(total_seconds=1.0, idle_seconds=1.0),
            resolver=names,
        ) as fetcher,
        PagePool(workers=1, seconds=2.0) as pool,
    ):
        house.parts.__dict__["fetcher"] = fetcher
        house.parts.__dict__["pages"] = pool
        body = f"<html><head><title>Treaty</title></head><body><article><h1>Treaty</h1><p>{GOOD}</p></article></body></html>"
        server.page("/good", body, content_type="text/html")
        yield Web(server, secure, house, names)


TIME, SIZE, CERTIFICATE, INSIDE = "in time", "10 MB", "certificate", "an address inside the network"
FEEDS = [
    ("dribbles", TIME),
    ("explodes", SIZE),
    ("leads_to_a_login", "asks for a login"),
    ("has_anothers_certificate", CERTIFICATE),
    ("moves_inside", INSIDE),
]
HANGING = ("hangs_the_feed_reader", "no ordinary feed")


@pytest.mark.parametrize(("trouble", "words"), [*FEEDS, HANGING])
async def test_a_feed_that_turns_bad_is_told_among_the_sources_and_harms_no_other(
    web, trouble, words
):
    good = web.web.page("/feed", feed("Post", web.web.url + "/good"), content_type=RSS)
    sources = web.house.parts.sources
    await sources.follow(DESK, await getattr(web, trouble)("/bad"), "Bad", web.house.clock.now())
    await web.house.parts.intake.follow(DESK, good)

    reads = {read.source.title: read for read in await web.poll()}
    told = await web.rows("sources")

    assert reads["Bad"].error
    assert reads["Post"].new_items == 1
    (failing,) = [row for row in told if row.startswith("Bad")]
    assert "the last read failed" in failing
    assert words in failing
    assert await web.titles() == ["Treaty"]


PAGES = [
    *FEEDS[:2],
    *FEEDS[2:],
    ("hangs_the_parser", "seconds to read"),
]


@pytest.mark.parametrize(("trouble", "words"), PAGES)
async def test_a_page_that_is_bad_is_told_with_the_reason_and_the_others_are_read(
    web, trouble, words
):
    bad = await getattr(web, trouble)("/bad")
    links = (bad, web.web.url + "/good")
    url = web.web.page("/feed", feed("Post", *links), content_type=RSS)
    await web.house.parts.intake.follow(DESK, url)

    (read,) = await web.poll()
    left_out = await web.rows("omitted")

    assert read.error is None
    assert await web.titles() == ["Treaty"]
    (told,) = [row for row in left_out if "Post 0" in row]
    assert words in told
    (fine,) = await web.rows("sources")
    assert "failed" not in fine
    assert fine.endswith("; not read of late: 1 article, omitted says why")


@pytest.mark.parametrize("named", ["{bad}?utm_source=chat", "“Post 0”"])
async def test_an_article_that_awaits_its_reading_is_forgotten_by_its_address_or_title(web, named):
    bad = web.web.page("/down", status=503)
    url = web.web.page("/feed", feed("Post", bad, web.web.url + "/good"), content_type=RSS)
    await web.house.parts.intake.follow(DESK, url)
    await web.poll()

    (told,) = await web.house.say("forget " + named.format(bad=bad))
    web.web.page("/down", f"<article><h1>Late</h1><p>{GOOD[::-1]}</p></article>")
    await web.poll()

    assert "1 article that a feed had brought" in str(told.opening())
    assert await web.titles() == ["Treaty"]
    assert "to be read" not in (await web.rows("sources"))[0]
