"""Sentences that have the words of a question and do not answer it; and those beside them that do.

Each pair was a wrong answer, or an answer withheld, on the demo's articles or on news pages.
"""

from __future__ import annotations

import pytest

from bot.built_in.answer_writer import draft_answer
from tests.builders import article, evidence

FIRST = article(
    "A draft resolution of the United States on a truce failed on Friday after Russia and China"
    " vetoed it. Eleven members voted for the draft. The ten elected members are also working on a"
    " draft.\n\nRussia's delegation objected that it contained no demand for a truce.",
    title="US draft on a truce falls to two vetoes",
)
SECOND = article(
    "A resolution of the ten elected members was adopted on Monday with 14 votes in favour. The"
    " United States abstained. Three days earlier an American draft had been vetoed by Russia and"
    " China.",
    title="Elected members carry resolution",
)
THE_TEN = article(
    "The ten elected members want a truce. They serve for two years and have no veto."
    "\n\nA resolution of the elected members needs nine votes in favour.",
    title="What the elected members want",
)
CAIRO = article(
    "Envoy Lena Marsh met Egypt's president, Abdel Hamdi, and the foreign ministers of five Arab"
    " states in Cairo on Thursday. The Swedish Foreign Minister, Nils Ahlgren, stayed away.",
    title="Marsh meets ministers",
)
ATTACK = article(
    "The attack on Port Meren killed at least two people on Sunday, the governor said. At least 83"
    " people were wounded in the attack. Colonel Ivo Brandt said he ordered the army to answer it."
    " The raid used 600 drones and an AT 72 aircraft.\n\n“This is our answer,” Marsh said on Monday"
    " as she signed a decree on drones.",
    title="Two killed in attack on Port Meren",
)
BAN = article(
    "Representatives of Belmar defended Ostria's decision to ban the relief agency. The ban has"
    " forced the agency to suspend its work in Larsa. President Odal is considering dismissing"
    " General Verro. “I congratulate President Tarn on this ruling,” he wrote.",
    title="Ostria bans relief agency",
)
DEATH = article(
    "Teenager Holly Brand has become the sixth person to die from poisoning after travelling in"
    " Kesh. Her brother Tom Brand was killed in Tavira last year. The hearings, held at the Peace"
    " Palace in The Hague, go on.\n\nThe latest poll put Nora Quill on 55 percent support. Should"
    " she win, Quill will succeed Edgar Moss. The company paid 73 per cent of the cost.",
    title="Sixth death in Kesh",
)
FIRE = article(
    "The death toll of a fire in Almera rose to 10 on Saturday. The Reform Party leader, Ada Kobb,"
    " used the word disaster.",
    title="Fire in Almera",
)
RATES = article(
    "Ostria's jobless rate stood at 6.6 per cent in May, the statistics office said.",
    title="Ostria's jobless rate falls",
)
READ = evidence(RATES, FIRST, SECOND, THE_TEN, CAIRO, ATTACK, BAN, DEATH, FIRE)

REFUSED = {
    "what another draft got": (
        "How many members voted for the draft of the elected members?",
        "Eleven",
    ),
    "people for children": ("How many children were killed in Port Meren?", "two people"),
    "a day for an age": ("How old was Brandt when the attack on Port Meren began?", "Sunday"),
    "another rate": ("What was Ostria's inflation rate in May?", "jobless"),
    "votes of another draft": ("How many members voted for the US draft?", "14 votes"),
    "who vetoed another draft": ("Who vetoed the resolution of the elected members?", "Russia"),
    "the question's doer as another's object": ("Did the United States veto the resolution?", ""),
    "a rule for a fact": ("Did the elected members veto the draft?", ""),
    "time for a count": ("How many drafts has Russia vetoed?", "Three days"),
    "a name's number for a count": ("How many aircraft has Port Meren?", "72"),
    "several holders of another office": ("Who is the foreign minister of Egypt?", ""),
    "the holder in another country": ("Who is the foreign minister of Norway?", ""),
    "another's reason": ("Why did Russia veto the draft?", "failed"),
    "a place of another clause": ("Where did Holly Brand die?", "Kesh"),
    "the killed for the wounded": ("How many people were wounded in Port Meren?", "two people"),
    "somebody who is spoken of": ("What did Tarn say about the ruling?", ""),
    "a deed that is only considered": ("Did Odal dismiss Verro?", ""),
    "a deed that another decided": ("Did Belmar ban the relief agency?", ""),
}


@pytest.mark.parametrize(("question", "words"), REFUSED.values(), ids=REFUSED)
def test_words_in_common_are_no_answer(question, words):
    claims = draft_answer(question, READ)

    assert not [claim.text for claim in claims if words in claim.text]


def test_what_a_rule_asks_for_is_no_count():
    question = "How many votes did the elected members' resolution receive?"

    assert draft_answer(question, evidence(THE_TEN)) == ()


def test_votes_in_favour_are_members_who_voted_for_it():
    question = "How many members voted for the resolution?"

    assert [c.text for c in draft_answer(question, evidence(SECOND))][:1] == [
        "A resolution of the ten elected members was adopted on Monday with 14 votes in favour."
    ]


ANSWERED = {
    "votes in favour": ("How many members voted for the resolution of the ten?", "14 votes"),
    "votes received": ("How many votes did the elected members' resolution receive?", "14 votes"),
    "the bare draft by what came before": ("How many members voted for the US draft?", "Eleven"),
    "a reason in an objection": ("Why did Russia object to the US draft?", "no demand"),
    "a reason that made one do it": ("Why did the agency suspend its work?", "forced the agency"),
    "a measure after a pronoun": ("How long do the elected members serve?", "two years"),
    "an office with its holder": ("Who is Sweden's foreign minister?", "Ahlgren"),
    "he who says he did": ("What did Brandt order the army to do?", "answer it"),
    "she who can only be one": ("Who signed the decree on drones?", "Marsh said"),
    "the wounded": ("How many people were wounded in Port Meren?", "83"),
    "a deed before a place": ("Where was Tom Brand killed?", "Tavira"),
    "a participle between commas": ("Where were the hearings held?", "The Hague"),
    "a noun that could be a verb": ("What support did Nora Quill have in the poll?", "55 percent"),
    "whom, with a name like an adverb": ("Whom would Quill succeed?", "Edgar Moss"),
    "how much, of nothing named": ("How much did the company pay?", "73 per cent"),
    "used, and not the United States": ("How many drones did the raid use?", "600"),
    "the dead of a fire": ("How many people died in the Almera fire?", "10"),
    "who leads": ("Who leads the Reform Party?", "Ada Kobb"),
}


@pytest.mark.parametrize(("question", "words"), ANSWERED.values(), ids=ANSWERED)
def test_what_answers_is_found(question, words):
    claims = draft_answer(question, READ)

    assert any(words in claim.text for claim in claims), claims


def test_what_is_named_is_not_what_is_called_the_same_of_another():
    told = evidence(
        article("Hestria's parliament ratified a border treaty with Lestia on Thursday.")
    )

    assert draft_answer("did lestia's parliament ratify the treaty?", told) == ()
    assert draft_answer("did hestria's parliament ratify the treaty?", told)


def test_what_is_counted_stands_before_what_is_said_of_it():
    adopted = article(
        "Resolution 2728, put forward by the ten elected members, was adopted with 14 votes in"
        " favour and none against.",
        title="Council demands truce as US abstains",
    )
    asked = "How many members voted for the resolution of the elected ten (US, vetoed)?"

    assert draft_answer(asked, evidence(adopted))
