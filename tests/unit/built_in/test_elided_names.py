"""Sentences that have a question's words, and tell of others, of before, or nothing of its kind."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from bot.built_in.answer_writer import draft_answer
from tests.builders import article, evidence

DAM = article(
    "Two guards of the Orrin dam are in custody. The night watchman could be sentenced to six"
    " years.\n\nVelia had paid for the pumps. A Tarsian patrol detained a crew of nine off Keld in"
    " May.\n\nThe owner of the pumps, Olin Dace, was arrested on Sunday. The Kesh Transport Union"
    " buys about half of the grain.",
    title="Guards of Orrin dam held",
)
ROADS = article(
    "Bryn Halder opened the new road on Monday. Its toll pleases nobody. The vote on the toll was"
    " put off, the council's chairman, Ivo Brand, said of the protest against it.\n\nThe mediator,"
    " Ada Kesh, was put in a hotel in the evening. Estmark and Sundria have agreed on a line"
    " through the Hale bank after two days of talks.",
    title="Road opened in Velia",
)
ENVOYS = article(
    "Velia on Monday told two Tarsian diplomats to leave, accusing them of bribery.\n\nVelia last"
    " expelled Tarsian diplomats in May 2019, because antennas had been found. In 2015 it threw out"
    " the firm Norrgas, which had run the port since 2004.",
    title="Velia expels two Tarsian diplomats",
)

OFFER = article(
    "Tarsia on Friday offered to share the catch, a surprise on the last day of hearings that Velia"
    " said it had not asked for.",
    title="Hearings end",
)

PACT = article(
    "Norway withdrew on Thursday from the pact that it signed with Sweden on Monday, because it had"
    " not known of the boats.",
    title="Norway leaves pact with Sweden",
)

NOT_TOLD = {
    "whom the next paragraph names": (DAM, "How many years was Olin Dace sentenced to?"),
    "whom the paragraph before names": (DAM, "What did Velia do in the crew talks off Keld?"),
    "no country": (DAM, "Which countries buy the grain?"),
    "whom it was done to is no doer": (ROADS, "Who put Ada Kesh in a hotel?"),
    "a noun tells no voter": (ROADS, "Which council member voted against the toll?"),
    "nothing is got": (ROADS, "What does Sundria get under the Hale bank agreement?"),
    "no names": (ENVOYS, "What are the names of the expelled Tarsian diplomats?"),
    "of another year": (ENVOYS, "Why did Velia expel Tarsian diplomats?"),
    "another office": (ENVOYS, "When did Velia expel the Tarsian ambassador?"),
    "no longer": (ENVOYS, "Who runs the port?"),
    "what another left": (PACT, "Why did Sweden withdraw from the pact?"),
    "what another offered": (OFFER, "What did Velia offer on the last day of the hearings?"),
}


@pytest.mark.parametrize(("read", "question"), NOT_TOLD.values(), ids=NOT_TOLD)
def test_what_is_told_of_others_or_of_before_is_no_answer(read, question):
    assert draft_answer(question, evidence(read)) == ()


@pytest.mark.parametrize(
    ("read", "question", "told"),
    [
        (ENVOYS, "When did Velia last expel Tarsian diplomats?", "May 2019"),
        (DAM, "Who was arrested on Sunday?", "Olin Dace"),
    ],
)
def test_what_is_asked_of_before_is_answered(read, question, told):
    (claim, *_) = draft_answer(question, evidence(read))

    assert told in claim.text


def _on(day: int, text: str, title: str):
    return article(text, title=title, published_at=datetime(2024, 3, day, 9, tzinfo=UTC))


MONDAY = _on(18, "Velia's interior minister, Ada Kesh, defended the toll.", "Kesh defends toll")
TUESDAY = _on(
    19,
    "President Dace dismissed Velia's interior minister, Ada Kesh, on Tuesday. Her work was given"
    " to the mayor, Olin Tarn.",
    "Kesh dismissed",
)
FRIDAY = _on(22, "Velia's new interior minister, Ivo Brand, kept the toll.", "Brand keeps toll")


@pytest.mark.parametrize(
    ("read", "told"),
    [
        ([MONDAY], ["Ada Kesh, defended"]),
        ([MONDAY, TUESDAY], ["dismissed", "Olin Tarn"]),
        ([MONDAY, TUESDAY, FRIDAY], ["Ivo Brand"]),
    ],
)
def test_who_left_an_office_holds_it_no_longer(read, told):
    claims = draft_answer("Who is Velia's interior minister?", evidence(*read))

    assert len(claims) == len(told)
    assert all(part in claim.text for claim, part in zip(claims, told, strict=True))


def test_whether_somebody_still_holds_an_office_is_told_by_the_leaving():
    question = "Is Ada Kesh still interior minister?"

    (claim, *_) = draft_answer(question, evidence(MONDAY, TUESDAY))
    assert "dismissed" in claim.text
    assert draft_answer("Is Olin Tarn still mayor?", evidence(MONDAY, TUESDAY)) == ()


SPOKEN = article(
    "Tarsia's foreign minister, Nela Orr, welcomed the vote, and said that it was late.\n\nThe"
    " Russian foreign ministry said that the ban on grain was a farce. Kremlin spokesman Oleg Darin"
    " said that the ban on grain would be answered.",
    title="Ban on grain",
)


def test_what_a_minister_says_no_president_does():
    assert draft_answer("What did Tarsia's president say about the vote?", evidence(SPOKEN)) == ()


def test_who_is_named_is_heard_before_others_of_the_state():
    (claim,) = draft_answer("What did the Kremlin say about the ban on grain?", evidence(SPOKEN))

    assert "Oleg Darin" in claim.text


DESK = article(
    "ORRIN - Velia told two Tarsian envoys to leave on Monday. Foreign Minister Ada Kesh said that"
    " the vote in the Senate was a mistake. The Senate did not comment.\n\nHer Tarsian colleague,"
    ' Nela Orr, was less careful. "We know whose ships they are," she said.\n\nThe Northern Port'
    " Union announced a march. Its chairwoman, Ines Dorn, called for a fund for the families.\n\n"
    "The pact, signed on 4 May in Keld by the trade minister, Olin Tarn, runs for a year. The draft"
    " was rejected by three to one.",
    title="Velia tells two envoys to leave",
)


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("What did Velia's foreign minister say about the vote?", "a mistake"),
        ("What did the Senate say about the vote?", "did not comment"),
        ("What did Nela Orr say?", "whose ships"),
        ("What did the Northern Port Union call for?", "a fund for the families"),
        ("Who signed the pact?", "Olin Tarn"),
    ],
)
def test_what_is_left_out_is_understood_where_it_stands(question, told):
    claims = draft_answer(question, evidence(DESK))

    assert any(told in claim.text for claim in claims)


@pytest.mark.parametrize(
    "question",
    [
        "Who is Tarsia's foreign minister?",
        "Who rejected the draft?",
        "Why did Velia tell Nela Orr to leave?",
    ],
)
def test_whose_office_is_not_said_is_not_anybody_s(question):
    assert draft_answer(question, evidence(DESK)) == ()


MET = article(
    "Tarsia's trade minister, Olin Tarn, met President Hedi Sorr in Keld on Tuesday. The council"
    " suspended the head of Tarsia's gas regulator, Bo Lind, on Friday.",
    title="Tarn in Keld",
)


@pytest.mark.parametrize(
    "question", ["Who is the president of Tarsia?", "Who is the head of Tarsia?"]
)
def test_whom_a_minister_met_is_not_his_president(question):
    assert draft_answer(question, evidence(MET)) == ()


BARRED = article(
    "Velia cut ties on Monday, after Tarsia had barred three Velian envoys from Keld. Estmark kept"
    " silent.\n\nThe dockers protested against a toll on fish.\n\nThe ship will be held until its"
    " owner, the Orrin company Halder Survey, hands over the charts.",
    title="Velia cuts ties with Tarsia",
)


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("Which Velian envoys were barred by Tarsia?", "barred three Velian envoys"),
        ("Which Tarsian envoys were barred by Velia?", ""),
        ("What did Estmark say about the ties?", "kept silent"),
        ("Why did the dockers protest?", "a toll on fish"),
        ("Did Halder Survey hand over the charts?", ""),
    ],
)
def test_who_did_it_and_whether_it_was_done_is_told(question, told):
    claims = draft_answer(question, evidence(BARRED))

    assert bool(claims) == bool(told)
    assert all(told in claim.text for claim in claims[:1])


def test_whoever_is_named_between_is_told_too():
    text = (
        "Velia's president, Olin Tarn, named a judge on Monday. The foreign ministry goes to Pia Roth."
        " Her first act was to order the envoy of Tarsia, Ada Kesh, to leave."
    )

    claims = draft_answer("Whom did Velia order to leave?", evidence(article(text)))

    assert ["Olin Tarn" in claims[0].text, "Pia Roth" in claims[1].text] == [True, True]
