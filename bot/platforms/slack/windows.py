"""Opening modals and changing what they show, and owning up where Slack did not let us."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import structlog

from bot.errors import DeliveryError
from bot.platforms.slack.web_api import SlackCallError, WebApi

#: Slack lets a window be opened for three seconds after the click.
_NOT_OPENED = "I was too slow for Slack to open that window: press the button again."

_log = structlog.get_logger(__name__)


class Windows:
    """The modals of one app."""

    def __init__(self, api: WebApi) -> None:
        self._api = api

    async def open(self, team_id: str, body: Mapping[str, Any], view: dict[str, Any]) -> str | None:
        """Open a modal, while the trigger is young; its id, or None where that failed.

        Whoever pressed a button of a message is told; a home tab has no place for it.
        """
        try:
            answer = await self._api.call(
                team_id, "views.open", trigger_id=str(body["trigger_id"]), view=view
            )
        except (SlackCallError, DeliveryError) as error:
            _log.info("slack.modal_not_opened", error=type(error).__name__)
            if body.get("channel"):
                await self._own_up(team_id, body)
            return None
        return str(answer["view"]["id"])

    async def _own_up(self, team_id: str, body: Mapping[str, Any]) -> None:
        """Tell somebody that their button did nothing."""
        message = body.get("message") or {}
        thread = {"thread_ts": message["thread_ts"]} if message.get("thread_ts") else {}
        try:
            await self._api.call(
                team_id, "chat.postEphemeral", channel=str(body["channel"]["id"]),
                user=str(body["user"]["id"]), text=_NOT_OPENED, **thread,
            )  # fmt: skip
        except (SlackCallError, DeliveryError) as error:
            _log.info("slack.not_told", error=type(error).__name__)

    async def update(self, team_id: str, view_id: str, view: dict[str, Any]) -> None:
        """Let an open modal show something else; nothing if it is gone."""
        try:
            await self._api.call(team_id, "views.update", view_id=view_id, view=view)
        except (SlackCallError, DeliveryError) as error:
            _log.info("slack.modal_gone", error=type(error).__name__)
