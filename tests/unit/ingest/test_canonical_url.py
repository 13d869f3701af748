from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.ingest.canonical_url import canonical_url, is_web_address, same_site


@pytest.mark.parametrize(
    ("shared", "canonical"),
    [
        ("HTTPS://Example.ORG/News", "https://example.org/News"),
        ("https://example.org", "https://example.org/"),
        ("https://example.org:443/a", "https://example.org/a"),
        ("http://example.org:80/a", "http://example.org/a"),
        ("http://example.org:8080/a", "http://example.org:8080/a"),
        ("https://example.org/a/./b/../c", "https://example.org/a/c"),
        ("https://example.org/%7euser/%c3%a9", "https://example.org/~user/%C3%A9"),
        ("https://example.org/é", "https://example.org/%C3%A9"),
        ("https://bücher.example/", "https://xn--bcher-kva.example/"),
        ("https://example.org/a#comments", "https://example.org/a"),
        ("https://example.org/#!/story/4", "https://example.org/#!/story/4"),
        ("https://example.org/a?utm_source=x&utm_medium=y", "https://example.org/a"),
        ("https://example.org/a?fbclid=1&gclid=2&smid=tw", "https://example.org/a"),
        ("https://example.org/a?ref=rss", "https://example.org/a"),
        ("https://example.org/a?cmp=rss&id=7", "https://example.org/a?id=7"),
        ("https://example.org/news/amp/", "https://example.org/news"),
        ("https://example.org/news.amp.html", "https://example.org/news.html"),
        ("https://example.org/news?amp=1", "https://example.org/news"),
        ("https://example.org/news?outputType=amp", "https://example.org/news"),
        ("https://www.google.com/amp/s/example.org/news", "https://example.org/news"),
        ("https://example-org.cdn.ampproject.org/c/s/example.org/a", "https://example.org/a"),
        (
            "https://www.google.com/url?q=https%3A%2F%2Fexample.org%2Fa&sa=D",
            "https://example.org/a",
        ),
        ("https://l.facebook.com/l.php?u=https%3A%2F%2Fexample.org%2Fa", "https://example.org/a"),
        ("  https://example.org/a\n", "https://example.org/a"),
        ("https://example.org/news.amp", "https://example.org/news"),
        ("https://www.example.org/news/?amp", "https://www.example.org/news/"),
        ("https://www.google.co.uk/amp/s/www.example.org/a/amp/", "https://www.example.org/a"),
        ("https://example-org.bing-amp.com/c/s/example.org/a", "https://example.org/a"),
        ("https://amp.theguardian.com/world/2024/a", "https://www.theguardian.com/world/2024/a"),
        ("https://m.dw.com/en/a/a-1", "https://www.dw.com/en/a/a-1"),
        ("https://en.m.wikipedia.org/wiki/Cairo", "https://en.wikipedia.org/wiki/Cairo"),
        ("https://example.org/a?gad_source=1&srsltid=x&wbraid=y", "https://example.org/a"),
        ("https://example.org/a?trk=feed&mc_tc=1&sc_channel=em&p=3", "https://example.org/a?p=3"),
        ("https://example.org/a?CMP=share_btn_tw", "https://example.org/a"),
        ("https://example.org/a?mod=rss_world&partner=rss", "https://example.org/a"),
        ("https://example.org/a?PHPSESSID=ab12", "https://example.org/a"),
        ("https://example.org/a;jsessionid=0A1B2C?id=4", "https://example.org/a?id=4"),
        (
            "https://example.org/a?sid=0123456789abcdef0123456789abcdef&id=4",
            "https://example.org/a?id=4",
        ),
        ("https://example.org/a?print=1&id=4", "https://example.org/a?id=4"),
        ("https://example.org/a?view=print", "https://example.org/a"),
        (
            "https://example.org/2024/talks-end-in-cairo/print/",
            "https://example.org/2024/talks-end-in-cairo",
        ),
        ("https://example.org/a/?utm_source=x#:~:text=talks", "https://example.org/a/"),
    ],
)
def test_one_article_has_one_address(shared, canonical):
    assert canonical_url(shared) == canonical


@pytest.mark.parametrize(
    "url",
    [
        "https://example.org/story.php?id=4711",
        "https://example.org/?p=12",
        "https://example.org/a?page=2",
        "https://example.org/a?ref=4711",
        "https://example.org/a?source=minutes-of-the-council",
        "https://example.org/a?b=1&a=2",
        "https://example.org/amp/guitars",
        "https://example.org/champ",
        "https://example.org/a/",
        "https://example.org/a?sid=4711",
        "https://example.org/a?s=talks",
        "https://example.org/a?view=full",
        "https://example.org/a?mod=17&partner=egypt",
        "https://example.org/culture/print",
        "https://m.example.org/a",
        "https://amp.example.org/a",
    ],
)
def test_what_may_be_identity_is_kept(url):
    assert canonical_url(url) == url


@pytest.mark.parametrize("text", ["", "hello", "http://[x", "mailto:a@b.example", "http://a:b/"])
def test_what_is_no_web_address_comes_back_unchanged(text):
    assert canonical_url(text) == text
    assert not is_web_address(text)


@given(st.text("abc/.?&=%#:~é 1", max_size=30))
def test_canonical_addresses_stay_as_they_are(tail):
    once = canonical_url(f"https://example.org/{tail}")
    assert canonical_url(once) == once


def test_sites_are_told_apart():
    assert same_site("https://www.example.org/a", "https://amp.example.org/b")
    assert same_site("https://politics.example.org/a", "https://example.org/b")
    assert not same_site("https://example.org/", "https://example.org.evil.example/")
    assert not same_site("https://notexample.org/", "https://example.org/")
