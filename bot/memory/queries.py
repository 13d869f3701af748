"""What to search for to answer a question.  Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import islice

from bot.memory.field_words import words_abroad
from bot.memory.function_words import language_of, without_function_words
from bot.memory.other_names import other_names
from bot.memory.stems import stem
from bot.memory.words import Word, words_of
from bot.ports.search import LexicalQuery

#: Terms of one query.  A question of people has under 20; more is a pasted text, whose first
#: words say what it is about.
MOST_TERMS = 48
#: Other names of them: a question about three countries has as many.
MOST_OTHERS = 24
#: Words of the field in other languages, the first form of each before the second of any: on real
#: pages (docs/quality.md, "Recall") ten find what 24 do, and cost less to look up.
MOST_ABROAD = 10
#: Characters of a question that are read: about 700 words.
MOST_CHARACTERS = 4_000

#: Two spellings that one index term cannot meet (an index takes full stops for borders).
_OTHER_SPELLINGS = {
    "us": ("U.S.", "American"),
    "usa": ("U.S.", "American"),
    "uk": ("U.K.", "British"),
    "un": ("U.N.",),
    "eu": ("E.U.",),
    "uae": ("U.A.E.",),
    "cease-fire": ("ceasefire",),
    "ceasefire": ("cease-fire",),
}
#: Stems that nearly every news passage holds: they find nothing and make the index work.
_IN_EVERY_ARTICLE = frozenset(map(stem, ("say", "said", "says", "saying")))

#: What a question of a thread was given of the one before it (`answering.thread_question`).
_CONTEXT = re.compile(r"\(([^()]{1,300})\)[\s?!.]*$")
_QUOTED = re.compile(r"[\"“„«]([^\"“”„«»]{2,200})[\"”“»]")


def read_query(text: str) -> LexicalQuery:
    """The terms and quoted phrases of a question or of search words, and other names of the terms.

    Stop words are dropped, names, figures and quoted phrases kept as they are written; the index
    folds case and stems.  A text of stop words alone ("Who are they?") searches for those.
    What stands in brackets at the end counts less, as other names do.  Nothing in a term is meant as
    an operator of a query language.
    """
    head = text[:MOST_CHARACTERS]
    context = _CONTEXT.search(head)
    asked = _wanted(head[: context.start()] if context else head)
    beside = _wanted(context[1]) if context and asked else []
    wanted = asked or _wanted(head)
    terms = tuple(_each_once(spelling for word in wanted for spelling in _spellings(word)))
    names = (*(word.text for word in beside), *other_names(wanted[:MOST_TERMS]))
    others = islice(_each_once(name for name in names if name not in terms), MOST_OTHERS)
    language = language_of(list(words_of(head)))
    abroad = islice(words_abroad(wanted[:MOST_TERMS], language), MOST_ABROAD)
    every = _each_once(name for name in (*others, *abroad) if name not in terms)
    return LexicalQuery(terms[:MOST_TERMS], tuple(_phrases(head)), tuple(every))


def _wanted(text: str) -> list[Word]:
    """The words to look for: those that say something, or all where none does."""
    found = list(words_of(text))
    telling = without_function_words(found)
    return [word for word in telling if word.stem not in _IN_EVERY_ARTICLE] or telling or found


def _each_once(names: Iterable[str]) -> Iterator[str]:
    return iter(dict.fromkeys(names))


def _spellings(word: Word) -> tuple[str, ...]:
    return (word.text, *_OTHER_SPELLINGS.get(word.stem, ()))


def _phrases(text: str) -> Iterator[tuple[str, ...]]:
    for match in _QUOTED.finditer(text):
        phrase = tuple(word.text for word in words_of(match[1]))
        if len(phrase) > 1:
            yield phrase
