"""Slack's events: each is kept before it is acknowledged, or it is not acknowledged (DESIGN D4).

Bolt acknowledges an event before its listener runs, so that a crash in between would lose it.
Here events are taken in a global middleware, which comes first, and answers them itself; what
cannot be kept raises, and Slack sends it again.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Any, Protocol

import structlog

from bot.domain.messages import IncomingMessage
from bot.platforms.slack.home_tab import HomeTab
from bot.platforms.slack.incoming import Event, deletion_of, edit_of, message_of
from bot.platforms.slack.places import channel_key
from bot.platforms.slack.platform import SlackPlatform
from bot.platforms.slack.workspaces import Workspaces
from bot.ports.channels import Departure
from bot.ports.inbox import Inbox

_log = structlog.get_logger(__name__)


class KnowsWorkspaces(Protocol):
    """Which workspaces we are in (`storage.slack_workspaces`)."""

    async def note(self, team_id: str, enterprise_id: str | None) -> None:
        """Something of a workspace is being taken in."""
        ...

    async def leave(
        self, team_id: str, enterprise_id: str | None, *, is_organisation: bool
    ) -> Mapping[str, Departure]:
        """Delete tokens at once, and note what is to be purged: a departure for each workspace."""
        ...


class NotesEvents(Protocol):
    """Notes which kinds of event were heard, for `attache doctor`."""

    async def note(self, team_id: str, event_type: str) -> None:
        """One was heard."""
        ...

    def forget(self, team_id: str) -> None:
        """A workspace has left, and what was noted of it is deleted."""
        ...


@dataclass(frozen=True, slots=True)
class Heard:
    """An event with the workspace that it was sent for."""

    event: Event
    team_id: str
    enterprise_id: str | None
    bot_user_id: str
    #: Whether it concerns the installation of a whole organisation.
    is_enterprise_install: bool = False


class Events:
    """Takes events in."""

    def __init__(
        self,
        inbox: Inbox,
        platform: SlackPlatform,
        home: HomeTab,
        workspaces: Workspaces,
        known: KnowsWorkspaces,
        heard: NotesEvents,
    ) -> None:
        self._inbox = inbox
        self._platform = platform
        self._home = home
        self._workspaces = workspaces
        self._known = known
        self._heard = heard

    async def take(self, heard: Heard) -> None:
        """Keep an event and see that it is dealt with; unknown kinds are passed over.

        Raises:
            StoreError: it could not be kept, and must not be acknowledged.
        """
        name = kind_of(heard.event)
        deal = HANDLERS.get(str(heard.event.get("type")))
        if deal is not Events.removed:
            await self._known.note(heard.team_id, heard.enterprise_id)
        if name is not None:
            await self._heard.note(heard.team_id, name)
        if deal is not None:
            await deal(self, heard)

    # ------------------------------------------------------------ messages

    async def message(self, heard: Heard) -> None:
        """Somebody wrote, edited or deleted something."""
        subtype = heard.event.get("subtype")
        whose = {"team_id": heard.team_id, "bot_user_id": heard.bot_user_id}
        left = heard.event.get("message") or {}
        # A root with replies leaves a tombstone behind, and Slack says that it changed.
        if subtype == "message_deleted" or left.get("subtype") == "tombstone":
            deleted = deletion_of(heard.event, team_id=heard.team_id)
            if deleted is not None:
                await self._inbox.withdraw(
                    deleted.channel, deleted.message_id, may_come_yet=deleted.is_young
                )
        elif subtype == "message_changed":
            await self._receive(edit_of(heard.event, **whose))
        else:
            await self._receive(message_of(heard.event, **whose))

    async def _receive(self, message: IncomingMessage | None) -> None:
        if message is not None:
            channel, thread = message.channel, message.thread or message.origin
            status = self._platform.status
            await self._inbox.receive(message, lambda: status.begin(channel, thread))

    async def stopped(self, heard: Heard) -> None:
        """Somebody pressed stop."""
        event = heard.event
        thread = event.get("thread_ts")
        if event.get("channel") and thread:
            channel = channel_key(heard.team_id, str(event["channel"]))
            await self._inbox.stop_work(channel, thread)
            self._platform.status.end(channel, thread)

    # ------------------------------------------------------------ places

    async def opened(self, heard: Heard) -> None:
        """Somebody looks at the home tab, or at the conversation with us."""
        user, event = str(heard.event.get("user")), heard.event
        if event.get("tab") == "home":
            self._home.publish(heard.team_id, user)
        elif event.get("tab") == "messages" and event.get("channel"):
            self._home.suggest(channel_key(heard.team_id, str(event["channel"])))

    async def joined(self, heard: Heard) -> None:
        """Somebody came into a channel: we, perhaps."""
        if heard.event.get("user") == heard.bot_user_id:
            await self._inbox.arrive(channel_key(heard.team_id, str(heard.event["channel"])))

    async def channel_deleted(self, heard: Heard) -> None:
        """A channel is gone, and its memory with it."""
        await self._inbox.leave(str(channel_key(heard.team_id, str(heard.event["channel"]))))

    async def channel_renumbered(self, heard: Heard) -> None:
        """A channel goes on under another id, and its memory with it."""
        old, new = (heard.event.get(f"{which}_channel_id") for which in ("old", "new"))
        if old and new and old != new:
            places = (channel_key(heard.team_id, str(channel)) for channel in (old, new))
            await self._inbox.move(*places)

    async def removed(self, heard: Heard) -> None:
        """The workspace has removed us, or its organisation has: everything goes.

        Tokens are gone and departures kept when the first step is done; if the rest fails, the
        engine finds the departures by itself.
        """
        tokens = heard.event.get("tokens")
        if tokens is not None and not tokens.get("bot"):
            return
        is_organisation = heard.is_enterprise_install and heard.enterprise_id is not None
        _log.warning("slack.removed", team_id=heard.team_id, is_organisation=is_organisation)
        left = await self._known.leave(
            heard.team_id, heard.enterprise_id, is_organisation=is_organisation
        )
        for team_id, gone in left.items():
            self._workspaces.forget(team_id)
            self._heard.forget(team_id)
            await self._inbox.depart(gone)


#: What is done about each kind of event; `scopes.EVENTS` says which of them Slack is asked for.
HANDLERS: Mapping[str, Callable[[Events, Heard], Awaitable[None]]] = {
    "message": Events.message,
    "app_mention": Events.message,
    "app_home_opened": Events.opened,
    "agent_session_stopped": Events.stopped,
    "member_joined_channel": Events.joined,
    "channel_deleted": Events.channel_deleted,
    "group_deleted": Events.channel_deleted,
    "channel_id_changed": Events.channel_renumbered,
    "app_uninstalled": Events.removed,
    "tokens_revoked": Events.removed,
}

_CHANNEL_TYPES: Mapping[Any, str] = {
    "channel": "message.channels",
    "group": "message.groups",
    "im": "message.im",
    "mpim": "message.mpim",
}


def kind_of(event: Event) -> str | None:
    """An event's kind as it is subscribed to: ``message.channels``, ``app_mention``."""
    if event.get("type") == "message":
        return _CHANNEL_TYPES.get(event.get("channel_type"))
    return str(event.get("type"))
