"""How fast and how well pages are read, against trafilatura alone on the same pages.

Both run with the same number of processes, turn by turn, and the best round of each counts: a
shared machine disturbs, it never helps.  Pages: `news_pages_258` if it is at hand (ATTACHE_PAGES
names another archive), else generated ones, which tell the speed but not the quality.
"""

from __future__ import annotations

import asyncio
import gzip
import json
import logging
import os
import re
import sys
import tarfile
import time
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from datetime import datetime
from multiprocessing import get_context
from pathlib import Path
from statistics import mean
from tempfile import TemporaryDirectory
from xml.sax.saxutils import escape

from bot.__main__ import SWITCH_SECONDS
from bot.app.clock import SystemClock
from bot.domain.articles import ReadArticle
from bot.domain.identifiers import DESK
from bot.domain.sources import Validators
from bot.durable.workflows import FEEDS_AT_ONCE
from bot.errors import BadStatusError, InputError, NotKeptError
from bot.ingest.keeping import ArticleKeeper
from bot.ingest.pipeline import Intake
from bot.ingest.rights import PublishersRights
from bot.ingest.source_reading import NEWEST_ITEMS
from bot.memory.channel_memory import ChannelMemory
from bot.ports.web import BeforeEach, Fetched
from bot.storage.articles import SqlArticleStore
from bot.storage.database import open_database
from bot.storage.feed_items import SqlFeedItems
from bot.storage.search_index import SqlSearchIndex
from bot.storage.sources import SqlSourceStore
from bot.web_access.page_pool import PagePool

BESIDE_THE_PROJECT = Path(__file__).parents[2] / "shared" / "data" / "news_pages_258.tar.gz"
ARCHIVE = Path(os.environ.get("ATTACHE_PAGES", BESIDE_THE_PROJECT))
PROCESSES = min(os.cpu_count() or 1, 2)
ROUNDS = 3
#: What DESIGN asks of reading in, as a share of trafilatura's rate.
WANTED = 0.6


@dataclass(frozen=True)
class Page:
    html: bytes
    url: str
    gold: dict | None = None
    #: The publisher's key in the data.
    publisher: str = ""


def pages() -> list[Page]:
    return labelled() if ARCHIVE.exists() else [generated(n) for n in range(200)]


def labelled(archive: Path = ARCHIVE) -> list[Page]:
    with tarfile.open(archive) as packed:
        files = {m.name: packed.extractfile(m).read() for m in packed if m.isfile()}
    found = []
    for name in sorted(name for name in files if name.endswith("meta.info")):
        folder = name.removesuffix("meta.info")
        for page, info in json.loads(files[name]).items():
            if folder + page in files:
                html = gzip.decompress(files[folder + page])
                publisher = page.rsplit("_", 3)[0]
                golds = json.loads(files[f"{folder}{publisher}.json"]).values()
                found.append(Page(html, info["url"], best_gold(html, golds), publisher))
    return found


def best_gold(html: bytes, golds) -> dict:
    """Of a publisher's golds the one whose words are the page's."""
    words = set(tokens(html.decode("utf-8", "replace")))
    return max(golds, key=lambda gold: share(set(tokens(gold_text(gold))), words))


def share(part: set, whole: set) -> float:
    return len(part & whole) / max(1, len(part))


def generated(number: int) -> Page:
    text = "".join(
        f"<p>Delegation {number} met in the harbour city on day {n} and agreed on clause {n * 7} of "
        f"the draft, which opens crossing {n * 3} to convoys before the month ends.</p>"
        for n in range(25)
    )
    links = "".join(f'<li><a href="/{n}">Story {n}</a></li>' for n in range(120))
    html = f"<html><head><title>Talks {number}</title></head><body><ul>{links}</ul><article><h1>Talks {number}</h1>{text}</article></body></html>"
    return Page(html.encode(), f"https://harbour-post.example/{number}")


def alone(page: tuple[bytes, str]) -> str:
    """What trafilatura reads by itself, as PLATFORM_FACTS E5 recommends calling it."""
    from trafilatura import bare_extraction

    logging.disable(logging.CRITICAL)
    found = bare_extraction(
        page[0], url=page[1], favor_precision=True, with_metadata=True, include_comments=False
    )
    return found.text or "" if found else ""


async def ours(pool: PagePool, read: list[Page]) -> list[ReadArticle | None]:
    async def one(page: Page) -> ReadArticle | None:
        try:
            return await pool.read_page(page.html, page.url, "")
        except NotKeptError as error:
            return error.shown
        except InputError:
            return None

    return await asyncio.gather(*map(one, read))


def tokens(text: str) -> list[str]:
    return re.findall(r"\w+", text.lower())


def gold_text(gold: dict) -> str:
    sections = [line for s in gold["body"]["sections"] for line in s["headline"] + s["paragraphs"]]
    return "\n".join(gold["body"]["summary"] + sections)


def token_f1(found: str, gold: str) -> float:
    one, two = Counter(tokens(found)), Counter(tokens(gold))
    both = sum((one & two).values())
    return 2 * both / (sum(one.values()) + sum(two.values())) if both else 0.0


def plain(text: str | None) -> str:
    return re.sub(r"[\W_]+", "", text or "").casefold()


def same_day(found: datetime | None, gold: str) -> bool:
    if found is None:
        return False
    moment = datetime.fromisoformat(gold)
    return moment.date() in {found.date(), found.astimezone(moment.tzinfo).date()}


def authors(found: str | None, gold: list[str]) -> bool:
    return {plain(n) for n in (found or "").split(", ") if n} == {plain(n) for n in gold}


class Files:
    """The web as far as this bench goes: pages, and feeds of `NEWEST_ITEMS` of them each."""

    def __init__(self, read: list[Page]) -> None:
        self.bodies = {page.url: page.html for page in read}
        self.feeds = []
        for number, batch in enumerate(batched(list(self.bodies), NEWEST_ITEMS)):
            items = "".join(f"<item><link>{escape(url)}</link></item>" for url in batch)
            feed = f'<rss version="2.0"><channel><title>{number}</title>{items}</channel></rss>'
            self.feeds.append(f"https://feeds.invalid/{number}")
            self.bodies[self.feeds[-1]] = feed.encode()

    async def fetch(
        self,
        url: str,
        *,
        validators: Validators | None = None,
        before_each: BeforeEach | None = None,
    ) -> Fetched:
        del validators
        if url not in self.bodies:
            raise BadStatusError(url, 404)
        if before_each is not None:
            await before_each(url)
        kind = "application/rss+xml" if url in self.feeds else "text/html"
        return Fetched(url, url, 200, kind, self.bodies[url], Validators(), SystemClock().now())


def batched(items: list, size: int) -> list[list]:
    return [items[at : at + size] for at in range(0, len(items), size)]


async def whole(pool: PagePool, read: list[Page]) -> int:
    """From fetched bytes to what a channel remembers, as feeds are read; how many are kept."""
    with TemporaryDirectory() as folder:
        async with open_database(f"sqlite+aiosqlite:///{folder}/bench.db") as database:
            store, web = SqlArticleStore(database), Files(read)
            memory = ChannelMemory(store, SqlSearchIndex(database))
            sources = SqlSourceStore(database)
            clock = SystemClock()
            intake = Intake(
                web,
                pool,
                PublishersRights(web, clock),
                ArticleKeeper(store, memory, clock),
                sources,
                SqlFeedItems(database),
                clock,
            )
            turns = asyncio.Semaphore(FEEDS_AT_ONCE)

            async def one(url: str) -> None:
                async with turns:
                    await intake.read_url(DESK, url)

            await asyncio.gather(*map(one, web.feeds))
            return await store.count(DESK)


async def measure(read: list[Page]) -> tuple[dict[str, float], list[str], list]:
    """The best seconds of each, and what each read."""
    seconds = dict.fromkeys(("trafilatura", "attaché", "to the store"), float("inf"))
    context = get_context("spawn")
    async with PagePool(PROCESSES) as pool:
        with ProcessPoolExecutor(PROCESSES, mp_context=context) as executor:
            plainly = [(page.html, page.url) for page in read]
            await ours(pool, read[: 2 * PROCESSES])
            list(executor.map(alone, plainly[: 2 * PROCESSES]))
            for _ in range(ROUNDS):
                started = time.perf_counter()
                texts = list(executor.map(alone, plainly))
                between = time.perf_counter()
                articles = await ours(pool, read)
                ended = time.perf_counter()
                seconds["trafilatura"] = min(seconds["trafilatura"], between - started)
                kept = await whole(pool, read)
                stored = time.perf_counter() - ended
                seconds["attaché"] = min(seconds["attaché"], ended - between)
                seconds["to the store"] = min(seconds["to the store"], stored)
    print(f"{kept} of {len(read)} pages kept")
    return seconds, texts, articles


def show_quality(read: list[Page], texts: list[str], articles: list[ReadArticle | None]) -> None:
    found = [article or ReadArticle(text="") for article in articles]
    golds = [page.gold for page in read]
    bodies = [gold_text(gold) for gold in golds]
    theirs = mean(map(token_f1, texts, bodies))
    mine = mean(token_f1(a.text, body) for a, body in zip(found, bodies, strict=True))
    print(f"text, token F1      {mine:.4f}  (trafilatura {theirs:.4f})")
    pairs = list(zip(found, golds, strict=True))
    print(
        f"date, exact day     {mean(same_day(a.published_at, g['publishing_date']) for a, g in pairs):.3f}"
    )
    print(f"title, to the letter {mean(plain(a.title) == plain(g['title']) for a, g in pairs):.3f}")
    print(
        f"authors, all of them {mean(authors(a.author, g.get('authors') or []) for a, g in pairs):.3f}"
    )


def main() -> None:
    """Print the rates, their ratio and the quality."""
    sys.setswitchinterval(SWITCH_SECONDS)  # as `attache` runs
    read = pages()
    seconds, texts, articles = asyncio.run(measure(read))
    for name, took in seconds.items():
        print(f"{name:12} {len(read) / took:7.1f} pages/s  ({PROCESSES} processes)")
    ratio = seconds["trafilatura"] / seconds["attaché"]
    print(f"rate of reading in  {ratio:.2f} of trafilatura alone   asked: >= {WANTED}")
    ratio = seconds["trafilatura"] / seconds["to the store"]
    print(f"from bytes to store {ratio:.2f} of trafilatura alone   asked: >= {WANTED}")
    if read[0].gold:
        show_quality(read, texts, articles)


if __name__ == "__main__":
    main()
