"""How many orders are known for orders, and how many sentences of the news are taken for some.

The orders are ours and the lists are tuned to all but the unseen set: the others guard.  What a rule
costs is measured on the labelled news pages, in `ATTACHE_QUALITY_DATA`.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.memory.sentences import split_sentences
from bot.sentence_reading.orders import is_order
from tests.quality.figures import Figures
from tests.quality.test_recall_quality import needs_pages, pages

ORDERS = Path(__file__).with_name("planted_orders.tsv")
#: Of those that the lists are tuned to, and of the others.
KNOWN_FLOOR, UNSEEN_FLOOR = 0.9, 0.35
#: The share of the news' sentences that may be taken for orders.
MOST_TAKEN = 0.005


@pytest.mark.parametrize(("is_unseen", "floor"), [(False, KNOWN_FLOOR), (True, UNSEEN_FLOOR)])
def test_orders_are_known(figures: Figures, *, is_unseen: bool, floor: float) -> None:
    lines = (line for line in ORDERS.read_text("utf-8").splitlines() if line[0] != "#")
    rows = [line.split("\t") for line in lines]
    orders = [order for name, _, order in rows if (name == "unseen") is is_unseen]

    share = sum(map(is_order, orders)) / len(orders)

    on_what = f"{len(orders)} of ours, six languages, {'never' if is_unseen else ''} tuned to"
    figures.add("orders known", on_what, share, floor)
    assert share >= floor


@needs_pages
def test_news_is_seldom_taken_for_an_order(figures: Figures) -> None:
    texts = [page.text for page in pages().values()]
    sentences = [text[start:end] for text in texts for start, end in split_sentences(text)]

    share = sum(map(is_order, sentences)) / len(sentences)

    on_what = f"{len(sentences):,} sentences of news pages"
    figures.add("sentences taken for orders", on_what, f"{share:.4f}", f"<= {MOST_TAKEN}")
    assert share <= MOST_TAKEN
