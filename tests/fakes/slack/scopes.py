"""Which bot scopes Slack itself asks for: by method, and by kind of channel.

This is Slack's list, written down here once more: held against the bot's own (`bot.platforms.slack.
scopes`), a scope that the bot forgot to ask for shows as ``missing_scope``.
"""

from __future__ import annotations

#: Every one of these is needed.
_ALWAYS = {
    "agents.sessions.rename": ("assistant:write", "chat:write"),
    "agents.sessions.setStatus": ("assistant:write", "chat:write"),
    "assistant.threads.setStatus": ("assistant:write",),
    "assistant.threads.setSuggestedPrompts": ("assistant:write",),
    "assistant.threads.setTitle": ("assistant:write",),
    "chat.appendStream": ("chat:write",),
    "chat.delete": ("chat:write",),
    "chat.postEphemeral": ("chat:write",),
    "chat.postMessage": ("chat:write",),
    "chat.startStream": ("chat:write",),
    "chat.stopStream": ("chat:write",),
    "chat.update": ("chat:write",),
    "files.info": ("files:read",),
    "reactions.add": ("reactions:write",),
    "reactions.remove": ("reactions:write",),
    "users.info": ("users:read",),
    "users.list": ("users:read",),
}
#: What these need depends on the channel that they are about.
_ABOUT_A_CHANNEL = {
    "conversations.history": "history",
    "conversations.info": "read",
    "conversations.members": "read",
    "conversations.open": "write",
    "conversations.replies": "history",
}
_FAMILIES = {"channel": "channels", "group": "groups", "im": "im", "mpim": "mpim"}
_TYPES = {"public_channel": "channels", "private_channel": "groups", "im": "im", "mpim": "mpim"}


def needed(method, arguments, kind):
    """The scopes that a call takes; `kind` is that of its channel (``channel``, ``group``, ``im``)."""
    if method in {"users.conversations", "conversations.list"}:
        return tuple(f"{_TYPES[name]}:read" for name in types_of(arguments) if name in _TYPES)
    if method == "conversations.open":
        return ("im:write",)
    if method in _ABOUT_A_CHANNEL:
        return (f"{_FAMILIES[kind]}:{_ABOUT_A_CHANNEL[method]}",)
    return _ALWAYS.get(method, ())


def to_hear(kind):
    """The scope for which Slack tells of messages in this kind of channel."""
    return f"{_FAMILIES[kind]}:history"


def types_of(arguments):
    """The kinds of conversation that a listing is asked for; Slack's default is public channels."""
    return [name.strip() for name in (arguments.get("types") or "public_channel").split(",")]
