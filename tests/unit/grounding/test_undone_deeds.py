"""Deeds that the sources have as undone, others', or a part: the evidence is a whole article."""

from __future__ import annotations

import pytest

from bot.grounding.gate import verify

COURT = (
    "The high court of Lodania on Tuesday ordered a new count in two provinces. The governor, Marta "
    "Ilves, refused to resign and rejected calls to dissolve the assembly. Prosecutors said that "
    "they would charge eleven officials. The ruling party demanded that the vote be repeated in the "
    "capital. Korvia and Tessel congratulated the winner. Bronia said that it was watching. The "
    "assembly has to approve the budget by Friday. A recount was rejected in the third province."
)
PORTS = (
    "Ostmark will send two frigates to the strait in March, its defence minister said. Vellany, "
    "which had been expected to lead the patrol, said that it would not take part. The union denied "
    "that it was preparing to block the port. The paper had wrongly reported that Ostmark would "
    "close its embassy. The company freed 40 of the 96 sailors. Delva and Morven abstained in the "
    "vote. The owners had offered to pay if the court releases the ship."
)
TRIAL = (
    "The court in Oster voted to delay the extradition of Anna Reil, a banker suspected of having "
    "bribed two judges. Had it not, she would have been flown to Korvia."
)


@pytest.mark.parametrize(
    ("claim", "article"),
    [
        ("Marta Ilves resigned.", COURT),
        ("The governor dissolved the assembly.", COURT),
        ("Prosecutors charged eleven officials.", COURT),
        ("The vote was repeated in the capital.", COURT),
        ("The assembly approved the budget.", COURT),
        ("Bronia congratulated the winner.", COURT),
        ("Ostmark sent two frigates to the strait.", PORTS),
        ("Vellany will lead the patrol.", PORTS),
        ("The union is preparing to block the port.", PORTS),
        ("Ostmark will close its embassy.", PORTS),
        ("The company freed all 96 sailors.", PORTS),
        ("Delva vetoed the resolution in the vote.", PORTS),
        ("The owners paid.", PORTS),
        ("Anna Reil was extradited to Korvia.", TRIAL),
        ("Anna Reil was flown to Korvia.", TRIAL),
        ("Anna Reil bribed two judges.", TRIAL),
    ],
)
def test_what_is_not_done_or_is_others_is_not_told_as_done(claim, article):
    assert verify(claim, (article,))


@pytest.mark.parametrize(
    ("claim", "article"),
    [
        ("The high court ordered a new count in two provinces.", COURT),
        ("A new count was ordered by the court on Tuesday.", COURT),
        ("Ilves refused to resign.", COURT),
        ("The governor did not resign.", COURT),
        ("Prosecutors will charge eleven officials.", COURT),
        ("Korvia congratulated the winner.", COURT),
        ("Tessel and Korvia congratulated the winner.", COURT),
        ("The ruling party demanded that the vote be repeated.", COURT),
        ("The assembly must approve the budget by Friday.", COURT),
        ("A recount in the third province was rejected.", COURT),
        ("Ostmark will send two frigates to the strait.", PORTS),
        ("Ostmark said that it would send frigates in March.", PORTS),
        ("Vellany had been expected to lead the patrol.", PORTS),
        ("Vellany will not take part in the patrol.", PORTS),
        ("Delva abstained in the vote.", PORTS),
    ],
)
def test_what_is_told_is_let_through(claim, article):
    assert verify(claim, (article,)) == ()


def test_another_sentence_that_carries_the_deed_is_enough():
    article = "The assembly has to approve the budget. On Friday the assembly approved the budget."
    assert verify("The assembly approved the budget.", (article,)) == ()


@pytest.mark.parametrize(
    "contest",
    [
        "Tarn's army could not be reached, and the report could not be verified.",
        "Neither account could be confirmed.",
        "Tarn denied this.",
    ],
)
def test_what_one_side_says_and_nobody_can_verify_is_no_fact(contest):
    said = "Osk's army said that Tarn had shelled the depot at Ruhn."
    assert verify("Tarn shelled the depot at Ruhn.", (f"{said} {contest}",))
    assert verify("Osk's army said that Tarn had shelled the depot.", (f"{said} {contest}",)) == ()


def test_negation_is_known_in_other_languages():
    assert verify("Eine Räumung ist geplant.", ("Eine Räumung ist nicht geplant.",))
    assert verify("L'accord est signé.", ("L'accord n'est pas signé.",))
    assert verify("Eine Räumung ist nicht geplant.", ("Eine Räumung ist nicht geplant.",)) == ()


OPEN = (
    "The clerk declined to say whether Norland would appeal. The council considered a ban on "
    "lorries. A spokesman said the port would ask the court to look into it and to fine the owners."
)


@pytest.mark.parametrize(
    "claim",
    [
        "Norland will appeal.",
        "The council imposed a ban on lorries.",
        "The owners were fined.",
    ],
)
def test_what_is_open_or_only_meant_is_not_told_as_done(claim) -> None:
    assert verify(claim, [OPEN]) != ()
