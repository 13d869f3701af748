"""Methods that show an agent at work: status lines, suggested prompts, sessions."""

from __future__ import annotations

import time
from dataclasses import dataclass

from tests.fakes.slack import validation

_SESSION_STATES = {"processing", "active", "suspended", "closed"}


@dataclass(frozen=True)
class Session:
    """What an agent's session came to be; while ``processing``, Slack shows a stop button."""

    channel: str
    thread: str | None
    status: str
    at: float
    title: str | None = None


async def set_status(slack, arguments, token):
    """assistant.threads.setStatus: an empty one takes the line away."""
    place = (arguments["channel_id"], arguments.get("thread_ts"))
    slack.complain(validation.status_problems(arguments))
    slack.statuses.append((*place, arguments["status"], time.monotonic()))
    return {"ok": True}


async def set_prompts(slack, arguments, token):
    """assistant.threads.setSuggestedPrompts."""
    slack.complain(validation.prompt_problems(arguments["prompts"]))
    slack.prompts[arguments["channel_id"]] = arguments["prompts"]
    return {"ok": True}


async def set_title(slack, arguments, token):
    """assistant.threads.setTitle."""
    slack.titles[arguments["channel_id"], arguments["thread_ts"]] = arguments["title"]
    return {"ok": True}


async def set_session(slack, arguments, token):
    """agents.sessions.setStatus."""
    if arguments.get("status") not in _SESSION_STATES:
        return {"ok": False, "error": "invalid_status"}
    if len(arguments.get("title") or "") > 200:
        slack.complain(["a session's title is longer than 200"])
    place = (arguments["channel_id"], arguments.get("thread_ts"))
    keep_session(slack, *place, arguments["status"], arguments.get("title"))
    return {"ok": True}


async def rename_session(slack, arguments, token):
    """agents.sessions.rename."""
    slack.titles[arguments["channel_id"], arguments.get("thread_ts")] = arguments["title"]
    return {"ok": True}


def keep_session(slack, channel, thread, status, title=None):
    """Note what a session came to be."""
    slack.sessions.append(Session(channel, thread, status, time.monotonic(), title))


METHODS = {
    "assistant.threads.setStatus": set_status,
    "assistant.threads.setSuggestedPrompts": set_prompts,
    "assistant.threads.setTitle": set_title,
    "agents.sessions.setStatus": set_session,
    "agents.sessions.rename": rename_session,
}
