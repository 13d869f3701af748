"""Date words as they are written: what they name, on which side of now, within which bound."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """What a date word names."""

    DAY = "day"
    MONTH = "month"
    YEAR = "year"
    WEEKDAY = "weekday"
    OFFSET = "offset"
    SPAN = "span"


class Side(StrEnum):
    """On which side of the publication day a sentence puts a date."""

    PAST = "past"
    FUTURE = "future"
    #: It had been planned, and may have been or not: "was to have begun on Friday".
    EITHER = "either"


class Lead(StrEnum):
    """The word that goes with a weekday or a span: "last Friday", "vendredi prochain"."""

    LAST = "last"
    #: Of the next calendar week.
    NEXT = "next"
    #: The next one there is.
    COMING = "coming"
    THIS = "this"
    #: Counted from another date of the text: "the following Friday".
    OTHER = "other"


class Part(StrEnum):
    """A third of a month or year, or what is left of a week."""

    EARLY = "early"
    MID = "mid"
    LATE = "late"
    LATER = "later"


class Bound(StrEnum):
    """How a date limits what is told: "since October 7", "by 30 June"."""

    SINCE = "since"
    FROM = "from"
    BY = "by"
    UNTIL = "until"
    BEFORE = "before"
    AFTER = "after"


@dataclass(frozen=True, slots=True)
class DateWord:
    """A date as written at ``text[start:end]``; fields that are not written are None.

    `offset` counts days from the publication day (``OFFSET``), or weeks, months or years of `span`
    (``SPAN``; of "days", it is how many are meant).  A weekday may stand beside a `month` and `day`
    (with a `year` or not) that tell which one it is.
    """

    text: str
    start: int
    end: int
    kind: Kind
    year: int | None = None
    month: int | None = None
    day: int | None = None
    weekday: int | None = None
    offset: int = 0
    span: str | None = None
    lead: Lead | None = None
    part: Part | None = None
    side: Side | None = None
    bound: Bound | None = None
    #: The other end of "from Monday to Wednesday": the weekday that it leads to, or comes after.
    until_weekday: int | None = None
    from_weekday: int | None = None
