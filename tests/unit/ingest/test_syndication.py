from __future__ import annotations

import pytest
from lxml import html

from bot.ingest.article_text import read_page
from bot.ingest.syndication import syndicated_from

HERE = "https://portal.example/news/talks-end-1.html"


def page(head: str) -> str:
    text = "The talks in the harbour city ended on Friday without a joint text. " * 6
    return f"<html><head><title>Talks end</title>{head}</head><body><article><p>{text}</p></article></body></html>"


@pytest.mark.parametrize(
    ("head", "site"),
    [
        ('<link rel="canonical" href="https://www.harbour-post.example/talks-end">', "harbour-post.example"),
        ('<meta name="syndication-source" content="https://kestrel.example/a">', "kestrel.example"),
        ('<meta name="original-source" content="https://kestrel.example/a">', "kestrel.example"),
        ('<link rel="syndication-source" href="https://kestrel.example/a">', "kestrel.example"),
        ('<link rel="canonical" href="https://www.harbour-post.example/">', None),
        ('<link rel="canonical" href="https://m.portal.example/news/talks-end-1.html">', None),
        ('<link rel="canonical" href="/news/talks-end-1.html">', None),
        ('<link rel="canonical" href="javascript:alert(1)">', None),
        ("", None),
    ],
)  # fmt: skip
def test_a_portal_names_the_site_that_had_it_first(head, site):
    assert syndicated_from(html.document_fromstring(page(head)), HERE) == site
    assert read_page(page(head).encode(), HERE).credit == site


def test_a_page_does_not_take_another_sites_address():
    head = '<link rel="canonical" href="https://www.harbour-post.example/talks-end">'
    assert read_page(page(head).encode(), HERE).url == HERE
