"""How alike articles are by what they are about (`subjects`).  Pure.

A cosine of their words; between two languages, of what both write alike (`cross_lingual_words`).  Who acts says
little by itself: of one parliament's two votes, or one minister's two journeys, all that is shared is
the country, the office and the name.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from bot.domain.articles import Article, ReadArticle
from bot.memory.cross_lingual_words import can_tell
from bot.memory.subjects import Subject, subject_abroad, subject_of

#: Words that two articles share from which their cosine counts whole: of two short texts, one word
#: in common ("treaty") would make one story.
ENOUGH_SHARED = 3
#: The most that one shared word adds to a cosine: who is in all the news of a year ("Trump") makes
#: no two articles one story.
MOST_OF_ONE_WORD = 0.12
#: The most that shared actors add to a cosine, as a multiple of what all else adds.
ACTORS_BY_REST = 2.0

Matrix = NDArray[np.float64]


Articles = Sequence[ReadArticle | Article]


def likeness(articles: Articles) -> Matrix:
    """How alike each two articles are; less where hardly a word is shared."""
    return _alike(articles, articles)


def likeness_to(article: ReadArticle | Article, others: Articles) -> NDArray[np.float64]:
    """The first row of `similarity`, without the article itself."""
    return np.asarray(_alike([article], others)[0])


def shared_names(articles: Articles) -> NDArray[np.int64]:
    """How many names of their own (`Subject.names`) each two articles share."""
    names = [subject_of(article).names for article in articles]
    return np.array([[len(own & other) for other in names] for own in names], np.int64)


def _alike(some: Articles, others: Articles) -> Matrix:
    here, there = ([subject_of(a) for a in articles] for articles in (some, others))
    alike = _cosines(here, there)
    if len({subject.language for subject in (*here, *there)}) > 1:
        abroad = _cosines(*([subject_abroad(a) for a in articles] for articles in (some, others)))
        between = [[can_tell(s.language, o.language) for o in there] for s in here]
        alike = np.where(np.array(between), abroad, alike)
    return alike


def _cosines(some: Sequence[Subject], others: Sequence[Subject]) -> Matrix:
    """The cosine of each two; only words that are in `some` count, as no others can be shared."""
    columns: dict[str, int] = {}
    for subject in some:
        for word in subject.words:
            columns.setdefault(word, len(columns))
    rows, acting = _rows(some, columns)
    other_rows, other_acting = (rows, acting) if others is some else _rows(others, columns)
    told, other_told = (rows > 0).astype(float), (other_rows > 0).astype(float)
    actors = _capped_products(acting, other_acting)
    rest = _capped_products(rows, other_rows) - actors
    alike = rest + np.minimum(actors, ACTORS_BY_REST * rest)
    return np.asarray(alike * np.minimum(1.0, told @ other_told.T / ENOUGH_SHARED))


def _rows(subjects: Sequence[Subject], columns: Mapping[str, int]) -> tuple[Matrix, Matrix]:
    """The subjects' words as rows, and these with nothing but the words that say who acts."""
    rows = np.zeros((len(subjects), max(1, len(columns))))
    acting = np.zeros_like(rows)
    for number, subject in enumerate(subjects):
        known = {columns[w]: value for w, value in subject.words.items() if w in columns}
        rows[number, list(known)] = list(known.values())
        actors = [columns[w] for w in subject.actors if w in columns]
        acting[number, actors] = rows[number, actors]
    return rows, acting


def _capped_products(rows: Matrix, others: Matrix) -> Matrix:
    """Products of each two rows, to which one word adds `MOST_OF_ONE_WORD` at most."""
    products = rows @ others.T
    most = rows.max(axis=0, initial=0.0) * others.max(axis=0, initial=0.0)
    for column in np.flatnonzero(most > MOST_OF_ONE_WORD):
        added = np.multiply.outer(rows[:, column], others[:, column])
        products -= np.maximum(0.0, added - MOST_OF_ONE_WORD)
    return np.asarray(products)
