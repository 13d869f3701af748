"""Many feeds: a first read, and a second one where nothing has changed, beside the `reader` library.

python -m bench.feeds [--feeds 100 --items 20 --no-articles]

Both read the same files from the same local server, in a process of its own, on twenty addresses of
loopback, since we ask one thing at a time of a host.  Every item's text is in its feed, so that
neither fetches a page.  "First read" is what `reader` does: feeds fetched and parsed, each item
kept in the store as it came.  What it does not do is told by itself below: the articles of those
items, with their texts taken out, copies and stories looked for and each word indexed.  Told is also
the processor's time of each, since others use the machine too.  `ATTACHE_BENCH_READER` names a Python that has `reader` (a virtual environment with
``pip install reader``); without it only our own rates are told.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import subprocess
import sys
import tempfile
import time
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from xml.sax.saxutils import escape

from bench.wire import FIRST, Wire
from bot.__main__ import SWITCH_SECONDS
from bot.app.clock import SystemClock
from bot.app.settings import read_settings
from bot.app.wiring import open_parts
from bot.domain.identifiers import DESK

HOSTS = 20
#: Feeds that are read at a time, by both.
AT_ONCE = 20
_ITEM = (
    "<item><guid isPermaLink='false'>{guid}</guid><title>{title}</title><pubDate>{at}</pubDate>"
    "<description>{text}</description></item>"
)
#: Reads of feeds that have not changed; the median counts, ours and theirs by turns.
AGAIN = 5
#: What the other Python runs: its database is told, and the addresses on the first line of stdin;
#: each further line is a read.
_READER = """
import sys, time
from reader import make_reader
reader = make_reader(sys.argv[1])
for url in sys.stdin.readline().split():
    reader.add_feed(url)
print("ready", flush=True)
for _ in sys.stdin:
    started, worked = time.perf_counter(), time.process_time()
    reader.update_feeds(scheduled=False, workers={workers})
    told = time.perf_counter() - started, time.process_time() - worked
    print(*told, reader.get_entry_counts().total, flush=True)
"""


def documents(feeds: int, items: int) -> dict[str, bytes]:
    """Feeds by their paths."""
    wire = Wire(seed=7)
    found = {}
    for feed in range(feeds):
        told = []
        for number in range(items):
            article = wire.article(feed * items + number)
            told.append(
                _ITEM.format(
                    guid=f"{feed}-{number}",
                    title=escape(article.title),
                    at=f"{FIRST:%a, %d %b %Y %H:%M:%S} GMT",
                    text=escape(article.text),
                )
            )
        title = f"<title>Feed {feed}</title>"
        body = f"<rss version='2.0'><channel>{title}{''.join(told)}</channel></rss>"
        found[f"/{feed}"] = body.encode()
    return found


@contextmanager
def served(feeds: int, items: int):
    """The feeds on loopback, by a process of its own; the hosts that have them."""
    code = f"from bench.feeds import serve; serve({feeds}, {items})"
    command = [sys.executable, "-c", code]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as server:
        yield server.stdout.readline().decode().split()
        server.stdin.close()


class Server(asyncio.Protocol):
    """Answers GETs, one after the other; it is to be cheaper than any of its readers."""

    def __init__(self, bodies: dict[str, bytes]) -> None:
        self.bodies = bodies
        self.asked = b""

    def connection_made(self, transport) -> None:
        self.transport = transport

    def data_received(self, data: bytes) -> None:
        *heads, self.asked = (self.asked + data).split(b"\r\n\r\n")
        for head in heads:
            self.transport.write(self.answer(head.decode("latin-1")))

    def answer(self, head: str) -> bytes:
        body = self.bodies.get(head.split(" ", 2)[1], b"")
        etag = f'"{len(body)}"'
        is_known = f"if-none-match: {etag}" in head.lower()
        shown = b"" if is_known else body
        status = "304 Not Modified" if is_known else "200 OK" if body else "404 Not Found"
        fields = (
            f"Content-Type: application/rss+xml\r\nETag: {etag}\r\nContent-Length: {len(shown)}"
        )
        return f"HTTP/1.1 {status}\r\n{fields}\r\n\r\n".encode() + shown


def serve(feeds: int, items: int) -> None:
    """Serve until stdin ends; the hosts are printed first."""
    asyncio.run(_serve(documents(feeds, items)))


async def _serve(bodies: dict[str, bytes]) -> None:
    loop = asyncio.get_running_loop()
    port = 0
    for number in range(1, HOSTS + 1):
        server = await loop.create_server(lambda: Server(bodies), f"127.0.0.{number}", port)
        port = server.sockets[0].getsockname()[1]
    print(*(f"127.0.0.{n}:{port}" for n in range(1, HOSTS + 1)), flush=True)
    await asyncio.to_thread(sys.stdin.read)


@dataclass(frozen=True)
class Read:
    """What one read of all feeds took and brought."""

    seconds: float
    worked: float
    count: int


class Ours:
    """All that the bot reads with."""

    def __init__(self, parts):
        self.parts = parts
        self.turns = asyncio.Semaphore(AT_ONCE)

    async def follow(self, urls: list[str]) -> None:
        for url in urls:
            await self.parts.sources.follow(DESK, url, None, self.parts.clock.now())

    async def read(self) -> Read:
        """Read all feeds; their new items are kept as they came."""
        # The first of the two steps of `read_source`.
        return await self._measured(self.parts.intake._reader._take_up)

    async def read_articles(self) -> Read:
        """Read the articles of all items that are kept."""
        return await self._measured(self.parts.intake.read_source)

    async def _measured(self, one) -> Read:
        async def in_turn(health) -> None:
            async with self.turns:
                await one(health)

        healths = await self.parts.sources.sources(DESK)
        started, worked = time.perf_counter(), time.process_time()
        await asyncio.gather(*map(in_turn, healths))
        told = time.perf_counter() - started, time.process_time() - worked
        awaited = sum(health.awaited_items for health in await self.parts.sources.sources(DESK))
        return Read(*told, await self.parts.articles.count(DESK) + awaited)


class Theirs:
    """The `reader` library in a Python of its own."""

    def __init__(self, python: str, folder: Path):
        command = [python, "-c", _READER.format(workers=AT_ONCE), str(folder / "reader.sqlite")]
        pipe = subprocess.PIPE
        self.process = subprocess.Popen(command, stdin=pipe, stdout=pipe, text=True)

    async def follow(self, urls: list[str]) -> None:
        await self._told(" ".join(urls))

    async def read(self) -> Read:
        seconds, worked, count = (await self._told("again")).split()
        return Read(float(seconds), float(worked), int(count))

    async def _told(self, line: str) -> str:
        self.process.stdin.write(line + "\n")
        self.process.stdin.flush()
        return await asyncio.to_thread(self.process.stdout.readline)


@dataclass(frozen=True)
class Found:
    """Of each who reads, ours first: the first read and the later ones; and our reading of articles."""

    first: list[list[Read]]
    again: list[list[Read]]
    articles: Read | None


async def measure(urls: list[str], hosts: list[str], folder: Path, *, with_articles: bool) -> Found:
    """All reads, of each who reads by turns."""
    python = os.environ.get("ATTACHE_BENCH_READER")
    settings = read_settings().model_copy(
        update={"data_dir": folder, "allow_private_addresses": tuple(hosts)}
    )
    async with open_parts(settings, SystemClock()) as parts:
        ours = Ours(parts)
        readers = [ours, *([Theirs(python, folder)] if python else [])]
        for reader in readers:
            await reader.follow(urls)
        first = [[await reader.read()] for reader in readers]
        articles = await ours.read_articles() if with_articles else None
        rows = [[await reader.read() for reader in readers] for _ in range(AGAIN)]
        return Found(first, [list(of_one) for of_one in zip(*rows, strict=True)], articles)


def _median(reads: list[Read]) -> Read:
    return sorted(reads, key=lambda read: read.seconds)[len(reads) // 2]


def _told(read: Read, feeds: int) -> str:
    rate, each = feeds / read.seconds, read.worked / feeds * 1000
    return f"{rate:7.1f} feeds a second, {each:7.2f} ms of processor each"


def main(argv=None):
    parser = argparse.ArgumentParser()
    parser.add_argument("--feeds", type=int, default=100)
    parser.add_argument("--items", type=int, default=20)
    parser.add_argument("--articles", action=argparse.BooleanOptionalAction, default=True)
    given = parser.parse_args(argv)
    sys.setswitchinterval(SWITCH_SECONDS)  # as `attache` runs
    with served(given.feeds, given.items) as hosts, tempfile.TemporaryDirectory() as name:
        urls = [f"http://{hosts[n % HOSTS]}/{n}" for n in range(given.feeds)]
        found = asyncio.run(measure(urls, hosts, Path(name), with_articles=given.articles))
    print(f"feeds: {given.feeds} with {given.items} items each, {AT_ONCE} at a time")
    show("first read", found.first, given.feeds, asked=3)
    if found.articles:
        print(
            f"  {'its articles':14} {_told(found.articles, given.feeds)} ({found.articles.count})"
        )
    show("all unchanged", found.again, given.feeds, asked=5)
    if len(found.first) == 1:
        print("  beside reader: not measured; ATTACHE_BENCH_READER names no Python that has it")


def show(what: str, reads: list[list[Read]], feeds: int, *, asked: int) -> None:
    """Our read, and that of the other beside it."""
    own, *others = map(_median, reads)
    print(f"  {what:14} {_told(own, feeds)} ({own.count} items)")
    for its in others:
        ratios = its.seconds / own.seconds, its.worked / own.worked
        print(f"  {'by reader':14} {_told(its, feeds)} ({its.count} entries)")
        print(f"  {'':14} ratio {ratios[0]:.2f}, of processor {ratios[1]:.2f}; asked >= {asked}")


if __name__ == "__main__":
    main()
