"""In which order to show what was found.  Pure."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import islice

from bot.domain.articles import Article, Hit
from bot.domain.identifiers import ArticleId, VersionId
from bot.memory.fitting_dates import FRESHNESS, FittingDates
from bot.memory.named_outlets import is_named
from bot.memory.queries import MOST_CHARACTERS

#: Weight of being from an outlet that the question names.
OUTLET = 0.3
#: Weight of nearness in meaning beside matching words.
VECTOR_WEIGHT = 0.5
#: Passages of one origin among the hits.
PER_ORIGIN = 3
#: What an article's second passage counts against its first, and its third against its second:
#: another article may tell what this one does not.
AGAIN = 0.8

_Key = tuple[VersionId, int, int]
_Scored = tuple[float, Hit]


def rank(
    query: str,
    lexical: Sequence[Hit],
    nearest: Sequence[Hit],
    dates: FittingDates,
    limit: int = 10,
) -> tuple[Hit, ...]:
    """Hits of both searches in one order, best first.

    Lexical scores count dates already; nearness in meaning is weighed by them here.  The outlet that
    the question names counts.  At most `PER_ORIGIN` passages of one origin are kept: copies of a
    text stand in for one another.
    """
    asked = query[:MOST_CHARACTERS]
    scored = [
        (score + OUTLET * _is_outlet_named(asked, hit.article), hit)
        for score, hit in _fused(lexical, nearest, dates)
    ]
    ranked = sorted(_less_for_more(sorted(scored, key=_best_first)), key=_best_first)
    kept = islice(_few_of_each_origin(ranked), limit)
    return tuple(replace(h, rank=n, score=score) for n, (score, h) in enumerate(kept, start=1))


def _fused(lexical: Sequence[Hit], nearest: Sequence[Hit], dates: FittingDates) -> list[_Scored]:
    """Every hit once, with both searches' scores together."""
    scores: dict[_Key, float] = defaultdict(float)
    hits = {_key(hit): hit for hit in (*nearest, *lexical)}
    for hit, share in zip(lexical, _shares(lexical), strict=True):
        scores[_key(hit)] += share
    weight = VECTOR_WEIGHT if lexical else 1.0
    for hit, share in zip(nearest, _shares(nearest), strict=True):
        fits = dates.factor(hit.article.told_at)
        scores[_key(hit)] += weight * share * fits / (1 + FRESHNESS)
    return [(scores[key], hit) for key, hit in hits.items()]


def _shares(found: Sequence[Hit]) -> Sequence[float]:
    """Scores of one search between 0 and 1, the best hit having 1."""
    if not found:
        return ()
    high, low = found[0].score, min(0.0, found[-1].score)
    return [(hit.score - low) / (high - low) if high > low else 1.0 for hit in found]


def _is_outlet_named(asked: str, article: Article) -> bool:
    return any(is_named(name, asked) for name in (article.outlet, article.credit) if name)


def _less_for_more(ranked: Iterable[_Scored]) -> Iterator[_Scored]:
    """The second passage of an article for less than its score, the third for less again."""
    before: Counter[ArticleId] = Counter()
    for score, hit in ranked:
        yield score * AGAIN ** before[hit.article.article_id], hit
        before[hit.article.article_id] += 1


def _best_first(scored: _Scored) -> tuple[float, str, int]:
    score, hit = scored
    return -score, hit.passage.version_id, hit.passage.start


def _few_of_each_origin(ranked: Iterable[_Scored]) -> Iterator[_Scored]:
    """At most `PER_ORIGIN` passages of an origin, all of the copy that ranks best."""
    best: dict[ArticleId, ArticleId] = {}
    kept: Counter[ArticleId] = Counter()
    for score, hit in ranked:
        origin, article = hit.article.origin_id, hit.article.article_id
        if best.setdefault(origin, article) == article and kept[origin] < PER_ORIGIN:
            kept[origin] += 1
            yield score, hit


def _key(hit: Hit) -> _Key:
    return hit.passage.version_id, hit.passage.start, hit.passage.end
