"""What an article costs to keep when 1,000, 10,000 and 100,000 are stored.

    python -m bench.keeping [--sizes 1000 10000 100000] [--measured 150]

Twice: with all of them in the channel that goes on reading, and with all but the first thousand in
channels of a thousand each.  The first thousand are kept as any article is (copies, story,
passages, index); the others are copies of their rows, under other names, hashes and days, since a
hundred thousand would take an hour.  Then so many more articles are kept, one after the other.
Told is the processor's time: others use the machine too.
"""

from __future__ import annotations

import argparse
import asyncio
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
from bot.ingest.pipeline import Intake
from bot.memory.channel_memory import ChannelMemory
from bot.storage import tables_articles as t
from bot.storage.articles import SqlArticleStore
from bot.storage.database import open_database
from bot.storage.postings import BLOCK
from bot.storage.search_index import SqlSearchIndex
from bot.storage.sources import SqlSourceStore

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

    def __init__(self, database):
        store = SqlArticleStore(database)
        memory = ChannelMemory(store, SqlSearchIndex(database))
        self.clock, self.database, self.wire = Still(), database, Wire()
        # Nothing is fetched: neither a fetcher nor a reader of pages is asked.
        self.intake = Intake(None, None, store, SqlSourceStore(database), memory, self.clock, None)  # type: ignore[arg-type]

    async def keep(self, number):
        """Keep one more article; milliseconds waited, and worked."""
        self.clock.time = START + number * APART
        read = replace(self.wire.article(number), published_at=self.clock.time)
        return await timed(self.intake.keep(READING, read, Way.FEED))


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


async def measure(path, sizes, measured, *, to_channel):
    """Milliseconds of processor per article, by how many are stored."""
    found = {}
    async with open_database(f"sqlite+aiosqlite:///{path}") as database:
        house, batch = House(database), 0
        house.wire = Wire(seed=99)  # other articles than the stored ones
        kept = 0
        for size in sizes:
            while (batch + 2) * FIRST <= size:
                batch += 1
                await copy(database, batch, to_channel=to_channel)
            first = (batch + 1) * FIRST + kept
            spent = [await house.keep(first + n) for n in range(measured)]
            kept += measured
            waited, worked = zip(*spent, strict=True)
            found[size] = statistics.median(worked)
            print(
                f"  {size:>7,} stored: processor median {found[size]:6.2f} mean "
                f"{statistics.fmean(worked):6.2f} ms, waited median {statistics.median(waited):6.2f} ms",
                flush=True,
            )
    return found


def main(argv=None):
    parser = argparse.ArgumentParser()
    parser.add_argument("--sizes", type=int, nargs="+", default=[1_000, 10_000, 100_000])
    parser.add_argument("--measured", type=int, default=150)
    given = parser.parse_args(argv)
    sys.setswitchinterval(SWITCH_SECONDS)  # as `attache` runs
    with tempfile.TemporaryDirectory() as folder:
        first = Path(folder) / "first.db"
        started = time.process_time()
        asyncio.run(fill(first))
        print(f"the first {FIRST:,}: {(time.process_time() - started) / FIRST * 1000:.1f} ms each")
        for to_channel, where in ((False, "in one channel"), (True, "in channels of a thousand")):
            print(where)
            path = Path(folder) / "store.db"
            shutil.copy(first, path)
            found = asyncio.run(measure(path, given.sizes, given.measured, to_channel=to_channel))
            path.unlink()
            least, most = found[min(found)], found[max(found)]
            print(
                f"  at {max(found):,} it costs {most / least:.2f} of what it costs at {min(found):,}, asked 0.80 to 1.20"
            )


if __name__ == "__main__":
    main()
