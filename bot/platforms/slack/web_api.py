"""Calls to Slack's Web API: one session, no hidden retries, and errors that we know.

The SDK would repeat a post whose answer got lost, and sleep through a 429 inside the call; both
are switched off here.  What may be repeated, and when, is decided by whoever called.
"""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

import aiohttp
import structlog
from slack_sdk.errors import SlackApiError, SlackClientError
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.web.async_slack_response import AsyncSlackResponse

from bot.errors import DeliveryError, PlatformUnavailableError, PostRefusedError, Refusal
from bot.platforms.slack.pacing import Pacing
from bot.platforms.slack.refused_tokens import REFUSALS, RefusedTokens
from bot.platforms.slack.scopes import METHODS
from bot.platforms.slack.workspaces import Workspaces

#: Seconds that one call may take.
CALL_SECONDS = 20
#: Seconds to leave a method alone when Slack asks for peace and does not say how long.
DEFAULT_RETRY_SECONDS = 30.0

DEFAULT_API_URL = "https://slack.com/api/"

#: Slack's error codes that stand for more than "no": everything else is `Refusal.OTHER`.
_NO_ENTRY = frozenset({
    "channel_is_archived", "channel_not_found", "is_archived", "is_inactive", "not_in_channel",
    "restricted_action", "restricted_action_read_only_channel", "user_not_in_channel",
    "restricted_action_non_threadable_channel", "restricted_action_thread_only_channel",
})  # fmt: skip
_NO_THREAD = frozenset({
    "cannot_reply_to_message", "message_not_found", "thread_not_found", "restricted_action_thread_locked",
})  # fmt: skip
_SHUT_OUT = frozenset({
    "account_inactive", "app_uninstalled", "invalid_auth", "not_authed", "org_login_required",
    "team_access_not_granted", "team_not_found", "token_expired", "token_revoked",
})  # fmt: skip
_TRY_AGAIN = frozenset({
    "fatal_error", "internal_error", "ratelimited", "rate_limited", "request_timeout",
    "service_unavailable", "team_added_to_org",
})  # fmt: skip

_log = structlog.get_logger(__name__)


class SlackCallError(Exception):
    """Slack answered with an error code; `code` is its word for it."""

    def __init__(self, method: str, code: str) -> None:
        super().__init__(f"{method}: {code}")
        self.method = method
        self.code = code


class WebApi:
    """Calls methods with the token of the workspace that they are about, on one HTTP session."""

    def __init__(self, workspaces: Workspaces, base_url: str = DEFAULT_API_URL) -> None:
        self._workspaces = workspaces
        self.base_url = base_url
        self._session: aiohttp.ClientSession | None = None
        self._clients: dict[str, AsyncWebClient] = {}
        #: The token last used for a workspace: its client goes when the workspace does.
        self._tokens: dict[str, str] = {}
        #: What Slack asked us to leave alone for a while.
        self._held = Pacing()
        self.refused = RefusedTokens()

    async def aclose(self) -> None:
        """Close the session."""
        if self._session is not None:
            await self._session.close()

    def client(self, token: str) -> AsyncWebClient:
        """The SDK's client of one token, on the shared session."""
        if token not in self._clients:
            self._clients[token] = AsyncWebClient(
                token=token,
                base_url=self.base_url,
                session=self._http(),
                timeout=CALL_SECONDS,
                retry_handlers=[],
            )
        return self._clients[token]

    async def call(self, team_id: str, method: str, /, **arguments: Any) -> dict[str, Any]:
        """Call a method of `METHODS` for a workspace; Slack's answer.

        Raises:
            SlackCallError: Slack answered with an error code.
            PlatformUnavailableError: no answer, or "not now"; whether it took effect is unknown.
            PostRefusedError: the workspace is not ours any more.
        """
        workspace = await self._workspaces.of(team_id)
        if workspace is None:
            self.refused.clear(team_id)
            self._drop(team_id)
            raise PostRefusedError(
                "This Slack workspace has removed me: install me again to go on.",
                Refusal.SHUT_OUT,
            )
        # Limits are by method and workspace, and for posts by channel: one does not wait for another.
        held = f"{team_id} {method} {arguments.get('channel', '')}"
        if (seconds := self._held.waiting(held)) > 0:
            raise _busy(seconds)
        if code := self.refused.why(team_id, workspace.bot_token):
            raise SlackCallError(method, code)
        if self._tokens.get(team_id) != workspace.bot_token:
            self._drop(team_id)
            self._tokens[team_id] = workspace.bot_token
        try:
            answer = await self.call_with(workspace.bot_token, method, **arguments)
        except PlatformUnavailableError as error:
            if error.retry_after_seconds:
                self._held.hold(held, error.retry_after_seconds)
            raise
        except SlackCallError as error:
            self.refused.note(team_id, workspace.bot_token, error.code)
            if error.code in REFUSALS:
                self._drop(team_id)
            raise
        self.refused.clear(team_id)
        return answer

    def _drop(self, team_id: str) -> None:
        """Keep no client for a token that is not used any more."""
        self._clients.pop(self._tokens.pop(team_id, ""), None)

    async def call_with(self, token: str, method: str, /, **arguments: Any) -> dict[str, Any]:
        """As `call`, with a token at hand."""
        answer = await self._answer(token, method, **arguments)
        if not isinstance(answer.data, dict):
            raise PlatformUnavailableError("Slack's answer could not be read.")
        return answer.data

    async def _answer(self, token: str, method: str, /, **arguments: Any) -> AsyncSlackResponse:
        bound = getattr(self.client(token), METHODS[method].call)
        try:
            answer: AsyncSlackResponse = await bound(**arguments)
        except SlackApiError as error:
            raise _known(method, error) from error
        except (aiohttp.ClientError, TimeoutError, OSError, SlackClientError, ValueError) as error:
            _log.info("slack.no_answer", method=method, error=type(error).__name__)
            raise PlatformUnavailableError("Slack did not answer.") from error
        return answer

    async def granted_scopes(self, token: str) -> frozenset[str]:
        """The scopes of a bot token, as Slack tells them beside its answers.

        Raises:
            SlackCallError, PlatformUnavailableError
        """
        answer = await self._answer(token, "auth.test")
        named = {str(name).lower(): str(value) for name, value in dict(answer.headers).items()}
        scopes = named.get("x-oauth-scopes", "").split(",")
        return frozenset(scope.strip() for scope in scopes if scope.strip())

    async def open_connection(self, app_token: str) -> str:
        """An address for Socket Mode: proof that the app token is worth something.

        Raises:
            SlackCallError, PlatformUnavailableError
        """
        answer = await self.call_with(app_token, "apps.connections.open", app_token=app_token)
        return str(answer["url"])

    async def exported_manifest(self, config_token: str, app_id: str) -> dict[str, Any]:
        """The app's manifest as Slack has it.

        Raises:
            SlackCallError, PlatformUnavailableError
        """
        answer = await self.call_with(config_token, "apps.manifest.export", app_id=app_id)
        manifest: dict[str, Any] = answer.get("manifest") or {}
        return manifest

    async def download(self, token: str, url: str, limit: int) -> bytes | None:
        """A file of Slack's, with the token; None when it is larger than `limit` bytes.

        Raises:
            SlackCallError: it was not given.
            PlatformUnavailableError: no answer.
        """
        headers = {"Authorization": f"Bearer {token}"}
        proxy = self.client(token).proxy
        try:
            async with self._http().get(
                url, headers=headers, proxy=proxy, allow_redirects=False
            ) as answer:
                if answer.status != HTTPStatus.OK:
                    raise SlackCallError("files", f"status_{answer.status}")
                body = await answer.content.read(limit + 1)
                while len(body) <= limit and (more := await answer.content.read(limit + 1)):
                    body += more
        except (aiohttp.ClientError, TimeoutError, OSError) as error:
            raise PlatformUnavailableError("Slack did not answer.") from error
        return body if len(body) <= limit else None

    def _http(self) -> aiohttp.ClientSession:
        """The session; it belongs to the loop in which it is first used."""
        if self._session is None:
            # The SDK's clients know the environment's proxy.  Were the session to look there as
            # well, it would read the environment, and `.netrc`, for every call.
            self._session = aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(CALL_SECONDS))
        return self._session


def delivery_error(error: SlackCallError) -> DeliveryError:
    """What an error code means for a post."""
    if error.code in _TRY_AGAIN:
        return PlatformUnavailableError("Slack asked to try again later.", DEFAULT_RETRY_SECONDS)
    refusal = Refusal.OTHER
    for codes, meaning in (
        (_NO_ENTRY, Refusal.NO_ENTRY),
        (_NO_THREAD, Refusal.NO_THREAD),
        (_SHUT_OUT, Refusal.SHUT_OUT),
    ):
        if error.code in codes:
            refusal = meaning
    _log.warning("slack.refused", method=error.method, code=error.code)
    return PostRefusedError(f"Slack refused: {error.code}.", refusal)


def _known(method: str, error: SlackApiError) -> Exception:
    response = error.response
    code = str(response.get("error") or f"status_{response.status_code}")
    if response.status_code == 429 or code in {"ratelimited", "rate_limited"}:
        return _busy(_retry_after(response.headers))
    if response.status_code >= 500:
        return PlatformUnavailableError("Slack is having trouble.")
    return SlackCallError(method, code)


def _retry_after(headers: Any) -> float:
    named = {str(name).lower(): value for name, value in dict(headers).items()}
    try:
        return max(0.0, float(named["retry-after"]))
    except (KeyError, TypeError, ValueError):
        return DEFAULT_RETRY_SECONDS


def _busy(seconds: float) -> PlatformUnavailableError:
    return PlatformUnavailableError("Slack asked to wait.", seconds)
