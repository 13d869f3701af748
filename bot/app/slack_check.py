"""What `attache doctor` says of Slack: tokens, scopes, events, and what to mend."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from bot.app.finding import Finding
from bot.app.settings import Settings
from bot.app.wiring import Parts
from bot.errors import AttacheError, PlatformUnavailableError
from bot.platforms.slack.actions import BRIEF_THIS, COMMAND, READ_THIS
from bot.platforms.slack.manifest import manifest
from bot.platforms.slack.scopes import EVENTS, bot_scopes
from bot.platforms.slack.web_api import SlackCallError, WebApi
from bot.storage.slack_installations import Seal

#: Where an operator mends scopes and events.
_WHERE = "at Slack's page for your app"
#: What to do about installations that no key opens.
HOW_TO_OPEN = (
    "Add the old key to ATTACHE_SECRET_KEYS after the new one, or let them install me again."
)

#: How Slack's tokens begin; a bot token that is renewed by rotation begins with xoxe.
BOT_FORMS, APP_FORM = ("xoxb-", "xoxe.xoxb-"), "xapp-"

#: Organisation and workspace; empty where there is none.
Installed = tuple[str, str]


async def slack_findings(parts: Parts) -> AsyncIterator[Finding]:
    """Check everything of Slack that can be asked from here."""
    settings = parts.settings
    if not settings.has_slack:
        return
    try:
        settings.check_slack()
    except AttacheError as error:
        yield Finding("slack settings", is_fine=False, finding=str(error))
        return
    how = "over HTTP" if settings.slack_over_http else "in Socket Mode"
    yield Finding(
        "slack settings", is_fine=True, finding=f"they fit together; it is reached {how}."
    )
    amiss = list(_misformed(settings))
    if amiss:
        for finding in amiss:
            yield finding
        return
    if settings.slack_bot_token:
        async for finding in _bot_token(parts, settings.slack_bot_token.get_secret_value()):
            yield finding
    if settings.slack_client_id:
        yield await _installations(parts)
    if settings.slack_app_token and not settings.slack_over_http:
        yield await _app_token(parts.slack.api, settings.slack_app_token.get_secret_value())
    yield await _events(parts)


def _misformed(settings: Settings) -> Iterator[Finding]:
    """Tokens that cannot be what they are set as, so that Slack need not be asked."""
    bot = settings.slack_bot_token.get_secret_value() if settings.slack_bot_token else ""
    app = settings.slack_app_token.get_secret_value() if settings.slack_app_token else ""
    if bot.startswith(APP_FORM) and app.startswith(BOT_FORMS):
        told = "SLACK_BOT_TOKEN and SLACK_APP_TOKEN are swapped: set each as the other."
        yield Finding("slack tokens", is_fine=False, finding=told)
        return
    if bot and not bot.startswith(BOT_FORMS):
        told = "SLACK_BOT_TOKEN is no bot token: copy the Bot User OAuth Token, xoxb-…"
        yield Finding("slack bot token", is_fine=False, finding=told)
    if app and not app.startswith(APP_FORM):
        told = "SLACK_APP_TOKEN is no app-level token: make one under Basic Information, xapp-…"
        yield Finding("slack app token", is_fine=False, finding=told)


async def _bot_token(parts: Parts, token: str) -> AsyncIterator[Finding]:
    try:
        answer = await parts.slack.api.call_with(token, "auth.test")
        granted = await parts.slack.api.granted_scopes(token)
    except SlackCallError as error:
        told = (
            f"Slack does not accept SLACK_BOT_TOKEN ({error.code}): install the app again and copy "
            "the Bot User OAuth Token."
        )
        yield Finding("slack bot token", is_fine=False, finding=told)
        return
    except PlatformUnavailableError as error:
        yield Finding("slack bot token", is_fine=False, finding=f"{error} Try again in a minute.")
        return
    told = f"{answer.get('user')} in {answer.get('team')} ({answer.get('team_id')})."
    yield Finding("slack bot token", is_fine=True, finding=told)
    missing = [scope for scope in bot_scopes() if scope not in granted]
    if missing:
        told = (
            f"missing: {', '.join(missing)}. Add them {_WHERE} (OAuth & Permissions), then install "
            "the app again."
        )
        yield Finding("slack scopes", is_fine=False, finding=told)
    else:
        yield Finding("slack scopes", is_fine=True, finding=f"all {len(bot_scopes())} are granted.")


async def _app_token(api: WebApi, token: str) -> Finding:
    try:
        await api.open_connection(token)
    except SlackCallError as error:
        told = (
            f"Slack does not accept SLACK_APP_TOKEN ({error.code}): make an app-level token with "
            f"the scope connections:write {_WHERE} (Basic Information)."
        )
        return Finding("slack app token", is_fine=False, finding=told)
    except PlatformUnavailableError as error:
        return Finding("slack app token", is_fine=False, finding=f"{error} Try again in a minute.")
    return Finding("slack app token", is_fine=True, finding="Socket Mode can be opened.")


# ---------------------------------------------------------------- installations


async def _installations(parts: Parts) -> Finding:
    seals = await parts.slack.installed.seals()
    count = len(seals)
    told = f"{count} workspace{'' if count == 1 else 's'} installed through /slack/install."
    problems = [problem async for problem in _problems(parts, seals)]
    older = sum(seal is Seal.OLDER for seal in seals.values())
    if older:
        told += f" {older} sealed with an older key: keep it until attache run has started once."
    return Finding("slack installations", is_fine=not problems, finding=" ".join([told, *problems]))


async def _problems(parts: Parts, seals: Mapping[Installed, Seal]) -> AsyncIterator[str]:
    lost = lost_installations(seals)
    if lost:
        yield f"Sealed with a key that is not there: {', '.join(lost)}. {HOW_TO_OPEN}"
    for (enterprise_id, team_id), seal in seals.items():
        if seal is not Seal.LOST:
            refusal = await _refusal(parts, enterprise_id, team_id)
            if refusal:
                yield refusal


async def _refusal(parts: Parts, enterprise_id: str, team_id: str) -> str | None:
    """What is wrong with the token of an installation."""
    found = await parts.slack.installed.find(enterprise_id or None, team_id or None)
    if found is None:
        return None
    who = team_id or enterprise_id
    try:
        await parts.slack.api.call_with(found.document["bot_token"], "auth.test")
    except SlackCallError as error:
        return (
            f"Slack does not accept the token of {who} ({error.code}): let them install me again "
            "through /slack/install."
        )
    except PlatformUnavailableError as error:
        return f"The token of {who} was not checked: {error} Try again in a minute."
    return None


def lost_installations(seals: Mapping[Installed, Seal]) -> Sequence[str]:
    """Workspaces, or organisations, whose installation no key opens."""
    return [team or enterprise for (enterprise, team), seal in seals.items() if seal is Seal.LOST]


# ---------------------------------------------------------------- events


async def _events(parts: Parts) -> Finding:
    """Which subscriptions are missing: by the app's manifest, or by what was ever heard."""
    token = parts.settings.slack_config_token
    if token is not None and parts.settings.slack_app_id:
        try:
            exported = await parts.slack.api.exported_manifest(
                token.get_secret_value(), parts.settings.slack_app_id
            )
        except SlackCallError as error:
            told = (
                f"the app's manifest cannot be read ({error.code}): make a new SLACK_CONFIG_TOKEN."
            )
            return Finding("slack events", is_fine=False, finding=told)
        except PlatformUnavailableError as error:
            return Finding("slack events", is_fine=False, finding=f"{error} Try again in a minute.")
        return _compared(exported, over_http=parts.settings.slack_over_http)
    return _heard(await parts.slack.heard.heard())


def _compared(exported: Mapping[str, Any], *, over_http: bool) -> Finding:
    settings, features = exported.get("settings") or {}, exported.get("features") or {}
    subscribed = set((settings.get("event_subscriptions") or {}).get("bot_events") or ())
    missing = sorted(set(manifest()["settings"]["event_subscriptions"]["bot_events"]) - subscribed)
    problems = [f"not subscribed: {', '.join(missing)}"] if missing else []
    if not (settings.get("interactivity") or {}).get("is_enabled"):
        problems.append("interactivity is off")
    if bool(settings.get("socket_mode_enabled")) == over_http:
        # Slack sends to one of the two: we would wait at the other for ever.
        problems.append(
            "Socket Mode is on, and here it is served over HTTP" if over_http
            else "Socket Mode is off, and here it is what is listened to"
        )  # fmt: skip
    commands = {command.get("command") for command in features.get("slash_commands") or ()}
    if COMMAND not in commands:
        problems.append(f"there is no command {COMMAND}")
    shortcuts = {shortcut.get("callback_id") for shortcut in features.get("shortcuts") or ()}
    if not {READ_THIS, BRIEF_THIS} <= shortcuts:
        problems.append("the message shortcuts Read this and Brief this are not all there")
    if problems:
        told = f"{'; '.join(problems)}. Mend it {_WHERE}, or paste attache slack manifest there."
        return Finding("slack events", is_fine=False, finding=told)
    return Finding("slack events", is_fine=True, finding="the app is subscribed to all of them.")


def _heard(heard: Mapping[str, datetime]) -> Finding:
    """Slack does not tell a bot what it is subscribed to; what was heard once, it is."""
    silent = [name for name in EVENTS if name not in heard]
    if not heard:
        told = (
            "none has been heard yet. Write to the bot; if it does not answer, compare Event "
            f"Subscriptions {_WHERE} with attache slack manifest."
        )
    elif silent:
        told = (
            f"heard {len(heard)} of {len(EVENTS)} kinds; never yet: {', '.join(silent)}. If that "
            f"surprises you, compare Event Subscriptions {_WHERE} with attache slack manifest, or "
            "set SLACK_CONFIG_TOKEN and SLACK_APP_ID to have them compared."
        )
    else:
        told = "every kind has been heard."
    return Finding("slack events", is_fine=True, finding=told)
