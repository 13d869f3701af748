"""The word lists that stand beside the code that reads sentences by them."""

from __future__ import annotations

import tomllib
from importlib.resources import files
from typing import Any


def read_lists(name: str, package: str = "bot.sentence_reading") -> dict[str, Any]:
    """What a file of `word_lists` holds; it says itself what each of its lists is for."""
    text = files(package).joinpath("word_lists", name).read_text(encoding="utf-8")
    return tomllib.loads(text)
