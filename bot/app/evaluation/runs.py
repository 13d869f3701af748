"""The last run of each set, kept in the data folder: figures and outcomes, no words of anybody."""

from __future__ import annotations

import json
import os
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

import structlog

from bot.app.evaluation.cases import Case
from bot.app.evaluation.report import LastRun, Report, name_of, name_of_set

_log = structlog.get_logger(__name__)


class Runs:
    """Where runs are kept: a file for each set."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def last(self, cases: Sequence[Case]) -> LastRun | None:
        """The last run of these questions; None where there is none that can be read."""
        path = self._path(cases)
        try:
            kept = json.loads(path.read_text("utf-8"))
            return LastRun(
                datetime.fromisoformat(kept["at"]), kept["writer"], kept["shares"], kept["right"]
            )
        except FileNotFoundError:
            return None
        except (OSError, ValueError, KeyError, TypeError) as error:
            _log.warning("eval.last_run_unreadable", file=path.name, error=type(error).__name__)
            return None

    def keep(self, report: Report, at: datetime) -> None:
        """Keep a run in place of the last one of its set; whole, or not at all, with a warning."""
        cases = [asked.case for asked in report.asked]
        document = {
            "at": at.isoformat(),
            "writer": report.writer,
            "shares": dict(report.shares),
            "right": {name_of(asked.case): asked.is_right for asked in report.asked},
        }
        path = self._path(cases)
        beside = path.with_suffix(f".{os.getpid()}.new")
        try:
            self._folder.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            self._folder.mkdir(exist_ok=True)
            beside.write_text(json.dumps(document, indent=1), "utf-8")
            beside.replace(path)
        except OSError as error:
            # What was measured, and perhaps paid for, is told all the same.
            _log.warning("eval.run_not_kept", folder=str(self._folder), error=type(error).__name__)

    def _path(self, cases: Sequence[Case]) -> Path:
        return self._folder / f"{name_of_set(cases)}.json"
