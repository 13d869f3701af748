"""News of one state is news at home where its outlet is at home, whatever the language."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.briefing.at_home import ENOUGH_ARTICLES
from bot.briefing.diplomacy import AT_HOME_COUNTS, read_article, read_articles
from bot.briefing.lexicon import languages, lexicon_of
from tests.builders import article

#: One state's news in each language: what a government does to its own people.
STRIKE = {
    "es": ("Bolivia: el gobierno condena la huelga", "El gobierno de Bolivia condenó la huelga de maestros."),
    "fr": ("Sénégal : le gouvernement condamne la grève", "Le gouvernement du Sénégal a condamné la grève."),
    "de": ("Österreich: Regierung verurteilt Streik", "Die Regierung in Österreich verurteilte den Streik."),
    "pt": ("Angola: governo condena greve", "O governo de Angola condenou a greve."),
    "ar": ("الحكومة في تونس تدين الإضراب", "أدانت الحكومة في تونس الإضراب."),
    "en": ("Kenya's government condemns strike", "Kenya's government condemned the teachers' strike."),
}  # fmt: skip
#: Where such an article may stand, and whether it is at home there.
PLACES = [
    ("es", "https://diario.example.bo/a", True),
    ("es", "https://diario.example.es/a", False),
    ("es", "https://diario.example.com.mx/a", False),
    ("es", "https://radio.example.ch/es/a", False),
    ("fr", "https://quotidien.example.sn/a", True),
    ("fr", "https://quotidien.example.fr/a", False),
    ("fr", "https://quotidien.example.ca/a", False),
    ("de", "https://zeitung.example.at/a", True),
    ("de", "https://zeitung.example.de/a", False),
    ("de", "https://zeitung.example.ch/a", False),
    ("pt", "https://jornal.example.ao/a", True),
    ("pt", "https://jornal.example.com.br/a", False),
    ("ar", "https://akhbar.example.tn/a", True),
    ("ar", "https://akhbar.example.ma/a", False),
    ("en", "https://news.example.co.ke/a", True),
    ("en", "https://news.example.co.uk/a", False),
]


def told(language, url):
    title, text = STRIKE[language]
    return article(text, title=title, language=language, url=url)


def abroad(language):
    """What it weighs where it is surely not at home."""
    return read_article(told(language, "https://news.example.jp/a")).weight


@pytest.mark.parametrize(("language", "url", "is_at_home"), PLACES)
def test_an_outlet_is_at_home_where_its_address_is(language, url, is_at_home):
    weight = abroad(language) * (AT_HOME_COUNTS if is_at_home else 1)
    assert read_article(told(language, url)).weight == pytest.approx(weight)


@pytest.mark.parametrize(
    ("tag", "is_at_home"), [("es-BO", True), ("es-ES", False), ("es-419", True), ("es", True)]
)  # fmt: skip
def test_else_where_its_language_is_and_else_anywhere_that_speaks_it(tag, is_at_home):
    reading = read_article(replace(told("es", "https://diario.example.com/a"), language=tag))
    weight = abroad("es") * (AT_HOME_COUNTS if is_at_home else 1)
    assert reading.weight == pytest.approx(weight)


@pytest.mark.parametrize(
    ("state", "articles", "is_at_home"),
    [
        ("España", ENOUGH_ARTICLES, False),
        ("España", ENOUGH_ARTICLES - 2, True),
        ("Bolivia", ENOUGH_ARTICLES, True),
        # One that tells of the world at large is at home nowhere in particular.
        ("Ucrania", ENOUGH_ARTICLES, True),
    ],
)
def test_what_its_articles_name_tells_where_the_address_does_not(state, articles, is_at_home):
    site = "https://www.diario.example.com"
    text = f"La ministra de {state} habló en el congreso."
    others = [
        article(text, title="La ministra habla", language="es", url=f"{site}/{n}")
        for n in range(articles)
    ]
    one = told("es", f"{site}/huelga")
    weight = abroad("es") * (AT_HOME_COUNTS if is_at_home else 1)
    assert read_articles([*others, one])[one.article_id].weight == pytest.approx(weight)


@pytest.mark.parametrize("code", ["co", "me", "tv", "io"])
def test_a_country_code_that_anybody_uses_is_none(code):
    one = told("en", f"https://news.example.{code}/a")
    known = told("en", "https://news.example.com/a")
    assert read_article(one).weight == read_article(known).weight


@pytest.mark.parametrize("language", languages())
def test_every_home_is_a_state_of_the_lists(language):
    lexicon = lexicon_of(language)
    entries = [
        entry for of in (lexicon.whole, lexicon.prefixes) for some in of.values() for entry in some
    ]
    states = {entry.names for entry in entries if entry.mark.kind == "states"}
    assert lexicon.home <= states
    assert set(lexicon.home_by_domain.values()) <= states


@pytest.mark.parametrize(
    ("url", "is_abroad"),
    [("https://bladet.example.fi/a", False), ("https://bladet.example.se/a", True), ("https://bladet.example.com/a", True)],
)  # fmt: skip
def test_in_a_language_without_lists_too(url, is_abroad):
    one = article("Regeringen i Finland talade om skolan i Finland.", title="Finland: skolan byggs om", language="sv", url=url)  # fmt: skip
    assert (read_article(one).weight > 0) is is_abroad
