from __future__ import annotations

from datetime import date

import pytest

from bot.dates.ahead import announced_in

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


def test_nothing_is_ahead_of_an_unknown_day():
    assert ahead("The council will vote on 22 March 2024.", published=None) == []
