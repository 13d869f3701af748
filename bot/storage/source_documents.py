"""What is told of a source's items, as the JSON of its row."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from bot.domain.sources import DayCount, NotRead


def not_read_document(item: NotRead) -> list[str | None]:
    """An item that was not read, as ``[name, address, why, when in ISO]``."""
    return [item.name, item.url, item.reason, item.at.isoformat()]


def not_read_told(document: Sequence[Any]) -> NotRead:
    """The item of such a document."""
    name, url, reason, at = document
    return NotRead(name, url, reason, datetime.fromisoformat(at))


def day_document(count: DayCount) -> list[str | int]:
    """A day's new items, as ``[day in ISO, items]``."""
    return [count.day.isoformat(), count.items]


def day_told(document: Sequence[Any]) -> DayCount:
    """The count of such a document."""
    day, items = document
    return DayCount(date.fromisoformat(day), items)
