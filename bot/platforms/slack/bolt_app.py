"""Our listeners on Slack's own framework, whichever way Slack reaches us.

Whatever a listener does is kept before Slack is told that it was heard; what only shows something
goes on in the background after that, and is owned there.
"""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

import structlog
from slack_bolt.async_app import AsyncApp
from slack_bolt.authorization import AuthorizeResult
from slack_bolt.authorization.async_authorize import AsyncAuthorize
from slack_bolt.context.async_context import AsyncBoltContext
from slack_bolt.oauth.async_oauth_flow import AsyncOAuthFlow
from slack_bolt.response import BoltResponse
from slack_sdk.web.async_client import AsyncWebClient

from bot.conversation.meanings import (
    Ask,
    AskNews,
    BriefLinks,
    BriefPasted,
    BriefSaid,
    Follow,
    MakeBrief,
    ReadLinks,
)
from bot.errors import AttacheError, InputError
from bot.platforms.slack import actions
from bot.platforms.slack.background import Background
from bot.platforms.slack.events import Events, Heard, KnowsWorkspaces
from bot.platforms.slack.interactions import Interactions
from bot.platforms.slack.payloads import workspace_of
from bot.platforms.slack.workspaces import Workspaces

#: Pieces of work after an acknowledgement that one process does at a time.
_MOST_AT_ONCE = 64

_log = structlog.get_logger(__name__)


def quiet_logger() -> logging.Logger:
    """A logger for the SDK's own use: its lines hold payloads, which are people's words."""
    logger = logging.getLogger("bot.platforms.slack.sdk")
    logger.setLevel(logging.CRITICAL)
    logger.propagate = False
    return logger


Ack = Callable[..., Awaitable[Any]]

#: What is written, or fetched: it may take seconds.
_SLOW = (Ask, AskNews, MakeBrief, BriefLinks, BriefPasted, BriefSaid, Follow, ReadLinks)


@dataclass(frozen=True, slots=True)
class Listeners:
    """What is listened with."""

    events: Events
    interactions: Interactions
    workspaces: Workspaces
    known: KnowsWorkspaces
    background: Background

    @classmethod
    def of(
        cls,
        events: Events,
        interactions: Interactions,
        workspaces: Workspaces,
        known: KnowsWorkspaces,
    ) -> Listeners:
        """With a background of their own."""
        background = Background("slack listener", _MOST_AT_ONCE)
        return cls(events, interactions, workspaces, known, background)


def bolt_app(
    listeners: Listeners,
    client: AsyncWebClient,
    *,
    signing_secret: str | None,
    oauth_flow: AsyncOAuthFlow | None = None,
) -> AsyncApp:
    """The framework's app with our listeners; requests over HTTP are checked for `signing_secret`."""
    app = AsyncApp(
        name="attache",
        logger=quiet_logger(),
        client=client,
        signing_secret=signing_secret or "",
        # An instance of Bolt's own class may stand beside an OAuth flow; a function may not.
        authorize=_Authorize(listeners.workspaces),  # type: ignore[arg-type]
        oauth_flow=oauth_flow,
        attaching_conversation_kwargs_enabled=False,
        attaching_function_token_enabled=False,
    )
    app.middleware(_events(listeners))
    app.error(_failed)
    _register_commands(app, listeners)
    _register_buttons(app, listeners)
    _register_forms(app, listeners)
    return app


class _Authorize(AsyncAuthorize):
    """Finds a request's workspace among ours; Slack is not asked."""

    def __init__(self, workspaces: Workspaces) -> None:
        self._workspaces = workspaces

    async def __call__(
        self,
        *,
        context: AsyncBoltContext,
        enterprise_id: str | None,
        team_id: str | None,
        user_id: str | None,
        **_actor: Any,
    ) -> AuthorizeResult | None:
        """The workspace's bot, or None when it is not ours."""
        del context
        place = team_id or enterprise_id
        workspace = await self._workspaces.of(place, enterprise_id) if place else None
        if workspace is None:
            return None
        return AuthorizeResult(
            enterprise_id=enterprise_id,
            team_id=team_id,
            user_id=user_id,
            bot_user_id=workspace.bot_user_id,
            bot_id=workspace.bot_id,
            bot_token=workspace.bot_token,
        )


def _events(listeners: Listeners) -> Callable[..., Awaitable[BoltResponse | None]]:
    async def take_events(
        body: dict[str, Any],
        context: AsyncBoltContext,
        next: Callable[[], Awaitable[BoltResponse]],  # noqa: A002 - Bolt gives arguments by name
    ) -> BoltResponse | None:
        """Keep an event, then acknowledge it; everything else goes on to its listener."""
        if body.get("type") != "event_callback":
            await listeners.known.note(*workspace_of(body))
            return await next()
        async with listeners.background.held():
            await listeners.events.take(
                Heard(
                    event=body.get("event") or {},
                    team_id=_team_of(body, context),
                    enterprise_id=context.enterprise_id,
                    bot_user_id=context.bot_user_id or "",
                    is_enterprise_install=bool(context.is_enterprise_install),
                )
            )
        return BoltResponse(status=200, body="")

    return take_events


def _team_of(body: dict[str, Any], context: AsyncBoltContext) -> str:
    """The workspace of ours that an event is sent for.

    In a channel that is shared with another company, the event names whose person wrote, and the
    authorization names us.  An organisation's authorization may name none of its workspaces.
    """
    named = body.get("team_id")
    ours = named if context.is_enterprise_install else context.team_id
    return str(ours or named or context.team_id or context.enterprise_id)


async def _failed(error: Exception) -> BoltResponse:
    """Do not acknowledge: Slack sends it again.  The error's message may hold what people wrote."""
    cause = error.__cause__ or error
    expected = isinstance(cause, AttacheError)
    (_log.warning if expected else _log.error)("slack.not_kept", error=type(cause).__name__)
    return BoltResponse(status=500, body="")


def _register_commands(app: AsyncApp, listeners: Listeners) -> None:
    interactions = listeners.interactions

    @app.command(actions.COMMAND)
    async def command(ack: Ack, body: dict[str, Any]) -> None:
        async with listeners.background.held():
            await interactions.command(body)
            # A thread shows a status line; a command has none, so that it says a word.
            await (ack("On it…") if _takes_a_while(interactions, body) else ack())

    for callback_id in (actions.READ_THIS, actions.BRIEF_THIS):

        @app.shortcut({"type": "message_action", "callback_id": callback_id})
        async def shortcut(ack: Ack, body: dict[str, Any]) -> None:
            async with listeners.background.held():
                await interactions.shortcut(body["callback_id"], body)
                await ack()


def _takes_a_while(interactions: Interactions, body: dict[str, Any]) -> bool:
    try:
        intent = interactions.read(str(body.get("text") or ""))
    except InputError:
        return False
    return isinstance(intent, _SLOW)


def _register_buttons(app: AsyncApp, listeners: Listeners) -> None:
    interactions, background = listeners.interactions, listeners.background
    for action_id in (actions.EVIDENCE, actions.CHANGES, actions.LEFT_OUT):

        @app.action(action_id)
        async def show(ack: Ack, action: dict[str, Any], body: dict[str, Any]) -> None:
            await ack()
            background.spawn(lambda: interactions.show(action, body))

    @app.action(actions.FOLLOW_UP)
    async def ask(ack: Ack, body: dict[str, Any]) -> None:
        await ack()
        background.spawn(lambda: interactions.ask_follow_up(body))

    @app.action(actions.ACCEPT)
    async def accept(ack: Ack, action: dict[str, Any], body: dict[str, Any]) -> None:
        async with background.held():
            await interactions.accept(action, body)
            await ack()

    @app.action(actions.FEEDBACK)
    async def feedback(ack: Ack, action: dict[str, Any], body: dict[str, Any]) -> None:
        async with background.held():
            await interactions.feedback(action, body)
            await ack()

    for action_id in (actions.SET_SCHEDULE, actions.SET_TOPICS, actions.SHOW_SOURCES):

        @app.action(action_id)
        async def configure(ack: Ack, action: dict[str, Any], body: dict[str, Any]) -> None:
            await ack()
            background.spawn(lambda: interactions.configure(action, body))

    @app.action(actions.UNFOLLOW)
    async def unfollow(ack: Ack, action: dict[str, Any], body: dict[str, Any]) -> None:
        async with background.held():
            await interactions.unfollow(action, body)
            await ack()

    @app.action(actions.OPEN)
    async def opened(ack: Ack) -> None:
        await ack()


def _register_forms(app: AsyncApp, listeners: Listeners) -> None:
    for callback_id in (
        actions.FOLLOW_UP_FORM,
        actions.SCHEDULE_FORM,
        actions.TOPICS_FORM,
        actions.SOURCES_FORM,
    ):

        @app.view(callback_id)
        async def submit(ack: Ack, body: dict[str, Any]) -> None:
            async with listeners.background.held():
                view = body["view"]
                await ack(**await listeners.interactions.submit(view["callback_id"], body))
