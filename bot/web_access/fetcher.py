"""Reading addresses of the public web, politely and within limits."""

from __future__ import annotations

import asyncio
import ssl
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import lru_cache
from types import TracebackType
from typing import Self
from urllib.parse import urljoin

import h11
import httpx

from bot import __version__
from bot.domain.rights import OUR_AGENT
from bot.domain.sources import Validators
from bot.errors import (
    BadStatusError,
    ForbiddenAddressError,
    HostUnreachableError,
    TooManyRedirectsError,
)
from bot.ports.clock import Clock
from bot.ports.web import BeforeEach, Fetched
from bot.web_access.address_guard import AddressGuard
from bot.web_access.answers import (
    ACCEPTED_ENCODINGS,
    conditions,
    max_age,
    read_body,
    retry_after,
    validators_of,
)
from bot.web_access.guarded_network import Answer, GuardedConnections, Resolver, resolve
from bot.web_access.http_connection import HungUpError
from bot.web_access.turns import Turns

_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_FOR_GOOD = frozenset({301, 308})
_MOST_REDIRECTS = 5
_KNOWN_ADDRESSES = 4_096
_NOT_MODIFIED = 304
#: OpenSSL's numbers for a certificate's dates, for one that nobody trusted has signed, for another name.
_EXPIRED, _OF_NOBODY, _OF_ANOTHER = frozenset({9, 10}), frozenset({18, 19, 20, 21}), 62
_ACCEPT = (
    "application/atom+xml, application/rss+xml, application/feed+json, application/xml;q=0.9, "
    "text/html, application/xhtml+xml, */*;q=0.5"
)


@dataclass(frozen=True, slots=True)
class Limits:
    """What one read may cost."""

    #: Bytes of a body after decompression.
    largest_body: int = 10_000_000
    #: Seconds for the whole read, redirects included: a host that sends a byte a second is cut off.
    total_seconds: float = 30.0
    #: Seconds without any sign of life.
    idle_seconds: float = 10.0
    #: Requests at a time to one host.
    per_host: int = 1
    #: Connections at a time to all hosts.
    connections: int = 40


@dataclass(frozen=True, slots=True)
class _Redirect:
    """Where an address leads."""

    target: str
    #: Whether its host says that it has moved there, and not only that it is there today.
    is_for_good: bool


class HttpFetcher:
    """Implements `ports.Fetcher` over HTTP(S), with checked connections (DESIGN D13).

    Args:
        clock: Dates each read.
        allow: Private places that may be read (see `AddressGuard.allowing`).
        contact: An address of the people who run this bot, for the User-Agent.
        limits: What one read may cost.
        resolver: Turns a host into addresses.
        tls: Certificates to trust; the system's by default.

    Raises:
        ConfigurationError: a place in `allow` is not written as one.
    """

    def __init__(
        self,
        clock: Clock,
        allow: Iterable[str] = (),
        *,
        contact: str | None = None,
        limits: Limits | None = None,
        resolver: Resolver = resolve,
        tls: ssl.SSLContext | None = None,
    ) -> None:
        self._clock = clock
        self._guard = AddressGuard.allowing(allow)
        self._limits = limits or Limits()
        self._hosts = Turns(self._limits.per_host)
        #: Feeds are asked again and again: their addresses are looked at once.
        self._checked = lru_cache(maxsize=_KNOWN_ADDRESSES)(self._check)
        headers = {"User-Agent": user_agent(contact), "Accept": _ACCEPT}
        self._headers = _raw(headers | {"Accept-Encoding": ACCEPTED_ENCODINGS})
        self._connections = GuardedConnections(
            self._guard, resolver=resolver, tls=tls, most=self._limits.connections
        )

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        await self.aclose()

    async def aclose(self) -> None:
        """Close every connection."""
        await self._connections.aclose()

    async def fetch(
        self,
        url: str,
        *,
        validators: Validators | None = None,
        before_each: BeforeEach | None = None,
    ) -> Fetched:
        """Read one address, following redirects that stay in the public web.

        `before_each` hears every address before it is asked, and may refuse it.

        Raises:
            ForbiddenAddressError, HostUnreachableError, BadStatusError, TooManyRedirectsError,
            TooLargeError: as their names say; the message is fit for a person.
            FetchError: as `before_each` raised it.
        """
        address = url.strip()
        seen: set[str] = set()
        seconds = self._limits.total_seconds
        moved_to: str | None = None
        is_for_good = True
        while len(seen) <= _MOST_REDIRECTS and address not in seen:
            seen.add(address)
            if before_each is not None:
                await before_each(address)
            read, spent = await self._read(address, validators or Validators(), seconds)
            if isinstance(read, Fetched):
                return replace(read, url=url.strip(), moved_to=moved_to)
            address, seconds = read.target, seconds - spent
            # Behind one that holds for today only, nothing holds for good.
            is_for_good = is_for_good and read.is_for_good
            moved_to = address if is_for_good else moved_to
        raise TooManyRedirectsError(
            f"{url} leads from one address to the next without end; give me the "
            "one that shows something."
        )

    async def _read(
        self, address: str, validators: Validators, seconds: float
    ) -> tuple[Fetched | _Redirect, float]:
        """What the address holds, or the one that it redirects to; and the seconds it took.

        Waiting for one's turn costs nothing.
        """
        parts = self._checked(address)
        now = asyncio.get_running_loop().time
        async with self._hosts.turn(parts.host):
            started = now()
            with _as_unreachable(parts.host, self._limits.total_seconds):
                async with asyncio.timeout(max(seconds, 0)):
                    return await self._ask(parts, address, validators), now() - started

    def _check(self, address: str) -> httpx.URL:
        try:
            parts = httpx.URL(address)
        except httpx.InvalidURL as error:
            raise ForbiddenAddressError(
                f"{address[:200]!r} is not a web address; it must start with https:// or http://."
            ) from error
        if parts.scheme not in {"http", "https"} or not parts.host:
            raise ForbiddenAddressError(
                f"{address[:200]!r} is not a web address; it must start with https:// or http://."
            )
        if parts.userinfo:
            raise ForbiddenAddressError(
                f"The address at {parts.host} carries a user name or password; give it without."
            )
        self._guard.check_host(parts.host, parts.port or (443 if parts.scheme == "https" else 80))
        return parts

    async def _ask(
        self, parts: httpx.URL, address: str, validators: Validators
    ) -> Fetched | _Redirect:
        headers = [*self._headers, *_raw(conditions(validators))]
        idle = self._limits.idle_seconds
        async with self._connections.answer(parts, headers, idle) as answer:
            if answer.status in _REDIRECTS and "location" in answer.headers:
                target = _redirected(address, answer.headers["location"])
                return _Redirect(target, is_for_good=answer.status in _FOR_GOOD)
            return await self._received(answer, address, validators)

    async def _received(self, answer: Answer, address: str, shown: Validators) -> Fetched:
        headers, now, status = answer.headers, self._clock.now(), answer.status
        is_unchanged = status == _NOT_MODIFIED and shown != Validators()
        if not is_unchanged and not 200 <= status < 300:
            raise BadStatusError(address, status, retry_after(headers, now))
        largest = self._limits.largest_body
        body = b"" if is_unchanged else await read_body(answer, address, largest)
        told = validators_of(headers)
        return Fetched(
            url=address,
            final_url=address,
            status=status,
            content_type=headers.get("content-type", ""),
            body=body,
            # A 304 need not repeat what it was asked with.
            validators=shown if is_unchanged and told == Validators() else told,
            fetched_at=now,
            is_unchanged=is_unchanged,
            max_age_seconds=max_age(headers),
            headers=dict(headers.items()),
        )


def _raw(headers: Mapping[str, str]) -> list[tuple[bytes, bytes]]:
    """Header lines as they are sent."""
    return [(name.encode(), value.encode()) for name, value in headers.items()]


def user_agent(contact: str | None) -> str:
    """Who is asking, honestly, and whom to write to."""
    about = ["news reader of one team"]
    if contact:
        # The plus marks a web address that tells of a program; a mail address has none.
        about.append(f"+{contact}" if contact.startswith(("http://", "https://")) else contact)
    return f"{OUR_AGENT}/{__version__} ({'; '.join(about)})"


def _redirected(address: str, location: str) -> str:
    """The absolute address that a redirect leads to."""
    try:
        target = urljoin(address, location.strip())
    except ValueError as error:
        raise ForbiddenAddressError(
            f"{httpx.URL(address).host} leads to something that is not a web address."
        ) from error
    if address.lower().startswith("https:") and target.lower().startswith("http:"):
        raise ForbiddenAddressError(
            f"{httpx.URL(address).host} leads from a secure address to an open one; "
            "I do not follow it."
        )
    return target


@contextmanager
def _as_unreachable(host: str, seconds: float) -> Iterator[None]:
    """Failures of the network as an error that says which host, and what was wrong."""
    try:
        yield
    except TimeoutError as error:
        raise HostUnreachableError(
            f"{host} did not answer in time (I wait {seconds:.0f} seconds at most); try again later."
        ) from error
    except (h11.ProtocolError, OSError) as error:
        raise HostUnreachableError(f"{host} cannot be read: {_reason(error)}.") from error


def _of_certificate(error: ssl.SSLCertVerificationError) -> str:
    """What is wrong with a certificate, by OpenSSL's numbers (X509_V_ERR, x509_vfy.h)."""
    code = error.verify_code
    if code in _EXPIRED:
        return "its certificate has expired or does not hold yet"
    if code in _OF_NOBODY:
        return "its certificate is signed by nobody that I trust"
    if code == _OF_ANOTHER:
        return "its certificate is for another name"
    return "its certificate is not valid for it"


def _reason(error: BaseException) -> str:
    """What was wrong with a connection, in words."""
    cause: BaseException | None = error
    while cause is not None:
        if isinstance(cause, ssl.SSLCertVerificationError):
            return _of_certificate(cause)
        if isinstance(cause, ssl.SSLError):
            return "no secure connection could be made"
        if isinstance(cause, ConnectionRefusedError):
            return "it refuses connections"
        cause = cause.__cause__ or cause.__context__
    if isinstance(error, HungUpError):
        return "it hung up without an answer; try again later"
    if isinstance(error, h11.ProtocolError):
        return "its answer is not proper HTTP"
    if "not known" in str(error):
        return "there is no such host; check the spelling"
    return "the connection failed; try again later"
