"""Questions in French, German and Spanish, put into English where all of their words are known.  Pure.

What was read in English answers them then by the rules for English questions, which prove who did
what.  A question of which one word is not known is left alone (`word_lists/questions_abroad.toml`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, Self

from bot.built_in.asked_measures import MOST_CHARACTERS
from bot.memory.other_names import english_name
from bot.sentence_reading.glossed_questions import question_in_english
from bot.sentence_reading.list_files import read_lists

#: Words of a phrase that is put into English, and of a name of several words.
MOST_WORDS, LONGEST_NAME = 12, 3

_SLOT = re.compile(r"<(office|deed|thing2?|name)>")
_WORD = re.compile(r"[^\W_]+(?:-[^\W_]+)*")
_ENDINGS = ("es", "e", "s")


def in_english(question: str) -> str | None:
    """The question in English; None where it is in no language that is listed, or has other words.

    >>> in_english("Qui est le ministre de la Justice du Pérou ?")
    'Who is the justice minister of Peru?'
    >>> in_english("Wann wurde Ferredos verhaftet?")
    'When was Ferredos arrested?'
    >>> in_english("¿Cuántas personas fueron detenidas en Perú?")
    'How many people were arrested in Peru?'
    >>> in_english("Qui est le président du machin ?")
    """
    asked = (
        question[:MOST_CHARACTERS]
        .strip(" ¿¡")
        .rstrip("?!. \N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}")
    )
    told = (language.ask(asked) for language in _languages())
    return question_in_english(question) or next(filter(None, told), None)


@dataclass(frozen=True, slots=True)
class _Language:
    patterns: Sequence[tuple[re.Pattern[str], str]]
    offices: Mapping[str, str]
    deeds: Mapping[str, str]
    words: Mapping[str, str]

    @classmethod
    def of(cls, lists: dict[str, Any]) -> Self:
        """Compile one language's lists."""
        offices = "|".join(sorted(map(_loose, lists["offices"]), key=len, reverse=True))
        kinds = {
            "office": rf"(?P<office>{offices})",
            "deed": r"(?P<deed>[^\W\d_]+)",
            "thing": r"(?P<thing>[^?]{2,120}?)",
            "thing2": r"(?P<thing2>[^?]{2,120}?)",
            "name": r"(?P<name>(?-i:[A-ZÀ-Þ])[^\s?]{1,40}(?: (?-i:[A-ZÀ-Þ])[^\s?]{1,40}){0,2})",
        }
        patterns = [
            (re.compile(_SLOT.sub(lambda slot: kinds[slot[1]], ask), re.IGNORECASE), english)
            for ask, english in lists["patterns"]
        ]
        words = {**lists["small"], **lists["words"]}
        return cls(patterns, *map(_folded, (lists["offices"], lists["deeds"], words)))

    def ask(self, question: str) -> str | None:
        """The question in English by the first pattern that fits and of which all is known."""
        for pattern, english in self.patterns:
            found = pattern.fullmatch(question)
            told = self._filled(english, found) if found is not None else None
            if told is not None:
                return told
        return None

    def _filled(self, english: str, found: re.Match[str]) -> str | None:
        told: dict[str, str] = {}
        for name, text in found.groupdict().items():
            put = self._put(name, text) if text else ""
            if put is None:
                return None
            told[name] = put
        filled = _SLOT.sub(lambda slot: told[slot[1]], english)
        return filled.replace(" in ?", "?").replace("the the ", "the ")

    def _put(self, name: str, text: str) -> str | None:
        folded = text.casefold().replace("’", "'")
        if name == "office":
            return self.offices.get(folded)
        if name == "deed":
            return _listed(self.deeds, folded)
        words = list(self._phrase(_WORD.findall(text)[: MOST_WORDS + 1]))
        known = [word for word in words if word is not None]
        return " ".join(known) if known and len(known) == len(words) <= MOST_WORDS else None

    def _phrase(self, words: Sequence[str]) -> Iterator[str | None]:
        """Word by word in English; None for one that is not known."""
        at = 0
        while at < len(words):
            for length in range(min(LONGEST_NAME, len(words) - at), 0, -1):
                country = english_name(words[at : at + length])
                if country is not None and words[at][0].isupper():
                    yield country
                    at += length
                    break
            else:
                listed = _listed(self.words, words[at].casefold())
                is_name = words[at][0].isupper() or words[at].isdigit()
                yield listed if listed is not None else words[at] if is_name else None
                at += 1


def _folded(table: Mapping[str, str]) -> Mapping[str, str]:
    return {word.casefold(): english for word, english in table.items()}


def _loose(office: str) -> str:
    """A pattern for an office, with either apostrophe."""
    return re.escape(office).replace("'", "['’]")


def _listed(table: Mapping[str, str], word: str) -> str | None:
    """What a word is, in the form that is listed or with an ending of number or gender."""
    forms = (word, *(word.removesuffix(ending) for ending in _ENDINGS))
    return next((table[form] for form in forms if form in table), None)


@cache
def _languages() -> tuple[_Language, ...]:
    lists = read_lists("questions_abroad.toml", "bot.built_in")
    return tuple(map(_Language.of, lists.values()))
