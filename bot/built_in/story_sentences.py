"""The sentences of a story that can stand alone, with what a choice among them is made by."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import lru_cache
from itertools import islice

from bot.dates.datelines import after_dateline
from bot.domain.articles import Article, Passage
from bot.domain.identifiers import VersionId
from bot.domain.stories import Story
from bot.memory.cross_lingual_words import can_tell, shared_vector
from bot.memory.frequencies import weight_of
from bot.memory.language_codes import ENGLISH, language_code
from bot.memory.sentences import split_sentences
from bot.memory.words import content_stems
from bot.sentence_reading.context_needed import joins, speaks_of_us
from bot.sentence_reading.counted import Counts, counts_of
from bot.sentence_reading.quotable import stands_alone
from bot.sentence_reading.retractions import tells_only_what_was_wrong
from bot.sentence_reading.transcripts import after_head, is_asked, spoken_by, turns_of

#: What is read of a story: its newest articles, and the sentences that news puts first in each.
MOST_ARTICLES, MOST_READ = 12, 30
#: Of a transcript more: a press conference comes to its news late.
MOST_READ_SPOKEN = 200
#: And its thanks and greetings have fewer words than this.
FEWEST_SPOKEN = 8

#: Relevance is place, what the articles share, and newness; the shares add up to one.
PLACE_COUNTS, SHARED_COUNTS, NEWNESS_COUNTS = 0.4, 0.35, 0.25
#: How fast a sentence's place loses weight: the fourth counts half as much as the first.
PLACE_DECAY = 1 / 3
#: The age at which an article's newness counts half.
HALF_NEW = timedelta(days=1)
#: What an article that the channel was sent before keeps of its newness beside fresh ones.
SENT_KEEPS = 0.5
#: What a sentence that begins with "However" or "But", or speaks of "us", keeps of its relevance.
JOINING_KEEPS = 0.7

Weights = Mapping[str, float]


@dataclass(frozen=True, slots=True, eq=False)
class StorySentence:
    """A sentence that can stand alone."""

    article: Article
    passage: Passage
    #: Its place among its article's sentences, from 0.
    place: int
    #: Its rank in reading order over the story: fresh before old, originals before copies.
    order: int
    #: Its words that say something, with how telling each is.
    weights: Weights
    counts: Counts
    #: Whether the channel was not sent this version before.
    is_fresh: bool
    #: 1 for the story's newest article, less for older ones and for those sent before.
    newness: float

    @property
    def text(self) -> str:
        """The sentence, verbatim."""
        return self.passage.text

    @property
    def is_english(self) -> bool:
        """Whether it is in English, as far as is known: the rest of a post is."""
        return language_code(self.article.language) in (None, ENGLISH)

    @property
    def spoken_by(self) -> str | None:
        """Who speaks it, in a transcript."""
        return spoken_by(self.article, self.passage.start)

    def shared_abroad(self) -> Weights:
        """What of its words other languages share."""
        return _shared_abroad(self.text, language_code(self.article.language) or "")


@lru_cache(maxsize=1_024)
def _shared_abroad(text: str, language: str) -> Weights:
    return shared_vector(text, language)


#: How much each sentence says of its story.
Relevance = Mapping[StorySentence, float]


def sentences_of(story: Story, fresh: Collection[VersionId]) -> tuple[StorySentence, ...]:
    """Sentences that can stand alone, each once, in reading order.

    `fresh` are the versions that the channel was not sent; empty means all.  Of a copy only the
    sentences with figures of their own are taken.
    """
    found: list[StorySentence] = []
    told: set[str] = set()
    figures: set[tuple[str, float]] = set()
    for article in _read_of(story, fresh):
        for place, passage in quotable_sentences(article):
            same = " ".join(passage.text.split()).casefold()
            counts = counts_of(passage.text)
            own = {(thing, value) for thing, values in counts.items() for value in values} - figures
            if same in told or (article.duplicate_of is not None and not own):
                continue
            told.add(same)
            figures |= own
            found.append(
                StorySentence(
                    article=article,
                    passage=passage,
                    place=place,
                    order=len(found),
                    weights={s: weight_of(s) for s in content_stems(passage.text)},
                    counts=counts,
                    is_fresh=not fresh or article.version_id in fresh,
                    newness=_newness(article, story, fresh),
                )
            )
    return tuple(found)


def quotable_sentences(article: Article) -> Iterator[tuple[int, Passage]]:
    """An article's first sentences that can stand alone, without its dateline, with their places."""
    return ((place, p) for place, p in first_sentences(article) if can_be_shown(p.text))


def can_be_shown(sentence: str) -> bool:
    """Whether a sentence stands alone, and tells more than what was wrong."""
    return stands_alone(sentence) and not tells_only_what_was_wrong(sentence)


def first_sentences(article: Article) -> Iterator[tuple[int, Passage]]:
    """What news puts first in an article, without its dateline.

    Of a transcript, without who speaks, and without what a reporter asks.
    """
    is_spoken = bool(turns_of(article.text))
    most = MOST_READ_SPOKEN if is_spoken else MOST_READ
    spans = islice(split_sentences(article.text, article.language), most)
    for place, (begin, end) in enumerate(spans):
        if is_asked(article.text, begin):
            continue
        start = after_head(article.text, after_dateline(article.text, begin, end), end)
        text = article.text[start:end]
        if is_spoken and len(text.split()) < FEWEST_SPOKEN:
            continue
        yield place, Passage(article.version_id, start, end, text)


def relevances(sentences: Sequence[StorySentence]) -> Relevance:
    """How much each says of its story, in 0..1."""
    shared = _shared(sentences)
    return {
        s: (
            PLACE_COUNTS / (1 + PLACE_DECAY * s.place)
            + SHARED_COUNTS * _cosine(s.weights, shared)
            + NEWNESS_COUNTS * s.newness
        )
        * (JOINING_KEEPS if joins(s.text) or speaks_of_us(s.text) else 1.0)
        for s in sentences
    }


def overlap(one: StorySentence, other: StorySentence) -> float:
    """How much of the less telling sentence the other one carries, 0..1; in another language too."""
    here, there = one.weights, other.weights
    languages = language_code(one.article.language), language_code(other.article.language)
    if can_tell(*languages):
        here, there = one.shared_abroad(), other.shared_abroad()
    shared = sum(w for key, w in here.items() if key in there)
    least = min(sum(here.values()), sum(there.values()))
    return shared / least if least else 0.0


def _read_of(story: Story, fresh: Collection[VersionId]) -> Sequence[Article]:
    """What is read of a story: originals before copies, fresh before old, the newest first.

    A copy whose original is not in the story stands for it.
    """
    ids = {a.article_id for a in story.articles}
    articles = (
        a if a.duplicate_of in ids else replace(a, duplicate_of=None) for a in story.articles
    )
    ranked = sorted(
        articles,
        key=lambda a: (
            a.duplicate_of is not None,
            a.version_id not in fresh,
            -a.told_at.timestamp(),
            a.article_id,
        ),
    )
    return ranked[:MOST_ARTICLES]


def _newness(article: Article, story: Story, fresh: Collection[VersionId]) -> float:
    keeps = 1.0 if not fresh or article.version_id in fresh else SENT_KEEPS
    age: float = (story.last - article.told_at) / HALF_NEW
    return keeps * math.exp2(-age)


def _shared(sentences: Sequence[StorySentence]) -> Weights:
    """What the story is about: its words, each as telling as it is and as often as it comes."""
    often: Counter[str] = Counter(stem for s in sentences for stem in s.weights)
    return {stem: weight_of(stem) * math.log1p(count) for stem, count in often.items()}


def _cosine(weights: Weights, centre: Weights) -> float:
    dot = sum(w * centre.get(stem, 0.0) for stem, w in weights.items())
    norm: float = math.hypot(*weights.values()) * math.hypot(*centre.values())
    return dot / norm if norm else 0.0
