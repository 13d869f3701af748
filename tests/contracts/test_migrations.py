"""The store's tables: migrated ones are those that the program describes, on every database."""

from __future__ import annotations

import asyncio
import importlib
import pkgutil
import subprocess
import sys

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import inspect, text
from sqlalchemy.ext.asyncio import create_async_engine

import bot.storage
from bot.errors import StoreError
from bot.storage.articles import SqlArticleStore
from bot.storage.database import open_database
from bot.storage.metadata import metadata
from bot.storage.schema_version import MIGRATIONS, NEWEST, migrate
from bot.storage.slack_installations import SqlSlackHeard
from bot.storage.slack_workspaces import SqlSlackWorkspaces
from tests.contracts.reading_in import teach
from tests.fakes.clock import StoppedClock

for _module in pkgutil.iter_modules(bot.storage.__path__):
    if _module.name.startswith("tables_"):
        importlib.import_module(f"bot.storage.{_module.name}")


async def _differences(engine):
    options = {"compare_type": True, "compare_server_default": True}
    async with engine.connect() as connection:
        return await connection.run_sync(
            lambda c: compare_metadata(MigrationContext.configure(c, opts=options), metadata)
        )


def _written(index):
    options = {name: str(value) for name, value in index["dialect_options"].items()}
    return str({**index, "dialect_options": options})


def _shape(connection):
    """Everything that the database says of its tables."""
    seen = inspect(connection)
    return {
        table: {
            "columns": sorted(str({**c, "type": str(c["type"])}) for c in seen.get_columns(table)),
            "key": seen.get_pk_constraint(table)["constrained_columns"],
            "foreign": sorted(map(str, seen.get_foreign_keys(table))),
            "indexes": sorted(map(_written, seen.get_indexes(table))),
            "unique": sorted(str(u["column_names"]) for u in seen.get_unique_constraints(table)),
        }
        for table in sorted(seen.get_table_names())
    }


async def test_a_new_store_is_what_the_migrations_make(database_url, tmp_path):
    if database_url.startswith("sqlite"):
        database_url = f"sqlite+aiosqlite:///{tmp_path}/new.db"
    shapes = []
    for is_new in (True, False):
        if not database_url.startswith("sqlite"):
            await _empty(database_url)
        elif not is_new:
            database_url = f"sqlite+aiosqlite:///{tmp_path}/migrated.db"
        if not is_new:
            engine = create_async_engine(database_url)
            async with engine.begin() as connection:
                await connection.run_sync(migrate)
            await engine.dispose()
        async with open_database(database_url) as database:
            assert await _differences(database.engine) == []
            async with database.reading() as connection:
                shapes.append(await connection.run_sync(_shape))
                version = await connection.execute(text("SELECT version_num FROM alembic_version"))
                assert version.scalars().all() == [NEWEST]
    made, migrated = shapes
    assert made == migrated


async def test_a_difference_would_be_noticed(database):
    async with database.writing() as connection:
        await connection.execute(text("ALTER TABLE article ADD COLUMN surprise INTEGER"))
        await connection.execute(text("DROP INDEX ix_version_article_id"))

    found = {difference[0] for difference in await _differences(database.engine)}

    assert found == {"remove_column", "add_index"}


def test_the_newest_migration_is_the_one_that_the_program_asks_for():
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))

    assert ScriptDirectory.from_config(config).get_heads() == [NEWEST]


async def test_two_programs_that_start_together_make_one_store(database_url, tmp_path):
    if database_url.startswith("sqlite"):
        database_url = f"sqlite+aiosqlite:///{tmp_path}/new.db"
    else:
        await _empty(database_url)

    async def start(number):
        async with open_database(database_url) as database:
            return await teach(SqlArticleStore(database), f"Text {number}", None)

    assert all(learned.is_new for learned in await asyncio.gather(*map(start, range(3))))


async def test_workspaces_that_were_heard_of_before_are_known_after(database_url, tmp_path):
    if database_url.startswith("sqlite"):
        database_url = f"sqlite+aiosqlite:///{tmp_path}/older.db"
    else:
        await _empty(database_url)
    engine = create_async_engine(database_url)
    async with engine.begin() as connection:
        await connection.run_sync(_upgrade, "0003")
        at = "1" if database_url.startswith("sqlite") else "now()"
        for team, kind, organisation in (("T1", "a", "'E1'"), ("T1", "b", "NULL"),
                                         ("T2", "a", "NULL")):  # fmt: skip
            heard = f"('{team}', '{kind}', {at}, {organisation})"
            await connection.execute(text(f"INSERT INTO slack_heard VALUES {heard}"))
    await engine.dispose()

    async with open_database(database_url) as database:
        workspaces = SqlSlackWorkspaces(database, StoppedClock())
        assert await workspaces.organisation_of("T1") == "E1"
        assert await workspaces.organisation_of("T2") is None
        assert await SqlSlackHeard(database, StoppedClock()).heard() != {}


def _upgrade(connection, revision):
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.attributes["connection"] = connection
    command.upgrade(config, revision)


async def _empty(url):
    engine = create_async_engine(url)
    async with engine.begin() as connection:
        await connection.execute(text("DROP SCHEMA public CASCADE"))
        await connection.execute(text("CREATE SCHEMA public"))
    await engine.dispose()


async def test_a_store_of_a_newer_program_is_left_alone(database_url):
    async with open_database(database_url) as database, database.writing() as connection:
        await connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))

    with pytest.raises(StoreError, match="newer Attaché"):
        async with open_database(database_url):
            pass

    engine = create_async_engine(database_url)
    async with engine.connect() as connection:
        found = (await connection.execute(text("SELECT version_num FROM alembic_version"))).scalar()
    await engine.dispose()
    assert found == "9999"


_OPEN = """
import asyncio, sys
from bot.storage.database import open_database
async def go():
    async with open_database(sys.argv[1]):
        pass
asyncio.run(go())
print("alembic" in sys.modules)
"""


def test_an_up_to_date_store_opens_without_alembic(database_url):
    done = subprocess.run(
        [sys.executable, "-c", _OPEN, database_url], capture_output=True, text=True, check=True
    )

    assert done.stdout.split() == ["False"]


async def test_a_second_opening_changes_nothing(tmp_path):
    url = f"sqlite+aiosqlite:///{tmp_path}/attache.db"
    async with open_database(url):
        pass
    before = (tmp_path / "attache.db").read_bytes()

    async with open_database(url):
        pass

    assert (tmp_path / "attache.db").read_bytes() == before
