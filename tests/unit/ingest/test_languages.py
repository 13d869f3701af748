"""Which language a text is in, of a part of it where that is enough."""

from __future__ import annotations

import pytest

from bot.ingest.languages import language_of

ENGLISH = (
    "The delegations met in the harbour city on Friday and agreed to meet again in May, when the "
    "committee is to look at the figures that both governments have promised to bring along. "
)
GERMAN = (
    "Die Delegationen trafen sich am Freitag in der Hafenstadt und wollen im Mai wieder "
    "zusammenkommen, wenn der Ausschuss die Zahlen prüft, die beide Regierungen zugesagt haben. "
)


@pytest.mark.parametrize(("text", "language"), [(ENGLISH, "en"), (GERMAN, "de")])
@pytest.mark.parametrize("times", [1, 4, 30])
def test_texts_of_every_length_are_told_apart(text, language, times):
    assert language_of(text * times) == language


def test_a_text_that_begins_with_a_quotation_is_in_the_language_of_the_rest():
    assert language_of(ENGLISH * 2 + GERMAN * 12) == "de"


def test_words_are_believed_over_a_template_and_a_template_over_too_few_words():
    assert language_of(GERMAN * 8, "en-GB") == "de"
    assert language_of("Ja", "de-AT") == "de"


def test_what_is_in_no_language_has_none():
    assert language_of("0123456789 " * 200) is None
