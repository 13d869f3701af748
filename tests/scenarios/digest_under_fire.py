"""Runs a digest again and again, killing the process at every point in turn.

``python -m tests.scenarios.digest_under_fire URL FOLDER AT_ONCE [PATTERN]`` prints one JSON line
per run.  A first run counts the points: where a step of the engine begins, where its action is done
and not yet noted, where it is noted, and after every call that it makes of a store, the platform or
the web (what stands between two calls has no effect, so after one is before the next).  For each
point whose label has PATTERN in it, a child process is forked that kills itself there (SIGKILL),
then a second one that has to finish.

On SQLite each run has a store of its own, a copy of one that was set up once.  On Postgres all
runs share one, as replicas do: each run has its own channel, and a run's second process learns
from the heartbeats that the first is dead.
"""

from __future__ import annotations

import asyncio
import gc
import inspect
import json
import os
import re
import shutil
import signal
import sys
import time
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path

import structlog
from dbos import DBOS

from bot.domain.identifiers import ChannelKey
from bot.domain.schedules import Schedule
from tests.scenarios.small_house import DUE, FEED_URL, NOW, PAGE, Reader, morning_digest, open_house

PATIENCE_SECONDS = 120.0

#: Forked processes share it.
_BEGAN = time.monotonic()


class Fire:
    """Counts the points that a run comes past, and strikes at one of them."""

    def __init__(self, strike_at: int | None) -> None:
        self.strike_at = strike_at
        self.labels: list[str] = []
        self.is_armed = False

    def point(self, label: str) -> None:
        if not self.is_armed:
            return
        self.labels.append(label)
        if len(self.labels) == self.strike_at:
            os.kill(os.getpid(), signal.SIGKILL)

    def through(self, part):
        return _Guarded(part, self)

    def arm(self) -> None:
        self.is_armed = True
        take_step = DBOS.run_step_async

        async def run_step_async(options, function, *args, **kwargs):
            async def acted(*args, **kwargs):
                told = await function(*args, **kwargs)
                self.point(f"done, not noted: step {options['name']}")
                return told

            self.point(f"begins: step {options['name']}")
            told = await take_step(options, acted, *args, **kwargs)
            self.point(f"noted: step {options['name']}")
            return told

        DBOS.run_step_async = run_step_async


class _Guarded:
    """A part whose every coroutine method comes past a point when it is done."""

    def __init__(self, part, fire: Fire) -> None:
        self._part = part
        self._fire = fire

    def __getattr__(self, name):
        found = getattr(self._part, name)
        if not inspect.iscoroutinefunction(found):
            return found

        async def call(*args, **kwargs):
            told = await found(*args, **kwargs)
            self._fire.point(f"after {type(self._part).__name__}.{name}")
            return told

        return call


@dataclass(frozen=True)
class Life:
    """One process of the bot: whose digest it sends, under which name, and where it dies."""

    url: str
    folder: Path
    run: int
    executor_id: str
    strike_at: int | None = None
    takes_over: bool = False

    @property
    def channel(self) -> ChannelKey:
        return ChannelKey("local", f"run-{self.run}")

    @property
    def schedule(self) -> Schedule:
        return morning_digest(self.channel, f"schedule-{self.run}")


@asynccontextmanager
async def house_of(life: Life, fire: Fire):
    # The lives of a run have one clock; it goes on while nobody lives.
    clock = RunningClock()
    options = {"clock": clock, "executor_id": life.executor_id, "through": fire.through}
    async with open_house(life.url, life.folder, **options) as house:
        yield house


class RunningClock:
    def now(self):
        return NOW + timedelta(seconds=time.monotonic() - _BEGAN)


async def set_up(life: Life) -> dict:
    """Bring both stores up to date, follow a feed and schedule the digest."""
    async with house_of(life, Fire(None)) as house:
        await house.sources.follow(life.channel, FEED_URL, None, DUE)
        await house.schedules.save_schedule(life.schedule)
        await house.engine.start()
        await house.engine.stop()
    return {}


async def send_digest(life: Life) -> dict:
    """Until the digest has ended, or the process dies."""
    fire = Fire(life.strike_at)
    async with house_of(life, fire) as house:
        await house.engine.start()
        fire.arm()
        slot = await house.digests.due(life.schedule)
        fire.labels.clear()
        if slot is not None:
            await house.engine.run_digest(slot)
        await _until_ended(house, life)
        return await _found(house, life) | {"labels": fire.labels}


async def _until_ended(house, life: Life) -> None:
    workflow_id = f"digest:{life.schedule.schedule_id}:{DUE.date()}"
    given_up_at = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < given_up_at:
        await house.engine._runner.beat()
        if life.takes_over:
            await house.engine._runner.take_over()
        status = await DBOS.get_workflow_status_async(workflow_id)
        if status is not None and status.status == "SUCCESS":
            return
        await asyncio.sleep(0.05)
    raise TimeoutError("the digest did not end")


async def _found(house, life: Life) -> dict:
    outcome = await house.schedules.slot_outcome(life.schedule.schedule_id, DUE.date())
    moved_to = await house.briefings.ledger_moved_to(life.channel)
    mine = f"digest:{life.schedule.schedule_id}:"
    return {
        "outcome": outcome,
        "posts": [p for p in house.platform.posts() if mine in p["message_id"]],
        "calls": len([p for p in house.platform.calls() if mine in p["message_id"]]),
        "stories_in_ledger": len(await house.briefings.ledger(life.channel)),
        "ledger_moved": moved_to is not None,
        "articles": await house.articles.count(life.channel),
    }


def in_child(work) -> tuple[int, dict]:
    """What a forked process told before it ended, and how it ended (negative: by that signal)."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)
        code = 1
        try:
            told = work()
            os.write(writing, json.dumps(told).encode())
            code = 0
        finally:
            os._exit(code)
    os.close(writing)
    with os.fdopen(reading) as stream:
        text = stream.read()
    _, status = os.waitpid(child, 0)
    return os.waitstatus_to_exitcode(status), json.loads(text) if text else {}


def work_of(life: Life):
    return lambda: asyncio.run(send_digest(life))


class Range:
    """Where the runs take place."""

    def __init__(self, url: str, folder: str) -> None:
        self._url = url
        self._folder = Path(folder)
        self._is_sqlite = url.startswith("sqlite")
        if self._is_sqlite:
            self._prepare(self._first(0, self._folder / "template"))

    def count(self) -> dict:
        """A run that nothing happens to: run 0."""
        return self._alone(self._place(0))

    def strike(self, run: int) -> dict:
        """A run that is struck at point `run`, and what its second life finds."""
        first = self._place(run)
        ended, _ = in_child(work_of(replace(first, strike_at=run)))
        again = first if self._is_sqlite else replace(first, executor_id=f"two-{run}")
        return self._alone(replace(again, takes_over=not self._is_sqlite)) | {"first": ended}

    def _alone(self, life: Life) -> dict:
        ended, told = in_child(work_of(life))
        return {"run": life.run, "last": ended, **told}

    def _place(self, run: int) -> Life:
        """A fresh place for a run, set up."""
        if self._is_sqlite:
            folder = self._folder / str(run)
            shutil.copytree(self._folder / "template", folder)
            return replace(self._first(run, folder), run=0)
        life = self._first(run, self._folder)
        self._prepare(life)
        return life

    def _first(self, run: int, folder: Path) -> Life:
        url = f"{self._url}/{folder}/attache.db" if self._is_sqlite else self._url
        return Life(url, folder, run, "local" if self._is_sqlite else f"one-{run}")

    def _prepare(self, life: Life) -> None:
        ended, _ = in_child(lambda: asyncio.run(set_up(life)))
        assert ended == 0, "the range could not be set up"


def main() -> None:
    # The lives share one output, on which a log line would run into another's report.
    structlog.configure(logger_factory=structlog.PrintLoggerFactory(sys.stderr))
    # What every life would load again is loaded before they part.
    asyncio.run(Reader().read_page(PAGE.encode(), None, "text/html"))
    # They live for a third of a second: what collects would only copy what they share.
    gc.collect()
    gc.freeze()
    gc.disable()
    place, at_once, pattern = Range(sys.argv[1], sys.argv[2]), int(sys.argv[3]), sys.argv[4:5]
    counted = place.count()
    print(json.dumps(counted), flush=True)
    running: set[int] = set()
    for point, label in enumerate(counted["labels"], start=1):
        if pattern and not re.search(pattern[0], label):
            continue
        if len(running) >= at_once:
            running.discard(os.wait()[0])
        child = os.fork()
        if child == 0:
            told = place.strike(point) | {"point": label, "labels": None}
            os.write(1, f"\n{json.dumps(told)}\n".encode())
            os._exit(0)
        running.add(child)
    while running:
        running.discard(os.wait()[0])


if __name__ == "__main__":
    main()
