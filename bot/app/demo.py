"""`attache demo`: everything on this machine, over a store that is thrown away.

Four invented outlets are served on loopback and read through the normal path: fetched behind the
address guard (which is told of this one address), extracted, gated.  The demo's clock starts on
the morning after the sample's last day, so that dates, freshness and tomorrow's digest read as
they would have then; it goes on at the usual pace.
"""

from __future__ import annotations

import asyncio
import tempfile
import webbrowser
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path

import typer

from bot.app.clock import ShiftedClock
from bot.app.logs import set_up_logs
from bot.app.running import Running, running, settle, stop_requested
from bot.app.sample.site import SampleSite
from bot.app.server import listening_socket, serving
from bot.app.settings import Settings, read_settings
from bot.domain.identifiers import DESK, MessageId
from bot.domain.messages import Delivery, DeliveryState, IncomingMessage
from bot.errors import ConfigurationError
from bot.web_access.page_pool import PagePool

#: The morning after the sample's last article: a Tuesday.
MORNING = datetime(2024, 3, 26, 8, 30, tzinfo=UTC)

#: Seconds between two looks for an answer.
LOOK_SECONDS = 0.1

#: Seconds from the address that is told to the collector's one look through all that was loaded.
SETTLES_AFTER = 5.0

#: What the demo's person says, in order; each is answered before the next.
SCRIPT = ("brief", "digest 08:00 weekdays UTC")


async def run_demo(
    *, port: int | None, opens_browser: bool, page_pool: PagePool | None = None
) -> None:
    """Show it until the process is told to stop."""
    set_up_logs("WARNING")
    typer.echo("Reading the sample articles…", err=True)
    with stop_requested() as stop:
        async with demonstration(port=port, page_pool=page_pool) as up:
            typer.echo(f"Attaché's demo: {up.address}", err=True)
            typer.echo(
                "Sample articles of March 2024, no model, nothing kept. Ctrl-C ends it.", err=True
            )
            # Later: whoever opens the page need not wait for it.
            asyncio.get_running_loop().call_later(SETTLES_AFTER, settle)
            if opens_browser:
                await asyncio.to_thread(webbrowser.open, up.address)
            await stop.wait()


@asynccontextmanager
async def demonstration(
    *, port: int | None = None, page_pool: PagePool | None = None
) -> AsyncIterator[Running]:
    """The demo, up and read in, with a briefing in its channel."""
    outlets = listening_socket("127.0.0.1", 0)
    with tempfile.TemporaryDirectory(prefix="attache-demo-", ignore_cleanup_errors=True) as folder:
        address = f"127.0.0.1:{outlets.getsockname()[1]}"
        site = SampleSite(f"http://{address}")
        settings = _settings(Path(folder), address, port)
        clock, pool = ShiftedClock(MORNING), page_pool or PagePool(workers=1)
        async with serving(site.app(), outlets), running(settings, clock, pool) as up:
            await _read_in(up, site)
            for words in SCRIPT:
                await _say(up, words)
            yield up


def _settings(folder: Path, outlets: str, port: int | None) -> Settings:
    """The operator's settings, but with a store of its own and no one else's accounts."""
    own = read_settings()
    if port is not None:
        listening_socket("127.0.0.1", port, "--port").close()
    return own.model_copy(
        update={
            "data_dir": folder,
            "database_url": None,
            "http_host": "127.0.0.1",
            "http_port": _port_near(own.http_port) if port is None else port,
            "allow_private_addresses": (outlets,),
            "openai_api_key": None,
            "openai_base_url": None,
            "embedding_model": None,
        }
    )


def _port_near(wanted: int) -> int:
    """The usual port, or any free one where it is taken: a demo should just open."""
    try:
        listening_socket("127.0.0.1", wanted).close()
    except ConfigurationError:
        return 0
    return wanted


async def _read_in(up: Running, site: SampleSite) -> None:
    """Follow and read the outlets; then one of them corrects an article, which is read again."""
    for outlet in site.outlets:
        await up.parts.intake.follow(DESK, outlet.feed_url)
    # One after the other, so that the demo tells its stories the same way each time.
    for health in await up.parts.sources.sources(DESK):
        await up.parts.intake.read_source(health)
    site.correct()
    for article in site.corrected_articles():
        await up.parts.intake.read_url(DESK, article.url)


async def _say(up: Running, words: str) -> None:
    """Say something in the channel, as the page would, and wait until it is answered."""
    now = up.parts.clock.now()
    message = IncomingMessage(
        channel=DESK,
        message_id=MessageId(f"demo-{now:%H%M%S%f}"),
        thread=None,
        sender="you",
        text=words,
        sent_at=now,
        is_addressed=True,
        may_configure=True,
    )
    with up.parts.broadcast.listening(DESK) as heard:
        await up.engine.receive(message)
        while not await _is_answered(up, message.message_id):
            # The platform tells of a post a moment before its record says that it was sent.
            with suppress(TimeoutError):
                await asyncio.wait_for(heard.get(), LOOK_SECONDS)


async def _is_answered(up: Running, asked: MessageId) -> bool:
    """Whether a post that answers the message was sent, in its thread or beside it."""
    top = await up.parts.messages.timeline(DESK)
    inside = await up.parts.messages.timeline(DESK, thread=asked)
    return any(
        isinstance(entry, Delivery)
        and entry.state is DeliveryState.SENT
        and asked in entry.post.delivery_id
        for entry in (*top, *inside)
    )
