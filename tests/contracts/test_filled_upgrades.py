"""A filled store of every older revision is brought up to date, and no row of it is lost."""

from __future__ import annotations

import json
from datetime import date, time

import pytest
import sqlalchemy as sa
from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy.ext.asyncio import create_async_engine

from bot.errors import StoreError
from bot.storage.database import open_database
from bot.storage.schema_version import MIGRATIONS

ROWS = 3


def _config(connection=None):
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.attributes["connection"] = connection
    return config


REVISIONS = sorted(
    script.revision for script in ScriptDirectory.from_config(_config()).walk_revisions()
)


def _value(column, number):
    kind = column.type
    if isinstance(kind, sa.JSON):
        return []
    if isinstance(kind, sa.Date):
        return date(2026, 11, number)
    if isinstance(kind, sa.Time):
        return time(8, number)
    if isinstance(kind, sa.Boolean):
        return False
    if isinstance(kind, (sa.Integer, sa.Float, sa.Numeric)):
        return number
    if isinstance(kind, (sa.LargeBinary, sa.BLOB)):
        return bytes([number])
    if column.name == "document":
        return json.dumps({})
    return f"local:{number}" if column.name == "channel" else f"{number}"


def _parents(table):
    """Each column that names another row, with the column that it names."""
    return {key.parent.name: key.column for key in table.foreign_keys}


def _tables(connection):
    seen = sa.MetaData()
    seen.reflect(connection)
    return [
        table
        for table in seen.sorted_tables
        if table.name != "alembic_version" and not table.name.startswith("sqlite_")
    ]


def _fill(connection):
    """Rows in every table, each linked to rows of the tables that it refers to."""
    connection.exec_driver_sql("PRAGMA foreign_keys = ON")
    filled = {}
    for table in _tables(connection):
        parents, rows = _parents(table), []
        for number in range(1, ROWS + 1):
            row = {column.name: _value(column, number) for column in table.columns}
            for name, named in parents.items():
                if named.table is not table:
                    row[name] = filled[named.table.name][number - 1][named.name]
            rows.append(row)
        connection.execute(table.insert(), rows)
        filled[table.name] = rows


def _held(connection):
    return {
        table.name: sorted(
            tuple(row) for row in connection.execute(sa.select(*table.primary_key.columns))
        )
        for table in _tables(connection)
        if table.primary_key.columns
    }


async def _older(path, revision):
    """A filled store of a revision; what it holds, by the keys of its rows."""
    engine = create_async_engine(f"sqlite+aiosqlite:///{path}")
    async with engine.begin() as connection:
        await connection.run_sync(lambda c: command.upgrade(_config(c), revision))
    async with engine.begin() as connection:
        await connection.run_sync(_fill)
        held = await connection.run_sync(_held)
    await engine.dispose()
    return held


@pytest.mark.parametrize("revision", REVISIONS)
async def test_a_filled_store_of_every_revision_is_brought_up_to_date(revision, tmp_path):
    held = await _older(tmp_path / "older.db", revision)
    assert {"article", "version", "source", "delivery", "feedback"} <= held.keys()
    assert all(len(rows) == ROWS for rows in held.values())

    async with open_database(f"sqlite+aiosqlite:///{tmp_path}/older.db") as database:
        async with database.reading() as connection:
            found = await connection.run_sync(_held)
            amiss = (await connection.exec_driver_sql("PRAGMA foreign_key_check")).all()
        async with database.writing() as connection:
            keys = (await connection.exec_driver_sql("PRAGMA foreign_keys")).scalar()

    assert {table: found[table] for table in held} == held
    assert amiss == []
    assert keys == 1, "whoever writes after the upgrade is held to the keys again"


async def test_a_store_whose_rows_belong_nowhere_is_left_as_it_was(tmp_path):
    path = tmp_path / "older.db"
    await _older(path, "0003")
    engine = create_async_engine(f"sqlite+aiosqlite:///{path}")
    async with engine.begin() as connection:
        await connection.exec_driver_sql("DELETE FROM article")
    async with engine.connect() as connection:
        before = await connection.run_sync(_held)

    with pytest.raises(StoreError, match=r"brought up to date from 0003: nothing was changed\."):
        async with open_database(f"sqlite+aiosqlite:///{path}"):
            pass

    async with engine.connect() as connection:
        assert await connection.run_sync(_held) == before
        version = await connection.exec_driver_sql("SELECT version_num FROM alembic_version")
        assert version.scalar() == "0003"
    await engine.dispose()
