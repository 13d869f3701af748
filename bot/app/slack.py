"""Slack, put together: its platform for the engine, and the listeners that bring it work."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

import structlog
from slack_bolt.adapter.starlette.async_handler import AsyncSlackRequestHandler
from slack_bolt.async_app import AsyncApp
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.app.settings import Settings
from bot.app.slack_check import HOW_TO_OPEN, lost_installations
from bot.app.wiring import Parts
from bot.errors import ConfigurationError, PlatformUnavailableError
from bot.platforms.slack.bolt_app import Listeners, bolt_app
from bot.platforms.slack.events import Events
from bot.platforms.slack.home_tab import HomeTab
from bot.platforms.slack.interactions import Interactions
from bot.platforms.slack.socket_mode import AWAY, SocketMode
from bot.platforms.slack.web_api import SlackCallError, WebApi
from bot.platforms.slack.workspaces import Workspace
from bot.ports.inbox import Inbox

#: Seconds between two attempts to reach Slack when it is away at the start.
RETRY_SECONDS = 10.0

_log = structlog.get_logger(__name__)


@dataclass(slots=True)
class Reach:
    """Whether Slack has told whose token it is."""

    #: Why it has not, in a sentence.
    trouble: str | None = None


@dataclass(slots=True)
class SlackService:
    """Slack as it is served here."""

    parts: Parts
    app: AsyncApp
    #: None when Slack comes to us over HTTP.
    sockets: SocketMode | None
    #: Installations that none of the keys opened at the start.
    lost: Sequence[str] = ()
    reach: Reach = field(default_factory=Reach)

    @property
    def trouble(self) -> str | None:
        """Why it is not served, in a sentence; None while it is, or begins to be."""
        return self.reach.trouble or (self.sockets.trouble if self.sockets else None)

    def routes(self) -> Sequence[Route]:
        """What the server answers for Slack."""
        handler = AsyncSlackRequestHandler(self.app)

        async def handle(request: Request) -> Response:
            return await handler.handle(request)

        installs = [
            Route(path, handle, methods=["GET"])
            for path in ("/slack/install", "/slack/oauth_redirect")
        ]
        events = [Route("/slack/events", handle, methods=["POST"])]
        return [*events, *(installs if self.app.oauth_flow else ())]

    async def health(self) -> dict[str, object]:
        """Whether Slack can reach us, as far as that can be told from here."""
        settings = self.parts.settings
        is_known = not settings.slack_bot_token or self.parts.slack.workspaces.own is not None
        is_reachable = self.sockets is None or await self.sockets.is_connected()
        mode = "http" if self.sockets is None else "socket mode"
        wrong = self._wrong()
        if self.trouble:
            wrong["reason"] = self.trouble
        return {"ok": is_known and is_reachable and not wrong, "mode": mode} | wrong

    def _wrong(self) -> dict[str, object]:
        """Workspaces that cannot be served, while others can."""
        refused = dict(self.parts.slack.api.refused.by_workspace)
        found = {"refused_tokens": refused, "sealed_with_lost_keys": list(self.lost)}
        return {name: value for name, value in found.items() if value}


@asynccontextmanager
async def slack_service(parts: Parts, inbox: Inbox) -> AsyncIterator[SlackService | None]:
    """Slack, until the context ends; None when it is not configured.

    Raises:
        ConfigurationError: Slack does not accept what the settings say.
    """
    settings = parts.settings
    if not settings.has_slack:
        yield None
        return
    lost = await _seal_anew(parts)
    reach = Reach()
    finding = await _find_own(parts.slack.api, settings, parts, reach)
    home = HomeTab(parts.slack.api, parts.slack.people, parts.lookups, parts.clock)
    listeners = _listeners(parts, inbox, home)
    app = bolt_app(
        listeners,
        parts.slack.api.client(""),
        signing_secret=_secret(settings) if settings.slack_over_http else None,
        oauth_flow=parts.slack.oauth,
    )
    sockets = _sockets(app, settings)
    service = SlackService(parts, app, sockets, lost, reach)
    try:
        if sockets is not None:
            await sockets.start()
        yield service
    finally:
        if sockets is not None:
            await sockets.stop()
        finding.cancel()
        await asyncio.gather(finding, return_exceptions=True)
        await listeners.background.aclose()
        await home.aclose()


def _listeners(parts: Parts, inbox: Inbox, home: HomeTab) -> Listeners:
    events = Events(
        inbox,
        parts.slack.platform,
        home,
        parts.slack.workspaces,
        parts.slack.known,
        parts.slack.heard,
    )
    interactions = Interactions(
        parts.slack.api,
        inbox,
        parts.lookups,
        parts.slack.people,
        home,
        parts.slack.forms,
        parts.clock,
    )
    return Listeners.of(events, interactions, parts.slack.workspaces, parts.slack.known)


def _sockets(app: AsyncApp, settings: Settings) -> SocketMode | None:
    if settings.slack_over_http:
        return None
    assert settings.slack_app_token is not None, "the settings were checked"
    return SocketMode(app, settings.slack_app_token.get_secret_value(), settings.slack_base_url)


def _secret(settings: Settings) -> str:
    assert settings.slack_signing_secret is not None, "the settings were checked"
    return settings.slack_signing_secret.get_secret_value()


async def _seal_anew(parts: Parts) -> Sequence[str]:
    """Seal all installations with the newest key, so that older ones can go; what none opens."""
    if parts.slack.installations is None:
        return ()
    count = await parts.slack.installed.reseal()
    if count:
        _log.info("slack.sealed_anew", installations=count)
    lost = lost_installations(await parts.slack.installed.seals())
    if lost:
        _log.error("slack.sealed_with_lost_keys", installations=lost, what_to_do=HOW_TO_OPEN)
    return lost


# ---------------------------------------------------------------- whose token it is


async def _find_own(
    api: WebApi, settings: Settings, parts: Parts, reach: Reach
) -> asyncio.Task[None]:
    """Ask Slack whose the token is; while Slack is away, again and again in the task.

    Raises:
        ConfigurationError: Slack does not accept the token.
    """
    token = settings.slack_bot_token
    if token is None:
        return asyncio.create_task(asyncio.sleep(0), name="slack: no token")
    try:
        parts.slack.workspaces.serve(await own_workspace(api, token.get_secret_value()))
    except PlatformUnavailableError as error:
        reach.trouble = AWAY
        _log.warning("slack.away", error=type(error).__name__)
    else:
        return asyncio.create_task(asyncio.sleep(0), name="slack: token known")

    async def retry() -> None:
        while True:
            await asyncio.sleep(RETRY_SECONDS)
            try:
                own = await own_workspace(api, token.get_secret_value())
            except PlatformUnavailableError:
                continue
            except ConfigurationError as error:
                reach.trouble = str(error)
                _log.error("slack.token_refused", reason=str(error))
                return
            parts.slack.workspaces.serve(own)
            reach.trouble = None
            _log.info("slack.reached")
            return

    return asyncio.create_task(retry(), name="slack: whose token")


async def own_workspace(api: WebApi, token: str) -> Workspace:
    """The workspace of a token.

    Raises:
        ConfigurationError: Slack does not accept it.
        PlatformUnavailableError: Slack does not answer.
    """
    try:
        answer = await api.call_with(token, "auth.test")
    except SlackCallError as error:
        raise ConfigurationError(
            f"Slack does not accept SLACK_BOT_TOKEN ({error.code}): install the app to the "
            "workspace again and copy the Bot User OAuth Token."
        ) from error
    return Workspace(
        team_id=str(answer["team_id"]),
        enterprise_id=answer.get("enterprise_id"),
        bot_user_id=str(answer["user_id"]),
        bot_id=str(answer.get("bot_id") or ""),
        bot_token=token,
        is_enterprise_install=bool(answer.get("is_enterprise_install")),
    )
