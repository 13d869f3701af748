"""Every suite here runs on SQLite and on Postgres: `database`, on `database_url` of tests/fakes/stores.py."""

from __future__ import annotations

import pytest

from bot.storage.articles import SqlArticleStore
from bot.storage.briefings import SqlBriefingStore
from bot.storage.database import open_database
from bot.storage.messages import SqlMessageStore


@pytest.fixture
async def database(database_url):
    """An empty store, open."""
    async with open_database(database_url) as opened:
        yield opened
        assert getattr(opened.engine.pool, "checkedout", lambda: 0)() == 0, "connections leaked"


@pytest.fixture
def articles(database):
    return SqlArticleStore(database)


@pytest.fixture
def messages(database):
    return SqlMessageStore(database)


@pytest.fixture
def briefings(database):
    return SqlBriefingStore(database)
