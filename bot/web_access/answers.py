"""Reading what a server answered: its wishes in the headers, and its body within a limit."""

from __future__ import annotations

import re
import zlib
from datetime import datetime
from email.utils import parsedate_to_datetime

import httpx

from bot.domain.sources import Validators
from bot.errors import HostUnreachableError, TooLargeError
from bot.web_access.guarded_network import Answer

#: The encodings that are read, and announced.
ACCEPTED_ENCODINGS = "gzip, deflate"


def validators_of(headers: httpx.Headers) -> Validators:
    """What the server asks to be told back, letter for letter."""
    return Validators(headers.get("etag"), headers.get("last-modified"))


def conditions(validators: Validators) -> dict[str, str]:
    """The headers of a conditional GET."""
    shown = {"If-None-Match": validators.etag, "If-Modified-Since": validators.last_modified}
    return {name: value for name, value in shown.items() if value}


def retry_after(headers: httpx.Headers, now: datetime) -> float | None:
    """Seconds until the server wants to be asked again (RFC 9110, 10.2.3: seconds or a date)."""
    written = headers.get("retry-after", "").strip()
    if written.isdigit():
        return float(written)
    try:
        moment = parsedate_to_datetime(written)
    except ValueError:
        return None
    aware = moment if moment.tzinfo else moment.replace(tzinfo=now.tzinfo)
    return max(0.0, (aware - now).total_seconds())


def max_age(headers: httpx.Headers) -> int | None:
    """Seconds for which the answer stays fresh (RFC 9111), less those that it has aged already."""
    control = headers.get("cache-control", "").lower()
    found = re.search(r"(?:^|[\s,])max-age=\"?(\d{1,9})", control)
    if found is None or "no-cache" in control or "no-store" in control:
        return None
    age = headers.get("age", "")
    return max(0, int(found[1]) - (int(age) if age.isdigit() else 0))


async def read_body(answer: Answer, address: str, largest: int) -> bytes:
    """The decoded body, given up as soon as it grows beyond `largest` bytes.

    At most `largest` bytes are ever inflated.

    Raises:
        TooLargeError: it is larger.
        HostUnreachableError: its encoding cannot be read.
    """
    announced = answer.headers.get("content-length", "")
    if announced.isdigit() and int(announced) > largest:
        raise _too_large(address, largest)
    body = _Body(_inflater(answer.headers, address), address, largest)
    async for part in answer.parts():
        body.add(part)
    return bytes(body.read)


class _Body:
    """A body on its way in."""

    def __init__(self, inflater: zlib._Decompress | None, address: str, largest: int) -> None:
        self.read = bytearray()
        self._inflater = inflater
        self._address = address
        self._largest = largest

    def add(self, part: bytes) -> None:
        self.read += self._inflated(part)
        if len(self.read) > self._largest:
            raise _too_large(self._address, self._largest)

    def _inflated(self, part: bytes) -> bytes:
        if self._inflater is None:
            return part
        room = self._largest - len(self.read) + 1
        try:
            return self._inflater.decompress(part, room)
        except zlib.error as error:
            raise HostUnreachableError(
                f"The answer of {self._address} is damaged: it cannot be decompressed."
            ) from error


def _inflater(headers: httpx.Headers, address: str) -> zlib._Decompress | None:
    encoding = headers.get("content-encoding", "").strip().lower()
    if encoding in {"", "identity"}:
        return None
    if encoding in {"gzip", "x-gzip", "deflate"}:
        # 32 + the window size: a gzip or a zlib header, whichever comes.
        return zlib.decompressobj(32 + zlib.MAX_WBITS)
    raise HostUnreachableError(
        f"{address} answered in an encoding that it was not asked for ({encoding[:40]!r})."
    )


def _too_large(address: str, largest: int) -> TooLargeError:
    return TooLargeError(
        f"{address} sends more than {largest / 1_000_000:.0f} MB, which is more than I read."
    )
