"""By what an item of a feed is known again."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from bot.domain.articles import FeedItem

NINE = datetime(2024, 3, 22, 9, 0, tzinfo=UTC)
ITEM = FeedItem("7", "https://x.example/a?sid=1", "Ferry talks", None, NINE, None, None)


def is_known(one, other):
    return not set(one.keys).isdisjoint(other.keys)


def test_an_item_is_known_by_its_id_and_address():
    assert is_known(ITEM, replace(ITEM, title="Talks", published_at=None))
    assert not is_known(ITEM, replace(ITEM, url="https://x.example/b?sid=1"))


def test_a_new_session_in_its_link_makes_no_other_item():
    assert is_known(ITEM, replace(ITEM, item_id="8", url="https://x.example/a?sid=2"))


def test_items_of_one_page_that_differ_in_title_or_minute_are_two():
    other = replace(ITEM, item_id="8", url="https://x.example/a?id=2")
    assert not is_known(ITEM, replace(other, title="Grain talks"))
    assert not is_known(ITEM, replace(other, published_at=NINE.replace(minute=1)))


def test_a_bare_day_tells_no_items_of_one_page_apart():
    day = replace(ITEM, published_at=NINE.replace(hour=0))
    assert not is_known(day, replace(day, item_id="8", url="https://x.example/a?id=2"))
