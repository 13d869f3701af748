"""How long the store takes to learn, search and forget, and whether that grows with the store.

Texts are drawn with a seed: four words in five from a vocabulary with Zipf's frequencies, one from
the 60 words that its topic favours.

    python -m bench.store                       20,000 articles stored, 2,000 of them in the channel
    python -m bench.store --stored 100000 --channel 5000
"""

from __future__ import annotations

import argparse
import asyncio
import random
import statistics
import tempfile
import time
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from sqlalchemy import insert, literal, select

from bot.domain.articles import ReadArticle, Way
from bot.domain.identifiers import ChannelKey
from bot.memory.fitting_dates import FittingDates
from bot.ports.articles import Arrival, Fingerprint, Indexed
from bot.ports.search import LexicalQuery
from bot.storage import tables_articles as t
from bot.storage.articles import SqlArticleStore
from bot.storage.database import open_database
from bot.storage.search_index import SqlSearchIndex

START = datetime(2024, 1, 1, tzinfo=UTC)
MEASURED = ChannelKey("local", "measured")
OTHER = ChannelKey("local", "other")
#: The store's other articles are copies of a channel of this size.
CLONED = 1_000
QUERIES = 200
#: Passages that `memory.channel_memory` ranks for a question.
PASSAGES = 80


class Newsroom:
    """Writes articles of about 3 kB in eight passages, and asks about them."""

    def __init__(self, seed=7, words=30_000, topics=400):
        self.random = random.Random(seed)
        self.vocabulary = [self._word() for _ in range(words)]
        total, self.weights = 0.0, []
        for rank in range(1, words + 1):
            total += 1 / (rank + 2.7)  # Mandelbrot's shift
            self.weights.append(total)
        self.topics = [self.random.sample(self.vocabulary[200:], 60) for _ in range(topics)]

    def _word(self):
        syllables = "ka lo mi ter sen pra du vi gor hal en ist ro ba ny che".split()
        return "".join(self.random.choices(syllables, k=self.random.randint(2, 4)))

    def _words(self, topic, count):
        usual = self.random.choices(self.vocabulary, cum_weights=self.weights, k=count)
        return [self.random.choice(topic) if self.random.random() < 0.2 else w for w in usual]

    def article(self, number):
        topic = self.random.choice(self.topics)
        parts = [" ".join(self._words(topic, 60)) + "." for _ in range(8)]
        spans, start = [], 0
        for part in parts:
            spans.append((start, start + len(part)))
            start += len(part) + 1
        read = ReadArticle(
            "\n".join(parts),
            f"https://bench.example/{number}",
            title=" ".join(self._words(topic, 9)),
            outlet=f"Outlet {number % 40}",
            published_at=START,
        )
        bands = tuple(self.random.getrandbits(63) for _ in range(16))
        return Indexed(read, tuple(spans), Fingerprint(f"{number:064x}", bands))

    def question(self):
        topic = self.random.choice(self.topics)
        return LexicalQuery(tuple(self.random.sample(topic, 4) + self._words(topic, 4)))

    def other_names(self, count=24):
        return tuple(
            self.random.choice(self.vocabulary) if number % 3 == 0 else f"{self._word()}ova{number}"
            for number in range(count)
        )


def line(name, spent):
    """Print waiting time and, for a machine that others use too, processor time."""
    waited, worked = (sorted(times) for times in zip(*spent, strict=True))
    tail = int(len(waited) * 0.95)
    print(
        f"{name:<40} median {statistics.median(waited):7.2f} p95 {waited[tail]:7.2f} ms"
        f"   processor: median {statistics.median(worked):6.2f} p95 {worked[tail]:6.2f} ms",
        flush=True,
    )
    return waited[tail]


async def timed(work):
    """Milliseconds waited, and milliseconds worked by all threads."""
    start, worked = time.perf_counter(), time.process_time()
    await work
    return (time.perf_counter() - start) * 1000, (time.process_time() - worked) * 1000


async def learn(store, newsroom, channel, numbers):
    """Let a channel learn articles; the milliseconds that each took."""
    spent = []
    for number in numbers:
        at = START + timedelta(seconds=number)
        lesson = newsroom.article(number)
        spent.append(await timed(store.learn(lesson, Arrival(channel, Way.FEED, at, at), None)))
    return spent


async def clone(database, copies):
    """Copy one channel, with its articles and index, into as many others."""
    async with database.reading() as connection:
        query = select(t.channel.c.number).where(t.channel.c.channel == OTHER)
        number = (await connection.execute(query)).scalar_one()
        query = select(t.memory.c.article_id).where(t.memory.c.channel_number == number)
        names = (await connection.execute(query)).scalars().all()
    for copy in range(copies):
        async with database.writing() as connection:
            await _clone(connection, number, number + 1_000 + copy, f"-{copy}", names)


async def _clone(connection, number, to, suffix, names):
    other = ChannelKey("local", f"other{suffix}")
    await connection.execute(
        insert(t.channel).values(number=to, channel=other, next_slot=len(names))
    )
    for table, changes, owned in (
        (t.article, {"article_id"}, t.article.c.article_id.in_(names)),
        (t.version, {"article_id", "version_id"}, t.version.c.article_id.in_(names)),
        (t.memory, {"article_id", "version_id"}, t.memory.c.channel_number == number),
        (t.band, set(), t.band.c.channel_number == number),
        (t.posting, set(), t.posting.c.channel_number == number),
    ):
        values = [
            literal(to)
            if column.name == "channel_number"
            else (column + suffix if column.name in changes else column)
            for column in table.columns
        ]
        query = select(*values).where(owned)
        await connection.execute(insert(table).from_select(list(table.columns), query))


async def measure(url, stored, size):
    newsroom = Newsroom()
    middle, day = START + timedelta(seconds=size / 2), START + timedelta(seconds=size)
    async with open_database(url) as database:
        store, index = SqlArticleStore(database), SqlSearchIndex(database)
        cloned = min(CLONED, stored - size)
        await learn(store, newsroom, OTHER, range(stored, stored + cloned))
        spent = await learn(store, newsroom, MEASURED, range(size))
        if cloned:
            await clone(database, (stored - size) // cloned - 1)
        more = await learn(store, newsroom, MEASURED, range(size, size + 500))
        line("learning the channel's first 500", spent[:500])
        line("learning 500 more when all are stored", more)
        asked = [newsroom.question() for _ in range(QUERIES)]
        await index.lexical(MEASURED, asked[0], PASSAGES)
        found = line(
            "search, 80 passages",
            [await timed(index.lexical(MEASURED, q, PASSAGES)) for q in asked],
        )
        # As for a question about three places: other names of them, most of which nobody writes.
        named = [replace(q, others=newsroom.other_names()) for q in asked]
        fits = FittingDates(day).factor
        line(
            "search with dates and 24 other names",
            [await timed(index.lexical(MEASURED, q, PASSAGES, fits=fits)) for q in named],
        )
        line(
            "search as of half way",
            [await timed(index.lexical(MEASURED, q, PASSAGES, as_of=middle)) for q in asked],
        )
        prints = [newsroom.article(n).fingerprint for n in range(50)]
        line("candidates for duplicates", [await timed(store.near(MEASURED, p)) for p in prints])
        known = await store.learned_between(MEASURED, None, day, limit=20)
        line(
            "forgetting one article",
            [await timed(store.forget(MEASURED, a.article_id)) for a in known],
        )
    return found


def main(argv=()):
    """Print a small table; the p95 of a search in milliseconds."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--stored", type=int, default=20_000)
    parser.add_argument("--channel", type=int, default=2_000)
    parser.add_argument("--url")
    chosen = parser.parse_args(argv)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "bench.db"
        url = chosen.url or f"sqlite+aiosqlite:///{path}"
        print(f"{chosen.stored:,} articles stored, {chosen.channel:,} in the channel")
        found = asyncio.run(measure(url, chosen.stored, chosen.channel))
        if path.exists():
            print(
                f"{'bytes on disk for an article':<40} {path.stat().st_size / chosen.stored:9,.0f}"
            )
    return found


if __name__ == "__main__":
    import sys

    main(sys.argv[1:])
