"""`make bench`: every figure that the issues ask for, measured in one run on this machine."""

from __future__ import annotations

import subprocess
import sys

#: Each in a process of its own, so that one's memory is not the other's.
PARTS = (
    "starting",
    "asking",
    "model_path",
    "store",
    "keeping",
    "copies",
    "reading",
    "feeds",
    "slack",
    "matrix",
)


def main():
    for part in PARTS:
        subprocess.run([sys.executable, "-m", f"bench.{part}"], check=True)
        print(flush=True)


if __name__ == "__main__":
    main()
