"""How many origins a story has: publishers who tell of it and not after another one.

Copies of one text are one origin, whoever prints them.  So are articles that credit or cite the
same agency or outlet, and that one's own; and so are two articles of one outlet, which cannot
bear each other out.  An article that credits several adds one at most.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from bot.domain.articles import Article
from bot.domain.identifiers import ArticleId
from bot.domain.publishers import usual_name

#: Between the names of a credit that has several.
CREDIT_SEPARATOR = "/"


def origins_of(articles: Iterable[Article]) -> tuple[str, ...]:
    """A key for each origin: a publisher's name, or an article's id where none is known."""
    copies: dict[ArticleId, list[Article]] = defaultdict(list)
    for article in articles:
        copies[article.origin_id].append(article)
    tellings = sorted((_names(origin, texts) for origin, texts in copies.items()), key=len)
    found: dict[str, None] = {}
    for names in tellings:
        if not any(name in found for name in names):
            found[names[0]] = None
    return tuple(found)


def _names(origin: ArticleId, copies: Sequence[Article]) -> tuple[str, ...]:
    """By whom a text is told that these articles carry: whom any of them credits, or its first."""
    credited = (name for a in copies for name in (a.credit or "").split(CREDIT_SEPARATOR) if name)
    names = tuple(dict.fromkeys(_key(name) for name in credited))
    first = next((a for a in copies if a.article_id == origin), None)
    return names or (_key(first.outlet) if first and first.outlet else origin,)


def _key(name: str) -> str:
    return usual_name(name).casefold()
