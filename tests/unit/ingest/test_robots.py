from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.rights import Rights
from bot.ingest.robots import LARGEST, Robots, signals_no_input

PAGE = "https://harbour-post.example/news/vote.html?page=2"


def rights(text, url=PAGE):
    return Robots.read(text if isinstance(text, bytes) else text.encode()).rights(url)


@pytest.mark.parametrize(
    ("text", "allowed"),
    [
        pytest.param("", True, id="an empty file"),
        pytest.param("<html><body>Not found</body></html>", True, id="a page in its place"),
        pytest.param("\ufeffUser-agent: *\nDisallow: /", False, id="a byte order mark"),
        pytest.param("User-agent: *\nDisallow:", True, id="nothing is disallowed"),
        pytest.param("User-agent: *\nDisallow: /news/", False, id="a folder"),
        pytest.param("User-agent: *\nDisallow: /*?page=", False, id="a wildcard"),
        pytest.param("User-agent: *\nDisallow: /*.html$", True, id="an end that is not there"),
        pytest.param(
            "User-agent: *\nDisallow: /\nAllow: /news/", True, id="the longer rule counts"
        ),
        pytest.param("User-agent: GPTBot\nDisallow: /", True, id="another program's rules"),
        pytest.param("User-agent: attache\nDisallow: /", False, id="our name, in small letters"),
        pytest.param(
            "User-agent: *\nDisallow: /\n\nUser-agent: Attache\nDisallow: /private/",
            True,
            id="our own group counts alone",
        ),
        pytest.param(
            "User-agent: GPTBot\nUser-agent: Attache\nDisallow: /news/",
            False,
            id="a group of several",
        ),
        pytest.param("User-agent: attachepress\nDisallow: /", True, id="a longer name is another"),
        pytest.param("User-agent: news\nDisallow: /", True, id="a word of our User-Agent's rest"),
    ],
)
def test_which_pages_a_program_may_fetch(text, allowed):
    assert rights(text).may_be_fetched is allowed


@pytest.mark.parametrize(
    ("text", "allowed"),
    [
        pytest.param("User-agent: *\nDisallow: /", True, id="no signal"),
        pytest.param("User-agent: *\nContent-Signal: ai-input=no", False, id="no"),
        pytest.param(
            "User-Agent: *\ncontent-signal : search=yes, AI-Input = NO", False, id="loose"
        ),
        pytest.param("User-agent: *\nContent-Signal: ai-input=yes", True, id="yes"),
        pytest.param("User-agent: *\nContent-Signal: ai-train=no", True, id="training alone"),
        pytest.param("# Content-Signal: ai-input=no", True, id="a comment"),
        pytest.param("Content-Signal: ai-input=no", False, id="before any group"),
        pytest.param(
            "User-agent: GPTBot\nContent-Signal: ai-input=no", True, id="another program's"
        ),
        pytest.param(
            "User-agent: *\nContent-Signal: ai-input=no\n\nUser-agent: Attache\nAllow: /",
            True,
            id="our own group counts alone",
        ),
        pytest.param(
            "User-agent: *\nSitemap: https://a.example/s.xml\nUser-agent: x\n"
            "Content-Signal: ai-input=no",
            False,
            id="a sitemap ends no group",
        ),
    ],
)
def test_whether_its_texts_may_reach_a_model(text, allowed):
    assert rights(text).may_reach_model is allowed


def test_of_an_endless_file_the_beginning_is_read():
    rule = b"User-agent: *\nDisallow: /\n"
    assert not rights(rule + b"#" * LARGEST).may_be_fetched
    assert rights(b"#" * LARGEST + b"\n" + rule).may_be_fetched


@pytest.mark.parametrize("signals", ["", "ai-input", "ai-input=maybe", "xai-input=no", "=no,,"])
def test_what_is_no_signal_says_nothing(signals):
    assert not signals_no_input(signals)


@given(
    st.binary(max_size=200),
    st.text(max_size=60).map(lambda tail: f"https://harbour-post.example/{tail}"),
)
def test_no_file_and_no_address_breaks_the_reading(body, url):
    assert isinstance(Robots.read(b"User-agent: *\nDisallow: " + body).rights(url), Rights)
