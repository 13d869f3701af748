"""Installing from a page of ours: ``/slack/install`` sends people to Slack, and takes them back."""

from __future__ import annotations

import html
from collections.abc import Mapping, Sequence
from urllib.parse import urlsplit

from slack_bolt.oauth.async_callback_options import (
    AsyncCallbackOptions,
    AsyncFailureArgs,
    AsyncSuccessArgs,
)
from slack_bolt.oauth.async_oauth_flow import AsyncOAuthFlow
from slack_bolt.oauth.async_oauth_settings import AsyncOAuthSettings
from slack_bolt.response import BoltResponse
from slack_sdk.web.async_client import AsyncWebClient

from bot.platforms.slack.bolt_app import quiet_logger
from bot.platforms.slack.installations import Installations, States
from bot.platforms.slack.scopes import bot_scopes

INSTALL_PATH, REDIRECT_PATH = "/slack/install", "/slack/oauth_redirect"

#: What went wrong, and what to do; by Bolt's and Slack's words for it.
_FAILURES: Mapping[str, str] = {
    "access_denied": "You did not allow the installation, so nothing was installed. "
    "To install Attaché after all, begin again.",
    "invalid_browser": "This page was opened in another browser than the one that began. "
    "Begin again, and stay in one browser.",
    "invalid_state": "This page was open for too long, or was used before. Begin again.",
    "missing_code": "Slack sent no code along. Begin again.",
    "invalid_code": "Slack did not accept the code. Begin again; if it fails again, tell whoever "
    "runs Attaché to check the client id and secret.",
    "storage_error": "The installation could not be kept. Tell whoever runs Attaché to look at "
    "its log, then begin again.",
}
_OTHERWISE = "Slack did not complete the installation. Begin again."


def oauth_flow(
    *,
    client_id: str,
    client_secret: str,
    public_url: str,
    api_url: str,
    client: AsyncWebClient,
    installations: Installations,
    states: States,
) -> AsyncOAuthFlow:
    """The flow with our store, our scopes and our pages."""
    return AsyncOAuthFlow(
        client=client,
        logger=quiet_logger(),
        settings=AsyncOAuthSettings(
            client_id=client_id,
            client_secret=client_secret,
            scopes=list(bot_scopes()),
            redirect_uri=f"{public_url.rstrip('/')}{REDIRECT_PATH}",
            install_path=INSTALL_PATH,
            redirect_uri_path=REDIRECT_PATH,
            authorization_url=_authorization_url(api_url),
            # Straight to Slack's own page, which says what is asked for.
            install_page_rendering_enabled=False,
            installation_store=installations,
            installation_store_bot_only=True,
            state_store=states,
            callback_options=AsyncCallbackOptions(success=_success, failure=_failure),
            logger=quiet_logger(),
        ),
    )


def _authorization_url(api_url: str) -> str:
    """Slack's page for installing, beside the Web API that is used."""
    parts = urlsplit(api_url)
    return f"{parts.scheme}://{parts.netloc}/oauth/v2/authorize"


async def _success(arguments: AsyncSuccessArgs) -> BoltResponse:
    name = arguments.installation.team_name or arguments.installation.enterprise_name
    where = f" in {name}" if name else ""
    return _page(
        200,
        "Attaché is installed",
        f"Attaché is installed{where}. Go back to Slack, invite it to a channel with "
        "/invite @Attaché, and say help to it there.",
    )


async def _failure(arguments: AsyncFailureArgs) -> BoltResponse:
    status = max(arguments.suggested_status_code, 400)
    return _page(
        status, "Attaché is not installed", _FAILURES.get(arguments.reason, _OTHERWISE), again=True
    )


def _page(status: int, title: str, said: str, *, again: bool = False) -> BoltResponse:
    link = f'<p><a href="{INSTALL_PATH}">Begin again</a></p>' if again else ""
    body = (
        '<!doctype html><html lang="en"><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{html.escape(title)}</title>"
        "<style>body{font:1rem/1.6 system-ui,sans-serif;max-width:34rem;margin:15vh auto;"
        "padding:0 1.5rem}</style>"
        f"<h1>{html.escape(title)}</h1><p>{html.escape(said)}</p>{link}</html>"
    )
    headers: dict[str, str | Sequence[str]] = {
        "content-type": "text/html; charset=utf-8",
        "content-security-policy": "default-src 'none'; style-src 'unsafe-inline'",
        "referrer-policy": "no-referrer",
    }
    return BoltResponse(status=status, body=body, headers=headers)
