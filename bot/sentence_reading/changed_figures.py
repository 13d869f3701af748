"""Figures of one event that a later report gives otherwise.  Pure.  English.

Of tolls, also in and between French, German and Spanish (`tolls_abroad`).

Only where both sentences count the same thing of the same event: the dead of one earthquake, the
price of one deal.  A figure that adds to another ("12 more"), that counts others (soldiers, not
civilians), elsewhere or on another day, is no other figure for it.  In doubt nothing has changed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta
from functools import lru_cache

from bot.dates.date_words import Bound, Kind, Side
from bot.dates.periods import period_of
from bot.dates.publication import day_of
from bot.dates.reading import read_dates
from bot.domain.articles import Article
from bot.figures.reading import Figure
from bot.figures.units import names_of as names_of_unit
from bot.memory.cross_lingual_words import LISTED
from bot.memory.frequencies import weight_of
from bot.memory.language_codes import language_code
from bot.memory.stems import stem
from bot.memory.words import content_stems
from bot.sentence_reading.casualty_words import FATE_WORDS, Fate
from bot.sentence_reading.counted import counted_by, counting_figures
from bot.sentence_reading.dated_sentences import ToldSentence
from bot.sentence_reading.deeds import tokens_of
from bot.sentence_reading.foreign_retractions import is_one_matter, names_one_place
from bot.sentence_reading.stretches import is_negative, names_of
from bot.sentence_reading.tolls_abroad import KINDS, tolls_in, updates_toll

#: How much of what the less telling sentence says the other one says too, figures apart.
SAME_EVENT = 0.4
#: Reports of two outlets nearer in time than this differ; the later one does not replace the other.
DIFFERING = timedelta(hours=24)
#: Characters around a figure among which what makes it a part of a count stands.
_NEAR = 24

#: What is counted by what has become of it, by the stems of the words that tell so.
_FATES: Mapping[str, frozenset[str]] = {
    f"@{fate}": frozenset(stem(word) for told in counted_as for word in FATE_WORDS[told].all)
    for fate, counted_as in (
        (Fate.DEAD, (Fate.DEAD,)),
        (Fate.HURT, (Fate.HURT,)),
        (Fate.MISSING, (Fate.MISSING,)),
        (Fate.HELD, (Fate.HELD,)),
        (Fate.DISPLACED, (Fate.DISPLACED, Fate.EVACUATED)),
    )
}
#: Those of whom a fate is told without naming who they are.
_ANYBODY = frozenset(map(stem, "people person persons victim victims others dead bodies".split()))
_PERCENT = re.compile(r"\s?%|\s+per\s?cent\b", re.IGNORECASE)
_PART = re.compile(
    r"\b(?:another|other|further|more|additional|extra|of\s+them|of\s+whom|among\s+them|including|each"
    r"|first|second|third|every|per|up\s+to|on\s+average)\b",
    re.IGNORECASE,
)
_MORE_THAN = re.compile(r"\bmore\s+than\b|\bno\s+more\b", re.IGNORECASE)
_REVISING = re.compile(
    r"\b(?:revis\w+|correct(?:s|ed|ing|ion)|rais(?:ed|es|ing)|rose|risen|rises|rising|climb(?:ed|s)|increas\w+"
    r"|lower(?:ed|s)|reduc\w+|cut|fell|fallen|falls|dropp\w+|updat\w+|upward|downward|instead\s+of|not"
    r"|now\s+(?:at|stands|put)|stands?\s+at|reached|has\s+grown|grew)\b",
    re.IGNORECASE,
)
#: What a figure was before: "from 12 to 9", "the pledge had stood at 30 million".
_BEFORE_IT = re.compile(
    r"(?:\bfrom|\bhad\s+(?:\w+\s+){1,3}(?:at)?|\binstead\s+of|\brather\s+than|\bnot|\bdown\s+from|\bup\s+from"
    r"|\bearlier|\bprevious(?:ly)?)(?:\s+(?:an?|the|at|least|some|about|earlier|previous|figure|count|toll|of))*\s*$",
    re.IGNORECASE,
)
_SCALES = frozenset(map(stem, "thousand million billion trillion".split()))
#: On which side of a vote those were that a figure counts.
_SIDE = re.compile(
    r"\b(?:vot\w+|ballots?|deputies|members|lawmakers|senators)\s+(?:\w+\s+){0,3}?"
    r"(for(?=\s+(?:it|the|a)\b)|in\s+favou?r|against|abstain\w*)\b",
    re.IGNORECASE,
)
_AGAINST = "@against"
#: Before the figure of those against: "by 61 votes to", "61 to".
_VOTES_TO = re.compile(r"\bby\s+(?:a\s+vote\s+of\s+)?[\w-]+(?:\s+votes)?\s+to\s+$", re.IGNORECASE)
#: What is told of the dead so that there may be none: a study's, a fear's, a denial's.
_SUPPOSED = re.compile(
    r"\b(?:could|would|might|(?-i:may)|if|unless|feared|(?:did|do|does|ha[sd]|have|was|were|is|are)(?:\s+not|n[’']t))\b",
    re.IGNORECASE,
)
#: Of what was years ago, in the languages whose tolls are read.
_AGO = re.compile(
    r"\b(?:months?|years?|decades?|centur(?:y|ies))\s+(?:ago|earlier|before)\b"
    r"|\bil\s+y\s+a\s+[\w-]+\s+(?:mois|ans|années|décennies?|siècles?)\b"
    r"|\bvor\s+[\w-]+\s+(?:Monaten|Jahren|Jahrzehnten|Jahrhunderten)\b"
    r"|\bhace\s+[\w-]+\s+(?:meses|años|décadas?|siglos?)\b",
    re.IGNORECASE,
)
#: So long before a report an event is history, and no news of the story.
_HISTORY = timedelta(days=60)
_YEAR = re.compile(r"(?:1[5-9]|20|21)\d\d")
_CLAUSE = re.compile(r"[,;:—–]\s|\s(?:while|but|and)\s")


@dataclass(frozen=True, slots=True)
class ChangedFigure:
    """A figure as it was told, and as a later report has it, both as they are written."""

    before: str
    now: str


@dataclass(frozen=True, slots=True)
class _Counted:
    written: str
    value: float
    keys: frozenset[str]


def changed_figure(
    later: Article, later_text: str, earlier: Article, earlier_text: str
) -> ChangedFigure | None:
    """The figure of the earlier sentence that the later one gives otherwise; None if none is."""
    if later.version_id == earlier.version_id:
        return None
    if later.told_at <= earlier.told_at:
        return None
    pair = _pair_abroad(later, later_text, earlier, earlier_text)
    if pair is None and language_code(later.language) == language_code(earlier.language):
        pair = _pair(later_text, earlier_text)
        if pair is None or not _is_same_event(later_text, earlier_text, pair[0].keys):
            return None
    if pair is None or _is_history(later, later_text) or _is_history(earlier, earlier_text):
        return None
    if not (_REVISING.search(later_text) or updates_toll(later_text, later.language)):
        if not _may_be_one_day(later, later_text, earlier, earlier_text):
            return None
        is_update = later.outlet == earlier.outlet or later.told_at - earlier.told_at >= DIFFERING
        if not is_update:
            return None
    new, old = pair
    return ChangedFigure(old.written, new.written)


def _is_history(article: Article, text: str) -> bool:
    """Whether a sentence tells of what was long before its article: "a 2007 earthquake killed 500"."""
    if _AGO.search(text):
        return True
    told = article.told_at.date()
    periods = (
        period_of(word, told)
        for word in read_dates(text, article.language)
        if word.bound is not Bound.SINCE
    )
    return any(p is not None and p.last < told - _HISTORY for p in periods)


def count_otherwise(one: str, other: str) -> bool:
    """Whether two sentences give one figure of one event otherwise, whichever of them is right."""
    pair = _pair(one, other)
    return pair is not None and _is_same_event(one, other, pair[0].keys)


def _pair(later: str, earlier: str) -> tuple[_Counted, _Counted] | None:
    """The one figure of each sentence that count the same, if they are not equal."""
    new, old = figures_of(later), figures_of(earlier)
    found = {
        (n, o)
        for n in new
        for o in old
        if n.keys & o.keys
        and sum(bool(n.keys & m.keys) for m in new) == 1
        and sum(bool(o.keys & m.keys) for m in old) == 1
    }
    changed = [(n, o) for n, o in found if n.value != o.value]
    if len(changed) == 2:
        # Of a vote that was counted anew, those for it.
        changed = [(n, o) for n, o in changed if _AGAINST not in n.keys] or changed
    return changed[0] if len(changed) == 1 and len(found) <= 2 else None


def _pair_abroad(
    later: Article, later_text: str, earlier: Article, earlier_text: str
) -> tuple[_Counted, _Counted] | None:
    """The one toll that two sentences give otherwise, at least one of them not in English."""
    if not {language_code(later.language), language_code(earlier.language)} & {*LISTED}:
        return None
    now, before = _tolls(later_text, later.language), _tolls(earlier_text, earlier.language)
    changed = [
        kind
        for kind in KINDS
        if kind in now and kind in before and now[kind].value != before[kind].value
    ]
    if len(changed) != 1:
        return None
    told = ToldSentence.of(later, later_text), ToldSentence.of(earlier, earlier_text)
    if not (names_one_place(*told) and is_one_matter(*told)):
        return None
    return now[changed[0]], before[changed[0]]


def _tolls(text: str, language: str | None) -> Mapping[str, _Counted]:
    """The whole tolls of a sentence in a language whose tolls are read."""
    if language_code(language) in LISTED:
        return {
            kind: _Counted(f"{value:g}", value, frozenset({f"@{kind}"}))
            for kind, value in tolls_in(text, language).items()
        }
    by_kind = {kind: [f for f in figures_of(text) if f"@{kind}" in f.keys] for kind in KINDS}
    return {kind: found[0] for kind, found in by_kind.items() if len(found) == 1}


@lru_cache(maxsize=2_048)
def figures_of(text: str) -> tuple[_Counted, ...]:
    """The figures of a sentence that count all of something as it stands."""
    return tuple(_figures(text))


def _figures(text: str) -> Iterator[_Counted]:
    for figure in counting_figures(text):
        before, after = text[: figure.start], text[figure.end : _clause_at(text, figure)[1]]
        near = f"{before[-_NEAR:].rpartition(',')[2]} {after[:_NEAR].partition(',')[0]}"
        if _PART.search(_MORE_THAN.sub("", near)):
            continue
        if _BEFORE_IT.search(before) or _YEAR.fullmatch(figure.text):
            continue
        keys = _keys(text, figure)
        if keys:
            yield _Counted(_written(text, figure), figure.value, keys)


def _written(text: str, figure: Figure) -> str:
    percent = _PERCENT.match(text, figure.end)
    return " ".join(text[figure.start : percent.end() if percent else figure.end].split())


def _keys(text: str, figure: Figure) -> frozenset[str]:
    """What a figure counts: who suffered which fate, or the thing right behind it.

    Of a vote, who was for it is another thing than who was against it.
    """
    if _VOTES_TO.search(text, 0, figure.start) is not None:
        return frozenset({_AGAINST})
    side = _SIDE.search(_clause_of(text, figure))
    counted = _things_counted(text, figure)
    if side is None or not counted:
        return counted
    return frozenset({_AGAINST} if side[1].casefold() == "against" else {f"@{side[1].casefold()}"})


def _things_counted(text: str, figure: Figure) -> frozenset[str]:
    if figure.is_money and figure.unit:
        return frozenset({figure.unit})
    begin, end = _clause_at(text, figure)
    clause = text[begin:end]
    # "Rose to 31 and could rise further": what follows in another clause is not counted.
    counted = list(counted_by(text[:end], figure))
    stems = {token.word.stem for token in tokens_of(clause)}
    fates = [fate for fate, words in _FATES.items() if words & stems]
    who = [c for c in counted if not any(c in words for words in _FATES.values())]
    is_anybody = not who or who[0] in _ANYBODY
    if fates and _SUPPOSED.search(clause):
        return frozenset()
    if len(fates) == 1 and is_anybody:
        return frozenset(fates)
    if len(fates) == 1 and who:
        return frozenset({f"{fates[0]}/{who[0]}"})
    return frozenset(who[:1]) if not fates else frozenset()


def _clause_of(text: str, figure: Figure) -> str:
    begin, end = _clause_at(text, figure)
    return text[begin:end]


def _clause_at(text: str, figure: Figure) -> tuple[int, int]:
    begin = max((m.end() for m in _CLAUSE.finditer(text, 0, figure.start)), default=0)
    end = _CLAUSE.search(text, figure.end)
    return begin, end.start() if end else len(text)


def _is_same_event(later: str, earlier: str, counted: frozenset[str]) -> bool:
    """Whether two sentences tell of one event: the same names, and much else in common."""
    tokens, others = tokens_of(later), tokens_of(earlier)
    names, other_names = names_of(tokens), names_of(others)
    if is_negative(others) or (names and other_names and not names & other_names):
        return False
    # Each names a place or a party of its own: two events.
    if names - other_names and other_names - names and len(names & other_names) < 2:
        return False
    mine, theirs = _telling(later), _telling(earlier)
    units = frozenset(stem(name) for unit in counted for name in names_of_unit(unit))
    if not mine & theirs - counted - units - names - _SCALES:
        return False  # The same party, and the same unit, of another thing.
    shared = sum(map(weight_of, mine & theirs))
    least = min(sum(map(weight_of, mine)), sum(map(weight_of, theirs)))
    return least > 0 and shared / least >= SAME_EVENT


def _telling(text: str) -> frozenset[str]:
    fates = {word: fate for fate, words in _FATES.items() for word in words}
    days = {w for d in read_dates(text) for w in content_stems(d.text)}
    stems = (s for s in content_stems(text) if not s[:1].isdigit() and s not in days)
    return frozenset(fates.get(s, s) for s in stems)


def _may_be_one_day(later: Article, text: str, earlier: Article, other: str) -> bool:
    """Whether the days that the sentences name for what happened may be the same."""
    mine, theirs = _past_days(later, text), _past_days(earlier, other)
    return not mine or not theirs or bool(mine & theirs)


def _past_days(article: Article, text: str) -> frozenset[object]:
    published = day_of(article)
    periods = (
        period_of(w, published)
        for w in read_dates(text, article.language)
        if w.side is not Side.FUTURE and w.kind is not Kind.YEAR
    )
    return frozenset(p for p in periods if p is not None)
