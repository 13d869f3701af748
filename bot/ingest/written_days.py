"""Days as people write them: "14 March 2024", "Mar 14, 2024"."""

from __future__ import annotations

import re
from datetime import UTC, datetime

_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()
_MONTH = (
    r"(jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
_ORDINAL = r"(\d{1,2})(?:st|nd|rd|th)?"
_DAY_FIRST = rf"\b{_ORDINAL} {_MONTH},? (\d{{4}})\b"
_MONTH_FIRST = rf"\b{_MONTH} {_ORDINAL},? (\d{{4}})\b"
_DAY = re.compile(f"{_DAY_FIRST}|{_MONTH_FIRST}", re.IGNORECASE)


def written_day(text: str) -> tuple[datetime, str] | None:
    """The first day in a text, at midnight UTC, and what stands before and behind it.

    Figures alone are none: "03/04/2024" is two days.

    >>> written_day("Vienna, 14 March 2024")
    (datetime.datetime(2024, 3, 14, 0, 0, tzinfo=datetime.timezone.utc), 'Vienna, ')
    """
    found = _DAY.search(text)
    if found is None:
        return None
    day, month = (found[1], found[2]) if found[1] else (found[5], found[4])
    year = found[3] or found[6]
    try:
        moment = datetime(int(year), _MONTHS.index(month[:3].lower()) + 1, int(day), tzinfo=UTC)
    except ValueError:
        return None
    return moment, text[: found.start()] + text[found.end() :]
