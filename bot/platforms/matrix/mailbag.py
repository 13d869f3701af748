"""Messages between devices that came while their keys could not be opened.

The homeserver gives each once.  Encrypted as they are, they wait in a file until the key store can
be used again.
"""

from __future__ import annotations

import json
import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import structlog

from bot.errors import StoreUnavailableError
from bot.platforms.matrix.private_files import FILE_MODE

#: Bytes that are kept: room keys of months.
LARGEST = 50_000_000

_log = structlog.get_logger(__name__)


class Mailbag:
    """A file with one sync's messages on each line.  Its methods block."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def add(self, events: Sequence[Any]) -> None:
        """Keep messages; they may come twice.

        Raises:
            StoreUnavailableError: they could not be written.
        """
        line = json.dumps(events).encode() + b"\n"
        try:
            handle = os.open(self._path, os.O_CREAT | os.O_RDWR | os.O_APPEND, FILE_MODE)
            with os.fdopen(handle, "ab") as file:
                if file.tell() + len(line) > LARGEST:
                    _log.error("matrix.mail_lost", events=len(events))
                    return
                # The end of a line that a crash has cut off.
                file.write(b"\n" + line)
                file.flush()
                os.fsync(file.fileno())
        except OSError as error:
            raise StoreUnavailableError(f"{self._path} cannot be written.") from error

    def all(self) -> list[Any]:
        """What was kept, oldest first; a line that a crash has cut off came again."""
        events: list[Any] = []
        try:
            lines = self._path.read_bytes().splitlines()
        except FileNotFoundError:
            return events
        for line in lines:
            try:
                events += json.loads(line)
            except (ValueError, TypeError, RecursionError):
                continue
        return events

    def clear(self) -> None:
        """All of it was read."""
        self._path.unlink(missing_ok=True)
