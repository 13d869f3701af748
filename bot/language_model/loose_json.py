"""Reading JSON as models write it: fenced, with prose around, with slips, or cut off.

A reply that is cut off is read only as far as its objects are whole, and only when there is one:
half a list of claims is claims, but a list of none because of the cut must not pass for "none".
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

#: A reasoning model's thoughts, as some servers leave them before the reply, opening tag or not.
_THOUGHTS = re.compile(r"\A.*?</think(?:ing)?>", re.DOTALL)
#: A string, kept whole, or a comma before a closing bracket, dropped.
_STRING_OR_COMMA = re.compile(r'("(?:[^"\\]|\\.)*")|,(?=\s*[}\]])', re.DOTALL)
_OPENING = re.compile(r"\{")
#: Prose with more braces than this before the reply is not searched further (each is a full parse).
_MOST_STARTS = 50
#: Deeper than any schema of ours; the parser's own limit is a crash.
_DEEPEST = 40

#: Not strict: raw line breaks inside strings are the commonest slip of small models.
_DECODER = json.JSONDecoder(strict=False)


def read_object(text: str, required: frozenset[str]) -> Mapping[str, Any] | None:
    """The first JSON object in `text` that has the `required` keys; None when there is none."""
    for candidate in _candidates(text):
        found = _decode(candidate)
        if found is not None and required <= found.keys():
            return found
    return None


def salvage_object(text: str, required: frozenset[str]) -> Mapping[str, Any] | None:
    """As `read_object`, of a reply that was cut off: with the objects that are whole.

    Lists that had not begun are empty.  None when not one object inside is whole.
    """
    for candidate in _candidates(text):
        cut = _last_whole_object(candidate)
        found = _decode(cut) if cut is not None else None
        if found is not None and found and found.keys() <= required:
            return {key: [] for key in required} | dict(found)
    return None


def _candidates(text: str) -> Iterator[str]:
    spoken = _STRING_OR_COMMA.sub(r"\1", _spoken(text))
    for count, opening in enumerate(_OPENING.finditer(spoken)):
        if count == _MOST_STARTS:
            return
        yield spoken[opening.start() :]


def _spoken(text: str) -> str:
    start = text.lstrip()
    # A reply that begins at once may quote such a tag.
    return start if start.startswith(("{", "`")) else _THOUGHTS.sub("", start)


def _decode(text: str) -> dict[str, Any] | None:
    try:
        found, _ = _DECODER.raw_decode(text)
    except (ValueError, RecursionError):
        # ValueError also is what an endless number gives.
        return None
    return found if isinstance(found, dict) else None


def _last_whole_object(text: str) -> str | None:
    """Cut after the last whole object of a list of the root object, and closed again."""
    end = None
    open_brackets: list[str] = []
    for position, character in _brackets(text):
        if character in "{[":
            open_brackets.append(character)
            if len(open_brackets) > _DEEPEST:
                return None
        elif open_brackets:
            open_brackets.pop()
            if open_brackets == ["{", "["]:
                end = position + 1
    return f"{text[:end]}]}}" if end is not None else None


def _brackets(text: str) -> Iterator[tuple[int, str]]:
    """Brackets outside strings, with their positions."""
    is_string = is_escaped = False
    for position, character in enumerate(text):
        if is_escaped:
            is_escaped = False
        elif character == "\\":
            is_escaped = is_string
        elif character == '"':
            is_string = not is_string
        elif not is_string and character in "{}[]":
            yield position, character
