"""The extractive writer of a briefing's items: verbatim sentences, chosen without a model.

Sentences are weighed by place (news puts first what matters), by how much of what the story's
articles share they carry, and by how new their article is; then taken one by one by maximal
marginal relevance (Carbonell and Goldstein, SIGIR 1998), so that nothing is said twice.  Where
outlets give different figures, both sentences are shown, whatever they have in common.

Same story in, same draft out.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from itertools import combinations, islice

from bot.built_in.attribution import speaker_of
from bot.built_in.figures import Counts, counts_of, differ
from bot.built_in.quotable import joins, stands_alone
from bot.built_in.reading_words import reading_words
from bot.domain.articles import Article, Passage
from bot.domain.claims import DraftClaim, DraftSpan
from bot.domain.evidence import Evidence
from bot.domain.identifiers import VersionId
from bot.domain.stories import Story
from bot.memory.frequencies import weight_of
from bot.memory.sentences import split_sentences
from bot.memory.words import content_stems

#: What one item has at most.
MOST_SENTENCES, MOST_SAID, MOST_AGENDA = 3, 3, 8
#: What is read of a story: its newest articles, and the sentences that news puts first in each.
MOST_ARTICLES, MOST_READ = 12, 30

#: Relevance is place, what the articles share, and newness; the shares add up to one.
PLACE_COUNTS, SHARED_COUNTS, NEWNESS_COUNTS = 0.45, 0.35, 0.2
#: How fast a sentence's place loses weight: the fourth counts half as much as the first.
PLACE_DECAY = 1 / 3
#: The age at which an article's newness counts half.
HALF_NEW = timedelta(days=1)
#: What a sentence that begins with "However" or "But" keeps of its relevance.
JOINING_KEEPS = 0.7
#: Relevance against repetition in maximal marginal relevance; 0.7 is usual for news.
RELEVANCE_SHARE = 0.7
#: A sentence that repeats more of what was taken, or has less relevance than this share of the
#: best one's, is not taken.
MOST_REPEATED, LEAST_RELEVANT = 0.5, 0.35
#: Two sentences tell of one matter when they share this much of the shorter one.
SAME_MATTER = 0.35

Weights = Mapping[str, float]


@dataclass(frozen=True, slots=True)
class DraftItem:
    """An item as drafted; the numbers of its claims are those of `evidence`."""

    evidence: Evidence
    #: The article whose title is the headline.
    headline_article: Article
    sentences: tuple[DraftClaim, ...]
    said: tuple[DraftClaim, ...]
    agenda: tuple[DraftClaim, ...]


@dataclass(frozen=True, slots=True, eq=False)
class _Candidate:
    """A sentence that can stand alone; `order` is its rank in reading order over the story."""

    article: Article
    passage: Passage
    place: int
    order: int
    #: Its words that say something, with how telling each is.
    weights: Weights
    counts: Counts = field(default_factory=dict)


def draft_item(story: Story, *, fresh: Collection[VersionId] = ()) -> DraftItem:
    """Draft a story's item, preferring the versions in `fresh`, or else the newest ones.

    A story in which no sentence can stand alone gets no sentences; its caller leaves it out.
    """
    candidates = tuple(_candidates(story, fresh))
    newness = _newness(story, fresh)
    relevance = _relevances(candidates, newness)
    taken = _taken(candidates, relevance)
    said = _said(candidates, relevance, taken)
    agenda = _agenda(candidates)
    shown = list(dict.fromkeys((*taken, *said, *agenda)))
    evidence = Evidence.of([(c.article, c.passage) for c in shown])
    number = {candidate: place for place, candidate in enumerate(shown, start=1)}
    return DraftItem(
        evidence=evidence,
        headline_article=_headline_article(story, taken, newness),
        sentences=tuple(_claim(c, number[c]) for c in taken),
        said=tuple(_claim(c, number[c], speaker_of(c.passage.text)) for c in said),
        agenda=tuple(_claim(c, number[c]) for c in agenda),
    )


def item_evidence(story: Story, *, fresh: Collection[VersionId] = ()) -> Evidence:
    """A story's sentences for another writer to work from, best first.

    First what this writer would take, with what was said and what is announced, then the rest as
    relevant as it is.
    """
    candidates = tuple(_candidates(story, fresh))
    relevance = _relevances(candidates, _newness(story, fresh))
    taken = _taken(candidates, relevance)
    first = (*taken, *_said(candidates, relevance, taken), *_agenda(candidates))
    rest = sorted(candidates, key=lambda c: (-relevance[c], c.order))
    return Evidence.of([(c.article, c.passage) for c in dict.fromkeys((*first, *rest))])


def coming_sentences(article: Article) -> tuple[Passage, ...]:
    """The sentences of one article that may announce a dated thing to come, in order."""
    return tuple(p for _, p in _sentences(article, MOST_READ) if _may_announce(p.text))


def _claim(candidate: _Candidate, number: int, speaker: str | None = None) -> DraftClaim:
    text = candidate.passage.text
    return DraftClaim(text, (DraftSpan(number, text),), speaker)


def _candidates(story: Story, fresh: Collection[VersionId]) -> Iterator[_Candidate]:
    """Sentences that can stand alone; of a copy only those whose figures are its own."""
    order = 0
    told: set[str] = set()
    for article in _read_of(story, fresh):
        for place, passage in _sentences(article, MOST_READ):
            same = " ".join(passage.text.split()).casefold()
            if same in told:
                continue
            told.add(same)
            weights = {s: weight_of(s) for s in content_stems(passage.text)}
            counts = counts_of(passage.text)
            yield _Candidate(article, passage, place, order, weights, counts)
            order += 1


def _read_of(story: Story, fresh: Collection[VersionId]) -> Sequence[Article]:
    """What is read of a story: fresh before old, originals before copies, the newest first."""
    ranked = sorted(
        story.articles,
        key=lambda a: (
            a.version_id not in fresh,
            a.duplicate_of is not None,
            -(a.published_at or a.learned_at).timestamp(),
            a.article_id,
        ),
    )
    return ranked[:MOST_ARTICLES]


def _sentences(article: Article, most: int) -> Iterator[tuple[int, Passage]]:
    spans = islice(split_sentences(article.text, article.language), most)
    for place, (start, end) in enumerate(spans):
        text = article.text[start:end]
        if stands_alone(text):
            yield place, Passage(article.version_id, start, end, text)


def _newness(story: Story, fresh: Collection[VersionId]) -> Mapping[VersionId, float]:
    """How new each article is against the story's newest, from 1 down; what is fresh is new."""
    newest = story.last
    ages = {a.version_id: newest - (a.published_at or a.learned_at) for a in story.articles}
    return {
        version: 1.0 if version in fresh else 0.5 ** (age / HALF_NEW) * (0.5 if fresh else 1.0)
        for version, age in ages.items()
    }


def _relevances(
    candidates: Sequence[_Candidate], newness: Mapping[VersionId, float]
) -> Mapping[_Candidate, float]:
    shared = _shared(candidates)
    return {
        c: (
            PLACE_COUNTS / (1 + PLACE_DECAY * c.place)
            + SHARED_COUNTS * _cosine(c.weights, shared)
            + NEWNESS_COUNTS * newness[c.article.version_id]
        )
        * (JOINING_KEEPS if joins(c.passage.text) else 1.0)
        for c in candidates
    }


def _shared(candidates: Sequence[_Candidate]) -> Weights:
    """What the story is about: its words, each as telling as it is and as often as it comes."""
    often: Counter[str] = Counter(stem for c in candidates for stem in c.weights)
    return {stem: weight_of(stem) * math.log1p(count) for stem, count in often.items()}


def _taken(
    candidates: Sequence[_Candidate], relevance: Mapping[_Candidate, float]
) -> tuple[_Candidate, ...]:
    """The item's sentences: the best one, differing figures about it, then what adds most."""
    if not candidates:
        return ()
    taken = [max(candidates, key=lambda c: (relevance[c], -c.order))]
    taken += _differing(candidates, relevance, taken[0])
    floor = LEAST_RELEVANT * relevance[taken[0]]
    while len(taken) < MOST_SENTENCES:
        marginal = {
            c: RELEVANCE_SHARE * relevance[c] - (1 - RELEVANCE_SHARE) * repeated
            for c in candidates
            if c not in taken
            and relevance[c] >= floor
            and (repeated := max(_overlap(c, t) for t in taken)) <= MOST_REPEATED
        }
        if not marginal:
            break
        taken.append(max(marginal, key=lambda c: (marginal[c], -c.order)))
    return _in_reading_order(taken)


def _differing(
    candidates: Sequence[_Candidate], relevance: Mapping[_Candidate, float], best: _Candidate
) -> tuple[_Candidate, ...]:
    """The most relevant pair of sentences in which two outlets differ on a figure.

    What is already taken counts as one of the pair.
    """
    counting = [c for c in candidates if c.counts]
    pairs = [
        (one, other)
        for one, other in combinations(counting, 2)
        if one.article.article_id != other.article.article_id
        and one.article.outlet != other.article.outlet
        and differ(one.counts, other.counts)
        and _overlap(one, other) >= SAME_MATTER
    ]
    if not pairs:
        return ()
    pair = max(pairs, key=lambda p: (best in p, relevance[p[0]] + relevance[p[1]], -p[0].order))
    return tuple(c for c in pair if c is not best)


def _in_reading_order(taken: Sequence[_Candidate]) -> tuple[_Candidate, ...]:
    """Articles in the order in which their first sentence was taken, each in its own order."""
    articles = list(dict.fromkeys(c.article.article_id for c in taken))
    return tuple(sorted(taken, key=lambda c: (articles.index(c.article.article_id), c.place)))


def _said(
    candidates: Sequence[_Candidate],
    relevance: Mapping[_Candidate, float],
    taken: Sequence[_Candidate],
) -> tuple[_Candidate, ...]:
    """Who said what, beside the item's sentences: the weightiest statement of each speaker."""
    chosen: list[_Candidate] = []
    speakers: set[str] = set()
    for candidate in sorted(candidates, key=lambda c: (-relevance[c], c.order)):
        speaker = speaker_of(candidate.passage.text)
        if speaker is None or not is_known(speaker) or candidate in taken:
            continue
        surname = speaker.split(",")[0].split()[-1].casefold()
        repeats = any(_overlap(candidate, other) > MOST_REPEATED for other in (*taken, *chosen))
        if surname not in speakers and not repeats:
            speakers.add(surname)
            chosen.append(candidate)
    return tuple(sorted(chosen[:MOST_SAID], key=lambda c: c.order))


def is_known(speaker: str) -> bool:
    """Whether a reader can tell who it is: not "the minister" whom a sentence before has named."""
    words = speaker.split()
    return words[0].casefold() != "the" or any(word[0].isupper() for word in words[1:])


def _agenda(candidates: Sequence[_Candidate]) -> tuple[_Candidate, ...]:
    """Sentences that may announce a dated thing, those of the newest articles first."""
    coming = (c for c in candidates if _may_announce(c.passage.text))
    return tuple(islice(coming, MOST_AGENDA))


def _may_announce(sentence: str) -> bool:
    lists = reading_words()
    return lists.day_words.are_in(sentence) and lists.forward.are_in(sentence)


def _headline_article(
    story: Story, taken: Sequence[_Candidate], newness: Mapping[VersionId, float]
) -> Article:
    """The article with a title that the first sentence comes from, or else the newest with one."""
    if taken and taken[0].article.title:
        return taken[0].article
    titled = [a for a in story.articles if a.title] or list(story.articles)
    if taken and not any(a.title for a in story.articles):
        return taken[0].article
    return max(titled, key=lambda a: (newness[a.version_id], a.duplicate_of is None, a.article_id))


def _overlap(one: _Candidate, other: _Candidate) -> float:
    """How much of the less telling sentence the other one carries, 0..1."""
    shared = sum(w for stem, w in one.weights.items() if stem in other.weights)
    least = min(sum(one.weights.values()), sum(other.weights.values()))
    return shared / least if least else 0.0


def _cosine(weights: Weights, centre: Weights) -> float:
    dot = sum(w * centre.get(stem, 0.0) for stem, w in weights.items())
    norm = math.hypot(*weights.values()) * math.hypot(*centre.values())
    return dot / norm if norm else 0.0
