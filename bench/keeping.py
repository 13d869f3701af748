"""What an article costs to keep when 1,000, 10,000 and 100,000 are stored.

    python -m bench.keeping [--sizes 1000 10000 100000] [--measured 150]

Twice: with all of them in the channel that goes on reading, and with all but the first thousand in
channels of a thousand each.  The first thousand are kept as any article is (copies, story,
passages, index); the others are copies of their rows, under other names, hashes and days, since a
hundred thousand would take an hour.  Then so many more articles are kept in each store, the stores
by turns: others use the machine too, and so each has the same of them.  Told is the processor's time.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import shutil
import statistics
import sys
import tempfile
import time
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from sqlalchemy import insert, literal, select, update

from bench.store import timed
from bench.wire import Wire
from bot.__main__ import SWITCH_SECONDS
from bot.domain.articles import Way
from bot.domain.identifiers import ChannelKey
from bot.ingest.keeping import ArticleKeeper
from bot.memory.channel_memory import ChannelMemory
from bot.storage import tables_articles as t
from bot.storage.articles import SqlArticleStore
from bot.storage.database import open_database
from bot.storage.postings import BLOCK
from bot.storage.search_index import SqlSearchIndex

START = datetime(2024, 1, 1, tzinfo=UTC)
READING = ChannelKey("local", "reading")
#: Kept as any article is; a multiple of `BLOCK`, so that their rows can be copied behind them.
FIRST = 16 * BLOCK
#: Between two articles: a day has 144.
APART = timedelta(minutes=10)


class Still:
    """A clock that shows what it is set to."""

    def __init__(self):
        self.time = START

    def now(self):
        return self.time


class House:
    """A store, and articles for it."""

    def __init__(self, database, seed=11):
        store = SqlArticleStore(database)
        memory = ChannelMemory(store, SqlSearchIndex(database))
        self.clock, self.database, self.wire = Still(), database, Wire(seed)
        self.keeper = ArticleKeeper(store, memory, self.clock)

    async def keep(self, number):
        """Keep one more article; milliseconds waited, and worked."""
        self.clock.time = START + number * APART
        read = replace(self.wire.article(number), published_at=self.clock.time)
        return await timed(self.keeper.keep(READING, read, Way.FEED))


async def copy(database, batch, *, to_channel):
    """The first thousand's rows once more: behind them in their channel, or in one of their own."""
    async with database.writing() as connection:
        query = select(t.channel.c.number, t.channel.c.next_slot)
        query = query.where(t.channel.c.channel == READING)
        number, used = (await connection.execute(query)).one()
        behind = -(-used // BLOCK) * BLOCK
        into, shift = (number + batch, 0) if to_channel else (number, behind)
        if to_channel:
            other = ChannelKey("local", f"other{batch}")
            row = {"number": into, "channel": other, "next_slot": FIRST}
            await connection.execute(insert(t.channel), row)
        else:
            end = update(t.channel).where(t.channel.c.number == number)
            await connection.execute(end.values(next_slot=behind + FIRST))
        later = int(FIRST * batch * APART / timedelta(microseconds=1))
        changed = {
            "channel_number": lambda _: literal(into),
            "slot": lambda c: c + shift,
            "block": lambda c: c + shift // BLOCK,
            "band": lambda c: c + 4 * batch,
            "content_hash": lambda c: c + f"-{batch}",
            "learned_at": lambda c: c + later,
            "published_at": lambda c: c + later,
        } | dict.fromkeys(
            ("article_id", "version_id", "story_id", "duplicate_of", "url"),
            lambda c: c + f"-{batch}",
        )
        names = select(t.memory.c.article_id).where(
            t.memory.c.channel_number == number, t.memory.c.slot < FIRST
        )
        for table, owned in (
            (t.article, t.article.c.article_id.in_(names)),
            (t.version, t.version.c.article_id.in_(names)),
            (t.memory, (t.memory.c.channel_number == number) & (t.memory.c.slot < FIRST)),
            (t.band, (t.band.c.channel_number == number) & (t.band.c.slot < FIRST)),
            (
                t.posting,
                (t.posting.c.channel_number == number) & (t.posting.c.block < FIRST // BLOCK),
            ),
        ):
            values = [changed[c.name](_plain(c)) if c.name in changed else c for c in table.columns]
            rows = select(*values).where(owned)
            await connection.execute(insert(table).from_select(list(table.columns), rows))


def _plain(column):
    """A column as SQLite holds it: moments are numbers there."""
    from sqlalchemy import BigInteger, Text, type_coerce

    is_moment = column.name.endswith("_at")
    is_text = column.name in {"article_id", "version_id", "story_id", "duplicate_of", "url"}
    if is_moment:
        return type_coerce(column, BigInteger)
    return type_coerce(column, Text) if is_text or column.name == "content_hash" else column


async def fill(path):
    """A store with the first thousand."""
    async with open_database(f"sqlite+aiosqlite:///{path}") as database:
        house = House(database)
        for number in range(FIRST):
            await house.keep(number)


async def grow(path, size, *, to_channel):
    """Copies of the first thousand until so many are stored; how many they are."""
    async with open_database(f"sqlite+aiosqlite:///{path}") as database:
        batch = 0
        while (batch + 2) * FIRST <= size:
            batch += 1
            await copy(database, batch, to_channel=to_channel)
        return (batch + 1) * FIRST


async def measure(stored, measured):
    """By the size of its store, milliseconds waited and worked for each article."""
    spent = {size: [] for size in stored}
    async with contextlib.AsyncExitStack() as stack:
        houses = {}
        for seed, (size, (path, _)) in enumerate(stored.items(), 99):
            opened = open_database(f"sqlite+aiosqlite:///{path}")
            # Articles of its own: a text that was just looked at costs the next store less.
            houses[size] = House(await stack.enter_async_context(opened), seed)
        for n in range(measured):
            for size, house in houses.items():
                spent[size].append(await house.keep(stored[size][1] + n))
    return spent


def compare(folder, sizes, measured, *, to_channel):
    """Measure stores of these sizes, and say what an article costs in each."""
    stored = {}
    for size in sizes:
        path = folder / f"{size}.db"
        shutil.copy(folder / "first.db", path)
        stored[size] = path, asyncio.run(grow(path, size, to_channel=to_channel))
    spent = asyncio.run(measure(stored, measured))
    worked = {}
    for size, each in spent.items():
        waits, works = zip(*each, strict=True)
        worked[size] = statistics.median(works)
        print(
            f"  {size:>7,} stored: processor median {worked[size]:6.2f} mean "
            f"{statistics.fmean(works):6.2f} ms, waited median {statistics.median(waits):6.2f} ms"
        )
    least, most = min(worked), max(worked)
    print(
        f"  at {most:,} it costs {worked[most] / worked[least]:.2f} of what it costs at "
        f"{least:,}, asked 0.80 to 1.20",
        flush=True,
    )
    for path, _ in stored.values():
        path.unlink()


def main(argv=None):
    parser = argparse.ArgumentParser()
    parser.add_argument("--sizes", type=int, nargs="+", default=[1_000, 10_000, 100_000])
    parser.add_argument("--measured", type=int, default=150)
    given = parser.parse_args(argv)
    sys.setswitchinterval(SWITCH_SECONDS)  # as `attache` runs
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        started = time.process_time()
        asyncio.run(fill(folder / "first.db"))
        print(f"the first {FIRST:,}: {(time.process_time() - started) / FIRST * 1000:.1f} ms each")
        for to_channel, where in ((False, "in one channel"), (True, "in channels of a thousand")):
            print(where)
            compare(folder, given.sizes, given.measured, to_channel=to_channel)


if __name__ == "__main__":
    main()
