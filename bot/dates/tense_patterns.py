"""The regular expressions by which a language's sentences tell their tense, made of its lists."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from bot.dates.words import calendar_words

#: Behind a day in the possessive, with up to two words before it.
_BEHIND = r"(?:\s+(?:morning|afternoon|evening|night))?[’']s\s+(?:[\w-]+\s+){0,2}?(?:<words>)(?!\w)"
_ATTRIBUTION = r"[,،]\s+(?:[^\s,،]+\s+){1,8}?(?:<words>)(?!\w)"
_FRONTED = r"\s*(?:<words>)(?!\w)"
_DATED_DEED = (
    r"(?:\s+(?:morning|afternoon|evening|night))?\s+(?:\w+ly\s+)?(?:<words>)(?!\w|\s+by\b)"
)
_RIGHT_BEFORE = r"(?<!\w)(?:<words>)\s+(?:the\s+)?$"
_SOON_BEHIND = r"(?:\s+\w+){0,2}?\s+(?:<words>)(?!\w)"
_ABBREVIATION = r"(?<!\w)(?:[A-Z]|<words>)\Z"
_OPENER = r"(?:<words>)(?!\w)"
_WHOLE_WORDS = r"(?<!\w)(?:<words>)(?!\w)"


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
    #: Right behind a date: what was done on it, whatever it asks for.
    dated_deed: re.Pattern[str] | None
    done_event: re.Pattern[str] | None
    planned_event: re.Pattern[str] | None
    planned_lead: re.Pattern[str] | None
    moved_lead: re.Pattern[str] | None
    moved: re.Pattern[str] | None
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
        headline=_made(_WHOLE_WORDS, tense.headlines),
        noun=_made(_WHOLE_WORDS, tense.past_nouns),
        clause=re.compile(
            rf"[,;،؛—–“”„«»\"()]|:(?!\s?\d)|\s-\s|(?<!\w)(?:{words})(?!\w)",
            re.IGNORECASE,
        ),
        joining=frozenset({*tense.joining_words, ",", "،", *'“”„«»"'}),
        reporting=_made(_WHOLE_WORDS, tense.reporting),
        attribution=_made(_ATTRIBUTION, tense.reporting),
        aside=re.compile(rf"{aside}(?:[,،]|$)", re.IGNORECASE),
        closed_aside=re.compile(rf"{aside}[,،]", re.IGNORECASE),
        clause_word=re.compile(rf"(?<!\w)(?:{begins})(?!\w)", re.IGNORECASE),
        fronted=_made(_FRONTED, tense.fronted),
        dated_deed=_made(_DATED_DEED, tense.dated_deeds),
        done_event=_made(_BEHIND, tense.done_events),
        planned_event=_made(_BEHIND, tense.planned_events),
        planned_lead=_made(_RIGHT_BEFORE, tense.planned_leads),
        moved_lead=_made(_RIGHT_BEFORE, tense.moved_leads),
        moved=_made(_SOON_BEHIND, tense.moved),
        abbreviation=_made(_ABBREVIATION, tense.abbreviations, re.NOFLAG),
        opener=_made(_OPENER, tense.sentence_openers, re.NOFLAG),
        present_sign=_made(_WHOLE_WORDS, tense.present_signs),
    )


def _made(
    form: str, words: Sequence[str], flags: re.RegexFlag = re.IGNORECASE
) -> re.Pattern[str] | None:
    """A form with any of the words in it; None where a language has none."""
    return re.compile(form.replace("<words>", "|".join(words)), flags) if words else None
