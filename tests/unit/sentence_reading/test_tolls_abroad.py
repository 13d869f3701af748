"""Tolls in French, German and Spanish: whole counts, and what makes one a changed one."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.sentence_reading.changed_figures import changed_figure
from bot.sentence_reading.tolls_abroad import tolls_in
from tests.builders import VOTE_DAY, article

TOLD = [
    ("fr", "L'explosion a fait neuf morts et une trentaine de blessés.", {"dead": 9}),
    ("fr", "Au moins 1 200 personnes ont été tuées, dont 300 enfants.", {"dead": 1200}),
    ("fr", "Le bilan de l'explosion s'élève désormais à vingt-deux morts.", {"dead": 22}),
    ("fr", "Trois enfants ont été tués.", {}),
    ("fr", "Quatre autres personnes sont mortes.", {}),
    ("fr", "Vingt et une personnes sont mortes.", {}),
    ("fr", "Le tremblement de terre du 9 mars a fait des morts.", {}),
    ("fr", "Cinq personnes sont portées disparues.", {"missing": 5}),
    ("de", "Bei der Explosion kamen zwölf Menschen ums Leben, 40 Personen wurden verletzt.", {"dead": 12, "hurt": 40}),
    ("de", "Die Zahl der Toten nach der Explosion stieg auf mindestens 1.300.", {"dead": 1300}),
    ("de", "Die Zahl der Toten stieg auf 13 Tausend.", {}),
    ("de", "Sieben Soldaten wurden getötet.", {}),
    ("de", "Zwölf Menschen sahen die Explosion am Hafen.", {}),
    ("de", "Weitere fünf Menschen starben.", {}),
    ("es", "La explosión mató a nueve personas.", {"dead": 9}),
    ("es", "La cifra de muertos asciende a 14.", {"dead": 14}),
    ("es", "Treinta y dos personas murieron.", {}),
    ("es", "La cifra de muertos asciende a 3 mil.", {}),
    ("es", "Otras dos personas murieron.", {}),
    ("fr", "Une explosion pourrait faire 40 morts.", {}),
    ("fr", "La précédente explosion avait fait 40 morts.", {}),
    ("de", "Es soll 40 Tote gegeben haben.", {}),
    ("es", "Una explosión había matado a 40 personas.", {}),
    ("it", "L'esplosione ha ucciso nove persone.", {}),
]  # fmt: skip


@pytest.mark.parametrize(("language", "sentence", "tolls"), TOLD)
def test_whole_counts_are_read_and_parts_are_not(language, sentence, tolls):
    assert dict(tolls_in(sentence, language)) == tolls


#: One blast at a port, as it was first told and as it is told the day after.
BLAST = {
    "en": "A blast in the port of Lessa in Marovia killed 9 people, the harbour authority said.",
    "fr": "Une explosion dans le port de Lessa, en Marovia, a fait neuf morts, selon la police.",
    "de": "Bei einer Explosion im Hafen von Lessa in Marovia starben neun Menschen, teilte die Polizei mit.",
    "es": "Una explosión en el puerto de Lessa, en Marovia, mató a nueve personas, según la policía.",
}
AFTER = {
    "en": "The death toll from the blast in the port of Lessa in Marovia has risen to 14, police said.",
    "fr": "Le bilan de l'explosion dans le port de Lessa, en Marovia, s'élève à 14 morts, selon la police.",
    "de": "Nach der Explosion im Hafen von Lessa in Marovia ist die Zahl der Toten auf 14 gestiegen, so die Polizei.",
    "es": "La cifra de muertos por la explosión en el puerto de Lessa, en Marovia, asciende a 14, según la policía.",
}
PAIRS = [(one, other) for one in BLAST for other in AFTER if (one, other) != ("en", "en")]


def told(language, text, hours=0, **changes):
    made = article(
        text, title=text, language=language, published_at=VOTE_DAY + timedelta(hours=hours)
    )
    return replace(made, **changes)


def change(before, after):
    found = changed_figure(after, after.text, before, before.text)
    return found and (found.before, found.now)


@pytest.mark.parametrize(("before", "after"), PAIRS)
def test_a_toll_that_is_told_otherwise_in_another_language_is_a_changed_one(before, after):
    assert change(
        told(before, BLAST[before]), told(after, AFTER[after], hours=9, outlet="Other")
    ) == (
        "9",
        "14",
    )


@pytest.mark.parametrize(
    ("language", "later"),
    [
        ("fr", BLAST["fr"]),
        ("fr", "Une explosion dans le port de Doriva, en Kestria, a fait 14 morts, selon le bilan de la police."),
        ("fr", "L'explosion dans le port de Lessa, en Marovia, a fait 14 blessés, selon un nouveau bilan de la police."),
        ("fr", "L'explosion du port de Lessa, en Marovia, a tué 14 soldats, selon un nouveau bilan de la police."),
        ("fr", "En 2019, une explosion dans le port de Lessa, en Marovia, avait fait 14 morts et 3 morts en mer, selon la police."),
        ("de", "Bei der Explosion im Hafen von Lessa in Marovia starben 14 weitere Menschen, so die Polizei."),
        ("de", "Vor zwanzig Jahren starben bei einer Explosion im Hafen von Lessa in Marovia 14 Menschen."),
        ("es", "Hace veinte años una explosión en el puerto de Lessa, en Marovia, mató a 14 personas."),
        ("it", "L'esplosione nel porto di Lessa, in Marovia, ha fatto 14 morti, secondo un nuovo bilancio."),
    ],
)  # fmt: skip
def test_the_same_toll_another_event_and_parts_change_nothing(language, later):
    before = told("en", BLAST["en"])
    assert [change(before, told(language, later, hours=h, outlet="Other")) for h in (9, 40)] == [
        None
    ] * 2


def test_two_outlets_at_one_time_differ_and_neither_replaces_the_other():
    text = "Une explosion dans le port de Lessa, en Marovia, a fait 14 morts, a indiqué la mairie."
    before = told("en", BLAST["en"])
    assert change(before, told("fr", text, hours=9, outlet="Other")) is None
    assert change(before, told("fr", text, hours=30, outlet="Other")) == ("9", "14")
    assert change(told("en", BLAST["en"], hours=31), told("fr", text, hours=30)) is None
