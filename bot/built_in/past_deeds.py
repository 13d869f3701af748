"""What was done before what the news is about: a deed of another year.  Pure.

English.  Reports end with what happened before: "Velia last expelled envoys in July 2023" tells the
same deed as the news, of the same doer, and answers nobody who asks about the news.  Such a
sentence gives way to any that tells the deed as news, be it a title; where there is only that, the
question may mean it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.built_in.candidates import Candidate
from bot.built_in.predicates import Predicate
from bot.built_in.questions import Asked
from bot.sentence_reading.deeds import Deed, deeds_of
from bot.sentence_reading.readings import keys_in

#: Words after a deed among which the year stands that it is of.
YEAR_REACH = 14
#: What asks for what was before.
_ASKS_FOR_OLD = re.compile(
    r"\b(?:\d{4}|last|previous\w*|earlier|former\w*|before|past|first|originally|ago|history|ever)\b",
    re.IGNORECASE,
)


def without_old(
    question: str, asked: Asked, found: Sequence[Candidate], among: Sequence[Candidate]
) -> Sequence[Candidate]:
    """The sentences that answer but for those that tell an old deed where the news tells one."""
    deed = asked.predicate
    if deed is None or not found or _ASKS_FOR_OLD.search(question):
        return found
    recent = [c for c in found if not _is_old(deed, c)]
    if recent or not any(_is_news_of(asked, deed, c) for c in among):
        return recent or found
    return ()


def _is_old(predicate: Predicate, candidate: Candidate) -> bool:
    """Whether every telling of the deed in a sentence is of a year before its article's."""
    year = candidate.article.told_at.year
    deeds = deeds_of(candidate.reading.text, predicate.verb)
    return bool(deeds) and all(_is_of_before(deed, year) for deed in deeds)


def _is_of_before(deed: Deed, year: int) -> bool:
    lows = [token.low for token in deed.after[:YEAR_REACH]]
    first = [token.low for token in deed.before[:3]]
    opening = first if first[:1] in (["in"], ["last"]) else []
    years = [int(low) for low in (*lows, *opening) if low.isdigit() and len(low) == 4]
    is_last_year = first[:2] == ["last", "year"]
    is_last = deed.before[-1:] != () and deed.before[-1].low in {"last", "previously"}
    return is_last or is_last_year or (bool(years) and all(y < year for y in years))


def _is_news_of(asked: Asked, predicate: Predicate, candidate: Candidate) -> bool:
    """Whether a title, or a sentence, tells the deed of those whom the question names, as news."""
    names = asked.name_keys
    verbs = predicate.verb.keys
    title = keys_in(candidate.article.title or "")
    if names <= title and verbs & title:
        return True
    is_told = names <= candidate.reading.keys and verbs & candidate.reading.keys
    deeds = deeds_of(candidate.reading.text, predicate.verb) if is_told else ()
    year = candidate.article.told_at.year
    return any(not _is_of_before(deed, year) for deed in deeds)
