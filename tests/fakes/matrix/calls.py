"""Calls to a homeserver, for people and operators: plain HTTP and nothing of the bot's."""

from __future__ import annotations

import asyncio
from urllib.parse import quote

import httpx

_CALL_SECONDS = 60.0


class RefusedError(Exception):
    """The homeserver said no; `code` is its word for it (``M_FORBIDDEN``)."""

    def __init__(self, endpoint, status, body):
        super().__init__(f"{endpoint}: {status} {body}")
        self.status = status
        self.body = body
        self.code = body.get("errcode", "")


class Caller:
    """Somebody with a token.  Every call has a connection of its own: there is nothing to close."""

    def __init__(self, url, token=None):
        self.url = url
        self.token = token
        #: Whoever is told by the server's limits to wait longer than this is refused.
        self.patience_seconds = 15.0

    async def call(self, method, path, body=None, **query):
        """Call an endpoint, waiting where the server asks for it; the answer."""
        return (await self._send(method, path, query, json=body)).json()

    async def send_bytes(self, path, content, media_type, **query):
        """Post bytes; the answer."""
        more = {"content": content, "content_type": media_type}
        return (await self._send("POST", path, query, **more)).json()

    async def read_bytes(self, path):
        """The bytes behind a path."""
        return (await self._send("GET", path, {})).content

    async def _send(self, method, path, query, content_type=None, **body):
        headers = {"Authorization": f"Bearer {self.token}"} if self.token else {}
        headers |= {"Content-Type": content_type} if content_type else {}
        query = {name: value for name, value in query.items() if value is not None}
        more = {"headers": headers, "params": query, **body}
        async with httpx.AsyncClient(
            base_url=self.url, verify=False, trust_env=False, timeout=_CALL_SECONDS
        ) as client:
            while True:
                answer = await client.request(method, path, **more)
                if answer.is_success:
                    return answer
                await asyncio.sleep(_seconds_to_wait(path, answer, self.patience_seconds))


def path_of(*parts, version="v3"):
    """A path below the client API, with ids escaped."""
    return f"/_matrix/client/{version}/" + "/".join(quote(part, safe="") for part in parts)


def _seconds_to_wait(path, answer, patience):
    """What the server's limits ask for; a refusal is raised."""
    told = answer.headers.get("content-type", "").startswith("application/json")
    body = answer.json() if told else {"error": answer.text}
    seconds = body.get("retry_after_ms", 0) / 1000
    if answer.status_code != httpx.codes.TOO_MANY_REQUESTS or seconds > patience:
        raise RefusedError(path, answer.status_code, body)
    return seconds
