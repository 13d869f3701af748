"""The real @copilotkit/aimock as the model's endpoint, in a process of its own on loopback."""

from __future__ import annotations

import contextlib
import json
import shutil
import subprocess
import time
import urllib.error
import urllib.request
from pathlib import Path

import pytest

from tests.fakes.ports import free_port
from tests.fakes.waiting import PATIENCE

_PROGRAM = (
    Path(__file__).parents[1] / "node" / "node_modules" / "@copilotkit/aimock" / "dist" / "cli.js"
)


class Aimock:
    """A running server: `base_url` for the client, `chaos` and `journal` for the test."""

    def __init__(self, port):
        self.root = f"http://127.0.0.1:{port}"
        self.base_url = f"{self.root}/v1"
        #: Where it speaks OpenRouter's dialect, which tells the cost.
        self.openrouter_url = f"{self.root}/api/v1"

    @contextlib.contextmanager
    def chaos(self, **rates):
        self._send("POST", "/__aimock/chaos", rates)
        try:
            yield
        finally:
            self._send("DELETE", "/__aimock/chaos")

    def journal(self):
        """Every request so far, oldest first: ``body`` is what was sent."""
        return json.loads(self._send("GET", "/__aimock/journal?limit=1000"))

    def asked(self, words):
        """Bodies of the chat requests whose user message has these words."""
        bodies = [entry["body"] for entry in self.journal() if "messages" in (entry["body"] or {})]
        return [body for body in bodies if words in body["messages"][-1]["content"]]

    def _send(self, method, path, body=None):
        data = None if body is None else json.dumps(body).encode()
        headers = {"Content-Type": "application/json"}
        request = urllib.request.Request(self.root + path, data, headers, method=method)
        with urllib.request.urlopen(request, timeout=PATIENCE) as response:
            return response.read()


@contextlib.contextmanager
def running_aimock(fixtures, folder):
    """Start it on fixtures (aimock's own format); `folder` is a scratch folder of the test's."""
    node = shutil.which("node")
    if node is None:
        pytest.skip("node is not installed")
    if not _PROGRAM.exists():
        raise RuntimeError("aimock is not installed: run `npm ci` in tests/node")
    (folder / "fixtures.json").write_text(json.dumps({"fixtures": fixtures}), encoding="utf-8")
    port = free_port()
    command = [node, _PROGRAM, "-h", "127.0.0.1", "-p", str(port), "-f", folder, "--strict"]
    with (folder / "aimock.log").open("wb") as log:
        process = subprocess.Popen([*command, "--validate-on-load"], stdout=log, stderr=log)
    try:
        _wait_until_ready(process, port, folder / "aimock.log")
        yield Aimock(port)
    finally:
        process.terminate()
        process.wait(timeout=10)


def _wait_until_ready(process, port, log):
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline and process.poll() is None:
        with contextlib.suppress(urllib.error.URLError, ConnectionError):
            urllib.request.urlopen(f"http://127.0.0.1:{port}/health", timeout=10).close()
            return
        time.sleep(0.05)
    raise RuntimeError(f"aimock did not start: {log.read_text()}")
