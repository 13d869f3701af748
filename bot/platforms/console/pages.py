"""The console's pages and what they send back, as Starlette routes.

The routes translate: a form becomes an `IncomingMessage`, the store's messages become HTML.
What a message means, and what is answered, is decided elsewhere.
"""

from __future__ import annotations

import secrets
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote, unquote
from zoneinfo import ZoneInfo

from starlette.applications import Starlette
from starlette.datastructures import FormData
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

from bot.domain.claims import SpanOf
from bot.domain.identifiers import DESK, ChannelKey, MessageId, VersionId
from bot.domain.messages import Feedback, IncomingMessage
from bot.errors import ChannelKeyError, NotFoundError, StoreError
from bot.platforms.console.broadcast import Broadcast, Changed
from bot.platforms.console.evidence import evidence_view
from bot.platforms.console.live import LiveLines
from bot.platforms.console.panel import schedule_view, source_view
from bot.platforms.console.rendering import Rendering
from bot.platforms.console.timeline import READER, read_timeline
from bot.platforms.console.views import home
from bot.ports.articles import ArticleStore
from bot.ports.clock import Clock
from bot.ports.messages import MessageStore
from bot.ports.settings import ScheduleStore
from bot.ports.sources import SourceStore

_HERE = Path(__file__).parent

#: Most characters of one message; a pasted article fits, a novel does not.
MESSAGE_LIMIT = 200_000
#: Most bytes of a form: a message in which each character takes four, percent-encoded, and change.
FORM_LIMIT = 12 * MESSAGE_LIMIT + 10_000

#: The longest name of a time zone that is listened to.
_LONGEST_ZONE = 64

Listen = Callable[[IncomingMessage], Awaitable[object]]
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
    #: The zone in which a channel counts its days.
    zone: Callable[[ChannelKey], Awaitable[ZoneInfo]]
    #: Hears the zone that the browser of whoever writes says it is in.
    note_timezone: Callable[[str], None]


def console_app(parts: ConsoleParts) -> Starlette:
    """The console as one ASGI app; access is checked around it (`access.ConsoleAccess`)."""
    pages = _Pages(parts)
    return Starlette(
        routes=[
            Route("/", pages.home),
            Route("/channels", pages.open_channel),
            Route("/c/{place}", pages.channel),
            Route("/c/{place}/t/{root:path}", pages.channel),
            Route("/c/{place}/messages", pages.send, methods=["POST"]),
            Route("/c/{place}/feedback", pages.feedback, methods=["POST"]),
            Route("/c/{place}/evidence", pages.evidence),
            Route("/c/{place}/events", pages.events),
            Route("/c/{place}/panel", pages.panel),
            Mount("/static", StaticFiles(directory=_HERE / "static"), name="static"),
        ],
        exception_handlers={HTTPException: pages.error, StoreError: pages.store_trouble},
    )


class _Pages:
    """The handlers, with what they share."""

    def __init__(self, parts: ConsoleParts) -> None:
        self._parts = parts
        self._rendering = Rendering()
        self._live = LiveLines(parts.messages, parts.broadcast, self._rendering, parts.clock)

    # ------------------------------------------------------------ pages

    async def home(self, _: Request) -> Response:
        return RedirectResponse(home(DESK.place), 303)

    async def open_channel(self, request: Request) -> Response:
        place = request.query_params.get("place", "").strip().removeprefix("#")
        return RedirectResponse(home(_channel(quote(place)).place), 303)

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
            newest = await self._parts.articles.article(channel, article.article_id)
        except (KeyError, ValueError) as error:
            raise HTTPException(400, "This address does not name a citation.") from error
        except NotFoundError as error:
            raise HTTPException(
                404, "This channel no longer holds that article: it was forgotten."
            ) from error
        template = "evidence_card.html" if _wants_fragment(request) else "evidence.html"
        shown = evidence_view(article, of, start, end, newest)
        return self._html(template, channel=channel, evidence=shown)

    # ------------------------------------------------------------ what people do

    async def send(self, request: Request) -> Response:
        channel = _channel(request.path_params["place"])
        form = await _form(request)
        root = _root(str(form.get("thread", "")))
        message = self._written(channel, root, _text_of(form))
        if zone := str(form.get("zone", ""))[:_LONGEST_ZONE]:
            self._parts.note_timezone(zone)
        await self._parts.listen(message)
        self._parts.broadcast.tell(channel, Changed())
        if _wants_json(request):
            return JSONResponse({"message_id": message.message_id}, 202)
        return RedirectResponse(_address(channel, root, message.message_id), 303)

    def _written(self, channel: ChannelKey, root: MessageId | None, text: str) -> IncomingMessage:
        now = self._parts.clock.now()
        return IncomingMessage(
            channel=channel,
            message_id=MessageId(f"c{now:%Y%m%d%H%M%S%f}{secrets.token_hex(3)}"),
            thread=root,
            sender=READER,
            text=text,
            sent_at=now,
            is_addressed=True,
            may_configure=True,
        )

    async def feedback(self, request: Request) -> Response:
        channel = _channel(request.path_params["place"])
        form = await _form(request)
        message_id, thumb = MessageId(str(form.get("message_id", ""))), form.get("thumb")
        if thumb not in {"up", "down"}:
            raise HTTPException(400, "A thumb points up or down.")
        if await self._parts.messages.sent_post(channel, message_id) is None:
            raise HTTPException(404, "There is no such message.")
        await self._parts.messages.keep_feedback(
            Feedback(channel, message_id, READER, thumb == "up", self._parts.clock.now())
        )
        self._parts.broadcast.tell(channel, Changed())
        if _wants_json(request):
            return JSONResponse({"ok": True})
        return RedirectResponse(
            _address(channel, _root(str(form.get("thread", ""))), message_id), 303
        )

    # ------------------------------------------------------------ the live line

    async def events(self, request: Request) -> Response:
        channel = _channel(request.path_params["place"])
        thread = _root(request.query_params.get("thread"))
        lines = self._live.follow(channel, thread, request.is_disconnected)
        return StreamingResponse(lines, media_type="text/event-stream")

    # ------------------------------------------------------------ shared

    async def error(self, request: Request, error: Exception) -> Response:
        assert isinstance(error, HTTPException)
        return self._refused(request, error.status_code, error.detail)

    async def store_trouble(self, request: Request, error: Exception) -> Response:
        """The store's own sentence says what is the matter and what to do."""
        return self._refused(request, 503, str(error))

    def _refused(self, request: Request, status: int, detail: str) -> Response:
        if _wants_json(request) or _wants_fragment(request):
            return JSONResponse({"error": detail}, status)
        return self._html("error.html", status, status_code=status, detail=detail)

    async def _channels(self, current: ChannelKey) -> Sequence[ChannelKey]:
        known = [c for c in await self._parts.articles.channels() if c.platform == "local"]
        return sorted({*known, DESK, current})

    async def _panel(self, channel: ChannelKey) -> dict[str, object]:
        schedule = await self._parts.schedules.schedule(channel)
        zone, now = await self._parts.zone(channel), self._parts.clock.now()
        healths = await self._parts.sources.sources(channel)
        return {
            "sources": [source_view(health, zone, now) for health in healths],
            "schedule": schedule_view(schedule, now),
            "article_count": await self._parts.articles.count(channel),
        }

    def _html(self, template: str, status: int = 200, /, **values: object) -> HTMLResponse:
        return HTMLResponse(self._rendering.page(template, **values), status)


def _channel(place: str) -> ChannelKey:
    try:
        return ChannelKey.parse(f"local:{unquote(place)}")
    except ChannelKeyError as error:
        raise HTTPException(404, "A channel's name has no spaces and is not empty.") from error


def _root(text: str | None) -> MessageId | None:
    return MessageId(text) if text else None


def _address(channel: ChannelKey, root: MessageId | None, shown: MessageId | None = None) -> str:
    """The page of a channel or thread, at a message of it."""
    own = home(channel.place)
    page = f"{own}/t/{quote(root, safe='')}" if root else own
    where = "thread" if root else "channel"
    return f"{page}#{where}-{quote(shown)}" if shown else page


async def _form(request: Request) -> FormData:
    if int(request.headers.get("content-length") or 0) > FORM_LIMIT:
        raise _too_long()
    return await request.form(max_files=0, max_part_size=FORM_LIMIT)


def _text_of(form: FormData) -> str:
    text = str(form.get("text", "")).strip()
    if not text:
        raise HTTPException(400, "Write something first.")
    if len(text) > MESSAGE_LIMIT:
        raise _too_long()
    return text


def _too_long() -> HTTPException:
    return HTTPException(
        413,
        f"That is over {MESSAGE_LIMIT:,} characters: save it as a file and use `attache ingest`.",
    )


def _wants_json(request: Request) -> bool:
    return request.headers.get("accept", "").startswith("application/json")


def _wants_fragment(request: Request) -> bool:
    return request.headers.get("x-fragment") == "1"
