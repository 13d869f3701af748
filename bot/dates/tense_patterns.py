"""The regular expressions by which a language's sentences tell their tense, made of its lists."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from bot.dates.words import calendar_words


@dataclass(frozen=True, slots=True)
class TensePatterns:
    """What is looked for around a date; None where the language's file has no words for it."""

    hint: re.Pattern[str]
    headline: re.Pattern[str] | None
    noun: re.Pattern[str] | None
    clause: re.Pattern[str]
    joining: frozenset[str]
    reporting: re.Pattern[str] | None
    #: Who said so, behind what was said: ", officials said".
    attribution: re.Pattern[str] | None
    #: ", which ... ,": to its end, or the sentence's; and one that has ended.
    aside: re.Pattern[str]
    closed_aside: re.Pattern[str]
    #: A word that begins a clause, and first words of what only says when or where.
    clause_word: re.Pattern[str]
    fronted: re.Pattern[str] | None
    done_event: re.Pattern[str] | None
    planned_event: re.Pattern[str] | None
    planned_lead: re.Pattern[str] | None
    abbreviation: re.Pattern[str] | None
    opener: re.Pattern[str] | None
    present_sign: re.Pattern[str] | None


@cache
def tense_patterns(language: str) -> TensePatterns:
    """The patterns of a language that has a file."""
    tense = calendar_words(language).tense
    groups = {
        "neutral": tense.neutral, "either": tense.either, "future": tense.future,
        "past": tense.past,
    }  # fmt: skip
    hint = "|".join(f"(?P<{n}>{'|'.join(forms)})" for n, forms in groups.items() if forms)
    words = "|".join((*tense.clause_words, *tense.joining_words))
    begins = "|".join((*tense.clause_words, *tense.asides))
    aside = rf"[,،]\s+(?:\w+\s+){{0,3}}?(?:{begins})\s[^,،]*"
    return TensePatterns(
        hint=re.compile(rf"(?<![\w’'-])(?:{hint})(?![\w-])", re.IGNORECASE),
        headline=_whole_words(tense.headlines),
        noun=_whole_words(tense.past_nouns),
        clause=re.compile(
            rf"[,;،؛—–“”„«»\"()]|:(?!\s?\d)|\s-\s|(?<!\w)(?:{words})(?!\w)",
            re.IGNORECASE,
        ),
        joining=frozenset({*tense.joining_words, ",", "،", *'“”„«»"'}),
        reporting=_whole_words(tense.reporting),
        attribution=_attribution(tense.reporting),
        aside=re.compile(rf"{aside}(?:[,،]|$)", re.IGNORECASE),
        closed_aside=re.compile(rf"{aside}[,،]", re.IGNORECASE),
        clause_word=re.compile(rf"(?<!\w)(?:{begins})(?!\w)", re.IGNORECASE),
        fronted=re.compile(rf"\s*(?:{'|'.join(tense.fronted)})(?!\w)", re.IGNORECASE)
        if tense.fronted
        else None,
        done_event=_behind(tense.done_events),
        planned_event=_behind(tense.planned_events),
        planned_lead=_right_before(tense.planned_leads),
        abbreviation=_abbreviation(tense.abbreviations),
        opener=_openers(tense.sentence_openers),
        present_sign=_whole_words(tense.present_signs),
    )


def _attribution(verbs: Sequence[str]) -> re.Pattern[str] | None:
    if not verbs:
        return None
    return re.compile(rf"[,،]\s+(?:[^\s,،]+\s+){{1,8}}?(?:{'|'.join(verbs)})(?!\w)", re.IGNORECASE)


def _openers(words: Sequence[str]) -> re.Pattern[str] | None:
    return re.compile(rf"(?:{'|'.join(words)})(?!\w)") if words else None


def _behind(nouns: Sequence[str]) -> re.Pattern[str] | None:
    """One of the nouns, with up to two words before it, behind a day in the possessive."""
    if not nouns:
        return None
    return re.compile(
        rf"(?:\s+(?:morning|afternoon|evening|night))?[’']s\s+(?:[\w-]+\s+){{0,2}}?(?:{'|'.join(nouns)})(?!\w)",
        re.IGNORECASE,
    )


def _right_before(leads: Sequence[str]) -> re.Pattern[str] | None:
    if not leads:
        return None
    return re.compile(rf"(?<!\w)(?:{'|'.join(leads)})\s+(?:the\s+)?$", re.IGNORECASE)


def _abbreviation(words: Sequence[str]) -> re.Pattern[str] | None:
    return re.compile(rf"(?<!\w)(?:[A-Z]|{'|'.join(words)})\Z") if words else None


def _whole_words(forms: Sequence[str]) -> re.Pattern[str] | None:
    if not forms:
        return None
    return re.compile(rf"(?<!\w)(?:{'|'.join(forms)})(?!\w)", re.IGNORECASE)
