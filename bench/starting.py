"""How long it takes to start: ``attache --help``, and the demo to a readable briefing.

python -m bench.starting
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import time

TRIES = 5


def seconds_for(words):
    started = time.perf_counter()
    subprocess.run([sys.executable, "-m", "bot", *words], check=True, capture_output=True)
    return time.perf_counter() - started


def demo_seconds():
    """From the command to the word that the briefing stands."""
    started = time.perf_counter()
    demo = subprocess.Popen(
        [sys.executable, "-m", "bot", "demo", "--port", "0", "--no-browser"],
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        for line in demo.stderr:
            if "demo:" in line:
                return time.perf_counter() - started
        raise SystemExit("the demo did not start")
    finally:
        demo.terminate()
        demo.wait()


def main():
    helps = [seconds_for(["--help"]) for _ in range(TRIES)]
    demos = [demo_seconds() for _ in range(TRIES)]
    print("starting")
    print(
        f"  attache --help  median {statistics.median(helps):.2f} s, worst {max(helps):.2f} s   asked: <= 0.4 s"
    )
    print(
        f"  attache demo    median {statistics.median(demos):.2f} s, worst {max(demos):.2f} s   asked: <= 5 s"
    )


if __name__ == "__main__":
    main()
