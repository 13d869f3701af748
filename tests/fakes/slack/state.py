"""The emulator as a process of its own: what the workspace remembers."""

from __future__ import annotations

import asyncio
import json
import shutil
from contextlib import asynccontextmanager
from pathlib import Path

import aiohttp
import pytest

from tests.fakes.ports import free_port
from tests.fakes.waiting import PATIENCE

_NODE = Path(__file__).parents[2] / "node"

TEAM = "T000000001"
BOT_USER, BOT, APP = "U0BOT00001", "B0BOT00001", "A0BOT00001"
BOT_TOKEN, APP_TOKEN = "xoxb-attache-test", "xapp-1-attache-test"
CLIENT_ID, CLIENT_SECRET = "111.222", "s3cret"
PEOPLE = ("alice", "bob", "guest", "stranger")


def seed(redirect_uri):
    """A workspace with some people and our app installed."""
    scopes = [
        "app_mentions:read", "channels:history", "channels:join", "channels:manage", "channels:read",
        "chat:write", "commands", "files:read", "files:write", "groups:history", "groups:read",
        "groups:write", "im:history", "im:read", "im:write", "mpim:history", "mpim:read", "users:read",
    ]  # fmt: skip
    app = {"app_id": APP, "client_id": CLIENT_ID, "bot_id": BOT, "bot_user_id": BOT_USER}
    return {
        "slack": {
            "team": {"name": "Ministry", "domain": "ministry"},
            "users": [
                {"name": name, "real_name": name.title(), "email": f"{name}@ministry.example"}
                for name in PEOPLE
            ],
            "channels": [],
            "oauth_apps": [
                {
                    **app,
                    "client_secret": CLIENT_SECRET,
                    "name": "Attaché",
                    "bot_name": "attache",
                    "redirect_uris": [redirect_uri],
                    "scopes": scopes,
                }
            ],
            "tokens": [
                {**app, "token": BOT_TOKEN, "type": "bot", "user_id": BOT_USER, "scopes": scopes},
                *({"token": f"xoxp-{name}", "type": "user", "user": name} for name in PEOPLE),
            ],
        }
    }


@asynccontextmanager
async def running_state(folder, events_url, redirect_uri):
    """Start it; the address of its Web API."""
    node = shutil.which("node")
    if node is None:
        pytest.skip("node is not installed")
    if not (_NODE / "node_modules" / "emulate").exists():
        raise RuntimeError("emulate is not installed: run `npm ci` in tests/node")
    (folder / "seed.json").write_text(json.dumps(seed(redirect_uri)))
    port = free_port()
    environment = {
        "PATH": str(Path(node).parent), "PORT": str(port), "EVENTS_URL": events_url,
        "SEED": str(folder / "seed.json"),
    }  # fmt: skip
    with (folder / "emulate.log").open("wb") as log:
        process = await asyncio.create_subprocess_exec(
            node, "slack_state.mjs", cwd=_NODE, env=environment, stdout=log, stderr=log
        )
        try:
            await _until_ready(process, port, folder / "emulate.log")
            yield f"http://127.0.0.1:{port}"
        finally:
            if process.returncode is None:
                process.kill()
            await process.wait()


async def _until_ready(process, port, log):
    async with aiohttp.ClientSession() as session, asyncio.timeout(PATIENCE):
        while process.returncode is None:
            try:
                async with session.get(f"http://127.0.0.1:{port}/"):
                    return
            except aiohttp.ClientError:
                await asyncio.sleep(0.05)
    raise RuntimeError(f"emulate did not start: {log.read_text()}")
