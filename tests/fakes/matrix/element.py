"""A Node process with matrix-js-sdk in it (tests/node/element.mjs), asked over JSON lines."""

from __future__ import annotations

import asyncio
import itertools
import json
import shutil
import subprocess
import threading
from concurrent.futures import Future
from pathlib import Path

import pytest

_NODE = Path(__file__).parents[2] / "node"
_ANSWER_SECONDS = 60.0


class ElementError(Exception):
    """matrix-js-sdk said no; `code` is the homeserver's word, where it was the homeserver."""

    def __init__(self, what, answer):
        super().__init__(f"{what}: {answer['error']}")
        self.code = answer["code"]


class Element:
    """The process.  A thread reads its answers: it belongs to no event loop."""

    def __init__(self, log):
        node = shutil.which("node")
        if node is None:
            pytest.skip("node is not installed")
        if not (_NODE / "node_modules" / "matrix-js-sdk").exists():
            raise RuntimeError("matrix-js-sdk is not installed: run `npm ci` in tests/node")
        self._log = log
        self._ids = itertools.count()
        self._waiting = {}
        with log.open("ab") as errors:
            self._process = subprocess.Popen(
                [node, "element.mjs"],
                cwd=_NODE,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=errors,
            )
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    async def ask(self, what, **arguments):
        """Have it do something; what came of it."""
        number, coming = next(self._ids), Future()
        self._waiting[number] = coming
        line = json.dumps({"id": number, "do": what, **arguments})
        self._process.stdin.write(line.encode() + b"\n")
        self._process.stdin.flush()
        answer = await asyncio.wait_for(asyncio.wrap_future(coming), _ANSWER_SECONDS)
        if "error" in answer:
            raise ElementError(what, answer)
        return answer["result"]

    def close(self):
        """End it."""
        self._process.kill()
        self._process.wait()
        self._reader.join()
        self._process.stdin.close()
        self._process.stdout.close()

    def _read(self):
        for line in self._process.stdout:
            answer = json.loads(line)
            self._waiting.pop(answer["id"]).set_result(answer)
        for coming in self._waiting.values():
            coming.set_exception(RuntimeError(f"it ended: {self._log.read_text()[-2000:]}"))
