from __future__ import annotations

import asyncio
from datetime import timedelta

import pytest

from bot.durable import attempts
from bot.durable.attempts import attempt, wait_before
from bot.errors import (
    NotFoundError,
    PlatformUnavailableError,
    PostRefusedError,
    StoreUnavailableError,
    TimeFormatError,
)
from tests.fakes.clock import StoppedClock

CLOCK = StoppedClock()
SOON, PASSED = CLOCK.now() + timedelta(hours=1), CLOCK.now() - timedelta(seconds=1)


async def tried(outcome, deadline=SOON):
    async def act():
        if isinstance(outcome, BaseException):
            raise outcome
        return outcome

    return await attempt(act, CLOCK, deadline, step="s", workflow="w")


async def test_what_a_step_tells_is_kept():
    assert await tried(["id"]) == {"state": "done", "told": ["id"], "wait_seconds": 0}


@pytest.mark.parametrize(
    ("error", "state", "wait"),
    [
        (StoreUnavailableError("locked"), "again", 0),
        (PlatformUnavailableError("busy"), "again", 0),
        (PlatformUnavailableError("busy", retry_after_seconds=30), "again", 30),
        (PlatformUnavailableError("busy", retry_after_seconds=7200), "given_up", 7200),
        (ValueError("a fault of ours"), "again", 0),
        (PostRefusedError("archived"), "given_up", 0),
        (NotFoundError("forgotten"), "given_up", 0),
        (TimeFormatError("x", "y"), "given_up", 0),
    ],
    ids=lambda value: type(value).__name__ if isinstance(value, Exception) else str(value),
)
async def test_an_error_is_worth_another_try_or_not(error, state, wait):
    told = await tried(error)

    assert (told["state"], told["wait_seconds"]) == (state, wait)


async def test_after_the_deadline_there_is_no_other_try():
    assert (await tried(StoreUnavailableError("locked"), PASSED))["state"] == "given_up"


async def test_what_hangs_is_cut_off_and_tried_again(monkeypatch):
    monkeypatch.setattr(attempts, "TRY_SECONDS", 0.01)

    told = await attempt(lambda: asyncio.sleep(60), CLOCK, SOON, step="s", workflow="w")

    assert told["state"] == "again"


async def test_being_stopped_is_no_failure():
    with pytest.raises(asyncio.CancelledError):
        await tried(asyncio.CancelledError())


async def test_a_log_line_names_the_error_and_the_place_but_not_the_words(capsys):
    await tried(ValueError("words of a person"))

    line = capsys.readouterr().out
    assert "step.broke" in line
    assert "ValueError" in line
    assert "words of a person" not in line


def test_waits_double_up_to_ten_minutes_and_heed_what_was_asked_for():
    assert [wait_before(n, 0) for n in (1, 2, 3, 10, 1000)] == [5, 10, 20, 600, 600]
    assert wait_before(1, 90) == 90
