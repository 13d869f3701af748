from __future__ import annotations

import pytest

from bot.dates.datelines import after_dateline, dateline_of

SENTENCE = "The council met."
DATELINES = [
    "JERUSALEM — ",
    "NEW YORK (Concordia) — ",
    "UNITED NATIONS, March 22 (Reuters) - ",
    "PUTRAJAYA, Nov 22 — ",
    "KOLMAR, Tarvia, Nov 24 (Meridian Wire) - ",
    "GENEVA, Switzerland, 3 March (Concordia) — ",
    "WIEN, 24. November (NRN) - ",
    "Bogotá, 23 nov. (Agencia Andina) - ",
    "OUADRA, November 23. /MERIDIAN/. ",
    "KOLMAR /NRN/: ",
    "عمّان، 26 نوفمبر (وكالة الأفق) - ",
]


@pytest.mark.parametrize("dateline", DATELINES)
def test_a_dateline_may_stand_behind_a_standfirst(dateline):
    assert dateline_of(f"The council meets at last\n\n{dateline}{SENTENCE}") == dateline
    assert dateline_of(f"{SENTENCE} {dateline}{SENTENCE}") is None


@pytest.mark.parametrize("dateline", DATELINES)
def test_a_sentence_begins_after_its_dateline(dateline):
    text = f"{dateline}{SENTENCE}"

    assert text[after_dateline(text, 0, len(text)) :] == SENTENCE


@pytest.mark.parametrize(
    "text", [SENTENCE, "The draft — a text of the ten — was adopted.", "US talks go on."]
)
def test_a_sentence_without_dateline_begins_where_it_begins(text):
    assert after_dateline(text, 0, len(text)) == 0


def test_what_a_cut_dateline_leaves_before_a_sentence_is_no_part_of_it():
    text = "OUADRA, 23 nov. (Agence Méridien) - Le conseil a voté."
    start = text.index("(")

    assert text[after_dateline(text, start, len(text)) :] == "Le conseil a voté."


@pytest.mark.parametrize(
    "text",
    [
        "The minister, who came on Nov 24 (a Sunday) - spoke.",
        "He spoke. In Ostel, 3 May (a Friday) the council met.",
        "(It met.) The council voted - twice.",
    ],
)
def test_a_day_and_a_parenthesis_alone_are_no_dateline(text):
    assert after_dateline(text, 0, len(text)) == 0
