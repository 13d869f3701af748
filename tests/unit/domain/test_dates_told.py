"""Dates in words: who says so, and what is but a guess."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.domain.dates_told import change_told, dates_told, publication_told
from bot.domain.dating import DateSource
from bot.grounding.exhibits import exhibit_at
from tests.builders import VOTE_DAY, article

GUESSES = {DateSource.PAGE_WORDS, DateSource.ADDRESS, DateSource.DATELINE_NO_YEAR}


@pytest.mark.parametrize("source", DateSource)
def test_who_says_so_is_told_of_every_date_and_a_guess_is_called_one(source):
    told = publication_told(VOTE_DAY, source, VOTE_DAY)

    assert told.startswith("published Fri 22 March 2024 (")
    assert ("a guess" in told) == (source in GUESSES)


def test_a_date_that_is_not_known_is_not_made_up():
    assert publication_told(None, None, VOTE_DAY) == "date unknown: read on Fri 22 March 2024"
    assert change_told(None, None, None) is None


def test_a_change_is_one_after_the_publication():
    meta = DateSource.META_TAG
    assert change_told(VOTE_DAY, meta, VOTE_DAY) is None
    assert change_told(VOTE_DAY, meta, None) is not None


def test_what_was_read_before_sources_were_kept_stands_without_one():
    assert publication_told(VOTE_DAY, None, VOTE_DAY) == "published Fri 22 March 2024"


def test_evidence_keeps_its_dates_apart():
    day = timedelta(days=1)
    of = article(
        date_source=DateSource.PAGE_DATA,
        modified_at=VOTE_DAY + day,
        modified_source=DateSource.META_TAG,
        learned_at=VOTE_DAY + 2 * day,
        fetched_at=VOTE_DAY + 3 * day,
    )
    exhibit = exhibit_at(1, of, (0, 11))
    assert exhibit is not None

    published, changed, learned, fetched = dates_told(exhibit)

    assert published == "published Fri 22 March 2024 (by the page's own data)"
    assert changed == "last changed Sat 23 March 2024 (by the page's own data)"
    assert learned.startswith("learned here Sun 24 March 2024")
    assert fetched.startswith("fetched Mon 25 March 2024")
