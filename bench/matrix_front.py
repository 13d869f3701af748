"""A front between the bot and a real Synapse: hands everything on, and puts a load into the syncs.

The events of the load are the front's own: Synapse does not know them.  It would refuse what
relates to them ("Can't send relation to unknown event"), so whatever names one of them is answered
here: the bot's messages and receipts, and its questions for an event.  Its messages come back to it
in its next sync, as on a homeserver.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import secrets
import time
from collections import Counter
from urllib.parse import unquote

from aiohttp import ClientSession, ClientTimeout, TCPConnector, web
from yarl import URL

from bot.platforms.matrix.places import POST_KEY
from tests.fakes.matrix.homeserver import BOT

#: Parts our place in a position from Synapse's.
_MARK = "~"
#: What belongs to one connection, and is not handed on.
_OURS = {"host", "connection", "transfer-encoding", "content-length", "content-encoding"}
_ROOM = ("_matrix", "client", "v3", "rooms")


@contextlib.asynccontextmanager
async def front_before(homeserver_url, sender):
    """The front, until the block ends; `sender` is whose words the load is."""
    session = ClientSession(timeout=ClientTimeout(total=None), connector=TCPConnector(limit=0))
    front = Front(homeserver_url, sender, session)
    runner = web.ServerRunner(web.Server(front.handle), shutdown_timeout=0.1)
    async with session:
        await runner.setup()
        try:
            await web.TCPSite(runner, "127.0.0.1", 0).start()
            front.url = f"http://127.0.0.1:{runner.addresses[0][1]}"
            yield front
        finally:
            await front.aclose()
            await runner.cleanup()


class Front:
    """As `matrix_load.OnSynapse` to the load, and as a homeserver to the bot."""

    def __init__(self, homeserver_url, sender, session):
        self.url = ""
        #: How many answers each event of the load has.
        self.answers = Counter()
        self._homeserver_url = homeserver_url
        self._sender = sender
        self._session = session
        #: What happened, oldest first, with its room; a place in the stream is a number of these.
        self._stream = []
        self._events = {}
        self._more = asyncio.Event()
        #: Transactions that were taken, so that a repeated one is the same event.
        self._taken = {}
        #: Synapse's answers by what was asked: one that is late is handed out with a later sync.
        self._asked = {}

    async def aclose(self):
        """End what is under way at Synapse."""
        for task in self._asked.values():
            task.cancel()
        await asyncio.gather(*self._asked.values(), return_exceptions=True)

    # ------------------------------------------------------------ the load

    async def send(self, room, content):
        """Have a message to hand out; its id."""
        return self._happen(room, self._sender, content)

    @contextlib.asynccontextmanager
    async def listening(self, said):
        """Nobody else listens here."""
        del said
        yield

    def _happen(self, room, sender, content):
        event = {
            "type": "m.room.message",
            "event_id": f"${secrets.token_urlsafe(32)}",
            "sender": sender,
            "origin_server_ts": int(time.time() * 1000),
            "content": content,
            "unsigned": {"age": 1},
        }
        self._events[event["event_id"]] = event
        self._stream.append((room, event))
        self._more.set()
        return event["event_id"]

    # ------------------------------------------------------------ the homeserver

    async def handle(self, request):
        """One request of the bot's."""
        parts = [unquote(part) for part in request.raw_path.partition("?")[0].split("/")[1:]]
        if parts[-1] == "sync":
            return await self._sync(request)
        try:
            body = await request.read()
        except ConnectionResetError:
            # The bot ends a typing notice's call with the work.
            return web.Response(status=400)
        ours = self._answered_here(request.method, parts, body)
        if ours is not None:
            return web.json_response(ours)
        return await self._handed_on(
            request, URL(self.url_of(request.raw_path), encoded=True), body
        )

    def url_of(self, path):
        return self._homeserver_url + path

    def _answered_here(self, method, parts, body):
        """The answer to what names an event of ours; None for all else."""
        if tuple(parts[:4]) != _ROOM:
            return None
        room, *rest = parts[4:]
        match method, rest:
            case "GET", ["event", event_id] if event_id in self._events:
                return self._events[event_id] | {"room_id": room}
            case "POST", ["receipt", _, event_id] if event_id in self._events:
                return {}
            case "PUT", ["send", _, transaction]:
                return self._said(room, transaction, json.loads(body))
        return None

    def _said(self, room, transaction, content):
        """What the bot says to an event of ours; None when it says it to one of Synapse's."""
        root = content.get("m.relates_to", {}).get("event_id")
        if root not in self._events:
            return None
        if transaction not in self._taken:
            self._taken[transaction] = self._happen(room, BOT, content)
            # A long answer goes on in further messages; what says that it takes long has no part.
            self.answers[root] += content.get(POST_KEY, {}).get("part") == 0
        return {"event_id": self._taken[transaction]}

    async def _sync(self, request):
        url = URL(self.url_of(request.raw_path), encoded=True)
        since, _, place = url.query.get("since", "").partition(_MARK)
        if not since:
            answer = await self._from_synapse(request, url)
            return self._with_load(answer, None, len(self._stream))
        begun = int(place or 0)
        url = url.update_query(since=since)
        asked = self._asked.get(str(url))
        if asked is None:
            asked = asyncio.create_task(self._from_synapse(request, url))
            self._asked[str(url)] = asked
        await self._either(asked, begun)
        if not asked.done():
            return self._with_load((200, {"next_batch": since}), begun, len(self._stream))
        # The same question may come again, until the position has moved: it is asked anew then.
        del self._asked[str(url)]
        return self._with_load(asked.result(), begun, len(self._stream))

    async def _either(self, asked, begun):
        """Wait until Synapse has answered, or something of the load is to be handed out."""
        while not asked.done() and len(self._stream) <= begun:
            self._more.clear()
            waiting = asyncio.create_task(self._more.wait())
            await asyncio.wait({asked, waiting}, return_when=asyncio.FIRST_COMPLETED)
            waiting.cancel()

    async def _from_synapse(self, request, url):
        headers = _handed_on(request.headers)
        async with self._session.get(url, headers=headers) as answer:
            return answer.status, await answer.json()

    def _with_load(self, answer, begun, end):
        status, news = answer
        if status != web.HTTPOk.status_code:
            return web.json_response(news, status=status)
        for room, event in self._stream[begun:end] if begun is not None else ():
            joined = news.setdefault("rooms", {}).setdefault("join", {}).setdefault(room, {})
            timeline = joined.setdefault("timeline", {"limited": False, "prev_batch": "before"})
            timeline.setdefault("events", []).append(event)
        news["next_batch"] = f"{news['next_batch']}{_MARK}{end}"
        return web.json_response(news)

    async def _handed_on(self, request, url, body):
        headers = _handed_on(request.headers)
        asked = self._session.request(request.method, url, data=body or None, headers=headers)
        async with asked as answer:
            content = await answer.read()
        return web.Response(status=answer.status, body=content, headers=_handed_on(answer.headers))


def _handed_on(headers):
    return [(name, value) for name, value in headers.items() if name.lower() not in _OURS]
