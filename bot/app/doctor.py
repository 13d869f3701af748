"""`attache doctor`: what is set, whether it works, and what to mend."""

from __future__ import annotations

import tempfile
import zoneinfo
from collections.abc import AsyncIterator, Iterator, Sequence
from datetime import UTC, datetime

from sqlalchemy import Connection, inspect

from bot.app.clock import SystemClock
from bot.app.finding import Finding
from bot.app.matrix_check import matrix_findings
from bot.app.setting_names import misspelt, unreadable_lines, where_read
from bot.app.settings import Settings, read_settings
from bot.app.slack_check import slack_findings
from bot.app.wiring import Parts, open_parts
from bot.errors import AttacheError, ConfigurationError
from bot.storage.metadata import metadata

#: No release of this program ran before it; a clock that says otherwise is wrong.
EARLIEST = datetime(2026, 11, 1, tzinfo=UTC)


async def examine() -> Sequence[Finding]:
    """Check everything that can be checked; a check that fails does not stop the next."""
    try:
        settings = read_settings()
    except ConfigurationError as error:
        return [Finding("settings", is_fine=False, finding=str(error))]
    findings = [*_settings(settings)]
    findings += [_folder(settings), _clock(), _zones()]
    try:
        async with open_parts(settings, SystemClock()) as parts:
            findings += [finding async for finding in _inside(parts)]
    except AttacheError as error:
        findings.append(Finding("store", is_fine=False, finding=str(error)))
    return findings


async def _inside(parts: Parts) -> AsyncIterator[Finding]:
    channels = await parts.articles.channels()
    kind = "SQLite" if parts.database.is_sqlite else "Postgres"
    missing = await _missing(parts)
    told = f"{kind}, up to date, {len(channels)} channel{'' if len(channels) == 1 else 's'}."
    if missing:
        told = (
            f"{kind}, of another shape than this Attaché's, without {', '.join(missing)}: "
            "put back a copy of it."
        )
    yield Finding("store", is_fine=not missing, finding=told)
    yield _prompts(parts)
    yield await _model(parts)
    yield _recall(parts)
    async for finding in slack_findings(parts):
        yield finding
    async for finding in matrix_findings(parts):
        yield finding


async def _missing(parts: Parts) -> Sequence[str]:
    """Columns that this program's tables have and the store's have not."""

    def held(connection: Connection) -> dict[str, set[str]]:
        seen = inspect(connection)
        return {
            table: {column["name"] for column in seen.get_columns(table)}
            for table in seen.get_table_names()
        }

    async with parts.database.reading() as connection:
        found = await connection.run_sync(held)
    return [
        f"{table.name}.{column.name}"
        for table in metadata.sorted_tables
        for column in table.columns
        if column.name not in found.get(table.name, set())
    ]


def _settings(settings: Settings) -> Iterator[Finding]:
    yield Finding("settings", is_fine=True, finding=f"{where_read()}, and they fit together.")
    for number in unreadable_lines():
        told = f"line {number} of .env sets nothing: write NAME=value."
        yield Finding("settings", is_fine=False, finding=told)
    for name, like in misspelt():
        told = f"{name} is no setting: did you mean {like}?"
        yield Finding("settings", is_fine=False, finding=told)
    for told in settings.half_set():
        yield Finding("settings", is_fine=False, finding=told)


def _folder(settings: Settings) -> Finding:
    folder = settings.data_dir.absolute()
    nearest = next(path for path in (folder, *folder.parents) if path.exists())
    try:
        # Tried, since rights do not tell: of a read-only disk, or of /proc.
        tempfile.TemporaryDirectory(prefix=".attache-doctor-", dir=nearest).cleanup()
    except OSError:
        pass
    else:
        return Finding("data folder", is_fine=True, finding=f"{folder} can be written.")
    told = f"{folder} cannot be written: change its rights, or set ATTACHE_DATA_DIR."
    return Finding("data folder", is_fine=False, finding=told)


def _clock() -> Finding:
    now = SystemClock().now()
    if now >= EARLIEST:
        return Finding("clock", is_fine=True, finding=f"{now:%Y-%m-%d %H:%M} UTC.")
    told = f"it says {now:%Y-%m-%d}, which is over: set the machine's time."
    return Finding("clock", is_fine=False, finding=told)


def _zones() -> Finding:
    count = len(zoneinfo.available_timezones())
    told = f"{count} time zones are known."
    return Finding("time zones", is_fine=count > 0, finding=told)


def _prompts(parts: Parts) -> Finding:
    try:
        count = len(parts.prompts.files)
    except AttacheError as error:
        return Finding("prompts", is_fine=False, finding=str(error))
    own = f", own ones from {parts.settings.prompts_dir}" if parts.settings.prompts_dir else ""
    return Finding("prompts", is_fine=True, finding=f"{count} files{own}.")


async def _model(parts: Parts) -> Finding:
    if not parts.settings.has_model:
        told = "none is set: the built-in writer serves (OPENAI_API_KEY or OPENAI_BASE_URL)."
        return Finding("model", is_fine=True, finding=told)
    from bot.language_model.reach import reach

    try:
        told = await reach(parts.endpoint(parts.settings.model), parts.clock)
    except AttacheError as error:
        return Finding("model", is_fine=False, finding=str(error))
    return Finding("model", is_fine="but does not list" not in told, finding=told)


def _recall(parts: Parts) -> Finding:
    try:
        embedder = parts.embedder
    except AttacheError as error:
        return Finding("recall", is_fine=False, finding=str(error))
    told = f"by words and by vectors of {embedder.name}." if embedder else "by words."
    return Finding("recall", is_fine=True, finding=told)
