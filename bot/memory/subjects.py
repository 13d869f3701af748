"""What an article is about: its telling words, and how alike two articles are by them.  Pure.

An article is a vector of the words of its title and lead, each weighed by how rare it is in
English books (`frequencies`), names and figures a little more.  Nothing is learned from what a
channel has read, so that a cosine means the same in every channel.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import cache, lru_cache
from itertools import zip_longest

import numpy as np
from numpy.typing import NDArray

from bot.domain.articles import Article, ReadArticle
from bot.memory.equivalents import keys_of
from bot.memory.frequencies import weight_of
from bot.memory.function_words import function_words
from bot.memory.language_codes import DEFAULT_LANGUAGE, language_code
from bot.memory.word_files import word_lines
from bot.memory.words import Word, stem_of, words_of

#: What names and figures weigh more than other words.
NAMES_AND_FIGURES = 1.3
#: How much rarity counts: 1 takes the inverse document frequency as it is, 0 none of it.
RARITY = 0.85
#: The most that the name of somebody who is always in the news weighs, before `RARITY`: what
#: "government" and "Israel" weigh lies below and above.
NEWSMAKER = 4.0
#: Characters of an article's beginning that say what it is about; news tells it first.
LEAD_CHARACTERS = 700
#: Letters from which a word counts in a language whose function words are not listed.
LONG = 5
#: Words that two articles share from which their cosine counts whole: of two short texts, one word
#: in common ("treaty") would make one story.
ENOUGH_SHARED = 3

#: The most that one shared word adds to a cosine: who is in all the news of a year ("Trump") makes
#: no two articles one story.
MOST_OF_ONE_WORD = 0.12

Vector = Mapping[str, float]


def telling_words(article: ReadArticle | Article) -> list[Word]:
    """The words of title and lead that say something, in the article's language."""
    return list(_telling(*_subject(article)))


def likeness(articles: Sequence[ReadArticle | Article]) -> NDArray[np.float64]:
    """The cosine of each two articles; less where hardly a word is shared."""
    vectors = [_vector(*_subject(article)) for article in articles]
    columns: dict[str, int] = {}
    for vector in vectors:
        for word in vector:
            columns.setdefault(word, len(columns))
    rows = np.zeros((len(vectors), max(1, len(columns))))
    for row, vector in zip(rows, vectors, strict=True):
        row[[columns[word] for word in vector]] = list(vector.values())
    told = (rows > 0).astype(float)
    alike = rows @ rows.T - _beyond_one_word(rows, rows)
    return np.asarray(alike * np.minimum(1.0, told @ told.T / ENOUGH_SHARED))


def likeness_to(
    article: ReadArticle | Article, others: Sequence[ReadArticle | Article]
) -> NDArray[np.float64]:
    """The first row of `likeness`, without the article itself: of its own words alone."""
    own = _vector(*_subject(article))
    columns = {word: place for place, word in enumerate(own)}
    rows = np.zeros((len(others), max(1, len(own))))
    for row, other in zip(rows, others, strict=True):
        for word, value in _vector(*_subject(other)).items():
            if word in columns:
                row[columns[word]] = value
    shared = np.minimum(1.0, np.count_nonzero(rows, axis=1) / ENOUGH_SHARED)
    words = np.array([list(own.values())]) if own else np.zeros((1, 1))
    alike = (rows @ words.T - _beyond_one_word(rows, words))[:, 0]
    return np.asarray(alike * shared)


def _beyond_one_word(rows: NDArray[np.float64], others: NDArray[np.float64]) -> NDArray[np.float64]:
    """What single words add to each cosine beyond `MOST_OF_ONE_WORD`."""
    beyond = np.zeros((len(rows), len(others)))
    most = rows.max(axis=0, initial=0.0) * others.max(axis=0, initial=0.0)
    for column in np.flatnonzero(most > MOST_OF_ONE_WORD):
        added = np.multiply.outer(rows[:, column], others[:, column])
        beyond += np.maximum(0.0, added - MOST_OF_ONE_WORD)
    return beyond


def weight(word: Word) -> float:
    """How telling a word is; names and figures tell developments of one kind apart."""
    is_special = word.is_name or word.is_figure
    rarity = weight_of(word.stem)
    if _is_newsmaker(word):
        rarity = min(rarity, NEWSMAKER)
    return float(rarity**RARITY) * (NAMES_AND_FIGURES if is_special else 1.0)


def _without_given_names(words: Sequence[Word]) -> Iterator[Word]:
    """The words but for what stands before a newsmaker's name: "Donald Trump" is one name."""
    for word, following in zip_longest(words, words[1:]):
        beside = following is not None and following.start == word.end + 1
        if not (beside and following and _is_newsmaker(word) and _is_newsmaker(following)):
            yield word


def _is_newsmaker(word: Word) -> bool:
    return word.text[0].isupper() and word.stem in _newsmakers()


@cache
def _newsmakers() -> frozenset[str]:
    """The stems of names that are in the news whatever happens."""
    return frozenset(stem_of(name) for line in word_lines("newsmakers.txt") for name in line)


def _subject(article: ReadArticle | Article) -> tuple[str, str]:
    text = f"{article.title or ''}\n\n{article.text[:LEAD_CHARACTERS]}"
    return text, language_code(article.language) or DEFAULT_LANGUAGE


#: An article is looked at twice when it comes: for what to search, and for what it is like.
@lru_cache(maxsize=16)
def _telling(text: str, language: str) -> tuple[Word, ...]:
    words = (word for word in words_of(text) if not word.is_stop)
    if language == "en":
        return tuple(words)
    empty = function_words().get(language)
    if empty is None:
        return tuple(word for word in words if word.is_figure or len(word.text) >= LONG)
    return tuple(word for word in words if word.text.casefold().replace("’", "'") not in empty)


@lru_cache(maxsize=4_096)
def _vector(text: str, language: str) -> Vector:
    """The weighted keys of a text's words as a unit vector."""
    words = list(_without_given_names(_telling(text, language)))
    keys = keys_of(words)
    counts = Counter(keys)
    weights: dict[str, float] = {}
    for word, key in zip(words, keys, strict=True):
        weights[key] = max(weights.get(key, 0.0), weight(word))
    raw = {key: (1 + math.log(n)) * weights[key] for key, n in counts.items()}
    length = math.sqrt(sum(w * w for w in raw.values()))
    return {key: w / length for key, w in raw.items()} if length else {}
