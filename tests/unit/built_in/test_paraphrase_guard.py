"""What near words, another's step and a bare noun do not prove."""

from __future__ import annotations

import pytest

from bot.built_in.answer_writer import draft_answer
from tests.builders import article, evidence

WHARF = article(
    "Velland on Friday offered to share the revenue of the wharf in the Bay of Orr. Two towns that"
    " trust Velland, Alma and Ostheim, voted against. Ostmark will close its own wharf in May, the"
    " minister of ports, Dana Brill, said. The union has called a three-hour strike for Sunday."
    " If the toll is not paid, ships will be turned back. Lestia told two Kestrian envoys to leave,"
    " in reply to Kestria's expulsion of an aide. Nine states have backed Velland."
    " An amendment by Orrland that would have moved the ban on dredging was rejected by 12 votes to 30. Grain through Alma rose by 12 per cent. Eleven Kestrian fishermen came home with presents. The port council has judged the dredging late.",
    title="Velland and Ostmark weigh the wharf",
)
READ = evidence(WHARF)

NOT_TOLD = {
    "a near word, without a deed": "What is at stake in the Bay of Orr?",
    "another's step": "What will Kestria do about the wharf?",
    "a length that is only called for": "How long did the strike last?",
    "what was expelled, by a noun": "Which two Kestrian envoys were expelled?",
    "how many came, for how much each gets": "How much will each Kestrian fisherman get?",
    "that it was judged, for the judgement": "What is the judgement of the port council?",
    "a change, for a share": "What share of the grain goes through Alma?",
    "the vote on an amendment": "How many states voted against the ban on dredging?",
    "a condition that is not told": "What happens if the wharf is sold?",
}


@pytest.mark.parametrize("question", NOT_TOLD.values(), ids=NOT_TOLD)
def test_what_only_stands_near_is_not_told(question):
    assert draft_answer(question, READ) == ()


TOLD = {
    "What will Ostmark do about the wharf?": "Ostmark will close",
    "What happens if the toll is not paid?": "turned back",
    "How many states backed Velland?": "Nine states",
}


@pytest.mark.parametrize(("question", "words"), TOLD.items(), ids=TOLD)
def test_what_is_told_in_the_questions_own_words_is(question, words):
    assert words in draft_answer(question, READ)[0].text
