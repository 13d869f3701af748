"""Something between the bot and its homeserver: counts what passes, and lets answers get lost."""

from __future__ import annotations

import asyncio
import contextlib
import json
import time
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

import httpx

from tests.fakes.waiting import PATIENCE

_ANSWER_SECONDS = 120.0


@dataclass(frozen=True)
class Passed:
    """A call that passed; `wait` is for how long the homeserver asked to be left alone."""

    at: float
    method: str
    path: str
    status: int
    wait: float = 0.0


@dataclass
class Between:
    upstream: str
    port: int = 0
    passed: list[Passed] = field(default_factory=list)
    #: What is under way or passed, by method and path.
    asked: list[tuple[str, str]] = field(default_factory=list)
    _held: Any = None
    _reached: Any = None

    @property
    def url(self):
        return f"http://127.0.0.1:{self.port}"

    def calls(self, ending):
        """The calls to an endpoint."""
        return [path for _, path in self.asked if path.endswith(ending)]

    def hold(self, *parts):
        """Let the next call whose path has all of these take effect, and its answer get lost."""
        self._held, self._reached = parts, asyncio.Event()

    async def held(self, seconds=PATIENCE):
        """Wait until that call has taken effect."""
        await asyncio.wait_for(self._reached.wait(), seconds)

    async def serve(self, reader, writer):
        gone = (ConnectionError, asyncio.IncompleteReadError, httpx.HTTPError)
        try:
            # Its task is cancelled when the test is over, and nobody awaits that.
            with contextlib.suppress(*gone, asyncio.CancelledError):
                await self._pass(reader, writer)
        finally:
            writer.close()

    async def _pass(self, reader, writer):
        lines = (await reader.readuntil(b"\r\n\r\n")).decode().split("\r\n")
        method, target, _ = lines[0].split(" ")
        headers = dict(line.split(": ", 1) for line in lines[1:] if ": " in line)
        headers = {name.lower(): value for name, value in headers.items()}
        body = await reader.readexactly(int(headers.get("content-length", 0)))
        path = target.partition("?")[0]
        self.asked.append((method, path))
        is_held = self._held is not None and all(part in path for part in self._held)
        if is_held:
            self._held = None
        kept = {
            name: headers[name] for name in ("authorization", "content-type") if name in headers
        }
        async with httpx.AsyncClient(
            verify=False, trust_env=False, timeout=_ANSWER_SECONDS
        ) as client:
            answer = await client.request(
                method, self.upstream + target, headers=kept, content=body
            )
        self.passed.append(
            Passed(time.monotonic(), method, path, answer.status_code, _wait(answer))
        )
        if is_held:
            self._reached.set()
            await asyncio.sleep(3600)
        told = {name: answer.headers[name] for name in ("content-type", "retry-after")
                if name in answer.headers}  # fmt: skip
        told |= {"content-length": str(len(answer.content)), "connection": "close"}
        head = [f"HTTP/1.1 {answer.status_code} x", *(f"{n}: {v}" for n, v in told.items()), "", ""]
        writer.write("\r\n".join(head).encode() + answer.content)
        await writer.drain()


def _wait(answer):
    if answer.status_code != httpx.codes.TOO_MANY_REQUESTS:
        return 0.0
    return json.loads(answer.content).get("retry_after_ms", 0) / 1000


@asynccontextmanager
async def between(upstream, port=0):
    """Stand between, until the block ends."""
    middle = Between(upstream)
    tasks = set()

    async def serve(reader, writer):
        tasks.add(asyncio.current_task())
        await middle.serve(reader, writer)

    server = await asyncio.start_server(serve, "127.0.0.1", port)
    middle.port = server.sockets[0].getsockname()[1]
    try:
        yield middle
    finally:
        server.close()
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        # Closed connections are let go in the loop's next round.
        await asyncio.sleep(0.05)
