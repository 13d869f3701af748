"""Slack under load: 200 events a second on loopback for 30 seconds, against the tests' workspace.

python -m bench.slack [--rate 200 --seconds 30 --questions 0.05]

Most of what a busy workspace says is not for the bot; the share of `--questions` is.  The bot is
`attache run` in a process of its own; the workspace, the emulator behind it and this load share
the machine with it.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import gc
import itertools
import os
import random
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from datetime import timedelta
from pathlib import Path

from bench.wire import FIRST, Wire
from bot.app.clock import SetClock
from bot.app.settings import read_settings
from bot.app.wiring import open_parts
from bot.domain.articles import Way
from bot.domain.identifiers import ChannelKey
from tests.fakes.ports import free_port
from tests.fakes.slack.workspace import slack_workspace
from tests.fakes.waiting import until

CHANNELS, ARTICLES = 20, 50
ROOT = Path(__file__).parents[1]
#: Seconds that the last answers are waited for.
PATIENCE = 60


async def fill(folder, slack, channels):
    """Every channel has read something."""
    settings = read_settings().model_copy(update={"data_dir": folder})
    wire, clock = Wire(), SetClock(FIRST + timedelta(days=2))
    async with open_parts(settings, clock) as parts:
        for number in range(CHANNELS * ARTICLES):
            key = ChannelKey("slack", f"{slack.team}/{channels[number % CHANNELS]}")
            await parts.intake.keep(key, wire.article(number), Way.FEED)


def start(folder, slack):
    """`attache run`, connected to the workspace."""
    environment = {
        **os.environ,
        "PYTHONPATH": str(ROOT),
        "ATTACHE_DATA_DIR": str(folder),
        "ATTACHE_HTTP_PORT": str(free_port()),
        "ATTACHE_LOG_LEVEL": "WARNING",
        "SLACK_BOT_TOKEN": slack.bot_token,
        "SLACK_APP_TOKEN": slack.app_token,
        "SLACK_API_URL": slack.api_url,
    }
    return subprocess.Popen([sys.executable, "-m", "bot", "run"], cwd=folder, env=environment)


class Load:
    """Events as a workspace has them: talk, talk in threads, and questions to the bot."""

    def __init__(self, slack, channels, share):
        self.slack = slack
        self.channels = channels
        self.share = share
        self.random = random.Random(3)
        self.wire = Wire(seed=5)
        self.numbers = itertools.count(1)
        #: When each question was asked, by channel and ts.
        self.asked = {}
        self.roots = [f"{time.time():.0f}.{n:06d}" for n in range(900_000, 900_050)]

    def one(self):
        """Emit one event."""
        number = next(self.numbers)
        channel = self.random.choice(self.channels)
        ts = f"{int(time.time())}.{number % 900_000:06d}"
        event = {"type": "message", "channel": channel, "channel_type": "channel",
                 "user": f"U{number % 300}", "ts": ts, "event_ts": ts}  # fmt: skip
        if self.random.random() < self.share:
            self.asked[channel, ts] = time.monotonic()
            event["text"] = f"<@{self.slack.bot_user}> {self.wire.question()}"
        elif self.random.random() < 0.5:
            event |= {"text": "I will look into it", "thread_ts": self.random.choice(self.roots)}
        else:
            event["text"] = "Who is in on Friday?"
        self.slack.emit(event)

    async def run(self, rate, seconds):
        """Emit at a rate, evenly."""
        started = time.monotonic()
        for number in range(rate * seconds):
            wait = started + number / rate - time.monotonic()
            if wait > 0:
                await asyncio.sleep(wait)
            self.one()


def answers(slack):
    """How often each message was answered, by channel and thread: at once, or in a stream."""
    found = {}
    for call in slack.calls:
        is_post = call.method in {"chat.postMessage", "chat.startStream"}
        if is_post and call.answer and call.answer.get("ok"):
            place = (call.arguments["channel"], call.arguments.get("thread_ts"))
            found[place] = found.get(place, 0) + 1
    return found


def p(values, share):
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))] * 1000


async def measure(given):
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        async with slack_workspace(folder) as slack:
            channels = [await slack.channel(f"desk{n}") for n in range(CHANNELS)]
            for channel in channels:
                slack.channels[channel].members.add(slack.bot_user)
            await fill(folder / "data", slack, channels)
            process = start(folder / "data", slack)
            try:
                await until(lambda: len(slack.deliveries.sockets) == 2, seconds=30)
                # What happened while the workspace was furnished reached nobody.
                await slack.quiet()
                slack.acks.clear()
                # Our own furniture, looked through while the load runs, would count as the bot's.
                gc.collect()
                gc.freeze()
                load = Load(slack, channels, given.questions)
                await load.run(given.rate, given.seconds)
                await slack.quiet(60)
                with contextlib.suppress(TimeoutError):
                    await until(
                        lambda: load.asked.keys() <= answers(slack).keys(), PATIENCE, every=0.5
                    )
                took = time.monotonic() - max(load.asked.values(), default=time.monotonic())
            finally:
                process.terminate()
                await asyncio.to_thread(process.wait, 30)
            report(given, slack, load, took)


def report(given, slack, load, took):
    acks = [ack.seconds for ack in slack.acks]
    lost = [ack for ack in slack.acks if not ack.is_acknowledged]
    tries = sum(ack.tries > 1 for ack in slack.acks)
    given_answers = answers(slack)
    missing = [place for place in load.asked if place not in given_answers]
    twice = [place for place in load.asked if given_answers.get(place, 0) > 1]
    first = {}
    for channel, thread, status, at in slack.statuses:
        if status:
            first.setdefault((channel, thread), at)
    signs = [first[place] - at for place, at in load.asked.items() if place in first]
    print(
        f"slack: {given.rate} events a second for {given.seconds} s, {len(load.asked)} of them questions"
    )
    print(f"  acknowledged p50 {statistics.median(acks) * 1000:7.1f} ms   p99 {p(acks, 0.99):7.1f} ms   "
          f"worst {max(acks) * 1000:7.1f} ms   asked: p99 <= 250 ms, all <= 1000 ms")  # fmt: skip
    print(f"  not acknowledged {len(lost)}, needed another try {tries}   asked: none lost")
    print(
        f"  questions without an answer {len(missing)}, answered twice {len(twice)}   asked: none"
    )
    if signs:
        print(f"  first sign of work p50 {p(signs, 0.5):7.1f} ms   p95 {p(signs, 0.95):7.1f} ms   "
              f"asked: p95 <= 500 ms   (shown for {len(signs)} of {len(load.asked)})")  # fmt: skip
    print(f"  the last answer came {took:.1f} s after the last question")
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    print(f"  the bot and the emulator used {used.ru_utime + used.ru_stime:.1f} s of processor; "
          f"{pace():.2f} s here for ten million additions")  # fmt: skip


def pace():
    """Seconds for ten million additions in a loop: how fast this machine is at the moment."""
    started, total = time.perf_counter(), 0
    for number in range(10_000_000):
        total += number
    return time.perf_counter() - started


def main(argv=None):
    parser = argparse.ArgumentParser()
    parser.add_argument("--rate", type=int, default=200)
    parser.add_argument("--seconds", type=int, default=30)
    parser.add_argument("--questions", type=float, default=0.05)
    asyncio.run(measure(parser.parse_args(argv)))


if __name__ == "__main__":
    main()
