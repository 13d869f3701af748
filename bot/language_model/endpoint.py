"""Reaching an endpoint that speaks OpenAI's protocol, and telling people what went wrong there."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from email.utils import parsedate_to_datetime
from typing import TypeVar
from urllib.parse import urlsplit

import httpx2
import openai

from bot.errors import (
    ConfigurationError,
    ModelError,
    ModelRefusedError,
    ModelSetupError,
    ModelUnavailableError,
)
from bot.ports.clock import Clock

T = TypeVar("T")

#: Seconds to wait before the second and third attempt, unless the endpoint asks for more.
PAUSES_SECONDS = (0.5, 2.0)
#: Everything that the client raises: its own errors, and the transport's and the parser's, which
#: it lets through while a reply is being read.
CLIENT_ERRORS = (
    openai.OpenAIError,
    httpx2.HTTPError,
    httpx2.StreamError,
    json.JSONDecodeError,
    UnicodeDecodeError,
)

_OPENAI = "https://api.openai.com/v1"
_CONNECT_SECONDS = 5.0
#: Never reached: every call has a deadline of ours.
_READ_SECONDS = 600.0
#: Request time-out, conflict: the client library's own list of what is worth another try.
_PASSING_STATUSES = frozenset({408, 409, 429})


@dataclass(frozen=True, slots=True)
class Endpoint:
    """A model and where it is; with no `base_url` it is OpenAI's.  The key is never shown."""

    model: str
    api_key: str | None = field(default=None, repr=False)
    base_url: str | None = None

    @property
    def host(self) -> str:
        """The endpoint's name, for sentences to people."""
        return urlsplit(self.base_url or _OPENAI).hostname or "the endpoint"


def connect(endpoint: Endpoint) -> openai.AsyncOpenAI:
    """A client that never retries on its own and talks to this endpoint alone.

    Raises:
        ConfigurationError: there is neither a key nor an address, or the address is none.
    """
    if endpoint.api_key is None and endpoint.base_url is None:
        raise ConfigurationError("Set OPENAI_API_KEY, or OPENAI_BASE_URL for a model of your own.")
    return openai.AsyncOpenAI(
        # Servers of one's own often want no key; the client insists on one.
        api_key=endpoint.api_key or "none",
        base_url=_checked(endpoint.base_url or _OPENAI),
        max_retries=0,
        timeout=httpx2.Timeout(_READ_SECONDS, connect=_CONNECT_SECONDS),
    )


def _checked(base_url: str) -> str:
    try:
        parts = urlsplit(base_url)
        is_sound = parts.scheme in {"http", "https"} and bool(parts.hostname) and parts.port != 0
    except ValueError:
        is_sound = False
    if not is_sound:
        raise ConfigurationError(
            "OPENAI_BASE_URL is not an address: write it like http://127.0.0.1:11434/v1."
        )
    return base_url


async def persistently(
    attempt: Callable[[], Awaitable[T]],
    deadline_seconds: float,
    pauses_seconds: Sequence[float] = PAUSES_SECONDS,
) -> T:
    """The first success of an attempt, repeated after passing troubles while there is time.

    Raises:
        ModelUnavailableError: time is up, the attempts are, or the endpoint asks to wait longer.
    """
    if deadline_seconds <= 0:
        # Not even a first attempt is made, and billed.
        raise _too_slow(deadline_seconds)
    try:
        async with asyncio.timeout(deadline_seconds) as deadline:
            for pause in pauses_seconds:
                try:
                    return await attempt()
                except ModelUnavailableError as error:
                    wait = max(pause, error.retry_after_seconds or 0.0)
                    if asyncio.get_running_loop().time() + wait >= (deadline.when() or 0.0):
                        raise
                await asyncio.sleep(wait)
            return await attempt()
    except TimeoutError:
        raise _too_slow(deadline_seconds) from None


def _too_slow(deadline_seconds: float) -> ModelUnavailableError:
    return ModelUnavailableError(
        f"The model gave no whole answer within {max(deadline_seconds, 0):g} seconds; "
        "try again, or choose a faster model."
    )


def translated(error: Exception, endpoint: Endpoint, clock: Clock) -> ModelError:
    """One of `CLIENT_ERRORS` as a sentence for a person, sorted by what can be done about it."""
    if isinstance(error, openai.APIStatusError):
        return _of_status(error, endpoint, clock)
    if isinstance(error, (openai.APIConnectionError, httpx2.HTTPError)):
        return ModelUnavailableError(
            f"The model's endpoint {endpoint.host} cannot be reached or broke off; try again, "
            "or check OPENAI_BASE_URL and the network."
        )
    return ModelUnavailableError(
        f"The model's endpoint {endpoint.host} broke off or sent something that is not a reply; "
        "try again."
    )


def _of_status(error: openai.APIStatusError, endpoint: Endpoint, clock: Clock) -> ModelError:
    status, host = error.status_code, endpoint.host
    if error.code == "insufficient_quota":
        return ModelSetupError(f"The account at {host} has no credit left; top it up.")
    if error.code == "content_filter":
        return ModelRefusedError(f"A content filter at {host} turned the articles down.")
    if status in _PASSING_STATUSES or status >= 500:
        return ModelUnavailableError(
            f"The model's endpoint {host} is too busy or out of order (status {status}); "
            "try again in a while.",
            retry_after_seconds(error.response, clock),
        )
    if status in {401, 403}:
        return ModelSetupError(f"{host} does not accept the key; check OPENAI_API_KEY.")
    if status == 404:
        return ModelSetupError(
            f"{host} knows no model {endpoint.model!r} at this address; "
            "check ATTACHE_MODEL and OPENAI_BASE_URL."
        )
    if is_too_long(error):
        return ModelSetupError(
            f"The model {endpoint.model!r} reads too little at once; choose one that takes "
            "8,000 tokens or more."
        )
    return ModelSetupError(
        f"{host} turned the request down (status {status}); run `attache doctor`."
    )


def is_too_long(error: openai.APIStatusError) -> bool:
    """Whether the prompt and the room for the reply are more than the model takes."""
    return error.code == "context_length_exceeded" or "context length" in error.message.lower()


def retry_after_seconds(response: httpx2.Response, clock: Clock) -> float | None:
    """How long the endpoint asks to wait: seconds or a date (RFC 9110, 10.2.3); None if it does not."""
    value = response.headers.get("retry-after", "").strip()
    if value.replace(".", "", 1).isdecimal():
        return float(value)
    try:
        moment = parsedate_to_datetime(value)
    except ValueError:
        return None
    if moment.tzinfo is None:
        return None
    return max(0.0, (moment - clock.now()).total_seconds())
