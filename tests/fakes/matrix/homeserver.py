"""The real Synapse on loopback, in a process of its own that can be killed and started again."""

from __future__ import annotations

import asyncio
import hashlib
import hmac
import os
import secrets
import subprocess
from contextlib import asynccontextmanager
from pathlib import Path

import httpx
import pytest

from tests.fakes.matrix.calls import Caller
from tests.fakes.matrix.configuration import write_configuration
from tests.fakes.ports import free_port
from tests.fakes.waiting import PATIENCE

SERVER_NAME = "ministry.example"
#: Whom tests register as the bot, and whom people speak to.
BOT = f"@attache:{SERVER_NAME}"

_PYTHON = Path(__file__).parents[3] / ".tools" / "synapse" / "venv" / "bin" / "python"
_REGISTER = "/_synapse/admin/v1/register"


@asynccontextmanager
async def homeserver(folder, limits="relaxed", port=None):
    """Start it on a folder of the test's, until the block ends.

    `limits` are ``relaxed`` or Synapse's own, ``default``.  It belongs to no event loop: a fixture
    may keep one for a whole module.
    """
    if not _PYTHON.exists():
        pytest.skip("Synapse is not installed: run `make .tools/synapse/ready`")
    folder.mkdir(parents=True, exist_ok=True)
    server = Homeserver(folder, port or free_port(), limits)
    try:
        await server.start()
        yield server
    finally:
        server.kill()


class Homeserver:
    """A homeserver on a folder; `url` and `server_name` are its addresses."""

    def __init__(self, folder, port, limits):
        self.url = f"http://127.0.0.1:{port}"
        self.server_name = SERVER_NAME
        self.folder = folder
        self._secret = secrets.token_hex(16)
        self._configuration = write_configuration(folder, port, SERVER_NAME, self._secret, limits)
        self._process = None
        self._admin = None

    # ------------------------------------------------------------ the process

    async def start(self):
        """Start it, on what it remembers, and wait until it answers."""
        self._launch()
        await self._until_healthy()

    def _launch(self):
        command = [_PYTHON, "-m", "synapse.app.homeserver", "-c", self._configuration]
        with (self.folder / "output.log").open("ab") as log:
            self._process = subprocess.Popen(
                command, cwd=self.folder, env=_environment(), stdout=log, stderr=log
            )

    def kill(self):
        """End it in the middle of what it does; nothing happens if it is down."""
        if self._process is not None:
            self._process.kill()
            self._process.wait()
            self._process = None

    async def stop(self):
        """Let it end in its own time."""
        self._process.terminate()
        await asyncio.to_thread(self._process.wait, PATIENCE)
        self._process = None

    async def _until_healthy(self):
        async with (
            httpx.AsyncClient(verify=False, trust_env=False) as client,
            asyncio.timeout(PATIENCE),
        ):
            while self._process.poll() is None:
                try:
                    answer = await client.get(f"{self.url}/health")
                except httpx.TransportError:
                    await asyncio.sleep(0.05)
                    continue
                if answer.is_success:
                    return
        raise RuntimeError(f"Synapse did not start: {self._last_words()}")

    def _last_words(self):
        logs = [self.folder / "output.log", self.folder / "homeserver.log"]
        return "\n".join(log.read_text()[-2000:] for log in logs if log.exists())

    # ------------------------------------------------------------ its operator

    async def register(self, name, password, admin=False):
        """Register somebody, who has yet to log in; their id."""
        answer = await self._register(name, password, admin, inhibit_login=True)
        return answer["user_id"]

    async def register_here(self, name, password, admin=False):
        """Register somebody on a device at once, beside the limit on log-ins; the whole answer."""
        return await self._register(name, password, admin)

    async def override_ratelimit(self, user_id):
        """Lift the limit on somebody's messages, as operators are told to do for the bot."""
        no_limit = {"messages_per_second": 0, "burst_count": 0}
        await self.administer("POST", f"users/{user_id}/override_ratelimit", no_limit)

    async def administer(self, method, path, body=None):
        """Call the admin API (below ``/_synapse/admin/v1/``); its answer."""
        if self._admin is None:
            answer = await self.register_here("operator", secrets.token_hex(16), admin=True)
            self._admin = Caller(self.url, answer["access_token"])
        return await self._admin.call(method, f"/_synapse/admin/v1/{path}", body)

    async def _register(self, name, password, admin, **more):
        anybody = Caller(self.url)
        nonce = (await anybody.call("GET", _REGISTER))["nonce"]
        words = [nonce, name, password, "admin" if admin else "notadmin"]
        proof = hmac.new(self._secret.encode(), "\0".join(words).encode(), hashlib.sha1)
        body = {"nonce": nonce, "username": name, "password": password, "admin": admin, **more}
        return await anybody.call("POST", _REGISTER, {**body, "mac": proof.hexdigest()})


def _environment():
    """Ours without Python's own settings: compiled files may be kept, which halves the next start."""
    return {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
