"""Stretches of time as people name them in a question: "yesterday", "on 21 March", "this week".  Pure."""

from __future__ import annotations

import re
from datetime import timedelta

from bot.conversation.moments import Ago, DaysAgo, Moment, WeeksAgo, Window, read_moment
from bot.errors import TimeFormatError

#: Words that a stretch is named with: "between 18 March 2024 and 21 March 2024" has eight.
_MOST_WORDS = 8

_SINCE = re.compile(r"since (.{1,40})")
_PAST = re.compile(r"(?:in|for|over|during|of) the (?:last|past) (.{1,40})")
_TODAY = re.compile(
    r"(?:so far )?(?:for |of )?(?:today|tonight|this (?:morning|afternoon|evening))"
)
_WEEK = re.compile(r"(?:(?:of|for|in|over|during) )?the (?:(?:last|past) )?week")
_BETWEEN = re.compile(r"(?:between|from) (.+?) (?:and|to|until) (.+)")
_ON = re.compile(r"(?:on|for|of|from|in|during) ")
_DAYS_AGO = re.compile(r"(\d{1,3}) days? ago")

#: What names a time and no stretch that is over or goes on; as a topic it would find nothing.
_NO_STRETCH = re.compile(
    r"(?:(?:on|for|from|until|since|in|by) )?(?:the )?(?:tomorrow|tonight|soon|recently|lately|noon"
    r"|midnight|weekend|yest(?:er)?day|(?:last|this|next|past|coming) ?(?:\d+ )?(?:day|night|morning"
    r"|afternoon|evening|week|weekend|fortnight|month|quarter|year|hour|(?:mon|tues|wednes|thurs|fri"
    r"|satur|sun)day)s?|\d+ ?(?:minutes?|hours?|days?|weeks?|months?|years?)(?: ago)?)",
    re.IGNORECASE,
)


def read_window(phrase: str) -> Window | None:
    """The stretch that a whole phrase names; None where it names none.

    >>> read_window("yesterday")
    Window(first=DaysAgo(days=1), last=DaysAgo(days=1))
    """
    named = " ".join(phrase.casefold().split())
    if since := _SINCE.fullmatch(named):
        return _from(since[1])
    if past := _PAST.fullmatch(named):
        return _from(f"last {past[1]}")
    if _TODAY.fullmatch(named):
        return Window(DaysAgo(0))
    if _WEEK.fullmatch(named):
        return Window(Ago(timedelta(weeks=1)))
    if between := _BETWEEN.fullmatch(named):
        return _between(between[1], between[2])
    return _days(_ON.sub("", named, count=1) if _ON.match(named) else named)


def split_window(text: str) -> tuple[str, Window | None]:
    """What is asked about, and the stretch that the text ends or begins with."""
    words = text.strip(" ,").split()
    for count in range(min(_MOST_WORDS, len(words)), 0, -1):
        for named, rest in ((words[-count:], words[:-count]), (words[:count], words[count:])):
            window = read_window(" ".join(named).strip(" ,"))
            if window is not None:
                return " ".join(rest).strip(" ,"), window
    return text.strip(" ,"), None


def names_no_stretch(text: str) -> bool:
    """Whether it names nothing but a time that no news can be of, or one that is not understood."""
    return _NO_STRETCH.fullmatch(" ".join(text.split())) is not None


def _from(named: str) -> Window | None:
    moment = _moment(named)
    return Window(moment) if moment is not None else None


def _between(first: str, last: str) -> Window | None:
    """Both days; the month of "between 18 and 21 March" is the first one's too."""
    end = _moment(last)
    month = last.partition(" ")[2]
    begin = _moment(first) or _moment(f"{first} {month}")
    return Window(begin, end) if begin is not None and end is not None else None


def _days(named: str) -> Window | None:
    """Whole days; a stretch before now ("24h") is none."""
    if named in ("the day before yesterday", "day before yesterday"):
        return Window(DaysAgo(2), DaysAgo(2))
    if ago := _DAYS_AGO.fullmatch(named):
        day = DaysAgo(int(ago[1]))
        return Window(day, day)
    if named in ("last week", "the week before"):
        return Window(WeeksAgo(1), WeeksAgo(1))
    moment = _moment(named)
    if moment is None or isinstance(moment, Ago):
        return None
    return Window(moment, None if moment in (DaysAgo(0), WeeksAgo(0)) else moment)


def _moment(named: str) -> Moment | None:
    try:
        return read_moment(named)
    except TimeFormatError:
        return None
