"""Points in time as people name them in a command: "yesterday", "24h", "monday", "22 March".

What a person wrote is read without a clock; only `start_of` and `end_of` place it in time.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo

from bot.dates.words import ENGLISH, calendar_words
from bot.digest.schedule import weekday_number
from bot.errors import TimeFormatError

#: Shown with every refusal.
EXAMPLE = "yesterday, 24h, monday or 2024-03-22"

_MONTHS = 12
_UNITS = {"h": timedelta(hours=1), "d": timedelta(days=1), "w": timedelta(weeks=1)}


@dataclass(frozen=True, slots=True)
class DaysAgo:
    """A whole local day: 0 is today."""

    days: int


@dataclass(frozen=True, slots=True)
class Ago:
    """A stretch before now."""

    length: timedelta


@dataclass(frozen=True, slots=True)
class LastWeekday:
    """The newest such day, today included; Monday is 0."""

    weekday: int


@dataclass(frozen=True, slots=True)
class CalendarDay:
    """A day of the calendar; with no year, the newest one that is not to come."""

    month: int
    day: int
    year: int | None


@dataclass(frozen=True, slots=True)
class Instant:
    """A date with a time; local when it has no offset."""

    at: datetime


@dataclass(frozen=True, slots=True)
class WeeksAgo:
    """A calendar week, Monday to Sunday: 1 is the one before this."""

    weeks: int


Moment = DaysAgo | Ago | LastWeekday | CalendarDay | Instant | WeeksAgo


@dataclass(frozen=True, slots=True)
class Window:
    """Whole days that are over, or a stretch that goes on: without `last`, until now."""

    first: Moment
    last: Moment | None = None


def read_moment(text: str) -> Moment:
    """The moment that the whole of `text` names.

    Raises:
        TimeFormatError: it names none.

    >>> read_moment("24h")
    Ago(length=datetime.timedelta(days=1))
    """
    moment, rest = read_leading_moment(text)
    if rest:
        raise TimeFormatError(text, EXAMPLE)
    return moment


def read_leading_moment(text: str) -> tuple[Moment, str]:
    """The moment that `text` begins with, as many words as belong to it, and the other words.

    Raises:
        TimeFormatError: it begins with none.

    >>> read_leading_moment("22 March 2024 who vetoed?")
    (CalendarDay(month=3, day=22, year=2024), 'who vetoed?')
    """
    parts = re.split(r"(\s+)", text.strip())
    for count in (3, 2, 1):
        if len(parts) < 2 * count - 1:
            continue
        named = "".join(parts[: 2 * count - 1])
        moment = _moment(" ".join(re.sub(r"(?<![,:;])[,:;]+(\s|$)", " ", named).casefold().split()))
        if moment is not None:
            return moment, "".join(parts[2 * count :])
    raise TimeFormatError(text, EXAMPLE)


def start_of(moment: Moment, now: datetime, zone: tzinfo) -> datetime:
    """Where a span "since `moment`" begins, in UTC: a day begins at its first local instant.

    Raises:
        TimeFormatError: there is no such day, like 31 June.
    """
    if isinstance(moment, Ago):
        return now - moment.length
    if isinstance(moment, Instant):
        return _aware(moment.at, zone)
    return _midnight(_day_of(moment, now.astimezone(zone).date()), zone)


def end_of(moment: Moment, now: datetime, zone: tzinfo) -> datetime:
    """Where a span "as of `moment`" ends, in UTC: a day ends with its last microsecond.

    Raises:
        TimeFormatError: there is no such day, like 31 June.
    """
    if isinstance(moment, (Ago, Instant)):
        return start_of(moment, now, zone)
    day = _day_of(moment, now.astimezone(zone).date())
    length = 7 if isinstance(moment, WeeksAgo) else 1
    return _midnight(day + timedelta(days=length), zone) - timedelta(microseconds=1)


def _moment(named: str) -> Moment | None:
    """`named` is lower case, its words parted by single spaces."""
    if named in ("today", "this morning"):
        return DaysAgo(0)
    if named == "yesterday":
        return DaysAgo(1)
    if named == "this week":
        return WeeksAgo(0)
    weekday = weekday_number(named.removeprefix("last "))
    if weekday is not None:
        return LastWeekday(weekday)
    return _stretch(named) or _calendar_day(named) or _instant(named)


def _stretch(named: str) -> Ago | None:
    found = re.fullmatch(r"(?:last )?(\d{1,3}) ?(h|d|w)(?:ours?|rs?|ays?|eeks?)?(?: ago)?", named)
    if found:
        return Ago(int(found[1]) * _UNITS[found[2]])
    return Ago(_UNITS["w"]) if named in ("last week", "a week ago") else None


def _calendar_day(named: str) -> CalendarDay | None:
    iso = re.fullmatch(r"(\d{4})-(\d{2})-(\d{2})", named)
    if iso:
        return CalendarDay(int(iso[2]), int(iso[3]), int(iso[1]))
    # With dots the day comes first everywhere; with slashes it is not known which one it is.
    dotted = re.fullmatch(r"(\d{1,2})\.(\d{1,2})\.(\d{4})", named)
    if dotted and int(dotted[2]) <= _MONTHS:
        return CalendarDay(int(dotted[2]), int(dotted[1]), int(dotted[3]))
    words = re.fullmatch(r"(\d{1,2})(?:st|nd|rd|th)? ([a-z]+)\.?(?: (\d{4}))?", named)
    if words:
        return _named_day(words[2], words[1], words[3])
    american = re.fullmatch(r"([a-z]+)\.? (\d{1,2})(?:st|nd|rd|th)?(?: (\d{4}))?", named)
    return _named_day(american[1], american[2], american[3]) if american else None


def _named_day(month: str, day: str, year: str | None) -> CalendarDay | None:
    if len(month) < 3:
        return None
    for name, number in calendar_words(ENGLISH).months.items():
        if name.startswith(month):
            return CalendarDay(number, int(day), int(year) if year else None)
    return None


def _instant(named: str) -> Instant | None:
    if not re.match(r"\d{4}-\d{2}-\d{2}[t ]\d{2}:\d{2}", named):
        return None
    try:
        return Instant(datetime.fromisoformat(named.upper()))
    except ValueError:
        return None


def _day_of(moment: DaysAgo | LastWeekday | CalendarDay | WeeksAgo, today: date) -> date:
    if isinstance(moment, DaysAgo):
        return today - timedelta(days=moment.days)
    if isinstance(moment, WeeksAgo):
        return today - timedelta(days=today.weekday(), weeks=moment.weeks)
    if isinstance(moment, LastWeekday):
        return today - timedelta(days=(today.weekday() - moment.weekday) % 7)
    years = [moment.year] if moment.year else range(today.year, today.year - 9, -1)
    for year in years:
        try:
            day = date(year, moment.month, moment.day)
        except ValueError:
            continue
        if moment.year or day <= today:
            return day
    raise TimeFormatError(f"{moment.day}.{moment.month}.", EXAMPLE)


def _midnight(day: date, zone: tzinfo) -> datetime:
    return _aware(datetime.combine(day, time.min), zone)


def _aware(at: datetime, zone: tzinfo) -> datetime:
    return (at if at.tzinfo else at.replace(tzinfo=zone)).astimezone(UTC)
