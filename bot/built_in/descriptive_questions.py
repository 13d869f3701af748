"""Questions that describe at length what they ask about, and the article that tells of it.  Pure.

"Which company, headquartered in San Francisco, introduced a family plan and uses AI to catch
cheats?" is answered by no sentence that says it all: it is told across an article.  With so many
words, an article that has nearly all of them is the one that is meant, and its sentence that comes
closest is the answer.  With few words that is not so: "Did Spain leave NATO?" has a word too many.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence

from bot.built_in.answer_types import brings_answer, is_of_another_time
from bot.built_in.candidates import Candidate
from bot.built_in.fitness import share_of
from bot.built_in.predicates import Asks
from bot.built_in.questions import Asked, Kind
from bot.built_in.terms import Term
from bot.domain.identifiers import ArticleId

#: Terms from which a question describes at length.  Of 50 questions with so many about 258 news
#: pages, some article had three quarters of the weight, the names and the deed of 16 of 35 that it
#: answers, and of none of 15 that none answers.
LEAST_TERMS = 6
#: The share of the question's weight that the article must have, beside every name and the deed.
SHARE = 0.75
#: What it must have where the deed is in other words, and the terms from which that is enough.
SHARE_WITHOUT_DEED, TERMS_WITHOUT_DEED = 0.87, 7
#: The most that any other article may have, of what the one that is meant has.
NEXT_BEST = 0.8
#: What the sentence must have itself, of all and of what is asked about the names.
ALONE, POINT = 0.2, 0.3

#: Kinds that ask for who or what is described.  What others ask for is in what one sentence says.
_DESCRIBED = frozenset({Kind.WHO, Kind.WHICH, Kind.WHERE, Kind.OTHER})


def described(
    asked: Asked, read: Sequence[Candidate], score: Callable[[Candidate], float]
) -> Candidate | None:
    """The sentence that comes closest, of the one article that is described; None if none is.

    `score` tells which sentence of that article comes closest.
    """
    if not _describes(asked):
        return None
    told = _told_by_article(read)
    by_share = sorted(told, key=lambda article: -_share(asked.terms, told[article]))
    if not by_share or not _is_meant(asked, *(told[article] for article in by_share[:2])):
        return None
    of_it = (c for c in read if c.article.origin_id == by_share[0] and _answers(asked, c))
    return max(of_it, key=score, default=None)


def _describes(asked: Asked) -> bool:
    """Whether it describes at length what it asks for: not to whom somebody named did something."""
    deed = asked.predicate
    return (
        len(asked.terms) >= LEAST_TERMS
        and asked.kind in _DESCRIBED
        and not (deed is not None and deed.asks is Asks.DONE_TO and deed.doer)
    )


def _told_by_article(read: Sequence[Candidate]) -> dict[ArticleId, frozenset[str]]:
    """The keys of each article's passages, title and day; copies stand for one another."""
    told: dict[ArticleId, frozenset[str]] = defaultdict(frozenset)
    for candidate in read:
        told[candidate.article.origin_id] |= candidate.around | candidate.head
    return told


def _is_meant(asked: Asked, told: frozenset[str], next_best: frozenset[str] = frozenset()) -> bool:
    has = _share(asked.terms, told)
    has_names = all(term.covered_by & told for term in asked.terms if term.is_demanded)
    if not has_names or _share(asked.terms, next_best) > NEXT_BEST * has:
        return False
    if _deed(asked) & told:
        return has >= SHARE
    return has >= SHARE_WITHOUT_DEED and len(asked.terms) >= TERMS_WITHOUT_DEED


def _share(terms: Sequence[Term], found: frozenset[str]) -> float:
    """The share of the terms' weight that is found word for word.

    Near words will not do: a description fits when it is the article's own.
    """
    return share_of(terms, found, lambda term, keys: term.key in keys)


def _deed(asked: Asked) -> frozenset[str]:
    """What the question is about: its verb, or the first word about the names."""
    if asked.predicate is not None:
        return asked.predicate.verb.keys
    return frozenset(term.key for term in asked.points[:1])


def _answers(asked: Asked, candidate: Candidate) -> bool:
    return (
        not candidate.reading.leans_back  # who "she" is, is what is asked
        and brings_answer(asked, candidate.reading)
        and not is_of_another_time(asked.keys, candidate.reading)
        and _share(asked.terms, candidate.keys) >= ALONE
        and _share(asked.points, candidate.keys | candidate.head) >= POINT
    )
