"""What the adapter asks of Slack: the methods that it calls, the events that it hears.

The app's manifest and `attache doctor` are made from these tables; `web_api` calls nothing that is
not in them, and a test holds that every event that is listened to is.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Method:
    """A Web API method: the SDK's name of it, and the bot scopes that calling it takes."""

    call: str
    scopes: tuple[str, ...] = ()


METHODS: Mapping[str, Method] = {
    "auth.test": Method("auth_test"),
    # With tokens of their own: the app's, and the operator's.
    "apps.connections.open": Method("apps_connections_open"),
    "apps.manifest.export": Method("apps_manifest_export"),
    "chat.postMessage": Method("chat_postMessage", ("chat:write",)),
    "chat.postEphemeral": Method("chat_postEphemeral", ("chat:write",)),
    "chat.update": Method("chat_update", ("chat:write",)),
    "chat.delete": Method("chat_delete", ("chat:write",)),
    "chat.startStream": Method("chat_startStream", ("chat:write",)),
    "chat.appendStream": Method("chat_appendStream", ("chat:write",)),
    "chat.stopStream": Method("chat_stopStream", ("chat:write",)),
    # Reading back is for one thing: whether a send that was cut off had arrived (DESIGN D5).
    "conversations.history": Method(
        "conversations_history",
        ("channels:history", "groups:history", "im:history", "mpim:history"),
    ),
    # That, and "Brief this" on a thread.
    "conversations.replies": Method(
        "conversations_replies",
        ("channels:history", "groups:history", "im:history", "mpim:history"),
    ),
    # As reading back is: whether what was said in a direct message instead had arrived.
    "conversations.open": Method("conversations_open", ("im:write",)),
    "users.conversations": Method(
        "users_conversations", ("channels:read", "groups:read", "im:read", "mpim:read")
    ),
    "users.info": Method("users_info", ("users:read",)),
    "files.info": Method("files_info", ("files:read",)),
    "views.open": Method("views_open"),
    "views.update": Method("views_update"),
    "views.publish": Method("views_publish"),
    "assistant.threads.setStatus": Method("assistant_threads_setStatus", ("assistant:write",)),
    "assistant.threads.setSuggestedPrompts": Method(
        "assistant_threads_setSuggestedPrompts", ("assistant:write",)
    ),
    "agents.sessions.setStatus": Method(
        "agents_sessions_setStatus", ("assistant:write", "chat:write")
    ),
}

#: Events by name, with the bot scopes that Slack sends them for.
EVENTS: Mapping[str, tuple[str, ...]] = {
    "app_mention": ("app_mentions:read",),
    "message.channels": ("channels:history",),
    "message.groups": ("groups:history",),
    "message.im": ("im:history",),
    "message.mpim": ("mpim:history",),
    "app_home_opened": (),
    "agent_session_stopped": ("assistant:write",),
    "member_joined_channel": ("channels:read", "groups:read"),
    "channel_deleted": ("channels:read",),
    # A private channel gets another id when it is shared with another company.
    "channel_id_changed": ("channels:read", "groups:read"),
    "group_deleted": ("groups:read",),
    "app_uninstalled": (),
    "tokens_revoked": (),
}

#: The slash command needs one too.
OTHER_SCOPES = ("commands",)


def bot_scopes() -> tuple[str, ...]:
    """Every bot scope that the code uses, sorted."""
    asked = {scope for method in METHODS.values() for scope in method.scopes}
    heard = {scope for scopes in EVENTS.values() for scope in scopes}
    return tuple(sorted(asked | heard | set(OTHER_SCOPES)))
