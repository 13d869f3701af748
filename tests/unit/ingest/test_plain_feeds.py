"""Feeds that lxml reads: as feedparser would read them, or not at all."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.errors import InputError
from bot.ingest import feed_formats
from bot.ingest.article_text import read_fragment
from bot.ingest.feed_formats import parse_feed
from bot.ingest.plain_feeds import read_plain_feed

URL = "https://harbour-post.example/news/feed"
XML = "application/xml"


def rss(*items: str, channel: str = "<title>Harbour Post</title>", root: str = "") -> bytes:
    return f"<rss version='2.0' {root}><channel>{channel}{''.join(items)}</channel></rss>".encode()


def atom(*entries: str, feed: str = "<title>Harbour Post</title>", root: str = "") -> bytes:
    return (
        f"<feed xmlns='http://www.w3.org/2005/Atom' {root}>{feed}{''.join(entries)}</feed>".encode()
    )


def item(inner: str) -> str:
    return f"<item>{inner}</item>"


def entry(inner: str) -> str:
    return f"<entry>{inner}</entry>"


ITEM = (
    "<title>Ferry talks &amp;amp; fares</title><link>https://harbour-post.example/ferry?a=1&amp;b=2</link>"
    "<guid isPermaLink='false'>tag:7</guid><pubDate>Fri, 22 Mar 2024 10:00:00 +0100</pubDate>"
    "<description><![CDATA[<p>The talks <b>resumed</b>.</p>]]></description>"
)
ENTRY = (
    "<id>tag:harbour-post.example,2024:7</id><title type='html'>Ferry &lt;i&gt;talks&lt;/i&gt;</title>"
    "<link rel='alternate' type='text/html' href='/ferry'/><link rel='self' href='/7.atom'/>"
    "<updated>2024-03-22T11:00:00Z</updated><published>2024-03-22T10:00:00+01:00</published>"
    "<author><name>Rosa Quill</name><uri>/rosa</uri></author><summary>They resumed.</summary>"
    "<content type='html'>&lt;p&gt;The talks resumed on Friday.&lt;/p&gt;</content>"
)
NAMESPACES = (
    "xmlns:dc='http://purl.org/dc/elements/1.1/' "
    "xmlns:content='http://purl.org/rss/1.0/modules/content/' "
    "xmlns:media='http://search.yahoo.com/mrss/' xmlns:sy='http://purl.org/rss/1.0/modules/syndication/' "
    "xmlns:atom='http://www.w3.org/2005/Atom' xmlns:slash='http://purl.org/rss/1.0/modules/slash/'"
)

#: Documents that are read here; each is held against feedparser's reading below.
PLAIN = {
    "an item": rss(item(ITEM)),
    "no items": rss(),
    "an address for an id": rss(item("<guid>/7</guid><title>T</title>")),
    "an id that is no address": rss(item("<guid isPermaLink='false'>7</guid><title>T</title>")),
    "an id after the address": rss(item("<link>/a</link><guid>/7</guid><title>T</title>")),
    "names in capitals": rss(
        item("<Title>T</Title><PubDate>Fri, 22 Mar 2024 10:00:00 GMT</PubDate>")
    ),
    "comments": rss(item("<!-- a --><title>Ferry <!-- b -->talks</title>")),
    "a language": rss(item(ITEM), channel="<language>de-AT</language><link>/</link><ttl>30</ttl>"),
    "other vocabularies": rss(
        item(
            f"{ITEM}<dc:creator>Rosa Quill</dc:creator><dc:creator>Amal Haddad</dc:creator>"
            "<dc:date>2024-03-22T12:00:00Z</dc:date><slash:comments>3</slash:comments>"
            "<content:encoded>&lt;p&gt;The talks resumed, and more was said.&lt;/p&gt;</content:encoded>"
            "<media:content url='/a.jpg'><media:title>A ferry</media:title></media:content>"
        ),
        channel="<title>H</title><atom:link rel='self' href='/feed'/><sy:updatePeriod>daily</sy:updatePeriod>"
        "<sy:updateFrequency>2</sy:updateFrequency><image><title>Logo</title><url>/l.png</url></image>",
        root=NAMESPACES,
    ),
    "the outlet that an item is from": rss(
        item(f"{ITEM}<source url='https://river.example/feed'>River Times</source>")
    ),
    "letters beyond ASCII": rss(
        item("<title>Zürich: »Fähre« – 渡輪</title><author>Zoë Ångström</author>")
    ),
    "an entry": atom(entry(ENTRY)),
    "an entry without a page": atom(entry("<id>https://h.example/7</id><title>T</title>")),
    "a language of the document": atom(
        entry(ENTRY), feed="<id>https://h.example/</id><title>H</title>", root="xml:lang='de-AT'"
    ),
}

#: Documents that can be read in more than one way, or that are damaged.
NOT_PLAIN = {
    "broken off": rss(item(ITEM))[:-20],
    "entities of its own": b"<!DOCTYPE rss [<!ENTITY x 'y'>]>" + rss(item("<title>&x;</title>")),
    "named entities": rss(item("<title>Caf&eacute;</title>")),
    "markup in a text": rss(item("<title>Ferry <b>talks</b></title>")),
    "another encoding": b"<?xml version='1.0' encoding='iso-8859-1'?>" + rss(item(ITEM)),
    "addresses from elsewhere": atom(entry(ENTRY), root="xml:base='https://other.example/'"),
    "languages of parts": atom(entry(ENTRY.replace("<summary>", "<summary xml:lang='fr'>"))),
    "two addresses": rss(item("<link>/a</link><link>/b</link>")),
    "a letter's address for an author": rss(item(f"{ITEM}<author>rosa@h.example (Rosa)</author>")),
    "XHTML inside": atom(entry("<title type='xhtml'>T</title>")),
    "text from elsewhere": atom(entry("<title>T</title><content src='/a' type='text/html'/>")),
    "a caption for a text": rss(
        item("<title>T</title><media:description>D</media:description>"), root=NAMESPACES
    ),
    "twice encoded": rss(item("<title>CafÃ©</title>")),
    "a strange vocabulary under a known name": rss(
        item("<dc:creator>R</dc:creator>"), root="xmlns:dc='https://x.example/'"
    ),
    "RDF": b"<rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#' "
    b"xmlns='http://purl.org/rss/1.0/'><item><title>T</title></item></rdf:RDF>",
}


def as_text(feed):
    """A feed with the texts of its items: feedparser cleans markup that never gets further."""
    return replace(feed, items=tuple(replace(one, html=_text(one.html)) for one in feed.items))


def _text(html):
    try:
        return html and read_fragment(html, url=None).text
    except InputError:
        return None


def by_feedparser(body, monkeypatch):
    monkeypatch.setattr(feed_formats, "read_plain_feed", lambda *_, **__: None)
    return parse_feed(body, url=URL, content_type=XML)


@pytest.mark.parametrize("body", PLAIN.values(), ids=PLAIN)
def test_a_plain_feed_is_read_as_feedparser_reads_it(body, monkeypatch):
    assert read_plain_feed(body, url=URL, content_type=XML) is not None
    ours = parse_feed(body, url=URL, content_type=XML)
    assert as_text(ours) == as_text(by_feedparser(body, monkeypatch))


@pytest.mark.parametrize("body", NOT_PLAIN.values(), ids=NOT_PLAIN)
def test_what_can_be_read_in_two_ways_is_left_to_feedparser(body):
    assert read_plain_feed(body, url=URL, content_type=XML) is None


@pytest.mark.parametrize(
    ("content_type", "is_read"),
    [
        ("", True),
        ("text/xml", True),
        ("application/rss+xml; charset=UTF-8", True),
        ('text/xml; charset="utf-8"; q=1', True),
        ("application/rss+xml; charset=iso-8859-1", False),
    ],
)
def test_only_what_is_in_utf_8_is_read(content_type, is_read):
    read = read_plain_feed(rss(item(ITEM)), url=URL, content_type=content_type)
    assert (read is not None) == is_read


def test_nothing_is_fetched_for_a_document():
    body = b"<!DOCTYPE rss SYSTEM 'file:///etc/passwd'>" + rss(item(ITEM))
    assert read_plain_feed(body, url=URL, content_type=XML) is None


def test_a_caption_takes_no_texts_place(monkeypatch):
    """The one thing that is read otherwise: feedparser would show the caption for the summary."""
    whole = "<content:encoded>Talks.</content:encoded><media:description>A quay</media:description>"
    body = rss(item(ITEM + whole), root=NAMESPACES)
    (ours,) = parse_feed(body, url=URL, content_type=XML).items
    (theirs,) = by_feedparser(body, monkeypatch).items
    assert ("resumed" in ours.html, "resumed" in theirs.html) == (True, False)


PIECES = st.sampled_from(
    [
        ITEM, ENTRY, "<title>Ferry talks</title>", "<link>/ferry</link>", "<guid>/7</guid>",
        "<guid isPermaLink='true'>http://h.example/8</guid>", "<dc:date>2024-03-22</dc:date>",
        "<pubDate>22 Mar 2024 10:00 EST</pubDate>", "<description>Talks &lt;br&gt; on</description>",
        "<description/>", "<author>Rosa</author>", "<author/>", "<category>Sea</category>",
        "<media:title>Picture</media:title>",
        "<content:encoded><![CDATA[<p>Longer text of the talks</p>]]></content:encoded>",
        "<atom:link href='/a' rel='alternate'/>", "<atom:updated>2024-03-22T10:00Z</atom:updated>",
        "<summary type='html'>&lt;p&gt;S&lt;/p&gt;</summary>", "<updated>2024-03-22T10:00:00Z</updated>",
        "<link href='/b'/>", "<id>urn:7</id>", "<source><title>Other</title><link>/o</link></source>",
    ]
)  # fmt: skip


@settings(max_examples=400)
@given(
    st.lists(st.lists(PIECES, max_size=5), max_size=3),
    st.lists(PIECES, max_size=2),
    st.booleans(),
)
def test_whatever_is_read_is_read_as_feedparser_reads_it(items, about, is_rss):
    if is_rss:
        body = rss(*(item("".join(one)) for one in items), channel="".join(about), root=NAMESPACES)
    else:
        body = atom(*(entry("".join(one)) for one in items), feed="".join(about), root=NAMESPACES)
    if read_plain_feed(body, url=URL, content_type=XML) is None:
        return
    ours = parse_feed(body, url=URL, content_type=XML)
    with pytest.MonkeyPatch.context() as patch:
        assert as_text(ours) == as_text(by_feedparser(body, patch))
