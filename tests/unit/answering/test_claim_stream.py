from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.answering.claim_stream import ClaimStream
from tests.fakes.scripted_model import claim

ONE = claim('He said: "[{not]}" \\ and left.', (1, "a } ] b"))
TWO = claim("B.", (2, "b"), (3, "c"))
REPLY = json.dumps({"claims": [ONE, TWO]})


def heard_by_letter(reply):
    stream = ClaimStream()
    return [(end, entry) for end in range(1, len(reply) + 1) for entry in stream.hear(reply[:end])]


def test_a_claim_is_heard_with_its_last_brace():
    heard = heard_by_letter(REPLY)

    assert [entry for _, entry in heard] == [ONE, TWO]
    assert [end for end, _ in heard] == [REPLY.index(', {"spans"', 50), len(REPLY) - 2]


@pytest.mark.parametrize(
    "reply",
    [
        f"```json\n{REPLY}\n```",
        f'Here is [1] what "you asked for:\n{REPLY}',
        json.dumps({"claims": [ONE, TWO]}, indent=2),
    ],
)
def test_what_stands_around_the_reply_does_not_matter(reply):
    assert [entry for _, entry in heard_by_letter(reply)] == [ONE, TWO]


def test_nothing_is_heard_of_half_a_claim():
    assert heard_by_letter(REPLY[: REPLY.index('"B."')]) == heard_by_letter(REPLY)[:1]


def test_a_reply_that_begins_anew_is_heard_anew():
    stream = ClaimStream()
    stream.hear(REPLY[:40])

    assert stream.hear(REPLY) == (ONE, TWO)


@given(st.lists(st.integers(0, len(REPLY)), max_size=8))
def test_the_size_of_the_pieces_does_not_matter(cuts):
    stream = ClaimStream()
    heard = [entry for end in [*sorted(cuts), len(REPLY)] for entry in stream.hear(REPLY[:end])]

    assert heard == [ONE, TWO]


@given(st.text(alphabet='{}[]",:\\ a1', max_size=50))
def test_no_text_breaks_the_stream(text):
    assert all(isinstance(entry, dict) for _, entry in heard_by_letter(text))
