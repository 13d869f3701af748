"""Hours and days at which a feed asks not to be read: RSS 2.0's ``skipHours`` and ``skipDays``.

feedparser passes them over.  Hours are those of Greenwich; RSS 0.91 counts them from 1 to 24.
"""

from __future__ import annotations

import re

from bot.domain.sources import ReadingTimes

_HOURS = re.compile(rb"<skipHours>(.*?)</skipHours>", re.IGNORECASE | re.DOTALL)
_DAYS = re.compile(rb"<skipDays>(.*?)</skipDays>", re.IGNORECASE | re.DOTALL)
_HOUR = re.compile(rb"<hour>\s*(\d{1,2})\s*</hour>", re.IGNORECASE)
_DAY = re.compile(rb"<day>\s*([a-z]+)\s*</day>", re.IGNORECASE)
_WEEK = (b"monday", b"tuesday", b"wednesday", b"thursday", b"friday", b"saturday", b"sunday")
#: A channel says it before or after its items; an item cannot.
_SEARCHED = 20_000


def skipped_times(body: bytes) -> ReadingTimes:
    """What the document says; nothing for a feed that would then never be read."""
    around = body if len(body) <= 2 * _SEARCHED else body[:_SEARCHED] + body[-_SEARCHED:]
    hours = frozenset(
        int(hour) % 24 for part in _HOURS.findall(around) for hour in _HOUR.findall(part)
    )
    days = frozenset(
        _WEEK.index(day.lower())
        for part in _DAYS.findall(around)
        for day in _DAY.findall(part)
        if day.lower() in _WEEK
    )
    return ReadingTimes(
        skip_hours=hours if len(hours) < 24 else frozenset(),
        skip_days=days if len(days) < 7 else frozenset(),
    )
