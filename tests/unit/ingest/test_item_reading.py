"""What stands for a feed's item whose page shows only a part of the article."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest

from bot.domain.articles import Feed, FeedItem, ReadArticle, Rejection
from bot.domain.sources import Validators
from bot.errors import BadStatusError
from bot.ingest.article_text import read_page
from bot.ingest.item_reading import ItemReader
from bot.ingest.rights import PublishersRights
from bot.ports.web import BeforeEach, Fetched
from tests.fakes.clock import StoppedClock

URL = "https://www.harbour-post.example/world/talks-resume"
FIRST = "The delegations met in the harbour city on Friday and agreed to open two crossings to convoys before the month ends."
SECOND = "“We are close,” the mediator told reporters, adding that the delegations would meet again in May to settle what remains open."
LOCKED = json.dumps(
    {"@type": "NewsArticle", "datePublished": "2024-03-22", "isAccessibleForFree": False}
)
STUB = (
    f'<html><head><script type="application/ld+json">{LOCKED}</script></head><body><article>'
    f"<h1>Talks resume</h1><p>{FIRST}</p><p>{SECOND}</p></article>"
    "<div>Subscribe to continue reading.</div></body></html>"
)


class OnePage:
    """A web of one page."""

    def __init__(self, page: str) -> None:
        self.page = page

    async def fetch(
        self,
        url: str,
        *,
        validators: Validators | None = None,
        before_each: BeforeEach | None = None,
    ) -> Fetched:
        if url != URL:
            raise BadStatusError(url, 404)
        return Fetched(
            url, url, 200, "text/html", self.page.encode(), Validators(), datetime.now(UTC)
        )


class Here:
    """Reads pages in this process."""

    async def read_page(self, html: bytes, url: str | None, content_type: str) -> ReadArticle:
        return read_page(html, url, content_type)

    async def read_document(
        self, body: bytes, *, name: str, content_type: str, url: str | None = None
    ) -> ReadArticle:
        raise NotImplementedError


HOME = "https://www.harbour-post.example/"


async def outcome(own: str, page: str = STUB, home: str = HOME) -> ReadArticle | Rejection:
    item = FeedItem("1", URL, "Talks resume", own, None, None, None)
    feed = Feed("Harbour Post - World", home, "en", (item,))
    web = OnePage(page)
    rights = PublishersRights(web, StoppedClock())
    (read,) = await ItemReader(web, Here(), rights).read(feed, [item])
    return read.outcome


async def test_a_stub_is_not_kept_and_the_person_is_told_why():
    found = await outcome(f"<p>{FIRST}</p>")
    assert isinstance(found, Rejection)
    assert found.source == URL
    assert "paywall" in found.reason
    assert "paste its text" in found.reason


async def test_the_feeds_own_text_stands_for_a_stub():
    found = await outcome("".join(f"<p>{SECOND} Clause {n} is open.</p>" for n in range(6)))
    assert isinstance(found, ReadArticle)
    assert found.text.count("Clause") == 6
    assert (found.title, found.outlet) == ("Talks resume", "Harbour Post - World")


@pytest.mark.parametrize(
    ("home", "outlet"),
    [(HOME, "Harbour Post"), ("https://news-of-all.example/", "harbour-post.example")],
)
async def test_a_page_without_its_sites_name_takes_it_from_the_sites_own_feed(home, outlet):
    page = f"<html><body><article><p>{FIRST}</p><p>{SECOND}</p></article></body></html>"
    found = await outcome("", page, home)
    assert isinstance(found, ReadArticle)
    assert found.outlet == outlet
