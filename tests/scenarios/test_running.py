"""`attache run` as an operator meets it: up, healthy, in the way of nobody, down when told."""

from __future__ import annotations

import asyncio
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest

from bot.app.running import stop_requested
from tests.fakes.ports import free_port
from tests.fakes.shell import Run
from tests.fakes.waiting import PATIENCE

Start = Callable[..., subprocess.Popen[str]]


@pytest.fixture
def start(tmp_path: Path) -> Start:
    def begin(**settings: str) -> subprocess.Popen[str]:
        return subprocess.Popen(
            [sys.executable, "-m", "bot", "run"],
            stderr=subprocess.PIPE,
            text=True,
            cwd=tmp_path,
            env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[2]), **settings},
        )

    return begin


@contextmanager
def up(started: subprocess.Popen[str]) -> Iterator[str]:
    """The console's address, once it is told."""
    assert started.stderr is not None
    try:
        yield (
            next(line for line in started.stderr if "Console: " in line)
            .split("Console: ")[1]
            .strip()
        )
    finally:
        started.kill()
        started.communicate()


def test_it_is_healthy_and_stops_when_told(start: Start) -> None:
    running = start(ATTACHE_HTTP_PORT="0")
    with up(running) as address:
        health = httpx.get(f"{address}healthz", trust_env=False)
        metrics = httpx.get(f"{address}metrics", trust_env=False)
        running.send_signal(signal.SIGTERM)
        code = running.wait(timeout=PATIENCE)

    assert (health.status_code, health.json()["ok"]) == (200, True)
    assert "attache_up 1.0" in metrics.text
    assert code == 0


async def test_a_wish_to_stop_ends_what_is_still_starting() -> None:
    async def never_up() -> None:
        with stop_requested():
            os.kill(os.getpid(), signal.SIGTERM)
            await asyncio.Event().wait()

    with pytest.raises(asyncio.CancelledError):
        await asyncio.wait_for(asyncio.create_task(never_up()), PATIENCE)


async def test_a_wish_to_stop_is_waited_for_once_it_is_up() -> None:
    async def up_until_stopped() -> str:
        with stop_requested() as stop:
            asyncio.get_running_loop().call_later(0.05, os.kill, os.getpid(), signal.SIGTERM)
            await stop.wait()
            return "stopped in order"

    assert await asyncio.wait_for(up_until_stopped(), PATIENCE) == "stopped in order"


def test_a_port_in_use_is_told_before_anything_starts(start: Start) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        refused = start(ATTACHE_HTTP_PORT=str(taken.getsockname()[1]))
        _, said = refused.communicate(timeout=PATIENCE)

    assert refused.returncode == 1
    assert "choose another port with ATTACHE_HTTP_PORT." in said
    assert "Traceback" not in said


@pytest.mark.parametrize("host", ["192.0.2.1", "desk.invalid"])
def test_an_address_of_another_machine_is_told_by_the_name_of_its_setting(
    start: Start, host: str
) -> None:
    refused = start(ATTACHE_HTTP_HOST=host, ATTACHE_HTTP_PORT="0")
    said = refused.communicate(timeout=PATIENCE)[1]

    assert refused.returncode == 1
    assert f"{host} is no address of this machine" in said
    assert "ATTACHE_HTTP_HOST" in said


def test_slack_that_is_away_is_not_called_served(start: Start) -> None:
    away = f"http://127.0.0.1:{free_port()}/api/"
    tokens = {"SLACK_BOT_TOKEN": "xoxb-1", "SLACK_APP_TOKEN": "xapp-1", "SLACK_API_URL": away}
    with up(start(ATTACHE_HTTP_PORT="0", **tokens)) as told:
        address, said = told.split(" ", 1)
        health = httpx.get(f"{address}healthz", trust_env=False).json()["slack"]

    assert said == "Slack is not served yet: Slack does not answer yet; it is tried again."
    assert health["reason"] == "Slack does not answer yet; it is tried again."


def test_what_it_keeps_is_for_its_owner_only(start: Start, tmp_path: Path) -> None:
    with up(start(ATTACHE_HTTP_PORT="0", ATTACHE_DATA_DIR="data")):
        assert (tmp_path / "data").stat().st_mode & 0o777 == 0o700


def test_a_second_one_on_the_same_folder_is_refused(start: Start, attache: Run) -> None:
    with up(start(ATTACHE_HTTP_PORT="0", ATTACHE_DATA_DIR="data")):
        second = attache("run")

    assert second.returncode == 1
    assert "runs on" in second.stderr


def test_off_loopback_the_console_asks_for_its_token(start: Start) -> None:
    port = free_port()
    with up(start(ATTACHE_HTTP_PORT=str(port), ATTACHE_HTTP_HOST="0.0.0.0")) as address:
        local = f"http://127.0.0.1:{port}"
        token = address.split("?token=")[1]
        with httpx.Client(trust_env=False, follow_redirects=True) as stranger:
            refused = stranger.get(f"{local}/c/desk")
            wrong = stranger.get(f"{local}/c/desk?token=wrong")
        with httpx.Client(trust_env=False, follow_redirects=True) as known:
            welcomed = known.get(f"{local}/?token={token}")
            again = known.get(f"{local}/c/desk")

    assert (refused.status_code, wrong.status_code) == (401, 401)
    assert (welcomed.status_code, again.status_code) == (200, 200)
    assert "token" not in str(welcomed.url)


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        ({"SLACK_BOT_TOKEN": "xoxb-secret"}, "Slack"),
        ({"MATRIX_HOMESERVER": "https://example.org"}, "Matrix"),
        ({"ATTACHE_DEFAULT_TIMEZONE": "Mars/Base"}, "ATTACHE_DEFAULT_TIMEZONE"),
        ({"DATABASE_URL": "postgresql+psycopg://127.0.0.1:1/none"}, "database"),
    ],
)
def test_what_cannot_be_served_is_said_in_one_sentence(
    attache: Run, monkeypatch: pytest.MonkeyPatch, settings: dict[str, str], said: str
) -> None:
    for name, value in {**settings, "ATTACHE_HTTP_PORT": "0"}.items():
        monkeypatch.setenv(name, value)

    done = attache("run")

    assert done.returncode == 1
    assert said in done.stderr
    assert "Traceback" not in done.stderr
    assert "secret" not in done.stderr
