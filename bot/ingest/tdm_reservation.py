"""The TDM Reservation Protocol: whether a publisher reserves text and data mining.  Pure.

W3C Community Group report of 10 May 2024.  There are three places to say it: the site's
``/.well-known/tdmrep.json``, an HTTP header, and a page's own ``meta``; the later in this order counts.
1 reserves, 0 does not, anything else says nothing.  A ``tdm-policy`` beside it tells where a licence can
be had, which is for people to ask: reserved is reserved.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Self
from urllib.parse import quote, urlsplit

#: The name of the header, of the ``meta`` element and of the file's member.
NAME = "tdm-reservation"
#: Bytes of tdmrep.json that are read; a larger one says nothing.
LARGEST = 512_000

_VALUES: Mapping[str, bool] = {"1": True, "0": False}


def reservation(value: object) -> bool | None:
    """What a value says; None for nothing."""
    return _VALUES.get(str(int(value) if isinstance(value, bool) else value).strip())


def in_headers(headers: Mapping[str, str]) -> bool | None:
    """What an answer's headers say."""
    for name, value in headers.items():
        if name.lower() == NAME:
            # A header that was sent twice comes as "1, 1".
            return reservation(value.partition(",")[0])
    return None


@dataclass(frozen=True, slots=True)
class SiteReservations:
    """A site's tdmrep.json: patterns of paths in order, each with what holds there."""

    rules: tuple[tuple[str, bool | None], ...] = ()

    @classmethod
    def read(cls, body: bytes) -> Self:
        """Its rules; what is no rule is passed over, what is no such file has none."""
        if len(body) > LARGEST:
            return cls()
        try:
            document: Any = json.loads(body.decode("utf-8-sig"))
        except (ValueError, RecursionError):
            return cls()
        entries: Iterable[Any] = document if isinstance(document, list) else [document]
        return cls(
            tuple(
                (entry["location"], reservation(entry.get(NAME)))
                for entry in entries
                if isinstance(entry, dict) and isinstance(entry.get("location"), str)
            )
        )

    def of(self, url: str) -> bool | None:
        """What holds at one address of the site: the first pattern that fits decides."""
        try:
            parts = urlsplit(url)
        except ValueError:
            return None
        path = _comparable((parts.path or "/") + (f"?{parts.query}" if parts.query else ""))
        return next((is_reserved for where, is_reserved in self.rules if _fits(where, path)), None)


def _fits(pattern: str, path: str) -> bool:
    """Whether a pattern of robots.txt's kind (``*``, and ``$`` at the end) fits a path.

    Looked for piece by piece: no pattern can make it try long.
    """
    is_whole = pattern.endswith("$")
    first, *others = _comparable(pattern.removesuffix("$")).split("*")
    if not path.startswith(first):
        return False
    if not others:
        return path == first if is_whole else True
    at = len(first)
    for piece in others[:-1]:
        found = path.find(piece, at)
        if found < 0:
            return False
        at = found + len(piece)
    last = others[-1]
    if is_whole:
        return len(path) - len(last) >= at and path.endswith(last)
    return path.find(last, at) >= 0


_ENCODED = re.compile("%([0-9A-Fa-f]{2})")
_UNRESERVED = re.compile(r"[A-Za-z0-9._~-]")


def _comparable(path: str) -> str:
    """A path in which the same octets are always written alike."""
    whole = quote(path, safe="/%:?#[]@!$&'()*+,;=", errors="replace")
    return _ENCODED.sub(_decoded, whole)


def _decoded(found: re.Match[str]) -> str:
    character = chr(int(found[1], 16))
    return character if _UNRESERVED.fullmatch(character) else found[0].upper()
