"""Questions as a desk officer types them, each beside one that looks alike and has no answer."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from bot.built_in.answer_writer import draft_answer
from bot.built_in.named_years import with_years_written
from tests.builders import article, evidence

NOVEMBER = datetime(2026, 11, 20, tzinfo=UTC)

FERRY = article(
    "LARSA - Velia and Ostmark settled their row over fees on the Orrin ferry on Monday.\n\n"
    "Under the pact, signed in Larsa by Ada Kesh and Nils Tarn, buses will pay 40 euros a crossing."
    " A board of both states will meet twice a year. The first meeting is set for 20 January.\n\n"
    "The accord runs until the end of 2030 and was signed by Ida Roe for the ferry's operator."
    " The Union has offered to pay for a new pier.",
    title="Velia and Ostmark settle row over Orrin ferry",
)
LEASE = article(
    "TALLINN - Estonia's parliament on Friday passed a bill that allows the state to lease the Meren dock"
    " to foreign firms, after a debate of two days.\n\n"
    "The bill was passed by 61 votes to 40. The dock was leased for 99 years for 1.2 billion crowns"
    " in 2017. Opposition leader Nora Quill said she would challenge the bill in the Supreme Court."
    " Bids are due by 15 June, and the winner is to be named in May. Foreign firms may bid.\n\n"
    "President Edgar Moss has said that he will sign the bill within a week. Dock unions called a"
    " strike for Wednesday. No rent has been agreed.",
    title="Estonian parliament passes dock bill",
)
CAMP = article(
    "Most of the refugees in the camp are from Velia and Tarsia. Velia has offered to take back 400"
    " of them.\n\nThe camp needs 26 million crowns next year.",
    title="Rations cut in Orrin camp",
    published_at=NOVEMBER,
)
BUDGET = article(
    "CHISINAU - Moldova's cabinet said on Monday that it would save.\n\nThe parliament approved the"
    " budget on Friday, with Ilan Odal of Accord against it.",
    title="Cabinet to save",
)

ENVOY = article(
    "OSLO - Norway recalled its ambassador to Finland on Monday over a free-trade bill. Ambassador Ida"
    " Roe was told to return. Norway's premier proposed on Tuesday to close the Kirk crossing from"
    " 1 January.\n\nGuards held Ilan Odal at the crossing, his lawyer said. The lawyer, Nora Quill, said"
    " that Odal was charged with fraud, which carries up to 15 years in prison. Senator Nils Tarn of the"
    " governing Accord voted against the bill. Finland denied sending drones.",
    title="Norway recalls ambassador from Helsinki",
)

TAX = article(
    "VELIA - Velia's parliament rejected a levy on zinc that the cabinet had planned.\n\nThe bill fell by 79"
    " votes to 75. The levy would have brought in 410 million euros. Zinc makes up 70 percent of Velia's exports."
    " In 2019 Velia doubled royalties. Congress is to question the envoy on 19 November. Talks went into a"
    " third round. Nobody spoke. The next round will be held in Larsa.",
    title="Velia's parliament rejects zinc levy",
)
WRONG = article(
    "Armed men killed nine guards at a mine in Kesten on Monday.",
    title="Nine guards killed in Kesten",
    published_at=NOVEMBER,
)
RIGHT = article(
    "In our report of Monday we said that armed men had killed nine guards at a mine in Kesten. Seven guards"
    " were killed; two are missing.",
    title="Correction: guards in Kesten",
    published_at=NOVEMBER + timedelta(days=1),
)

SUMMIT = article(
    "Velia's senate voted on Monday to open talks with Tarsia, against the wish of the Orrin Union.\n\nA court"
    " on Tuesday extended the detention of Ilan Odal by two months. Two parties that support the ban voted"
    " with the opposition. Envoy Ida Roe will fly to Larsa on 10 May if the lower house agrees. The plant"
    " will be shut for six months. The foreign ministers of both states met.",
    title="Velia to open talks",
)

SHIPS = article(
    "OSLO - Norway and Denmark signed a letter of intent on Tuesday to order four tugs together.\n\nThe"
    " letter was signed by Ida Roe for Norway. Denmark's present fleet has five tugs, of which one was lent to"
    " Iceland in 2023. Norway owes Iceland 119 million crowns. Iceland's consul, Nora Quill, was there."
    " Norway's premier declared Wednesday a day of mourning.",
    title="Norway and Denmark to buy tugs; Finland may join",
    published_at=NOVEMBER,
)
PRICE = article(
    "In our report on Friday on the letter of intent of Norway and Denmark we gave the price of four tugs as"
    " 1.9 billion euros. That was the price of three; four will cost 2.5 billion euros.",
    title="Correction: tugs of Norway and Denmark",
    published_at=NOVEMBER + timedelta(days=1),
)

UNIT = article(
    "VELIA - Velia will shut the second unit of its plant on 1 March. The Meren bridge was opened in May 2021."
    " The minister, Ida Roe, offered her resignation on Monday.\n\nVelia's senate passed the bill by 61 votes to"
    " 40. The Accord has said that its 41 deputies will vote against it in the lower house.",
    title="Velia's senate passes bill",
)

ANSWERED = {
    "a place where something else was done": (
        FERRY,
        "how much will buses pay on the Orrin ferry?",
        "buses will pay 40 euros",
    ),
    "a verb behind a term that another one had": (
        FERRY,
        "Who signed the accord on the Orrin ferry between Velia and Ostmark?",
        "Ida Roe",
    ),
    "the first of what the sentence before tells": (
        FERRY,
        "When does the board of Velia and Ostmark first meet?",
        "20 January",
    ),
    "she is the one who is named": (LEASE, "who will challenge the bill in court?", "Nora Quill"),
    "a month that is no abbreviation": (LEASE, "when are bids for the Meren dock due?", "15 June"),
    "a president of the article's country": (
        LEASE,
        "will the president of Estonia sign the bill?",
        "Edgar Moss has said that he will sign",
    ),
    "a day that something is called for": (LEASE, "When is the dock strike?", "Wednesday"),
    "that there is none": (LEASE, "What rent was agreed for the Meren dock?", "No rent"),
    "some of those before": (
        CAMP,
        "How many refugees does Velia want to take back?",
        "400 of them",
    ),
    "a year by its name": (CAMP, "How much does the camp need in 2027?", "26 million"),
    "what somebody has now": (SHIPS, "how many tugs does Denmark have now?", "has five tugs"),
    "who signed for a state": (SHIPS, "who signed the letter for Norway?", "Ida Roe"),
    "a day that was to come": (SHIPS, "when is the day of mourning in Norway", "Wednesday"),
    "a vote by its name": (TAX, "what was the vote on the zinc levy in Velia", "79 votes to 75"),
    "what an auxiliary follows is not counted": (
        TAX,
        "how much would the zinc levy have brought in",
        "410 million",
    ),
    "a share that makes up the whole": (TAX, "what share of Velia's exports is zinc", "70 percent"),
    "an envoy of the article's country": (
        ENVOY,
        "Who is Norway's ambassador to Finland?",
        "Ambassador Ida Roe",
    ),
    "the office of the sentence before": (ENVOY, "who is Odal's lawyer?", "Nora Quill"),
    "a noun that is no verb": (
        ENVOY,
        "Which senator of the government voted against the bill?",
        "Nils Tarn",
    ),
    "what is denied": (ENVOY, "Did Finland send drones into Norway?", "denied sending"),
    "a parliament of the article's country": (
        BUDGET,
        "Did Moldova's parliament approve the budget?",
        "approved the budget on Friday",
    ),
}
ABSTAINED = {
    "what was offered was not paid": (FERRY, "who paid for the new pier?"),
    "no fee": (FERRY, "What fee was agreed for the Tavira bridge?"),
    "why something else is so": (LEASE, "Why does Estonia lease the Meren dock?"),
    "those of another state": (CAMP, "How many refugees does Tarsia want to take back?"),
    "another year": (CAMP, "How much does the camp need in 2028?"),
    "this year is not the next": (CAMP, "How much does the camp need this year?"),
    "another paper": (SHIPS, "when did Norway sign the contract for the tugs?"),
    "to whom it was lent": (SHIPS, "How many tugs did Iceland lend to Denmark?"),
    "what another is owed": (SHIPS, "how much does Norway owe Finland"),
    "another's consul": (SHIPS, "Who is Norway's consul in Iceland?"),
    "what it would have brought": (TAX, "how much did the zinc levy bring in last year?"),
    "the first is not the second": (UNIT, "when was the first unit of Velia's plant shut?"),
    "what was opened was not reopened": (UNIT, "When did Velia reopen the Meren bridge?"),
    "who offered to resign has not": (UNIT, "When did Ida Roe resign?"),
    "who will vote has not": (UNIT, "how many deputies voted against the bill in the lower house?"),
    "a paper that was signed by another name": (
        SHIPS,
        "when was the contract for the tugs of Norway signed?",
    ),
    "talks are no summit": (SUMMIT, "when is the Orrin Union summit?"),
    "what is done to a detention is not when it began": (SUMMIT, "When was Ilan Odal detained?"),
    "whom others vote with is no vote": (SUMMIT, "How many voted against the ban?"),
    "what is only a condition": (SUMMIT, "when does the lower house of Velia agree?"),
    "how long is not how much": (SUMMIT, "What will the work on the plant cost?"),
    "others than those asked about": (SUMMIT, "What happened to the two ministers of Tarsia?"),
    "a deed of another year": (TAX, "When did Velia double its royalties in 2026?"),
    "a participle that no list has": (TAX, "when was the envoy of Velia censured"),
    "an envoy the other way round": (ENVOY, "Who is Finland's ambassador to Norway?"),
    "what was proposed was not done": (ENVOY, "When did Norway close the Kirk crossing?"),
    "what an offence carries nobody got": (ENVOY, "How many years in prison did Odal get?"),
    "another country's parliament": (BUDGET, "Did Romania's parliament approve the budget?"),
}


def told(source, question):
    return [claim.text for claim in draft_answer(question, evidence(source))]


@pytest.mark.parametrize(("source", "question", "words"), ANSWERED.values(), ids=ANSWERED)
def test_what_is_told_is_found(source, question, words):
    assert words in " ".join(told(source, question))


@pytest.mark.parametrize(("source", "question"), ABSTAINED.values(), ids=ABSTAINED)
def test_what_only_looks_alike_is_left(source, question):
    assert told(source, question) == []


def test_some_of_those_before_come_after_them():
    assert told(CAMP, "How many refugees does Velia want to take back?") == [
        "Most of the refugees in the camp are from Velia and Tarsia.",
        "Velia has offered to take back 400 of them.",
    ]


def test_the_next_round_comes_after_what_speaks_of_rounds():
    assert told(TAX, "Where will the next round of Velia's talks be held?") == [
        "Talks went into a third round.",
        "The next round will be held in Larsa.",
    ]


def test_behind_an_own_error_stands_what_is_right():
    found = draft_answer("how many guards were killed in Kesten?", evidence(WRONG, RIGHT))

    assert [claim.text.split()[0] for claim in found] == ["In", "Seven"]


def test_a_correction_of_a_price_is_none_of_who_signed():
    found = draft_answer("who signed the letter for Norway?", evidence(SHIPS, PRICE))

    assert [claim.text.split()[0] for claim in found] == ["The"]


def test_a_lease_for_years_is_no_vote_for_it():
    assert not any("99 years" in t for t in told(LEASE, "how did the vote on the dock bill go?"))


@pytest.mark.parametrize(
    ("asked_in", "question", "expected"),
    [
        (2027, "What will it cost next year?", "What will it cost in 2028?"),
        (2027, "What was last year's budget?", "What was 2026 budget?"),
        (2026, "What will it cost next year?", "What will it cost next year?"),
    ],
)
def test_a_year_is_written_out_where_the_articles_are_of_another(asked_in, question, expected):
    asked_at = datetime(asked_in, 2, 1, tzinfo=UTC)

    assert with_years_written(question, asked_at, [CAMP]) == expected
