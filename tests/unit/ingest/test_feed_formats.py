from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta, timezone

import pytest

from bot.domain.dating import DateSource
from bot.errors import NotAFeedError
from bot.ingest.feed_formats import MOST_ITEMS, parse_feed

URL = "https://harbour-post.example/feed.xml"
RSS = """<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"
 xmlns:dc="http://purl.org/dc/elements/1.1/"><channel>
<title>The Harbour Post &amp;amp; Courier</title><link>https://harbour-post.example/</link>
<language>en-GB</language><ttl>15</ttl>
<item><guid isPermaLink="false">tag:a1</guid><title>Council &lt;b&gt;votes&lt;/b&gt; on draft</title>
<link>/news/vote</link><pubDate>Fri, 22 Mar 2024 15:30:00 +0100</pubDate>
<dc:creator>Ana Pérez</dc:creator><description>Short.</description>
<content:encoded>&lt;p&gt;The whole text.&lt;/p&gt;</content:encoded></item>
<item><title>No address, no date</title><description>Only words.</description></item>
</channel></rss>"""
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom"><title type="html">Desk &amp;amp; Field</title>
<link href="https://desk.example/"/><entry><id>tag:desk.example,2024:1</id>
<title type="html">Talks &lt;i&gt;resume&lt;/i&gt;</title><link href="https://desk.example/talks"/>
<published>2024-03-22T08:00:00Z</published><updated>2024-03-23T08:00:00Z</updated>
<author><name>Jo Li</name></author><content type="html">&lt;p&gt;Body&lt;/p&gt;</content></entry></feed>"""
RDF = """<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:sy="http://purl.org/rss/1.0/modules/syndication/">
<channel rdf:about="https://r.example/"><title>R</title><link>https://r.example/</link>
<sy:updatePeriod>hourly</sy:updatePeriod><sy:updateFrequency>2</sy:updateFrequency></channel>
<item rdf:about="https://r.example/1"><title>One</title><link>https://r.example/1</link>
<dc:date>2024-03-22</dc:date></item></rdf:RDF>"""
JSON_FEED = json.dumps(
    {
        "version": "https://jsonfeed.org/version/1.1",
        "title": "J",
        "language": "fr",
        "home_page_url": "https://j.example/",
        "items": [
            {
                "id": 7,
                "url": "/a",
                "title": "A &amp; B",
                "content_text": "Words < more",
                "date_published": "2024-03-22T08:00:00+02:00",
                "authors": [{"name": "Ana"}],
            },
            "not an item",
            {"id": "empty"},
        ],
    }
)


def test_rss_is_read_with_dates_addresses_and_titles_without_markup():
    feed = parse_feed(RSS.encode(), url=URL, content_type="application/rss+xml")
    first, second = feed.items
    assert (feed.title, feed.language, feed.times.wait_seconds) == (
        "The Harbour Post & Courier",
        "en-GB",
        900,
    )
    assert (first.item_id, first.url) == ("tag:a1", "https://harbour-post.example/news/vote")
    assert (first.title, first.author) == ("Council votes on draft", "Ana Pérez")
    assert first.published_at == datetime(2024, 3, 22, 15, 30, tzinfo=timezone(timedelta(hours=1)))
    assert "The whole text." in first.html
    assert (second.url, second.published_at, second.title) == (None, None, "No address, no date")


def test_atom_is_read_and_published_goes_before_updated():
    feed = parse_feed(ATOM.encode(), url=URL)
    assert [(i.title, i.url, i.author) for i in feed.items] == [
        ("Talks resume", "https://desk.example/talks", "Jo Li")
    ]
    assert feed.items[0].published_at == datetime(2024, 3, 22, 8, tzinfo=UTC)
    assert feed.items[0].date_source is DateSource.FEED
    only_changed = ATOM.replace("<published>2024-03-22T08:00:00Z</published>", "")
    (changed,) = parse_feed(only_changed.encode(), url=URL).items
    assert changed.published_at == datetime(2024, 3, 23, 8, tzinfo=UTC)
    assert changed.date_source is DateSource.FEED_CHANGE
    assert feed.title == "Desk & Field"


def test_rdf_is_read():
    feed = parse_feed(RDF.encode(), url=URL)
    assert [(i.title, i.published_at) for i in feed.items] == [
        ("One", datetime(2024, 3, 22, tzinfo=UTC))
    ]
    assert feed.times.wait_seconds == 1800


def test_json_feed_is_read():
    feed = parse_feed(JSON_FEED.encode(), url="https://j.example/feed.json")
    (item,) = feed.items
    assert (item.item_id, item.url, item.title) == ("7", "https://j.example/a", "A & B")
    assert (item.author, item.language, item.html) == ("Ana", "fr", "<p>Words &lt; more</p>")
    assert item.published_at == datetime(2024, 3, 22, 6, tzinfo=UTC)


@pytest.mark.parametrize(
    "content_type", ["", "text/html", "text/plain", "application/octet-stream"]
)
def test_a_wrong_content_type_does_not_matter(content_type):
    assert len(parse_feed(RSS.encode(), url=URL, content_type=content_type).items) == 2


@pytest.mark.parametrize(
    ("body", "content_type"),
    [
        (RSS.encode("utf-16"), ""),
        (RSS.replace("utf-8", "iso-8859-1").encode("latin-1"), ""),
        (RSS.replace('encoding="utf-8"', "").encode("latin-1"), "text/xml; charset=iso-8859-1"),
        (b"\xef\xbb\xbf" + RSS.encode(), ""),
        (b"\r\n  <!-- served by cache -->\n" + RSS.split("?>", 1)[1].encode(), ""),
        (RSS.encode("latin-1"), ""),  # says UTF-8 and is not
    ],
)
def test_encodings_and_leading_junk_are_survived(body, content_type):
    feed = parse_feed(body, url=URL, content_type=content_type)
    assert feed.items[0].title == "Council votes on draft"
    assert feed.items[0].author.startswith("Ana P")


def test_a_feed_that_is_cut_off_gives_what_it_has():
    cut = RSS[: RSS.index("<item><title>No address") + 40]
    assert parse_feed(cut.encode(), url=URL).items[0].item_id == "tag:a1"


@pytest.mark.parametrize(
    ("body", "words"),
    [
        (b"", "is empty"),
        (b"  \n ", "is empty"),
        (b"<!doctype html><html><body>Hello</body></html>", "web page and not a feed"),
        (
            b"<html><form><input name=u><input id='p' type='password'></form></html>",
            "asks for a login",
        ),
        (b"<html><input type=password>" + b"<a href=/x>News</a>" * 40, "web page and not a feed"),
        (b"hello there", "not a feed that I can read"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "not a feed that I can read"),
        (b'{"a": 1}', "no list of items"),
        (b'{"items": [', "broken or cut off"),
        (b"<opml><body/></opml>", "not a feed"),
    ],
)
def test_what_is_no_feed_is_said_clearly(body, words):
    with pytest.raises(NotAFeedError, match=words):
        parse_feed(body, url=URL)


def test_an_entity_bomb_does_not_go_off():
    entities = "".join(f'<!ENTITY e{n + 1} "{f"&e{n};" * 10}">' for n in range(9))
    bomb = f'<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY e0 "boom">{entities}]><rss version="2.0"><channel><title>B</title><item><title>&e9;</title><link>https://b.example/1</link></item></channel></rss>'
    feed = parse_feed(bomb.encode(), url=URL)
    assert sum(len(item.title or "") for item in feed.items) < 10_000


def test_a_body_that_is_a_path_or_an_external_entity_opens_no_file(tmp_path):
    secret = tmp_path / "secret.txt"
    secret.write_text("<rss><channel><title>secret</title></channel></rss>")
    with pytest.raises(NotAFeedError):
        parse_feed(str(secret).encode(), url=URL)
    outside = f'<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY x SYSTEM "file://{secret}">]><rss version="2.0"><channel><title>t</title><item><title>a &x; b</title></item></channel></rss>'
    assert "secret" not in str(parse_feed(outside.encode(), url=URL))


def test_items_that_hold_nothing_are_left_out():
    feed = parse_feed(
        b"<rss version='2.0'><channel><title>x</title><item/></channel></rss>", url=URL
    )
    assert (feed.title, feed.items) == ("x", ())


@pytest.mark.parametrize(
    "body", [RSS.split("<item", maxsplit=1)[0], "<rss version='2.0'><channel><title>A &a; b"]
)
def test_a_feed_that_breaks_off_before_its_first_item_is_damaged_and_not_empty(body):
    with pytest.raises(NotAFeedError, match="damaged, or breaks off"):
        parse_feed(body.encode(), url=URL)


def test_an_empty_feed_is_a_feed():
    body = b"<rss version='2.0'><channel><title>The Harbour Post</title></channel></rss>"
    assert parse_feed(body, url=URL).items == ()


def test_hours_and_days_to_leave_out_are_read_in_whatever_way_they_are_counted():
    said = (
        "<skipHours><hour>24</hour><hour> 5 </hour><hour>x</hour></skipHours>"
        "<skipDays><day>Sunday</day><day>saturday</day><day>Holiday</day></skipDays>"
    )
    feed = parse_feed(RSS.replace("<ttl>", said + "<ttl>").encode(), url=URL)

    assert feed.times.skip_hours == {0, 5}
    assert feed.times.skip_days == {5, 6}


def test_a_feed_that_would_never_be_read_is_not_taken_at_its_word():
    hours = "".join(f"<hour>{hour}</hour>" for hour in range(24))
    feed = parse_feed(
        RSS.replace("<ttl>", f"<skipHours>{hours}</skipHours><ttl>").encode(), url=URL
    )

    assert feed.times.skip_hours == frozenset()


@pytest.mark.parametrize("tag", ["item", "entry"])
def test_of_an_archive_both_ends_are_read(tag):
    root = ("<rss version='2.0'><channel>", "</channel></rss>") if tag == "item" else (
        "<feed xmlns='http://www.w3.org/2005/Atom'>", "</feed>")  # fmt: skip
    named = "guid isPermaLink='false'" if tag == "item" else "id"
    close = named.split(maxsplit=1)[0]
    count = MOST_ITEMS + 400
    items = (f"<{tag}><{named}>{n}</{close}><title>{n}</title></{tag}>" for n in range(count))
    feed = parse_feed(
        f"{root[0]}<title>Archive</title>{''.join(items)}{root[1]}".encode(), url=None
    )
    ids = [int(item.item_id) for item in feed.items]
    assert feed.title == "Archive"
    assert ids == [*range(MOST_ITEMS // 2), *range(count - MOST_ITEMS // 2, count)]


_IN_RSS = '<rss version="2.0"><channel><title>Harbour</title>{}</channel></rss>'
_IN_ATOM = '<feed xmlns="http://www.w3.org/2005/Atom"><title>Harbour</title>{}</feed>'


@pytest.mark.parametrize(
    "document",
    [
        _IN_RSS.format("<item><title>Torn</title><link>http://[v6/1</link></item>"),
        _IN_RSS.format("<item><title>Torn</title><guid>https://a.example]/1</guid></item>"),
        _IN_ATOM.format('<entry><id>1</id><title>Torn</title><link href="http://[::1/1"/></entry>'),
    ],
)
def test_an_item_whose_address_is_broken_has_none_and_stops_no_other(document):
    [torn] = parse_feed(document.encode(), url="https://a.example/feed").items
    assert (torn.title, torn.url) == ("Torn", None)
