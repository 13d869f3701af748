"""The word lists by which a later sentence is seen to overtake an earlier one."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Any, Self

from bot.dates.rescheduling import rescheduling_verbs
from bot.memory.stems import stem
from bot.sentence_reading.deed_words import VerbForm
from bot.sentence_reading.deeds import Verb
from bot.sentence_reading.list_files import read_lists
from bot.sentence_reading.reading_words import Phrases


@dataclass(frozen=True, slots=True)
class OvertakingWords:
    """The lists of `word_lists/overtaken_en.toml`, which says what each is for."""

    #: What undoes or moves an event: "cancelled the signing", "has been put off".
    undoing: Verb
    #: Of these, stems of verbs that do so only to an event that is said to go "to" another day.
    only_to_a_day: frozenset[str]
    accounts: frozenset[str]
    taking_back: Verb
    untrue: frozenset[str]
    wrongly: frozenset[str]
    setting_right: Phrases
    to_come: frozenset[str]
    expecting: frozenset[str]
    announcing: Phrases
    uncertain: frozenset[str]
    #: Stems.
    other_forms: frozenset[str]
    #: Stems, by each of them.
    done_otherwise: dict[str, frozenset[VerbForm]]

    @classmethod
    def of(cls, document: dict[str, Any]) -> Self:
        """Compile a document of the form of `word_lists/overtaken_en.toml`."""

        def words(name: str) -> frozenset[str]:
            return frozenset(document[name])

        moving = rescheduling_verbs()
        return cls(
            undoing=_verb(
                (*document["undoing"], *moving.postponing, *moving.moving, *moving.calling_off)
            ),
            only_to_a_day=_verb(moving.moving).roots,
            accounts=words("accounts"),
            taking_back=_verb(document["taking_back"]),
            untrue=words("untrue"),
            wrongly=words("wrongly"),
            setting_right=Phrases.of(document["setting_right"]),
            to_come=words("to_come"),
            expecting=words("expecting"),
            announcing=Phrases.of(document["announcing"]),
            uncertain=words("uncertain"),
            other_forms=frozenset(map(stem, document["other_forms"])),
            done_otherwise={
                stem(verb): _verb(line.split()).forms
                for line in document["done_otherwise"]
                for verb in line.split()
            },
        )


def _verb(entries: Iterable[str]) -> Verb:
    """Many verbs as one; a particle stands behind its verb, or is joined to it."""
    parts = (entry.replace("_", " ").partition(" ") for entry in entries)
    forms = frozenset((stem(verb), particle or None) for verb, _, particle in parts)
    return Verb(forms, frozenset())


@cache
def overtaking_words() -> OvertakingWords:
    """The English lists."""
    return OvertakingWords.of(read_lists("overtaken_en.toml"))
