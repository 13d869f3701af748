from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest

from bot.domain.articles import ReadArticle, Rejection
from bot.domain.dating import DateSource
from bot.ingest.jsonl import read_jsonl

NOW = datetime(2024, 3, 22, 15, 30, tzinfo=UTC)
TEXT = "The council voted on Friday on a draft that had been negotiated for weeks."


def read(*lines: object) -> list[ReadArticle | Rejection]:
    written = [line if isinstance(line, bytes) else json.dumps(line).encode() for line in lines]
    return list(read_jsonl(written, source="news.jsonl", now=NOW))


def test_every_field_is_kept_and_unknown_ones_are_ignored():
    (article,) = read(
        {
            "id": 7,
            "url": "https://a.example/b?utm_source=x",
            "title": "Council <b>votes</b>",
            "text": TEXT,
            "published_at": "2024-03-22T08:00:00+01:00",
            "outlet": "The Harbour Post",
            "author": "Ana",
            "language": "en-GB",
            "colour": "blue",
        }
    )
    assert article == ReadArticle(
        text=TEXT,
        url="https://a.example/b",
        title="Council votes",
        outlet="The Harbour Post",
        author="Ana",
        published_at=datetime(2024, 3, 22, 7, tzinfo=UTC),
        date_source=DateSource.GIVEN,
        language="en",
        external_id="7",
    )


def test_html_is_read_as_a_piece_or_as_a_page():
    piece, page = read(
        {"html": f"<p>{TEXT}</p><p>Please wait...</p>"},
        {
            "html": f"<html><head><title>Vote</title></head><body><article><h1>Vote</h1><p>{TEXT * 3}</p></article></body></html>"
        },
    )
    assert piece.text == TEXT
    assert page.title == "Vote"


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        (b"{", "not JSON"),
        (b"\xff\xfe", "not UTF-8"),
        (b"[1]", "not a JSON object"),
        (b"[" * 100_000, "not JSON"),
        ({"title": "x"}, 'neither "text" nor "html"'),
        ({"text": "abc"}, "too short"),
        ({"text": 7}, '"text" must be text'),
        ({"text": TEXT, "published_at": "yesterday"}, "not a date that I understand"),
        ({"text": TEXT, "url": "not an address"}, "not a web address"),
    ],
)
def test_a_bad_line_is_rejected_with_its_number_and_the_rest_goes_in(line, reason):
    first, second, third = read({"text": TEXT}, line, {"text": TEXT})
    assert isinstance(first, ReadArticle)
    assert isinstance(third, ReadArticle)
    assert second.source == "news.jsonl, line 2"
    assert reason in second.reason


def test_empty_lines_count_and_are_skipped():
    assert [r.source for r in read(b"\n", b"  ", b"{")] == ["news.jsonl, line 3"]


def test_a_date_in_the_future_is_dropped_with_a_word_and_the_article_kept():
    article, word = read({"text": TEXT, "published_at": "2031-01-01"})
    assert (article.text, article.published_at) == (TEXT, None)
    assert "2031-01-01, lies in the future" in word.reason


def test_tomorrow_is_a_time_zone_and_not_the_future():
    (article,) = read({"text": TEXT, "published_at": "2024-03-23"})
    assert article.published_at == datetime(2024, 3, 23, tzinfo=UTC)
