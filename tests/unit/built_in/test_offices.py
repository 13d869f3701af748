from __future__ import annotations

import pytest

from bot.built_in.answer_writer import draft_answer
from tests.builders import article, evidence


def answer(question, text, title="Talks go on", **more):
    return " ".join(
        c.text for c in draft_answer(question, evidence(article(text, title=title, **more)))
    )


HELD = [
    ("Who is the finance minister of Velmora?", "Velmoran finance minister Ada Kesh resigned.", "Ada Kesh"),
    ("Who is the president of Ostania?", "Ostania's president, Ivo Marn, spoke in Kesten.", "Ivo Marn"),
    ("Who is the mayor of Halden?", '"We wait," said Pia Roth, the mayor of Halden, on Monday.', "Pia Roth"),
    ("Who is the prime minister of Tarsia?", "Tarsian Prime Minister Olin Dace met the envoy.", "Olin Dace"),
    ("Who is the deputy prime minister of Tarsia?", "Tarsia's deputy prime minister, Nela Orr, left.", "Nela Orr"),
    ("Who is the defence minister of Egypt?", "Egypt's defence minister, Omar Said, flew to Rome.", "Omar Said"),
    ("Who is the director of the Kesten campaign?", "Roth, the Kesten campaign's director, disputes that.", "Roth"),
    ("Who is Velmora's minister of justice?", "Velmora's Minister of Justice, Ada Kesh, will meet the police.", "Ada Kesh"),
    ("Who is the president of Velmora?", "Velmora will close its ports, President Rula Tesk said.", "Rula Tesk"),
]  # fmt: skip


@pytest.mark.parametrize(("question", "text", "holder"), HELD)
def test_the_holder_of_an_office_is_told_by_what_says_whose_it_is(question, text, holder):
    assert holder in answer(question, text)


OTHERS = [
    ("Who is the prime minister of Tarsia?", "Tarsia's deputy prime minister, Nela Orr, leads the talks."),
    ("Who is the prime minister of Velmora?", "Tarsia's prime minister, Olin Dace, met Velmora's envoy."),
    ("Who is the foreign minister of Velmora?", "Foreign minister Olin Dace said that Velmora was wrong."),
    ("Who is the president of Velmora?", "Former Velmoran president Rula Tesk led the observers."),
    ("Who is the president of Ostania?", "Ostania's vice president, Ivo Marn, spoke."),
    ("Who is the president of Velmora?", "Velmora's presidential hopeful, the president of Ostania, Ivo Marn, spoke."),
    ("Who is the president of Ostania?", "The Ostanian president's spokesman, Ivo Marn, denied it."),
    ("Who is the foreign minister of Velmora?", "Tarsia, at war since May, has been led by Olin Dace, whose foreign minister Nela Orr resigned."),
]  # fmt: skip


@pytest.mark.parametrize(("question", "text"), OTHERS)
def test_a_deputy_a_former_one_and_another_country_s_are_no_answer(question, text):
    assert answer(question, text, title="Tarsia and its neighbours") == ""


def test_an_office_that_only_the_title_places_is_that_of_the_title():
    text = "The captain, Giorgi Tesk, denies wrongdoing."

    assert answer(
        "Who is the captain of the Calypso?", text, title="Court frees the Calypso's captain"
    )
    assert not answer(
        "Who is the captain of the Calypso?", text, title="Court frees the Doria's captain"
    )


def test_what_must_be_done_has_its_day_and_what_is_pending_is_a_reason():
    assert answer(
        "When must the recount be finished?", "The recount must be finished by 4 December."
    )
    assert answer(
        "Why was Tesk suspended?", "Commissioner Ada Tesk was suspended pending an inquiry into it."
    )
