"""One story, told on every platform: from its arrival to a digest that a kill cannot double.

Install → join → follow → brief → question in the thread → evidence → schedule → digest at its slot → SIGKILL between
post and record → restart → one digest.  A `Surface` is a person's hands and eyes on one platform;
the bot is `attache run` in a process of its own, with its clock frozen.
"""

from __future__ import annotations

import asyncio
import os
import signal
import sqlite3
import subprocess
import sys
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from pathlib import Path
from typing import Protocol
from zoneinfo import ZoneInfo

import httpx

from tests.adapters.slack_desk import VETO
from tests.fakes.waiting import until

ROOT = Path(__file__).parents[2]
PARIS = ZoneInfo("Europe/Paris")

LATER = """<html><head><title>Security Council adopts ceasefire resolution 2728</title>
<meta property="og:site_name" content="The Harbour Post">
<meta property="article:published_time" content="{at}"></head><body><article>
<h1>Security Council adopts ceasefire resolution 2728</h1>
<p>The United Nations Security Council adopted resolution 2728 on a ceasefire with 14 votes in
favour, after the United States abstained.</p>
<p>The resolution demands a ceasefire for the rest of Ramadan and the release of all hostages, and
the secretary-general called for it to be carried out at once by every party to it.</p>
</article></body></html>"""
_FEED = """<?xml version="1.0"?><rss version="2.0"><channel><title>The Harbour Post</title>
<link>{web}/</link>{items}</channel></rss>"""
_ITEM = (
    "<item><title>{title}</title><link>{url}</link><guid>{url}</guid><pubDate>{at}</pubDate></item>"
)


@dataclass(frozen=True)
class Seen:
    """A post as a person sees it."""

    name: str
    text: str


class Surface(Protocol):
    """A person on a platform."""

    #: What the bot is started with.
    environment: dict[str, str]

    async def arrive(self):
        """Bring the bot into the channel."""

    async def say(self, text: str, thread: str | None = None) -> str:
        """Say something to the bot; the message's name."""

    async def posts(self, thread: str | None = None) -> list[Seen]:
        """The bot's posts in the channel or thread, oldest first."""

    async def evidence(self, post: Seen) -> str:
        """What a post rests on, as it is shown."""

    def hold_digest(self):
        """Let the next post in the channel take effect, without the bot's hearing of it."""


class News:
    """A newspaper on loopback, to which an article is added."""

    def __init__(self, web):
        self.web = web
        self._items = []
        web.page("/veto", VETO, content_type="text/html; charset=utf-8")

    def publish(self, path, title, page, at: datetime):
        self.web.page(path, page, content_type="text/html; charset=utf-8")
        stamp = at.strftime("%a, %d %b %Y %H:%M:%S GMT")
        self._items.insert(0, _ITEM.format(title=title, url=f"{self.web.url}{path}", at=stamp))
        feed = _FEED.format(web=self.web.url, items="".join(self._items))
        self.web.page("/feed.xml", feed, content_type="application/rss+xml")


@dataclass
class Bot:
    """`attache run`, started and killed as often as the story wants."""

    folder: Path
    environment: dict[str, str]
    process: subprocess.Popen | None = None

    def start(self, now: datetime):
        with (self.folder / "bot.log").open("ab") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "bot", "--now", now.isoformat(), "run"],
                cwd=self.folder,
                env={**_clean(), "PYTHONPATH": str(ROOT), **self.environment},
                stdout=log,
                stderr=log,
            )

    async def ready(self):
        """Wait until its server answers."""
        port = self.environment["ATTACHE_HTTP_PORT"]
        async with httpx.AsyncClient(verify=False, trust_env=False) as client:

            async def answers():
                try:
                    return (await client.get(f"http://127.0.0.1:{port}/healthz")).json()["ok"]
                except (httpx.HTTPError, ValueError):
                    return False

            await until(answers)

    def noted_as_sent(self):
        """Whether the slot's digest counts as sent in the bot's store."""
        store = Path(self.environment["ATTACHE_DATA_DIR"]) / "attache.sqlite"
        with closing(sqlite3.connect(store)) as opened:
            return opened.execute("SELECT outcome FROM slot").fetchall() == [("sent",)]

    def kill(self):
        self.process.send_signal(signal.SIGKILL)
        self.process.wait(timeout=10)

    async def stop(self):
        if self.process is not None and self.process.poll() is None:
            self.process.terminate()
            await asyncio.to_thread(self.process.wait, 30)


def _clean():
    drop = ("ATTACHE_", "SLACK_", "MATRIX_", "OPENAI_", "DATABASE_URL")
    return {name: value for name, value in os.environ.items() if not name.startswith(drop)}


def next_slot(now: datetime) -> datetime:
    """The next eight o'clock in Paris."""
    local = now.astimezone(PARIS)
    slot = datetime.combine(local.date(), time(8), PARIS)
    return slot if slot > local else slot + timedelta(days=1)


async def tell(surface: Surface, bot: Bot, news: News, now: datetime):
    """The story."""
    slot = next_slot(now)
    news.publish("/veto", "Russia and China veto US draft in Security Council", VETO, now)
    bot.start(now)
    await bot.ready()
    await surface.arrive()

    asked = await surface.say(f"follow {news.web.url}/feed.xml")
    assert "Nothing is followed yet" in await _said(surface, asked)
    await surface.say("yes", thread=asked)
    await _reply(surface, asked, "I follow The Harbour Post")
    await _until_read(surface)

    await surface.say("brief")
    briefing = await _posted(surface, "Briefing")
    assert "Russia and China on Friday vetoed a draft resolution" in briefing.text

    await surface.say("Who abstained?", thread=briefing.name)
    answer = await _reply(surface, briefing.name, "Guyana")
    assert "11 votes in favour and three against" in answer.text
    shown = await surface.evidence(answer)
    assert (
        "The draft received 11 votes in favour and three against, with Guyana abstaining." in shown
    )
    assert "The Harbour Post" in shown

    scheduled = await surface.say("digest 08:00 daily Europe/Paris")
    assert "The digest comes at 08:00 every day" in await _said(surface, scheduled)
    await bot.stop()

    title = "Security Council adopts ceasefire resolution 2728"
    page = LATER.format(at=(slot - timedelta(hours=2)).isoformat())
    news.publish("/resolution", title, page, slot - timedelta(hours=2))
    surface.hold_digest()
    bot.start(slot + timedelta(minutes=1))
    await _posted(surface, "Digest")
    bot.kill()

    for minutes in (2, 5):
        bot.start(slot + timedelta(minutes=minutes))
        await bot.ready()
        # When it is noted as sent, a second one has its chance yet.
        await until(bot.noted_as_sent)
        await asyncio.sleep(2)
        digests = [post for post in await surface.posts() if "Digest" in post.text]
        assert len(digests) == 1
        assert "adopted resolution 2728" in digests[0].text
        await bot.stop()


async def _until_read(surface):
    async def is_read():
        asked = await surface.say("sources")
        told = await _said(surface, asked)
        return ": read " in told and "to be read" not in told

    await until(is_read, every=2)


async def _said(surface, message):
    async def answer():
        return await surface.posts(message)

    return (await until(answer))[-1].text


async def _posted(surface, words):
    async def found():
        return [post for post in await surface.posts() if words in post.text]

    return (await until(found))[-1]


async def _reply(surface, thread, words):
    async def found():
        return [
            post
            for post in await surface.posts(thread)
            if words in post.text and post.name != thread
        ]

    return (await until(found))[-1]
