from __future__ import annotations

import pytest

from bot.memory.stems import stem
from bot.memory.words import words_of
from bot.sentence_reading.list_files import read_lists
from bot.sentence_reading.reporting_verbs import is_of_saying


@pytest.mark.parametrize(
    ("word", "is_one"),
    [
        ("said", True),
        ("warning", True),
        ("According", True),
        ("denounced", True),
        ("reports", False),
        ("announcement", False),
        ("alleged", False),
        ("signed", False),
    ],
)
def test_verbs_of_saying_are_known_by_their_form(word, is_one):
    assert is_of_saying(next(iter(words_of(word)))) is is_one


def test_each_form_is_listed_once_and_what_is_said_of_some_is_of_one_that_is_listed():
    lists = {
        name: words for name, words in read_lists("saying_en.toml").items() if name != "language"
    }
    forms = lists.pop("of_a_speaker") + lists.pop("of_no_speaker")
    assert len(set(forms)) == len(forms)
    assert set(map(stem, lists.pop("doubtful"))) <= set(map(stem, forms))
    assert set(forms).isdisjoint(lists.pop("of_thought"))
    assert set(lists["knowing"]) <= set(lists["opining"])
    for name, some in lists.items():
        assert set(some) <= set(forms), name
