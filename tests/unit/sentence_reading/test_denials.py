from __future__ import annotations

import pytest

from bot.sentence_reading.denials import denies_something, denies_what_was_said, leaves_open


@pytest.mark.parametrize(
    ("text", "of_what_was_said", "of_something"),
    [
        ("The port authority denied it.", True, True),
        ("Velmar refuted the allegations on Monday.", True, True),
        ("The envoy rejects all such claims.", True, True),
        ("The guild denied wrongdoing.", True, True),
        ("The envoy denied that the ferry had turned back.", False, True),
        ("Velmar denies having closed the strait.", False, True),
        ("The council rejected the budget.", False, False),
        ("The envoy confirmed it.", False, False),
    ],
)
def test_denials(text, of_what_was_said, of_something):
    assert denies_what_was_said(text) is of_what_was_said
    assert denies_something(text) is of_something


@pytest.mark.parametrize(
    ("text", "is_open"),
    [
        ("Neither account could be checked.", True),
        ("The figures could not be independently verified.", True),
        ("The agency cannot confirm the landing.", True),
        ("No claim of responsibility has been made.", False),
        ("The customs officers could not check the cargo.", False),
    ],
)
def test_accounts_that_nobody_could_confirm(text, is_open):
    assert leaves_open(text) is is_open
