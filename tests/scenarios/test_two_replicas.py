from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@pytest.mark.slow
@pytest.mark.postgres
@pytest.mark.parametrize("database_url", ["postgres"], indirect=True)
def test_two_replicas_that_start_the_same_20_digests_send_20(database_url, tmp_path):
    script = "tests.scenarios.replicas_side_by_side"
    ran = subprocess.run(
        [sys.executable, "-m", script, database_url, str(tmp_path), "20"],
        cwd=ROOT,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert ran.returncode == 0, ran.stderr[-4000:]
    told = json.loads(ran.stdout.splitlines()[-1])

    assert told["ended"] == [0, 0]
    assert sorted(told["posts"]) == sorted(f"m-digest:s{n}:2024-03-25" for n in range(20))
    assert told["calls"] == 20
