"""Whether a thread's question, made to stand alone by rules, finds what one written by hand finds.

Conversations and passages are MTRAG-UN's: `ATTACHE_QUALITY_DATA` names the folder that has them.  It has
no rewritten questions, so `thread_questions.tsv` holds ours for the turns that lean on their threads.
Rules were tuned on every other turn, from the first on.
"""

from __future__ import annotations

import gzip
import json
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

import pytest

from bot.answering.thread_question import stand_alone
from bot.domain.answers import Turn
from bot.domain.articles import ReadArticle, Way
from bot.domain.identifiers import DESK
from bot.ingest.duplicates import fingerprint
from bot.memory.channel_memory import ChannelMemory
from bot.ports.articles import Arrival
from bot.storage.articles import SqlArticleStore
from bot.storage.database import open_database
from bot.storage.search_index import SqlSearchIndex
from tests.quality.figures import Figures, data_folder

FILE = (data_folder() or Path("nowhere")) / "mtrag_un_half.jsonl.gz"
REWRITTEN = Path(__file__).with_name("thread_questions.tsv")
FLOOR = 0.90
#: Articles among which a right one must be.
MOST = 4
DAY = datetime(2025, 3, 1, tzinfo=UTC)

pytestmark = pytest.mark.skipif(
    not FILE.exists(), reason="ATTACHE_QUALITY_DATA names no folder with conversations"
)


@cache
def records():
    with gzip.open(FILE, "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def turns(half):
    """Later turns of conversations that have passages and say enough to be asked at all."""
    return [
        record
        for number, record in enumerate(records())
        if number % 2 == half
        and record["contexts"]
        and len(record["input"]) >= 3
        and record["answerability"] != ["UNDERSPECIFIED"]
    ]


def by_hand():
    lines = (line for line in REWRITTEN.read_text("utf-8").splitlines() if line[0] != "#")
    return dict(line.split("\t") for line in lines)


def by_rules(record):
    *before, asked = record["input"]
    thread = [Turn(turn["text"], turn["speaker"] == "agent", DAY) for turn in before]
    return stand_alone(asked["text"], thread)


async def read_in(memory):
    every = {c["document_id"]: c["text"].strip() for r in records() for c in r["contexts"]}
    for name, text in every.items():
        if text:
            read = ReadArticle(text, f"https://passages.example/{name}", external_id=name)
            await memory.remember(read, fingerprint(text), Arrival(DESK, Way.FILE, DAY, DAY), None)


async def is_found(memory, question, record):
    hits = await memory.recall(DESK, question, limit=3 * MOST, asked_at=DAY)
    first = list(dict.fromkeys(hit.article.external_id for hit in hits))[:MOST]
    return any(context["document_id"] in first for context in record["contexts"])


async def test_a_thread_s_question_finds_what_it_would_find_alone(
    tmp_path, figures: Figures
) -> None:
    rewritten = by_hand()
    async with open_database(f"sqlite+aiosqlite:///{tmp_path / 'passages.db'}") as database:
        memory = ChannelMemory(SqlArticleStore(database), SqlSearchIndex(database))
        await read_in(memory)
        for half, name in enumerate(("tuned", "blind")):
            alone, ours, as_said = [], [], []
            for record in turns(half):
                said = record["input"][-1]["text"]
                gold = rewritten.get(record["task_id"], said)
                if await is_found(memory, gold, record):
                    alone.append(record["task_id"])
                    ours.append(await is_found(memory, by_rules(record), record))
                    as_said.append(await is_found(memory, said, record))
            share = sum(ours) / len(alone)
            figures.add(
                f"thread questions, {name} half: found of {len(alone)} found alone",
                "MTRAG-UN",
                share,
                f">= {FLOOR}",
                f"as said {sum(as_said) / len(alone):.3f}",
            )
            assert share >= FLOOR
