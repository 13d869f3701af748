"""One table of all quality figures, printed when the tests of this folder have run."""

from __future__ import annotations

import pytest

from tests.quality.figures import Figures

_figures = Figures()


@pytest.fixture(scope="session")
def figures() -> Figures:
    """Where a quality test puts what it measured: ``figures.add(what, on_what, measured, asked)``."""
    return _figures


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    lines = _figures.table()
    if lines:
        terminalreporter.section("quality")
        for line in lines:
            terminalreporter.write_line(line)
