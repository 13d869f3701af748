from __future__ import annotations

import pytest

from bot.sentence_reading.quotable import stands_alone


@pytest.mark.parametrize(
    ("sentence", "alone"),
    [
        ("The council voted on Friday.", True),
        ("“It is still possible,” Blinken said.", True),
        ("However, a Hamas official said that the response was negative.", True),
        ("安理会周五就决议草案进行表决。", True),
        ("US diplomats met their Chinese counterparts.", True),
        ("He told reporters that it had failed.", False),
        ("This was welcomed by the ministers of five states.", False),
        ("“There is a better way to deal with the threat.”", False),
        ("“We have a torn quotation, the minister said.", False),
        ("Das teilte das Amt am Freitag in Bern mit.", False),
        ("Das Parlament stimmte am Freitag zu.", True),
        ("Seine Regierung lehnte den Plan am Freitag ab.", False),
        ("Elle a rejeté le projet vendredi à Genève.", False),
        ("Le Parlement a rejeté le projet vendredi.", True),
        ("The mayor, who spoke in Kesten, said she was against it.", False),
        ("The rebels denied having fired it.", False),
        ("The mayor said that the bridge of Kesten would carry it.", True),
        ("With AFP", False),
        ("Subscribe to our newsletter for the latest news.", False),
        ("Will the council vote again on Monday?", False),
        ("and the council voted again on Monday.", False),
        ("Ministers meet", False),
    ],
)
def test_only_complete_sentences_stand_alone(sentence, alone):
    assert stands_alone(sentence) is alone
