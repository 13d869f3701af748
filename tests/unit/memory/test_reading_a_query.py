from __future__ import annotations

import pytest

from bot.memory.queries import MOST_ABROAD, MOST_OTHERS, MOST_TERMS, read_query

CASES = {
    "stop words and saying go": (
        "What did the Hamas official say about Israel’s response?",
        ("Hamas", "official", "Israel", "response"),
    ),
    "US is a name": ("Who vetoed the US draft?", ("vetoed", "US", "U.S.", "American", "draft")),
    "us is a pronoun": ("tell us about Gaza", ("Gaza",)),
    "figures and resolution numbers": ("Resolution 2728, 14-0?", ("Resolution", "2728", "14", "0")),
    "May is a month": ("What happened in May?", ("happened", "May")),
    "operators are words": (
        'a OR b" NEAR(x) -c; DROP TABLE',
        ("OR", "b", "NEAR", "x", "c", "DROP", "TABLE"),
    ),
    "only stop words are searched after all": ("who are they?", ("who", "are", "they")),
    "only saying": ("said", ("said",)),
    "inner marks stay": ("Al-Shifa covid-19", ("Al-Shifa", "covid-19")),
    "Arabic": ("ماذا قال بلينكن؟", ("بلينكن",)),
    "no words at all": ("😀 ?!", ()),
    "nothing": ("", ()),
}


@pytest.mark.parametrize(("question", "terms"), CASES.values(), ids=CASES)
def test_terms_of_a_question(question, terms):
    assert terms == read_query(question).terms


@pytest.mark.parametrize(
    "quoted", ['"largely negative"', "“largely negative”", "«largely negative»"]
)
def test_quoted_words_are_a_phrase(quoted):
    query = read_query(f"Who called it {quoted} on Friday?")

    assert query.phrases == (("largely", "negative"),)
    assert "negative" in query.terms


def test_a_question_of_ten_thousand_words_is_cut():
    query = read_query(" ".join(f"word{n}" for n in range(10_000)))

    assert len(query.terms) == MOST_TERMS


@pytest.mark.parametrize(
    ("question", "terms"),
    [
        ("Was hat der Minister zu den Wahlen gesagt?", ("Minister", "Wahlen", "gesagt")),
        ("Pourquoi le président est-il parti ?", ("président", "parti")),
        ("¿Quién ganó las elecciones?", ("ganó", "elecciones")),
        ("Кто едет в Стамбул?", ("едет", "Стамбул")),
        ("Why did the die-hards die?", ("die-hards", "die")),
    ],
)
def test_function_words_are_those_of_the_language_of_the_question(question, terms):
    assert terms == read_query(question).terms


@pytest.mark.parametrize(
    ("question", "name"),
    [
        ("What did Tehran answer?", "iran"),
        ("What did Iran answer?", "teheran"),
        ("Was sagt die amerikanische Regierung?", "us"),
        ("Who was killed in Rafah?", "dead"),
        ("the election in South Korea", "seoul"),
        ("Что сказал Китай?", "china"),
    ],
)
def test_other_names_of_what_is_asked_about_are_looked_for(question, name):
    query = read_query(question)

    assert name in query.others
    assert not set(query.others) & set(query.terms)


def test_of_many_names_only_some_are_looked_for():
    everybody = "US China Russia Ukraine Iran Israel Germany France Spain Italy"

    assert len(read_query(everybody).others) <= MOST_OTHERS + MOST_ABROAD
