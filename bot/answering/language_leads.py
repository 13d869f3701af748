"""What stands before a sentence in another language than its question: whose it is, and in which.  Pure.

The bot translates nothing: whoever asks in English and is told a French sentence reads that it is one.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from bot.domain.claims import Citation, CitedClaim
from bot.domain.messages import Words, words
from bot.domain.sentence_leads import told_lead
from bot.memory.function_words import language_of
from bot.memory.language_codes import ENGLISH, language_code
from bot.memory.words import words_of

#: Languages as a question's language names them, behind "in".
_NAMES: Mapping[str, Mapping[str, str]] = {
    "en": {
        "ar": "Arabic", "de": "German", "en": "English", "es": "Spanish", "fr": "French",
        "it": "Italian", "nl": "Dutch", "pl": "Polish", "pt": "Portuguese", "ru": "Russian",
        "tr": "Turkish", "uk": "Ukrainian", "zh": "Chinese",
    },
    "fr": {"ar": "arabe", "de": "allemand", "en": "anglais", "es": "espagnol", "it": "italien", "pt": "portugais", "ru": "russe"},
    "de": {"ar": "Arabisch", "en": "Englisch", "es": "Spanisch", "fr": "Französisch", "it": "Italienisch", "pt": "Portugiesisch", "ru": "Russisch"},
    "es": {"ar": "árabe", "de": "alemán", "en": "inglés", "fr": "francés", "it": "italiano", "pt": "portugués", "ru": "ruso"},
}  # fmt: skip


def answer_lead(claim: CitedClaim, question: str) -> Words | None:
    """What stands before a sentence of an answer: its language where that is another, whose word it is."""
    abroad, told = language_lead(claim, question), told_lead(claim)
    if abroad is None or told is None:
        return abroad or told
    return abroad.followed_by(words(" ")).followed_by(told)


def language_lead(claim: CitedClaim, question: str) -> Words | None:
    """The outlet, the day and the language of a sentence; None where it is the question's."""
    asked, cited = asked_in(question), claim.citations[0]
    named = _named(asked, cited)
    if named is None:
        return None
    source = cited.outlet or "–"
    if asked == "fr":
        return words("{source} (en {language}) :", source=source, language=named)
    if asked == "de":
        return words("{source} (auf {language}):", source=source, language=named)
    if asked == "es":
        return words("{source} (en {language}):", source=source, language=named)
    if cited.published_at is None:
        return words("{source} (in {language}):", source=source, language=named)
    day = f"{cited.published_at.day} {cited.published_at:%B}"
    return words("{source}, {day} (in {language}):", source=source, day=day, language=named)


def title_lead(claim: CitedClaim, question: str) -> Words | None:
    """The same of the nearest sentence, with its article's title; None where it needs none."""
    lead, title = language_lead(claim, question), claim.citations[0].title
    if lead is None or title is None:
        return lead
    return words("“{title}”, ", title=title).followed_by(lead)


# An answer's sentences each ask for it; what people asked is not held for longer.
@lru_cache(maxsize=16)
def asked_in(question: str) -> str:
    """The language that a question is asked in, of those whose words are here; English elsewhere.

    >>> asked_in("Wer hat das Abkommen unterzeichnet?"), asked_in("Moldova gas vote")
    ('de', 'en')
    """
    language = language_of(list(words_of(question)))
    return language if language is not None and language in _NAMES else ENGLISH


def _named(asked: str, cited: Citation) -> str | None:
    """What the article's language is called where it is not the question's; None else."""
    language = language_code(cited.language)
    if language is None or language == asked:
        return None
    return _NAMES[asked].get(language)
