from __future__ import annotations

import pytest

from bot.built_in import foreign_answers
from tests.builders import article, evidence

FRENCH = article(
    "Le ministre béninois de la défense, Luc Hounsa, a démissionné lundi. Il conteste l'envoi de 300"
    " soldats au Niger.\n\nLe Togo a rappelé son ambassadeur à Cotonou mardi. Le Ghana ne rappellera pas"
    " le sien.",
    title="Le ministre béninois de la défense démissionne",
    language="fr",
)
GERMAN = article(
    "Lettland hat am Freitag sieben belarussische Diplomaten ausgewiesen. Litauen wird keine Diplomaten"
    " ausweisen.\n\nDen estnischen Botschafter bestellte Belarus ein. Die Außenministerin Ilze Kalna"
    " soll nach Kiew reisen.",
    title="Lettland weist Diplomaten aus",
    language="de",
)
SPANISH = article(
    "Panamá y Costa Rica firmaron el jueves en David un acuerdo sobre electricidad. El acuerdo entrará"
    " en vigor el 3 de agosto.\n\nLa ministra panameña de Energía, Rosa Arce, negó que Panamá haya pagado"
    " 40 millones de dólares.",
    title="Panamá y Costa Rica firman un acuerdo sobre electricidad",
    language="es",
)
TWO = article(
    "Le Ghana a envoyé neuf camions et le Togo a offert deux bateaux. Le Bénin fournira 40 médecins et le"
    " Niger 15 soldats.\n\nL'Irlande versera neuf millions d'euros, a indiqué la première ministre, Awa"
    " Kalé.",
    title="Ghana : le gouvernement envoie des camions au Burkina Faso",
    language="fr",
)
EVERY = evidence(FRENCH, GERMAN, SPANISH, TWO)


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("Who is Benin's defence minister?", "Luc Hounsa, a démissionné"),
        ("When did Togo recall its ambassador from Cotonou?", "Le Togo a rappelé"),
        ("How many Belarusian diplomats did Latvia expel?", "sieben belarussische Diplomaten"),
        ("When did Latvia expel Belarusian diplomats?", "am Freitag"),
        ("Where did Panama and Costa Rica sign the agreement?", "en David"),
        ("When will the agreement on electricity enter into force?", "3 de agosto"),
        ("Who is Panama's energy minister?", "Rosa Arce"),
        ("How many trucks did Ghana send?", "neuf camions"),
    ],
)
def test_a_question_is_answered_by_the_article_s_own_sentence(question, told):
    drafts = foreign_answers.draft_answer(question, EVERY)

    assert told in drafts[-1].text
    for draft in drafts:
        for span in draft.spans:
            assert span.quote in EVERY.get(span.number).passage.text


@pytest.mark.parametrize(
    "question",
    [
        "Who is Togo's defence minister?",
        "When did Ghana recall its ambassador?",
        "How many diplomats did Lithuania expel?",
        "How many Latvian diplomats did Belarus expel?",
        "How many Belarusian soldiers did Latvia expel?",
        "Whom did the Estonian ambassador summon?",
        "When did Ilze Kalna travel to Kyiv?",
        "How much did Panama pay?",
        "Where did Panama and Honduras sign the agreement?",
        "How many boats did Ghana send?",
        "How many soldiers will Benin provide?",
        "How many doctors will Niger provide?",
        "Who is Ireland's prime minister?",
    ],
)
def test_near_misses_are_not_answered(question):
    assert foreign_answers.draft_answer(question, EVERY) == ()


def test_the_nearest_sentence_is_the_article_s_own():
    nearest = foreign_answers.nearest("Why did Latvia expel the diplomats?", EVERY)

    assert nearest.text == "Lettland hat am Freitag sieben belarussische Diplomaten ausgewiesen."
