"""How long the store takes to learn, search and forget, and whether that grows with the store.

Texts are drawn with a seed from a vocabulary with Zipf's frequencies, six words in ten from the
60 words that a topic favours: postings are as long as those of news.

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
from datetime import UTC, datetime, timedelta
from pathlib import Path

from bot.domain.articles import ReadArticle, Way
from bot.domain.identifiers import ChannelKey
from bot.ports import Arrival, Fingerprint, Indexed, LexicalQuery
from bot.storage.articles import SqlArticleStore
from bot.storage.database import open_database
from bot.storage.search_index import SqlSearchIndex

START = datetime(2024, 1, 1, tzinfo=UTC)
MEASURED = ChannelKey("local", "measured")
#: The store's other articles are spread over channels of this size.
OTHERS_SIZE = 5_000
QUERIES = 200


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
        self.seen = set()

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


def line(name, milliseconds):
    ordered = sorted(milliseconds)
    p95 = ordered[int(len(ordered) * 0.95)]
    print(f"{name:<44} median {statistics.median(ordered):7.2f} ms   p95 {p95:7.2f} ms", flush=True)
    return p95


async def timed(work):
    start = time.perf_counter()
    await work
    return (time.perf_counter() - start) * 1000


async def fill(store, newsroom, stored, size):
    """Articles of the measured channel come in among the others'; the time of each learning."""
    spent = []
    for number in range(stored):
        is_ours = number * size // stored != (number + 1) * size // stored
        other = ChannelKey("local", f"other-{number // OTHERS_SIZE}")
        learned_at = START + timedelta(seconds=number)
        arrival = Arrival(MEASURED if is_ours else other, Way.FEED, learned_at, learned_at)
        spent.append(await timed(store.learn(newsroom.article(number), arrival, None)))
        if (number + 1) % 20_000 == 0:
            line(f"learning, the 1,000 before {number + 1:,}", spent[-1_000:])
    return spent


async def measure(url, stored, size):
    newsroom = Newsroom()
    middle = START + timedelta(seconds=stored / 2)
    async with open_database(url) as database:
        store, index = SqlArticleStore(database), SqlSearchIndex(database)
        spent = await fill(store, newsroom, stored, size)
        line("learning, the first 1,000", spent[:1_000])
        line("learning, the last 1,000", spent[-1_000:])
        asked = [newsroom.question() for _ in range(QUERIES)]
        await index.lexical(MEASURED, asked[0], 80)
        found = line(
            "search, 80 passages", [await timed(index.lexical(MEASURED, q, 80)) for q in asked]
        )
        half = [await timed(index.lexical(MEASURED, q, 80, as_of=middle)) for q in asked]
        line("search as of half way", half)
        near = [
            await timed(store.near(MEASURED, newsroom.article(n).fingerprint)) for n in range(50)
        ]
        line("candidates for duplicates", near)
        day = START + timedelta(seconds=stored)
        line(
            "learned in the last tenth",
            [
                await timed(
                    store.learned_between(MEASURED, day - timedelta(seconds=stored / 10), day)
                )
                for _ in range(10)
            ],
        )
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
                f"{'bytes on disk for an article':<44} {path.stat().st_size / chosen.stored:9,.0f}"
            )
    return found


if __name__ == "__main__":
    import sys

    main(sys.argv[1:])
