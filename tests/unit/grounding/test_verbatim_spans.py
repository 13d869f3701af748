from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.grounding.verbatim_spans import find_span, fold

SENTENCE = (
    "“It’s difficult to get there – but I be\u00adlieve it is still\u00a0possible…” Blinken said."
)


@pytest.mark.parametrize(
    ("quote", "found"),
    [
        ("still\u00a0possible", "still\u00a0possible"),
        ("it is  still possible", "it is still\u00a0possible"),
        ("\"It's difficult to get there", "“It’s difficult to get there"),
        ("get there - but I believe", "get there – but I be\u00adlieve"),
        ("still possible...", "still\u00a0possible…"),
        ("IT’S DIFFICULT", "It’s difficult"),
        ("‘difficult to get there.’", "difficult to get there"),
        ("difficult … still possible", SENTENCE[6 : SENTENCE.index("…")]),
        ("difficult [...] still possible", SENTENCE[6 : SENTENCE.index("…")]),
    ],
)
def test_a_quote_is_found_however_it_is_set(quote, found) -> None:
    start, end = find_span(quote, SENTENCE)
    assert SENTENCE[start:end] == found


@pytest.mark.parametrize(
    "quote",
    [
        "it is not possible",
        "still possible … difficult",  # in another order
        "ifficult",  # half a word
        "difficul",
        "…",
        "",
        " “” ",
    ],
)
def test_what_does_not_stand_there_is_not_found(quote) -> None:
    assert find_span(quote, SENTENCE) is None


def test_accents_may_be_composed_or_not_but_not_left_out() -> None:
    assert find_span("cafe\u0301", "in the café now") == (7, 11)
    assert find_span("café", "in the cafe\u0301 now") == (7, 12)
    assert find_span("cafe", "in the cafe\u0301 now") is None


def test_an_omission_does_not_reach_across_an_article() -> None:
    assert find_span("first … last", "first " + "x " * 400 + "last") is None


def test_a_figure_is_not_cut() -> None:
    assert find_span("2", "a vote on 2728") is None


def test_search_stays_in_the_window() -> None:
    assert find_span("vote", "a vote, a vote", 4) == (10, 14)
    assert find_span("vote", "a vote, a vote", 7, 9) is None


@given(st.text(max_size=60))
def test_folding_remembers_where_each_character_came_from(text) -> None:
    folded = fold(text)
    assert len(folded.text) == len(folded.starts) == len(folded.ends)
    assert all(0 <= a < b <= len(text) for a, b in zip(folded.starts, folded.ends, strict=True))
    assert list(folded.starts) == sorted(folded.starts)


@given(st.text(alphabet="ab’'\"“ -–…. é", max_size=30), st.text(max_size=8), st.text(max_size=8))
def test_whatever_is_found_reads_the_same_when_ironed_out(quote, before, after) -> None:
    text = f"{before} {quote} {after}"
    found = find_span(quote, text)
    if found is not None and "…" not in quote and ".." not in quote:
        wanted = "".join(filter(str.isalnum, fold(quote).text))
        assert "".join(filter(str.isalnum, fold(text[slice(*found)]).text)) == wanted
