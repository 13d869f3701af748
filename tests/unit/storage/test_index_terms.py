"""The terms under which texts are found."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.storage.index_terms import LONGEST_TERM, terms_of


@pytest.mark.parametrize(
    ("text", "terms"),
    [
        ("", []),
        ("— … “”", []),
        ("The Émigrés", ["the", "emigr"]),
        ("cease-fire", ["ceas", "fire"]),
        ("snake_case", ["snake", "case"]),
        ("the U.S. vetoed", ["the", "us", "US", "veto"]),
        ("us", ["us"]),
        ("the WHO", ["the", "who", "WHO"]),
        ("NATO", ["nato"]),
        ("2,728 of 1,234,567", ["2728", "of", "1234567"]),
        ("2,72", ["2", "72"]),
        ("3.5 percent", ["3.5", "percent"]),
        ("G7", ["g7"]),
        ("安全理事会 2728", ["安全", "全理", "理事", "事会", "2728"]),
        ("中", ["中"]),
        ("NATO首脑", ["nato", "首脑"]),
        ("カード", ["カー", "ード"]),
        ("ガ行", ["ガ行"]),
        ("대통령", ["대통", "통령"]),
        ("हिन्दी में", ["हिन्दी", "में"]),
        ("مُحَمَّد أحمد", ["محمد", "احمد"]),
        ("Ёлка", ["елка"]),
        ("Й", ["и"]),
        ("ﬁnance", ["financ"]),
        ("Straße", ["strass"]),
    ],
)
def test_a_text_has_these_terms(text, terms):
    assert list(terms_of(text)) == terms


@settings(deadline=None)
@given(st.text())
def test_any_text_has_terms_that_can_be_stored(text):
    for term in terms_of(text):
        assert 1 <= len(term) <= LONGEST_TERM
        assert "\0" not in term
        term.encode()


@settings(deadline=None)
@given(st.text(), st.text())
def test_a_space_keeps_texts_apart(left, right):
    together = list(terms_of(f"{left} \n {right}"))

    assert together == [*terms_of(left), *terms_of(right)]
