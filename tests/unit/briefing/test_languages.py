"""The same news weighs alike in every language that has word lists."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from bot.briefing.diplomacy import LEAST_WEIGHT, NO_ACT, Reading, read_article
from bot.briefing.lexicon import languages, lexicon_of
from bot.domain.briefings import EventType
from tests.builders import article

ROWS = [
    line.split("\t")
    for line in Path(__file__).with_name("same_news.tsv").read_text(encoding="utf-8").splitlines()
    if not line.startswith("#")
]
READ: Mapping[tuple[str, str], Reading] = {
    (language, news): read_article(article(text, title=title, language=language))
    for language, news, title, text in ROWS
}
#: The types that fit the news; a pact on defence is both.
DIPLOMATIC = {
    "veto": {EventType.REJECT},
    "talks": {EventType.CONSULT},
    "sanctions": {EventType.SANCTION},
    "ambassador": {EventType.SANCTION},
    "strike": {EventType.ASSAULT},
    "pact": {EventType.AGREE, EventType.COOPERATE},
    "warrant": {EventType.ACCUSE},
    # Crime, a quake, games and prices between states stay in.
    "rescue": {EventType.AID},
    "boycott": {EventType.REJECT},
    "tariffs": {EventType.SANCTION, None},
}
OTHER = ("goal", "cake", "murder", "shares", "singer", "library", "phone", "budget")
#: How much lighter or heavier than in English the same news may be.
MOST_APART = 0.13


def test_every_language_with_lists_has_the_news():
    assert {language for language, _ in READ} == {*languages()}
    assert len(READ) == len(languages()) * (len(DIPLOMATIC) + len(OTHER))


@pytest.mark.parametrize("news", DIPLOMATIC)
@pytest.mark.parametrize("language", languages())
def test_diplomatic_news_weighs_as_in_english(language, news):
    reading = READ[language, news]
    assert reading.off_subject is None
    assert reading.weight == pytest.approx(READ["en", news].weight, abs=MOST_APART)
    assert reading.event_type in DIPLOMATIC[news]


@pytest.mark.parametrize("news", OTHER)
@pytest.mark.parametrize("language", languages())
def test_other_news_is_left_out(language, news):
    reading = READ[language, news]
    assert reading.off_subject is not None or reading.weight < LEAST_WEIGHT


WRITTEN = [
    # The article, and what is put before it or the word, in Arabic.
    ("ar", "والسفير", "سفير*"),
    ("ar", "للأمم المتحدة", "امم المتحدة"),
    ("ar", "بموسكو", "موسكو"),
    ("ar", "وزيرا", "وزير*"),
    # Russian cases and ё, Turkish capitals and endings, French elision.
    ("ru", "в её посольстве", "посольств*"),
    ("ru", "Совета Безопасности ООН", "совет* безопасности"),
    ("tr", "İRAN'ın", "iran*"),
    ("tr", "IRAK'ta", "ırak*"),
    ("tr", "AGİT'in", "AGİT"),
    ("fr", "l'ambassadeur", "ambassad*"),
]


@pytest.mark.parametrize(("language", "text", "form"), WRITTEN)
def test_words_are_found_as_they_are_written(language, text, form):
    lexicon = lexicon_of(language)
    assert lexicon is not None
    assert form in {match.form for match in lexicon.matches(text)}


NO_DIPLOMACY = [
    ("es", "Sin embargo, de acuerdo con el informe, todo sigue igual."),
    ("pt", "De acordo com o relatório, cerca de dez lojas fecharam."),
    ("it", "Chi usa la console è nato dopo i mali del capitolo."),
    ("fr", "D'accord, cela signifie que la porte reste fermée."),
    ("ru", "С помощью учеников открыли зал, такова судьба."),
    ("tr", "İnsanın bu konuya ilişkin sözü neyi gösteriyor?"),
    ("ar", "تقييم الهندسة والعراقيل التي تمنع التركيب"),
    ("de", "Einige Besucher kamen später."),
    ("nl", "De bezoekers maakten een tekening."),
    ("en", "In demand: an urgent appeal against the ruling."),
]


@pytest.mark.parametrize(("language", "text"), NO_DIPLOMACY)
def test_words_that_look_like_acts_and_states_are_none(language, text):
    lexicon = lexicon_of(language)
    assert lexicon is not None
    found = {
        m.form for m in lexicon.matches(text) if m.mark.kind != NO_ACT and m.mark.group != "off"
    }
    assert found == set()
