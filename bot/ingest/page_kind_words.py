"""The words by which walls, stubs and error pages are known, in many languages."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Collection
from functools import cache
from importlib.resources import files

_ANY_FEW_WORDS = r"(?:\S{1,40} ){0,3}?\S{1,40}"


def titled(kind: str, titles: Collection[str]) -> str | None:
    """The title among `titles`, in small letters, that only pages of a kind bear."""
    whole, _ = _words(kind)
    return next((title for title in titles if title.strip(" .!…") in whole), None)


def says(kind: str, text: str) -> list[str]:
    """The different phrases of a kind of page in a text of small letters."""
    _, phrases = _words(kind)
    return list(dict.fromkeys(found[0] for found in phrases.finditer(text)))


@cache
def _words(kind: str) -> tuple[frozenset[str], re.Pattern[str]]:
    document = tomllib.loads(files(__package__).joinpath("page_kind_words.toml").read_text("utf-8"))
    said = document[kind]
    phrases = (re.escape(phrase).replace("…", _ANY_FEW_WORDS) for phrase in said["phrases"])
    return (
        frozenset(title.strip(" .!…") for title in said["titles"]),
        re.compile("|".join(phrases) or r"(?!)"),
    )
