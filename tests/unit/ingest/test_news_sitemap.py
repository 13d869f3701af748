from __future__ import annotations

import gzip
from datetime import UTC, datetime

import pytest

from bot.errors import NotAFeedError
from bot.ingest import news_sitemap
from bot.ingest.feed_formats import is_feed, parse_feed

URL = "https://harbour-post.example/sitemaps/news.xml"


def entry(number, *, news=True, date="2024-03-22T08:00:00+01:00"):
    told = f"""<news:news><news:publication><news:name>The Harbour Post</news:name>
<news:language>en</news:language></news:publication>
<news:publication_date>{date}</news:publication_date>
<news:title>Council votes &amp;amp; {number}</news:title></news:news>"""
    return (
        f"<url><loc>/news/{number}</loc>{told if news else ''}<lastmod>2024-03-23</lastmod></url>"
    )


def sitemap(*entries, end="</urlset>"):
    head = """<?xml version="1.0" encoding="UTF-8"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"
 xmlns:news="http://www.google.com/schemas/sitemap-news/0.9">"""
    return (head + "".join(entries) + end).encode()


def test_each_article_is_an_item():
    feed = parse_feed(sitemap(entry(1), entry(2)), url=URL)

    assert (feed.title, feed.language, len(feed.items)) == ("The Harbour Post", "en", 2)
    first = feed.items[0]
    assert first.url == first.item_id == "https://harbour-post.example/news/1"
    assert first.title == "Council votes & 1"
    assert first.published_at == datetime(2024, 3, 22, 7, 0, tzinfo=UTC)


def test_pages_that_are_no_news_are_left_out():
    feed = parse_feed(sitemap(entry(1, news=False), entry(2)), url=URL)

    assert [item.title for item in feed.items] == ["Council votes & 2"]


def test_one_without_a_day_of_its_own_has_that_of_its_last_change():
    (item,) = parse_feed(sitemap(entry(1, date="")), url=URL).items

    assert item.published_at.date() == datetime(2024, 3, 23, tzinfo=UTC).date()


@pytest.mark.parametrize(
    "body",
    [
        pytest.param(sitemap(entry(1), entry(2), "<url><loc>/ne", end=""), id="cut off"),
        pytest.param(gzip.compress(sitemap(entry(1), entry(2))), id="compressed"),
        pytest.param(gzip.compress(sitemap(entry(1), entry(2)))[:-9], id="compressed and cut off"),
        pytest.param(b"\xef\xbb\xbf\n " + sitemap(entry(1), entry(2)), id="leading junk"),
        pytest.param(sitemap(entry(1), "<url><loc>&x;</loc></url>", entry(2)), id="odd entity"),
    ],
)
def test_a_damaged_one_gives_what_it_has(body):
    assert is_feed(body)
    assert len(parse_feed(body, url=URL).items) == 2


def test_a_bomb_is_not_unfolded(monkeypatch):
    monkeypatch.setattr(news_sitemap, "LARGEST", 1_000)

    assert len(news_sitemap.unfolded(gzip.compress(b"<urlset>" + b" " * 1_000_000))) == 1_000


@pytest.mark.parametrize(
    ("body", "word"),
    [
        (sitemap(entry(1, news=False)), "a sitemap of pages"),
        (b"<sitemapindex><sitemap><loc>https://a.example/1.xml</loc></sitemap></sitemapindex>",
         "a list of sitemaps"),
    ],
)  # fmt: skip
def test_one_without_news_is_refused_with_what_to_do(body, word):
    with pytest.raises(NotAFeedError, match=word):
        parse_feed(body, url=URL)


def test_a_page_that_speaks_of_sitemaps_is_none():
    page = b"<!doctype html><html><body><p>Write &lt;urlset&gt;: <urlset >...</p></body></html>"

    assert not is_feed(page)
    with pytest.raises(NotAFeedError, match="a web page"):
        parse_feed(page, url=URL)


def test_other_feeds_may_be_compressed_too():
    rss = b"<rss version='2.0'><channel><item><title>One</title></item></channel></rss>"

    assert [item.title for item in parse_feed(gzip.compress(rss), url=URL).items] == ["One"]
