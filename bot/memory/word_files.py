"""The word lists that stand beside the code: plain lines, comments left out."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.resources import files


def lines_of(name: str, package: str = "bot.memory") -> Iterator[str]:
    """The lines of a list; one that starts with ``#`` says something about it."""
    text = files(package).joinpath(name).read_text(encoding="utf-8")
    return (line for line in text.splitlines() if line and not line.startswith("#"))


def word_lines(name: str, package: str = "bot.memory") -> Iterator[list[str]]:
    """The words of each line of a list."""
    return (line.split() for line in lines_of(name, package))
