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
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.domain.articles import ReadArticle, Way
from bot.domain.identifiers import DESK
from bot.ingest.duplicates import fingerprint
from bot.memory.channel_memory import ChannelMemory
from bot.ports.articles import Arrival
from bot.storage.articles import SqlArticleStore
from bot.storage.database import open_database
from bot.storage.search_index import SqlSearchIndex
from tests.quality.figures import data_folder
from tests.quality.test_recall_quality import ARCHIVE, pages

F1_FLOOR = 0.88
#: Stories of more than one of 75 pages about different things.
MOST_TOGETHER = 1
_ENGLISH, MANY = re.compile(r"\b(?:the|of|and|to)\b"), 40
_POLITICS = re.compile(
    r"minister|president|government|UN |NATO|election|parliament|war|police|court", re.IGNORECASE
)
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


async def test_other_news_of_one_day_is_not_put_together(tmp_path, figures):
    """Pages of many publishers and years, read in as if all were of one day: each is its own story.

    One pair is of one affair, years apart.
    """
    read = english_politics()
    if not read:
        pytest.skip("ATTACHE_QUALITY_DATA names no folder with labelled pages")
    async with open_database(f"sqlite+aiosqlite:///{tmp_path}/attache.db") as database:
        memory = ChannelMemory(SqlArticleStore(database), SqlSearchIndex(database))
        for article in read:
            arrival = Arrival(DESK, Way.FILE, NEW_YEAR, NEW_YEAR)
            await memory.remember(article, fingerprint(article.text), arrival, None)
        stories = await memory.stories(DESK)

    together = [[a.title for a in s.articles] for s in stories if len(s.articles) > 1]
    figures.add("stories of other things put together", ARCHIVE.name, len(together), "0")
    assert len(together) <= MOST_TOGETHER, together


def english_politics() -> list[ReadArticle]:
    """The English pages that tell of politics, all published on New Year's Day."""
    if not ARCHIVE.exists():
        return []
    return [
        ReadArticle(
            page.text,
            f"https://pages.example/{name}",
            title=page.title,
            outlet=name.split("/")[1],
            published_at=NEW_YEAR,
            language="en",
        )
        for name, page in pages().items()
        if len(_ENGLISH.findall(page.text)) >= MANY and _POLITICS.search(page.text)
    ]
