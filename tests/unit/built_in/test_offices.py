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
    ("Who is the president of Togo?", "Nobody wants that in Accra. President Ada Tesk has said so in Ghana."),
    ("Who is the leader of Velmora?", "Velmora was blamed by the mining union's leader, Olin Dace."),
    ("Who is the leader of the Social Democrats?", "The Democratic Front was not asked. Its leader, Olin Dace, left."),
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


def test_the_president_in_an_article_that_opens_with_another_country_is_not_the_title_s():
    text = "Ghana will win at court, and settle. Nobody in Accra doubts it. President Ada Tesk said so."

    assert not answer("Who is the president of Togo?", text, title="Take Togo's offer")
    assert answer("Who is the president of Ghana?", text, title="Take Togo's offer, Ghana")


def test_the_president_of_a_body_is_not_the_country_s():
    text = "Velmora's Senate will vote on Monday, its president, Ivo Marn, said."
    assert answer("Who is the president of Velmora?", text) == ""
    assert answer("Who is the president of Velmora's Senate?", text)

    text = "Velmora's Senate has yet to vote. Its president, Ivo Marn, waits."
    assert answer("Who is the president of Velmora?", text) == ""


def test_the_captain_is_that_of_the_ship_that_the_article_opens_with():
    text = "The crew of the Ilva Dawn came home on Friday. The captain, Giorgi Tesk, thanked all."

    assert answer("Who captained the Ilva Dawn?", text, title="Crew home")


def test_who_leads_heads_or_owns_it_is_known_by_that():
    assert "Roth" in answer("Who led the strike?", "The leader of the strike, Pia Roth, resigned.")
    assert "Roth" in answer(
        "Who presides over the panel?", "The panel is presided over by Pia Roth."
    )
    assert "Kesh" in answer("Who owns the mill at Brenn?", "The mill at Brenn belongs to Ada Kesh.")
    owner = "A mill at Brenn was hit by drones, and Ivo Marn was hurt."
    assert answer("Who owns the mill that was hit at Brenn?", owner) == ""


def test_what_must_be_done_has_its_day_and_what_is_pending_is_a_reason():
    assert answer(
        "When must the recount be finished?", "The recount must be finished by 4 December."
    )
    assert answer(
        "Why was Tesk suspended?", "Commissioner Ada Tesk was suspended pending an inquiry into it."
    )
