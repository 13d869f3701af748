"""Sentences of a story whose count a newer report replaced, or another sentence has already told.

Pure.  English; tolls in French, German and Spanish too.  `changed_figures` compares two sentences on one event; here a newer report only
says that the toll "stands at 52", of whatever the story tells.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import timedelta

from bot.built_in.story_sentences import StorySentence
from bot.figures.reading import in_digits
from bot.memory.cross_lingual_words import LISTED
from bot.memory.language_codes import language_code
from bot.memory.stems import stem
from bot.memory.words import content_stems
from bot.sentence_reading.counted import counting_figures
from bot.sentence_reading.tolls import tolls_told
from bot.sentence_reading.tolls_abroad import tolls_in, updates_toll

#: Reports nearer in time than this give differing tolls, and neither replaces the other.
NEARER = timedelta(hours=6)
#: Figures that a sentence must share with another one to tell the same: those of a vote, or of terms.
FEWEST_FIGURES = 2

#: Tolls rise: so many times what is told later was counted of something else.
FAR_MORE = 2

_KINDS = ("dead", "hurt", "missing", "displaced")
#: By these a report brings a count up to date.
_UPDATES = re.compile(
    r"\b(?:toll|rose|risen|rises|rising|climb(?:ed|s)|stands?\s+at|stood\s+at|now\s+at|reache[ds]|confirmed\s+dead"
    r"|revised|lowered)\b",
    re.IGNORECASE,
)


_BODIES = re.compile(r"(?<![\w.,])(\d{1,3}(?:,\d{3})+|\d+) bodies\b", re.IGNORECASE)
#: "N people had died" counts all dead so far, as "a crash killed N" may not.
_SO_FAR = re.compile(
    r"\b(?:had|have|has)(?: \w+)? (?:died|perished|been (?:killed|injured|wounded|displaced))\b",
    re.IGNORECASE,
)
#: What is feared of a toll until it is counted anew.
_FEARED = re.compile(
    r"\b(?:toll|number of (?:the )?(?:dead|deaths|victims))\b[^.;]{0,30}\b(?:will|may|might|could|would|likely to|expected to|feared to)\b"
    r"[^.;]{0,15}\b(?:rise|climb|increase|grow|go up)\b",
    re.IGNORECASE,
)
_STILL_MISSING = re.compile(
    r"\b(?:still|remain(?:s|ed)?) (?:\w+ )?(?:missing|unaccounted)\b", re.IGNORECASE
)
#: Tells of something else that befell the same place, or of what befell it before or all the while.
_ANOTHER = re.compile(
    r"\b(?:another|second|third|fourth|fresh|new|aftershocks?|again|separate|since|ago|previous(?:ly)?|earlier"
    r"|last (?:year|month)|years?|decades?|(?:19|20)\d\d)\b",
    re.IGNORECASE,
)
#: Stems that reports of any toll share, and of who tells it.
_ANY_TOLL = frozenset(
    map(
        stem,
        "kill killed die died dead death deaths toll injure injured wound wounded hurt displace displaced people person"
        " say said officials police ministry government authorities agency reporters day week monday tuesday wednesday"
        " thursday friday saturday sunday rise rose least number count".split(),
    )
)
#: Words that an older and a newer report must share beside those of tolls, to be of one event.
_FEWEST_SHARED = 2


def without_old_tolls(sentences: Sequence[StorySentence]) -> tuple[StorySentence, ...]:
    """The sentences but for those whose toll a newer one of the story brings up to date."""
    tolls = [{kind: _tolls(s, kind) for kind in _KINDS} for s in sentences]
    told = [
        (s, kind, found)
        for s, of_kinds in zip(sentences, tolls, strict=True)
        for kind, found in of_kinds.items()
        if found
    ]
    return tuple(
        s
        for s, own in zip(sentences, tolls, strict=True)
        if not any(
            later.article.told_at - s.article.told_at >= NEARER
            and (before := own[kind] or _bodies(s, kind))
            and not before & now
            and (_says_so(later) or _counts_on(later, kind, now, s, before))
            and not _is_of_a_part(s, kind, before, told)
            for later, kind, now in told
        )
        and not (_FEARED.search(s.text) and not own["dead"] and _is_counted_later(s, told))
    )


def _is_counted_later(
    sentence: StorySentence, told: Sequence[tuple[StorySentence, str, frozenset[float]]]
) -> bool:
    """Whether a newer report counts the dead, who were feared to become more."""
    return any(
        kind == "dead" and later.article.told_at - sentence.article.told_at >= NEARER
        for later, kind, _ in told
    )


def _is_of_a_part(
    sentence: StorySentence,
    kind: str,
    before: frozenset[float],
    told: Sequence[tuple[StorySentence, str, frozenset[float]]],
) -> bool:
    """Whether far more had been counted before it: it counts some of them, or another event's."""
    return kind != "missing" and any(
        each == kind
        and max(found) > FAR_MORE * max(before)
        and earlier.article.told_at < sentence.article.told_at
        and not _ANOTHER.search(earlier.text)
        for earlier, each, found in told
    )


def _says_so(sentence: StorySentence) -> bool:
    """Whether it says by its words that it brings a count up to date."""
    return _UPDATES.search(sentence.text) is not None or updates_toll(
        sentence.text, sentence.article.language
    )


def _counts_on(
    later: StorySentence,
    kind: str,
    now: frozenset[float],
    earlier: StorySentence,
    before: frozenset[float],
) -> bool:
    """Whether a newer report of the same event gives a higher count as the whole one, or who is still missing.

    Its title gives it, too ("Mayor puts mine dead at 29"), or all are counted who have died so far.
    """
    title = later.article.title or ""
    is_whole = _SO_FAR.search(later.text) or now & tolls_told(kind, title)
    if kind == "missing":  # they become fewer
        is_current = _STILL_MISSING.search(later.text) is not None
    else:
        is_current = bool(is_whole) and max(now) > max(before)
    if not is_current or _ANOTHER.search(f"{title} {later.text}"):
        return False
    return len(_words(later) & _words(earlier)) >= _FEWEST_SHARED


def _words(sentence: StorySentence) -> frozenset[str]:
    """Stems of a sentence and its article's title but for those of any toll."""
    said = content_stems(f"{sentence.article.title or ''} {sentence.text}")
    return frozenset(said) - _ANY_TOLL


def _tolls(sentence: StorySentence, kind: str) -> frozenset[float]:
    """The tolls of a kind that a sentence gives, in its language; that nobody was hurt is none."""
    if language_code(sentence.article.language) in LISTED:
        abroad = tolls_in(sentence.text, sentence.article.language)
        return frozenset({abroad[kind]} if kind in abroad else ())
    return frozenset(map(float, tolls_told(kind, sentence.text) - {0}))


def _bodies(sentence: StorySentence, kind: str) -> frozenset[float]:
    """How many bodies were found by then: a count of the dead that a later toll takes in."""
    found = _BODIES.finditer(in_digits(sentence.text)) if kind == "dead" else ()
    return frozenset(float(match[1].replace(",", "")) for match in found)


def tells_same_figures(text: str, told: str) -> bool:
    """Whether a sentence with several figures has none that another one does not have.

    >>> tells_same_figures("Sixty voted for it and 12 against.", "It was passed by 60 votes to 12.")
    True
    """
    figures = _figures(text)
    return len(figures) >= FEWEST_FIGURES and figures <= _figures(told)


def _figures(text: str) -> frozenset[float]:
    return frozenset(figure.value for figure in counting_figures(text))
