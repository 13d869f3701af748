"""Invented wire texts with names, figures and dates, drawn with a seed: for benchmarks alone."""

from __future__ import annotations

import random
from datetime import UTC, datetime, timedelta

from bot.domain.articles import ReadArticle

FIRST = datetime(2024, 1, 1, tzinfo=UTC)
COUNTRIES = "Norland Estmark Sudmark Verania Oskia Tarsia Lumeria Pallas Corvia Dunmark".split()
CITIES = "Kestrel Harn Aldgate Vasa Ostia Merrow Tolen Brack Siva Lund".split()
NAMES = (
    "Varga Holt Lindqvist Okafor Aubrecht Valcourt Moreau Petrov Tanaka Silva Haddad Osei".split()
)
GIVEN = "Ilse Maren Noor Tamsin Pilar Idris Jean Anna Kenji Rui Leila Kofi".split()
OFFICES = [
    "Foreign Minister",
    "President",
    "Prime Minister",
    "Ambassador",
    "Envoy",
    "Defence Minister",
]
SUBJECTS = "border ceasefire;fisheries treaty;prisoner exchange;sanctions on steel;visa waiver;gas transit;grain corridor;arms embargo;river dam;extradition request".split(
    ";"
)
ACTS = (
    "signed;rejected;welcomed;delayed;vetoed;proposed;ratified;suspended;denounced;renewed".split(
        ";"
    )
)
OUTLETS = ["The Lantern Courier", "Harbour Dispatch", "Meridian Ledger", "Civic Observer"]


class Wire:
    """Writes articles of about 2 kB, and questions about them."""

    def __init__(self, seed: int = 11) -> None:
        self.random = random.Random(seed)

    def article(self, number: int) -> ReadArticle:
        """The article of a number, a few minutes after the one before it."""
        pick = self.random.choice
        one, other = self.random.sample(COUNTRIES, 2)
        subject, act, city = pick(SUBJECTS), pick(ACTS), pick(CITIES)
        who = f"{pick(OFFICES)} {pick(GIVEN)} {pick(NAMES)}"
        title = f"{one} {act} the {subject} with {other}"
        paragraphs = [
            f"{city.upper()} — {one} {act} the {subject} with {other} on {self._day()}, {who} said.",
            f"The decision affects {self._number()} people in {pick(CITIES)} and {pick(CITIES)}.",
        ]
        paragraphs += [self._paragraph(one, other, subject) for _ in range(7)]
        return ReadArticle(
            text="\n\n".join(paragraphs),
            url=f"https://wire.invalid/{number}",
            title=title,
            outlet=pick(OUTLETS),
            published_at=FIRST + timedelta(minutes=number),
            language="en",
        )

    def question(self) -> str:
        """A question that some article may answer."""
        pick = self.random.choice
        one, subject = pick(COUNTRIES), pick(SUBJECTS)
        return pick(
            [
                f"Who {pick(ACTS)} the {subject} with {one}?",
                f"What did {pick(NAMES)} say about the {subject}?",
                f"How many people in {pick(CITIES)} are affected by the {subject}?",
                f"When will {one} vote on the {subject}?",
                f"Why did {one} delay the {subject}?",
            ]
        )

    def _paragraph(self, one: str, other: str, subject: str) -> str:
        pick = self.random.choice
        who = f"{pick(OFFICES)} {pick(GIVEN)} {pick(NAMES)}"
        return " ".join(
            [
                f"{who} told reporters in {pick(CITIES)} that {other} had not yet answered {one}'s letter of {self._day()}.",
                f"A vote on the {subject} is expected by {self.random.randint(1, 28)} June, with {self.random.randint(5, 40)} members present.",
                f'The text speaks of "a lasting settlement" and sets aside {self._number()} crowns for {pick(CITIES)}.',
            ]
        )

    def _day(self) -> str:
        return self.random.choice("Monday Tuesday Wednesday Thursday Friday".split())

    def _number(self) -> str:
        return f"{self.random.randint(2, 900)},{self.random.randint(0, 999):03}"
