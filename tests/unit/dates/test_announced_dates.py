from __future__ import annotations

from datetime import date

import pytest

from bot.dates.announced_dates import announced_in

THURSDAY = date(2024, 3, 21)


def ahead(text, language="en", published=THURSDAY):
    return [(p.first, p.last) for _, p in announced_in(text, published, language)]


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("The council will vote on Friday.", date(2024, 3, 22), date(2024, 3, 22)),
        ("The council meets later today.", THURSDAY, THURSDAY),
        ("Talks will resume next week.", date(2024, 3, 25), date(2024, 3, 31)),
        ("Aid will arrive in the coming days.", THURSDAY, date(2024, 3, 28)),
        ("Envoys are to meet in late June.", date(2024, 6, 21), date(2024, 6, 30)),
        ("The hearing was moved from Friday to Tuesday.", date(2024, 3, 26), date(2024, 3, 26)),
        (
            "Velmar puts back its poll from Monday to Thursday.",
            date(2024, 3, 28),
            date(2024, 3, 28),
        ),
    ],
)
def test_what_is_announced_keeps_its_precision(text, first, last):
    assert ahead(text) == [(first, last)]


@pytest.mark.parametrize(
    "text",
    [
        "The council voted on Friday.",
        "The council voted today.",
        "The strike, planned for Friday, has been called off.",
        "The inquest due on Monday was adjourned.",
        "Velmar calls off the rowing gala planned for 2 April.",
        "The union is cancelling its march on Monday.",
        "The two were to have met on Friday, but the visit fell through.",
        "The war has raged since October 7.",
        "It was the worst attack this month.",
        "Elections will be held in 2025.",
        "Norland hopes to join the pact this year.",
        "Lawmakers wrote to the minister, asking for answers to their questions from February.",
        # A weekday right before the deed is the deed's, whatever it asks for.
        "The senate on Wednesday called on Norland to keep the border shut until the talks resume.",
        "Ostland on Tuesday told its ferries to stay in port until the storm has passed.",
    ],
)
def test_what_is_not_to_come_is_not_announced(text):
    assert ahead(text) == []


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("fr", "Le Conseil votera vendredi sur le projet."),
        ("de", "Der Rat wird am Freitag abstimmen."),
        ("es", "El Consejo votará el viernes."),
        ("ar", "سيصوت المجلس يوم الجمعة."),
    ],
)
def test_other_languages_announce_too(language, text):
    assert ahead(text, language) == [(date(2024, 3, 22), date(2024, 3, 22))]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("de", "Seit Beginn des Kriegs am 7. Mai sei die Zahl der Toten gestiegen."),
        ("de", "Am Morgen lag Schnee in Kalde."),
        ("de", "Bei Angriffen von Dienstagabend bis Mittwoch sind acht Menschen ums Leben gekommen."),
        ("es", "El ministro reafirmó en la mañana de este jueves su apoyo a la tregua."),
        ("es", "La carta, fechada el 2 de mayo, salió de la fiscalía."),
        ("fr", "Aujourd'hui, le nombre de réfugiés commence à baisser."),
    ],
)  # fmt: skip
def test_other_languages_announce_nothing_that_has_been(language, text):
    assert ahead(text, language) == []


@pytest.mark.parametrize(
    ("language", "text", "day"),
    [
        ("de", "Tausende kamen, denn sie will bei der Wahl am 17. April antreten.", date(2024, 4, 17)),
        ("de", "Morgen berät der Rat.", date(2024, 3, 22)),
        ("de", "Die Runde wurde auf den 8. April verschoben.", date(2024, 4, 8)),
        ("de", "Die Sitzung wurde am Montag auf Freitag vertagt.", date(2024, 3, 22)),
        ("es", "El consejo se reúne mañana.", date(2024, 3, 22)),
        ("es", "Los jueces los citan para el 30 de abril.", date(2024, 4, 30)),
    ],
)  # fmt: skip
def test_other_languages_keep_what_is_to_come(language, text, day):
    assert day in [first for first, _ in ahead(text, language)]


def test_nothing_is_ahead_of_an_unknown_day():
    assert ahead("The council will vote on 22 March 2024.", published=None) == []


@pytest.mark.parametrize(
    ("language", "text"),
    [
        (
            "en",
            "The congress will be held in Olm on 9 April instead of in Tarn on 16 and 17 April.",
        ),
        ("en", "The congress will be held in Olm on 9 April instead of in Tarn on 16 April."),
        ("en", "Ministers will meet on 9 April, not 16 April."),
        ("en", "The hearing is set for 9 April rather than 16 April."),
        ("fr", "La conférence se tiendra le 9 avril à Olm et non le 16 avril à Tarn."),
        ("fr", "La conférence aura lieu le 9 avril au lieu du 16 avril."),
        ("de", "Das Treffen wird am 9. April in Olm stattfinden und nicht am 16. April in Tarn."),
        ("es", "La reunión se celebrará el 9 de abril en Olma en lugar del 16 de abril."),
    ],
)
def test_a_day_that_another_one_took_the_place_of_is_not_announced(language, text):
    assert ahead(text, language) == [(date(2024, 4, 9), date(2024, 4, 9))]


def test_of_a_week_that_has_begun_the_rest_is_to_come():
    assert ahead("Talks will resume later this week.") == [(THURSDAY, date(2024, 3, 24))]


def test_a_strike_set_for_a_day_is_to_come_whoever_called_it():
    assert ahead("The strike set for Friday, called by two unions, will go on.") == [
        (date(2024, 3, 22), date(2024, 3, 22))
    ]
