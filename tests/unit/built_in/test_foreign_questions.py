from __future__ import annotations

import pytest

from bot.built_in.answer_writer import draft_answer
from tests.builders import article, evidence

FRENCH = article(
    "L’attaque contre Kyiv a été condamnée par plusieurs capitales. L’attaque contre Kyiv a fait 26"
    " morts dimanche, selon la mairie.",
    title="Attaque contre Kyiv",
    language="fr",
)
GERMAN = article(
    "Der Gipfel von Alma wird von Kestria ausgerichtet. Der Gipfel von Alma beginnt am Freitag.",
    title="Gipfel von Alma",
    language="de",
)


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("Combien de morts l’attaque contre Kyiv a-t-elle faits ?", "26"),
        ("Quand l’attaque contre Kyiv a-t-elle eu lieu ?", "dimanche"),
        ("Wann beginnt der Gipfel von Alma?", "Freitag"),
    ],
)
def test_a_figure_or_a_day_is_told_where_it_is_asked_for(question, told):
    first, *_ = draft_answer(question, evidence(FRENCH, GERMAN))

    assert told in first.text


@pytest.mark.parametrize(
    "question",
    [
        "Wie viele Länder richten den Gipfel von Alma aus?",
        "¿Cuántos países van a la cumbre de Alma?",
    ],
)
def test_no_sentence_without_a_figure_tells_how_many(question):
    assert draft_answer(question, evidence(GERMAN)) == ()
