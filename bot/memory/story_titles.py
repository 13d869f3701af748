"""What a story is called: the headline that stands for it now.  Pure.

The first report's headline names a story until a later one tells more of it.  A later headline
takes its place when it speaks of what the whole story speaks of, and says something that the
present one does not: a headline in other words for the same news changes nothing, so that a title
does not change with every outlet.  Since the newest that fits stands, none stays that a later one
denies or overtakes.  Copies, opinion and notices of an outlet's own mistakes name no story, and what
explains it ("What to know about ...") only where nothing reports it.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Self

from bot.domain.articles import Article
from bot.domain.title_marks import is_explaining, is_notice, news_begins
from bot.memory.frequencies import weight_of
from bot.memory.stems import stem
from bot.memory.words import content_stems, words_of

#: What a headline must have of the fit of the present one: of a side of the story, it has less.
KEEPS_FIT = 0.6
#: That is enough of one that takes back, denies or revises: the present one stands no more.
TURN_KEEPS_FIT = 0.3
#: Words that it must share with the story's other articles at least.
FEWEST_SHARED = 2
#: Of two headlines that share this much of the shorter one, the later tells nothing new ...
SAME_NEWS = 0.75
#: ... unless it has a figure of its own, or one of these.
_TURNING = frozenset(
    map(
        stem,
        "deny denies denied withdraw withdrawn retract cancel postpone delay suspend revise correct"
        " reject refuse fail collapse end quit resign false wrong no not never off".split(),
    )
)
#: Headlines looked at, the newest: what a story of hundreds began with does not say what it is now.
MOST_HEADLINES = 100
#: Characters of an article's beginning that say what it is about.
LEAD_CHARACTERS = 400


def title_of(in_order: Sequence[Article]) -> str | None:
    """The title of a story, of its articles in order of publication; None when none has one."""
    titled = [a for a in in_order if a.title]
    ids = {a.article_id for a in titled}
    own = [
        a for a in titled if a.duplicate_of not in ids and not (a.is_opinion or a.is_satire)
    ] or titled
    own = [a for a in own if not is_notice(a.title)] or own
    own = [a for a in own if not is_explaining(a.title)] or own
    if not own:
        return None
    told = [_words(a) for a in own[-MOST_HEADLINES:]]
    often = Counter(word for words in told for word in words)
    headlines = [
        _Headline.of(a.title or "", words, often)
        for a, words in zip(own[-MOST_HEADLINES:], told, strict=True)
    ]
    current = headlines[0]
    for later in headlines[1:]:
        keeps = TURN_KEEPS_FIT if later.turns - current.turns else KEEPS_FIT
        is_fitting = later.fit > 0 and later.fit >= keeps * current.fit
        if is_fitting and not _tells_the_same(later, current):
            current = later
    return current.text[news_begins(current.text) :]


@dataclass(frozen=True, slots=True)
class _Headline:
    """A headline, the stems of its words, those that turn the news, and how it fits the story."""

    text: str
    stems: frozenset[str]
    turns: frozenset[str]
    fit: float

    @classmethod
    def of(cls, title: str, told: frozenset[str], often: Mapping[str, int]) -> Self:
        """Read a headline; `told` are the words of its article, `often` those of the story's."""
        stems = frozenset(content_stems(title))
        turns = frozenset(word.stem for word in words_of(title)) & _TURNING
        return cls(title, stems, turns, _fit(stems, told, often))


def _words(article: Article) -> frozenset[str]:
    return frozenset(content_stems(f"{article.title}. {article.text[:LEAD_CHARACTERS]}"))


def _fit(words: frozenset[str], own: frozenset[str], often: Mapping[str, int]) -> float:
    """How much a headline's words carry of what the story's other articles tell.

    A long one does not fit for its length.
    """
    elsewhere = {w: often[w] - (w in own) for w in words}
    if sum(count > 0 for count in elsewhere.values()) < FEWEST_SHARED:
        return 0.0
    carried: float = sum(weight_of(w) * count for w, count in elsewhere.items())
    return carried / math.sqrt(len(words))


def _tells_the_same(later: _Headline, earlier: _Headline) -> bool:
    """Whether a headline says no more than an earlier one; another figure is more."""
    mine, theirs = later.stems, earlier.stems
    if {w for w in mine if w[:1].isdigit()} - theirs or later.turns - earlier.turns:
        return False
    weights = sum(weight_of(w) for w in mine)
    return weights == 0 or sum(weight_of(w) for w in mine & theirs) / weights >= SAME_NEWS
