"""Words for what has become of people whom reports count: killed, wounded, displaced.  English."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class Fate(StrEnum):
    """What has become of somebody."""

    DEAD = "dead"
    HURT = "hurt"
    MISSING = "missing"
    HELD = "held"
    DISPLACED = "displaced"
    EVACUATED = "evacuated"
    FLED = "fled"


@dataclass(frozen=True, slots=True)
class FateWords:
    """The words for one fate, each in one of the lists or in two."""

    #: Said of those who are counted, before or behind their figure: "17 dead", "the toll is 17".
    of_counted: tuple[str, ...]
    #: Verbs that lead to those whom it befalls: "killing 17".
    verbs: tuple[str, ...] = ()
    others: tuple[str, ...] = ()

    @property
    def all(self) -> frozenset[str]:
        """Every word."""
        return frozenset((*self.of_counted, *self.verbs, *self.others))


def _words(of_counted: str, verbs: str = "", others: str = "") -> FateWords:
    return FateWords(tuple(of_counted.split()), tuple(verbs.split()), tuple(others.split()))


FATE_WORDS: Mapping[Fate, FateWords] = {
    Fate.DEAD: _words(
        "killed kills died dies dead deaths toll fatalities drowned perished",
        "killed kills killing drowned drowning",
        "kill death drown perish",
    ),
    Fate.HURT: _words(
        "wounded injured hurt injuries", "wounded wounds wounding injured injures injuring"
    ),
    Fate.MISSING: _words("missing unaccounted"),
    Fate.HELD: _words("detained arrested held arrests"),
    Fate.DISPLACED: _words("displaced uprooted", "displaced displacing uprooted uprooting"),
    Fate.EVACUATED: _words("evacuated"),
    Fate.FLED: _words("fled homeless"),
}
