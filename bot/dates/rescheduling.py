"""The English verbs by which what was to come is moved to another day, or called off."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from bot.dates.patterns import any_of


@dataclass(frozen=True, slots=True)
class ReschedulingVerbs:
    """The lists of `rescheduling_en.toml`, which says what each is for; "put off" is one form."""

    postponing: tuple[str, ...]
    moving: tuple[str, ...]
    moving_there_only: tuple[str, ...]
    calling_off: tuple[str, ...]


@cache
def rescheduling_verbs() -> ReschedulingVerbs:
    """The English lists."""
    read = tomllib.loads(files("bot.dates").joinpath("rescheduling_en.toml").read_text("utf-8"))
    return ReschedulingVerbs(**{name: _forms(lines) for name, lines in read.items()})


def _forms(lines: list[str]) -> tuple[str, ...]:
    return tuple(form.replace("_", " ") for line in lines for form in line.split())


#: A verb that tells that something is moved, in a regular expression: "put off", "brought forward".
MOVED = any_of(
    (
        *rescheduling_verbs().postponing,
        *rescheduling_verbs().moving,
        *rescheduling_verbs().moving_there_only,
    )
)
CALLED_OFF = any_of(rescheduling_verbs().calling_off)
