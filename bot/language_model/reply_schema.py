"""Fitting a model's JSON to the schema that its prompt asked for.

The part of JSON Schema that our prompts use: objects with required properties, arrays, strings,
integers, numbers, booleans, words to choose from.  Endpoints that enforce schemas make this a formality; for the others,
entries of a list that do not fit are left out one by one, so that one slip does not cost the rest.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from typing import Any


class MisfitError(ValueError):
    """A value that its schema does not allow; caught in this package, never shown."""


def fit(value: Any, schema: Mapping[str, Any]) -> Any:
    """The value as its schema wants it: unknown properties dropped, digits in quotes as integers.

    Raises:
        MisfitError: it does not fit, and not only because of entries of a list.
    """
    return _FITTERS[schema["type"]](value, schema)


def _object(value: Any, schema: Mapping[str, Any]) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise MisfitError("not an object")
    missing = set(schema.get("required", ())) - value.keys()
    if missing:
        raise MisfitError(f"without {sorted(missing)}")
    properties: Mapping[str, Any] = schema.get("properties", {})
    return {key: fit(value[key], part) for key, part in properties.items() if key in value}


def _array(value: Any, schema: Mapping[str, Any]) -> list[Any]:
    if not isinstance(value, list):
        raise MisfitError("not a list")
    fitted = []
    for entry in value:
        try:
            fitted.append(fit(entry, schema["items"]))
        except MisfitError:
            # This entry's loss alone, as the module promises.
            continue
    if value and not fitted:
        raise MisfitError("no entry fits")
    return fitted


def _string(value: Any, schema: Mapping[str, Any]) -> str:
    if not isinstance(value, str):
        raise MisfitError("not a string")
    if value not in schema.get("enum", (value,)):
        raise MisfitError("not one of the words to choose from")
    # Lone surrogates and NUL are legal in JSON and in no database.
    return value.encode("utf-8", "replace").decode().replace("\0", "")


def _integer(value: Any, _schema: Mapping[str, Any]) -> int:
    if isinstance(value, bool):
        raise MisfitError("a boolean for a number")
    if isinstance(value, str) and value.strip("[] ").isdecimal():
        return int(value.strip("[] ")[:18])
    if isinstance(value, (int, float)) and math.isfinite(value) and value == int(value):
        return int(value)
    raise MisfitError("not an integer")


def _number(value: Any, _schema: Mapping[str, Any]) -> float:
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        raise MisfitError("not a number")
    return float(value)


def _boolean(value: Any, _schema: Mapping[str, Any]) -> bool:
    if not isinstance(value, bool):
        raise MisfitError("not a boolean")
    return value


_FITTERS: Mapping[str, Callable[[Any, Mapping[str, Any]], Any]] = {
    "object": _object,
    "array": _array,
    "string": _string,
    "integer": _integer,
    "number": _number,
    "boolean": _boolean,
}
