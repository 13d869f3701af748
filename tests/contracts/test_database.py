"""Opening a store, and what is told when it cannot be used."""

from __future__ import annotations

import asyncio
import inspect
import random
import shutil
import sqlite3
import time
from datetime import UTC, datetime, timedelta, timezone

import pytest
from sqlalchemy import event, func, select, text
from sqlalchemy.exc import StatementError

from bot.domain.identifiers import DESK
from bot.domain.stories import Regrouping, StoryChange
from bot.errors import ConfigurationError, StoreError, StoreUnavailableError
from bot.ports.articles import ArticleStore
from bot.ports.search import Embedding, LexicalQuery, SearchIndex
from bot.storage.articles import SqlArticleStore
from bot.storage.database import open_database
from bot.storage.driver_errors import store_error
from bot.storage.messages import SqlMessageStore
from bot.storage.search_index import SqlSearchIndex
from bot.storage.tables_articles import memory
from bot.storage.tables_conversations import preview_message
from tests.contracts.reading_in import FIRST, MONDAY, URL, arrival, indexed, teach
from tests.contracts.remembering import message

COUNCIL = LexicalQuery(("council",))

ON_POSTGRES = pytest.mark.parametrize(
    "database_url", [pytest.param("postgres", marks=pytest.mark.postgres)], indirect=True
)


@pytest.fixture
def sqlite_path(sqlite_template, tmp_path):
    path = tmp_path / "attache.db"
    shutil.copy(sqlite_template, path)
    return path


def url_of(path):
    return f"sqlite+aiosqlite:///{path}"


# ---------------------------------------------------------------- opening


async def test_a_missing_store_is_made_with_its_folders(tmp_path):
    async with open_database(url_of(tmp_path / "new" / "folder" / "attache.db")) as database:
        assert (await teach(SqlArticleStore(database))).is_new


async def test_what_was_learned_is_there_after_reopening(database_url):
    for is_new in (True, False):
        async with open_database(database_url) as database:
            assert (await teach(SqlArticleStore(database))).is_new is is_new


@pytest.mark.parametrize(
    "url",
    [
        "nonsense",
        "sqlite:///attache.db",
        "postgresql://host/name",
        "mysql://host/name",
        "sqlite+aiosqlite://",
        "sqlite+aiosqlite:///:memory:",
    ],
)
async def test_an_address_that_is_none_is_told_how_to_be_one(url):
    with pytest.raises(ConfigurationError, match=r"write sqlite\+aiosqlite:///"):
        async with open_database(url):
            pass


async def test_a_folder_that_cannot_be_made_is_named(tmp_path):
    (tmp_path / "file").write_text("in the way")

    with pytest.raises(StoreUnavailableError, match=r"folder .*file.* cannot be made"):
        async with open_database(url_of(tmp_path / "file" / "attache.db")):
            pass


# ---------------------------------------------------------------- transactions


async def test_after_an_error_nothing_of_a_transaction_is_kept(database):
    store = SqlArticleStore(database)
    with pytest.raises(ZeroDivisionError):
        await _write_and_fail(database)
    async with database.reading() as connection:
        left = await connection.execute(text("SELECT count(*) FROM alembic_version"))
    assert left.scalar() == 1
    assert (await teach(store)).is_new


async def _write_and_fail(database):
    async with database.writing() as connection:
        await connection.execute(text("DELETE FROM alembic_version"))
        raise ZeroDivisionError


async def test_messages_that_come_at_once_are_one_transaction(sqlite_path):
    async with open_database(url_of(sqlite_path)) as database:
        commits = []
        event.listen(database.engine.sync_engine, "commit", commits.append)
        store = SqlMessageStore(database)
        said = [message(name=f"m{n}") for n in range(20)]
        assert await asyncio.gather(*map(store.keep_incoming, said)) == [True] * 20
        assert len(commits) == 1

        # Told of twice, each is told apart from those that are new.
        again = [*said[:3], message(name="new")]
        assert await asyncio.gather(*map(store.keep_incoming, again)) == [False] * 3 + [True]


async def test_readers_and_a_writer_do_not_wait_for_each_other(database):
    store = SqlArticleStore(database)
    await teach(store)
    async with database.writing() as connection:
        await connection.execute(text("DELETE FROM posting"))
        assert await asyncio.wait_for(store.count(DESK), 60) == 1


async def test_a_reader_sees_one_moment(database):
    store = SqlArticleStore(database)
    await teach(store)
    async with database.reading() as connection:
        query = select(func.count()).select_from(memory)
        before = (await connection.execute(query)).scalar()
        await teach(store, url=f"{URL}/2")
        assert (await connection.execute(query)).scalar() == before == 1


async def test_times_come_back_in_utc_to_the_microsecond(database):
    east = timezone(timedelta(hours=5, minutes=30))
    moments = [
        datetime(2024, 3, 22, 1, 2, 3, 456789, east),
        datetime(1969, 12, 31, 23, 59, 59, 999999, UTC),
        datetime(2999, 1, 1, tzinfo=UTC),
    ]
    store = SqlArticleStore(database)
    for n, at in enumerate(moments):
        learned = await teach(store, url=f"{URL}/{n}", at=at)
        article = await store.article(DESK, learned.article_id)
        assert article.learned_at == at
        assert article.learned_at.tzinfo is UTC


async def test_a_time_without_a_zone_is_refused(database):
    with pytest.raises(StatementError, match="a time without a zone cannot be stored"):
        await teach(SqlArticleStore(database), at=datetime(2024, 1, 1))  # noqa: DTZ001


# ---------------------------------------------------------------- trouble


_MERGE = StoryChange(Regrouping.MERGED, "s", "t")


def every_promise(database):
    """A call of each method of both ports, by name: those that read, and those that write."""
    store, index = SqlArticleStore(database), SqlSearchIndex(database)
    lesson = indexed(url=f"{URL}/new")
    reads = {
        "article": lambda: store.article(DESK, "a"),
        "version": lambda: store.version(DESK, "v"),
        "versions": lambda: store.versions(DESK, "a"),
        "by_url": lambda: store.by_url(DESK, URL),
        "known_urls": lambda: store.known_urls(DESK, [URL]),
        "forgotten_urls": lambda: store.forgotten_urls(DESK, [URL]),
        "learned_between": lambda: store.learned_between(DESK, None, MONDAY),
        "of_stories": lambda: store.of_stories(DESK, ["s"]),
        "told_after": lambda: store.told_after(DESK, ["s"], MONDAY, 3),
        "story_samples": lambda: store.story_samples(DESK, ["s"], 3),
        "story_events": lambda: store.story_events(DESK, "s"),
        "near": lambda: store.near(DESK, lesson.fingerprint),
        "count": lambda: store.count(DESK),
        "channels": store.channels,
        "lexical": lambda: index.lexical(DESK, COUNCIL, 5),
        "articles": lambda: index.articles(DESK, COUNCIL, 5, newest=9, leads=2),
        "nearest": lambda: index.nearest(DESK, (1.0,), "m", 5),
        "without_vectors": lambda: index.without_vectors(DESK, "m", 5),
        "passages": lambda: index.passages(DESK, "v"),
        "leads": lambda: index.leads(DESK, "m", 2),
    }
    writes = {
        "learn": lambda: store.learn(lesson, arrival(), None),
        "change_story": lambda: store.change_story(DESK, _MERGE, "a", MONDAY),
        "forget": lambda: store.forget(DESK, None),
        "note_forgotten": lambda: store.note_forgotten(DESK, [URL]),
        "forget_message": lambda: store.forget_message(DESK, "m"),
        "reserve": lambda: store.reserve("a"),
        "keep_vectors": lambda: index.keep_vectors("m", [Embedding("v", 0, 1, (1.0,))]),
    }
    return reads, writes


def test_trouble_is_tried_on_every_promise():
    reads, writes = every_promise(None)
    promised = {
        name
        for port in (ArticleStore, SearchIndex)
        for name, _ in inspect.getmembers(port, inspect.isfunction)
        if not name.startswith("_")
    }

    assert reads.keys() | writes.keys() == promised


async def test_a_locked_store_still_reads_and_says_that_it_is_locked(sqlite_path):
    async with open_database(url_of(sqlite_path), busy_seconds=0.05) as database:
        await teach(SqlArticleStore(database))
        reads, writes = every_promise(database)
        other = sqlite3.connect(sqlite_path, isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        for write in writes.values():
            with pytest.raises(StoreUnavailableError, match="locked by another program"):
                await write()
        assert await reads["count"]() == 1
        other.execute("ROLLBACK")
        other.close()
        assert (await writes["learn"]()).is_new


async def test_a_store_that_cannot_be_written_still_reads_and_says_so(sqlite_path):
    async with open_database(url_of(sqlite_path)) as database:
        await teach(SqlArticleStore(database))
    read_only = f"sqlite+aiosqlite:///file:{sqlite_path}?mode=ro&uri=true"
    async with open_database(read_only) as database:
        reads, writes = every_promise(database)
        assert await reads["count"]() == 1
        assert len(await reads["lexical"]()) == 1
        for name in ("learn", "forget", "change_story"):
            with pytest.raises(StoreUnavailableError, match="cannot be written"):
                await writes[name]()


async def test_a_full_disk_is_told_and_what_was_stored_is_unharmed(sqlite_path):
    async with open_database(url_of(sqlite_path)) as database:
        await teach(SqlArticleStore(database))
    async with open_database(url_of(sqlite_path)) as database:
        pages = await _pages(database)
        event.listen(
            database.engine.sync_engine,
            "begin",
            lambda c: c.exec_driver_sql(f"PRAGMA max_page_count = {pages}"),
        )
        store = SqlArticleStore(database)
        with pytest.raises(StoreUnavailableError, match="disk is full"):
            await _learn_much(store)
        assert (await store.by_url(DESK, URL)).text == FIRST


async def _learn_much(store):
    for n in range(20):
        await teach(store, "word " * 5_000 + str(n), f"{URL}/{n}")


async def _pages(database):
    async with database.reading() as connection:
        return (await connection.execute(text("PRAGMA page_count"))).scalar()


async def test_a_file_that_is_no_store_is_left_alone_and_named_so(tmp_path):
    path = tmp_path / "notes.db"
    path.write_bytes(b"Not a database, but somebody's notes. " * 200)

    with pytest.raises(StoreUnavailableError, match="not an Attaché store"):
        async with open_database(url_of(path)):
            pass

    assert path.read_bytes().startswith(b"Not a database")


async def test_a_damaged_store_is_told_to_be_replaced_by_a_copy(sqlite_path):
    async with open_database(url_of(sqlite_path)) as database:
        for n in range(30):
            await teach(SqlArticleStore(database), "words " * 500, f"{URL}/{n}")
    content = bytearray(sqlite_path.read_bytes())
    content[20 * 4096 :] = b"\xff" * (len(content) - 20 * 4096)
    sqlite_path.write_bytes(content)

    with pytest.raises(StoreUnavailableError, match="damaged"):
        await _read_all(url_of(sqlite_path))


async def _read_all(url):
    async with open_database(url) as database:
        await SqlArticleStore(database).learned_between(DESK, None, MONDAY)
        await SqlSearchIndex(database).lexical(DESK, COUNCIL, 5)


@ON_POSTGRES
async def test_a_server_that_does_not_answer_is_told_apart_from_one_that_refuses(database_url):
    with pytest.raises(StoreUnavailableError, match="does not answer"):
        async with open_database("postgresql+psycopg://someone@127.0.0.1:1/name"):
            pass
    with pytest.raises(StoreUnavailableError, match="refuses the connection"):
        async with open_database(database_url.replace("attache_", "no_such_")):
            pass


@ON_POSTGRES
async def test_a_server_that_goes_away_is_told(database):
    reads, _ = every_promise(database)
    with pytest.raises(StoreUnavailableError, match=r"stopped the work|does not answer"):
        async with database.writing() as connection:
            await connection.execute(text("SELECT pg_terminate_backend(pg_backend_pid())"))
    assert await reads["count"]() == 0  # a new connection takes the dead one's place


async def test_no_error_shows_what_was_stored(database):
    with pytest.raises(StoreError) as caught:
        async with database.writing() as connection:
            await connection.execute(
                text("INSERT INTO article (article_id, url) VALUES (:a, :a), (:a, :a)"),
                {"a": "secret words"},
            )
    chain = [caught.value, caught.value.__cause__]
    assert not [e for e in chain if "[parameters" in str(e) and "secret" in str(e)]


def test_an_error_that_is_not_known_is_still_a_sentence():
    from sqlalchemy.exc import DBAPIError

    assert "see the log" in str(store_error(DBAPIError("SELECT 1", {}, Exception("?"))))


async def test_a_transaction_that_is_called_off_anywhere_leaves_nothing_open(database):
    chance = random.Random(7)

    async def write(n):
        async with database.writing() as connection:
            for part in ("a", "b"):
                values = {"channel": DESK, "delivery_id": f"{n}{part}", "message_id": f"{n}"}
                await connection.execute(preview_message.insert().values(values))
                await asyncio.sleep(0)

    started = time.perf_counter()
    for n in range(10):
        await write(n)
    usual = (time.perf_counter() - started) / 10
    for n in range(10, 150):
        task = asyncio.create_task(write(n))
        # A connection that was called off is not used again, and a new one takes longer.
        await asyncio.sleep(chance.random() * chance.choice((2, 20)) * usual)
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
    await write(150)
    async with database.reading() as connection:
        rows = (await connection.execute(select(preview_message.c.message_id, func.count()).group_by(
            preview_message.c.message_id
        ))).all()  # fmt: skip
    # Some were kept, each of them whole.
    assert {count for _, count in rows} == {2}
    assert 11 < len(rows) < 151


# ---------------------------------------------------------------- forgetting, to the last byte


async def test_of_a_forgotten_text_no_word_is_left_in_the_files(sqlite_path):
    secrets = ["zanzibarquux", "Kyrgyzpalindrome", "日銀極秘計画"]
    words = " ".join(f"{secrets[0]} {secrets[1]} {secrets[2]}。" for _ in range(400))
    async with open_database(url_of(sqlite_path)) as database:
        store, index = SqlArticleStore(database), SqlSearchIndex(database)
        await teach(store, "An open text stays.", f"{URL}/open")
        learned = await teach(
            store,
            words,
            None,
            title=secrets[1],
            outlet=secrets[0],
            author=secrets[1],
            passages=((0, 800), (800, len(words))),
        )
        await teach(store, "Another open text stays.", f"{URL}/open2")
        await index.lexical(DESK, LexicalQuery((secrets[0],)), 5)
        assert _found_in_files(sqlite_path, secrets)

        await store.forget(DESK, learned.article_id)

        assert _found_in_files(sqlite_path, secrets) == []
        assert await store.count(DESK) == 2


def _found_in_files(path, secrets):
    content = b"".join(p.read_bytes() for p in path.parent.glob(f"{path.name}*")).lower()
    pieces = [s[:6].lower() for s in secrets] + [s[1:3] for s in secrets if not s.isascii()]
    return [
        piece
        for piece in pieces
        if piece.encode() in content or piece.encode("unicode_escape") in content
    ]
