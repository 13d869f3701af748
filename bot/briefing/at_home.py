"""Where an outlet is at home: what it tells of that state alone is news at home.

The country code of its address says it, else the region of the article's language, else the state
that most of its articles name.  Where none of these tells, the states whose press writes in the
language are its home; were they for every outlet, a strike in La Paz would be news at home in Madrid.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from bot.briefing.lexicon import Lexicon
from bot.domain.articles import Article

#: Articles of one outlet from which what they name tells where it is at home, ...
ENOUGH_ARTICLES = 8
#: ... the share of them that name the state, ...
NAMED_IN = 0.4
#: ... and how many times those that name any other state of its language.
AHEAD_OF_OTHERS = 2.0

#: Country codes that outlets anywhere use for their sound; where one is a country of the language's
#: press all the same (`home_by_domain`), it is that.
_ANYBODYS = frozenset("ai am cc co eu fm gg im io is la ly me nu pw sh st to tv ws".split())
_REGION = re.compile(r"^[A-Za-z]{2,3}-([A-Za-z]{2})\b")
#: Regions whose country code in addresses is another one.
_CODES = {"gb": "uk"}

States = frozenset[str]


@dataclass(frozen=True, slots=True)
class Homes:
    """Where outlets are at home by what their articles name, by site and language."""

    told: Mapping[tuple[str, str], States] = field(default_factory=dict)

    @classmethod
    def of(cls, named: Iterable[tuple[Article, Lexicon, States]]) -> Homes:
        """Learn it from articles, with their lists and the states that each names."""
        read: Counter[tuple[str, str]] = Counter()
        times: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
        for article, lexicon, states in named:
            site = _host(article.url)
            if site:
                place = (site, lexicon.language)
                read[place] += 1
                times[place].update(states & _of_its_press(lexicon))
        found = ((place, _leading(times[place], count)) for place, count in read.items())
        return cls({place: frozenset({state}) for place, state in found if state})

    def home(self, article: Article, lexicon: Lexicon) -> States:
        """The states at home for the outlet of an article, by the lists' names of them."""
        code = country_of(article, lexicon.home_by_domain)
        if code is not None:
            return frozenset(filter(None, (lexicon.home_by_domain.get(code),)))
        return self.told.get((_host(article.url), lexicon.language), lexicon.home)


def country_of(article: Article, listed: Mapping[str, str]) -> str | None:
    """The country code of an outlet's address, else of the article's language; None for neither."""
    code = _host(article.url).rpartition(".")[2]
    if code in listed or (len(code) == 2 and code not in _ANYBODYS):
        return code
    region = _REGION.match(article.language or "")
    return _CODES.get(region[1].lower(), region[1].lower()) if region else None


def _host(url: str | None) -> str:
    return (urlsplit(url).hostname or "").removeprefix("www.") if url else ""


def _of_its_press(lexicon: Lexicon) -> States:
    return lexicon.home | frozenset(lexicon.home_by_domain.values())


def _leading(times: Counter[str], read: int) -> str | None:
    if read < ENOUGH_ARTICLES or not times:
        return None
    (first, most), *others = times.most_common(2)
    is_ahead = most >= AHEAD_OF_OTHERS * (others[0][1] if others else 0)
    return first if is_ahead and most >= NAMED_IN * read else None
