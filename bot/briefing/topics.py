"""Whether articles are about a topic that somebody typed.  Pure.

People type a subject as it comes to their mind: "IMF deal", "the ferry disaster", "Germany" for what
Handelsblatt writes of Deutschland.  Every word that says something must come up in the title or the
lead, by itself, by a word that the desk takes for the same, by a near one, or by another name; words
that go with any subject ("crisis", "affair") need not.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from bot.domain.articles import Article
from bot.memory.cross_lingual_words import LISTED, shared_vector
from bot.memory.equivalents import keys_of
from bot.memory.function_words import without_function_words
from bot.memory.language_codes import language_code
from bot.memory.other_names import other_names
from bot.memory.words import Word, words_of
from bot.sentence_reading.near_synonyms import near_to

#: Characters after the title in which a topic must come up for the article to be about it.
LEAD_CHARACTERS = 1_000
#: Words that go with any subject: articles tell the thing and do not call it so.
_ANY_SUBJECT = frozenset(
    "affair aftermath background case conflict crisis detail details developments disaster dispute drama"
    " episode events file incident issue issues matter news problem question row saga situation story"
    " subject tension tensions thing topic turmoil update".split()
)
#: What an earthquake or a storm does is no strike, raid or attack that somebody asks about.
_NATURE_STRIKES = re.compile(
    r"\b((?:earth|sea)?quakes?|tremors?|aftershocks?|storms?|cyclones?|hurricanes?|typhoons?|tornado(?:e?s)?|tsunamis?"
    r"|lightning|floods?)((?: [\w.]+){0,2}?) (?:struck|strikes?|striking|hits?|hitting)\b",
    re.IGNORECASE,
)
_MOST_REMEMBERED = 256


@dataclass(frozen=True, slots=True)
class Topic:
    """What an article must say: for each word of a topic the keys of which any will do."""

    text: str
    wanted: tuple[frozenset[str], ...]


@lru_cache(maxsize=_MOST_REMEMBERED)
def read_topic(text: str) -> Topic:
    """A topic as somebody typed it."""
    said = without_function_words(list(words_of(text)))
    telling = [word for word in said if word.text.casefold() not in _ANY_SUBJECT] or said
    return Topic(text, tuple(_alternatives(telling)))


def is_about(articles: Iterable[Article], topic: str, *, within: int = LEAD_CHARACTERS) -> bool:
    """Whether any of the articles says in its title or lead, so many characters, what `topic` names."""
    read = read_topic(topic)
    leads = ((f"{a.title or ''}\n{a.text[:within]}", language_code(a.language)) for a in articles)
    if not read.wanted:
        return any(topic.casefold() in lead.casefold() for lead, _ in leads)
    return any(_says(_keys_told(lead, language), read) for lead, language in leads)


def _says(told: frozenset[str], topic: Topic) -> bool:
    return all(told & wanted for wanted in topic.wanted)


@lru_cache(maxsize=_MOST_REMEMBERED)
def _keys_told(lead: str, language: str | None) -> frozenset[str]:
    """What a lead says, by stems and keys, and by English ones where its language has a list."""
    words = list(words_of(_NATURE_STRIKES.sub(r"\1\2", lead)))
    told = {*(word.stem for word in words), *keys_of(words)}
    if language in LISTED:
        abroad = (key.lstrip("=") for key in shared_vector(lead, language))
        told.update(key for name in abroad for key in (name, *keys_of(list(words_of(name)))))
    return frozenset(told)


def _alternatives(words: Sequence[Word]) -> Iterator[frozenset[str]]:
    for word, key in zip(words, keys_of(words), strict=True):
        others = {other for name in other_names([word]) for other in _keys(name)}
        yield frozenset({word.stem, key, *near_to(word.text.casefold()), *others})


def _keys(name: str) -> Iterator[str]:
    words = list(words_of(name))
    yield from (word.stem for word in words)
    yield from keys_of(words)
