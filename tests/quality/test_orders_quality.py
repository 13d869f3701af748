"""How many orders are known for orders, and how many sentences of the news are taken for some.

The orders are ours and the lists are tuned to them: they guard.  What a rule costs is measured on
the labelled news pages, in `ATTACHE_QUALITY_DATA`.
"""

from __future__ import annotations

from pathlib import Path

from bot.built_in.orders import is_order
from bot.memory.sentences import split_sentences
from tests.quality.figures import Figures
from tests.quality.test_recall_quality import needs_pages, pages

ORDERS = Path(__file__).with_name("planted_orders.tsv")
KNOWN_FLOOR = 0.9
#: The share of the news' sentences that may be taken for orders.
MOST_TAKEN = 0.005


def test_orders_are_known(figures: Figures) -> None:
    lines = (line for line in ORDERS.read_text("utf-8").splitlines() if line[0] != "#")
    orders = [line.split("\t")[2] for line in lines]

    known = [is_order(order) for order in orders]

    share = sum(known) / len(known)
    figures.add("orders known", f"{len(orders)} of ours, six languages", share, KNOWN_FLOOR)
    assert share >= KNOWN_FLOOR


@needs_pages
def test_news_is_seldom_taken_for_an_order(figures: Figures) -> None:
    texts = [page.text for page in pages().values()]
    sentences = [text[start:end] for text in texts for start, end in split_sentences(text)]

    share = sum(map(is_order, sentences)) / len(sentences)

    on_what = f"{len(sentences):,} sentences of news pages"
    figures.add("sentences taken for orders", on_what, f"{share:.4f}", f"<= {MOST_TAKEN}")
    assert share <= MOST_TAKEN
