from __future__ import annotations

import pytest

from bot.built_in.answer_writer import draft_answer
from tests.builders import article, evidence


def answer(question, text, title="News of the day"):
    return [c.text for c in draft_answer(question, evidence(article(text, title=title)))]


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("Was Kesh arrested?", "Kesh's wife, Ada, was arrested in Kesten on Monday."),
        ("When was Ivo Kesh arrested?", "Kesh's brother was arrested on Monday."),
        ("Did Kesh resign?", "Kesh's spokesman, Olin Dace, resigned on Monday."),
        ("Where was Kesh killed?", "Kesh's younger son was killed in Kesten."),
        ("Did the Ostmark parliament approve the accord?", "Ostmark approved the accord on Monday."),
        ("Did Norway praise Marn?", "Sweden and Finland praised Marn."),
        ("Has the bridge been reopened?", "Talks may start if the bridge is reopened by May."),
        ("Has the pact been ratified?", "Ministers met to ratify the Kesten pact."),
        ("Is the count in Halden finished?", "The count in Halden must be finished by 4 May."),
        ("Is Ada Marn president of Ostmark?", "Ada Marn has won the presidency of Ostmark."),
        ("Is Ada Marn president of Ostmark?", "Former president Ada Marn left Ostmark in May."),
        ("Is Ivo Kesh under sanctions?", "Ostmark put sanctions on Velland's banks on Monday."),
        ("What was the harbour fee in Velland before November?", "Velland began to charge a harbour fee of 9 percent on 2 November."),
        ("Did Velland agree to leave the fort?", "Velland and Ostmark agreed to a truce at the fort of Kesten."),
        ("Who will lead Velland's delegation?", "Ostmark's minister, Pia Roth, will lead its delegation."),
        ("Who will lead Velland's team?", "Ostmark's minister, Pia Roth, will lead its team."),
        ("When will the ballot in Velland be held?", "The League will hold a summit on Velland on Thursday."),
        ("How many boats were seized by Velland?", "Velland freed 14 boats seized from Ostmark."),
        ("Why was the clerk arrested in Velland?", "A clerk arrested in Velland since late May saw a lawyer on Monday."),
        ("Why was the clerk arrested in Velland?", "A clerk arrested in Velland in May was freed after nine days."),
        ("What are the names of those held in Velland?", "Two men held in Velland were visited on Monday, Ostmark Radio said."),
        ("Why did Velland free the boats?", "Velland freed 14 boats on Monday, two weeks before the two are due to meet."),
        ("When did Kesh leave Velland?", "Ivo Kesh will be allowed to leave Velland within ten days."),
        ("How many sailors are still held in Velland?", "Seven sailors who had been held in Velland came home."),
        ("Who was with Kesh in Velland?", "Ivo Kesh was held in Velland, Pia Roth said."),
        ("What is the deadline for Velland's request?", "Velland made its request, a day ahead of the deadline."),
        ("How many MiG-29s were scrambled in Velland?", "Parts were found at two places and MiG-29s were scrambled in Velland."),
    ],
)  # fmt: skip
def test_another_doer_or_deed_is_no_answer(question, text):
    assert answer(question, text, title="Ostmark and Velland") == []


@pytest.mark.parametrize(
    ("question", "text", "told"),
    [
        ("Was Kesh arrested?", "Ivo Kesh was arrested in Kesten with his wife on Monday.", "arrested"),
        ("What was the harbour fee in Velland before November?", "Before November, the harbour fee in Velland was 2 percent.", "2 percent"),
        ("Was Kesh's wife arrested?", "Kesh's wife, Ada, was arrested in Kesten.", "wife"),
        ("Did the Ostmark parliament approve the accord?", "Ostmark's parliament approved the accord.", "approved"),
        ("Has the bridge been reopened?", "The bridge was reopened on Monday.", "was reopened"),
        ("Has the Kesten pact been ratified?", "Both chambers have yet to ratify the Kesten pact.", "yet to ratify"),
        ("Has the pact been ratified?", "The pact divides the lakes of Kesten. It still has to be ratified by both chambers.", "still has to be"),
        ("Is Ada Marn president of Ostmark?", "Ostmark's president, Ada Marn, spoke.", "president, Ada"),
        ("Did Kesh resign?", "Minister Ivo Kesh rejected calls to resign.", "rejected calls"),
        ("Did Velland agree to leave the fort?", "The deal leaves out the fort of Kesten. Velland did not agree to leave it.", "did not agree"),
        ("Who will lead Ostmark's team?", "Ostmark's minister, Pia Roth, will lead its team.", "Pia Roth"),
        ("When will the ballot in Velland take place?", "The ballot in Velland is set for 9 May.", "9 May"),
        ("Why won't Velland open the port?", "Velland will not open the port before the judges have ruled.", "before"),
        ("How many boats were freed by Velland?", "Velland has released 14 boats.", "14"),
        ("How many sailors are still held in Velland?", "Seven sailors are still held in Velland.", "Seven"),
        ("What is Velland's view on the toll?", "Ostmark set a toll that Velland said it would fight.", "fight"),
        ("Why was the toll set in Velland?", "The toll was set in Velland after three days of protests.", "after three"),
    ],
)  # fmt: skip
def test_the_same_doer_and_deed_are_told(question, text, told):
    assert told in " ".join(answer(question, text))
