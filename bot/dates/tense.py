"""On which side of the publication day a sentence puts a date: told by its verbs."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache

from bot.dates.date_words import Side
from bot.dates.words import calendar_words

#: How far behind a date a verb still tells its side, in characters.
_BEHIND = 160
#: "Friday's vote", "Thursday afternoon": what may stand between a day and its verb.
_BESIDE = re.compile(
    r"(?:[’']s\s+(?:[\w-]+\s+){0,2}?\w+)?(?:\s+(?:morning|afternoon|evening|night))?\s*"
)
_POSSESSIVE = re.compile(r"[’']s\b")
_STOP = re.compile(r"[.!?؟](?:\s|$)|\n")


@dataclass(frozen=True, slots=True)
class _TensePatterns:
    hint: re.Pattern[str]
    headline: re.Pattern[str] | None
    noun: re.Pattern[str] | None
    clause: re.Pattern[str]
    joining: frozenset[str]


@cache
def _patterns(language: str) -> _TensePatterns:
    tense = calendar_words(language).tense
    groups = {
        "neutral": tense.neutral, "either": tense.either, "future": tense.future,
        "past": tense.past,
    }  # fmt: skip
    hint = "|".join(f"(?P<{n}>{'|'.join(forms)})" for n, forms in groups.items() if forms)
    words = "|".join((*tense.clause_words, *tense.joining_words))
    return _TensePatterns(
        hint=re.compile(rf"(?<![\w’'-])(?:{hint})(?![\w-])", re.IGNORECASE),
        headline=_whole_words(tense.headlines),
        noun=_whole_words(tense.past_nouns),
        clause=re.compile(
            rf"[,;،؛—–“”„«»\"()]|:(?!\s?\d)|\s-\s|(?<!\w)(?:{words})(?!\w)",
            re.IGNORECASE,
        ),
        joining=frozenset({*tense.joining_words, ",", "،"}),
    )


def _whole_words(forms: Sequence[str]) -> re.Pattern[str] | None:
    if not forms:
        return None
    return re.compile(rf"(?<!\w)(?:{'|'.join(forms)})(?!\w)", re.IGNORECASE)


def side_at(text: str, start: int, end: int, language: str) -> Side | None:
    """The side of now on which the date at ``text[start:end]`` lies; None when nothing tells.

    The nearest hint before it in its clause decides; a clause that is joined to those before
    ("on Thursday and on Friday", "in Rome, Italy, on Friday") goes on from there.  Where the date leads its clause, the first
    hint behind it decides, and at last whatever else the sentence has.
    """
    patterns = _patterns(language)
    left = text[_sentence_start(text, start) : start]
    right = _STOP.split(text[end : end + _BEHIND], maxsplit=1)[0]
    clause, is_joined, earlier = _last_clause(left, patterns)
    found = _last(_hints(clause, patterns)) or _next_to(right, patterns)
    if found is None and _is_headline(left, right, patterns):
        return Side.FUTURE
    if found is None and patterns.noun and patterns.noun.search(clause):
        return Side.PAST
    if found is None and is_joined and not _POSSESSIVE.match(right):
        found = _last(_hints(earlier, patterns))
    found = found or _first(_hints(right, patterns))
    if found is None and not _POSSESSIVE.match(right):
        found = _last(_hints(left, patterns))
    return found


def _is_headline(left: str, right: str, patterns: _TensePatterns) -> bool:
    if patterns.headline is None or patterns.headline.search(left) is None:
        return False
    return patterns.hint.search(left) is None and patterns.hint.search(right) is None


def _next_to(right: str, patterns: _TensePatterns) -> Side | None:
    """What the words right behind the date tell, those of its day left out."""
    beside = _BESIDE.match(right)
    hint = patterns.hint.match(right, beside.end() if beside else 0)
    name = hint.lastgroup if hint else None
    return Side(name) if name is not None and name != "neutral" else None


def _last_clause(left: str, patterns: _TensePatterns) -> tuple[str, bool, str]:
    """The last clause before a date, whether it is joined to those before it, and these."""
    marks = list(patterns.clause.finditer(left))
    if not marks:
        return left, False, ""
    parting = [m for m in marks[:-1] if m.group().casefold() not in patterns.joining]
    begin = parting[-1].end() if parting else 0
    is_joined = marks[-1].group().casefold() in patterns.joining
    return left[marks[-1].end() :], is_joined, left[begin : marks[-1].start()]


def _sentence_start(text: str, offset: int) -> int:
    return max((match.end() for match in _STOP.finditer(text, 0, offset)), default=0)


def _hints(text: str, patterns: _TensePatterns) -> list[Side]:
    found = (match.lastgroup for match in patterns.hint.finditer(text))
    return [Side(name) for name in found if name is not None and name != "neutral"]


def _last(hints: list[Side]) -> Side | None:
    return hints[-1] if hints else None


def _first(hints: Iterable[Side]) -> Side | None:
    return next(iter(hints), None)
