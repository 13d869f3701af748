"""The extractive writer of a briefing's items: verbatim sentences, chosen without a model.

Sentences are weighed by place (news puts first what matters), by how much of what the story's
articles share they carry, and by how new their article is; then taken one by one by maximal
marginal relevance (Carbonell and Goldstein, SIGIR 1998), so that nothing is said twice.  Where
outlets give different figures, both sentences are shown, whatever they have in common.

Same story in, same draft out.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import timedelta
from functools import lru_cache
from itertools import combinations, islice

from bot.built_in.posted_sentences import Posted, corrections_of
from bot.built_in.recounted_figures import tells_same_figures, without_old_tolls
from bot.built_in.story_sentences import (
    Relevance,
    StorySentence,
    can_be_shown,
    first_sentences,
    overlap,
    relevances,
    sentences_of,
)
from bot.built_in.superseded_sentences import without_overtaken
from bot.built_in.told_as_news import with_what_decides
from bot.dates.announced_dates import announced_in
from bot.dates.publication import day_of
from bot.domain.articles import Article, Passage
from bot.domain.briefings import Correction
from bot.domain.claims import DraftClaim, DraftSpan
from bot.domain.evidence import Evidence
from bot.domain.identifiers import VersionId
from bot.domain.stories import Story
from bot.domain.title_marks import is_explaining, is_notice
from bot.sentence_reading.attribution import speaker_of, surname_of
from bot.sentence_reading.back_references import refers_back
from bot.sentence_reading.changed_figures import count_otherwise, figures_of
from bot.sentence_reading.context_needed import joins
from bot.sentence_reading.counted import differ

#: What one item has at most.
MOST_SENTENCES, MOST_SAID, MOST_AGENDA = 3, 3, 8

#: Relevance against repetition in maximal marginal relevance; 0.7 is usual for news.
RELEVANCE_SHARE = 0.7
#: A sentence that repeats more of what was taken, or has less relevance than this share of the
#: best one's, is not taken.
MOST_REPEATED, LEAST_RELEVANT = 0.5, 0.35
#: Two sentences tell of one matter when they share this much of the shorter one, in articles
#: published no further apart than this: a toll that grew since yesterday is news, not a difference.
SAME_MATTER = 0.35
SAME_TIME = timedelta(hours=24)
#: An item begins with an article at least this new: no older than half a day before the newest.
NEW_ENOUGH = 0.7
#: Of an earlier day, only what an article begins with is told.
LEAD_SENTENCES = 3


@dataclass(frozen=True, slots=True)
class DraftItem:
    """An item as drafted; the numbers of its claims are those of `evidence`."""

    evidence: Evidence
    #: The article whose title is the headline.
    headline_article: Article
    sentences: tuple[DraftClaim, ...]
    said: tuple[DraftClaim, ...]
    agenda: tuple[DraftClaim, ...]
    #: What of `sentences` sets right what the channel was sent.
    corrections: tuple[Correction, ...] = ()


def draft_item(
    story: Story, *, fresh: Collection[VersionId] = (), posted: Sequence[Posted] = ()
) -> DraftItem:
    """Draft a story's item, preferring the versions in `fresh`, which the channel was not sent.

    What sets right what was `posted_sentences` of it is told in any case.

    A story in which no sentence can stand alone gets no sentences; its caller leaves it out.
    """
    every = sentences_of(story, fresh)
    standing = without_old_tolls(without_overtaken(every))
    sentences = _new_of(standing, posted) or standing
    relevance = with_what_decides(relevances(sentences))
    corrections = corrections_of(sentences, posted)
    news = _taken(sentences, relevance)
    taken = _with_corrections(news, [s for s, _ in corrections])
    said = _said(sentences, relevance, taken)
    # What was called off stands on the agenda as what called it off tells it (`briefing.agenda`).
    agenda = _agenda(every)
    shown = list(dict.fromkeys((*taken, *said, *agenda)))
    number = {sentence: place for place, sentence in enumerate(shown, start=1)}
    return DraftItem(
        evidence=_evidence(shown),
        headline_article=_headline_article(story, news),
        sentences=tuple(_claim(s, number[s]) for s in taken),
        said=tuple(_claim(s, number[s], _speaker(s)) for s in said),
        agenda=tuple(_claim(s, number[s]) for s in agenda),
        corrections=tuple(correction for _, correction in corrections),
    )


def item_evidence(story: Story, *, fresh: Collection[VersionId] = ()) -> Evidence:
    """A story's sentences for another writer to work from, best first.

    First what this writer would take, with what was said and what is announced, then the rest as
    relevant as it is.
    """
    sentences = without_old_tolls(without_overtaken(sentences_of(story, fresh)))
    relevance = with_what_decides(relevances(sentences))
    taken = _taken(sentences, relevance)
    first = (*taken, *_said(sentences, relevance, taken), *_agenda(sentences))
    return _evidence(list(dict.fromkeys((*first, *_ranked(sentences, relevance)))))


# Every agenda of a channel reads the same articles: two thousand, with their texts, take some 10 MB.
@lru_cache(maxsize=2_048)
def coming_sentences(article: Article) -> tuple[Passage, ...]:
    """The sentences of one article that announce a dated thing to come, in order."""
    sentences = (p for _, p in first_sentences(article))
    return tuple(p for p in sentences if _announces(article, p.text) and can_be_shown(p.text))


def is_known(speaker: str) -> bool:
    """Whether a reader can tell who it is: not "the minister" whom a sentence before has named."""
    words = speaker.split()
    return words[0].casefold() != "the" or any(word[0].isupper() for word in words[1:])


def _new_of(
    sentences: Sequence[StorySentence], posted: Sequence[Posted]
) -> Sequence[StorySentence]:
    """Of a story that was posted, the sentences of what the channel was not sent, if any are left.

    What older articles tell was posted, or was not worth it.
    """
    return [s for s in sentences if s.is_fresh] if posted else sentences


def _evidence(sentences: Sequence[StorySentence]) -> Evidence:
    return Evidence.of([(s.article, s.passage) for s in sentences])


def _claim(sentence: StorySentence, number: int, speaker: str | None = None) -> DraftClaim:
    return DraftClaim(sentence.text, (DraftSpan(number, sentence.text),), speaker)


def _speaker(sentence: StorySentence) -> str | None:
    return sentence.spoken_by or speaker_of(sentence.text)


def _ranked(sentences: Sequence[StorySentence], relevance: Relevance) -> Sequence[StorySentence]:
    return sorted(sentences, key=lambda s: (-relevance[s], s.order))


def _taken(sentences: Sequence[StorySentence], relevance: Relevance) -> tuple[StorySentence, ...]:
    """The item's sentences: the best new one, differing figures about it, then what adds most.

    The last place goes to what happened on an earlier day, when the channel was not sent that
    either: who reads of the second vote is told of the first.
    """
    if not sentences:
        return ()
    openings = [s for s in sentences if not refers_back(s.text)] or sentences
    openings = [s for s in openings if not is_notice(s.article.title)] or openings
    new = [s for s in openings if s.newness >= NEW_ENOUGH] or openings
    reports = [s for s in new if not is_explaining(s.article.title)] or new
    taken = [_in_english(_ranked(reports, relevance))]
    # A notice of an outlet's mistake is told where it sets right what was sent, or nothing else is.
    told = [s for s in sentences if not is_notice(s.article.title)] or sentences
    taken += _differing(told, relevance, taken[0])
    floor = LEAST_RELEVANT * relevance[taken[0]]
    relevant = [s for s in told if relevance[s] >= floor]
    while len(taken) < MOST_SENTENCES:
        is_last = len(taken) == MOST_SENTENCES - 1
        earlier = [s for s in relevant if is_last and _leads_earlier_day(s, taken)]
        found = _next(earlier, taken, relevance) or _next(relevant, taken, relevance)
        if found is None:
            break
        taken.append(found)
    return _in_reading_order(taken)


def _in_english(ranked: Sequence[StorySentence]) -> StorySentence:
    """The best sentence, or the best English one that tells as much: the rest of a post is English."""
    best = ranked[0]
    english = (s for s in ranked if s.is_english and not best.is_english)
    return next((s for s in english if overlap(s, best) > MOST_REPEATED), best)


def _with_corrections(
    taken: Sequence[StorySentence], correcting: Sequence[StorySentence]
) -> tuple[StorySentence, ...]:
    """An item's sentences with what sets right what was sent, which is told before the rest."""
    missing = [s for s in correcting if s not in taken]
    rest = [s for s in taken if s not in correcting]
    kept = rest[: max(1, MOST_SENTENCES - len(correcting))]
    return (
        (*missing, *(s for s in taken if s in correcting or s in kept)) if missing else tuple(taken)
    )


def _next(
    sentences: Sequence[StorySentence], taken: Sequence[StorySentence], relevance: Relevance
) -> StorySentence | None:
    """The sentence of the greatest marginal relevance; None when all repeat what was taken."""
    marginal = {
        s: RELEVANCE_SHARE * relevance[s] - (1 - RELEVANCE_SHARE) * repeated
        for s in sentences
        if s not in taken
        and (repeated := max(overlap(s, t) for t in taken)) <= MOST_REPEATED
        and not any(tells_same_figures(s.text, t.text) for t in taken)
        and _is_clear(s, taken)
    }
    ranked = sorted(marginal, key=lambda s: (-marginal[s], s.order))
    return _in_english(ranked) if ranked else None


def _is_clear(sentence: StorySentence, taken: Collection[StorySentence]) -> bool:
    """Whether a reader knows which draft "the draft" is: its own article has told of it before."""
    return not refers_back(sentence.text) or any(
        other.article.version_id == sentence.article.version_id and other.place < sentence.place
        for other in taken
    )


def _leads_earlier_day(sentence: StorySentence, taken: Sequence[StorySentence]) -> bool:
    """Whether it leads a fresh article from at least a day before all that was taken."""
    first = min(t.article.told_at for t in taken)
    is_earlier = first - sentence.article.told_at >= SAME_TIME
    is_report = not (is_notice(sentence.article.title) or joins(sentence.text))
    return is_earlier and is_report and sentence.is_fresh and sentence.place < LEAD_SENTENCES


def _differing(
    sentences: Sequence[StorySentence], relevance: Relevance, best: StorySentence
) -> tuple[StorySentence, ...]:
    """The most relevant pair of sentences in which two outlets differ on a figure.

    What is already taken counts as one of the pair.
    """
    counting = [
        s for s in sentences if (s.counts or figures_of(s.text)) and not refers_back(s.text)
    ]
    pairs = [(one, other) for one, other in combinations(counting, 2) if _do_differ(one, other)]
    if not pairs:
        return ()
    pair = max(pairs, key=lambda p: (best in p, relevance[p[0]] + relevance[p[1]], -p[0].order))
    return tuple(s for s in pair if s is not best)


def _do_differ(one: StorySentence, other: StorySentence) -> bool:
    return (
        one.article.article_id != other.article.article_id
        and one.article.outlet != other.article.outlet
        and abs(one.article.told_at - other.article.told_at) <= SAME_TIME
        and (differ(one.counts, other.counts) or count_otherwise(one.text, other.text))
        and not tells_same_figures(one.text, other.text)
        and not tells_same_figures(other.text, one.text)
        and overlap(one, other) >= SAME_MATTER
    )


def _in_reading_order(taken: Sequence[StorySentence]) -> tuple[StorySentence, ...]:
    """Articles in the order in which their first sentence was taken, each in its own order."""
    articles = list(dict.fromkeys(s.article.article_id for s in taken))
    return tuple(sorted(taken, key=lambda s: (articles.index(s.article.article_id), s.place)))


def _said(
    sentences: Sequence[StorySentence], relevance: Relevance, taken: Sequence[StorySentence]
) -> tuple[StorySentence, ...]:
    """Who said what, beside the item's sentences: the weightiest statement of each speaker.

    What the channel was sent articles of before has been said there.
    """
    chosen: list[StorySentence] = []
    speakers: set[str] = set()
    for sentence in _ranked(sentences, relevance):
        speaker = _speaker(sentence)
        is_told = sentence in taken or not sentence.is_fresh
        if speaker is None or not is_known(speaker) or is_told:
            continue
        # What somebody announced stands on the agenda, while it stands.
        if not _is_clear(sentence, taken) or _announces(sentence.article, sentence.text):
            continue
        surname = surname_of(speaker)
        repeats = any(
            overlap(sentence, other) > MOST_REPEATED
            or tells_same_figures(sentence.text, other.text)
            for other in (*taken, *chosen)
        )
        if surname not in speakers and not repeats:
            speakers.add(surname)
            chosen.append(sentence)
    return tuple(sorted(chosen[:MOST_SAID], key=lambda s: s.order))


def _agenda(sentences: Sequence[StorySentence]) -> tuple[StorySentence, ...]:
    """Sentences that announce a dated thing, those of the newest articles first."""
    coming = (s for s in sentences if _announces(s.article, s.text))
    return tuple(islice(coming, MOST_AGENDA))


def _announces(article: Article, sentence: str) -> bool:
    found = announced_in(sentence, day_of(article), article.language)
    return next(found, None) is not None


def _headline_article(story: Story, taken: Sequence[StorySentence]) -> Article:
    """The article with a title that the first sentence comes from, or else the newest with one."""
    first = taken[0].article if taken else None
    titled = [a for a in story.articles if a.title and not is_notice(a.title)]
    if first is not None and (first in titled or not titled):
        return first
    return max(
        titled or story.articles, key=lambda a: (a.duplicate_of is None, a.told_at, a.article_id)
    )
