"""The sentences of the evidence that may answer a question, with what stands around them.  Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import takewhile

from bot.dates.datelines import after_dateline, dateline_of, place_of
from bot.domain.articles import Article
from bot.domain.evidence import Evidence, EvidenceItem
from bot.memory.equivalents import is_known_place, keys_of
from bot.memory.other_names import country_of
from bot.memory.sentences import split_sentences
from bot.memory.words import words_of
from bot.sentence_reading.orders import is_order
from bot.sentence_reading.readings import Reading, keys_in, read_passage, read_sentence
from bot.sentence_reading.transcripts import after_head, turn_at, turns_of

#: Characters of an article that say whose affairs it tells.
OPENING = 160
#: Characters of an article among which its first sentence stands.
LEAD = 600
#: Sentences before one in which what its "it" or "the text" means may stand.
ANTECEDENTS = 3

#: Who speaks where a reporter asks.
ASKING = "?"

_ASKS = re.compile(r"\?[\"”’»)]*$")


@dataclass(frozen=True, slots=True)
class Candidate:
    """A sentence under consideration, with what stands around it."""

    number: int
    place: int
    readings: tuple[Reading, ...]
    #: Keys of the title, of the day of publication and of the place that the article is from.
    head: frozenset[str]
    #: Whether its passage begins its article.
    is_lead: bool
    article: Article
    #: Keys of the whole passage.
    around: frozenset[str]
    #: Keys of its passage up to it: whom a sentence leaves out was named before it, not after.
    so_far: frozenset[str] = frozenset()
    #: Whether it tells the deed that is asked about, the right way round; None without a deed.
    is_told: bool | None = None
    #: Keys of the question that it says in other words.
    in_other_words: frozenset[str] = frozenset()

    @property
    def reading(self) -> Reading:
        """The sentence."""
        return self.readings[self.place]

    @property
    def keys(self) -> frozenset[str]:
        """Keys of the sentence, and of the question's words that it says otherwise."""
        return self.reading.keys | self.in_other_words

    @property
    def before(self) -> frozenset[str]:
        """Keys of the sentence before."""
        return self.readings[self.place - 1].keys if self.place else frozenset()

    @property
    def keys_with_antecedent(self) -> frozenset[str]:
        """Keys of the sentence, and of the one that it leans on."""
        return self.keys | self.before if self.reading.leans_back else self.keys

    @property
    def antecedent(self) -> frozenset[str]:
        """Keys of what "it" and "the text" may mean: the title, the sentences before.

        In a transcript those of the same speaker, and what that one was asked.
        """
        readings = self.readings[max(0, self.place - ANTECEDENTS) : self.place]
        own = {None, ASKING, self.reading.spoken_by}
        near = takewhile(lambda before: before.spoken_by in own, reversed(readings))
        return self.head.union(*(reading.keys for reading in near))

    def with_antecedent(self, keys: frozenset[str]) -> frozenset[str]:
        """Keys of the sentence, and those of what it may mean where it leans on what comes before."""
        return keys | self.antecedent if self.reading.leans_back else keys


def candidates(evidence: Evidence) -> Iterator[Candidate]:
    """Every sentence, in order, but for orders and questions."""
    for number, item in evidence.numbered():
        readings = read_passage(item.passage.text, item.article.language)
        around = frozenset[str]().union(*(reading.keys for reading in readings))
        head = keys_in(
            f"{item.article.title or ''} {_day_in_words(item.article)} {_place_of(item.article)}"
        )
        readings = _as_spoken(item, readings)
        so_far = _names_of_lead(item.article.text) if item.passage.start else frozenset[str]()
        around |= so_far
        for place, reading in enumerate(readings):
            so_far |= reading.keys
            # Articles are data: what one of them orders is no answer (promise 4).
            # Nor is what it asks.
            is_asked = reading.spoken_by == ASKING
            if is_asked or is_order(reading.text) or _ASKS.search(reading.text):
                continue
            is_lead = item.passage.start == 0
            yield Candidate(number, place, readings, head, is_lead, item.article, around, so_far)


def _as_spoken(item: EvidenceItem, readings: tuple[Reading, ...]) -> tuple[Reading, ...]:
    """The sentences of a transcript, each with who speaks it, and without that name before it."""
    text, begin = item.article.text, item.passage.start
    if not turns_of(text):
        return readings
    spans = split_sentences(item.passage.text, item.article.language)
    spoken = zip(readings, ((begin + a, begin + b) for a, b in spans), strict=True)
    return tuple(_in_turn(reading, text, *span) for reading, span in spoken)


def _in_turn(reading: Reading, text: str, start: int, end: int) -> Reading:
    turn = turn_at(text, start)
    if turn is None:
        return reading
    said = text[after_head(text, start, end) : end]
    own = reading if said == reading.text else read_sentence(said)
    who = turn.speaker or ASKING
    return replace(own, spoken_by=who, keys=own.keys | keys_in(who))


@lru_cache(maxsize=256)
def places_opened_with(text: str) -> tuple[str, ...]:
    """The peoples and places that are listed of those that an article's first words name, in order.

    A seat of government in its dateline is its country.
    """
    dateline = dateline_of(text)
    words = list(words_of(place_of(dateline).title())) if dateline is not None else []
    country = country_of(*words) if words else None
    start = after_dateline(text, 0, len(text))
    words = list(words_of(text[start : start + OPENING]))
    named = zip(words, keys_of(words), strict=True)
    opened = (k for word, k in named if word.text[0].isupper() and is_known_place(k))
    return (*(keys_of(list(words_of(country))) if country else ()), *opened)


@lru_cache(maxsize=256)
def _names_of_lead(text: str) -> frozenset[str]:
    """Keys of the names in an article's first sentence: of these it goes on to tell."""
    told = text[after_dateline(text, 0, len(text)) : LEAD]
    first = next(iter(split_sentences(told)), (0, 0))
    return read_sentence(told[slice(*first)]).name_keys


def _day_in_words(article: Article) -> str:
    """The day of publication as questions may name it: "Friday 22 March 2024"."""
    day = article.published_at
    return f"{day:%A} {day.day} {day:%B %Y}" if day is not None else ""


def _place_of(article: Article) -> str:
    """The place of an article's dateline, as names are written; empty without one."""
    dateline = dateline_of(article.text)
    return place_of(dateline).title() if dateline is not None else ""
