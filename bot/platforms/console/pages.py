"""The console's pages and what they send back, as Starlette routes.

The routes translate: a form becomes an `IncomingMessage`, the store's messages become HTML.
What a message means, and what is answered, is decided elsewhere.
"""

from __future__ import annotations

import asyncio
import json
import secrets
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from urllib.parse import quote
from zoneinfo import ZoneInfo

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import (
    HTMLResponse,
    JSONResponse,
    RedirectResponse,
    Response,
    StreamingResponse,
)
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from bot.digest.schedule import due_slots
from bot.domain.claims import SpanOf
from bot.domain.identifiers import DESK, ChannelKey, MessageId, VersionId
from bot.domain.messages import Feedback, IncomingMessage, plain
from bot.domain.schedules import Schedule
from bot.domain.sources import SourceHealth
from bot.errors import ChannelKeyError, NotFoundError
from bot.platforms.console.broadcast import Broadcast, Changed, Event, Preview, Working
from bot.platforms.console.timeline import Timeline, read_timeline
from bot.platforms.console.views import MessageView, evidence_view, post_view
from bot.ports import ArticleStore, Clock, MessageStore, ScheduleStore, SourceStore

_HERE = Path(__file__).parent

#: Most characters of one message; a pasted article fits, a novel does not.
MESSAGE_LIMIT = 200_000
#: Seconds between two looks at the store for messages that another process wrote.
LOOK_SECONDS = 1.0
#: A post is told of a moment before its record says that it was sent.
SETTLE_SECONDS = 0.05
#: Looks without news after which the page is sent a sign of life, so that proxies keep the line.
QUIET_LOOKS = 15

Listen = Callable[[IncomingMessage], Awaitable[None]]
"""Takes a message in: keeps it, then has it handled (DESIGN D4)."""


@dataclass(frozen=True, slots=True)
class ConsoleParts:
    """What the pages read from and write to."""

    articles: ArticleStore
    messages: MessageStore
    sources: SourceStore
    schedules: ScheduleStore
    broadcast: Broadcast
    clock: Clock
    listen: Listen


def console_app(parts: ConsoleParts) -> Starlette:
    """The console as one ASGI app; access is checked around it (`access.ConsoleAccess`)."""
    pages = _Pages(parts)
    return Starlette(
        routes=[
            Route("/", pages.home),
            Route("/channels", pages.open_channel),
            Route("/c/{place}", pages.channel),
            Route("/c/{place}/t/{root}", pages.channel),
            Route("/c/{place}/messages", pages.send, methods=["POST"]),
            Route("/c/{place}/feedback", pages.feedback, methods=["POST"]),
            Route("/c/{place}/evidence", pages.evidence),
            Route("/c/{place}/events", pages.events),
            Route("/c/{place}/panel", pages.panel),
            Mount("/static", StaticFiles(directory=_HERE / "static"), name="static"),
        ],
        exception_handlers={HTTPException: pages.error},
    )


def _templates() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(_HERE / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["moment"] = _moment
    environment.filters["clock_time"] = lambda at: f"{at:%H:%M}"
    environment.filters["path"] = lambda text: quote(str(text), safe="")
    return environment


def _moment(at: datetime) -> str:
    return plain(at)


class _Pages:
    """The handlers, with what they share."""

    def __init__(self, parts: ConsoleParts) -> None:
        self._parts = parts
        self._templates = _templates()

    # ------------------------------------------------------------ pages

    async def home(self, _: Request) -> Response:
        return RedirectResponse(f"/c/{DESK.place}", 303)

    async def open_channel(self, request: Request) -> Response:
        channel = _channel(request.query_params.get("place", ""))
        return RedirectResponse(f"/c/{quote(channel.place, safe='')}", 303)

    async def channel(self, request: Request) -> Response:
        channel = _channel(request.path_params["place"])
        root = _root(request.path_params.get("root"))
        shown = await read_timeline(self._parts.messages, channel, root)
        if root and not shown.thread:
            raise HTTPException(404, "There is no such thread in this channel.")
        template = "thread.html" if _wants_fragment(request) and root else "channel.html"
        return self._html(
            template,
            channel=channel,
            channels=await self._channels(channel),
            timeline=shown,
            root=root,
            **await self._panel(channel),
        )

    async def panel(self, request: Request) -> Response:
        channel = _channel(request.path_params["place"])
        return self._html("panel.html", channel=channel, **await self._panel(channel))

    async def evidence(self, request: Request) -> Response:
        channel = _channel(request.path_params["place"])
        query = request.query_params
        try:
            version = VersionId(query["version"])
            of, start, end = SpanOf(query["of"]), int(query["start"]), int(query["end"])
            article = await self._parts.articles.version(channel, version)
        except (KeyError, ValueError) as error:
            raise HTTPException(400, "This address does not name a citation.") from error
        except NotFoundError as error:
            raise HTTPException(
                404, "This channel no longer holds that article: it was forgotten."
            ) from error
        template = "evidence_card.html" if _wants_fragment(request) else "evidence.html"
        shown = evidence_view(article, of, start, end)
        return self._html(template, channel=channel, evidence=shown)

    # ------------------------------------------------------------ what people do

    async def send(self, request: Request) -> Response:
        channel = _channel(request.path_params["place"])
        form = await request.form(max_files=0)
        text = str(form.get("text", "")).strip()
        root = _root(str(form.get("thread", "")))
        if not text:
            raise HTTPException(400, "Write something first.")
        if len(text) > MESSAGE_LIMIT:
            raise HTTPException(
                413,
                f"That is over {MESSAGE_LIMIT:,} characters: save it as a file "
                "and use `attache ingest`.",
            )
        message = IncomingMessage(
            channel=channel,
            message_id=MessageId(
                f"c{self._parts.clock.now():%Y%m%d%H%M%S%f}{secrets.token_hex(3)}"
            ),
            thread=root,
            sender="you",
            text=text,
            sent_at=self._parts.clock.now(),
            is_addressed=True,
            may_configure=True,
        )
        await self._parts.listen(message)
        self._parts.broadcast.tell(channel, Changed())
        if request.headers.get("accept", "").startswith("application/json"):
            return JSONResponse({"message_id": message.message_id}, 202)
        return RedirectResponse(_address(channel, root), 303)

    async def feedback(self, request: Request) -> Response:
        channel = _channel(request.path_params["place"])
        form = await request.form(max_files=0)
        message_id = MessageId(str(form.get("message_id", "")))
        if await self._parts.messages.sent_post(channel, message_id) is None:
            raise HTTPException(404, "There is no such message.")
        await self._parts.messages.keep_feedback(
            Feedback(channel, message_id, "you", form.get("thumb") == "up", self._parts.clock.now())
        )
        if request.headers.get("accept", "").startswith("application/json"):
            return JSONResponse({"ok": True})
        return RedirectResponse(_address(channel, _root(str(form.get("thread", "")))), 303)

    # ------------------------------------------------------------ the live line

    async def events(self, request: Request) -> Response:
        channel = _channel(request.path_params["place"])
        root = _root(request.query_params.get("thread"))
        return StreamingResponse(
            self._event_lines(request, channel, root), media_type="text/event-stream"
        )

    async def _event_lines(
        self, request: Request, channel: ChannelKey, root: MessageId | None
    ) -> AsyncIterator[str]:
        """Server-sent events: whatever differs from what this line has sent before."""
        shown = await read_timeline(self._parts.messages, channel, root)
        sent = dict(shown.versions())
        quiet = 0
        # What changed between the page's own reading and this line's start is sent again: the
        # page replaces messages by id, so twice is once.
        for line in self._message_lines(channel, shown, {}):
            yield line
        with self._parts.broadcast.listening(channel) as queue:
            while not await request.is_disconnected():
                event = await _next_event(queue)
                if isinstance(event, (Preview, Working)):
                    yield self._event_line(event)
                    continue
                if event is not None:
                    await asyncio.sleep(SETTLE_SECONDS)
                shown = await read_timeline(self._parts.messages, channel, root)
                lines = self._message_lines(channel, shown, sent)
                sent = dict(shown.versions())
                for line in lines:
                    yield line
                quiet = 0 if lines else quiet + 1
                if quiet % QUIET_LOOKS == QUIET_LOOKS - 1:
                    yield ": still here\n\n"

    def _message_lines(
        self, channel: ChannelKey, shown: Timeline, sent: dict[tuple[str, str], object]
    ) -> list[str]:
        fresh = {key for key, version in shown.versions().items() if sent.get(key, ...) != version}
        lines = []
        for where, messages in (("channel", shown.channel), ("thread", shown.thread)):
            for message in messages:
                if (where, message.message_id) in fresh:
                    html = self._message(channel, message, where)
                    lines.append(_sse("message", where=where, id=message.message_id, html=html))
        return lines

    def _event_line(self, event: Preview | Working) -> str:
        if isinstance(event, Working):
            return _sse("working", thread=event.thread, is_working=event.is_working)
        view = post_view(
            event.post, event.post.channel.place, at=self._parts.clock.now(), is_writing=True
        )
        where = "thread" if view.thread else "channel"
        html = self._message(event.post.channel, view, where)
        return _sse("preview", thread=view.thread, id=view.message_id, html=html)

    def _message(self, channel: ChannelKey, message: MessageView, where: str) -> str:
        return self._render("message.html", channel=channel, message=message, where=where)

    # ------------------------------------------------------------ shared

    async def error(self, request: Request, error: Exception) -> Response:
        status = error.status_code if isinstance(error, HTTPException) else 500
        detail = error.detail if isinstance(error, HTTPException) else "Something went wrong."
        if request.headers.get("accept", "").startswith("application/json"):
            return JSONResponse({"error": detail}, status)
        return self._html("error.html", status, status_code=status, detail=detail)

    async def _channels(self, current: ChannelKey) -> Sequence[ChannelKey]:
        known = [c for c in await self._parts.articles.channels() if c.platform == "local"]
        return sorted({*known, DESK, current})

    async def _panel(self, channel: ChannelKey) -> dict[str, object]:
        schedule = await self._parts.schedules.schedule(channel)
        return {
            "sources": await self._parts.sources.sources(channel),
            "source_state": _source_state,
            "article_count": await self._parts.articles.count(channel),
            "schedule": schedule,
            "schedule_days": _days(schedule) if schedule else "",
            "next_digest": next_digest(schedule, self._parts.clock.now()),
        }

    def _render(self, template: str, /, **values: object) -> str:
        return self._templates.get_template(template).render(**values)

    def _html(self, template: str, status: int = 200, /, **values: object) -> HTMLResponse:
        return HTMLResponse(self._render(template, **values), status)


async def _next_event(queue: asyncio.Queue[Event]) -> Event | None:
    """The next event; None when it is time to look at the store."""
    try:
        async with asyncio.timeout(LOOK_SECONDS):
            return await queue.get()
    except TimeoutError:
        return None


def next_digest(schedule: Schedule | None, now: datetime) -> str | None:
    """When the channel's next digest is due, in its own time zone."""
    if schedule is None:
        return None
    slots = due_slots(schedule, now, now + timedelta(days=8))
    return plain(slots[0].due_at.astimezone(ZoneInfo(schedule.timezone))) if slots else None


#: In the order of `Schedule.days`: Monday is 0.
_DAY_NAMES = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


def _days(schedule: Schedule) -> str:
    named = {
        frozenset(range(7)): "every day",
        frozenset(range(5)): "weekdays",
        frozenset((5, 6)): "weekends",
    }
    return named.get(schedule.days) or ", ".join(_DAY_NAMES[day] for day in sorted(schedule.days))


def _source_state(health: SourceHealth) -> str:
    if health.last_read_at is None:
        return "waiting"
    return "failing" if health.is_failing else "fine"


def _sse(event: str, **data: object) -> str:
    return f"event: {event}\ndata: {json.dumps(data)}\n\n"


def _channel(place: str) -> ChannelKey:
    try:
        return ChannelKey.parse(f"local:{place}")
    except ChannelKeyError as error:
        raise HTTPException(404, "A channel's name has no spaces and is not empty.") from error


def _root(text: str | None) -> MessageId | None:
    return MessageId(text) if text else None


def _address(channel: ChannelKey, root: MessageId | None) -> str:
    base = f"/c/{quote(channel.place, safe='')}"
    return f"{base}/t/{quote(root, safe='')}" if root else base


def _wants_fragment(request: Request) -> bool:
    return request.headers.get("x-fragment") == "1"
