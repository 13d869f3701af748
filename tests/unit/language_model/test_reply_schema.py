from __future__ import annotations

import pytest

from bot.language_model.reply_schema import MisfitError, fit

SPAN = {
    "type": "object",
    "required": ["number", "quote"],
    "properties": {"number": {"type": "integer"}, "quote": {"type": "string"}},
}
LIST = {"type": "array", "items": SPAN}
KIND = {"type": "string", "enum": ["said", "ahead"]}


@pytest.mark.parametrize(
    ("value", "schema", "fitted"),
    [
        ({"number": 1, "quote": "a"}, SPAN, {"number": 1, "quote": "a"}),
        ({"number": "2", "quote": "a", "extra": 1}, SPAN, {"number": 2, "quote": "a"}),
        ({"number": "[3]", "quote": "a"}, SPAN, {"number": 3, "quote": "a"}),
        ({"number": 4.0, "quote": "a"}, SPAN, {"number": 4, "quote": "a"}),
        ([], LIST, []),
        ([{"quote": "a"}, {"number": 1, "quote": "b"}], LIST, [{"number": 1, "quote": "b"}]),
        ("a\0b", {"type": "string"}, "ab"),
        ("\ud800", {"type": "string"}, "?"),
        ("said", KIND, "said"),
        (True, {"type": "boolean"}, True),
        (1, {"type": "number"}, 1.0),
    ],
)
def test_what_fits_is_taken(value, schema, fitted):
    assert fit(value, schema) == fitted


@pytest.mark.parametrize(
    ("value", "schema"),
    [
        ({"number": True, "quote": "a"}, SPAN),
        ({"number": 1.5, "quote": "a"}, SPAN),
        ({"number": float("inf"), "quote": "a"}, SPAN),
        ({"number": "one", "quote": "a"}, SPAN),
        ({"number": 1, "quote": None}, SPAN),
        ({"number": 1}, SPAN),
        ([{"quote": "a"}], LIST),
        ("text", LIST),
        ([], SPAN),
        ("sung", KIND),
        (True, {"type": "number"}),
        (1, {"type": "boolean"}),
    ],
)
def test_what_does_not_fit_is_refused(value, schema):
    with pytest.raises(MisfitError):
        fit(value, schema)
