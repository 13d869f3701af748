"""No pattern that is looked for in texts takes the square of a text's length.

A message or an article may have thousands of spaces, commas or stops in a row.
"""

from __future__ import annotations

import ast
import importlib
import pkgutil
import re
import time
from collections.abc import Iterator
from pathlib import Path

import bot
from bot.conversation.intents import read_intent

_UNITS = (" ", "\n", ",", ".", "1 ", "a ", "A b ", "“", "- ", "a", "1", ". ", "1,", "a\n")
_SHORT, _LONG = 400, 4000
#: Ten times the length takes ten times the time; the square takes a hundred times.
_MOST_TIMES, _MOST_SECONDS = 20, 0.2
#: Methods that try a pattern at every place of a text.
_LOOKING = {"search", "finditer", "findall", "sub", "subn", "split"}


def _looked_for(path: Path) -> set[str]:
    """The names of the patterns that a module looks for."""
    return {
        node.func.value.id
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr in _LOOKING
        and isinstance(node.func.value, ast.Name)
    }


def _patterns() -> Iterator[tuple[str, re.Pattern[str]]]:
    for found in pkgutil.walk_packages(bot.__path__, "bot."):
        if found.name.endswith("__main__") or ".migrations" in found.name:
            continue
        module = importlib.import_module(found.name)
        names = _looked_for(Path(str(module.__file__)))
        for name, value in vars(module).items():
            if name in names and isinstance(value, re.Pattern) and isinstance(value.pattern, str):
                yield f"{found.name}.{name}", value


def _seconds(pattern: re.Pattern[str], unit: str, length: int) -> float:
    text = (unit * length)[:length] + "x"
    begun = time.process_time()
    for _ in pattern.finditer(text):
        pass
    return time.process_time() - begun


def _grows_too_fast(pattern: re.Pattern[str], unit: str) -> bool:
    long = _seconds(pattern, unit, _LONG)
    if long <= _MOST_SECONDS:
        return False
    return long > _MOST_TIMES * min(_seconds(pattern, unit, _SHORT) for _ in range(3))


def test_patterns_take_no_square_of_a_length() -> None:
    slow = {
        f"{name} on {unit!r}"
        for name, pattern in _patterns()
        for unit in _UNITS
        if _grows_too_fast(pattern, unit)
    }
    assert slow == set()


def test_a_command_with_many_spaces_is_read_at_once() -> None:
    begun = time.process_time()
    for unit in (" ", ",", "\n"):
        read_intent("brief " + unit * 20_000 + "x", is_thread_reply=False)
    assert time.process_time() - begun < 1
