from __future__ import annotations

import asyncio

import httpx2
import pytest

from bot.errors import ModelSetupError, ModelUnavailableError
from bot.language_model.endpoint import Endpoint, persistently, retry_after_seconds
from tests.fakes.clock import StoppedClock


@pytest.mark.parametrize(
    ("header", "seconds"),
    [
        ("2", 2.0),
        ("1.5", 1.5),
        ("Fri, 22 Mar 2024 16:00:30 GMT", 30.0),
        ("Fri, 22 Mar 2024 15:00:00 GMT", 0.0),
        ("soon", None),
        ("-3", None),
        ("", None),
    ],
)
def test_the_wait_asked_for_is_read(header, seconds):
    response = httpx2.Response(429, headers={"retry-after": header})

    assert retry_after_seconds(response, StoppedClock()) == seconds


def test_an_endpoint_is_named_by_its_host_alone():
    assert Endpoint("m", base_url="https://me:secret@llm.example:8000/v1").host == "llm.example"


class Attempts:
    def __init__(self, *outcomes):
        self.outcomes = list(outcomes)
        self.count = 0

    async def __call__(self):
        self.count += 1
        outcome = self.outcomes.pop(0)
        if isinstance(outcome, Exception):
            raise outcome
        return outcome


async def test_passing_troubles_are_passed_over():
    attempt = Attempts(ModelUnavailableError("busy"), ModelUnavailableError("busy"), "well")

    assert await persistently(attempt, 1, (0, 0)) == "well"


async def test_the_last_trouble_is_told():
    attempt = Attempts(ModelUnavailableError("one"), ModelUnavailableError("two"))

    with pytest.raises(ModelUnavailableError, match="two"):
        await persistently(attempt, 1, (0,))


async def test_lasting_troubles_are_told_at_once():
    attempt = Attempts(ModelSetupError("key"))

    with pytest.raises(ModelSetupError):
        await persistently(attempt, 1, (0, 0))
    assert attempt.count == 1


async def test_the_deadline_is_over_all_attempts():
    async def hang():
        await asyncio.sleep(60)

    with pytest.raises(ModelUnavailableError, match=r"0\.05 seconds"):
        await persistently(hang, 0.05)


@pytest.mark.parametrize("seconds", [0, -1])
async def test_with_no_time_left_nothing_is_attempted(seconds):
    attempt = Attempts("well")

    with pytest.raises(ModelUnavailableError):
        await persistently(attempt, seconds)
    assert attempt.count == 0


async def test_a_cancelled_call_is_cancelled():
    started = asyncio.Event()

    async def hang():
        started.set()
        await asyncio.sleep(60)

    task = asyncio.create_task(persistently(hang, 30))
    await started.wait()
    task.cancel()

    with pytest.raises(asyncio.CancelledError):
        await task
