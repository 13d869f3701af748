"""The day on which an article was published, where it was written: from it its words count."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from importlib.resources import files
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from bot.dates.date_words import Kind
from bot.dates.datelines import dateline_of, place_of
from bot.dates.periods import period_of
from bot.dates.reading import read_dates
from bot.domain.articles import Article

#: How long before publication a dateline's own date may lie to be believed; and after it, since
#: the zones of the world are up to a day ahead.
_SOONEST, _LATEST = timedelta(days=-2), timedelta(days=1)
#: A dateline stands within this many characters.
_OPENING = 400


@dataclass(frozen=True, slots=True)
class _Zones:
    """`zones.toml`: the zone of each place, and of each country's web addresses."""

    places: Mapping[str, str]
    countries: Mapping[str, str]


def day_of(article: Article) -> date | None:
    """The day on which an article was published; None when it has no date."""
    return publication_day(article.published_at, article.text, article.url)


def publication_day(
    published_at: datetime | None, text: str, url: str | None = None
) -> date | None:
    """The day that "today" means in a text.

    It is the day in the dateline if that is near; else the day of `published_at` in the zone of the
    dateline's place, or of the country that the web address names, or in UTC.  A date without a
    time, which stands at midnight UTC, is that day everywhere.

    >>> from datetime import datetime, UTC
    >>> late = datetime(2024, 3, 21, 23, 30, tzinfo=UTC)
    >>> publication_day(late, "TOKYO (Kyodo) -- Japan said today ...").isoformat()
    '2024-03-22'
    """
    if published_at is None:
        return None
    moment = published_at.astimezone(UTC)
    if moment.time() == time.min:
        return moment.date()
    dateline = dateline_of(text[:_OPENING])
    zone = _zone_of_place(dateline) or _zone_of_address(url)
    local = moment.astimezone(zone).date() if zone else moment.date()
    return _dated(dateline, local) or local


def _dated(dateline: str | None, local: date) -> date | None:
    days = [word for word in read_dates(dateline or "") if word.kind is Kind.DAY]
    period = period_of(days[0], local) if days else None
    if period is None or not _SOONEST <= period.first - local <= _LATEST:
        return None
    return period.first


def _zone_of_place(dateline: str | None) -> ZoneInfo | None:
    name = _zones().places.get(place_of(dateline)) if dateline else None
    return ZoneInfo(name) if name else None


def _zone_of_address(url: str | None) -> ZoneInfo | None:
    try:
        host = urlsplit(url).hostname if url else None
    except ValueError:
        # "https://[/": no address at all.
        return None
    name = _zones().countries.get(host.rpartition(".")[2]) if host else None
    return ZoneInfo(name) if name else None


@cache
def _zones() -> _Zones:
    path = files("bot.dates").joinpath("zones.toml")
    read = tomllib.loads(path.read_text("utf-8"))
    places = {place: zone for zone, named in read["places"].items() for place in named}
    return _Zones(places, read["countries"])
