from __future__ import annotations

import json
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.ingest.article_text import read_page
from bot.ingest.tdm_reservation import LARGEST, SiteReservations, in_headers, reservation

SITE = "https://harbour-post.example"


def rule(location, value=1):
    return {"location": location, "tdm-reservation": value}


def of(rules, path):
    return SiteReservations.read(json.dumps(rules).encode()).of(SITE + path)


@pytest.mark.parametrize(
    ("value", "means"),
    [(1, True), ("1", True), (" 1 ", True), (True, True), (0, False), ("0", False), (2, None),
     ("yes", None), ("", None), (None, None), ([1], None)],
)  # fmt: skip
def test_what_a_value_says(value, means):
    assert reservation(value) is means


@pytest.mark.parametrize(
    ("headers", "means"),
    [
        ({}, None),
        ({"tdm-reservation": "1"}, True),
        ({"TDM-Reservation": "0"}, False),
        ({"tdm-reservation": "1, 1", "tdm-policy": "https://a.example/p"}, True),
        ({"tdm-policy": "https://a.example/p"}, None),
    ],
)
def test_what_headers_say(headers, means):
    assert in_headers(headers) is means


@pytest.mark.parametrize(
    ("rules", "path", "means"),
    [
        pytest.param([rule("/")], "/news/vote", True, id="everything"),
        pytest.param([rule("/")], "", True, id="an address without a path"),
        pytest.param([rule("*")], "/news/vote", True, id="a bare wildcard"),
        pytest.param([rule("/news/")], "/sport/goal", None, id="another folder"),
        pytest.param([rule("/News/")], "/news/vote", None, id="letters count as they are"),
        pytest.param([rule("/news/free/", 0), rule("/")], "/news/free/a", False, id="the first"),
        pytest.param(
            [rule("/"), rule("/news/free/", 0)], "/news/free/a", True, id="the first, too"
        ),
        pytest.param([rule("/news/", 7), rule("/")], "/news/a", None, id="the first says nothing"),
        pytest.param([rule("/*.html$")], "/news/a.html", True, id="an end"),
        pytest.param([rule("/*.html$")], "/news/a.html?b", None, id="an end that is not there"),
        pytest.param([rule("/a$")], "/a", True, id="the whole path"),
        pytest.param([rule("/a$")], "/ab", None, id="more than the whole path"),
        pytest.param([rule("/*/vote")], "/news/2024/vote-again", True, id="between"),
        pytest.param([rule("/a*a$")], "/a", None, id="pieces do not overlap"),
        pytest.param([rule("/caf%C3%A9")], "/café/1", True, id="encoded alike"),
        pytest.param([rule("/%6eews")], "/news", True, id="encoded for nothing"),
        pytest.param(rule("/"), "/a", True, id="one rule without its brackets"),
        pytest.param([7, None, {"location": 3}, {}, rule("/")], "/a", True, id="junk among rules"),
        pytest.param("no", "/a", None, id="no rules"),
    ],
)
def test_what_a_sites_file_says_of_a_path(rules, path, means):
    assert of(rules, path) is means


@pytest.mark.parametrize(
    "body", [b"", b"<html></html>", b"\xff\xfe", b"[" * 100_000, b"[]" + b" " * LARGEST]
)
def test_what_is_no_such_file_says_nothing(body):
    assert SiteReservations.read(body) == SiteReservations()


def test_a_byte_order_mark_is_no_mistake():
    body = b"\xef\xbb\xbf" + json.dumps([rule("/")]).encode()
    assert SiteReservations.read(body).of(SITE) is True


def test_no_pattern_makes_it_try_long():
    started = time.process_time()
    assert of([rule("/" + "*a" * 2_000 + "*b")], "/" + "a" * 20_000) is None
    assert time.process_time() - started < 1


@given(st.text(max_size=30), st.text(max_size=30))
def test_no_pattern_and_no_address_breaks_it(location, path):
    assert of([rule(location)], "/" + path) in {True, None}


@pytest.mark.parametrize(
    ("metas", "means"),
    [
        ("", None),
        ('<meta name="tdm-reservation" content="1">', True),
        ('<meta name="TDM-Reservation" content="0">', False),
        ('<meta name="tdm-reservation" content="maybe">', None),
        ('<meta name="tdm-policy" content="https://a.example/p">', None),
    ],
)
def test_what_a_page_says_of_itself(metas, means):
    text = "The council voted on Friday on a draft that had been negotiated for weeks. " * 4
    page = f"<html><head><title>Vote</title>{metas}</head><body><article><p>{text}</p></article></body></html>"
    assert read_page(page.encode(), f"{SITE}/vote").is_reserved is means
