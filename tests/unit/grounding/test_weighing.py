"""What is weighed together: words that are missing, and known words that are nowhere together."""

from __future__ import annotations

import pytest

from bot.grounding.apart import share_apart
from bot.grounding.gate import verify
from bot.grounding.grounds import Ground, Grounds

ICE = "The harbour of Lorn was closed by ice on Monday, and eleven ships waited in the bay outside it."
BETWEEN = (
    "The mayor opened a library. Its shelves were built by a carpenter from the valley, who had "
    "learned his craft from an uncle."
)
SCHOOLS = "Teachers in the hill towns went on strike over their pensions."
TEXT = f"{ICE} {BETWEEN} {SCHOOLS}"


@pytest.mark.parametrize(
    ("claim", "share"),
    [
        ("The harbour was closed by ice.", 0.0),
        ("Harbour teachers.", 1.0),
        ("Eleven ships waited.", 0.0),
        ("Submarines surfaced.", 0.0),
    ],
)
def test_known_words_are_apart_where_the_sources_have_them_apart(claim, share) -> None:
    assert share_apart(Ground(claim), Grounds.of_texts([TEXT]))[0] == share


def test_the_rarer_pairs_count_more() -> None:
    share, pair = share_apart(Ground("Ice closed the harbour library."), Grounds.of_texts([TEXT]))
    assert 0.2 < share < 0.8
    assert pair is not None
    assert "library" in {pair.one.text, pair.other.text}


@pytest.mark.parametrize(
    "claim",
    [
        "Parliament debated a budget for submarines.",
        "Submarines surfaced, frigates circled, reactors leaked and admirals resigned in the fjord.",
    ],
)
def test_too_much_speaks_against_it(claim) -> None:
    assert verify(claim, [TEXT]) != ()


@pytest.mark.parametrize(
    "claim",
    [
        "Ice shut the harbour of Lorn on Monday, while eleven ships lay waiting.",
        "Teachers walked out on strike because of their pensions.",
        "Unable to answer from the given passages.",
        "There is not enough information to answer the question.",
    ],
)
def test_another_wording_passes(claim) -> None:
    assert verify(claim, [TEXT]) == ()


def test_an_abstention_does_not_cover_what_stands_beside_it() -> None:
    assert verify("Unable to answer. The mayor closed a prison in Vostra.", [TEXT]) != ()
    assert verify("Yes.", [TEXT]) != ()
    assert verify("", [TEXT]) != ()
