"""Answers that reports give in other words than the question's, and what only looks like them.

Each pair is of a kind that was met on news pages; people and places are invented.
"""

from __future__ import annotations

import pytest

from bot.built_in.answer_writer import draft_answer
from tests.builders import article, evidence

LODGE = article(
    "Kestrel Bay Lodge reopened this week. The $90-million revamp is the latest of the lodge’s"
    " owner, Marl Properties, which has 14 hotels.",
    title="Kestrel Bay Lodge reopens",
)
PRISON = article(
    "Ilan Odal, 61, has led the Reform Party since 2017. Odal served over 20 years in Ostrian jails"
    " and was released in 2011. His five-month campaign ended in a defeat.",
    title="Who is Ilan Odal?",
)
REPORT = article(
    "The 70-page report by the Larsa Institute found two tank rounds. “It is late,” says the former"
    " editor of the Mirror, Ada Kobb. The raid killed 1,200.\n\nIn Ostria, 14 civilians were killed"
    " in Tavira.",
    title="Institute reports on raid in Belmar",
)
MONEY = article(
    "Investors lost more than $2 trillion in the year after the peak. In one newspaper interview,"
    " for which Verro was paid $160,000, she described it.\n\nOstria's new budget sets aside $500"
    " million for grants. A 44.6 billion budget passed in Larsa.",
    title="Ostria’s budget and its investors",
)
COMPANY = article(
    "Some have been moved. So far the mining company has only resettled two households. The"
    " licence, which expires in March, is being renewed by Ida Marsh. Private firms did not pay for"
    " the trip.",
    title="Tarn Mining blasts shatter homes",
)
OFFICES = article(
    "Ostria's minister of electricity, Nora Quill, spoke. Ostria's Defense Minister Ivo Brandt"
    " said his government would answer. Belmar mayor Tom Hale was silent. The allies left.",
    title="Ostria answers",
)
SHIPS = article(
    "The games come days after a collision between an Ostrian and a Kesh vessel in the Amber Sea."
    " Rhun Oil, which exited the country in 2007, has not returned.\n\nThe company delayed the"
    " return to the office because it had no space. The blade was found on a leather sheath.",
    title="Ostria and Kesh after collision",
)
READ = evidence(LODGE, PRISON, REPORT, MONEY, COMPANY, OFFICES, SHIPS)

ANSWERED = {
    "a near word for the deed": ("How long did Odal spend in Ostrian prisons?", "20 years"),
    "a length before what lasted": ("How long did Odal's campaign last?", "five-month"),
    "an age in commas": ("How old is Odal?", "61"),
    "a surname for a full name": ("When did Ilan Odal take over the Reform Party?", ""),
    "the agent of a deed": ("Who owns the Kestrel Bay Lodge?", "Marl Properties"),
    "a unit that is what is counted": ("How many pages does the report have?", "70-page"),
    "a sum after more than": ("How much money did investors lose?", "$2 trillion"),
    "a sum after a passive": ("How much was Verro paid for an interview?", "$160,000"),
    "the subject of the title": (
        "How many households has Tarn Mining resettled?",
        "two households",
    ),
    "a doer past what is inserted": ("Who is renewing the licence?", "Ida Marsh"),
    "an office with of": ("Who is Ostria's electricity minister?", "Quill"),
    "an office in American spelling": ("Who is Ostria's defence minister?", "Brandt"),
    "a deed told by a noun": ("Where did the Ostrian and Kesh vessels collide?", "Amber Sea"),
    "a place without a name": ("Where was the blade found?", "sheath"),
    "a reason said plainly": ("Why did the company postpone the return to the office?", "because"),
    "a speaker with an apposition": ("What did Ada Kobb say?", "It is late"),
}
REFUSED = {
    "a part for the whole": ("How big is Ostria's new budget?", "$500 million"),
    "years in jail for an age": ("How old is Odal?", "20 years"),
    "rounds for tanks": ("How many tanks were found?", "two tank rounds"),
    "people for soldiers": ("How many soldiers were killed in the raid?", "1,200"),
    "what was not paid": ("Who paid for the trip?", "Private firms"),
    "another town's mayor": ("Who is the mayor of Larsa?", "Hale"),
    "a word for a name": ("What did Lord Allie say?", "allies"),
    "the ruling for its being carried out": ("Has the licence been carried out?", ""),
    "a place for another": ("How many people were killed in Belmar?", "Tavira"),
}


@pytest.mark.parametrize(("question", "words"), ANSWERED.values(), ids=ANSWERED)
def test_an_answer_in_other_words_is_found(question, words):
    claims = draft_answer(question, READ)

    assert any(words in claim.text for claim in claims), claims


@pytest.mark.parametrize(("question", "words"), REFUSED.values(), ids=REFUSED)
def test_what_only_looks_like_an_answer_is_none(question, words):
    claims = draft_answer(question, READ)

    assert not [claim.text for claim in claims if words in claim.text]


def test_of_what_is_not_proved_a_whole_article_gives_nothing():
    question = "Where did the Ostrian and Kesh vessels collide?"

    assert draft_answer(question, READ, is_proved=True) == ()
