"""The calendar words of one language: `languages/*.toml`, all in one format.

months, weekdays   twelve and seven entries, each with its forms; Monday is first
capitals           whether these are written with a capital
doubtful_months    months that are also words: they count only after one of `month_openers`
month_first        whether "March 22" is written
day_marks          what may follow the figure of a day: "22nd", "1er", "22."
day_links          what may stand between day and month, and between month and year
figures            what parts day, month and year in figures, in this order; empty: no such dates
days               words that name a day, with its distance from today
day_nouns          expressions of those words where they name no day: "am Morgen"
leads              words before a weekday or a span; `leads_behind`, those of them that also follow
spans              week, weekend, month, year
week_links         between a weekday and "next week" behind it
stretches          words for an open stretch of days ahead, with how many days it is taken for
parts              early, mid, late in a month; later in a week
numbers, units, ago, ahead   "two weeks ago", "in two weeks"; {n} is the number with its unit
bounds             words right before a date that make it a limit
links              what joins two weekdays to a stretch
tense              see `Tense`
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

#: The languages that have a file.
LANGUAGES = frozenset({"en", "fr", "de", "es", "ar"})
#: Of sentences whose language nobody told: what Attaché itself writes, and its checks read.
ENGLISH = "en"


@dataclass(frozen=True, slots=True)
class TenseWords:
    """By what a sentence tells on which side of now it is.

    Each list has regular expressions of whole words; of those that begin first, the first counts, in
    the order neutral, either, future, past.
    """

    future: tuple[str, ...]
    past: tuple[str, ...]
    #: What had been planned.
    either: tuple[str, ...]
    #: Neither, though one of the lists would take them.
    neutral: tuple[str, ...]
    #: What looks ahead in a sentence without any of these: "Pope to visit Jakarta Friday".
    headlines: tuple[str, ...]
    #: Nouns of what was said or done: "in a statement on Friday".
    past_nouns: tuple[str, ...]
    #: Words that begin a clause, and those that may also join two days of one.
    clause_words: tuple[str, ...]
    joining_words: tuple[str, ...]
    #: Verbs of saying: a verb behind the date decides, not these: "said talks on Friday would".
    reporting: tuple[str, ...] = ()
    #: Behind "Friday's": what has happened; what is to come, and what stands before it then.
    done_events: tuple[str, ...] = ()
    planned_events: tuple[str, ...] = ()
    planned_leads: tuple[str, ...] = ()
    #: "Wurde auf den 8. Dezember verschoben": what stands before a day to which something is moved, and behind it.
    moved_leads: tuple[str, ...] = ()
    moved: tuple[str, ...] = ()
    #: What begins a remark on another time behind a comma: "on Friday, a week after".
    asides: tuple[str, ...] = ()
    #: What begins a clause that its date only fronts: "In Rome on Friday, ministers".
    fronted: tuple[str, ...] = ()
    #: Right behind a date without a future before it, these were done on it: "on Friday called on".
    dated_deeds: tuple[str, ...] = ()
    #: One of these is in a sentence in the present, which looks ahead where nothing else tells.
    present_signs: tuple[str, ...] = ()
    #: A full stop after these, or after one capital, ends no sentence, unless one of these follows.
    abbreviations: tuple[str, ...] = ()
    sentence_openers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CalendarWords:
    """The lists of one language, as the module tells them."""

    language: str
    months: Mapping[str, int]
    weekdays: Mapping[str, int]
    capitals: bool
    doubtful_months: frozenset[str]
    month_openers: tuple[str, ...]
    month_first: bool
    day_marks: tuple[str, ...]
    day_links: tuple[str, ...]
    figures: str
    days: Mapping[str, int]
    day_nouns: tuple[re.Pattern[str], ...]
    leads: Mapping[str, str]
    leads_behind: tuple[str, ...]
    spans: Mapping[str, str]
    week_links: tuple[str, ...]
    stretches: Mapping[str, int]
    parts: Mapping[str, str]
    numbers: Mapping[str, int]
    units: Mapping[str, int]
    ago: tuple[str, ...]
    ahead: tuple[str, ...]
    bounds: Mapping[str, str]
    links: tuple[str, ...]
    #: Letters that may be written onto a word's beginning.
    prefixes: str
    tense: TenseWords


@cache
def calendar_words(language: str) -> CalendarWords:
    """The lists of a language that has a file."""
    path = files("bot.dates").joinpath("languages", f"{language}.toml")
    read: dict[str, Any] = tomllib.loads(path.read_text("utf-8"))
    return CalendarWords(
        language=language,
        months=_numbered(read["months"], first=1),
        weekdays=_numbered(read["weekdays"], first=0),
        capitals=read["capitals"],
        doubtful_months=frozenset(read["doubtful_months"]),
        month_openers=tuple(read["month_openers"]),
        month_first=read["month_first"],
        day_marks=tuple(read["day_marks"]),
        day_links=tuple(read["day_links"]),
        figures=read["figures"],
        days=read["days"],
        day_nouns=tuple(map(re.compile, read["day_nouns"])),
        leads=_turned(read["leads"]),
        leads_behind=tuple(read["leads_behind"]),
        spans=_turned(read["spans"]),
        week_links=tuple(read["week_links"]),
        stretches=read["stretches"],
        parts=_turned(read["parts"]),
        numbers=read["numbers"],
        units=read["units"],
        ago=tuple(read["ago"]),
        ahead=tuple(read["ahead"]),
        bounds=_turned(read["bounds"]),
        links=tuple(read["links"]),
        prefixes=read["prefixes"],
        tense=TenseWords(**{name: tuple(forms) for name, forms in read["tense"].items()}),
    )


def _numbered(names: Collection[Collection[str]], first: int) -> dict[str, int]:
    return {form: number for number, forms in enumerate(names, first) for form in forms}


def _turned(lists: Mapping[str, Collection[str]]) -> dict[str, str]:
    """From names with their words to words with their name."""
    return {word: name for name, words in lists.items() for word in words}
