"""What its publisher marks as satire is satire; a report about satire is a report."""

from __future__ import annotations

import pytest

from bot.domain.identifiers import StoryId
from bot.domain.satire import is_satire
from bot.domain.stories import Story
from tests.builders import article

TEXT = "The minister of tea declared war on coffee. Allies sent cups."
URL = "https://herald.example/world/tea"


@pytest.mark.parametrize(
    ("title", "url", "text", "section", "outlet"),
    [
        ("Satire: Minister of tea declares war", URL, TEXT, None, None),
        ("Minister of tea declares war | Humour", URL, TEXT, None, None),
        ("Minister of tea declares war (satire)", URL, TEXT, None, None),
        ("Minister declares war", "https://herald.example/satire/tea", TEXT, None, None),
        ("Teeminister erklärt Krieg", "https://blatt.example/kultur/glosse/tee", TEXT, None, None),
        ("Minister declares war", URL, TEXT, "Satire", None),
        ("Minister declares war", URL, TEXT, "Humor & Satire", None),
        ("Minister declares war", URL, f"{TEXT} This article is satire.", None, None),
        ("Minister declares war", URL, f"{TEXT}\n\nEditor's note: this article is satire.", None, None),
        ("Minister declares war", URL, f"{TEXT}\n\n(This story is a work of satire.)", None, None),
        ("Minister declares war", URL, f"Dieser Text ist eine Satire.\n{TEXT}", None, None),
        ("Minister declares war", URL, f"{TEXT}\n\nCet article est un article satirique.", None, None),
        ("Minister declares war", "https://www.theonion.com/1", TEXT, None, None),
        ("Minister declares war", "https://politics.theonion.com/1", TEXT, None, None),
        ("Minister declares war", None, TEXT, None, "Der Postillon"),
    ],
)  # fmt: skip
def test_marks_of_satire(title, url, text, section, outlet):
    assert is_satire(title, url, text, section, outlet)


@pytest.mark.parametrize(
    ("title", "url", "text", "section", "outlet"),
    [
        ("Satire magazine banned in Sarovia", URL, TEXT, "World", None),
        ("Court: cartoon was satire, not libel", URL, TEXT, None, None),
        ("President shows humour at summit", "https://herald.example/news/humour-at-summit", TEXT, None, None),
        ("Onion prices rise", "https://theonion.com.example/prices", TEXT, "Markets", "The Onion Growers' Gazette"),
        ("Satirist freed", URL, "The satirist Ana Bell was freed. Her lawyer said the sketch was a parody.", None, None),
        ("Satirist freed", URL, "The court in Sarovia found that this article is satire and no insult.", None, None),
        ("Satirist freed", URL, "“This story is satire”, Ana Bell told the court in Sarovia.", None, None),
        (None, None, TEXT, None, None),
        ("A broken address", "https://[herald/satire/1", TEXT, None, None),
    ],
)  # fmt: skip
def test_reports_are_meant(title, url, text, section, outlet):
    assert not is_satire(title, url, text, section, outlet)


def test_satire_bears_nobody_out():
    report = article(TEXT, title="Minister declares war", outlet="The Herald")
    joke = article(f"{TEXT} Cups fell.", title="Satire: Minister declares war", outlet="The Wag")
    both, alone = (Story(StoryId("tea"), "", some) for some in ((report, joke), (joke,)))
    assert (both.outlets, both.origins) == (("The Herald",), 1)
    assert (alone.outlets, alone.origins) == (("The Wag",), 1)
