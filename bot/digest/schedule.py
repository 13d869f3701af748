"""When digests are due: local wall times on weekdays, placed in time with `zoneinfo`.

Pure.  A slot belongs to a *local date*, and each date of the schedule's days has exactly one:

* a wall time that the clock skips that day is due at the first instant after the gap;
* a wall time that comes twice is due the first time;
* a date that a zone never had (Apia, 30 December 2011) has no slot.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from zoneinfo import ZoneInfo, available_timezones

from bot.domain.schedules import Schedule, Slot
from bot.errors import TimeFormatError, TimeMissingError, TimeZoneError

#: Shown with every refusal.
EXAMPLE = "08:00 weekdays Europe/Paris"
#: A digest later than this is not sent, and its absence is explained instead.
LATENESS = timedelta(hours=3)

EVERY_DAY = frozenset(range(7))
_WORKING_DAYS = frozenset(range(5))
_WEEKEND = EVERY_DAY - _WORKING_DAYS
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_DAY_SETS = {
    "daily": EVERY_DAY,
    "day": EVERY_DAY,
    "everyday": EVERY_DAY,
    "weekday": _WORKING_DAYS,
    "weekdays": _WORKING_DAYS,
    "workdays": _WORKING_DAYS,
    "weekend": _WEEKEND,
    "weekends": _WEEKEND,
    "workday": _WORKING_DAYS,
    "werktags": _WORKING_DAYS,
    "wochentags": _WORKING_DAYS,
    "semaine": _WORKING_DAYS,
    "täglich": EVERY_DAY,
    "täglicher": EVERY_DAY,
    "tägliche": EVERY_DAY,
    "quotidien": EVERY_DAY,
    "jours": EVERY_DAY,
    "tag": EVERY_DAY,
}
#: "my time", "local" name no zone: then it is the person's or the channel's.
_FILLERS = frozenset(
    """@ for at every on in each and & o'clock o’clock time the morning mornings evening evenings my our local
    here um uhr jeden à tous les chaque matin en la de of please""".split()
)  # fmt: skip
#: What is neither a zone nor days that a digest can have.
_NO_DAYS = frozenset("today tomorrow tonight hourly weekly monthly fortnightly once twice".split())
_EVENING = re.compile(r"\b(?:evenings?|tonight|abends?|soir)\b", re.IGNORECASE)
#: "monday to friday" is one word to what reads days.
_DAY_RANGE = re.compile(
    r"\b((?:mon|tue|wed|thu|fri|sat|sun)[a-z]{0,6})\s+(?:to|through|thru|until|till|[-–—])\s+"
    r"((?:mon|tue|wed|thu|fri|sat|sun)[a-z]{0,6})\b",
    re.IGNORECASE,
)
_TIMES_BY_NAME = {"noon": time(12), "midday": time(12), "midnight": time(0)}
_HOURS = "one two three four five six seven eight nine ten eleven twelve".split()
_HOUR_BY_NAME = re.compile(rf"\b(?:{'|'.join(_HOURS)})\b", re.IGNORECASE)
#: "0800": what else has four digits is no time.
_FOUR_DIGITS = re.compile(
    r"(?<![\w/+:.-])([01]\d|2[0-3])([0-5]\d)(?:\s?h(?:ou)?rs?)?(?![\w/:.])", re.IGNORECASE
)
#: Around a zone, as they are copied.
_MARKS = "\"'“”„‘’«»`()[].!"
#: "utc+2": an offset knows no summer time, so a place is asked for instead.
_OFFSET = re.compile(r"(?:utc|gmt)?[+-]\d")
#: How people of one place call its time, summer and winter alike.
_ABBREVIATED = {
    "et": "america/new_york",
    "edt": "america/new_york",
    "ct": "america/chicago",
    "cdt": "america/chicago",
    "pt": "america/los_angeles",
    "pdt": "america/los_angeles",
    "bst": "europe/london",
    "cest": "cet",
}
#: Zone names that say nothing about a place.
_NO_PLACE = frozenset({"Factory", "localtime"})
_ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class ScheduleRequest:
    """A schedule as a person asked for it; `timezone` is None when none was named."""

    at: time
    days: frozenset[int]
    timezone: str | None


# ---------------------------------------------------------------- reading


def parse_schedule(text: str) -> ScheduleRequest:
    """Read a time, days (every day if none are named) and a zone, in any order.

    Raises:
        TimeFormatError: there is no time in it, or one that no clock shows.
        TimeMissingError: it names days alone.
        TimeZoneError: a word is neither time, day nor zone; with the nearest zone.

    >>> request = parse_schedule("8:30 mon,wed Europe/Paris")
    >>> request.at.isoformat(), sorted(request.days), request.timezone
    ('08:30:00', [0, 2], 'Europe/Paris')
    """
    plain = _HOUR_BY_NAME.sub(lambda name: str(_HOURS.index(name[0].casefold()) + 1), text)
    plain = re.sub(r"(?<=[^\W\d]) ?/ ?(?=[^\W\d])", "/", plain)
    plain = _with_small_words().sub(lambda place: place[0].replace(" ", "_"), plain)
    at, rest = _take_time(_DAY_RANGE.sub(r"\1-\2", _FOUR_DIGITS.sub(r"\1:\2", plain)))
    days: frozenset[int] = frozenset()
    others: list[str] = []
    for word in filter(None, (w.strip(_MARKS) for w in re.split(r"[,;\s]+", rest))):
        named = _days(word)
        if named:
            days |= named
        elif _TIME.fullmatch(word):
            raise TimeFormatError(text.strip(), f"{EXAMPLE}, with one time of day")
        elif word.casefold() in _NO_DAYS:
            raise TimeFormatError(text.strip(), EXAMPLE)
        elif word.casefold() not in _FILLERS:
            others.append(word)
    return ScheduleRequest(at, days or EVERY_DAY, _zone_of(others) if others else None)


def _zone_of(words: Sequence[str]) -> str:
    """The zone of the words that are left over.

    Raises:
        TimeFormatError: one of them is a zone: it is the others that nothing is known of.
        TimeZoneError: they are none.
    """
    try:
        return find_zone(" ".join(words))
    except TimeZoneError:
        unknown = [word for word in words if not _is_zone(word)]
        if unknown and len(unknown) < len(words):
            raise TimeFormatError(" ".join(unknown), EXAMPLE) from None
        raise


def _is_zone(word: str) -> bool:
    try:
        find_zone(word)
    except TimeZoneError:
        return False
    return True


def find_zone(name: str) -> str:
    """A zone's proper name, from its name in any case or from its city alone.

    Raises:
        TimeZoneError: there is no such zone; it names the nearest.

    >>> find_zone("europe/paris"), find_zone("New York")
    ('Europe/Paris', 'America/New_York')
    """
    zones = _zones()
    key = name.strip().replace(" ", "_").casefold()
    key = _ABBREVIATED.get(key, key)
    if key in zones:
        return zones[key]
    if _OFFSET.match(key):
        raise TimeZoneError(name)
    key = key.replace("-", "_")
    cities = sorted(zone for low, zone in zones.items() if _place_in(low) == key)
    if len(cities) == 1:
        return cities[0]
    near = difflib.get_close_matches(key, zones, n=1, cutoff=0.75)
    close = cities or [zones[zone] for zone in near if zone[0] == key[0]]
    raise TimeZoneError(name, close[0] if close else _nearest_city(key))


def _nearest_city(key: str) -> str | None:
    cities = {_place_in(low): zone for low, zone in sorted(_zones().items())}
    close = difflib.get_close_matches(key, cities, n=1, cutoff=0.8)
    # A first letter is hardly ever wrong: "tomorrow" is not meant for Comoro.
    return cities[close[0]] if close and close[0][0] == key[0] else None


@cache
def _zones() -> dict[str, str]:
    """Every zone's name, by its name in lower case."""
    return {name.casefold(): name for name in available_timezones() - _NO_PLACE}


def _place_in(zone: str) -> str:
    """The place in a zone's name in lower case, its words parted in one way: "port_au_prince"."""
    return zone.rpartition("/")[2].replace("-", "_")


@cache
def _with_small_words() -> re.Pattern[str]:
    """Places with words in their names that say nothing elsewhere: "La Paz", "Port of Spain"."""
    places = {_place_in(zone) for zone in _zones()}
    words = [p.split("_") for p in sorted(places, key=len, reverse=True) if "_" in p]
    names = ("[ _]".join(map(re.escape, w)) for w in words if not _FILLERS.isdisjoint(w))
    return re.compile(rf"\b(?:{'|'.join(names)})\b", re.IGNORECASE)


_TIME = re.compile(
    r"(?<![\w/+:.-])(?P<hour>\d{1,2})(?:[:.h](?P<minute>\d{2})|h)?\s*(?P<half>[ap]\.?m\b\.?)?"
    r"(?![\w/:])",
    re.IGNORECASE,
)


def _take_time(text: str) -> tuple[time, str]:
    """The time in `text`, and `text` without it."""
    for name, at in _TIMES_BY_NAME.items():
        without = re.sub(rf"\b{name}\b", " ", text, count=1, flags=re.IGNORECASE)
        if without != text:
            return at, without
    found = _TIME.search(text)
    if found is None:
        if (days := _only_days(text)) is not None:
            raise TimeMissingError(days_in_words(days))
        raise TimeFormatError(text.strip(), EXAMPLE)
    at = _clock_time(found)
    return at, text[: found.start()] + " " + text[found.end() :]


def _only_days(text: str) -> frozenset[int] | None:
    """The days that a schedule without a time names; None where it names anything else."""
    words = text.replace(",", " ").split()
    if not words or not all(_days(word) or word.casefold() in _FILLERS for word in words):
        return None
    return frozenset[int]().union(*map(_days, words)) or EVERY_DAY


def _clock_time(found: re.Match[str]) -> time:
    hour, minute = int(found["hour"]), int(found["minute"] or 0)
    half = (found["half"] or "").casefold()
    if not half and hour < 12 and _EVENING.search(found.string):
        half = "pm"
    if half and not 1 <= hour <= 12:
        raise TimeFormatError(found[0].strip(), EXAMPLE)
    if half:
        hour = hour % 12 + (12 if half.startswith("p") else 0)
    try:
        return time(hour, minute)
    except ValueError:
        raise TimeFormatError(found[0].strip(), EXAMPLE) from None


def _days(word: str) -> frozenset[int]:
    """The weekdays that one word names ("weekdays", "tue", "mon-fri"); empty if it names none."""
    low = word.casefold().strip(".")
    if low in _DAY_SETS:
        return _DAY_SETS[low]
    first, dash, last = re.sub("[–—]", "-", low).partition("-")
    ends = weekday_number(first), weekday_number(last) if dash else weekday_number(first)
    if ends[0] is None or ends[1] is None:
        return frozenset()
    return frozenset((ends[0] + n) % 7 for n in range((ends[1] - ends[0]) % 7 + 1))


def days_in_words(days: frozenset[int]) -> str:
    """The days of a schedule, as people say them.

    >>> days_in_words(frozenset(range(5))), days_in_words(frozenset({0, 2}))
    ('weekdays', 'Mon, Wed')
    """
    named = {EVERY_DAY: "every day", _WORKING_DAYS: "weekdays", _WEEKEND: "weekends"}
    return named.get(days) or ", ".join(WEEKDAYS[day][:3].capitalize() for day in sorted(days))


def weekday_number(word: str) -> int | None:
    """0 for "Monday", "mondays", "mon", ...; None for other words.

    >>> weekday_number("Thurs"), weekday_number("m")
    (3, None)
    """
    low = word.casefold().rstrip(".")
    stem = low.removesuffix("s") if low.endswith("days") else low
    if len(stem) < 3:
        return None
    return next((n for n, name in enumerate(WEEKDAYS) if name.startswith(stem)), None)


# ---------------------------------------------------------------- placing in time


def due_slots(schedule: Schedule, after: datetime, now: datetime) -> tuple[Slot, ...]:
    """The slots due in ``(after, now]``, none from before the schedule was made, oldest first."""
    begin = max(after, schedule.created_at)
    slots = _slots_from(schedule, begin)
    found = []
    for slot in slots:
        if slot.due_at > now:
            break
        if slot.due_at > begin:
            found.append(slot)
    return tuple(found)


def next_slot(schedule: Schedule, after: datetime) -> Slot:
    """The first slot due after a moment."""
    return next(slot for slot in _slots_from(schedule, after) if slot.due_at > after)


def _slots_from(schedule: Schedule, begin: datetime) -> Iterator[Slot]:
    """Slots in order, from the local date before `begin`'s on (a gap may carry one past midnight)."""
    assert schedule.days, "a schedule has days"
    zone = ZoneInfo(schedule.timezone)
    day = begin.astimezone(zone).date() - _ONE_DAY
    while True:
        if day.weekday() in schedule.days and _exists(day, zone):
            due_at = _first_instant(day, schedule.at, zone)
            yield Slot(schedule.schedule_id, schedule.channel, day, due_at)
        day += _ONE_DAY


def _exists(day: date, zone: ZoneInfo) -> bool:
    """Whether the zone ever had this date."""
    return _first_instant(day, time.min, zone).astimezone(zone).date() == day


def _first_instant(day: date, at: time, zone: ZoneInfo) -> datetime:
    """The first instant, in UTC, at or after which the wall clock shows `at` or later."""
    wall = datetime.combine(day, at, tzinfo=zone)
    instant = wall.astimezone(UTC)
    if instant.astimezone(zone).replace(tzinfo=None) == wall.replace(tzinfo=None):
        return instant
    # A gap: read with the offset after it (fold=1) the wall time lies before the change, read
    # with the offset before it (fold=0) after.  The change is between, to the second.
    early, late = wall.replace(fold=1).astimezone(UTC), instant
    before = early.astimezone(zone).utcoffset()
    while late - early > timedelta(seconds=1):
        middle = early + timedelta(seconds=(late - early) // timedelta(seconds=1) // 2)
        if middle.astimezone(zone).utcoffset() == before:
            early = middle
        else:
            late = middle
    return late
