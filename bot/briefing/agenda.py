"""What comes next: dated things that articles announce, each with the sentence that does.

A date is counted from the article's publication, never from today (promise 5): an article without
a publication date gives nothing but what it dates in full.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta

from bot.briefing.diplomacy import LEAST_WEIGHT, read_article
from bot.built_in.briefing_writer import coming_sentences
from bot.domain.articles import Article, Passage
from bot.domain.briefings import AgendaEntry
from bot.domain.claims import CitedClaim, DraftClaim, DraftSpan
from bot.domain.evidence import Evidence
from bot.grounding.dates import resolve_dates
from bot.grounding.gate import check_draft
from bot.memory.frequencies import weight_of
from bot.memory.words import content_stems

#: Entries shown with one item.
MOST_ENTRIES = 4
#: Furthest a dated thing may lie ahead of its announcement; what is further is history misread.
FURTHEST = timedelta(days=3 * 366)
#: Two sentences for one day announce the same thing when they share this much.
SAME_THING = 0.5

#: Words that mean no single day, unless a weekday stands with them ("Wednesday next week").
_SPAN_WORDS = re.compile(r"^(?!.*day\b).*\b(?:weeks?|months?|weekend|years?)\b", re.IGNORECASE)
#: "Monday's drills" may have been; "ahead of Monday's vote" tells that they have not.
_POSSESSIVE = re.compile(r"[’']s\b")
_BEFORE_IT = re.compile(
    r"\b(?:ahead\s+of|before|until|for|upcoming)\s+(?:\w+\s+){0,2}$", re.IGNORECASE
)
#: On the publication day itself only what these announce is still to come.
_LATER_THAT_DAY = re.compile(
    r"\b(?:will|would|later|tonight|this\s+(?:afternoon|evening)|due|set\s+to|expected\s+to"
    r"|scheduled|(?:is|are)\s+to)\b",
    re.IGNORECASE,
)
#: How many characters before a date word are looked at for one of these.
_REACH = 60


def entries_of(claim: CitedClaim) -> tuple[AgendaEntry, ...]:
    """The days to come that a verified sentence announces, earliest first.

    A day counts as to come when it lies after the publication of every article that is cited, or
    on that day and in words that put it later.
    """
    published = [c.published_at for c in claim.citations]
    if not published or None in published:
        return ()
    newest = max(p for p in published if p is not None)
    return tuple(AgendaEntry(day, claim) for day in days_ahead(claim.text, newest))


def days_ahead(sentence: str, published_at: datetime) -> tuple[date, ...]:
    """The days after its publication that a sentence names, earliest first."""
    found = {
        resolved.day
        for resolved in resolve_dates(sentence, published_at)
        if not _SPAN_WORDS.search(resolved.text)
        and _is_ahead(resolved.day, published_at.date(), sentence, resolved.text)
    }
    return tuple(sorted(found))


def announced(articles: Sequence[Article], first: date, last: date) -> tuple[AgendaEntry, ...]:
    """What articles on the subject announce for the days from `first` to `last`.

    The newest announcements come first, originals before copies.
    """
    ordered = sorted(articles, key=lambda a: (a.duplicate_of is not None, -_when(a), a.article_id))
    found: list[AgendaEntry] = []
    for article in ordered:
        coming = [p for p in coming_sentences(article) if _names_day(article, p, first, last)]
        # An article is weighed, and the gate asked, only when there is something to show of it.
        if coming and _is_on_subject(article):
            claims = (_verbatim(article, passage) for passage in coming)
            found += (e for c in claims if c is not None for e in entries_of(c))
    return tuple(entry for entry in found if first <= entry.day <= last)


def _names_day(article: Article, passage: Passage, first: date, last: date) -> bool:
    if article.published_at is None:
        return False
    days = days_ahead(passage.text, article.published_at)
    return any(first <= day <= last for day in days)


def _verbatim(article: Article, passage: Passage) -> CitedClaim | None:
    evidence = Evidence.of([(article, passage)])
    claim = check_draft(DraftClaim(passage.text, (DraftSpan(1, passage.text),)), evidence)
    return claim if isinstance(claim, CitedClaim) else None


def _is_on_subject(article: Article) -> bool:
    reading = read_article(article)
    return reading.off_subject is None and reading.weight >= LEAST_WEIGHT


def _when(article: Article) -> float:
    return (article.published_at or article.learned_at).timestamp()


def without_repeats(entries: Iterable[AgendaEntry]) -> tuple[AgendaEntry, ...]:
    """Entries by day, of those that announce one thing for one day the first."""
    kept: list[AgendaEntry] = []
    for entry in entries:
        same_day = (k for k in kept if k.day == entry.day)
        if not any(_is_same(k.claim.text, entry.claim.text) for k in same_day):
            kept.append(entry)
    return tuple(sorted(kept, key=lambda e: e.day))


def _is_ahead(day: date, published: date, sentence: str, words: str) -> bool:
    place = sentence.find(words)
    before, after = sentence[max(0, place - _REACH) : place], sentence[place + len(words) :]
    if _POSSESSIVE.match(after) and not _BEFORE_IT.search(before):
        return False
    if day == published:
        return _LATER_THAT_DAY.search(before + words) is not None
    return published < day <= published + FURTHEST


def _is_same(one: str, other: str) -> bool:
    first, second = set(content_stems(one)), set(content_stems(other))
    shared = sum(map(weight_of, first & second))
    least = min(sum(map(weight_of, first)), sum(map(weight_of, second)))
    return one == other or (least > 0 and shared / least >= SAME_THING)
