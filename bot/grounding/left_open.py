"""The words that leave a deed open, or put it in somebody's mouth, as patterns.

The lists are `left_open_en.toml`'s, which says what each is for.
"""

from __future__ import annotations

from bot.sentence_reading.list_files import read_lists

_LISTS = read_lists("left_open_en.toml")
#: Stands in a list for any ending, and in a pattern so.
_ANY_ENDING, _ENDING = "...", r"\w*"


def any_of(name: str) -> str:
    """The words of a list as one pattern, the longest first."""
    words = sorted(_LISTS[name], key=len, reverse=True)
    return "(?:" + "|".join(word.replace(_ANY_ENDING, _ENDING) for word in words) + ")"
