"""What scenarios share: a shell in a folder of its own."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.fakes.page_workers import _lasting_page_workers  # noqa: F401 - a fixture for every test here
from tests.fakes.shell import Run, shell


@pytest.fixture
def attache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Runs `attache` in a folder of its own."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("ATTACHE_DATA_DIR", str(tmp_path / "data"))
    return shell(monkeypatch)
