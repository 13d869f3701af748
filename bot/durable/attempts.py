"""Steps as the engine keeps them: what they tell is small JSON of ids, and they never raise.

DBOS stores a step's result, and an exception with its message, which may hold what a person or an
article said.  So a step ends in an `Attempt`; what went wrong goes to the log as a class name.
"""

from __future__ import annotations

import asyncio
import traceback
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from enum import StrEnum
from typing import TypedDict

import structlog

from bot.errors import (
    AttacheError,
    InputError,
    NotFoundError,
    PlatformUnavailableError,
    PostRefusedError,
)
from bot.ports.clock import Clock

#: What a step may tell: ids, flags, counts.
Told = str | bool | list[str] | dict[str, str | bool | None] | None

#: Waits between tries: the first, and the longest after doubling.
FIRST_WAIT = timedelta(seconds=5)
LONGEST_WAIT = timedelta(minutes=10)

#: What one try may take: longer than any deadline inside it, so that only what hangs is cut off.
TRY_SECONDS = 600.0

_NEVER = (InputError, NotFoundError, PostRefusedError)

_log = structlog.get_logger(__name__)


class State(StrEnum):
    """How a try ended."""

    DONE = "done"
    #: Worth another try, and there is time for one.
    AGAIN = "again"
    #: Not worth another try, or there is no time left.
    GIVEN_UP = "given_up"


class Attempt(TypedDict):
    """One try of a step, as the engine keeps it."""

    state: str
    told: Told
    #: Seconds that the other side asked to be left alone.
    wait_seconds: float


async def attempt(
    action: Callable[[], Awaitable[Told]], clock: Clock, deadline: datetime, **ids: str
) -> Attempt:
    """Try once; decide here, where the clock is, whether another try makes sense.

    The verdict is kept with the step, so a replay after a crash decides alike.
    """
    wait = 0.0
    try:
        async with asyncio.timeout(TRY_SECONDS):
            return Attempt(state=State.DONE, told=await action(), wait_seconds=0)
    except _NEVER as error:
        _log.warning("step.given_up", **ids, error=type(error).__name__)
        refusal = error.refusal.value if isinstance(error, PostRefusedError) else None
        return Attempt(state=State.GIVEN_UP, told=refusal, wait_seconds=0)
    except AttacheError as error:
        _log.warning("step.failed", **ids, error=type(error).__name__)
        if isinstance(error, PlatformUnavailableError):
            wait = error.retry_after_seconds or 0.0
    except Exception as error:  # noqa: BLE001 - the edge: a step of the engine
        _log.error("step.broke", **ids, error=type(error).__name__, at=places(error))
    is_over = clock.now() + timedelta(seconds=wait) > deadline
    state = State.GIVEN_UP if is_over else State.AGAIN
    return Attempt(state=state, told=None, wait_seconds=wait)


def wait_before(number: int, asked_seconds: float) -> float:
    """Seconds before try `number` + 1 (1, 2, ...): doubling, and never less than was asked for."""
    doublings = min(number - 1, 16)
    wait = min(FIRST_WAIT * float(2**doublings), LONGEST_WAIT)
    return max(asked_seconds, wait.total_seconds())


def places(error: BaseException) -> list[str]:
    """Where an error came from, without its message, which may hold what somebody wrote."""
    frames = traceback.extract_tb(error.__traceback__)[-6:]
    return [f"{frame.filename}:{frame.lineno} {frame.name}" for frame in frames]
