"""Whether a question asks to count the dead, the wounded, the missing or the displaced.  Pure.  English."""

from __future__ import annotations

from collections.abc import Mapping

from bot.built_in.questions import Asked, Kind
from bot.memory.stems import stem

#: Stems of the question's words by which it asks for one of them.
_ASKED: Mapping[str, frozenset[str]] = {
    "dead": frozenset(map(stem, "kill die dead death toll fatal fatality drown perish".split())),
    "hurt": frozenset(map(stem, "wound injure injury hurt".split())),
    "missing": frozenset(map(stem, "missing unaccounted".split())),
    "displaced": frozenset(map(stem, "displace uproot".split())),
}


def toll_asked(asked: Asked) -> str | None:
    """Which of them a question asks to count; None if it counts something else."""
    if asked.kind is not Kind.HOW_MANY:
        return None
    stems = {term.stem for term in asked.terms}
    return next((kind for kind, words in _ASKED.items() if stems & words), None)
