"""How Matrix is served when something goes wrong."""

from __future__ import annotations

import asyncio
from types import SimpleNamespace

import pytest

from bot.app import matrix
from bot.app.matrix import MatrixService
from bot.platforms.matrix.homeserver_api import MatrixCallError
from bot.platforms.matrix.sync import SyncState


class Sync:
    """Fails as the test says; then goes on for ever."""

    def __init__(self, *errors):
        self.errors = list(errors)
        self.state = SyncState.LIVE

    async def run(self):
        if self.errors:
            raise self.errors.pop(0)
        await asyncio.sleep(60)


def service(sync, logins):
    """A service without its parts."""
    made = object.__new__(MatrixService)
    made.sync, made.trouble, made._task, made._login_again = sync, None, None, 0.0
    made._parts = SimpleNamespace(matrix=SimpleNamespace(sealing=SimpleNamespace(trouble=None)))

    async def logged_in():
        logins.append("again")
        return "account"

    async def introduce(_account):
        pass

    made._logged_in, made._introduce = logged_in, introduce
    return made


@pytest.mark.parametrize(
    ("status", "code", "logins"),
    [(403, "M_FORBIDDEN", 0), (401, "M_FORBIDDEN", 0), (401, "M_UNKNOWN_TOKEN", 1)],
)
async def test_only_a_token_that_is_not_known_asks_for_a_new_login(
    monkeypatch, status, code, logins
):
    monkeypatch.setattr(matrix, "BROKEN_AGAIN", 0.0)
    made = []
    served = service(Sync(MatrixCallError("keys/query", status, code, {})), made)
    task = asyncio.create_task(served._serve("account"))
    await asyncio.sleep(0.05)
    assert len(made) == logins
    assert not task.done()
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)


async def test_a_task_that_has_ended_is_not_fine():
    served = service(Sync(), [])
    assert served.health()["ok"]
    served._task = asyncio.create_task(asyncio.sleep(0))
    await served._task
    assert not served.health()["ok"]
