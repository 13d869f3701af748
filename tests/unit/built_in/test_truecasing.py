from __future__ import annotations

import pytest

from bot.built_in.truecasing import with_names_written

TEXTS = (
    "On Friday Lestia and the NATO allies met Ann McBride. Grain was sold. The may poll is off.",
    "Hestria voted. It said that Hestria would ban grain from Us Group.",
)


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("did lestia meet nato?", "did Lestia meet NATO?"),
        ("what did mcbride say", "what did McBride say"),
        ("did lestia's allies meet hestria", "did Lestia's allies meet Hestria"),
        ("who sold the grain", "who sold the grain"),
        ("what did it tell us in may", "what did it tell us in may"),
        ("did Lestia meet nato?", "did Lestia meet nato?"),
        ("", ""),
    ],
)
def test_names_typed_in_small_letters_are_written_as_the_articles_write_them(typed, written):
    assert with_names_written(typed, TEXTS) == written


def test_without_texts_a_question_stands_as_it_was_typed():
    assert with_names_written("did lestia vote", ()) == "did lestia vote"
