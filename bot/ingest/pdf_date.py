"""The day of a PDF's publication, where its head says it in a line of its own.

The file knows when it was printed, and its text speaks of many days; a wrong day would move every
"Friday" of the text.  So the line must say nothing but the day, and where, or that it is the day.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime
from itertools import takewhile

from bot.ingest.pdf_lines import Line
from bot.ingest.pdf_paragraphs import is_full, setting_of
from bot.ingest.written_days import written_day

_WEEKDAY = r"(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day,?\s*)?"
_KIND = r"(?:press|news|media) (?:release|statement|notice)|statement|for immediate release"
_SAID = r"date(?: of (?:issue|publication|release))?|issued|published|released"
#: A city, of up to three words; its case tells it from other words.
_PLACE = r"(?-i:[A-ZÀ-Þ][\w.’'-]+(?: [A-ZÀ-Þ][\w.’'-]+){0,2})"
_BESIDE = re.compile(
    rf"(?:(?:{_KIND})\s*[-–—|,:]?\s*)?(?:{_PLACE},\s*|(?:{_SAID})(?: on)?\s*:?\s*)?(?:the )?{_WEEKDAY}[.]?",
    re.IGNORECASE,
)
#: What is no city, and whose day is another.
_EVENT = re.compile(
    r"\b(?:meeting|session|summit|conference|council|committee|forum|hearing|round|deadline|agenda"
    r"|embargo\w*|draft)\b",
    re.IGNORECASE,
)


def day_of(first_page: Sequence[Line]) -> datetime | None:
    """The day that the lines above the running text give, if they give one."""
    setting = setting_of(first_page)
    head = takewhile(lambda line: not is_full(line, setting), first_page)
    days = {day for line in head if (day := _day(line.text))}
    return days.pop() if len(days) == 1 else None


def _day(line: str) -> datetime | None:
    found = written_day(line)
    if found is None:
        return None
    day, beside = found
    return day if _BESIDE.fullmatch(beside.strip()) and not _EVENT.search(beside) else None
