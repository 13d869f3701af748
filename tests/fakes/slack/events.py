"""What the emulator tells of, as Slack would tell it: all fields, mentions, files, tombstones.

Everything that goes out from here is held against Slack's own types first.
"""

from __future__ import annotations

import re
import secrets
import time

from tests.fakes.slack import scopes
from tests.fakes.slack.state import APP, BOT, BOT_USER, TEAM

_DELETED = "This message was deleted."


def stamp():
    """A moment as Slack writes it."""
    return f"{time.time():.6f}"


def envelope(event, team, event_id):
    """An event as the Events API sends it."""
    return {
        "token": "t",
        "team_id": team,
        "context_team_id": team,
        "api_app_id": APP,
        "event": event,
        "type": "event_callback",
        "event_id": event_id or f"Ev{secrets.token_hex(5).upper()}",
        "event_time": int(time.time()),
        "authorizations": [
            {"enterprise_id": None, "team_id": team, "user_id": BOT_USER, "is_bot": True,
             "is_enterprise_install": False}
        ],
        "is_ext_shared_channel": False,
        "event_context": f"4-{secrets.token_hex(8)}",
    }  # fmt: skip


def tell(slack, event):
    """Pass on what the emulator tells, if the app would hear of it."""
    kind, channel = event["type"], event.get("channel")
    if kind == "member_joined_channel" and slack.bot_hears(channel):
        slack.tell("HeardJoin", {**event, "event_ts": stamp()})
    elif kind == "message":
        _remember(slack, event)
        if slack.bot_hears(channel):
            event["channel_type"] = slack.kind_of(channel)
            _TELLERS.get(event.get("subtype"), _tell_message)(slack, event)


def _remember(slack, event):
    """Keep what the emulator does not: who began threads, files, what is left of roots."""
    channel, before = event["channel"], event.get("previous_message") or {}
    if event.get("subtype") is None:
        slack.writers[channel, event["ts"]] = event["user"]
        if event["user"] != BOT_USER and (files := slack.files_coming.pop(event["user"], None)):
            extra = {"subtype": "file_share", "files": files, "text": event["text"].strip()}
            slack.extras[channel, event["ts"]] = extra
    elif event["subtype"] == "message_deleted":
        slack.deleted.add(event["deleted_ts"])
        if before.get("reply_count"):
            slack.tombstones[channel, event["deleted_ts"]] = tombstone(before)


def tombstone(root):
    """What stands where a root was deleted above its replies."""
    kept = {name: root[name] for name in ("reply_count", "reply_users") if name in root}
    about = {"type": "message", "subtype": "tombstone", "user": "USLACKBOT", "hidden": True}
    return {**about, "text": _DELETED, "ts": root["ts"], "thread_ts": root["ts"], **kept}


def as_shown(slack, channel, message):
    """A message with what Slack has of it and the emulator has not."""
    shown = {**message, **slack.extras.get((channel, message["ts"]), {})}
    if message.get("user") == BOT_USER:
        shown |= {"bot_id": BOT, "app_id": APP, "team": TEAM}
    root = message.get("thread_ts")
    if root and root != message["ts"] and (channel, root) in slack.writers:
        shown["parent_user_id"] = slack.writers[channel, root]
    return shown


def written(slack, channel, message):
    """What the app hears of a message that a person wrote."""
    event = as_shown(slack, channel, message)
    return {
        **event,
        "channel": channel,
        "channel_type": slack.kind_of(channel),
        "event_ts": event["ts"],
        "team": TEAM,
        "client_msg_id": secrets.token_hex(16),
        "blocks": [rich_text(event["text"])],
    }


def _tell_message(slack, event):
    if event.get("user") == BOT_USER:
        own = {**as_shown(slack, event["channel"], event), "event_ts": event["ts"]}
        for name in ("unfurl_links", "unfurl_media", "mrkdwn", "username", "icon_url"):
            own.pop(name, None)
        slack.tell("HeardOwnMessage", own)
        return
    heard = written(slack, event["channel"], event)
    is_file = heard.get("subtype") == "file_share"
    slack.tell("HeardFile" if is_file else "HeardMessage", heard)
    if not is_file and f"<@{BOT_USER}>" in heard["text"] and heard["channel_type"] != "im":
        mention = {k: v for k, v in heard.items() if k != "channel_type"}
        slack.tell("HeardMention", {**mention, "type": "app_mention"})


def _tell_change(slack, event):
    channel = event["channel"]
    inside = {
        name: _inside(as_shown(slack, channel, event[name]))
        for name in ("message", "previous_message")
    }
    slack.tell("HeardChange", {**event, **inside})


def _tell_deletion(slack, event):
    """A root with replies does not go: it becomes a tombstone, and Slack says that it changed."""
    before = _inside(as_shown(slack, event["channel"], event["previous_message"]))
    left = slack.tombstones.get((event["channel"], event["deleted_ts"]))
    if left is None:
        slack.tell("HeardDeletion", {**event, "previous_message": before})
        return
    changed = {k: v for k, v in event.items() if k != "deleted_ts"}
    changed |= {"subtype": "message_changed", "message": left, "previous_message": before}
    slack.tell("HeardChange", changed)


_TELLERS = {"message_changed": _tell_change, "message_deleted": _tell_deletion}


def unfurled(slack, message):
    """Slack unfolds a link in a message: it changes, and nobody edited it."""
    before = _inside(as_shown(slack, message["channel"], message))
    link = {"id": 1, "original_url": "https://x.example/", "from_url": "https://x.example/",
            "fallback": "An example", "title": "An example"}  # fmt: skip
    now = stamp()
    return {
        "type": "message",
        "subtype": "message_changed",
        "hidden": True,
        "channel": message["channel"],
        "channel_type": slack.kind_of(message["channel"]),
        "ts": now,
        "event_ts": now,
        "message": {**before, "attachments": [link]},
        "previous_message": before,
    }


def _inside(message):
    """A message as it stands in another event."""
    outside = {"channel", "channel_type", "event_ts", "metadata", "unfurl_links", "unfurl_media",
               "mrkdwn"}  # fmt: skip
    return {name: value for name, value in message.items() if name not in outside}


_MARK = re.compile(r"<(?:@(\w+)|(https?:[^<>|]+)(?:\|([^<>]*))?)>")


def rich_text(text):
    """The block that Slack makes of what a person types."""
    parts, end = [], 0
    for mark in _MARK.finditer(text):
        user, url, label = mark.groups()
        parts.append({"type": "text", "text": text[end : mark.start()]})
        link = {"type": "link", "url": url} | ({"text": label} if label else {})
        parts.append({"type": "user", "user_id": user} if user else link)
        end = mark.end()
    parts.append({"type": "text", "text": text[end:]})
    section = [part for part in parts if part.get("text") != ""]
    section_block = {"type": "rich_text_section", "elements": section}
    return {"type": "rich_text", "block_id": secrets.token_hex(3), "elements": [section_block]}


def may_hear(slack, event):
    """Whether the app has the scope for which Slack tells it of an event."""
    if event["type"] == "app_mention":
        return "app_mentions:read" in slack.grants
    if event["type"] == "message":
        return scopes.to_hear(event["channel_type"]) in slack.grants
    return True
