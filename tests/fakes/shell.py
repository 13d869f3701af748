"""The command line in this process: starting Python for each command costs seconds."""

from __future__ import annotations

import io
from collections.abc import Callable
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass

import pytest
import structlog

from bot.__main__ import main


@dataclass(frozen=True)
class Done:
    """What a command left behind."""

    returncode: int
    stdout: str
    stderr: str


Run = Callable[..., Done]


def shell(monkeypatch: pytest.MonkeyPatch) -> Run:
    """Runs `attache` with the words given, in the folder and environment of the test."""

    def run(*words: str, stdin: str = "") -> Done:
        out, err, session_clock = io.StringIO(), io.StringIO(), []
        with monkeypatch.context() as patch, redirect_stdout(out), redirect_stderr(err):
            patch.setattr("sys.argv", ["attache", *words])
            patch.setattr(
                "sys.stdin", io.TextIOWrapper(io.BufferedReader(io.BytesIO(stdin.encode())))
            )
            patch.setattr("bot.cli.session._frozen", session_clock)
            try:
                main()
            except SystemExit as end:
                return Done(int(end.code or 0), out.getvalue(), err.getvalue())
            finally:
                # The command has set up logs to a stderr that is gone now.
                structlog.reset_defaults()
        return Done(0, out.getvalue(), err.getvalue())

    return run
