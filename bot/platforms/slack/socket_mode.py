"""Socket Mode: Slack is reached over WebSockets that we open, so that nothing need listen here.

Two at a time: when Slack renews one of them, the SDK closes it before it opens the next, and what
is clicked in that gap would be lost; the other one hears it.
"""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

import structlog
from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.async_app import AsyncApp
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.errors import ConfigurationError
from bot.platforms.slack.bolt_app import quiet_logger

#: WebSockets that are kept open; Slack allows ten to an app.
SOCKETS = 2
#: Seconds between two pings; also between two attempts to connect.
PING_SECONDS = 5.0

#: What is told of it while it is away.
AWAY = "Slack does not answer yet; it is tried again."

_log = structlog.get_logger(__name__)


class SocketMode:
    """Keeps the sockets open from `start` to `stop`."""

    def __init__(self, app: AsyncApp, app_token: str, base_url: str) -> None:
        self._client = AsyncWebClient(
            token=app_token, base_url=base_url, logger=quiet_logger(), retry_handlers=[]
        )
        self._handlers: Sequence[AsyncSocketModeHandler] = [
            AsyncSocketModeHandler(
                app,
                app_token,
                logger=quiet_logger(),
                web_client=self._client,
                ping_interval=PING_SECONDS,
            )
            for _ in range(SOCKETS)
        ]
        #: Why nothing is heard, in a sentence; None once it is, or while nothing is known against it.
        self.trouble: str | None = None
        self._connecting: asyncio.Task[None] | None = None

    async def start(self) -> None:
        """Begin to connect.  While Slack is away it is tried again and again.

        Raises:
            ConfigurationError: Slack does not accept the app token.
        """
        await self._check()
        self._connecting = asyncio.create_task(self._connect(), name="slack sockets")

    async def stop(self) -> None:
        """Close the sockets."""
        for handler in self._handlers:
            handler.client.closed = True
        if self._connecting is not None:
            self._connecting.cancel()
            await asyncio.gather(self._connecting, return_exceptions=True)
        await asyncio.gather(
            *(handler.client.close() for handler in self._handlers),  # type: ignore[no-untyped-call]
            return_exceptions=True,
        )

    async def is_connected(self) -> bool:
        """Whether Slack can reach us over any of the sockets."""
        connected = [await handler.client.is_connected() for handler in self._handlers]
        return any(connected)

    async def _check(self) -> None:
        """Ask for an address once: a wrong token is told at start and not in an endless log."""
        try:
            await self._client.apps_connections_open(app_token=str(self._client.token))
        except SlackApiError as error:
            code = str(error.response.get("error"))
            if error.response.status_code == 429 or code in {"ratelimited", "internal_error"}:
                return
            raise ConfigurationError(
                f"Slack does not accept SLACK_APP_TOKEN ({code}): make an app-level token with "
                "the scope connections:write under Basic Information, and set it."
            ) from error
        except Exception as error:  # noqa: BLE001 - whatever the transport raises: Slack is away
            self.trouble = AWAY
            _log.warning("slack.away", error=type(error).__name__)

    async def _connect(self) -> None:
        await asyncio.gather(
            *(handler.client.connect() for handler in self._handlers)  # type: ignore[no-untyped-call]
        )
        self.trouble = None
        _log.info("slack.connected", sockets=len(self._handlers))
