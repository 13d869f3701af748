"""When a cited article is looked at again.

Everything is counted in elapsed time from when it was first cited; no zone's clock changes reach
it.  Looks that were missed while nothing ran are one: the next is always counted from now.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

#: After it was first cited.  Corrections come within hours, retractions within days.
LOOKS = (timedelta(hours=1), timedelta(hours=6), timedelta(days=1), timedelta(days=3))
#: A look that falls due sooner than this after another is the same look.
APART = timedelta(minutes=30)


def first_look(cited_at: datetime) -> datetime:
    """When an article that has just been cited is looked at."""
    return cited_at.astimezone(UTC) + LOOKS[0]


def next_look(
    cited_at: datetime, looked_at: datetime, *, asked_seconds: float | None = None
) -> datetime | None:
    """When the next look is due after one at `looked_at`; None when it was the last.

    `asked_seconds`: how long the host asked to be left alone.
    """
    cited, looked = cited_at.astimezone(UTC), looked_at.astimezone(UTC)
    left = (cited + wait for wait in LOOKS if cited + wait >= looked + APART)
    due = next(left, None)
    if due is None or not asked_seconds:
        return due
    # No header silences an article for longer than the timetable is.
    return max(due, looked + min(timedelta(seconds=asked_seconds), LOOKS[-1]))
