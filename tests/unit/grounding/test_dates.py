from __future__ import annotations

from datetime import date

import pytest

from bot.dates.reading import read_dates
from bot.grounding.dates import agrees

THURSDAY = date(2024, 3, 21)


@pytest.mark.parametrize(
    ("claimed", "told", "published"),
    [
        ("on 22 March", "will vote on Friday", THURSDAY),
        ("in March", "will vote on Friday", THURSDAY),
        ("in 2024", "will vote on Friday", THURSDAY),
        ("on Friday", "on 22 March 2024", THURSDAY),
        ("on Friday", "on Friday", None),
        ("on Friday", "on 22 March 2024", None),
        ("on 22 March", "on March 22, 2024", None),
        ("tomorrow", "tomorrow", None),
        ("the following Friday", "the following Friday", THURSDAY),
        ("in June", "in late June", THURSDAY),
        ("in the coming days", "on Friday they will meet", THURSDAY),
    ],
)
def test_a_date_is_carried(claimed, told, published) -> None:
    assert agrees(read_dates(claimed)[0], published, read_dates(told)[0], published)


@pytest.mark.parametrize(
    ("claimed", "told", "published"),
    [
        ("on 23 March", "will vote on Friday", THURSDAY),
        ("on 15 March", "will vote on Friday", THURSDAY),
        ("on Monday", "on Friday", None),
        ("the following Friday", "on Friday", THURSDAY),
        ("on Friday", "the following Friday", THURSDAY),
        ("in late June", "in June 2024", THURSDAY),
        ("in late June", "in early June", THURSDAY),
        ("on Friday", "next week", THURSDAY),
        ("on 22 March 2024", "on 22 March", None),  # the year is nobody's
        ("on 22 March 2023", "on 22 March", THURSDAY),
        ("on 22 March", "in March", THURSDAY),
        ("tomorrow", "today", None),
        ("on 22 April", "on 22 March", None),
    ],
)
def test_a_date_is_not_carried(claimed, told, published) -> None:
    assert not agrees(read_dates(claimed)[0], published, read_dates(told)[0], published)
