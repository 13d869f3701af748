from __future__ import annotations

from datetime import timedelta

import pytest

from bot.memory.story_titles import title_of
from tests.builders import VOTE_DAY, article

LEAD = "Kestria violated the ceasefire on the Lenz river, Ostland said."


def told(*titles, **changes):
    return [
        article(
            f"{title}. {LEAD}",
            title=title,
            published_at=VOTE_DAY + timedelta(hours=hour),
            **changes,
        )
        for hour, title in enumerate(titles)
    ]


SAID = "Ostland says Kestria violated the ceasefire"


@pytest.mark.parametrize(
    "titles",
    [
        (SAID, "Ostland withdraws claim that Kestria violated the ceasefire"),
        (SAID, "Kestria denies that it violated the ceasefire with Ostland"),
        (SAID, "Kestria and Ostland agree to renew the ceasefire on the Lenz"),
        ("Kestria shells 2 villages on the Lenz river", "Kestria shelled 5 villages on the Lenz river"),
        ("Kestria and Ostland to meet on 2 April", "Kestria and Ostland put off meeting to 9 April"),
    ],
)  # fmt: skip
def test_a_story_is_called_by_its_newest_development(titles):
    assert title_of(told(*titles)) == titles[-1]


@pytest.mark.parametrize(
    "later",
    ["Kestria violated ceasefire, Ostland says", "What the Lenz eats: a food guide", "Opinion: Kestria and Ostland must talk of the ceasefire"],
)  # fmt: skip
def test_other_words_a_side_of_it_and_opinion_do_not_rename_it(later):
    assert title_of(told(SAID, later)) == SAID


def test_a_title_does_not_go_back_and_forth_between_outlets():
    turned = "Ostland withdraws claim that Kestria violated the ceasefire"
    echoes = ("Claim that Kestria violated the ceasefire withdrawn by Ostland", turned)

    names = {title_of(told(SAID, turned, *echoes[:count])) for count in range(3)}

    assert names == {turned}


def test_without_titles_there_is_none():
    assert title_of([article("One.", title=None)]) is None


def test_a_headline_with_an_overtaken_figure_goes_though_the_new_one_is_short():
    first = article(
        "An earthquake killed 12 people in the Varna province of Kestria on Wednesday.",
        title="Earthquake kills 12 in Varna province of Kestria",
    )
    later = article(
        "Kestria's interior ministry revised the death toll of the earthquake in Varna to 9.",
        title="Kestria revises earthquake toll to 9",
    )

    assert title_of([first, later]) == later.title
