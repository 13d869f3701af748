"""Moments as machines write them: ISO 8601, RFC 822, seconds since 1970."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

#: Before the first web page, a date is a placeholder (0001-01-01, 1970-01-01), not a date.
_EARLIEST = datetime(1990, 1, 1, tzinfo=UTC)
_ISO = re.compile(
    r"(\d{4})-(\d{1,2})-(\d{1,2})"
    r"(?:[T\s]+(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,]\d+)?)?\s*(Z|UTC|GMT|[+-]\d{2}:?\d{2}|[+-]\d{2})?)?"
    r"(?![\d/])",
    re.IGNORECASE,
)


#: ISO 8601 without marks between: "20180619T055000+0900", "20180619".
_BASIC = re.compile(
    r"(\d{4})(\d{2})(\d{2})(?:T?(\d{2})(\d{2})(\d{2})?)?\s*(Z|[+-]\d{2}:?\d{2})?", re.IGNORECASE
)


def read_timestamp(text: str) -> datetime | None:
    """The moment that a text writes, aware; None when it writes none.

    A bare date stands at midnight UTC, and a time without zone is taken as UTC.

    >>> read_timestamp("2024-03-21T14:05:00+02:00").isoformat()
    '2024-03-21T14:05:00+02:00'
    >>> read_timestamp("Thu, 21 Mar 2024 14:05:00 GMT").isoformat()
    '2024-03-21T14:05:00+00:00'
    """
    cleaned = text.strip()
    found = _from_iso(cleaned) or _from_rfc822(cleaned) or _from_seconds(cleaned)
    return found if found and found >= _EARLIEST else None


def aware(moment: datetime) -> datetime:
    """A moment with its zone; one without is taken as UTC."""
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _from_iso(text: str) -> datetime | None:
    match = _ISO.match(text) or _BASIC.fullmatch(text)
    if match is None:
        return None
    year, month, day, hour, minute, second, zone = match.groups()
    try:
        return datetime.fromisoformat(
            f"{year}-{int(month):02}-{int(day):02}T{int(hour or 0):02}:{minute or '00'}"
            f":{second or '00'}{_offset(zone)}"
        )
    except ValueError:  # 2024-02-31, or an hour 25
        return None


def _offset(zone: str | None) -> str:
    if zone is None or zone.isalpha():
        return "+00:00"
    digits = zone[1:].replace(":", "").ljust(4, "0")
    return f"{zone[0]}{digits[:2]}:{digits[2:]}"


def _from_rfc822(text: str) -> datetime | None:
    try:
        return aware(parsedate_to_datetime(text))
    except (TypeError, ValueError, IndexError):
        return None


def _from_seconds(text: str) -> datetime | None:
    """Seconds, or milliseconds, since 1970."""
    if not re.fullmatch(r"\d{10}|\d{13}", text):
        return None
    return datetime.fromtimestamp(int(text[:10]), UTC)
