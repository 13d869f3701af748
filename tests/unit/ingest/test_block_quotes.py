"""Quotations that a page sets apart: whose word they are is in the text as it is on the page."""

from __future__ import annotations

import pytest

from bot.ingest.article_text import read_fragment, read_page

BEFORE = "The three delegations met in the harbour city and agreed on two crossings, on a commission of five, and on little else so far."
AFTER = "The next round of the talks begins in May, when the commission is to report on the convoys that were let through by then."
ONE, TWO = "We are closer than we were.", "Nobody will be left outside the gate."


def text_of(block: str) -> list[str]:
    page = f"<html><body><article><h1>Talks</h1><p>{BEFORE}</p>{block}<p>{AFTER}</p></article></body></html>"
    from_page = read_page(page.encode(), None, "").text.split("\n\n")
    assert (from_page[0], from_page[-1]) == (BEFORE, AFTER)
    return from_page[1:-1]


@pytest.mark.parametrize(
    ("block", "told"),
    [
        (f"<p>Minister Lea Sund said:</p><blockquote><p>{ONE}</p><p>{TWO}</p></blockquote>", [f"Minister Lea Sund said: “{ONE}", f"“{TWO}”"]),
        (f"<p>Minister <b>Lea Sund</b> said:</p><blockquote>{ONE}</blockquote>", [f"Minister Lea Sund said: “{ONE}”"]),
        (f"<p>Minister Lea Sund said:</p><blockquote><p>“{ONE}”</p></blockquote>", [f"Minister Lea Sund said: “{ONE}”"]),
        (f"<p>Minister Lea Sund said:</p><p>“{ONE}”</p>", [f"Minister Lea Sund said: “{ONE}”"]),
        (f"<blockquote><p>{ONE}</p><cite>Lea Sund, minister</cite></blockquote>", [f"Lea Sund, minister: “{ONE}”"]),
        (f"<figure><blockquote><p>{ONE}</p></blockquote><figcaption>— Lea Sund</figcaption></figure>", [f"Lea Sund: “{ONE}”"]),
        (f"<blockquote><p>{ONE}</p><footer>Lea Sund, minister</footer></blockquote>", [f"Lea Sund, minister: “{ONE}”"]),
        (f"<blockquote><p>{ONE}</p><p>— Lea Sund, minister</p></blockquote>", [f"Lea Sund, minister: “{ONE}”"]),
        (f"<blockquote><p>{ONE}</p></blockquote>", [ONE]),
        (f"<p>They agreed to:</p><blockquote><ul><li>{ONE}</li></ul></blockquote>", ["They agreed to:", ONE]),
        (f'<p>He wrote:</p><blockquote class="twitter-tweet"><p>{ONE}</p>— Lea Sund</blockquote>', ["He wrote:"]),
    ],
)  # fmt: skip
def test_a_quotation_stands_between_marks_and_behind_its_speaker(block, told):
    assert text_of(block) == told


def test_a_feeds_content_is_read_alike():
    block = f"<p>{BEFORE}</p><p>Minister Lea Sund said:</p><blockquote>{ONE}</blockquote>"
    assert read_fragment(block).text.endswith(f"\n\nMinister Lea Sund said: “{ONE}”")
