from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from bot.memory.passages import (
    ENOUGH_CHARACTERS,
    LONGEST_SENTENCE,
    MOST_CHARACTERS,
    cut_passages,
)
from bot.memory.sentences import split_sentences

SENTENCE = "The council met in the morning and put the vote off until Friday. "


def test_an_article_of_short_paragraphs_is_cut_at_their_ends():
    paragraph = (SENTENCE * 3).strip()
    text = "\n\n".join([paragraph] * 8)

    spans = cut_passages(text)

    assert all(text[a - 2 : a] in {"", "\n\n"} for a, _ in spans)
    assert all(ENOUGH_CHARACTERS <= b - a <= MOST_CHARACTERS for a, b in spans[:-1])


def test_a_credit_line_is_not_a_passage_of_its_own():
    text = f"{SENTENCE * 7}\n\nWith AFP"

    assert cut_passages(text) == ((0, len(text)),)


def test_a_long_paragraph_is_cut_between_sentences():
    text = SENTENCE * 60

    spans = cut_passages(text)

    assert len(spans) > 3
    assert all(b - a <= MOST_CHARACTERS for a, b in spans)
    assert all(
        text[a:b].startswith("The council") and text[a:b].endswith("Friday.") for a, b in spans
    )


def test_a_text_without_full_stops_is_cut_at_white_space():
    text = "word " * 2_000

    spans = cut_passages(text)

    assert all(b - a <= LONGEST_SENTENCE for a, b in spans)
    assert all(text[a:b].startswith("word") and text[a:b].endswith("word") for a, b in spans)


def test_one_endless_word_is_cut_too():
    spans = cut_passages("x" * 5_000)

    assert list(spans) == [(0, 1_800), (1_800, 3_600), (3_600, 5_000)]


def test_nothing_comes_of_nothing():
    assert cut_passages("") == ()
    assert cut_passages(" \n\n ") == ()


@given(
    st.lists(st.sampled_from([SENTENCE, "Yes. ", "\n\n", "a" * 300 + ". ", "Why? "]), max_size=40)
)
def test_every_sentence_lies_whole_in_exactly_one_passage(parts):
    text = "".join(parts)
    passages = cut_passages(text)

    for start, end in split_sentences(text):
        assert sum(a <= start and end <= b for a, b in passages) == 1
    assert all(before[1] <= after[0] for before, after in pairwise(passages))
