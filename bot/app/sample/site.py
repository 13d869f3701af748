"""Four invented outlets as a web site on loopback: the demo reads them as it would any other."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, replace
from datetime import datetime
from email.utils import format_datetime
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

_HERE = Path(__file__).parent

FEED_TYPES = {
    "rss": "application/rss+xml",
    "atom": "application/atom+xml",
    "rdf": "application/rdf+xml",
    "json": "application/feed+json",
}


@dataclass(frozen=True, slots=True)
class SampleOutlet:
    """An invented publisher."""

    key: str
    name: str
    feed: str
    tagline: str
    home: str

    @property
    def feed_url(self) -> str:
        """Where its feed is."""
        return f"{self.home}feed"


@dataclass(frozen=True, slots=True)
class SampleArticle:
    """One of its articles, as its page and its feed show it."""

    outlet: SampleOutlet
    slug: str
    title: str
    author: str
    published_at: datetime
    text: str
    modified_at: datetime | None = None

    @property
    def url(self) -> str:
        """Its canonical address."""
        return f"{self.outlet.home}{self.published_at:%Y/%m/%d}/{self.slug}"

    @property
    def paragraphs(self) -> tuple[str, ...]:
        """Its text, a paragraph each."""
        return tuple(part.strip() for part in self.text.split("\n\n") if part.strip())

    @property
    def published(self) -> str:
        """When it was published, for machines."""
        return self.published_at.isoformat()

    @property
    def modified(self) -> str | None:
        """When it was corrected, for machines."""
        return self.modified_at.isoformat() if self.modified_at else None

    @property
    def rfc822(self) -> str:
        """When it was published, for RSS."""
        return format_datetime(self.published_at)

    @property
    def day(self) -> str:
        """When it was published, for people."""
        return f"{self.published_at.day} {self.published_at:%B %Y}"


class SampleSite:
    """The outlets and their articles; `correct` puts corrected texts in place of the first ones."""

    def __init__(self, address: str) -> None:
        self._address = address.rstrip("/")
        self._document = tomllib.loads((_HERE / "articles.toml").read_text("utf-8"))
        self._is_corrected = False
        self._pages = Environment(
            loader=FileSystemLoader(_HERE),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
        )

    @property
    def outlets(self) -> tuple[SampleOutlet, ...]:
        """The four outlets."""
        return tuple(
            SampleOutlet(key, home=f"{self._address}/{key}/", **facts)
            for key, facts in self._document["outlets"].items()
        )

    def correct(self) -> None:
        """From now on, articles that have a corrected text show it."""
        self._is_corrected = True

    def articles(self, outlet: SampleOutlet) -> tuple[SampleArticle, ...]:
        """An outlet's articles, newest first."""
        own = (
            self._article(outlet, f)
            for f in self._document["articles"]
            if f["outlet"] == outlet.key
        )
        return tuple(sorted(own, key=lambda article: article.published_at, reverse=True))

    def corrected_articles(self) -> tuple[SampleArticle, ...]:
        """The articles that have a corrected text."""
        slugs = {f["slug"] for f in self._document["articles"] if "corrected" in f}
        return tuple(a for o in self.outlets for a in self.articles(o) if a.slug in slugs)

    def _article(self, outlet: SampleOutlet, facts: dict[str, object]) -> SampleArticle:
        article = SampleArticle(
            outlet=outlet,
            slug=str(facts["slug"]),
            title=str(facts["title"]),
            author=str(facts["author"]),
            published_at=_moment(facts["published"]),
            text=str(facts["text"]),
        )
        corrected = facts.get("corrected")
        if not self._is_corrected or not isinstance(corrected, dict):
            return article
        return replace(
            article, text=str(corrected["text"]), modified_at=_moment(corrected["published"])
        )

    # ------------------------------------------------------------ over HTTP

    def app(self) -> Starlette:
        """The site as an ASGI app."""
        return Starlette(
            routes=[
                Route("/{outlet}/feed", self._feed),
                Route("/{outlet}/{year}/{month}/{day}/{slug}", self._page),
            ]
        )

    async def _feed(self, request: Request) -> Response:
        outlet = self._outlet(request)
        articles = self.articles(outlet)
        if outlet.feed == "json":
            return JSONResponse(_json_feed(outlet, articles), media_type=FEED_TYPES["json"])
        template = self._pages.get_template(f"feeds/{outlet.feed}.xml")
        document = template.render(outlet=outlet, articles=articles)
        return Response(document, media_type=FEED_TYPES[outlet.feed])

    async def _page(self, request: Request) -> Response:
        outlet = self._outlet(request)
        articles = self.articles(outlet)
        found = [a for a in articles if a.slug == request.path_params["slug"]]
        if not found:
            raise HTTPException(404)
        template = self._pages.get_template(f"pages/{outlet.key}.html")
        others = [a for a in articles if a.slug != found[0].slug]
        document = template.render(outlet=outlet, article=found[0], others=others)
        return Response(document, media_type="text/html; charset=utf-8")

    def _outlet(self, request: Request) -> SampleOutlet:
        for outlet in self.outlets:
            if outlet.key == request.path_params["outlet"]:
                return outlet
        raise HTTPException(404)


def _moment(value: object) -> datetime:
    if not isinstance(value, datetime) or value.tzinfo is None:
        raise TypeError("the sample's dates are aware")
    return value


def _json_feed(outlet: SampleOutlet, articles: tuple[SampleArticle, ...]) -> dict[str, object]:
    return {
        "version": "https://jsonfeed.org/version/1.1",
        "title": outlet.name,
        "home_page_url": outlet.home,
        "feed_url": outlet.feed_url,
        "language": "en",
        "items": [
            {
                "id": article.url,
                "url": article.url,
                "title": article.title,
                "summary": article.paragraphs[0],
                "date_published": article.published,
                "authors": [{"name": article.author}],
            }
            for article in articles
        ],
    }
