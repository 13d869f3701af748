"""The drawing of the error tree and the classes are the same tree."""

from __future__ import annotations

import inspect
import re

import pytest

from bot import errors
from bot.errors import BadStatusError


def drawn() -> dict[str, str | None]:
    """Each drawn class with the class that it is drawn under."""
    stack: list[tuple[int, str]] = []
    parents: dict[str, str | None] = {}
    for line in (errors.__doc__ or "").splitlines():
        found = re.match(r"( {4,})(\w+Error)\b", line)
        if found:
            depth, name = len(found[1]), found[2]
            while stack and stack[-1][0] >= depth:
                stack.pop()
            parents[name] = stack[-1][1] if stack else None
            stack.append((depth, name))
    return parents


def test_the_tree_is_drawn_as_it_is() -> None:
    classes = {
        name: cls.__bases__[0].__name__ if cls is not errors.AttacheError else None
        for name, cls in inspect.getmembers(errors, inspect.isclass)
        if cls.__module__ == errors.__name__ and issubclass(cls, Exception)
    }

    assert classes == drawn()


def test_every_error_says_what_it_is() -> None:
    found = [cls for _, cls in inspect.getmembers(errors, inspect.isclass)]
    classes = [cls for cls in found if cls.__module__ == errors.__name__]

    assert [cls.__name__ for cls in classes if not (cls.__doc__ or "").strip().endswith(".")] == []


@pytest.mark.parametrize(
    ("status", "told"),
    [
        (403, "https://post.example/a answered with status 403: it does not let me in."),
        (404, "https://post.example/a answered with status 404: there is nothing at that address; check it."),
        (503, "https://post.example/a answered with status 503: its server is out of order or overloaded; try again later."),
        (418, "https://post.example/a answered with status 418."),
    ],
)  # fmt: skip
def test_a_status_is_told_with_what_it_means(status, told):
    assert str(BadStatusError("https://post.example/a", status)) == told
