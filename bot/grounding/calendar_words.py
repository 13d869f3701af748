"""Date words as they are written: weekdays, months, "tomorrow", "last week", and their tense."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from bot.grounding.word_lists import listed

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
MONTHS = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september",
    "october", "november", "december",
)  # fmt: skip
_SHORT_MONTHS = {m[:3]: n for n, m in enumerate(MONTHS, 1)} | {"sept": 9}
_DAY_WORDS = {
    "today": 0, "tonight": 0, "this morning": 0, "this afternoon": 0, "this evening": 0,
    "yesterday": -1, "last night": -1, "tomorrow": 1,
    "the day before yesterday": -2, "the day after tomorrow": 2,
}  # fmt: skip

_MONTH = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December"
    r"|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\b\.?)"
)
_DAY = r"(?:3[01]|[12]\d|0?[1-9])"
_YEAR = r"(?:1[5-9]|20|21)\d\d"
_RELATIVE = r"last|past|next|this|coming|following|previous"
#: After four digits that are an amount and not a year.
_COUNTED = (
    r"\s?(?:%|percent\b|per\s+cent\b|million|billion|thousand)"
    r"|\s+(?:people|men|women|children|hostages|prisoners|troops|soldiers|votes|dollars|euros|years"
    r"|days|miles|km|tonnes|tons)\b"
)
_DATE = re.compile(
    rf"""\b(?:
    (?P<iso>{_YEAR}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01]))\b
    | (?P<d1>{_DAY})(?:st|nd|rd|th)?\s+(?:of\s+)?(?P<m1>{_MONTH})(?:,?\s+(?P<y1>{_YEAR}))?(?!\w)
    | (?P<m2>{_MONTH})\s+(?P<d2>{_DAY})(?:st|nd|rd|th)?(?!\d|[.,]\d|%)(?:,?\s+(?P<y2>{_YEAR})\b)?
    | (?P<m3>{_MONTH})(?:,?\s+(?:of\s+)?(?P<y3>{_YEAR}))\b
    | (?:(?P<lead>(?i:{_RELATIVE}))\s+)?(?P<weekday>(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)\b
    | (?P<dayword>[Tt]he\ day\ (?:before\ yesterday|after\ tomorrow)|[Tt]his\ (?:morning|afternoon|evening)
        |[Ll]ast\ night|[Tt]oday|[Tt]onight|[Yy]esterday|[Tt]omorrow)\b
    | (?P<side>[Ll]ast|[Pp]ast|[Nn]ext|[Tt]his|[Cc]oming)\s+(?P<span>week|weekend|month|year)\b
    | (?P<ago>\d+|two|three|four|five|six|seven|eight|nine|ten|a)\s+(?P<agounit>day|week)s?\s+ago\b
    | (?P<m4>{_MONTH})(?!\w)
    | (?<![$€£¥])(?P<y4>{_YEAR})(?!\w|[.,]\d|{_COUNTED})
    )""",
    re.VERBOSE,
)
_SMALL = {
    w: n for n, w in enumerate("two three four five six seven eight nine ten".split(" "), 2)
} | {"a": 1}
#: Before "May" and "March", which are also words, when nothing else tells that a month is meant.
_MONTH_CONTEXT = re.compile(
    r"\b(?:in|since|until|till|by|of|last|next|this|from|to|early|late|mid|during|and|through)[\s-]+$",
    re.IGNORECASE,
)


class Tense(StrEnum):
    """On which side of the publication day a bare weekday lies."""

    PAST = "past"
    FUTURE = "future"


class Kind(StrEnum):
    """What a date word names."""

    DAY = "day"
    MONTH = "month"
    YEAR = "year"
    WEEKDAY = "weekday"
    OFFSET = "offset"
    SPAN = "span"


@dataclass(frozen=True, slots=True)
class DateWord:
    """A date as written at ``text[start:end]``; fields that are not written are None.

    `offset` counts days from the publication day (``OFFSET``) or weeks, months or years of
    `span`; `lead` is the word before a weekday ("last").
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
    lead: str | None = None
    tense: Tense = Tense.PAST


_Reader = Callable[[str, re.Match[str]], DateWord | None]


def read_dates(text: str) -> tuple[DateWord, ...]:
    """The date words of `text`, in order.

    >>> [(d.text, d.kind.value) for d in read_dates("He flies on Friday, 22 March, not in 2025.")]
    [('Friday', 'weekday'), ('22 March', 'day'), ('2025', 'year')]
    """
    return tuple(word for match in _DATE.finditer(text) if (word := _read(text, match)))


def _read(text: str, match: re.Match[str]) -> DateWord | None:
    reader = next(read for group, read in _READERS.items() if match[group])
    return reader(text, match)


def _iso(_: str, match: re.Match[str]) -> DateWord:
    year, month, day = map(int, match["iso"].split("-"))
    return DateWord(match.group(), *match.span(), Kind.DAY, year, month, day)


def _day_month(number: int) -> _Reader:
    def read(_: str, match: re.Match[str]) -> DateWord:
        year = match[f"y{number}"]
        month, day = _month(match[f"m{number}"]), int(match[f"d{number}"])
        return DateWord(
            match.group(), *match.span(), Kind.DAY, int(year) if year else None, month, day
        )

    return read


def _month_year(_: str, match: re.Match[str]) -> DateWord:
    return DateWord(match.group(), *match.span(), Kind.MONTH, int(match["y3"]), _month(match["m3"]))


def _bare_month(text: str, match: re.Match[str]) -> DateWord | None:
    name = match["m4"].rstrip(".")
    is_word = name in {"May", "March", "Mar", "Jan", "Jun", "Dec", "Sep", "Apr"}
    if is_word and not _MONTH_CONTEXT.search(text, max(0, match.start() - 12), match.start()):
        return None
    return DateWord(match.group(), *match.span(), Kind.MONTH, None, _month(name))


def _year(_: str, match: re.Match[str]) -> DateWord:
    return DateWord(match.group(), *match.span(), Kind.YEAR, int(match["y4"]))


def _weekday(text: str, match: re.Match[str]) -> DateWord:
    weekday = WEEKDAYS.index(match["weekday"].lower())
    lead = (match["lead"] or "").lower() or None
    tense = tense_at(text, match.start(), match.end())
    return DateWord(
        match.group(), *match.span(), Kind.WEEKDAY, weekday=weekday, lead=lead, tense=tense
    )


def _day_word(_: str, match: re.Match[str]) -> DateWord:
    return DateWord(
        match.group(), *match.span(), Kind.OFFSET, offset=_DAY_WORDS[match["dayword"].lower()]
    )


def _ago(_: str, match: re.Match[str]) -> DateWord:
    count = _SMALL.get(match["ago"]) or int(match["ago"])
    days = count * (7 if match["agounit"] == "week" else 1)
    return DateWord(match.group(), *match.span(), Kind.OFFSET, offset=-days)


def _span(_: str, match: re.Match[str]) -> DateWord:
    side = {"last": -1, "past": -1, "this": 0}.get(match["side"].lower(), 1)
    return DateWord(match.group(), *match.span(), Kind.SPAN, offset=side, span=match["span"])


def _month(name: str) -> int:
    short = name.rstrip(".").lower()
    return _SHORT_MONTHS["sept" if short == "sept" else short[:3]]


_READERS: dict[str, _Reader] = {
    "iso": _iso, "d1": _day_month(1), "d2": _day_month(2), "y3": _month_year,
    "weekday": _weekday, "dayword": _day_word, "span": _span, "ago": _ago, "m4": _bare_month,
    "y4": _year,
}  # fmt: skip


# ---------------------------------------------------------------- tense

_FUTURE = listed(
    """will would shall won't 'll ahead upcoming due scheduled planned plans plan planning expected
    expects slated set poised deadline until before by going intends intend hopes hoped aims
    tomorrow next could may might should must
    heads head flies fly meets travels travel arrives arrive begins begin starts
    start opens open holds hold hosts host returns return leaves leave convenes convene
    addresses attends attend goes go comes come expires expire takes take resumes resume departs
    depart gathers gather convening heading flying traveling travelling arriving bringing"""
)
_PAST = listed(
    """was were had did said told has have been after since following went came met took held began
    left flew spoke gave made won lost fell rose kept put saw heard sent ran hit struck brought
    found agreed ago late earlier killed cut shot broke chose became got led read wrote"""
)
_CLAUSE = re.compile(r"[,;:—–“”\"()]|\b(?:which|who|that|and|but|as|while|when)\b", re.IGNORECASE)
_VERBISH = re.compile(
    r"(?P<infinitive>\bto\s+(?:meet|visit|vote|travel|press|hold|discuss|attend|push|speak|address"
    r"|host|decide|consider|debate|return|head|fly|be(?:\s+\w+)?|resume|take|start|begin|open)\b"
    # "could be held", "will put": what follows is no past tense, whatever it looks like.
    r"|\b(?:will|would|shall|could|may|might|should|must)\s+(?:not\s+|also\s+)?(?:be\s+)?"
    r"(?!have\b)\w+)"
    r"|[A-Za-z]+(?:[’'][A-Za-z]+)?"
)
#: Words in "-ed" that are adjectives or nouns far more often than past tenses.
_NOT_PAST = listed("united need indeed besieged occupied speed proceed exceed seed feed")


def tense_at(text: str, start: int, end: int) -> Tense:
    """On which side of now the sentence puts the weekday at ``text[start:end]``.

    The nearest verb or hint before it decides; then, where it leads its clause, the first after
    it; a sentence that tells neither is taken as news of the past.
    """
    left = text[_sentence_start(text, start) : start]
    right = text[end : end + 120].partition(".")[0]
    clause = _CLAUSE.split(left)[-1]
    sides = (reversed(_hints(clause)), iter(_hints(right)), reversed(_hints(left)))
    return next((hint for side in sides for hint in side), Tense.PAST)


def _sentence_start(text: str, offset: int) -> int:
    return max(text.rfind(". ", 0, offset), text.rfind("\n", 0, offset), 0)


def _hints(text: str) -> list[Tense]:
    return list(_each_hint(text))


def _each_hint(text: str) -> Iterator[Tense]:
    for match in _VERBISH.finditer(text):
        word = match.group().lower()
        if match["infinitive"] or word in _FUTURE:
            yield Tense.FUTURE
        elif word in _PAST or (word.endswith("ed") and len(word) > 4 and word not in _NOT_PAST):
            yield Tense.PAST
