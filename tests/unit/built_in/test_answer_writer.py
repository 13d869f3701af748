from __future__ import annotations

import pytest

from bot.built_in.answer_writer import MOST_SENTENCES, draft_answer, nearest
from bot.domain.claims import CitedClaim
from bot.domain.evidence import Evidence
from bot.grounding.gate import check_draft
from tests.builders import article, evidence

VOTE = article(
    "The draft of the United States failed in the Security Council on Friday after Russia and China"
    " vetoed it. Eleven members voted for the text and three against it. Guyana abstained.\n\n"
    "The United States has itself vetoed three earlier drafts on the war. A spokesman for the"
    " secretary-general said that the talks would go on in Doha on Tuesday.",
    title="US draft fails in Security Council",
)
CAIRO = article(
    "Antony Blinken met the foreign ministers of Egypt and Qatar in Cairo on Thursday. He said that"
    " “gaps are narrowing” in the talks. The ministers asked for a halt to the fighting because aid"
    " does not reach the north.\n\nAbout 1.5 million people are sheltering in Rafah.",
    title="Blinken in Cairo",
)
SPORT = article("Harbour United won the cup on Sunday after a shoot-out.", title="United win cup")
READ = evidence(VOTE, CAIRO, SPORT)

ANSWERED = {
    "who, by the deed": ("Who vetoed the US draft?", "Russia and China"),
    "who, in another form": ("Who cast vetoes on the American draft?", "Russia and China"),
    "who, short": ("Who abstained in the Security Council?", "Guyana abstained."),
    "how many": ("How many members voted for the draft?", "Eleven members"),
    "how many of people": ("How many people are in Rafah?", "1.5 million"),
    "when": ("When did the draft fail?", "on Friday"),
    "where": ("Where did Blinken meet the foreign ministers?", "in Cairo"),
    "what was said": ("What did Blinken say about the talks?", "gaps are narrowing"),
    "why": ("Why did the ministers ask for a halt?", "because aid"),
    "whether": ("Did Harbour United win the cup?", "won the cup"),
    "a day named by its date": ("Who vetoed the draft on 22 March 2024?", "Russia and China"),
}


@pytest.mark.parametrize(("question", "words"), ANSWERED.values(), ids=ANSWERED)
def test_the_sentence_that_answers_comes_first(question, words):
    claims = draft_answer(question, READ)

    assert any(words in claim.text for claim in claims[:2]), claims


ABSTAINED = {
    "a name that nothing mentions": "What did Putin say about the draft?",
    "a place with another office": "Who is the president of Egypt?",
    "an office that is not told": "Who is the secretary-general of the United Nations?",
    "a deed that is not told": "Who proposed the draft?",
    "a figure that is not told": "How many hostages are in Gaza?",
    "a figure of something else": "How many ministers resigned in Cairo?",
    "another resolution": "Who vetoed resolution 2728?",
    "another subject": "What is the price of oil?",
    "no terms": "What comes next?",
    "a smiley": "😀",
    "nothing": "",
    "operators of a query language": '" OR 1=1; DROP TABLE articles --',
}


@pytest.mark.parametrize("question", ABSTAINED.values(), ids=ABSTAINED)
def test_it_abstains_where_the_articles_do_not_say(question):
    assert draft_answer(question, READ) == ()


@pytest.mark.parametrize("question", [q for q, _ in ANSWERED.values()])
def test_every_sentence_is_verbatim_and_passes_the_gate(question):
    claims = draft_answer(question, READ)
    assert claims
    for claim in claims:
        (span,) = claim.spans
        assert claim.text == span.quote
        assert claim.text in READ.get(span.number).passage.text
        assert isinstance(check_draft(claim, READ), CitedClaim)


def test_a_sentence_that_leans_on_the_one_before_comes_after_it():
    claims = draft_answer("What did Blinken say about the talks?", READ)

    texts = [claim.text for claim in claims]
    said = next(n for n, text in enumerate(texts) if text.startswith("He said"))
    assert texts[said - 1].startswith("Antony Blinken met")


def test_the_same_answer_is_not_given_twice():
    copy = article("Russia and China vetoed the US draft on Friday.", outlet="Civic Observer")

    claims = draft_answer("Who vetoed the US draft?", evidence(VOTE, copy))

    assert sum("Russia and China" in claim.text for claim in claims) == 1


def test_figures_that_differ_are_both_given():
    few = article("At least 12 people were killed in the strike on Zaporizhzhia, police said.")
    many = article("The strike on Zaporizhzhia killed 14 people, the governor told reporters.")

    claims = draft_answer("How many people were killed in Zaporizhzhia?", evidence(few, many))

    assert {1, 2} == {claim.spans[0].number for claim in claims}


TEXT_OF_IT = article(
    "NEW YORK — By 14 votes to none, the council adopted resolution 2728 on Monday. The resolution"
    " is the work of the ten elected members. It demands that all hostages be released. The rain"
    " stopped.\n\nOn Tuesday the talks were mediated by Egypt and Qatar in Doha.",
    title="Resolution 2728 adopted",
)
VISIT = article(
    "JERUSALEM — Benjamin Netanyahu called off the visit of an Israeli delegation on Monday after"
    " the United States had let a resolution pass. The delegation was to visit Washington. The"
    " talks are mediated by the United States and Egypt for the delegation of Israel.",
    title="Israel calls off visit",
)

ALONE = {
    "who, with the sides the right way round": (
        "Who vetoed the US draft?",
        [("The draft of the United States failed in the Security Council on Friday after Russia and"
         " China vetoed it.")],
    ),
    "what, by who did it": (
        "What did the United States veto?",
        ["The United States has itself vetoed three earlier drafts on the war."],
    ),
    "what, after a pronoun": (
        "What does resolution 2728 demand?",
        ["By 14 votes to none, the council adopted resolution 2728 on Monday.",
         "It demands that all hostages be released."],
    ),
    "why, without its dateline": (
        "Why did Israel call off the visit?",
        [("Benjamin Netanyahu called off the visit of an Israeli delegation on Monday after the"
         " United States had let a resolution pass.")],
    ),
    "who, by what they are": (
        "Who asked for a halt to the fighting?",
        ["The ministers asked for a halt to the fighting because aid does not reach the north."],
    ),
}  # fmt: skip


@pytest.mark.parametrize(("question", "sentences"), ALONE.values(), ids=ALONE)
def test_nothing_stands_beside_the_answer_that_does_not_answer(question, sentences):
    claims = draft_answer(question, evidence(VOTE, CAIRO, TEXT_OF_IT, VISIT))

    assert [claim.text for claim in claims] == sentences


@pytest.mark.parametrize(
    "question",
    [
        "Who did Russia and China criticise?",
        "Who did the United States call off?",
        "What did Guyana veto?",
        "Who vetoed the draft on Friday 1 March?",
        "How many hostages are there?",
        "When did Guyana call off the visit?",
        "Who vetoed the plan for Doha?",
        "What did the secretary-general say about Netanyahu?",
    ],
)
def test_a_deed_of_others_is_no_answer(question):
    assert draft_answer(question, evidence(VOTE, CAIRO, TEXT_OF_IT, VISIT)) == ()


def test_who_is_spoken_of_has_not_spoken():
    read = evidence("Donna Kelce praised Taylor Swift. Would Swift praise Kelce as well?")

    assert draft_answer("What did Swift say about Kelce?", read) == ()
    assert draft_answer("Who did Swift praise?", read) == ()


def test_an_answer_has_three_sentences_at_most_and_is_always_the_same():
    texts = [
        f"Minister Number{n} said that the talks in Doha went well on day {n}." for n in range(9)
    ]
    read = evidence(*texts)

    first = draft_answer("What did ministers say about the talks in Doha?", read)

    assert 0 < len(first) <= MOST_SENTENCES
    assert first == draft_answer("What did ministers say about the talks in Doha?", read)


def test_the_nearest_sentence_shares_words_with_the_question():
    claim = nearest("Who is the president of Egypt?", READ)

    assert claim is not None
    assert "Egypt" in claim.text


def test_nothing_is_near_where_no_word_is_shared():
    assert nearest("Quo vadis?", READ) is None
    assert nearest("Who is the president of Egypt?", Evidence(())) is None


def test_an_outlet_that_is_named_answers_alone():
    texts = ("The flood killed two people.", "The flood killed three people.")
    post, herald = (
        article(text, title="Flood in Vell", outlet=outlet)
        for text, outlet in zip(texts, ("The Harbour Post", "Vell Herald"), strict=True)
    )
    found = evidence(post, herald)

    (claim,) = draft_answer(
        "How many people did the flood kill, according to the Vell Herald?", found
    )

    assert claim.text == texts[1]
    assert claim.spans[0].number == 2


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("Who said that the pact will be revised?", "Lind said"),
        ("Who said the accord was a mistake?", "said Ada Roe"),
        ("Who said that the pact will fail?", None),
        ("Who said that the talks go on?", None),
    ],
)
def test_who_said_it_may_stand_after_what_was_said(question, words):
    story = article(
        "The pact will be revised, Ms. Lind said on Monday. “The accord was a mistake,” said Ada Roe."
        " The talks go on.",
        title="Pact to be revised",
    )
    found = draft_answer(question, evidence(story))

    assert (words is None and not found) or words in found[0].text
