"""A file that every site has in one place, asked for once a day and kept in memory."""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Generic, TypeVar
from urllib.parse import urlsplit

from bot.errors import BadStatusError, FetchError, HostUnreachableError, InputError
from bot.ports.clock import Clock
from bot.ports.web import Fetcher

#: How long what a site says is taken to hold (RFC 9309, 2.4: no longer than a day).
KEPT = timedelta(days=1)
#: After so long a site that could not be asked is asked again.
ASKED_AGAIN = timedelta(minutes=10)
#: Sites kept; the one that was wanted longest ago goes first.
MOST_SITES = 2_000

Content = TypeVar("Content")


@dataclass(slots=True)
class _Site(Generic[Content]):
    """What one site's file says, and until when; callers that ask at a time ask once."""

    known: tuple[Content, datetime] | None = None
    #: Why the site could not be asked, in a sentence.
    trouble: str | None = None
    lock: asyncio.Lock = field(default_factory=asyncio.Lock)


class SiteFiles(Generic[Content]):
    """The file at `path` of every site.

    Args:
        path: Where it is, from the root.
        read: What its bytes say; may not raise.
        absent: What holds where a site has none (4xx), or none that can be read.
        unreachable: What holds while a site cannot be asked (5xx, no connection).
    """

    def __init__(
        self,
        fetcher: Fetcher,
        clock: Clock,
        path: str,
        *,
        read: Callable[[bytes], Content],
        absent: Content,
        unreachable: Content,
    ) -> None:
        self._fetcher = fetcher
        self._clock = clock
        self._path = path
        self._read = read
        self._absent = absent
        self._unreachable = unreachable
        self._sites: OrderedDict[str, _Site[Content]] = OrderedDict()

    async def of(self, url: str) -> Content:
        """What the file of an address's site says."""
        origin = origin_of(url)
        if origin is None:
            return self._absent
        site = self._sites.setdefault(origin, _Site())
        self._sites.move_to_end(origin)
        if len(self._sites) > MOST_SITES:
            self._sites.popitem(last=False)
        async with site.lock:
            now = self._clock.now()
            if site.known is None or now >= site.known[1]:
                content, lasts = await self._asked(origin + self._path, site)
                site.known = (content, now + lasts)
            return site.known[0]

    def trouble(self, url: str) -> str | None:
        """Why an address's site could not be asked the last time; None where it could."""
        site = self._sites.get(origin_of(url) or "")
        return site.trouble if site else None

    async def _asked(self, address: str, site: _Site[Content]) -> tuple[Content, timedelta]:
        site.trouble = None
        try:
            fetched = await self._fetcher.fetch(address)
        except HostUnreachableError as error:
            site.trouble = str(error)
            return self._unreachable, ASKED_AGAIN
        except BadStatusError as error:
            if error.status >= 500:
                site.trouble = str(error)
                return self._unreachable, ASKED_AGAIN
            return self._absent, KEPT
        except (FetchError, InputError):
            # It leads in a circle or where we do not go, or is larger than any such file.
            return self._absent, KEPT
        return await asyncio.to_thread(self._read, fetched.body), KEPT


def origin_of(url: str) -> str | None:
    """Scheme, host and port of a web address; None for anything else."""
    try:
        parts = urlsplit(url.strip())
        host, port = parts.hostname, parts.port
    except ValueError:
        return None
    if parts.scheme.lower() not in {"http", "https"} or not host:
        return None
    place = f"[{host}]" if ":" in host else host
    return f"{parts.scheme.lower()}://{place}" + (f":{port}" if port else "")
