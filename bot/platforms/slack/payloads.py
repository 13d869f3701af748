"""Where something was done, read from the payloads of Slack's buttons, forms and shortcuts."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bot.domain.identifiers import ChannelKey, MessageId
from bot.platforms.slack.places import channel_key

Body = Mapping[str, Any]


def clicked_message(body: Body) -> tuple[str, ChannelKey, MessageId]:
    """The workspace, the channel, and our message whose button was clicked."""
    team_id, message = team_of(body), body.get("message") or {}
    channel = channel_key(team_id, str(body["channel"]["id"]))
    ts = str((body.get("container") or {}).get("message_ts") or message.get("ts"))
    return team_id, channel, MessageId(ts)


def root_of(body: Body, message_id: MessageId) -> str:
    """The root that our message's thread hangs on, also where the button stands inside it."""
    return str((body.get("message") or {}).get("thread_ts") or message_id)


def thread_of(body: Body, message_id: MessageId) -> str | None:
    """As `root_of`; what one person alone saw is no root that anything could hang on."""
    container = body.get("container") or {}
    if container.get("is_ephemeral"):
        thread = container.get("thread_ts")
        return str(thread) if thread else None
    return root_of(body, message_id)


def team_of(body: Body) -> str:
    """The workspace in which something was done.

    To an organisation's app Slack may name none beside it: then it is that of our message, or of
    the window; the person's own may be another workspace of the organisation.
    """
    team, message, view = (body.get(name) or {} for name in ("team", "message", "view"))
    named = team.get("id") or message.get("team") or view.get("team_id")
    return str(named or body["user"]["team_id"])


def workspace_of(body: Body) -> tuple[str, str | None]:
    """The workspace of whatever people did, and its organisation."""
    team_id = body.get("team_id") or team_of(body)
    organisation = body.get("enterprise_id") or (body.get("enterprise") or {}).get("id")
    return str(team_id), str(organisation) if organisation else None
