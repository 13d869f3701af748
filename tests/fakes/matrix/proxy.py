"""A proxy on loopback before a homeserver, that can keep the answer to a message for itself."""

from __future__ import annotations

import asyncio
import re
from contextlib import asynccontextmanager

from aiohttp import ClientSession, ClientTimeout, web
from yarl import URL

_SEND = re.compile(r"/_matrix/client/v3/rooms/(?P<room>[^/]+)/send/[^/]+/(?P<transaction>[^/?]+)")
#: What belongs to one connection, and is not handed on.
_OURS = {"host", "connection", "transfer-encoding", "content-length"}


@asynccontextmanager
async def proxy_before(homeserver_url):
    """The proxy, until the block ends."""
    timeout = ClientTimeout(total=None)
    async with ClientSession(timeout=timeout, auto_decompress=False) as session:
        proxy = Proxy(homeserver_url, session)
        # Whoever waits for an answer that is held goes away: that is no reason to wait for them.
        runner = web.ServerRunner(web.Server(proxy.handle), shutdown_timeout=0.1)
        await runner.setup()
        try:
            site = web.TCPSite(runner, "127.0.0.1", 0)
            await site.start()
            proxy.url = f"http://127.0.0.1:{runner.addresses[0][1]}"
            yield proxy
        finally:
            await runner.cleanup()


class Proxy:
    """Hands on what it is asked, and what is answered."""

    def __init__(self, homeserver_url, session):
        self.url = ""
        #: The transaction of every message that was sent, in order, repeated ones included.
        self.sent = []
        #: Transactions whose answer was kept back.
        self.held = []
        self._homeserver_url = homeserver_url
        self._session = session
        self._hold_in = None

    def hold_answer(self, room):
        """Let the next message in a room take effect, and never tell the sender."""
        self._hold_in = room

    async def handle(self, request):
        """One request."""
        url = URL(self._homeserver_url + request.raw_path, encoded=True)
        body = await request.read()
        headers = _handed_on(request.headers)
        asked = self._session.request(request.method, url, data=body or None, headers=headers)
        try:
            async with asked as answer:
                content = await answer.read()
        except OSError:
            return web.Response(status=502)
        if (sending := _SEND.match(request.raw_path)) and request.method == "PUT":
            await self._sent(URL(sending["room"], encoded=True).path, sending["transaction"])
        return web.Response(status=answer.status, body=content, headers=_handed_on(answer.headers))

    async def _sent(self, room, transaction):
        self.sent.append(transaction)
        if room == self._hold_in:
            self._hold_in = None
            self.held.append(transaction)
            await asyncio.Event().wait()


def _handed_on(headers):
    return [(name, value) for name, value in headers.items() if name.lower() not in _OURS]
