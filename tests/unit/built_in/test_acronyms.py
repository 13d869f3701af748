"""Initials are written out as one text of what was read has them, whatever else it holds."""

from __future__ import annotations

import pytest

from bot.built_in.acronyms import with_initials_written

ASKED = "When does the PDS end?"


@pytest.mark.parametrize(
    ("texts", "written"),
    [
        (["The Port Deposit Scheme ends in May."], "When does the Port Deposit Scheme end?"),
        (["The Port\n Deposit Scheme ends."], "When does the Port Deposit Scheme end?"),
        # Articles are data: no mark in one of them means anything to a pattern.
        ([r"The Port \deposit Scheme ends."], r"When does the Port \deposit Scheme end?"),
        ([r"The Port Deposit \Scheme ends."], r"When does the Port Deposit \Scheme end?"),
        (["The Port Deposit Scheme and the Pension Data Service."], ASKED),
        (["The PDS, or Port Deposit Scheme, ends in May."], ASKED),
        (["Port. Deposit schemes end."], ASKED),
    ],
)
def test_initials_are_written_out_where_the_texts_have_one_reading_of_them(texts, written):
    assert with_initials_written(ASKED, texts) == written
