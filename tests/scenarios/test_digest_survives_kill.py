"""DESIGN promise 3: a digest comes exactly once, wherever the process is killed."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


def under_fire(url, folder, at_once, *pattern):
    """The runs of `digest_under_fire`: the one that counted, and those that were struck."""
    ran = subprocess.run(
        [sys.executable, "-m", "tests.scenarios.digest_under_fire", url, folder, at_once, *pattern],
        cwd=ROOT,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        timeout=500,
        check=False,
    )
    assert ran.returncode == 0, ran.stderr[-4000:]
    lines = [line for line in ran.stdout.splitlines() if line.startswith('{"run"')]
    counted, *struck = [json.loads(line) for line in lines]
    return counted, struck


def findings(run):
    """What must be the same after every run, however it was struck."""
    return {
        "last": run["last"],
        "outcome": run.get("outcome"),
        "posts": [post["sentences"] for post in run.get("posts", [])],
        "stories_in_ledger": run.get("stories_in_ledger"),
        "ledger_moved": run.get("ledger_moved"),
        "articles": run.get("articles"),
    }


def check(counted, struck, points):
    quiet = findings(counted)

    assert quiet["outcome"] == "sent"
    assert len(quiet["posts"]) == 1
    assert len(quiet["posts"][0]) > 1
    assert quiet["ledger_moved"]
    assert quiet["stories_in_ledger"] == 1
    assert [run["first"] for run in struck] == [-signal.SIGKILL] * len(points)
    assert sorted(run["point"] for run in struck) == sorted(points)
    assert {run["point"]: findings(run) for run in struck} == dict.fromkeys(points, quiet)


@pytest.mark.slow
def test_a_digest_that_is_killed_anywhere_is_sent_once(tmp_path):
    counted, struck = under_fire("sqlite+aiosqlite://", str(tmp_path), "6")

    # Every step of the digest was struck as it began, as it was done, and as it was noted.
    steps = {label.split()[-1] for label in counted["labels"] if " step " in label}
    assert steps >= {"begin", "read_sources", "write", "keep_post", "deliver", "move_ledger"}
    check(counted, struck, counted["labels"])
    # The platform is asked twice only where it had posted and we did not hear of it.
    assert {run["point"] for run in struck if run["calls"] > 1} <= {"after FilePlatform.post"}


@pytest.mark.slow
@pytest.mark.postgres
@pytest.mark.parametrize("database_url", ["postgres"], indirect=True)
def test_another_replica_finishes_the_digest_of_a_killed_one(database_url, tmp_path):
    pattern = "done, not noted|after FilePlatform.post"
    counted, struck = under_fire(database_url, str(tmp_path), "4", pattern)

    wanted = [label for label in counted["labels"] if "done, not" in label or "Platform" in label]
    check(counted, struck, wanted)
