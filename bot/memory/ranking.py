"""What to search for, and in which order to show what was found.  Pure."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from itertools import islice

from bot.domain.articles import Article, Hit
from bot.domain.identifiers import ArticleId, VersionId
from bot.memory.frequencies import weight_of
from bot.memory.stems import stem
from bot.memory.words import Word, words_of
from bot.ports import LexicalQuery

#: Terms of one query.  A question of people has under 20; more is a pasted text, whose first
#: words say what it is about.
MOST_TERMS = 48
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
#: Weight of what an article's second and third best passages score.
OTHER_PASSAGES = 0.15
#: Weight of the share of the question's terms that a title holds.
TITLE = 0.3
#: Weight of freshness, and the age at which it is half.
FRESHNESS = 0.1
HALF_LIFE = timedelta(days=7)
#: Weight of being from an outlet that the question names.
OUTLET = 0.3
#: Weight of nearness in meaning beside matching words.
VECTOR_WEIGHT = 0.5
#: Passages of one origin among the hits.
PER_ORIGIN = 3
#: A bare publication date stands at midnight: what is dated later the same day is not "later".
SAME_DAY = timedelta(days=1)

_Key = tuple[VersionId, int, int]

_QUOTED = re.compile(r"[\"“„«]([^\"“”„«»]{2,200})[\"”“»]")


def read_query(text: str) -> LexicalQuery:
    """The terms and quoted phrases of a question or of search words.

    Stop words are dropped, names, figures and quoted phrases kept as they are written; the index
    folds case and stems.  A text of stop words alone ("Who are they?") searches for those.
    Nothing in a term is meant as an operator of a query language.
    """
    head = text[:MOST_CHARACTERS]
    found = list(words_of(head))
    telling = [word for word in found if not word.is_stop]
    wanted = [word for word in telling if word.stem not in _IN_EVERY_ARTICLE] or telling or found
    terms = dict.fromkeys(spelling for word in wanted for spelling in _spellings(word))
    return LexicalQuery(tuple(terms)[:MOST_TERMS], tuple(_phrases(head)))


def _spellings(word: Word) -> tuple[str, ...]:
    return (word.text, *_OTHER_SPELLINGS.get(word.stem, ()))


def _phrases(text: str) -> Iterator[tuple[str, ...]]:
    for match in _QUOTED.finditer(text):
        phrase = tuple(word.text for word in words_of(match[1]))
        if len(phrase) > 1:
            yield phrase


def rank(
    query: str,
    lexical: Sequence[Hit],
    nearest: Sequence[Hit],
    *,
    asked_at: datetime,
    limit: int = 10,
) -> tuple[Hit, ...]:
    """Hits of both searches in one order, best first.

    An article counts by its best passage, and less by its others; by the terms in its title; by
    the outlet that the question names; and by its age when the question was asked.  At most
    `PER_ORIGIN` passages of one origin are kept: copies of a text stand in for one another.
    """
    passages = _fused(lexical, nearest)
    groups: dict[ArticleId, list[_Scored]] = defaultdict(list)
    for scored in passages:
        groups[scored.hit.article.article_id].append(scored)
    asked = _Asked.read(query, asked_at)
    ranked = sorted(
        (
            (scored.score + context, scored.hit)
            for group in groups.values()
            for context in (_article_score(asked, group),)
            for scored in group
        ),
        key=_best_first,
    )
    kept = islice(_few_of_each_origin(ranked), limit)
    return tuple(replace(h, rank=n, score=score) for n, (score, h) in enumerate(kept, start=1))


@dataclass(frozen=True, slots=True)
class _Scored:
    """A hit and how well its own words match, 0 to about 1."""

    score: float
    hit: Hit


@dataclass(frozen=True, slots=True)
class _Asked:
    """What ranking needs to know of the question."""

    stems: Mapping[str, float]
    text: str
    at: datetime

    @classmethod
    def read(cls, query: str, asked_at: datetime) -> _Asked:
        head = query[:MOST_CHARACTERS]
        stems = {word.stem: weight_of(word.stem) for word in words_of(head) if not word.is_stop}
        return cls(stems, head.casefold(), asked_at)


def _fused(lexical: Sequence[Hit], nearest: Sequence[Hit]) -> Sequence[_Scored]:
    """Every hit once, with both searches' scores together."""
    scores: dict[_Key, float] = defaultdict(float)
    hits: dict[_Key, Hit] = {}
    for found, weight in ((lexical, 1.0), (nearest, VECTOR_WEIGHT if lexical else 1.0)):
        for hit, share in zip(found, _shares(found), strict=True):
            scores[_key(hit)] += weight * share
            hits.setdefault(_key(hit), hit)
    return [_Scored(scores[key], hit) for key, hit in hits.items()]


def _shares(found: Sequence[Hit]) -> Sequence[float]:
    """Scores of one search between 0 and 1, the best hit having 1."""
    if not found:
        return ()
    high, low = found[0].score, min(0.0, found[-1].score)
    return [(hit.score - low) / (high - low) if high > low else 1.0 for hit in found]


def _article_score(asked: _Asked, group: Sequence[_Scored]) -> float:
    """What an article adds to each of its passages."""
    article = group[0].hit.article
    others = sorted((scored.score for scored in group), reverse=True)[1:3]
    return (
        OTHER_PASSAGES * sum(others)
        + TITLE * _title_share(asked, article)
        + FRESHNESS * _freshness(asked.at, article)
        + OUTLET * _is_outlet_named(asked, article)
    )


def _title_share(asked: _Asked, article: Article) -> float:
    """The share of the question's terms, by weight, that the title holds."""
    held = {word.stem for word in words_of(article.title or "")}
    total = sum(asked.stems.values())
    return sum(w for stem, w in asked.stems.items() if stem in held) / total if total else 0.0


def _freshness(asked_at: datetime, article: Article) -> float:
    """1 for what has just been published, half after `HALF_LIFE`, 0 for what came later."""
    age = asked_at - (article.published_at or article.learned_at)
    return 0.0 if age < -SAME_DAY else 1 / (1 + max(age, timedelta(0)) / HALF_LIFE)


def _is_outlet_named(asked: _Asked, article: Article) -> bool:
    names = (name.casefold() for name in (article.outlet, article.credit) if name)
    return any(re.search(rf"\b{re.escape(name)}\b", asked.text) for name in names)


def _best_first(scored: tuple[float, Hit]) -> tuple[float, str, int]:
    score, hit = scored
    return -score, hit.passage.version_id, hit.passage.start


def _few_of_each_origin(ranked: Iterable[tuple[float, Hit]]) -> Iterator[tuple[float, Hit]]:
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
