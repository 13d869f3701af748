"""The word lists of one language by which questions and sentences are read for who does what."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, Self

from bot.memory.stems import stem
from bot.sentence_reading.list_files import read_lists

#: A verb by its stem, with the particle that makes it another verb, or without one.
VerbForm = tuple[str, str | None]


@dataclass(frozen=True, slots=True)
class DeedWords:
    """The lists of `word_lists/deeds_en.toml`, which says what each is for."""

    #: Stems, and base forms.
    verbs: frozenset[str]
    bases: frozenset[str]
    #: Every verb that tells of the same deed, by each of them.
    same_deeds: Mapping[VerbForm, frozenset[VerbForm]]
    particles: frozenset[str]
    be: frozenset[str]
    have: frozenset[str]
    do: frozenset[str]
    modals: frozenset[str]
    before_nouns: frozenset[str]
    clause_borders: frozenset[str]
    relatives: frozenset[str]
    #: Stems.
    doers: frozenset[str]
    pronouns: frozenset[str]
    named_again: frozenset[str]
    rules: frozenset[str]

    @property
    def auxiliaries(self) -> frozenset[str]:
        """All words that help another verb."""
        return self.be | self.have | self.do | self.modals

    @classmethod
    def of(cls, document: dict[str, Any]) -> Self:
        """Compile a document of the form of `word_lists/deeds_en.toml`."""

        def words(name: str) -> frozenset[str]:
            return frozenset(document[name])

        groups = _groups(document["same_deeds"])
        return cls(
            verbs=frozenset(map(stem, (*document["verbs"], *document["also_verbs"]))),
            bases=words("verbs") | _bases(document["same_deeds"]),
            same_deeds=groups,
            particles=words("particles"),
            be=words("be"),
            have=words("have"),
            do=words("do"),
            modals=words("modals"),
            before_nouns=words("before_nouns"),
            clause_borders=words("clause_borders"),
            relatives=words("relatives"),
            doers=frozenset(map(stem, document["doers"])),
            pronouns=words("pronouns"),
            named_again=words("named_again"),
            rules=words("rules"),
        )


@cache
def deed_words() -> DeedWords:
    """The English lists."""
    return DeedWords.of(read_lists("deeds_en.toml"))


def _groups(lines: Sequence[str]) -> Mapping[VerbForm, frozenset[VerbForm]]:
    found: dict[VerbForm, frozenset[VerbForm]] = {}
    for line in lines:
        forms = frozenset(_form(entry) for entry in line.split())
        for form in forms:
            found[form] = found.get(form, frozenset()) | forms
    return found


def _bases(lines: Sequence[str]) -> frozenset[str]:
    return frozenset(entry.partition("_")[0] for line in lines for entry in line.split())


def _form(entry: str) -> VerbForm:
    verb, _, particle = entry.partition("_")
    return stem(verb), particle or None
