"""The whole bot in this process, connected to a workspace."""

from __future__ import annotations

from contextlib import asynccontextmanager

from bot.app.running import running
from bot.app.settings import read_settings
from tests.fakes.clock import RealClock
from tests.fakes.empty_stores import with_empty_stores
from tests.fakes.ports import free_port
from tests.fakes.waiting import until


def slack_settings(folder, slack, *, over_http=False, **more):
    """Settings of a bot in this workspace, as an operator would write them."""
    port = free_port()
    values = {
        "data_dir": folder / "data",
        "slack_bot_token": slack.bot_token,
        "slack_api_url": slack.api_url,
        "http_port": port,
        "allow_private_addresses": ("127.0.0.0/8",),
    }
    if over_http:
        values |= {
            "slack_signing_secret": slack.signing_secret,
            "public_url": f"http://127.0.0.1:{port}",
        }
    else:
        values["slack_app_token"] = slack.app_token
    return with_empty_stores(read_settings(**{**values, **more}))


@asynccontextmanager
async def slack_house(folder, slack, *, over_http=False, clock=None, **more):
    """Everything that `attache run` runs, until the block ends."""
    settings = slack_settings(folder, slack, over_http=over_http, **more)
    async with running(settings, clock or RealClock()) as up:
        if over_http:
            slack.deliver_to(f"http://127.0.0.1:{settings.http_port}/slack/events")
        else:
            await until(lambda: len(slack.deliveries.sockets) == 2)
        yield up
