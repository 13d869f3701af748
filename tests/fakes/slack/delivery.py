"""How Slack brings an app what happened: over sockets, or signed HTTP; again until acknowledged."""

from __future__ import annotations

import asyncio
import hashlib
import hmac
import json
import random
import secrets
import time
import urllib.parse
from dataclasses import dataclass, field

import aiohttp

from tests.fakes.waiting import PATIENCE

SIGNING_SECRET = "shhh-signing"
#: Seconds within which Slack wants to be answered.
ACK_SECONDS = 3.0


@dataclass
class Ack:
    """What came of one delivery."""

    kind: str
    event_type: str | None
    seconds: float
    tries: int
    is_acknowledged: bool
    #: What the app answered with: a view's errors, a command's words.
    payload: object = None
    #: Why each try that failed did, in Slack's words.
    failures: tuple = ()


@dataclass
class Deliveries:
    """Brings payloads to the app, by whichever way it listens."""

    sockets: list = field(default_factory=list)
    #: Where the app listens over HTTP; None: Socket Mode.
    http_url: str | None = None
    #: Seconds before each further try of an event.
    retry_delays: tuple = (0.0, 0.2, 0.5)
    acks: list = field(default_factory=list)
    #: Deliveries that come twice.
    twice: int = 0
    #: Deliveries held back, to come in another order; None: none is held back.
    held: list | None = None
    #: How many are held back before they come by themselves; None: until `release`.
    held_at_most: int | None = None
    #: Sockets that are still turned away when they connect.
    refusals: int = 0
    waiting: dict = field(default_factory=dict)
    under_way: set = field(default_factory=set)
    session: aiohttp.ClientSession | None = None
    chance: random.Random = field(default_factory=lambda: random.Random(7))

    def send(self, kind, payload):
        """Deliver in the background, as Slack does."""
        if self.held is not None:
            self.held.append((kind, payload))
            if self.held_at_most is not None and len(self.held) >= self.held_at_most:
                self.release()
            return
        for _ in range(2 if self.twice else 1):
            task = asyncio.create_task(self.deliver(kind, payload))
            self.under_way.add(task)
            task.add_done_callback(self.under_way.discard)
        self.twice = max(0, self.twice - 1)

    def hold(self, count=None):
        """Hold deliveries back: so many of them, or until `release`."""
        self.held, self.held_at_most = [], count

    def release(self, order=reversed):
        """Deliver what was held back, in another order."""
        held, self.held = self.held or [], None
        for kind, payload in order(held):
            self.send(kind, payload)

    async def quiet(self, seconds=PATIENCE):
        """Wait until nothing is under way."""
        async with asyncio.timeout(seconds):
            while self.under_way:
                await asyncio.gather(*self.under_way, return_exceptions=True)

    async def deliver(self, kind, payload):
        """Deliver once, and an event again until it is acknowledged."""
        started = time.monotonic()
        event_type = (payload.get("event") or {}).get("type")
        delays = self.retry_delays if kind == "events_api" else ()
        failures = []
        for number in range(len(delays) + 1):
            if number:
                await asyncio.sleep(delays[number - 1])
            once = self._over_http if self.http_url else self._over_socket
            tried = await once(kind, payload, number, failures[-1] if failures else "")
            if tried.failure is None:
                break
            failures.append(tried.failure)
            if not tried.may_repeat:
                break
        ack = Ack(
            kind, event_type, time.monotonic() - started, number + 1, tried.failure is None,
            tried.answer, tuple(failures),
        )  # fmt: skip
        self.acks.append(ack)
        return ack

    # ------------------------------------------------------------ Socket Mode

    async def _over_socket(self, kind, payload, number, reason):
        if not self.sockets:
            await asyncio.sleep(0.05)
            return _Try("connection_failed")
        envelope = {
            "envelope_id": secrets.token_hex(8),
            "type": kind,
            "payload": payload,
            "accepts_response_payload": kind != "events_api",
        }
        if kind == "events_api":
            envelope |= {"retry_attempt": number, "retry_reason": reason}
        answered = asyncio.get_running_loop().create_future()
        self.waiting[envelope["envelope_id"]] = answered
        try:
            await self.chance.choice(self.sockets).send_json(envelope)
            async with asyncio.timeout(ACK_SECONDS):
                return _Try(answer=await answered)
        except TimeoutError:
            return _Try("timeout")
        except (ConnectionError, RuntimeError):
            return _Try("connection_failed")
        finally:
            self.waiting.pop(envelope["envelope_id"], None)

    def heard(self, answer):
        """An app's answer over a socket."""
        waiting = self.waiting.get(answer.get("envelope_id"))
        if waiting is not None and not waiting.done():
            waiting.set_result(answer.get("payload"))

    # ------------------------------------------------------------ HTTP

    async def _over_http(self, kind, payload, number, reason):
        if kind == "events_api":
            body, content_type = json.dumps(payload), "application/json"
        else:
            fields = payload if kind == "slash_commands" else {"payload": json.dumps(payload)}
            body = urllib.parse.urlencode(fields)
            content_type = "application/x-www-form-urlencoded"
        headers = signed(body) | {"Content-Type": content_type}
        if number:
            headers |= {"X-Slack-Retry-Num": str(number), "X-Slack-Retry-Reason": reason}
        try:
            async with asyncio.timeout(ACK_SECONDS):
                async with self.session.post(self.http_url, data=body, headers=headers) as answer:
                    text = await answer.text()
        except TimeoutError:
            return _Try("http_timeout")
        except aiohttp.ClientError:
            return _Try("connection_failed")
        if answer.status // 100 != 2:
            # Slack heeds this only in an answer that came in time.
            return _Try("http_error", may_repeat="X-Slack-No-Retry" not in answer.headers)
        return _Try(answer=json.loads(text) if text.startswith("{") else text or None)


@dataclass
class _Try:
    #: Why it failed; None: it was acknowledged.
    failure: str | None = None
    answer: object = None
    may_repeat: bool = True


def signed(body, secret=SIGNING_SECRET, at=None):
    """Slack's signature over a body."""
    stamp = str(int(at if at is not None else time.time()))
    digest = hmac.new(secret.encode(), f"v0:{stamp}:{body}".encode(), hashlib.sha256).hexdigest()
    return {"X-Slack-Request-Timestamp": stamp, "X-Slack-Signature": f"v0={digest}"}
