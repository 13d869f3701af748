"""Recognising a text that comes again: the same, edited by a desk, shortened, or built upon.

Two texts are compared by their shingles (`shingles`), in the order of the shorter one.  What the
other text does not hold falls into gaps: a changed word makes a gap as long as a shingle, a
paragraph of one's own a long one.  Only long gaps count against a copy, so that a heavily edited
text is one and an article that shares the site's boilerplate, or a speech's words, is none.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from functools import lru_cache
from itertools import groupby

from bot.domain.articles import Article, ReadArticle
from bot.domain.identifiers import ArticleId
from bot.ingest.canonical_url import same_site
from bot.ingest.shingles import fingerprint, shingles_of, words_of

__all__ = ["containment", "find_original", "fingerprint"]

#: Shingles in a row that the other text lacks from which they are somebody's own words: an edit
#: of one word breaks five, of two neighbours up to ten.
_OWN_WORDS = 16
#: Share of the shorter text that may be its own: a new lead and a local paragraph take a quarter
#: to a third of a wire text, and boilerplate leaves an article at least two fifths.
_MOST_OWN = 0.37
#: The same within one site, which seldom prints a text twice and prints its boilerplate always.
_MOST_OWN_WITHIN_SITE = 0.15
#: Share of the shorter text's shingles that the longer one must hold, however short the gaps: an
#: edit of every seventh word leaves (6/7) ** 5 = .46 of them, and two articles on one event have
#: phrases in common all over.
_CONTAINED = 0.45
#: Share of a longer text that is its own from which it may be a story that only builds upon the
#: shorter one.
_BUILT_UPON = 0.5
#: Shingles at a text's end, or beginning, and the share of them that is "covered".
_EDGE, _EDGE_COVERED = 15, 0.2
#: Shorter texts are compared for equality only: a few common phrases fill them.
_FEWEST_SHINGLES = 20
#: Shingles that two texts share beyond boilerplate, below which they need no closer look.
_FEWEST_SHARED = 7
#: A sibling that holds more of an article is another copy of it, and no witness of boilerplate.
_SIBLING = 0.65
#: How far apart copies are published.  Texts from one template (a daily schedule, a market
#: report) come again next week with other facts.
_COPIED_WITHIN = timedelta(days=5)
#: And within a site the next day, with other figures.
_NEXT_ISSUE = timedelta(hours=18)
_FEWEST_FIGURES, _SAME_FIGURES = 5, 0.5
#: Words of a text's beginning, after its title, in which its news stands.
_HEAD_WORDS = 40
#: How a text says that it corrects one that was printed before: English, French, German, Spanish.
_CORRECTS = re.compile(
    r"\b(?:article|story|report|headline|version|piece|text) (?:was|has been|is) (?:corrected|amended)\b"
    r"|\b(?:an?|the) (?:earlier|previous) version of (?:this|the)\b|\b(?:earlier|previous) version said\b"
    r"|\((?:corrects|corrected|corrected version)\b|^[^\w\n]{0,8}(?:correction|corrected|clarification)\b\W*(?:[:–—-]|$)"
    r"|\bwe (?:wrongly|incorrectly|mistakenly) (?:said|reported|wrote)\b|\b(?:wrongly|incorrectly) said\b"
    r"|\bune version (?:précédente|antérieure)\b|^[^\w\n]{0,8}rectificati(?:f|on)\b"
    r"|\bin einer (?:früheren|vorherigen) (?:version|fassung)\b|^[^\w\n]{0,8}(?:korrektur|berichtigung)\b"
    r"|\buna versión (?:anterior|previa)\b|^[^\w\n]{0,8}(?:corrección|fe de errores)\b",
    re.IGNORECASE | re.MULTILINE,
)
#: Words of which each of its forms has one.
_CORRECTING = (
    "correct amended version versión wrongly mistakenly clarification rectificati fassung korrektur "
    "berichtigung corrección errores"
).split()


@dataclass(frozen=True, slots=True)
class _Text:
    """An article's words, its shingles in order, and as a set."""

    article: ReadArticle | Article
    words: tuple[str, ...]
    shingles: tuple[int, ...]
    held: frozenset[int]

    @classmethod
    def of(cls, article: ReadArticle | Article) -> _Text:
        words = words_of(article.text)
        # Their hashes stand for them: compared by the thousand, tuples would be slow and large.
        shingles = tuple(map(hash, shingles_of(words)))
        return cls(article, tuple(words), shingles, frozenset(shingles))


#: The articles of a feed come together, and each meets the same few of their site.
@lru_cache(maxsize=48)
def _text_of(candidate: Article) -> _Text:
    return _Text.of(candidate)


def find_original(article: ReadArticle, candidates: Sequence[Article]) -> ArticleId | None:
    """The article among `candidates` whose text this one carries; None when it is its own.

    Of several the one learned first wins, and a copy of a copy leads to the first original.
    Other versions of the same address are not copies.  Candidates also bear witness: what one of
    the site of either text shares with it, and is no copy itself, is that site's boilerplate.
    """
    others = [c for c in candidates if not (article.url and c.url == article.url)]
    if not others:
        return None
    new, texts = _Text.of(article), [_text_of(candidate) for candidate in others]
    ours = _common_within_site(new, zip(others, texts, strict=True))
    copied = []
    for candidate, text in zip(others, texts, strict=True):
        if new.words == text.words:
            copied.append(candidate)
            continue
        if not _near_in_time(article, candidate):
            continue
        boilerplate = _boilerplate(candidate.origin_id, ours)
        if len((new.held & text.held) - boilerplate) >= _FEWEST_SHARED:
            theirs = _common_within_site(text, zip(others, texts, strict=True))
            if _is_copy(new, text, boilerplate | _boilerplate(candidate.origin_id, theirs)):
                copied.append(candidate)
    first = min(copied, key=lambda c: (c.learned_at, c.told_at), default=None)
    return first.origin_id if first else None


def containment(shorter: str, longer: str) -> float:
    """The share of one text's shingles that the other holds, from 0 to 1."""
    held = frozenset(shingles_of(words_of(longer)))
    return _share([shingle in held for shingle in shingles_of(words_of(shorter))])


#: What a text shares with another one of its site, by that one's origin.
_Common = Sequence[tuple[ArticleId, frozenset[int]]]


def _common_within_site(text: _Text, siblings: Iterable[tuple[Article, _Text]]) -> _Common:
    """Without what shares so much that it is another copy of the text, or the text itself."""
    common = (
        (article.origin_id, text.held & sibling.held, min(len(text.held), len(sibling.held)))
        for article, sibling in siblings
        if _same_site(article, text.article)
    )
    return [(origin, held) for origin, held, fewest in common if len(held) <= _SIBLING * fewest]


def _boilerplate(origin: ArticleId, common: _Common) -> frozenset[int]:
    """What a text shares with its site, as far as copies of this origin are not the witnesses."""
    return frozenset().union(*(held for witness, held in common if witness != origin))


def _is_copy(new: _Text, other: _Text, boilerplate: frozenset[int]) -> bool:
    shorter, longer = sorted((new, other), key=lambda text: len(text.shingles))
    held = [s in longer.held for s in shorter.shingles if s not in boilerplate]
    if len(held) < _FEWEST_SHINGLES:
        return False
    within_site = _same_site(new.article, other.article)
    if within_site and _is_updated(new, other):
        return False
    if within_site and (not _covers_both_ends(held) or _is_next_issue(new, other)):
        return False
    most_own = _MOST_OWN_WITHIN_SITE if within_site else _MOST_OWN
    if _share(held) < _CONTAINED or _own_share(held) > most_own:
        return False
    if _is_corrected(new, other):
        return False
    return shorter is new or not _is_built_upon(new, other)


def _is_built_upon(new: _Text, other: _Text) -> bool:
    """Whether a longer text is a story of its own that has a known text in it.

    The whole of what was read before in short has the same shape: it is published no later, or
    under the same credit, and both begin alike.
    """
    held = [shingle in other.held for shingle in new.shingles]
    if _own_share(held) <= _BUILT_UPON:
        return False
    begins_alike = _share(held[:_EDGE]) >= _EDGE_COVERED
    return not (begins_alike and _may_be_first(new.article, other.article))


def _may_be_first(article: ReadArticle | Article, other: ReadArticle | Article) -> bool:
    if article.credit and article.credit == other.credit:
        return True
    if article.published_at is None or other.published_at is None:
        return True
    return article.published_at <= other.published_at


def _own_share(held: Sequence[bool]) -> float:
    """The share of a text that stands in gaps too long for edits."""
    gaps = (sum(1 for _ in run) for is_held, run in groupby(held) if not is_held)
    return sum(gap for gap in gaps if gap >= _OWN_WORDS) / len(held) if held else 0.0


def _share(held: Sequence[bool]) -> float:
    return sum(held) / len(held) if held else 0.0


def _covers_both_ends(held: Sequence[bool]) -> bool:
    return min(_share(held[:_EDGE]), _share(held[-_EDGE:])) >= _EDGE_COVERED


def _is_next_issue(new: _Text, other: _Text) -> bool:
    """Whether a site filled the same template again, on another day and with other figures."""
    one, two = new.article.published_at, other.article.published_at
    if one is None or two is None or abs(one - two) < _NEXT_ISSUE:
        return False
    figures, others = set(_figures(new.words)), set(_figures(other.words))
    fewest = min(len(figures), len(others))
    return fewest >= _FEWEST_FIGURES and len(figures & others) < _SAME_FIGURES * fewest


def _is_corrected(new: _Text, other: _Text) -> bool:
    """Whether one says that it corrects what was printed, and the other does not."""
    return _corrects(new.article.text) != _corrects(other.article.text)


def _corrects(text: str) -> bool:
    # Most texts have none of the words: that is seen a hundred times faster than by the pattern.
    lowered = text.lower()
    return any(word in lowered for word in _CORRECTING) and _CORRECTS.search(text) is not None


def _is_updated(new: _Text, other: _Text) -> bool:
    """Whether a site printed a text again with another figure at its head: 34 dead, then 41."""
    figures, others = set(_figures(_head(new))), set(_figures(_head(other)))
    return bool(figures - others) and bool(others - figures)


def _head(text: _Text) -> Sequence[str]:
    return [*words_of(text.article.title or ""), *text.words[:_HEAD_WORDS]]


def _figures(words: Iterable[str]) -> Iterator[str]:
    return (word for word in words if word[0].isdigit())


def _same_site(one: ReadArticle | Article, other: ReadArticle | Article) -> bool:
    if one.url and other.url and same_site(one.url, other.url):
        return True
    return bool(one.outlet) and one.outlet == other.outlet


def _near_in_time(article: ReadArticle | Article, candidate: ReadArticle | Article) -> bool:
    if article.published_at is None or candidate.published_at is None:
        return True
    return abs(article.published_at - candidate.published_at) <= _COPIED_WITHIN
