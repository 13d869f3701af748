from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.language_model.loose_json import read_object, salvage_object

CLAIMS = frozenset({"claims"})
ITEM = frozenset({"sentences", "said"})

texts = st.text(max_size=12)
claims = st.lists(
    st.fixed_dictionaries({"text": texts, "spans": st.lists(st.just({"number": 1}), max_size=2)}),
    max_size=4,
)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ('{"claims": []}', {"claims": []}),
        ('```json\n{"claims": []}\n```', {"claims": []}),
        ('Sure, {that} is it: {"claims": []} Bye {}', {"claims": []}),
        ('{"thoughts": 1} {"claims": [1]}', {"claims": [1]}),
        ('{"claims": [1, 2,],}', {"claims": [1, 2]}),
        ('{"claims": ["a,]", "b,}"]}', {"claims": ["a,]", "b,}"]}),
        ('{"claims": ["a\nb"]}', {"claims": ["a\nb"]}),
        ('<think>{"claims": [1]}</think>{"claims": [2]}', {"claims": [2]}),
        ('{"claims": [1]} is right, no?</think>{"claims": [2]}', {"claims": [1]}),
        ('first [1] then</think>{"claims": [2]}', {"claims": [2]}),
        ('{"claims": ["he said </think>"]}', {"claims": ["he said </think>"]}),
        ('{"other": 1}', None),
        ('["claims"]', None),
        ("claims: none", None),
        ("", None),
        ('{"claims": [', None),
        ("{" * 5_000, None),
        ('{"claims": ' + "9" * 5_000 + "}", None),
    ],
)
def test_an_object_is_found_in_what_models_write(text, found):
    assert read_object(text, CLAIMS) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ('{"sentences": [{"a": 1}, {"b"', {"sentences": [{"a": 1}], "said": []}),
        ('{"sentences": [{"a": 1}], "said": [{"b": "', {"sentences": [{"a": 1}], "said": []}),
        (
            '{"sentences": [{"a": [{"n": 1}]}], "said": [{"b": 2}, ',
            {"sentences": [{"a": [{"n": 1}]}], "said": [{"b": 2}]},
        ),
        ('{"sentences": [{"a": "}]}"}, {"b', {"sentences": [{"a": "}]}"}], "said": []}),
        ('{"sentences": [], "said": [', None),
        ('{"sentences": [', None),
        ('{"sentences": [{"a": [{"n": 1}', None),
        ("", None),
    ],
)
def test_of_a_reply_cut_off_the_whole_objects_are_kept(text, found):
    assert salvage_object(text, ITEM) == found


@given(claims, st.data())
def test_a_cut_never_adds_changes_or_empties(entries, data):
    whole = json.dumps({"claims": entries})
    cut = data.draw(st.integers(0, len(whole) - 1))

    found = salvage_object(whole[:cut], CLAIMS)

    if found is not None:
        assert found["claims"]
        assert found["claims"] == entries[: len(found["claims"])]


@given(st.text(alphabet='{}[]",:\\ claims1<think>/', max_size=60))
def test_no_text_breaks_the_reading(text):
    for found in (read_object(text, CLAIMS), salvage_object(text, CLAIMS)):
        assert found is None or "claims" in found
