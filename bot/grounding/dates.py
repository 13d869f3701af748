"""Date words and the days that they mean (promise 5)."""

from __future__ import annotations

from datetime import datetime

from bot.domain.claims import ResolvedDate


def resolve_dates(text: str, published_at: datetime | None) -> tuple[ResolvedDate, ...]:
    """The dated words of `text`, in order, counted from the publication date."""
    del text, published_at
    return ()
