"""On which side of the publication day a sentence puts a date: told by its verbs."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from bot.dates.date_words import Side
from bot.dates.tense_patterns import TensePatterns, tense_patterns

#: How far behind a date a verb still tells its side, in characters.
_BEHIND = 160
#: And how far before it, in whole words: a text without stops is no one sentence.
_BEFORE = 240
#: "Friday's vote", "Thursday afternoon": what may stand between a day and its verb.
_BESIDE = re.compile(
    r"(?:[’']s\s+(?:[\w-]+\s+){0,2}?\w+)?(?:\s+(?:morning|afternoon|evening|night))?\s*"
)
_POSSESSIVE = re.compile(r"[’']s\b")
#: Ends a sentence; a headline has none.
_CLOSING = (".", "!", "?", "؟")
_COMMA = re.compile(r"[,،]")
_FEWEST_WORDS = 4
#: Words before a date in its clause among which there is a verb.
_FEWEST_BEFORE = 3
#: Where what was said ends, and who said it is told.
_SAID = re.compile(r"[,،?!]\s?[\"”»’](?!\w)")
_SPACE = re.compile(r"\s")
_STOP = re.compile(r"[.!?؟](?:\s|$)|\n")


def side_at(text: str, start: int, end: int, language: str) -> Side | None:
    """The side of now on which the date at ``text[start:end]`` lies; None when nothing tells.

    The nearest hint before it in its clause decides; a clause that is joined to those before
    ("on Thursday and on Friday", "in Rome, Italy, on Friday") goes on from there.  Where the date leads its clause, the first
    hint behind it decides, and at last whatever else the sentence has.
    """
    patterns = tense_patterns(language)
    left = text[_sentence_start(text, start, patterns) : start]
    behind = _sentence_end(text, end, patterns)
    right, *said_by = _SAID.split(text[end:behind], maxsplit=1)
    is_closed = bool(said_by) or text[behind : behind + 1] in _CLOSING
    return _of_event(left, right, patterns) or _of_verbs(left, right, patterns, is_closed=is_closed)


def _of_event(left: str, right: str, patterns: TensePatterns) -> Side | None:
    """The side of "Friday's attack", and of "for Friday's vote": told by what it names."""
    if patterns.done_event and patterns.done_event.match(right):
        return Side.PAST
    if patterns.moved and patterns.moved_lead and patterns.moved.match(right):
        return Side.FUTURE if patterns.moved_lead.search(left) else None
    if patterns.planned_event is None or patterns.planned_lead is None:
        return None
    is_planned = patterns.planned_event.match(right) and patterns.planned_lead.search(left)
    return Side.FUTURE if is_planned else None


def _of_verbs(left: str, right: str, patterns: TensePatterns, *, is_closed: bool) -> Side | None:
    left, right = patterns.closed_aside.sub(", ", left), patterns.aside.sub(" ", right)
    clause, is_joined, earlier = _last_clause(left, patterns)
    owning = _POSSESSIVE.match(right)
    before = list(patterns.hint.finditer(clause + owning.group() if owning else clause))
    if patterns.dated_deed and patterns.dated_deed.match(right) and not _is_ahead(before):
        return Side.PAST
    beside = _next_to(right, patterns)
    found = _last(_sides(before)) or beside
    if beside is Side.FUTURE and before and _is_said(before[-1], clause, patterns):
        return beside
    if found is None and _is_headline(left, right, patterns):
        return Side.FUTURE
    if found is None and patterns.noun and patterns.noun.search(clause):
        return Side.PAST
    if found is None and is_joined and not owning:
        found = _last(_hints(earlier, patterns))
    found = found or _first(_hints(_of_same_clause(left, clause, right, patterns), patterns))
    if found is None and not owning:
        found = _last(_hints(left, patterns))
        if found is None and is_closed and _is_in_present(f"{left} {right}", patterns):
            return Side.FUTURE
    return found


def _is_ahead(hints: Sequence[re.Match[str]]) -> bool:
    return any(side is Side.FUTURE for side in _sides(hints))


def _of_same_clause(left: str, clause: str, right: str, patterns: TensePatterns) -> str:
    """What is behind a date, up to a clause that goes with the verb before it."""
    if len(clause.split()) < _FEWEST_BEFORE:
        return right
    if patterns.fronted and patterns.fronted.match(_COMMA.split(left)[-1]):
        return right
    same = patterns.clause_word.split(right, maxsplit=1)[0]
    return patterns.attribution.split(same, maxsplit=1)[0] if patterns.attribution else same


def _is_in_present(sentence: str, patterns: TensePatterns) -> bool:
    """Whether a sentence without hints is in the present, and no scrap of one and no title."""
    if patterns.present_sign is None or patterns.present_sign.search(sentence) is None:
        return False
    words = re.findall(r"[^\W\d_]{2,}", sentence)
    return len(words) >= _FEWEST_WORDS and sum(word.islower() for word in words) * 2 >= len(words)


def _is_said(hint: re.Match[str], clause: str, patterns: TensePatterns) -> bool:
    """Whether a hint is a verb of saying, with what was said begun behind it."""
    return (
        patterns.reporting is not None
        and patterns.reporting.match(clause, hint.start()) is not None
    )


def _is_headline(left: str, right: str, patterns: TensePatterns) -> bool:
    if patterns.headline is None or patterns.headline.search(left) is None:
        return False
    behind = (
        match for match in patterns.hint.finditer(right) if not _is_said(match, right, patterns)
    )
    return patterns.hint.search(left) is None and next(behind, None) is None


def _next_to(right: str, patterns: TensePatterns) -> Side | None:
    """What the words right behind the date tell, those of its day left out."""
    beside = _BESIDE.match(right)
    hint = patterns.hint.match(right, beside.end() if beside else 0)
    if hint is None or patterns.clause_word.match(right, hint.start()):
        return None
    name = hint.lastgroup
    return Side(name) if name is not None and name != "neutral" else None


def _last_clause(left: str, patterns: TensePatterns) -> tuple[str, bool, str]:
    """The last clause before a date, whether it is joined to those before it, and these."""
    marks = list(patterns.clause.finditer(left))
    if not marks:
        return left, False, ""
    parting = [m for m in marks[:-1] if m.group().casefold() not in patterns.joining]
    begin = parting[-1].end() if parting else 0
    is_joined = marks[-1].group().casefold() in patterns.joining
    return left[marks[-1].end() :], is_joined, left[begin : marks[-1].start()]


def _sentence_start(text: str, offset: int, patterns: TensePatterns) -> int:
    """Where the sentence begins, or what is looked at of it."""
    furthest = max(0, offset - _BEFORE)
    if furthest and (space := _SPACE.search(text, furthest, offset)):
        furthest = space.end()
    stops = _STOP.finditer(text, furthest, offset)
    return max((stop.end() for stop in stops if _is_end(text, stop, patterns)), default=furthest)


def _sentence_end(text: str, offset: int, patterns: TensePatterns) -> int:
    """Where the sentence ends, or what is looked at of it."""
    furthest = min(len(text), offset + _BEHIND)
    stops = _STOP.finditer(text, offset, furthest)
    return next((stop.start() for stop in stops if _is_end(text, stop, patterns)), furthest)


def _is_end(text: str, stop: re.Match[str], patterns: TensePatterns) -> bool:
    """Whether a stop ends a sentence, and no abbreviation: "Gen. Munir", "the U.S. envoy"."""
    if patterns.abbreviation is None or stop.group() not in {".", ". "}:
        return True
    if patterns.abbreviation.search(text, max(0, stop.start() - 8), stop.start()) is None:
        return True
    return patterns.opener is not None and patterns.opener.match(text, stop.end()) is not None


def _hints(text: str, patterns: TensePatterns) -> list[Side]:
    return _sides(patterns.hint.finditer(text))


def _sides(matches: Iterable[re.Match[str]]) -> list[Side]:
    found = (match.lastgroup for match in matches)
    return [Side(name) for name in found if name is not None and name != "neutral"]


def _last(hints: list[Side]) -> Side | None:
    return hints[-1] if hints else None


def _first(hints: Iterable[Side]) -> Side | None:
    return next(iter(hints), None)
