"""`attache doctor` where something is amiss: what it says is true."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from bot.app.doctor import examine
from tests.fakes.ports import free_port


@pytest.fixture(autouse=True)
def apart(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("ATTACHE_DATA_DIR", "data")


async def _findings() -> dict[str, tuple[bool, str]]:
    return {one.check: (one.is_fine, one.finding) for one in await examine()}


@pytest.mark.parametrize(
    ("bot", "app", "check", "said"),
    [
        ("xapp-1", "xoxb-1", "slack tokens", "swapped"),
        ("secret", "xapp-1", "slack bot token", "xoxb-"),
        ("xoxb-1", "secret", "slack app token", "xapp-"),
    ],
)
async def test_tokens_of_the_wrong_form_are_told_without_asking(
    monkeypatch: pytest.MonkeyPatch, bot: str, app: str, check: str, said: str
) -> None:
    monkeypatch.setenv("SLACK_API_URL", f"http://127.0.0.1:{free_port()}/api/")
    monkeypatch.setenv("SLACK_BOT_TOKEN", bot)
    monkeypatch.setenv("SLACK_APP_TOKEN", app)

    found = await _findings()

    assert not found[check][0]
    assert said in found[check][1]
    assert "did not answer" not in str(found)


async def test_a_folder_that_cannot_be_written_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ATTACHE_DATA_DIR", "/proc/x")

    is_fine, said = (await _findings())["data folder"]

    assert not is_fine
    assert "cannot be written" in said


async def test_a_store_of_another_shape_is_told() -> None:
    assert (await _findings())["store"][0]
    with sqlite3.connect("data/attache.sqlite") as connection:
        connection.execute("ALTER TABLE source DROP COLUMN not_read")

    is_fine, said = (await _findings())["store"]

    assert not is_fine
    assert "source.not_read" in said
