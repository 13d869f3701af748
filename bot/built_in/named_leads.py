"""Leads that tell of somebody whom the next sentence names.  Pure.  English.

"A former bank chief was arrested in Porto on Tuesday.  Luis Ferredos, 58, was about to board ..."
tells when and where Ferredos was arrested.  Such a lead is read with the name in place of its
article, and shown as it stands, before the sentence that names.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from bot.built_in.candidates import Candidate
from bot.sentence_reading.readings import Reading, read_passage

Shown = tuple[int, Reading]

_SOMEBODY = re.compile(r"An? (?=[^\W\d_])")
#: A name in full, with an age: what follows a lead so is who the lead was about.
_NAMED = re.compile(
    r"(?P<name>[A-Z][^\W\d_]*[’'-]?[^\W\d_]+(?: (?:(?:de|da|do|dos|del|di|van|von|der|bin|al|el|la) )?[A-Z][\w’'-]+){1,3}),"
    r" \d{1,3},"
)


@dataclass(frozen=True, slots=True)
class NamedLeads:
    """Leads read with their names, and by each what is shown for it."""

    read: tuple[Candidate, ...]
    shown_for: Mapping[Shown, tuple[Reading, ...]]

    @classmethod
    def of(cls, among: Sequence[Candidate]) -> NamedLeads:
        """Those among some sentences."""
        pairs = [pair for candidate in among for pair in _named(candidate)]
        told = {(read.number, read.reading): shown for read, shown in pairs}
        return cls(tuple(read for read, _ in pairs), told)

    def as_they_stand(self, shown: Sequence[Shown]) -> tuple[Shown, ...]:
        """What is shown, in the words of the articles."""
        told = (
            (n, r) for n, reading in shown for r in self.shown_for.get((n, reading), (reading,))
        )
        return tuple(dict.fromkeys((number, reading) for number, reading in told))


def _named(candidate: Candidate) -> Iterator[tuple[Candidate, tuple[Reading, ...]]]:
    following = candidate.readings[1:2]
    if not candidate.is_lead or candidate.place or not following:
        return
    lead = candidate.reading
    begins, name = _SOMEBODY.match(lead.text), _NAMED.match(following[0].text)
    if begins is None or name is None:
        return
    read = read_passage(f"{name['name']} {lead.text[begins.end() :]}", candidate.article.language)
    if len(read) == 1:
        readings = (read[0], *candidate.readings[1:])
        yield replace(candidate, readings=readings), (lead, following[0])
