from __future__ import annotations

import pytest

from bot.memory.field_words import LANGUAGES, Sort, field_words, words_abroad
from bot.memory.verb_forms import Tense, verb_forms
from bot.memory.words import words_of


@pytest.mark.parametrize(
    ("language", "form", "english", "sort"),
    [
        ("fr", "accords", "agreement", Sort.NOUN),
        ("fr", "malienne", "Malian", Sort.OF_COUNTRY),
        ("de", "botschafter", "ambassador", Sort.PERSON),
        ("de", "botschaft", "embassy", Sort.NOUN),
        ("de", "außenministerin", "foreign minister", Sort.PERSON),
        ("es", "presos", "prisoner", Sort.PERSON),
        ("es", "presa", "dam", Sort.NOUN),
        ("es", "viena", "Vienna", Sort.CITY),
    ],
)
def test_a_form_is_of_the_word_that_is_listed(language, form, english, sort):
    named = field_words(language).named[form.casefold()]

    assert (named.english, named.sort) == (english, sort)


def test_every_verb_has_forms_in_each_language_that_lists_it():
    for language in LANGUAGES:
        assert len(field_words(language).verbs) > 900


@pytest.mark.parametrize(
    ("listed", "language", "form"),
    [
        ("geler - gèle gèler", "fr", ("gèleront", Tense.FUTURE, "")),
        ("annoncer", "fr", ("annonça", Tense.PAST, "")),
        ("zurück/treten tritt trat getreten", "de", ("trat", Tense.PAST, "zurück")),
        ("zurück/treten tritt trat getreten", "de", ("zurückgetreten", Tense.PARTICIPLE, "")),
        ("verhandeln", "de", ("verhandelt", Tense.PARTICIPLE, "")),
        ("anunciar", "es", ("anunciaron", Tense.PAST, "")),
        ("decir dicho dijo dice dir", "es", ("dijeron", Tense.PAST, "")),
        ("pedir - pidió pide", "es", ("pidieron", Tense.PAST, "")),
    ],
)
def test_verbs_have_their_forms(listed, language, form):
    assert form in set(verb_forms(listed, language))


@pytest.mark.parametrize(
    ("question", "language", "found"),
    [
        ("Who resigned in Mali?", "en", {"démissionné", "zurückgetreten", "malienne"}),
        ("the Western Balkans summit", "en", {"Westbalkan", "Gipfel", "cumbre"}),
        ("Pourquoi l’ambassadeur est-il parti ?", "fr", {"ambassador", "Botschafter", "embajador"}),
        ("la tregua", "es", {"truce", "Waffenruhe"}),
    ],
)
def test_words_are_looked_for_in_the_other_languages(question, language, found):
    assert found <= set(words_abroad(list(words_of(question)), language))


def test_what_english_has_too_is_not_looked_for():
    assert "accord" not in set(words_abroad(list(words_of("the agreement")), "en"))
