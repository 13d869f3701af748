"""A whole bot in one process: real stores, real features, the real engine; a shelf for the web.

Scripts that tests kill are made of it, and so are the scenarios that run in the test itself.
"""

from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager
from datetime import UTC, datetime, time, timedelta
from pathlib import Path

from dbos import DBOS

from bot.answering.answerer import Answerer
from bot.briefing.briefer import Briefer
from bot.conversation.office import Office
from bot.conversation.router import Router
from bot.digest.digests import Digests
from bot.domain.identifiers import DESK, ScheduleId
from bot.domain.schedules import Schedule
from bot.domain.sources import Validators
from bot.durable.engine import Engine
from bot.durable.runner import EngineSettings
from bot.durable.workflows import Features
from bot.errors import BadStatusError, HostUnreachableError
from bot.ingest.article_text import read_page
from bot.ingest.documents import read_document
from bot.ingest.feed_formats import parse_feed
from bot.ingest.keeping import ArticleKeeper
from bot.ingest.pipeline import Intake
from bot.ingest.rights import PublishersRights
from bot.memory.channel_memory import ChannelMemory
from bot.memory.vector_backlog import VectorBacklog
from bot.ports.web import Fetched
from bot.second_looks.looking import SecondLooks
from bot.storage.articles import SqlArticleStore
from bot.storage.briefings import SqlBriefingStore
from bot.storage.channel_moves import SqlChannelMove
from bot.storage.database import open_database
from bot.storage.feed_items import SqlFeedItems
from bot.storage.looks import SqlLookStore
from bot.storage.messages import SqlMessageStore
from bot.storage.purging import SqlChannelPurge
from bot.storage.replicas import SqlReplicaStore
from bot.storage.schedules import SqlScheduleStore
from bot.storage.search_index import SqlSearchIndex
from bot.storage.settings import SqlSettingsStore
from bot.storage.sources import SqlSourceStore
from tests.fakes.clock import StoppedClock
from tests.fakes.file_platform import FilePlatform
from tests.fakes.waiting import PATIENCE

#: Monday 25 March 2024: the digest of 08:00 in Paris is due, and a minute has passed.
DUE = datetime(2024, 3, 25, 7, 0, tzinfo=UTC)
NOW = DUE + timedelta(minutes=1)

FEED_URL = "https://harbour-post.example/feed.xml"
_FEED = """<?xml version="1.0"?><rss version="2.0"><channel><title>The Harbour Post</title>
<link>https://harbour-post.example/</link>
<item><title>Russia and China veto US draft in Security Council</title>
<link>https://harbour-post.example/veto</link><guid>veto</guid>
<pubDate>Fri, 22 Mar 2024 15:30:00 GMT</pubDate></item></channel></rss>"""
PAGE = """<html><head><title>Russia and China veto US draft in Security Council</title></head><body>
<article><h1>Russia and China veto US draft in Security Council</h1>
<p>Russia and China on Friday vetoed a draft resolution on Gaza put to the United Nations Security
Council by the United States, which called for an immediate and sustained ceasefire.</p>
<p>The draft received 11 votes in favour and three against, with Guyana abstaining. Algeria, which
has a seat on the council until next year, was the third to vote against it.</p>
<p>The ambassadors of the ten elected members said that they would put forward a text of their own,
and diplomats in New York expected a vote on that resolution on Monday.</p></article></body></html>"""


_PAGES = {
    FEED_URL: ("application/rss+xml", _FEED),
    "https://harbour-post.example/veto": ("text/html; charset=utf-8", PAGE),
}


class PaperWeb:
    """A web of two pages."""

    async def fetch(self, url, *, validators=None, before_each=None):
        if before_each is not None:
            await before_each(url)
        if url.startswith("https://harbour-post.example/") and url not in _PAGES:
            raise BadStatusError(url, 404)
        if url not in _PAGES:
            raise HostUnreachableError(f"{url} cannot be reached: look at the address.")
        content_type, body = _PAGES[url]
        return Fetched(
            url=url,
            final_url=url,
            status=200,
            content_type=content_type,
            body=body.encode(),
            validators=Validators(),
            fetched_at=NOW,
        )


class Reader:
    """Reads pages where it stands."""

    async def read_page(self, html, url, content_type):
        return read_page(html, url, content_type)

    async def read_feed(self, body, url, content_type):
        return parse_feed(body, url=url, content_type=content_type)

    async def read_document(self, body, *, name, content_type, url=None):
        return read_document(body, name=name, content_type=content_type, url=url)


class House:
    """Everything, wired; `through` wraps each outside part (to count calls, or to die in one)."""

    def __init__(
        self,
        database,
        url,
        folder,
        *,
        clock=None,
        executor_id="local",
        through=None,
        platform=None,
        web=None,
        embedder=None,
    ):
        wrap = through or (lambda part: part)
        self.database = database
        self.clock = clock or StoppedClock(NOW)
        self.platform = platform or FilePlatform(folder)
        self.articles = SqlArticleStore(database)
        self.sources = wrap(SqlSourceStore(database))
        self.settings = SqlSettingsStore(database)
        self.schedules = wrap(SqlScheduleStore(database))
        self.messages = wrap(SqlMessageStore(database))
        self.briefings = wrap(SqlBriefingStore(database))
        self.replicas = SqlReplicaStore(database)
        articles = wrap(self.articles)
        self.memory = memory = ChannelMemory(articles, SqlSearchIndex(database), embedder)
        platforms = {"local": wrap(self.platform)}
        web, reader = wrap(web or PaperWeb()), Reader()
        rights = PublishersRights(web, self.clock)
        keeper = ArticleKeeper(articles, memory, self.clock)
        self.feed_items = feed_items = wrap(SqlFeedItems(database))
        intake = Intake(web, reader, rights, keeper, self.sources, feed_items, self.clock)
        self.looks = SqlLookStore(database)
        second_looks = SecondLooks(web, reader, articles, self.looks, keeper, self.clock, rights)
        briefer = Briefer(
            memory, articles, self.briefings, self.sources, self.settings, None, self.clock
        )
        self.digests = Digests(
            self.schedules,
            self.sources,
            self.messages,
            self.briefings,
            intake,
            briefer,
            self.clock,
        )
        office = Office(
            articles=articles,
            sources=self.sources,
            settings=self.settings,
            schedules=self.schedules,
            messages=self.messages,
            briefings=self.briefings,
            looks=self.looks,
            second_looks=second_looks,
            memory=memory,
            intake=intake,
            briefer=briefer,
            answerer=Answerer(memory, None, None, self.briefings),
            model=None,
            clock=self.clock,
            has_followed=(followed := asyncio.Event()).set,
        )
        self.router = Router(office, platforms)
        features = Features(
            self.router,
            self.digests,
            self.messages,
            self.sources,
            self.articles,
            SqlChannelPurge(database),
            SqlChannelMove(database),
            second_looks,
            VectorBacklog(memory),
            platforms,
            self.clock,
            followed,
        )
        self.engine = Engine(
            EngineSettings(
                engine_url(url, folder), executor_id, timedelta(seconds=2), drain_seconds=5
            ),
            features,
            self.schedules,
            self.replicas,
        )


async def until_quiet(seconds: float = PATIENCE) -> None:
    """Wait until no workflow is at work or waiting to be."""
    busy = {"status": ["PENDING", "ENQUEUED"], "load_input": False, "load_output": False}
    async with asyncio.timeout(seconds):
        while await DBOS.list_workflows_async(**busy):  # noqa: ASYNC110 - DBOS tells nobody
            await asyncio.sleep(0.01)


def engine_url(url: str, folder: Path) -> str:
    return f"sqlite:///{folder}/workflows.sqlite" if url.startswith("sqlite") else url


@asynccontextmanager
async def open_house(url, folder, **options):
    async with open_database(url) as database:
        yield House(database, url, folder, **options)


def morning_digest(channel=DESK, name="morning") -> Schedule:
    """Every day at 08:00 in Paris, since the evening before."""
    return Schedule(
        schedule_id=ScheduleId(name),
        channel=channel,
        at=time(8),
        days=frozenset(range(7)),
        timezone="Europe/Paris",
        created_at=DUE - timedelta(hours=12),
    )
