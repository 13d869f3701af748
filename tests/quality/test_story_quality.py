"""How well articles are put together to stories: BCubed on ECB+, as they come in one by one.

ECB+ has 43 topics of two alike events each (two quakes, two vetoes).  Its file is not ours to
ship: `ATTACHE_QUALITY_DATA` names the folder that has `ecbplus.jsonl.gz`.  Texts have no dates
there.  One threshold serves all; halves of the topics are reported apart, to show the spread.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import random
from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.domain.articles import ReadArticle, Way
from bot.domain.identifiers import DESK
from bot.ingest.duplicates import fingerprint
from bot.memory.channel_memory import ChannelMemory
from bot.ports import Arrival
from bot.storage.articles import SqlArticleStore
from bot.storage.database import open_database
from bot.storage.search_index import SqlSearchIndex
from tests.quality.figures import data_folder

F1_FLOOR = 0.88
FILE = "ecbplus.jsonl.gz"
SHA256 = "2167f3b1166c08812cc51f4f48429d650f365dc1990680298a18699f3cd0c828"
NEW_YEAR = datetime(2024, 1, 1, tzinfo=UTC)


def bcubed(pairs: Sequence[tuple[str, str]]) -> tuple[float, float, float]:
    """Precision, recall and F1 of (event, story) per article."""
    events, stories = Counter(e for e, _ in pairs), Counter(s for _, s in pairs)
    both = Counter(pairs)
    precision = sum(n * n / stories[story] for (_, story), n in both.items()) / len(pairs)
    recall = sum(n * n / events[event] for (event, _), n in both.items()) / len(pairs)
    return precision, recall, 2 * precision * recall / (precision + recall)


def test_bcubed_counts_what_is_together_and_should_be():
    assert bcubed([("a", "1"), ("a", "1"), ("b", "2")]) == (1, 1, 1)
    precision, recall, f1 = bcubed([("a", "1"), ("a", "1"), ("b", "1"), ("b", "2")])
    assert (round(precision, 3), round(recall, 3), round(f1, 3)) == (0.667, 0.75, 0.706)


def texts() -> list[dict]:
    """The labelled texts; the test is skipped where they are not."""
    path = (data_folder() or Path("nowhere")) / FILE
    if not path.exists():
        pytest.skip(f"ATTACHE_QUALITY_DATA names no folder with {FILE}: stories are not measured")
    packed = path.read_bytes()
    assert hashlib.sha256(packed).hexdigest() == SHA256, "another file than the one measured on"
    return [json.loads(line) for line in gzip.decompress(packed).splitlines()]


async def read_in(rows: Sequence[Mapping], url: str) -> dict[str, str]:
    """Let a channel read texts in this order; the story of each."""
    async with open_database(url) as database:
        memory = ChannelMemory(SqlArticleStore(database), SqlSearchIndex(database))
        for minute, row in enumerate(rows):
            text, name = row["text"], row["doc_id"]
            at = NEW_YEAR + timedelta(minutes=minute)
            read = ReadArticle(text, f"https://x.example/{name}", language="en", external_id=name)
            arrival = Arrival(DESK, Way.FILE, at, at)
            await memory.remember(read, fingerprint(text), arrival, None)
        stories = await memory.stories(DESK)
    return {a.external_id: story.story_id for story in stories for a in story.articles}


def worst(rows: Sequence[Mapping], told: Mapping[str, str]) -> list[tuple[int, float, float]]:
    """The topics that are told apart worst: precision says merged, recall torn."""
    topics = {row["topic"] for row in rows}
    found = [(t, *bcubed(pairs([r for r in rows if r["topic"] == t], told))) for t in topics]
    return [row[:3] for row in sorted(found, key=lambda row: row[3])[:8]]


def pairs(rows: Sequence[Mapping], told: Mapping[str, str]) -> list[tuple[str, str]]:
    return [(row["subtopic"], told[row["doc_id"]]) for row in rows]


@pytest.mark.parametrize("seed", [None, 1, 2])
async def test_stories_are_told_apart(seed, tmp_path, figures):
    rows = texts()
    if seed is not None:
        random.Random(seed).shuffle(rows)

    told = await read_in(rows, f"sqlite+aiosqlite:///{tmp_path}/attache.db")

    halves = {
        "odd": [r for r in rows if r["topic"] % 2],
        "even": [r for r in rows if not r["topic"] % 2],
    }
    for name, some in {"all": rows, **halves}.items():
        precision, recall, f1 = bcubed(pairs(some, told))
        print(
            f"\nstories, order {seed}, {name}: P {precision:.3f} R {recall:.3f} F1 {f1:.3f}", end=""
        )
        if name == "all":
            of = f"{FILE}, order {'its own' if seed is None else seed}"
            figures.add("stories, BCubed F1", of, f1, f">= {F1_FLOOR}", "TF-IDF at its best .868")
        assert f1 >= F1_FLOOR, name
    for topic, precision, recall in worst(rows, told):
        print(f"\n  topic {topic}: P {precision:.2f} R {recall:.2f}", end="")
