from __future__ import annotations

import pytest

from bot.built_in.questions_abroad import in_english


@pytest.mark.parametrize(
    ("question", "english"),
    [
        ("Qui est le ministre de la Défense de la Hongrie ?", "Who is the defence minister of Hungary?"),
        ("Qui est la présidente de l’Afrique du Sud ?", "Who is the president of South Africa?"),
        ("Combien de soldats ont été tués à Kesten ?", "How many soldiers were killed in Kesten?"),
        ("Combien de députés ont voté contre la motion ?", "How many lawmakers voted against the motion?"),
        ("Où Ivo Marn a-t-il été arrêté ?", "Where was Ivo Marn arrested?"),
        ("Quand le sommet aura-t-il lieu ?", "When will the summit be held?"),
        ("Qu'a dit la Norvège sur la trêve ?", "What did the Norway say about the truce?"),
        ("Wer ist die Außenministerin von Finnland?", "Who is the foreign minister of Finland?"),
        ("Wann wurde Ivo Marn freigelassen?", "When was Ivo Marn released?"),
        ("¿Quién es la ministra de Defensa de Noruega?", "Who is the defence minister of Norway?"),
        ("¿Cuántas personas murieron en el incendio?", "How many people died in the fire?"),
        ("cuantos presos fueron liberados en Kesten", "How many prisoners were released in Kesten?"),
        ("¿Hasta cuándo está en vigor la tregua?", "Until when is the truce in force?"),
        ("¿Cuánto bajaron los precios en mayo?", "By how much did the prices in May fall?"),
        ("Wie viele Zivilisten wurden in Kesten getötet?", "How many civilians were killed in Kesten?"),
    ],
)  # fmt: skip
def test_a_question_of_known_words_is_put_into_english(question, english):
    assert in_english(question) == english


@pytest.mark.parametrize(
    "question",
    [
        "Qui est le président du machin ?",
        "Combien de saltimbanques ont été tués ?",
        "Pourquoi la marmite tient-elle ?",
        "Wer ist der Schatzmeister von Finnland?",
        "Who is the president of Norway?",
        "¿Cuántos saltimbanquis murieron?",
        "",
    ],
)
def test_a_question_with_other_words_is_left_alone(question):
    assert in_english(question) is None
