from __future__ import annotations

import pytest

from bot.sentence_reading.gloss_pieces import MOST_WORDS, names_in
from bot.sentence_reading.glosses import gloss


@pytest.mark.parametrize(
    ("sentence", "english"),
    [
        (
            "Le Sénat chilien a rejeté jeudi l'accord minier conclu avec le Pérou.",
            "the Chilean senate rejected on Thursday the agreement minier concluded with Peru.",
        ),
        (
            "La ministre norvégienne de la justice, Ida Moe, n'a pas signé le texte.",
            "the Norwegian justice minister, Ida Moe, did not sign the text.",
        ),
        (
            "Les crues ont fait 31 morts et trois disparus au Ghana.",
            "the floods killed 31 people and three missing in Ghana.",
        ),
        (
            "Le sommet aura lieu le 4 mai à Dakar.",
            "the summit will be held on 4 May in Dakar.",
        ),
        (
            "Deux pêcheurs ont été arrêtés par la marine grecque.",
            "two fishermen were arrested by the Greek navy.",
        ),
        ("Le Togo n'enverra pas de soldats.", "Togo will not send soldiers."),
        ("Elle doit se rendre à Quito mardi.", "she is to travel to Quito on Tuesday."),
    ],
)
def test_french_is_put_into_english_words(sentence, english):
    assert gloss(sentence, "fr") == english


@pytest.mark.parametrize(
    ("sentence", "english"),
    [
        (
            "Norwegen hat am Dienstag Sanktionen gegen neun belarussische Richter verhängt.",
            "Norway imposed on Tuesday sanctions on nine Belarusian judges.",
        ),
        (
            "Am Montag unterzeichnete Kenia ein Abkommen mit Uganda.",
            "on Monday Kenya signed a agreement with Uganda.",
        ),
        (
            "Schweden bestellte den türkischen Botschafter in Stockholm, Cem Aslan, ein.",
            "Sweden summoned the Turkish ambassador in Stockholm, Cem Aslan,.",
        ),
        (
            "Der Gipfel wird von Riga nach Tallinn verlegt.",
            "the summit is moved from Riga to Tallinn.",
        ),
        ("Island wurde von Norwegen eingeladen.", "Iceland was invited by Norway."),
        ("Malta schickt keine Soldaten.", "Malta does not send soldiers."),
        ("Bei dem Beben kamen vier Menschen ums Leben.", "at the earthquake four people died."),
        (
            "Der Außenminister Estlands soll am 3. Mai nach Oslo reisen.",
            "the foreign minister Estonia's is to travel on 3 May to Oslo.",
        ),
    ],
)
def test_german_verbs_stand_where_english_has_them(sentence, english):
    assert gloss(sentence, "de", frozenset({"cem", "aslan"})) == english


@pytest.mark.parametrize(
    ("sentence", "english"),
    [
        (
            "Uruguay y Brasil firmaron el lunes en Rivera un acuerdo sobre gas.",
            "Uruguay and Brazil signed on Monday in Rivera a agreement on gas.",
        ),
        (
            "El embajador de Panamá fue convocado por Cuba.",
            "the ambassador of Panama was summoned by Cuba.",
        ),
        ("Honduras no firmará el tratado.", "Honduras will not sign the treaty."),
        ("El tratado entrará en vigor el 2 de mayo.", "the treaty will enter into force on 2 May."),
        ("Ecuador expulsó a dos diplomáticos.", "Ecuador expelled two diplomats."),
        ("El ministro, Otto Paz, dimitió.", "the minister, Otto Paz, resigned."),
    ],
)
def test_spanish_is_put_into_english_words(sentence, english):
    assert gloss(sentence, "es") == english


@pytest.mark.parametrize(
    ("sentence", "language"),
    [
        ("Den Botschafter bestellte Polen ein.", "de"),
        ("Die Resolution hat Ungarn blockiert.", "de"),
        ("Lo firmaron los ministros de Chile y Perú.", "es"),
        ("A Cuba la sancionó Canadá.", "es"),
        ("Die Regierung sagte zu. " * MOST_WORDS, "de"),
        ("Il governo si è dimesso.", "it"),
    ],
)
def test_where_an_object_comes_first_nothing_is_told(sentence, language):
    assert gloss(sentence, language) is None


@pytest.mark.parametrize(
    ("sentence", "language", "unread"),
    [
        ("L'armée aurait tué neuf civils.", "fr", "aurait tué"),
        ("Er habe den Richter bestochen und getötet.", "de", "getötet"),
        ("Brasil habría enviado tropas.", "es", "habría enviado"),
        ("Der Minister soll Gelder veruntreut haben.", "de", "veruntreut"),
    ],
)
def test_what_somebody_is_only_said_to_have_done_is_left_unread(sentence, language, unread):
    assert unread in gloss(sentence, language)


def test_german_names_are_told_from_nouns_by_what_stands_beside_them():
    text = "Ministerin Ida Moe traf den Botschafter Per Lunde. Lunde lobte das Gespräch."

    assert names_in(text, "de") == {"ida", "moe", "per", "lunde"}
