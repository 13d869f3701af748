"""Where settings are read from, and names beside them that were probably meant for one."""

from __future__ import annotations

import difflib
import os
from collections.abc import Iterable, Sequence
from pathlib import Path

from dotenv.parser import Binding, parse_stream

from bot.app.settings import Settings

#: The file in the folder where the program is started.
ENV_FILE = Path(".env")
#: What our settings begin with; other programs' names are none of our business.
_PREFIXES = ("ATTACHE_", "DATABASE_", "MATRIX_", "OPENAI_", "SLACK_")
#: How alike a name and a setting must be, from 0 to 1, for the one to be meant by the other.
_ALIKE = 0.8


def where_read() -> str:
    """Which file is read beside the environment, in words."""
    file = ENV_FILE.absolute()
    if file.is_file():
        return f"read from the environment and {file}"
    return f"read from the environment alone (there is no {file})"


def misspelt() -> Sequence[tuple[str, str]]:
    """Names of the environment and of `.env` that are no setting, each with the one it is like."""
    return meant([*os.environ, *(line.key for line in _lines() if line.key)])


def unreadable_lines() -> Sequence[int]:
    """The numbers of the lines of `.env` that set nothing, and are no comment."""
    return [line.original.line for line in _lines() if line.error]


def _lines() -> Sequence[Binding]:
    if not ENV_FILE.is_file():
        return ()
    with ENV_FILE.open(encoding="utf-8") as stream:
        return list(parse_stream(stream))


def meant(names: Iterable[str]) -> Sequence[tuple[str, str]]:
    """Names that are no setting, each with the setting that it is like.

    >>> meant(["SLACK_BOTTOKEN", "SLACK_APP_TOKEN", "SLACK_WEBHOOK", "PATH"])
    [('SLACK_BOTTOKEN', 'SLACK_BOT_TOKEN')]
    """
    ours = {field.alias for field in Settings.model_fields.values() if field.alias}
    given = {name.upper(): name for name in names}
    found = []
    for name in sorted(given.keys() - ours):
        # One that is set itself is not what this was to be.
        close = difflib.get_close_matches(name, ours - given.keys(), n=1, cutoff=_ALIKE)
        if name.startswith(_PREFIXES) and close:
            found.append((given[name], close[0]))
    return found
