"""What comes next: dated things that articles announce, each with the sentence that does.

A date is counted from the article's publication, never from today (promise 5): an article without
a publication date gives nothing but what it dates in full.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

from bot.briefing.diplomacy import LEAST_WEIGHT, read_article
from bot.built_in.briefing_writer import coming_sentences
from bot.built_in.story_sentences import quotable_sentences
from bot.dates.announced_dates import announced_in
from bot.dates.date_words import Side
from bot.dates.periods import period_of
from bot.dates.publication import day_of
from bot.dates.reading import read_dates
from bot.domain.articles import Article, Passage
from bot.domain.briefings import AgendaEntry
from bot.domain.claims import CitedClaim
from bot.domain.identifiers import VersionId
from bot.grounding.gate import cite_passage
from bot.memory.cross_lingual_words import can_tell, is_country, shared_vector
from bot.memory.frequencies import weight_of
from bot.memory.language_codes import ENGLISH, language_code
from bot.memory.words import content_stems
from bot.sentence_reading.dated_sentences import GONE, Overtaking, ToldSentence
from bot.sentence_reading.deeds import tokens_of
from bot.sentence_reading.foreign_retractions import tells_days_off
from bot.sentence_reading.overtaken import may_overtake, names_in, overtaking, takes_off
from bot.sentence_reading.stretches import names_of, things_of

#: Entries shown with one item.
MOST_ENTRIES = 4
#: Two sentences for one day announce the same thing when they share this much.
SAME_THING = 0.5


def entries_of(claim: CitedClaim) -> tuple[AgendaEntry, ...]:
    """What a verified sentence announces, earliest first; a week or a month stays one.

    It counts as to come when it lies after the publication of every article that is cited, or on
    that day and in words that put it later.
    """
    ahead = {d.ahead for d in claim.dates if d.ahead is not None}
    # "On Friday next week" names a day of it: the week is then no thing of its own.
    days = [found.day for found in ahead if found.last is None]
    kept = [
        found
        for found in ahead
        if found.last is None or not any(found.day <= other <= found.last for other in days)
    ]
    ordered = sorted(kept, key=lambda found: (found.day, found.last or found.day))
    return tuple(AgendaEntry(a.day, claim, a.last, is_limit=a.is_limit) for a in ordered)


def announced(articles: Sequence[Article], first: date, last: date) -> tuple[AgendaEntry, ...]:
    """What articles on the subject announce for the days from `first` to `last`.

    The newest announcements come first, originals before copies.
    """
    ordered = sorted(
        (a for a in articles if not (a.is_opinion or a.is_satire)),
        key=lambda a: (a.duplicate_of is not None, -a.told_at.timestamp(), a.article_id),
    )
    found: list[AgendaEntry] = []
    for article in ordered:
        coming = [p for p in coming_sentences(article) if _names_day(article, p, first, last)]
        # An article is weighed, and the gate asked, only when there is something to show of it.
        if coming and _is_on_subject(article):
            claims = (cite_passage(article, passage) for passage in coming)
            found += (e for c in claims if c is not None for e in entries_of(c))
    standing = still_standing(found, articles)
    return tuple(entry for entry in standing if first <= entry.end and entry.day <= last)


def still_standing(
    entries: Iterable[AgendaEntry], articles: Sequence[Article]
) -> tuple[AgendaEntry, ...]:
    """The entries, each that a later sentence of the articles overtook as that one tells it.

    What was put off is told for the day that it was put off to; what was called off, for its own;
    what has been done since is to come no more.
    """
    by_version = {article.version_id: article for article in articles}
    return tuple(now for entry in entries for now in _as_it_stands(entry, by_version, articles))


def _as_it_stands(
    entry: AgendaEntry, by_version: Mapping[VersionId, Article], articles: Sequence[Article]
) -> Iterator[AgendaEntry]:
    """An entry, or what became of it; what it was put off to may have been put off in its turn."""
    source = by_version.get(entry.claim.citations[0].version_id)
    later = _overtaking(entry, source, articles) if source is not None else None
    if later is None:
        if source is None or not _is_done(entry, source, articles):
            yield entry
        return
    moved_to = entries_of(later)
    for moved in moved_to:
        yield from _as_it_stands(moved, by_version, articles)
    if not moved_to:
        yield AgendaEntry(entry.day, later, entry.last, is_limit=entry.is_limit)


def _overtaking(
    entry: AgendaEntry, source: Article, articles: Sequence[Article]
) -> CitedClaim | None:
    """The newest verified sentence by which what an entry announces no longer stands."""
    told = ToldSentence.of(source, entry.claim.citations[0].quote)
    names = names_in(f"{told.text} {source.title or ''}")
    after = (
        a
        for a in articles
        if a.told_at > told.when
        and (any(name in a.text for name in names) or _is_its_story_abroad(a, source))
    )
    for article in sorted(after, key=lambda a: (a.told_at, a.article_id), reverse=True):
        for _, passage in quotable_sentences(article):
            if _takes_off(ToldSentence.of(article, passage.text), told):
                claim = cite_passage(article, passage)
                if claim is not None:
                    return claim
    return None


def _takes_off(later: ToldSentence, told: ToldSentence) -> bool:
    """Whether what a sentence announces no longer stands, by a later one."""
    may = may_overtake(later.text) or tells_days_off(later)
    return may and overtaking(later, told) in GONE


def _is_its_story_abroad(article: Article, source: Article) -> bool:
    """Whether an article tells the same story in another language, whose names may be others."""
    is_same = article.story_id is not None and article.story_id == source.story_id
    return is_same and can_tell(language_code(article.language), language_code(source.language))


def _is_done(entry: AgendaEntry, source: Article, articles: Sequence[Article]) -> bool:
    """Whether a later article, of the entry's day or after, tells as done what it announces."""
    told = ToldSentence.of(source, entry.claim.citations[0].quote)
    names = names_in(f"{told.text} {source.title or ''}")
    return any(
        overtaking(ToldSentence.of(article, passage.text), told) is Overtaking.DONE
        or (entry.last is None and _tells_of_day(article, passage.text, entry))
        for article in articles
        if article.told_at > told.when
        and article.told_at.date() >= entry.day
        and any(name in article.text for name in names)
        for _, passage in quotable_sentences(article)
    )


def _tells_of_day(article: Article, text: str, entry: AgendaEntry) -> bool:
    """Whether a sentence tells of what happened on an entry's day, much as the entry does."""
    published = day_of(article)
    days = (
        period_of(word, published)
        for word in read_dates(text, article.language)
        if word.side is Side.PAST
    )
    is_of_day = any(p is not None and p.is_day and p.first == entry.day for p in days)
    return is_of_day and _is_same(_undated(text), _undated(entry.claim.text))


def _undated(text: str) -> str:
    for word in reversed(read_dates(text)):
        text = f"{text[: word.start]} {text[word.end :]}"
    return text


def _names_day(article: Article, passage: Passage, first: date, last: date) -> bool:
    ahead = announced_in(passage.text, day_of(article), article.language)
    return any(first <= period.last and period.first <= last for _, period in ahead)


def _is_on_subject(article: Article) -> bool:
    reading = read_article(article)
    return reading.off_subject is None and reading.weight >= LEAST_WEIGHT


def without_repeats(
    entries: Iterable[AgendaEntry],
    *,
    is_one_story: bool = False,
    articles: Iterable[Article] = (),
) -> tuple[AgendaEntry, ...]:
    """Entries by day, of those that announce one thing for one day the first.

    What tells that it was called off comes before what announced it, and English before other
    languages, since the rest of a post is English.  In one story, who is called
    by a name and who by an office may be one.  Of `articles`, what one story tells in several
    languages is told once.
    """
    kept: list[AgendaEntry] = []
    sources = {a.version_id: a for a in articles}

    def is_later(entry: AgendaEntry) -> tuple[bool, bool]:
        source = sources.get(entry.claim.citations[0].version_id)
        is_english = source is None or language_code(source.language) in (None, ENGLISH)
        return not takes_off(entry.claim.text), not is_english

    for entry in sorted(entries, key=is_later):
        same_day = (k for k in kept if (k.day, k.last) == (entry.day, entry.last))
        if not any(
            _announce_one_thing(k.claim.text, entry.claim.text, is_one_story=is_one_story)
            or _announce_one_abroad(k, entry, sources)
            for k in same_day
        ):
            kept.append(entry)
    return tuple(sorted(kept, key=lambda e: e.day))


def _announce_one_thing(one: str, other: str, *, is_one_story: bool) -> bool:
    """Whether two sentences for one day announce the same: by their words, or by all their things.

    "The former envoy takes office on Monday" is "Ana Maro, 52, takes office on 9 May".
    """
    if _is_same(one, other):
        return True
    first, second = (tokens_of(_undated(text)) for text in (one, other))
    names, other_names = names_of(first), names_of(second)
    if not is_one_story and names and other_names and not names & other_names:
        return False
    things, others = things_of(first), things_of(second)
    return len(min(things, others, key=len)) > 1 and (things <= others or others <= things)


def _announce_one_abroad(
    one: AgendaEntry, other: AgendaEntry, sources: Mapping[VersionId, Article]
) -> bool:
    """Whether two sentences of one story announce one thing in two languages, for one day.

    They share a name, a town or a word of the news.
    """
    first, second = (sources.get(e.claim.citations[0].version_id) for e in (one, other))
    if first is None or second is None or not _is_its_story_abroad(first, second):
        return False
    mine, theirs = (
        shared_vector(entry.claim.text, language_code(source.language) or "")
        for entry, source in ((one, first), (other, second))
    )
    return any(not (is_country(k) or k[0].isdigit()) for k in mine.keys() & theirs.keys())


def _is_same(one: str, other: str) -> bool:
    first, second = set(content_stems(one)), set(content_stems(other))
    shared = sum(map(weight_of, first & second))
    least = min(sum(map(weight_of, first)), sum(map(weight_of, second)))
    return one == other or (least > 0 and shared / least >= SAME_THING)
