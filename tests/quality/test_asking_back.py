"""How often a question is asked back: where two stories fit it, and hardly ever where one does."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.answering.answerer import Answerer
from bot.domain.answers import Question
from bot.domain.articles import ReadArticle, Way
from bot.domain.identifiers import DESK
from bot.ingest.duplicates import fingerprint
from bot.memory.channel_memory import ChannelMemory
from bot.ports.articles import Arrival
from bot.storage.articles import SqlArticleStore
from bot.storage.database import open_database
from bot.storage.search_index import SqlSearchIndex
from tests.builders import VOTE_DAY
from tests.quality.ambiguous_texts import AMBIGUOUS, CLEAR, TEXTS

ASKED_BACK_FLOOR = 0.85


@pytest.fixture
async def answerer(tmp_path):
    async with open_database(f"sqlite+aiosqlite:///{tmp_path}/attache.db") as database:
        memory = ChannelMemory(SqlArticleStore(database), SqlSearchIndex(database))
        for number, (title, text) in enumerate(TEXTS):
            at = VOTE_DAY + timedelta(minutes=number)
            url = f"https://x.example/{number}"
            read = ReadArticle(text, url, title, published_at=at, language="en")
            await memory.remember(read, fingerprint(text), Arrival(DESK, Way.FILE, at, at), None)
        yield Answerer(memory, None, None)


async def asked_back(answerer, questions):
    at = VOTE_DAY + timedelta(hours=2)
    answers = [await answerer.answer(Question(DESK, text, at)) for text in questions]
    return [answer.standalone for answer in answers if answer.choices]


async def test_what_two_stories_fit_is_asked_back(answerer, figures):
    found = await asked_back(answerer, AMBIGUOUS)

    share = len(found) / len(AMBIGUOUS)
    figures.add("ambiguous questions asked back", "texts of our own", share, ASKED_BACK_FLOOR)
    assert share >= ASKED_BACK_FLOOR, set(AMBIGUOUS) - set(found)


async def test_what_says_which_is_meant_is_not(answerer, figures):
    found = await asked_back(answerer, CLEAR)

    figures.add("clear questions asked back", "texts of our own", len(found) / len(CLEAR), "0")
    assert found == []
