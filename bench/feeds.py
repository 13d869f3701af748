"""Many feeds: a first read, and a second one where nothing has changed, beside the `reader` library.

python -m bench.feeds [--feeds 100 --items 20]

Both read the same files from the same local server, on twenty addresses of loopback, since we ask
one thing at a time of a host.  Every item's text is in its feed, so that neither fetches a page.
`reader` keeps entries; we also look for copies and stories, and index each word, so "read" means
more here.  `ATTACHE_BENCH_READER` names a Python that has `reader` (a virtual environment with
``pip install reader``); without it only our own rates are told.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import subprocess
import sys
import tempfile
import threading
import time
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
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
#: What the other Python runs: the database, then the addresses, one on each line of stdin.
_READER = """
import sys, time
from reader import make_reader
urls = sys.stdin.read().split()
reader = make_reader(sys.argv[1])
for url in urls:
    reader.add_feed(url)
for _ in range(2):
    started = time.perf_counter()
    reader.update_feeds(scheduled=False, workers={workers})
    print(time.perf_counter() - started, reader.get_entry_counts().total, flush=True)
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
def served(bodies: dict[str, bytes]):
    """The documents on loopback; the hosts that have them."""

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
    servers = [first, *others]
    for server in servers:
        threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield [f"127.0.0.{n}:{port}" for n in range(1, HOSTS + 1)]
    finally:
        for server in servers:
            server.shutdown()
            server.server_close()


async def ours(urls: list[str], hosts: list[str], folder: Path) -> list[tuple[float, int]]:
    """Seconds of both reads, and the articles that there are after each."""
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
            started = time.perf_counter()
            await asyncio.gather(*map(read, healths))
            found.append((time.perf_counter() - started, await parts.articles.count(DESK)))
    return found


def theirs(urls: list[str], folder: Path) -> list[tuple[float, int]] | None:
    """The same by `reader`; None where there is none."""
    python = os.environ.get("ATTACHE_BENCH_READER")
    if not python:
        return None
    done = subprocess.run(
        [python, "-c", _READER.format(workers=AT_ONCE), str(folder / "reader.sqlite")],
        input="\n".join(urls), stdout=subprocess.PIPE, text=True, check=True,
    )  # fmt: skip
    rows = (line.split() for line in done.stdout.splitlines())
    return [(float(seconds), int(count)) for seconds, count in rows]


def main(argv=None):
    parser = argparse.ArgumentParser()
    parser.add_argument("--feeds", type=int, default=100)
    parser.add_argument("--items", type=int, default=20)
    given = parser.parse_args(argv)
    sys.setswitchinterval(SWITCH_SECONDS)  # as `attache` runs
    with (
        served(documents(given.feeds, given.items)) as hosts,
        tempfile.TemporaryDirectory() as name,
    ):
        urls = [f"http://{hosts[n % HOSTS]}/{n}" for n in range(given.feeds)]
        other = theirs(urls, Path(name))
        own = asyncio.run(ours(urls, hosts, Path(name)))
    print(f"feeds: {given.feeds} with {given.items} items each, {AT_ONCE} at a time")
    for number, (what, asked) in enumerate((("first read", 3), ("all unchanged", 5))):
        seconds, count = own[number]
        told = f"  {what:14} {given.feeds / seconds:7.1f} feeds a second ({count} articles)"
        if other is not None:
            theirs_seconds, entries = other[number]
            told += (
                f"   reader {given.feeds / theirs_seconds:7.1f} ({entries} entries)"
                f"   ratio {theirs_seconds / seconds:.2f}, asked >= {asked}"
            )
        print(told)
    if other is None:
        print("  beside reader: not measured; ATTACHE_BENCH_READER names no Python that has it")


if __name__ == "__main__":
    main()
