"""An article that only a page's scripts hold."""

from __future__ import annotations

import json

import pytest

from bot.errors import NoArticleError
from bot.ingest.article_text import read_page

LINES = [
    f"The delegations met in the harbour city for the {n} time and agreed on clause {n * 7} of the draft, which opens the crossings to convoys before the month ends, and which nobody had expected so soon after the last round."
    for n in range(3, 8)
]
ARTICLE = "".join(f"<p>{line}</p>" for line in LINES)
CAPTION = '<div class="caption"><p>The hall on Friday</p></div><p>$$ARTICLEAD$$</p>'
OTHER = ARTICLE.replace("harbour", "mountain")


def page(script: str) -> bytes:
    return f"<html><head><title>Talks go on</title></head><body><div id='app'></div><script>{script}</script></body></html>".encode()


def escaped(value: object) -> str:
    return json.dumps(value).replace("<", "\\u003c").replace(">", "\\u003e")


@pytest.mark.parametrize(
    "script",
    [
        escaped({"props": {"article": {"title": "Talks go on", "body": CAPTION + ARTICLE}}}),
        f"window.__STATE__={json.dumps({'body': ARTICLE, 'teaser': '<p>One.</p>'})};",
        f"self.__next_f.push({json.dumps([1, escaped({'content': CAPTION + ARTICLE})])})",
    ],
)
def test_it_is_read_where_the_page_shows_none(script):
    found = read_page(page(script), "https://harbour-post.example/1", "")
    assert (found.title, found.text.split("\n\n")) == ("Talks go on", LINES)


@pytest.mark.parametrize(
    "script",
    [json.dumps([ARTICLE, OTHER]), json.dumps(["<p>Too short.</p>" * 4]), '"<p>' * 9, "{"],
)
def test_of_several_articles_and_of_scraps_none_is_taken(script):
    with pytest.raises(NoArticleError):
        read_page(page(script), "https://harbour-post.example/1", "")


def test_what_is_locked_is_not_read_out_of_scripts():
    node = {"@type": "NewsArticle", "headline": "Talks go on", "isAccessibleForFree": False}
    script = f"</script><script type='application/ld+json'>{json.dumps(node)}</script><script>"
    with pytest.raises(NoArticleError):
        read_page(page(script + escaped({"body": ARTICLE})), "https://harbour-post.example/1", "")
