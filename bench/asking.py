"""Recall and built-in answers in a channel of 2,000 articles inside a store of 20,000.

python -m bench.asking [--stored 20000 --channel 2000 --questions 200]
"""

from __future__ import annotations

import argparse
import asyncio
import os
import resource
import statistics
import sys
import tempfile
import time
from datetime import timedelta
from pathlib import Path

from bench.wire import FIRST, Wire
from bot.__main__ import SWITCH_SECONDS
from bot.app.clock import SetClock
from bot.app.settings import read_settings
from bot.app.wiring import open_parts
from bot.domain.articles import Way
from bot.domain.identifiers import ChannelKey

MEASURED = ChannelKey("local", "measured")
OTHERS = 5


def p95(values):
    return statistics.quantiles(values, n=20)[-1]


async def fill(parts, stored, channel):
    """Articles go through the whole of reading in, but for the fetching."""
    wire = Wire()
    started = time.perf_counter()
    for number in range(stored):
        is_measured = number % (stored // channel) == 0
        other = ChannelKey("local", f"other{number % OTHERS}")
        await parts.intake.keep(MEASURED if is_measured else other, wire.article(number), Way.FEED)
    return stored / (time.perf_counter() - started)


async def measure(stored, channel, questions):
    with tempfile.TemporaryDirectory() as folder:
        settings = read_settings().model_copy(update={"data_dir": Path(folder)})
        clock = SetClock(FIRST + timedelta(minutes=stored + 60))
        async with open_parts(settings, clock) as parts:
            rate = await fill(parts, stored, channel)
        async with open_parts(settings, clock) as parts:
            wire = Wire(seed=5)
            recall, total, answered = [], [], 0
            for _ in range(questions):
                given = await parts.shell.ask(MEASURED, wire.question())
                recall.append(given.timings.recall)
                total.append(given.timings.total)
                answered += not given.abstained
            return rate, recall, total, answered


def rss_now():
    """Resident memory in MB (Linux)."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


def main(argv=None):
    sys.setswitchinterval(SWITCH_SECONDS)  # as `attache` runs
    parser = argparse.ArgumentParser()
    parser.add_argument("--stored", type=int, default=20_000)
    parser.add_argument("--channel", type=int, default=2_000)
    parser.add_argument("--questions", type=int, default=200)
    given = parser.parse_args(argv)
    rate, recall, total, answered = asyncio.run(
        measure(given.stored, given.channel, given.questions)
    )
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000
    print(f"asking: {given.channel:,} articles in the channel, {given.stored:,} in the store")
    print(
        f"  recall p50 {statistics.median(recall):7.1f} ms   p95 {p95(recall):7.1f} ms   asked: p95 <= 60 ms"
    )
    print(
        f"  ask    p50 {statistics.median(total):7.1f} ms   p95 {p95(total):7.1f} ms   asked: p95 <= 250 ms"
    )
    print(f"  answered {answered} of {given.questions}; the others abstained")
    print(f"  memory now {rss_now():.0f} MB, peak {peak:.0f} MB   asked: <= 400 MB")
    print(f"  kept {rate:.0f} articles a second (duplicates, passages, index, story)")


if __name__ == "__main__":
    main()
