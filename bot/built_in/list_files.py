"""The word lists beside this module."""

from __future__ import annotations

import tomllib
from importlib.resources import files
from typing import Any


def read_lists(name: str) -> dict[str, Any]:
    """What a file of `word_lists` holds; it says itself what each of its lists is for."""
    text = files("bot.built_in").joinpath("word_lists", name).read_text(encoding="utf-8")
    return tomllib.loads(text)
