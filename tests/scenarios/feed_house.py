"""A desk that reads a web server on loopback, through the real stores and the real fetcher."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass

from bot.domain.identifiers import DESK
from bot.ingest.article_text import read_page
from bot.ingest.documents import read_document
from bot.ingest.feed_formats import parse_feed
from bot.ingest.keeping import ArticleKeeper
from bot.ingest.pipeline import Intake
from bot.ingest.rights import PublishersRights
from bot.memory.channel_memory import ChannelMemory
from bot.storage.articles import SqlArticleStore
from bot.storage.database import Database, open_database
from bot.storage.feed_items import SqlFeedItems
from bot.storage.search_index import SqlSearchIndex
from bot.storage.sources import SqlSourceStore
from bot.web_access.fetcher import HttpFetcher, Limits
from tests.fakes.clock import StoppedClock
from tests.fakes.local_web import LocalWeb, head

TOPICS = {
    "vote": "The council voted in the harbour city on a draft that had been negotiated for weeks. Two crossings are to open to aid convoys, and a commission of five is to watch over them, diplomats said late on Thursday after the talks.",
    "grain": "Inspectors returned to the grain terminal after a dispute over export certificates that had lasted since January. The ministry of agriculture expects the first ships to leave within days, its spokeswoman told reporters in the port.",
    "river": "Three governments signed a treaty on sharing the water of the river, ending eleven years of arbitration. It sets monthly flows, a joint gauge at the border bridge and a fund for farmers who lose their allotments this summer.",
}


class DirectPages:
    """Reads pages in a thread: what `PagePool` does, without its processes."""

    async def read_page(self, html, url, content_type):
        return await asyncio.to_thread(read_page, html, url, content_type)

    async def read_feed(self, body, url, content_type):
        return await asyncio.to_thread(parse_feed, body, url=url, content_type=content_type)

    async def read_document(self, body, *, name, content_type, url=None):
        return await asyncio.to_thread(
            read_document, body, name=name, content_type=content_type, url=url
        )


@dataclass
class House:
    web: LocalWeb
    intake: Intake
    articles: SqlArticleStore
    sources: SqlSourceStore
    clock: StoppedClock
    database: Database

    async def follow(self, path="/feed"):
        await self.intake.follow(DESK, self.web.url + path)
        self.web.requests.clear()

    async def poll(self):
        (health,) = await self.sources.sources(DESK)
        return await self.intake.read_source(health)

    async def health(self):
        return (await self.sources.sources(DESK))[0]

    async def texts(self):
        known = await self.articles.learned_between(DESK, None, self.clock.now())
        return {article.url.removeprefix(self.web.url): article for article in known}


@asynccontextmanager
async def feed_house(
    store_url: str, web: LocalWeb, clock: StoppedClock, *others: LocalWeb
) -> AsyncIterator[House]:
    """One process: two houses on one store are two of them."""
    async with AsyncExitStack() as stack:
        database = await stack.enter_async_context(open_database(store_url))
        places = [one.place for one in (web, *others)]
        fetcher = await stack.enter_async_context(
            HttpFetcher(clock, places, limits=Limits(idle_seconds=1, total_seconds=2))
        )
        articles, sources = SqlArticleStore(database), SqlSourceStore(database)
        intake = Intake(
            fetcher,
            DirectPages(),
            PublishersRights(fetcher, clock),
            ArticleKeeper(articles, ChannelMemory(articles, SqlSearchIndex(database)), clock),
            sources,
            SqlFeedItems(database),
            clock,
        )
        yield House(web, intake, articles, sources, clock, database)


def page_of(title: str, text: str, **more: str) -> str:
    metas = "".join(
        f'<meta property="{k.replace("_", ":", 1)}" content="{v}">' for k, v in more.items()
    )
    return f"<html lang='en'><head><title>{title}</title>{metas}</head><body><article><h1>{title}</h1><p>{text}</p></article></body></html>"


def item(path: str, *, date="Fri, 22 Mar 2024 10:00:00 GMT", body="") -> str:
    return f"<item><guid isPermaLink='false'>{path}</guid><title>{path}</title><link>{path}</link><pubDate>{date}</pubDate><description><![CDATA[{body}]]></description></item>"


def serve_feed(web: LocalWeb, *items: str, path="/feed", **headers: str) -> None:
    web.page(
        path,
        f"<rss version='2.0'><channel><title>The Harbour Post</title>{''.join(items)}</channel></rss>",
        **headers,
    )


def serve_topics(web: LocalWeb, path: str = "/feed") -> None:
    for name, text in TOPICS.items():
        web.page(f"/{name}", page_of(name.title(), text), content_type="text/html")
    serve_feed(web, *(item(f"/{name}") for name in TOPICS), path=path, etag='"1"')


async def not_modified(request, writer):
    assert request.headers["if-none-match"] == '"1"'
    writer.write(head(304, None))


async def end_the_program(*_args, **_named):
    raise RuntimeError("killed")
