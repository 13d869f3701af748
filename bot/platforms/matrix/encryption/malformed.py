"""What anybody may send, and what nio makes of it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from nio.exceptions import EncryptionError

#: What a malformed event raises in nio, which checks only part of what it reads.
MALFORMED = (
    KeyError,
    TypeError,
    ValueError,
    AttributeError,
    AssertionError,
    EncryptionError,
    # JSON of a thousand brackets: no fault of ours.
    RecursionError,
)


def mapping(value: Any) -> Mapping[str, Any]:
    """The value, if it is a mapping; an empty one otherwise."""
    return value if isinstance(value, Mapping) else {}


def strings(value: Any) -> set[str]:
    """The strings in a value that should be a list of them."""
    return {item for item in value if isinstance(item, str)} if isinstance(value, list) else set()
