"""Whether a sentence tells what has just been done, or what was before it.  Pure.

English.  Of a story's newest article the sentence that its own headline sums up is the news, and a
vote, a signature, a resignation is more so than thirty years of a dispute.
"""

from __future__ import annotations

import re
from datetime import timedelta

from bot.built_in.story_sentences import Relevance, StorySentence
from bot.dates.date_words import Kind, Side
from bot.dates.periods import period_of
from bot.dates.publication import day_of
from bot.dates.reading import read_dates
from bot.domain.articles import Article
from bot.memory.frequencies import weight_of
from bot.memory.words import content_stems

#: What it adds to a sentence's relevance that its headline tells the same, that it tells a deed
#: that decides something; and what background loses.
TITLE_COUNTS, DECISIVE_COUNTS, BACKGROUND_COSTS = 0.2, 0.1, 0.25
#: And that it tells the terms of what was agreed: without them a reader knows that, and not what.
TERMS_COUNT = 0.15
#: What all that a sentence dates must be older than to be background.
BEFORE_NEWS = timedelta(days=3)

_DECISIVE = re.compile(
    r"\b(?<!not\s)(?<!never\s)(?<!to\s)(?:signed|ratified|adopted|approved|rejected|vetoed|passed|voted"
    r"|resigned|quit|stepped\s+down|withdrew|withdrawn|retracted|agreed|declared|expelled|recalled"
    r"|summoned|elected|appointed|arrested|released|freed|imposed|lifted|suspended|severed|restored"
    r"|reached|struck|cancel?led|called\s+off|postponed|put\s+off|ordered|dissolved|dismissed|sacked"
    r"|ousted|overthrew|collapsed|invaded|seized|killed|revised|corrected|raised|lowered|apologi[sz]ed"
    r"|sworn\s+in|vetoes|rejects|signs|resigns)\b",
    re.IGNORECASE,
)
_BACKGROUND = re.compile(
    r"^\s*(?:for|over)\s+(?:the\s+(?:past|last)\s+)?(?:more\s+than\s+)?(?:\w+\s+)?(?:years|decades|months)\b"
    r"|\b(?:years|decades|months)\s+ago\b|\blast\s+(?:year|month|decade)\b|\bsince\s+(?:19|20)\d\d\b"
    r"|\bin\s+(?:19|20)\d\d\b|\bhas\s+long\b|\bhad\s+(?:been\s+)?\w+(?:ed|en)\b"
    r"|\bhas\s+(?:called|described|said)\b|\bwould\s+have\b",
    re.IGNORECASE,
)
#: What is to be by an agreement: "Under the deal ...", "The treaty gives ...".
_TERMS = re.compile(
    r"^(?:under|by|according\s+to)\s+(?:the|its|their|this)\s+(?:[\w-]+\s+){0,3}?(?:terms|<deal>)\b"
    r"|^the\s+(?:[\w-]+\s+){0,2}?(?:<deal>)\s+(?:also\s+|would\s+|will\s+|is\s+to\s+)?(?:guarantee|provide|set|give|cut"
    r"|allow|oblige|require|cover|include|cap|grant|limit|raise|open|lower|reduce|ban|commit|call|bind|foresee|end|share)s?\b".replace(
        "<deal>",
        "agreement|deal|treaty|accord|pact|settlement|plan|declaration|memorandum|package|law",
    ),
    re.IGNORECASE,
)
_SUBORDINATE = re.compile(r"\b(?:who|which|whose|that|where|if|unless)\b.*$", re.IGNORECASE)


def with_what_decides(relevance: Relevance) -> Relevance:
    """The same relevances, more for what decides and less for background."""
    return {s: value + _bonus(s) for s, value in relevance.items()}


def _bonus(sentence: StorySentence) -> float:
    titled = TITLE_COUNTS * title_share(sentence) * sentence.newness
    if is_background(sentence.article, sentence.text):
        return titled - BACKGROUND_COSTS
    if tells_terms(sentence.text):
        return titled + TERMS_COUNT
    return titled + DECISIVE_COUNTS * is_decisive(sentence.text) * sentence.newness


def tells_terms(text: str) -> bool:
    """Whether a sentence tells what is to be by an agreement.

    >>> tells_terms("Under the accord Velia will open two ports to fishing boats.")
    True
    """
    return _TERMS.search(text) is not None


def is_decisive(text: str) -> bool:
    """Whether the main clause tells a deed that decides something."""
    return _DECISIVE.search(_SUBORDINATE.sub("", text)) is not None


def is_background(article: Article, text: str) -> bool:
    """Whether a sentence tells only what was well before its article."""
    published = day_of(article)
    if published is None:
        return _BACKGROUND.search(text) is not None
    words = read_dates(text, article.language)
    periods = [(w, period_of(w, published)) for w in words if w.kind is not Kind.YEAR]
    near = [p for w, p in periods if p is not None and p.last >= published - BEFORE_NEWS]
    if near:
        return False
    is_dated_before = any(p is not None and w.side is Side.PAST for w, p in periods)
    return is_dated_before or _BACKGROUND.search(text) is not None


def title_share(sentence: StorySentence) -> float:
    """How much of its article's headline a sentence tells, 0..1."""
    stems = set(content_stems(sentence.article.title or ""))
    total = sum(map(weight_of, stems))
    return sum(weight_of(s) for s in stems if s in sentence.weights) / total if total else 0.0
