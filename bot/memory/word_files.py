"""The word lists beside this module: a line of words each, comments left out."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.resources import files


def word_lines(name: str) -> Iterator[list[str]]:
    """The words of each line of a list; a line that starts with ``#`` says something about it."""
    text = files("bot.memory").joinpath(name).read_text(encoding="utf-8")
    return (line.split() for line in text.splitlines() if line and not line.startswith("#"))
