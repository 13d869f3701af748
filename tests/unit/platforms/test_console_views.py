"""How the console shows posts and evidence."""

from __future__ import annotations

import pytest
from starlette.datastructures import Headers

from bot.platforms.console.access import is_loopback_host, is_same_origin
from bot.platforms.console.evidence import marked_paragraphs, runs, text_fragment
from bot.platforms.console.views import web_address


@pytest.mark.parametrize(
    ("start", "end"),
    [(0, 3), (4, 9), (6, 9), (11, 16)],
)
def test_the_cited_span_is_marked_where_it_stands(start: int, end: int) -> None:
    text = "One, two.\n\nThree, four."
    marked = [
        run.text for line in marked_paragraphs(text, start, end) for run in line if run.is_cited
    ]

    assert "".join(marked) == text[start:end].replace("\n", "")


def test_a_span_over_two_paragraphs_is_marked_in_both() -> None:
    text = "One, two.\n\nThree, four."
    marked = [[r.text for r in line if r.is_cited] for line in marked_paragraphs(text, 5, 16)]

    assert marked == [["two."], ["Three"]]


def test_paragraphs_keep_every_character() -> None:
    text = "  One\n\n\nTwo  \nThree"
    shown = ["".join(run.text for run in line) for line in marked_paragraphs(text, 3, 9)]

    assert shown == ["  One", "Two  ", "Three"]


def test_offsets_outside_a_line_mark_nothing() -> None:
    assert [run.is_cited for run in runs("abc", -5, 0)] == [False]
    assert [run.is_cited for run in runs("abc", 3, 9)] == [False]


@pytest.mark.parametrize(
    ("quote", "fragment"),
    [
        ("was adopted on Monday", "was%20adopted%20on%20Monday"),
        ("14–0, they said", "14%E2%80%930%2C%20they%20said"),
        ("a cease-fire & more", "a%20cease%2Dfire%20%26%20more"),
        (
            "one two three four five six seven eight nine ten eleven twelve thirteen",
            "one%20two%20three%20four%20five%20six,eight%20nine%20ten%20eleven%20twelve%20thirteen",
        ),
    ],
)
def test_a_text_fragment_opens_the_page_at_the_sentence(quote: str, fragment: str) -> None:
    assert text_fragment("https://x.org/a", quote) == f"https://x.org/a#:~:text={fragment}"


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "data:text/html,x", "file:///etc", "", None]
)
def test_only_web_addresses_become_links(url: str | None) -> None:
    assert web_address(url) is None


@pytest.mark.parametrize(
    ("host", "is_loopback"),
    [
        ("127.0.0.1:8420", True),
        ("localhost", True),
        ("[::1]:8420", True),
        ("attache.localhost:1", True),
        ("evil.example:8420", False),
        ("127.0.0.1.evil.example", False),
        ("", False),
    ],
)
def test_a_rebound_name_is_refused(host: str, is_loopback: bool) -> None:
    assert is_loopback_host(host) is is_loopback


@pytest.mark.parametrize(
    ("headers", "is_ours"),
    [
        ({"sec-fetch-site": "same-origin"}, True),
        ({"sec-fetch-site": "cross-site"}, False),
        ({"sec-fetch-site": "same-site"}, False),
        ({"origin": "http://127.0.0.1:1", "host": "127.0.0.1:1"}, True),
        ({"origin": "https://evil.example", "host": "127.0.0.1:1"}, False),
        ({"host": "127.0.0.1:1"}, True),
    ],
)
def test_other_sites_cannot_write(headers: dict[str, str], is_ours: bool) -> None:
    assert is_same_origin(Headers(headers)) is is_ours
