"""Methods that read: histories and threads in pages, people, conversations, files."""

from __future__ import annotations

from tests.fakes.slack import scopes
from tests.fakes.slack.events import as_shown
from tests.fakes.slack.state import BOT_USER


async def history(slack, arguments, token):
    """conversations.history: newest first, without replies."""
    told = await _told(slack, "conversations.history", arguments, token)
    if not told.get("ok"):
        return told
    channel = arguments["channel"]
    stones = [stone for (place, _), stone in slack.tombstones.items() if place == channel]
    found = _within([*told["messages"], *stones], arguments)
    found.sort(key=lambda m: m["ts"], reverse=True)
    return _page(slack, found, arguments)


async def replies(slack, arguments, token):
    """conversations.replies: the root, whatever span is asked for, then replies, oldest first."""
    told = await _told(slack, "conversations.replies", arguments, token)
    if not told.get("ok"):
        return told
    root = arguments.get("ts")
    stone = slack.tombstones.get((arguments["channel"], root))
    messages = [*([stone] if stone else ()), *told["messages"]]
    if not messages:
        return {"ok": False, "error": "thread_not_found"}
    below = _within([m for m in messages if m["ts"] != root], arguments)
    below.sort(key=lambda m: m["ts"])
    above = [m for m in messages if m["ts"] == root]
    return _page(slack, above + below, arguments)


async def _told(slack, method, arguments, token):
    channel, root = arguments.get("channel"), arguments.get("ts")
    return await slack.state(method, token, check=False, channel=channel, ts=root, limit=1000)


def _within(messages, arguments):
    """Those of a span; its ends belong to it only where that is asked for."""
    oldest, latest = arguments.get("oldest"), arguments.get("latest")
    is_inclusive = is_true(arguments.get("inclusive"))

    def is_in(message):
        at = float(message["ts"])
        if is_inclusive and message["ts"] in (oldest, latest):
            return True
        return float(oldest or 0) < at < float(latest or "inf")

    return [message for message in messages if is_in(message)]


def _page(slack, found, arguments):
    channel, limit = arguments["channel"], min(int(arguments.get("limit") or 100), 999)
    start = int(arguments.get("cursor") or 0)
    with_metadata = is_true(arguments.get("include_all_metadata"))
    page = []
    for message in found[start : start + limit]:
        kept = slack.metadata.get((channel, message["ts"])) if with_metadata else None
        shown = as_shown(slack, channel, message)
        page.append(shown | ({"metadata": kept} if kept else {}))
    more = start + limit < len(found)
    return {
        "ok": True,
        "messages": page,
        "has_more": more,
        "response_metadata": {"next_cursor": str(start + limit) if more else ""},
    }


async def user(slack, arguments, token):
    """users.info."""
    told = await slack.state("users.info", token, check=False, user=arguments.get("user"))
    if told.get("ok"):
        person = told["user"]
        is_stranger = person["name"] == "stranger"
        person |= {
            "tz": "Europe/Paris", "tz_label": "Central European Time", "tz_offset": 3600,
            "is_bot": person["id"] == BOT_USER, "deleted": False,
            "is_restricted": person["name"] == "guest", "is_ultra_restricted": False,
            "is_stranger": is_stranger,
        } | slack.people.get(person["name"], {})  # fmt: skip
        if is_stranger:
            person["team_id"] = "T000000099"
    return told


async def conversations(slack, arguments, token):
    """users.conversations: what somebody is in, as far as the app sees it."""
    who = arguments.get("user") or BOT_USER
    asked = {_TYPES.get(name) for name in scopes.types_of(arguments)}
    found = [
        {**_conversation(slack, one)}
        for one in slack.channels.values()
        if slack.kind_of(one.channel_id) in asked
        and who in one.members
        and (not one.is_private or BOT_USER in one.members)
        and not (is_true(arguments.get("exclude_archived")) and one.channel_id in slack.archived)
    ]
    limit, start = int(arguments.get("limit") or 100), int(arguments.get("cursor") or 0)
    cursor = str(start + limit) if start + limit < len(found) else ""
    page = found[start : start + limit]
    return {"ok": True, "channels": page, "response_metadata": {"next_cursor": cursor}}


async def conversation(slack, arguments, token):
    """conversations.info."""
    told = await slack.state("conversations.info", token, check=False, **arguments)
    known = slack.channels.get(arguments.get("channel"))
    if told.get("ok") and known is not None:
        is_member = BOT_USER in known.members
        told["channel"] |= {**_conversation(slack, known), "is_member": is_member}
    return told


def _conversation(slack, channel):
    kind = slack.kind_of(channel.channel_id)
    return {
        "id": channel.channel_id,
        "name": channel.name,
        "is_channel": kind == "channel",
        "is_group": kind == "group",
        "is_im": kind == "im",
        "is_private": channel.is_private,
        "is_archived": channel.channel_id in slack.archived,
    }


_TYPES = {"public_channel": "channel", "private_channel": "group", "im": "im", "mpim": "mpim"}


async def file(slack, arguments, token):
    """files.info."""
    found = slack.files.get(arguments.get("file"))
    if found is None:
        return {"ok": False, "error": "file_not_found"}
    return {"ok": True, "file": {k: v for k, v in found.items() if k != "body"}}


def is_true(value):
    """Whether an argument says yes; it travels as JSON or as a word."""
    return str(value).lower() in {"true", "1"}


METHODS = {
    "conversations.history": history,
    "conversations.replies": replies,
    "conversations.info": conversation,
    "users.info": user,
    "users.conversations": conversations,
    "files.info": file,
}
