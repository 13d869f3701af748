"""What an article is about: its telling words, and how alike two articles are by them.  Pure.

An article is a vector of the words of its title and lead, each weighed by how rare it is in
English books (`frequencies`), names and figures a little more.  Nothing is learned from what a
channel has read, so that a cosine means the same in every channel.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from bot.domain.articles import Article, ReadArticle
from bot.memory.equivalents import keys_of
from bot.memory.frequencies import weight_of
from bot.memory.function_words import function_words
from bot.memory.words import Word, words_of

#: What names and figures weigh more than other words.
NAMES_AND_FIGURES = 1.3
#: How much rarity counts: 1 takes the inverse document frequency as it is, 0 none of it.
RARITY = 0.85
#: Characters of an article's beginning that say what it is about; news tells it first.
LEAD_CHARACTERS = 700
#: Letters from which a word counts in a language whose function words are not listed.
LONG = 5
#: Words that two articles share from which their cosine counts whole: of two short texts, one word
#: in common ("treaty") would make one story.
ENOUGH_SHARED = 3

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
    return np.asarray(rows @ rows.T * np.minimum(1.0, told @ told.T / ENOUGH_SHARED))


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
    return np.asarray(rows[:, : len(own)] @ np.array(list(own.values())) * shared)


def weight(word: Word) -> float:
    """How telling a word is; names and figures tell developments of one kind apart."""
    is_special = word.is_name or word.is_figure
    return float(weight_of(word.stem) ** RARITY) * (NAMES_AND_FIGURES if is_special else 1.0)


def _subject(article: ReadArticle | Article) -> tuple[str, str]:
    text = f"{article.title or ''}\n\n{article.text[:LEAD_CHARACTERS]}"
    return text, (article.language or "en").lower().partition("-")[0]


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
    words = _telling(text, language)
    keys = keys_of(words)
    counts = Counter(keys)
    weights: dict[str, float] = {}
    for word, key in zip(words, keys, strict=True):
        weights[key] = max(weights.get(key, 0.0), weight(word))
    raw = {key: (1 + math.log(n)) * weights[key] for key, n in counts.items()}
    length = math.sqrt(sum(w * w for w in raw.values()))
    return {key: w / length for key, w in raw.items()} if length else {}
