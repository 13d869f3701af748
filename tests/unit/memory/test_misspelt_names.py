from __future__ import annotations

import pytest

from bot.memory.misspelt_names import with_names_spelt

TEXTS = ["On Friday Ilvara Mordecastle met Bertrando Quillermo.", "Mordecastle went on to Zembruk."]


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ("Where did Mordecastel go?", "Where did Mordecastle go?"),
        ("where did mordecasle go", "where did Mordecastle go"),
        ("Who met Bertrando Quilermo?", "Who met Bertrando Quillermo?"),
        ("Is she in Zembruck?", "Is she in Zembruk?"),
    ],
)
def test_a_name_is_read_as_the_texts_write_it(asked, told):
    assert with_names_spelt(asked, TEXTS) == told


@pytest.mark.parametrize(
    "question",
    [
        "Where did Mordecastle go?",
        "Who met Quillerma?",  # a woman's name is no man's
        "Is she in Zambruc?",  # two letters of a short name
        "Is Iraq in it?",
        "Which country is it?",
        "",
    ],
)
def test_what_is_right_known_or_too_far_is_left_alone(question):
    texts = [*TEXTS, "Iran and Bertrand Quillerm left."] if "Iraq" in question else TEXTS

    assert with_names_spelt(question, texts) == question


def test_a_word_is_read_as_the_texts_write_it_if_it_is_one_slip_away():
    texts = ["The embargo on fisheries led to negotiations. A sanction was lifted, sanctions fell."]

    for asked, told in (
        ("when did the negociations begin", "when did the negotiations begin"),
        ("sanctoins on Zembruk?", "sanctions on Zembruk?"),
        ("the embragoo on fish", "the embragoo on fish"),  # two slips
        ("is it bannned", "is it bannned"),
    ):
        assert with_names_spelt(asked, texts) == told


def test_of_two_names_as_near_none_is_taken():
    texts = ["Korvastin met Korvastan."]

    assert with_names_spelt("Who is Korvasten?", texts) == "Who is Korvasten?"
