"""The word lists that stand beside the code: plain lines, comments left out."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.resources import files


def lines_of(name: str, package: str = "bot.memory") -> Iterator[str]:
    """The lines of a list; one that starts with ``#`` says something about it."""
    return (line for line in all_lines(name, package) if line and not line.startswith("#"))


def all_lines(name: str, package: str = "bot.memory") -> list[str]:
    """The lines of a list, those that say something about it too: a section begins with ``#:``."""
    return files(package).joinpath(name).read_text(encoding="utf-8").splitlines()


def word_lines(name: str, package: str = "bot.memory") -> Iterator[list[str]]:
    """The words of each line of a list."""
    return (line.split() for line in lines_of(name, package))
