"""The column type of our own JSON documents."""

from __future__ import annotations

import json
from typing import Any

from sqlalchemy import Dialect, Text, TypeDecorator


class Document(TypeDecorator[Any]):
    """A JSON document, kept as ASCII text on both databases.

    ``jsonb`` would refuse characters that people can type (NUL, half a surrogate pair); nothing
    is ever asked of a document's inside but whether it holds a piece of text.
    """

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: Any, dialect: Dialect) -> str | None:
        """Write the document."""
        del dialect
        return None if value is None else _written(value)

    def process_result_value(self, value: str | None, dialect: Dialect) -> Any:
        """Read the document."""
        del dialect
        return None if value is None else json.loads(value)


def as_written(text: str) -> str:
    """A text as it stands inside a document, for looking for it there."""
    return _written(text)[1:-1]


def _written(value: Any) -> str:
    return json.dumps(value, separators=(",", ":"))
