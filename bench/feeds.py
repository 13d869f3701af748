"""Many feeds: a first read, and a second one where nothing has changed, beside the `reader` library.

python -m bench.feeds [--feeds 100 --items 20]

Both read the same files from the same local server, in a process of its own, on twenty addresses of
loopback, since we ask one thing at a time of a host.  Every item's text is in its feed, so that
neither fetches a page.  `reader` keeps entries; we also look for copies and stories, and index each
word, so "read" means more here.  Told is also the processor's time of each, since others use the
machine too, and what the cheapest way of our own costs: the feeds parsed, the texts taken out of
them, and one row written for each.  `ATTACHE_BENCH_READER` names a Python that has `reader` (a virtual environment with
``pip install reader``); without it only our own rates are told.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time
from contextlib import contextmanager
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from xml.sax.saxutils import escape

from bench.wire import FIRST, Wire
from bot.__main__ import SWITCH_SECONDS
from bot.app.clock import SystemClock
from bot.app.settings import read_settings
from bot.app.wiring import open_parts
from bot.domain.identifiers import DESK
from bot.ingest.article_text import read_fragment
from bot.ingest.feed_formats import parse_feed

HOSTS = 20
#: Feeds that are read at a time, by both.
AT_ONCE = 20
_ITEM = (
    "<item><guid isPermaLink='false'>{guid}</guid><title>{title}</title><pubDate>{at}</pubDate>"
    "<description>{text}</description></item>"
)
#: What the other Python runs: the database, then the addresses, one on each line of stdin.
_READER = """
import sys, time
from reader import make_reader
urls = sys.stdin.read().split()
reader = make_reader(sys.argv[1])
for url in urls:
    reader.add_feed(url)
for _ in range(2):
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


def serve(feeds: int, items: int) -> None:
    """Serve until stdin ends; the hosts are printed first."""
    bodies = documents(feeds, items)

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self):
            body = bodies.get(self.path)
            etag = f'"{len(body or b"")}"'
            is_known = body is not None and self.headers.get("If-None-Match") == etag
            shown = b"" if body is None or is_known else body
            self.send_response(404 if body is None else 304 if is_known else 200)
            self.send_header("Content-Type", "application/rss+xml")
            self.send_header("ETag", etag)
            self.send_header("Content-Length", str(len(shown)))
            self.end_headers()
            self.wfile.write(shown)

        def log_message(self, *_):
            pass

    first = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    port = first.server_address[1]
    others = [ThreadingHTTPServer((f"127.0.0.{n}", port), Handler) for n in range(2, HOSTS + 1)]
    for server in (first, *others):
        threading.Thread(target=server.serve_forever, daemon=True).start()
    print(*(f"127.0.0.{n}:{port}" for n in range(1, HOSTS + 1)), flush=True)
    sys.stdin.read()


@dataclass(frozen=True)
class Read:
    """What one read of all feeds took and brought."""

    seconds: float
    worked: float
    count: int


async def ours(urls: list[str], hosts: list[str], folder: Path) -> list[Read]:
    """Both reads, and the articles that there are after each."""
    settings = read_settings().model_copy(
        update={"data_dir": folder, "allow_private_addresses": tuple(hosts)}
    )
    found = []
    async with open_parts(settings, SystemClock()) as parts:
        for url in urls:
            await parts.sources.follow(DESK, url, None, parts.clock.now())
        turns = asyncio.Semaphore(AT_ONCE)

        async def read(health):
            async with turns:
                await parts.intake.read_source(health)

        for _ in range(2):
            healths = await parts.sources.sources(DESK)
            started, worked = time.perf_counter(), time.process_time()
            await asyncio.gather(*map(read, healths))
            told = time.perf_counter() - started, time.process_time() - worked
            found.append(Read(*told, await parts.articles.count(DESK)))
    return found


def theirs(urls: list[str], folder: Path) -> list[Read] | None:
    """The same by `reader`; None where there is none."""
    python = os.environ.get("ATTACHE_BENCH_READER")
    if not python:
        return None
    done = subprocess.run(
        [python, "-c", _READER.format(workers=AT_ONCE), str(folder / "reader.sqlite")],
        input="\n".join(urls), stdout=subprocess.PIPE, text=True, check=True,
    )  # fmt: skip
    rows = (line.split() for line in done.stdout.splitlines())
    return [Read(float(seconds), float(worked), int(count)) for seconds, worked, count in rows]


def cheapest(feeds: int, items: int, folder: Path) -> float:
    """Seconds of processor for the least that we could do: parse, take out texts, write a row each."""
    bodies = documents(feeds, items)
    store = sqlite3.connect(folder / "least.sqlite")
    store.execute("CREATE TABLE kept (name TEXT PRIMARY KEY, text TEXT)")
    worked = time.process_time()
    for path, body in bodies.items():
        feed = parse_feed(body, url=f"http://127.0.0.1{path}")
        rows = [(item.item_id, read_fragment(item.html).text) for item in feed.items]
        with store:
            store.executemany("INSERT INTO kept VALUES (?, ?)", rows)
    return time.process_time() - worked


def _told(read: Read, feeds: int) -> str:
    rate, each = feeds / read.seconds, read.worked / feeds * 1000
    return f"{rate:7.1f} feeds a second, {each:7.1f} ms of processor each"


def main(argv=None):
    parser = argparse.ArgumentParser()
    parser.add_argument("--feeds", type=int, default=100)
    parser.add_argument("--items", type=int, default=20)
    given = parser.parse_args(argv)
    sys.setswitchinterval(SWITCH_SECONDS)  # as `attache` runs
    with served(given.feeds, given.items) as hosts, tempfile.TemporaryDirectory() as name:
        urls = [f"http://{hosts[n % HOSTS]}/{n}" for n in range(given.feeds)]
        other = theirs(urls, Path(name))
        own = asyncio.run(ours(urls, hosts, Path(name)))
        least = cheapest(min(given.feeds, 50), given.items, Path(name)) / min(given.feeds, 50)
    print(f"feeds: {given.feeds} with {given.items} items each, {AT_ONCE} at a time")
    for number, (what, asked) in enumerate((("first read", 3), ("all unchanged", 5))):
        mine = own[number]
        print(f"  {what:14} {_told(mine, given.feeds)} ({mine.count} articles)")
        if other is not None:
            its = other[number]
            ratios = its.seconds / mine.seconds, its.worked / mine.worked
            print(f"  {'by reader':14} {_told(its, given.feeds)} ({its.count} entries)")
            print(
                f"  {'':14} ratio {ratios[0]:.2f}, of processor {ratios[1]:.2f}; asked >= {asked}"
            )
    print(f"  the least of our own way: {least * 1000:.1f} ms of processor a feed")
    if other is None:
        print("  beside reader: not measured; ATTACHE_BENCH_READER names no Python that has it")


if __name__ == "__main__":
    main()
