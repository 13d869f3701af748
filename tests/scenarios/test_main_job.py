"""The main job by the command line, whole, on SQLite and on Postgres."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.fakes.shell import Run

FIRST = {
    "id": "first",
    "url": "https://harbour.example/treaty-signed",
    "title": "Norland and Estmark sign fisheries treaty",
    "text": "KESTREL — Norland and Estmark signed a fisheries treaty on Monday after nine years of "
    "talks.\n\nForeign Minister Ilse Varga said that parliament would vote on the treaty by 30 June."
    "\n\nThe treaty sets aside 12,500 tonnes of cod a year for boats of both countries.",
    "published_at": "2024-03-18T15:00:00Z",
    "outlet": "Harbour Dispatch",
}
SECOND = {
    "id": "second",
    "url": "https://lantern.example/parliament-rejects",
    "title": "Norland's parliament rejects fisheries treaty with Estmark",
    "text": "KESTREL — Norland's parliament rejected the fisheries treaty with Estmark on Thursday "
    "by 61 votes to 48.\n\nForeign Minister Ilse Varga said that she would seek new talks with "
    "Estmark.\n\nEstmark's ambassador was called home for consultations.",
    "published_at": "2024-03-21T17:00:00Z",
    "outlet": "The Lantern Courier",
}


def test_read_brief_ask_and_forget(
    attache: Run,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    database_url: str,
) -> None:
    monkeypatch.setenv("DATABASE_URL", database_url)

    def told(*words: str) -> dict:
        done = attache(*words)
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout)

    def read(article: dict) -> dict:
        (tmp_path / "in.jsonl").write_text(json.dumps(article))
        return told("ingest", "--json", "in.jsonl")

    assert read(FIRST)["new"] == 1
    (item,) = told("brief", "--json")["items"]
    assert (item["status"], item["headline"]) == ("new", FIRST["title"])
    assert "2024-06-30" in {entry["date"] for entry in item["agenda"]}

    assert read(SECOND)["new"] == 1
    items = told("brief", "--json")["items"]
    assert items[0]["headline"] == SECOND["title"]
    assert items[0]["status"] in {"new", "changed"}

    answer = told("ask", "--json", "By how many votes did parliament reject the treaty?")
    (cited, *_) = answer["sentences"][0]["citations"]
    assert "61 votes to 48" in answer["answer"]
    assert cited["external_id"] == "second"

    told("forget", "--json", SECOND["url"])
    after = told("ask", "--json", "By how many votes did parliament reject the treaty?")
    assert "61 votes" not in json.dumps(after)
