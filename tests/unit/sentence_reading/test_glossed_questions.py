from __future__ import annotations

import pytest

from bot.sentence_reading.glossed_questions import question_in_english


@pytest.mark.parametrize(
    ("question", "english"),
    [
        ("Pourquoi le ministre a-t-il démissionné ?", "Why did the minister resign?"),
        ("Qui est le ministre kényan de la défense ?", "Who is the Kenyan defence minister?"),
        ("Quand aura lieu le sommet ?", "When will the summit be held?"),
        (
            "Combien de soldats le Ghana va-t-il envoyer au Bénin ?",
            "How many soldiers will Ghana send to Benin?",
        ),
        (
            "Qui a été nommé premier ministre du Pérou ?",
            "Who was appointed prime minister of Peru?",
        ),
        ("Wen hat der Präsident ernannt?", "Whom did the president appoint?"),
        ("Wann findet der Gipfel statt?", "When will the summit be held?"),
        ("Warum wurde das Treffen abgesagt?", "Why was the meeting cancelled?"),
        (
            "Wie viele Soldaten schickt Jamaika nach Kuba?",
            "How many soldiers does Jamaica send to Cuba?",
        ),
        ("Wer leitet die Kommission?", "Who leads the commission?"),
        (
            "Combien de députés ont voté contre la motion ?",
            "How many lawmakers voted against the motion?",
        ),
        ("Où Ivo Marn a-t-il été arrêté ?", "Where was Ivo Marn arrested?"),
        ("Par qui le texte a-t-il été signé ?", "Who signed the text?"),
        ("Comment s’appelle le roi du Maroc ?", "Who is the king of Morocco?"),
        ("Qu'a dit la Norvège sur la trêve ?", "What did Norway say about the truce?"),
        ("Quel est le résultat du vote sur la motion ?", "How did the vote on the motion go?"),
        ("Wann wurde Ivo Marn freigelassen?", "When was Ivo Marn released?"),
        ("Wie hat Ghana abgestimmt?", "How did Ghana vote?"),
        ("Wie viele Tote gab es?", "How many people died?"),
        ("Wer legte Veto gegen die Resolution ein?", "Who vetoed the resolution?"),
        (
            "Was sagte der Minister zu den Sanktionen?",
            "What did the minister say about the sanctions?",
        ),
        ("Qui a opposé son veto au projet américain ?", "Who vetoed the American draft?"),
        ("Quand aura lieu le vote ?", "When will the vote be held?"),
        ("Qui préside le tribunal de La Haye ?", "Who presides over the court of The Hague?"),
        ("¿Cuándo se celebrará la cumbre?", "When will the summit be held?"),
        ("Bis wann gilt die Waffenruhe?", "Until when is the ceasefire in force?"),
        (
            "cuantos presos fueron liberados en Kesten",
            "How many prisoners were released in Kesten?",
        ),
        ("¿Hasta cuándo está en vigor la tregua?", "Until when is the truce in force?"),
        ("¿Cuánto bajaron los precios en mayo?", "By how much did the prices fall in May?"),
        ("¿Cuánto costará el puente?", "How much will the bridge cost?"),
        ("¿Por qué dimitió el ministro de Defensa?", "Why did the defence minister resign?"),
        ("¿Cuándo se firmará el acuerdo?", "When will the agreement be signed?"),
        (
            "¿Cuántos soldados enviará Jamaica a Cuba?",
            "How many soldiers will Jamaica send to Cuba?",
        ),
        (
            "¿Qué dijo el embajador de Chad sobre la tregua?",
            "What did the ambassador of Chad say about the truce?",
        ),
    ],
)
def test_a_question_stands_as_english_has_it(question, english):
    assert question_in_english(question) == english


@pytest.mark.parametrize(
    "question",
    [
        "Who signed the treaty?",
        "Qui a verni la marmite ?",
        "Wann wurde der Kessel lackiert?",
        "¿Quién barnizó la olla?",
        "Et le Pérou ?",
        "Qui est le président du machin ?",
        "Wer ist der Schatzmeister von Finnland?",
        "¿Cómo votó el saltimbanqui?",
        "",
    ],
)
def test_what_has_other_words_is_left_alone(question):
    assert question_in_english(question) is None
