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
        ("In an earlier letter, she took a milder tone.", False),
        ("In an earlier letter, Velm wrote that she took a milder tone.", True),
        ("When she arrives in Tarn, Velm will meet the council.", True),
        ("The minister said that she would go.", True),
        ("Velm and Roe will never do that.", False),
        ("The unions openly rejected this, calling a strike.", False),
        ("The answer is anything but clear.", False),
        ("Which is why the fleet stayed in port on Monday.", False),
        ("After months of talks and three broken truces...", False),
        ("Was hinter dem Angriff auf den Hafen steckt.", False),
        ("Wie der Streit begann, wer ihn führt und was er kostet.", False),
        ("Wie das Ministerium am Montag mitteilte, ruhen die Gespräche.", True),
        ("Was die Minister planen, bleibt am Freitag offen.", True),
        ("Der hatte am Montag den Rücktritt angekündigt.", False),
        ("Der Präsident hatte am Montag den Rücktritt angekündigt.", True),
        ("Con estas palabras describió la ministra el acuerdo.", False),
        ("Il a rejeté le projet vendredi à Genève.", False),
        ("Il presidente ha respinto il progetto venerdì.", True),
    ],
)
def test_only_complete_sentences_stand_alone(sentence, alone):
    assert stands_alone(sentence) is alone
