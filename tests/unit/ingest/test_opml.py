from __future__ import annotations

import time

import pytest

from bot.errors import NotAFeedError
from bot.ingest.opml import is_opml, parse_opml, write_opml

FEEDS = (("https://a.example/feed?a=1&b=2", "A & B"), ("https://b.example/rss", None))


def test_what_is_written_is_read_back():
    written = write_opml(FEEDS, "Desk")
    assert parse_opml(written) == (FEEDS[0], (FEEDS[1][0], FEEDS[1][0]))
    assert is_opml(written)


def test_folders_are_entered_and_each_feed_is_listed_once():
    body = b"""<opml version="1.0"><body><outline text="World"><outline text="A" xmlUrl="https://a.example/"/>
    <outline text="B" xmlURL="https://b.example/"/></outline><outline xmlUrl="https://a.example/"/>
    <outline text="no feed"/><outline xmlUrl="javascript:alert(1)"/></body></opml>"""
    assert parse_opml(body) == (("https://a.example/", "A"), ("https://b.example/", "B"))


def test_a_list_with_a_bare_ampersand_is_read():
    assert parse_opml(
        b'<opml><body><outline text="A & B" xmlUrl="https://a.example/"/></body></opml>'
    )


@pytest.mark.parametrize("body", [b"", b"hello", b"<rss/>", b"<opml><body/></opml>"])
def test_what_lists_no_feed_is_said_clearly(body):
    with pytest.raises(NotAFeedError):
        parse_opml(body)


def test_entities_are_not_expanded(tmp_path):
    secret = tmp_path / "s"
    secret.write_text("hidden")
    body = f'<!DOCTYPE opml [<!ENTITY x SYSTEM "file://{secret}">]><opml><body><outline text="A" xmlUrl="https://a.example/"/>&x;</body></opml>'
    assert "hidden" not in str(parse_opml(body.encode()))


def test_an_entry_of_many_attributes_costs_no_more_than_its_length():
    many = " ".join(f"a{n}='1'" for n in range(100_000))
    began = time.process_time()
    body = f"<opml><body><outline xmlUrl='https://a.example/f' {many}/></body></opml>"
    assert parse_opml(body.encode()) == (("https://a.example/f", None),)
    assert time.process_time() - began < 5
