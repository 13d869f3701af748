"""Two replicas with one Postgres whose metronomes beat at once: ``URL FOLDER COUNT``.

Both start the digests of COUNT channels.  Prints one JSON line: how the replicas ended, and what
was posted.
"""

from __future__ import annotations

import asyncio
import json
import os
import sys
import time
from pathlib import Path

from bot.domain.identifiers import ChannelKey
from bot.domain.schedules import SlotOutcome
from tests.fakes.file_platform import FilePlatform
from tests.scenarios.small_house import DUE, FEED_URL, morning_digest, open_house

PATIENCE_SECONDS = 120.0


def schedules(count):
    return [morning_digest(ChannelKey("local", f"c{n}"), f"s{n}") for n in range(count)]


async def set_up(url, folder, count):
    async with open_house(url, folder, executor_id="first") as house:
        for schedule in schedules(count):
            await house.sources.follow(schedule.channel, FEED_URL, None, DUE)
            await house.schedules.save_schedule(schedule)
        await house.engine.start()
        await house.engine.stop()


async def replica(url, folder, count, name, start_at):
    async with open_house(url, folder, executor_id=name) as house:
        await house.engine.start()
        await asyncio.sleep(max(0, start_at - time.monotonic()))
        await house.engine._digests()
        given_up_at = time.monotonic() + PATIENCE_SECONDS
        for schedule in schedules(count):
            while await _outcome(house, schedule) is not SlotOutcome.SENT:
                assert time.monotonic() < given_up_at, "a digest did not come"
                await asyncio.sleep(0.1)
        await house.engine.stop()


async def _outcome(house, schedule):
    return await house.schedules.slot_outcome(schedule.schedule_id, DUE.date())


def in_child(work):
    child = os.fork()
    if child == 0:
        code = 1
        try:
            asyncio.run(work)
            code = 0
        finally:
            os._exit(code)
    work.close()
    return child


def main():
    url, folder, count = sys.argv[1], Path(sys.argv[2]), int(sys.argv[3])
    os.waitpid(in_child(set_up(url, folder, count)), 0)
    start_at = time.monotonic() + 3
    children = [in_child(replica(url, folder, count, name, start_at)) for name in ("one", "two")]
    ended = [os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) for child in children]
    platform = FilePlatform(folder)
    posts = [post["message_id"] for post in platform.posts()]
    print(json.dumps({"ended": ended, "posts": posts, "calls": len(platform.calls())}))


if __name__ == "__main__":
    main()
