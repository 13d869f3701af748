"""Stories told in several languages: whether they are put together, with a real model of vectors.

24 developments of ours, in alike pairs (two quakes, two coups), each in English and two of French,
German, Spanish, Arabic, Russian.  The bounds in `bot/memory/cross_lingual_joining.py` were chosen with the even
ones in view.  ATTACHE_QUALITY_EMBEDDINGS names a folder of a local model, or an endpoint and its
model: ``http://127.0.0.1:8000/v1 e5-passage``.
"""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from itertools import combinations
from pathlib import Path

import pytest

from bot.domain.articles import ReadArticle, Way
from bot.domain.identifiers import DESK
from bot.ingest.duplicates import fingerprint
from bot.memory.channel_memory import ChannelMemory
from bot.ports.articles import Arrival
from bot.ports.embedder import Embedder
from bot.storage.articles import SqlArticleStore
from bot.storage.database import open_database
from bot.storage.search_index import SqlSearchIndex
from tests.quality.named_embedder import named_embedder

#: Pairs of articles about one development that must be found.
RECALL_FLOOR = 0.9
NEW_YEAR = datetime(2024, 1, 1, tzinfo=UTC)


def texts() -> list[dict[str, str]]:
    lines = Path(__file__).with_name("stories_in_languages.tsv").read_text(encoding="utf-8")
    names = ("event", "language", "title", "text")
    return [dict(zip(names, line.split("\t"), strict=True)) for line in lines.splitlines()]


async def read_in(
    rows: Sequence[Mapping[str, str]], url: str, model: Embedder | None
) -> dict[str, str]:
    """Let a channel read texts in this order; the story of each."""
    async with open_database(url) as database:
        memory = ChannelMemory(SqlArticleStore(database), SqlSearchIndex(database), model)
        for minute, row in enumerate(rows):
            at = NEW_YEAR + timedelta(minutes=minute)
            name = f"{row['event']}-{row['language']}"
            read = ReadArticle(
                row["text"],
                f"https://x.example/{name}",
                row["title"],
                published_at=at,
                language=row["language"],
                external_id=name,
            )
            arrival = Arrival(DESK, Way.FILE, at, at)
            await memory.remember(read, fingerprint(row["text"]), arrival, None)
        stories = await memory.stories(DESK)
    return {a.external_id: story.story_id for story in stories for a in story.articles}


def wrongly_one(told: Mapping[str, str]) -> set[tuple[str, ...]]:
    """The developments that are told apart in the file and were put together."""
    pairs = ((a, b) for a, b in combinations(told, 2) if told[a] == told[b])
    events = (tuple(sorted({name.partition("-")[0] for name in pair})) for pair in pairs)
    return {pair for pair in events if len(pair) > 1}


@pytest.mark.parametrize("seed", [1, 2, 3])
async def test_one_development_in_several_languages_is_one_story(seed, tmp_path, figures):
    rows = texts()
    order = list(dict.fromkeys(row["event"] for row in rows))
    random.Random(seed).shuffle(rows)

    async with named_embedder() as model:
        told = await read_in(rows, f"sqlite+aiosqlite:///{tmp_path}/vectors.db", model)
    by_words = await read_in(rows, f"sqlite+aiosqlite:///{tmp_path}/words.db", None)

    for half, name in enumerate(("tuned", "untouched")):
        names = {event for event in order if order.index(event) % 2 == half}
        same = [
            (a, b)
            for a, b in combinations(told, 2)
            if a.partition("-")[0] == b.partition("-")[0] and a.partition("-")[0] in names
        ]
        found, before = (sum(t[a] == t[b] for a, b in same) for t in (told, by_words))
        print(f"\nlanguages, order {seed}, {name} half: {before} → {found} of {len(same)}", end="")
        on = f"{name} half, order {seed}; by words alone {before / len(same):.3f}"
        figures.add("stories across languages, pairs", on, found / len(same), RECALL_FLOOR)
        assert found / len(same) >= RECALL_FLOOR
    assert wrongly_one(told) <= wrongly_one(by_words)
