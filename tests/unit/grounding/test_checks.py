"""Each kind of check against one small article: what it lets through and what it catches."""

from __future__ import annotations

import pytest

from bot.domain.claims import ProblemKind
from bot.grounding.gate import verify

ARTICLE = """\
Secretary of State Antony Blinken heads to Israel on Friday to press for a truce in Gaza, ahead of \
a United Nations Security Council vote on a US draft resolution.

“Gaps are narrowing,” Blinken told reporters in Cairo on Thursday. “It is difficult to get there, \
but I believe it is still possible.”

However, a Hamas official said that Israel’s response to the group’s latest proposal had been \
“largely negative.”

Around 1.5 million people are hemmed in in Rafah, and famine is threatening 2.4 million people in \
the territory. Israel said that its spy chief would also head back to Qatar.

The council did not adopt an Algerian text on 20 February: thirteen members voted for it, the \
United States against it. A new text could be put to a vote, Nate Evans, spokesman for Ambassador \
Linda Thomas-Greenfield, said.
"""


MONEY = {
    "another sign": ("It paid US$4bn.", "It paid $4bn."),
    "in words": ("It paid 4 billion U.S. dollars.", "It paid $4bn."),
    "a code": ("It paid EUR 4bn.", "It paid 4 billion euros."),
    "a letter": ("It paid R4bn.", "It paid 4 billion rand."),
    "an Indian figure": ("It paid 50 million rupees.", "It paid Rs 5 crore."),
    "joined names": ("The United States will go.", "Both in the Japan-U.S. pact will go."),
}


@pytest.mark.parametrize(("claim", "told"), MONEY.values(), ids=MONEY)
def test_the_same_is_written_otherwise(claim, told) -> None:
    assert verify(claim, [told]) == ()


@pytest.mark.parametrize("claim", ["It paid €4bn.", "It paid A$4bn.", "It paid 4 billion rand."])
def test_another_currency_is_caught(claim) -> None:
    assert ProblemKind.NUMBER in {p.kind for p in verify(claim, ["It paid $4bn."])}


def kinds(claim: str) -> set[str]:
    return {problem.kind.value for problem in verify(claim, [ARTICLE])}


@pytest.mark.parametrize(
    "claim",
    [
        # as it stands, or with other marks
        """However, a Hamas official said that Israel's response to the group's latest
        proposal had been "largely negative.\"""",
        # shortened, reordered, the speaker moved
        "Blinken will head to Israel on Friday to press for a truce in Gaza.",
        "Antony Blinken said gaps “are narrowing”.",
        "Blinken said that it was “difficult to get there”.",
        "Blinken said it was still possible to get there.",
        "A Hamas official called Israel’s response to the latest proposal “largely negative”.",
        "A Hamas official said the Israeli response to the proposal had been largely negative.",
        # the same figure, written otherwise
        "Some 1,500,000 people are hemmed in in Rafah.",
        "13 members voted for the Algerian text on 20 February.",
        "Famine is threatening 2.4m people.",
        # names: initials, people and countries, in full
        "The UN Security Council will vote on an American draft resolution.",
        "The U.S. voted against an Algerian text.",
        "Evans, spokesman for Linda Thomas-Greenfield, said a new text could be put to a vote.",
        # the same no, worded otherwise
        "The council didn’t adopt the Algerian text.",
        "A new text might be put to a vote.",
    ],
)
def test_what_the_article_says_passes(claim) -> None:
    assert kinds(claim) == set()


@pytest.mark.parametrize(
    ("claim", "kind"),
    [
        # quotations
        ("A Hamas official called Israel’s response “largely positive”.", "quote"),
        ("Blinken said “gaps are quickly narrowing”.", "quote"),
        ("Blinken said “it is still possible to get there”.", "quote"),
        # somebody else's words
        ("Evans said that “gaps are narrowing”.", "quote"),
        ("Thomas-Greenfield said it was difficult to get there.", "name"),
        ("Qatar said that its spy chief would head back to Qatar.", "name"),
        # figures
        ("Around 2.5 million people are hemmed in in Rafah.", "number"),
        ("Around 2.4 million people are hemmed in in Rafah.", "number"),
        ("Twelve members voted for the Algerian text.", "number"),
        ("More than 1.5 million people are hemmed in in Rafah.", "number"),
        # names
        ("Sergei Lavrov heads to Israel on Friday to press for a truce in Gaza.", "name"),
        ("Anthony Blinken heads to Israel on Friday to press for a truce in Gaza.", "name"),
        ("Lavrov told reporters in Cairo that gaps were narrowing.", "name"),
        ("Blinken told reporters in Doha on Thursday that gaps were narrowing.", "name"),
        ("Blinken heads to Qatar on Friday to press for a truce in Gaza.", "name"),
        # dates
        ("Blinken heads to Israel on Monday to press for a truce in Gaza.", "date"),
        ("Blinken heads to Israel on Thursday to press for a truce in Gaza.", "date"),
        ("The council did not adopt an Algerian text on 21 February.", "date"),
        ("The council did not adopt an Algerian text on 20 March.", "date"),
        ("The council did not adopt an Algerian text on 20 February 2023.", "date"),
        # negation, modality, opposites
        ("The council adopted an Algerian text on 20 February.", "negation"),
        ("Blinken does not head to Israel on Friday to press for a truce.", "negation"),
        ("A new text will be put to a vote.", "negation"),
        ("It is difficult to get there, but I believe it is not possible.", "negation"),
        ("Blinken heads to Israel on Friday to press against a truce.", "negation"),
        # nothing of the kind
        ("The weather in Paris stayed warm.", "unsupported"),
        ("", "unsupported"),
    ],
)
def test_what_the_article_does_not_say_is_caught(claim, kind) -> None:
    assert kind in kinds(claim)


def test_every_sentence_of_the_article_passes() -> None:
    for paragraph in ARTICLE.split("\n\n"):
        assert verify(paragraph, [ARTICLE]) == ()


def test_no_evidence_carries_nothing() -> None:
    assert verify("Blinken heads to Israel.", []) != ()
