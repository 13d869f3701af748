"""What it costs to look for an article's original, and whether that grows with the channel.

Every outlet of the channel has boilerplate of its own, a third of each article; one article in ten
that is asked about is a shortened copy of another outlet's.
"""

from __future__ import annotations

import asyncio
import random
import tempfile
import time
from datetime import UTC, datetime, timedelta

from sqlalchemy import insert

from bench.store import line, timed
from bot.domain.articles import ReadArticle
from bot.domain.identifiers import DESK
from bot.ingest.duplicates import find_original, fingerprint
from bot.storage import tables_articles as t
from bot.storage.articles import SqlArticleStore
from bot.storage.database import open_database

START = datetime(2024, 1, 1, tzinfo=UTC)
OUTLETS, SIZES, ASKED = 40, (1_000, 10_000), 100
OWN_WORDS, SITE_WORDS = 400, 200


class Wire:
    """Articles of a seeded vocabulary; `copy` shortens one for another outlet."""

    def __init__(self, seed=5):
        self.random = random.Random(seed)
        self.words = [f"w{n}" for n in range(20_000)]
        self.site = [self._some(SITE_WORDS) for _ in range(OUTLETS)]
        self.own = []

    def _some(self, count):
        return self.random.choices(self.words, k=count)

    def read(self, number, own):
        outlet = number % OUTLETS
        return ReadArticle(
            " ".join([*own, *self.site[outlet]]),
            f"https://outlet-{outlet}.example/{number}",
            outlet=f"Outlet {outlet}",
            published_at=START + timedelta(minutes=number),
        )

    def article(self, number):
        self.own.append(self._some(OWN_WORDS))
        return self.read(number, self.own[-1])

    def asked(self, number):
        if number % 10:
            return self.read(number, self._some(OWN_WORDS))
        return self.read(number, self.own[-1 - number % 7][:240])


async def fill(database, wire, numbers):
    rows = {table: [] for table in (t.article, t.version, t.memory, t.band)}
    for number in numbers:
        read, name = wire.article(number), f"a{number}"
        mark, at = fingerprint(read.text), read.published_at
        rows[t.article].append({"article_id": name, "url": read.url})
        rows[t.version].append(
            {"version_id": name, "article_id": name, "text": read.text, "outlet": read.outlet}
            | {"published_at": at, "passages": []}
        )
        rows[t.memory].append(
            {"channel_number": 1, "slot": number, "article_id": name, "version_id": name}
            | {"version_number": 1, "content_hash": mark.content_hash, "learned_at": at}
            | {"fetched_at": at, "way": "feed", "passage_count": 0, "term_count": 0}
        )
        rows[t.band] += [
            {"channel_number": 1, "slot": number, "band": value} for value in set(mark.bands)
        ]
    async with database.writing() as connection:
        for table, values in rows.items():
            await connection.execute(insert(table), values)


async def measure(url):
    wire, medians = Wire(), []
    async with open_database(url) as database:
        store = SqlArticleStore(database)
        async with database.writing() as connection:
            await connection.execute(insert(t.channel).values(number=1, channel=DESK, next_slot=0))
        filled = 0
        for size in SIZES:
            await fill(database, wire, range(filled, size))
            filled, spent, compared, found = size, [], [], 0
            for number in range(size, size + ASKED):
                read = wire.asked(number)
                mark = fingerprint(read.text)
                spent.append(await timed(store.near(DESK, mark)))
                near = await store.near(DESK, mark)
                started, worked = time.perf_counter(), time.process_time()
                found += find_original(read, near) is not None
                compared.append(
                    ((time.perf_counter() - started) * 1000, (time.process_time() - worked) * 1000)
                )
            line(f"candidates, {size:,} articles in the channel", spent)
            line("comparing them", compared)
            print(f"copies found {found} of {ASKED // 10}")
            medians.append(sorted(worked for _, worked in spent)[ASKED // 2])
    return medians


def main():
    with tempfile.TemporaryDirectory() as folder:
        few, many = asyncio.run(measure(f"sqlite+aiosqlite:///{folder}/bench.db"))
    print(
        f"{many / few:.2f} times the processor time with {SIZES[1] // SIZES[0]} times the articles"
    )


if __name__ == "__main__":
    main()
