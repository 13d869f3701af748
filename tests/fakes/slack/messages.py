"""Methods that write messages, and answers to a `response_url`."""

from __future__ import annotations

import secrets
import time

from tests.fakes.slack import validation
from tests.fakes.slack.events import stamp
from tests.fakes.slack.state import APP, BOT, BOT_TOKEN

#: Seconds that lie between two messages in a channel, with a little for the machine.
_PACE_SECONDS = 0.95
#: How often a `response_url` may be used.
_MOST_RESPONSES = 5


async def post(slack, arguments, token):
    """chat.postMessage; a person's id means the conversation with them."""
    slack.complain(validation.message_problems(arguments))
    channel = arguments.get("channel", "")
    if channel.startswith(("U", "W")):
        channel = await slack.direct_channel_of(channel)
    if _is_too_fast(slack, channel):
        return {"ok": False, "error": "ratelimited"}
    given = {**arguments, "channel": channel}
    metadata = given.pop("metadata", None)
    answer = await slack.state("chat.postMessage", token, check=False, **_stored(given))
    if answer.get("ok") and metadata:
        slack.metadata[channel, answer["ts"]] = metadata
    return answer


async def post_ephemeral(slack, arguments, token):
    """chat.postEphemeral: seen by one person, and in no channel's history."""
    slack.complain(validation.message_problems(arguments))
    given = _stored(arguments)
    answer = await slack.state("chat.postEphemeral", token, check=False, **given)
    if answer.get("ok"):
        slack.ephemeral.append({**given, "ts": answer["message_ts"], "is_ephemeral": True})
    return answer


async def update(slack, arguments, token):
    """chat.update; a message that streams cannot be touched."""
    slack.complain(validation.message_problems(arguments))
    if slack.is_streaming(arguments.get("ts")):
        return {"ok": False, "error": "streaming_state_conflict"}
    given = _stored(arguments)
    metadata = given.pop("metadata", None)
    answer = await slack.state("chat.update", token, check=False, **given)
    if answer.get("ok") and metadata:
        slack.metadata[arguments["channel"], arguments["ts"]] = metadata
    return answer


async def delete(slack, arguments, token):
    """chat.delete."""
    if slack.is_streaming(arguments.get("ts")):
        return {"ok": False, "error": "cant_delete_message"}
    return await slack.state("chat.delete", token, check=False, **arguments)


def _is_too_fast(slack, channel):
    """Note two messages in a channel within a second; refuse the second one if so asked."""
    now = time.monotonic()
    last = slack.posted_at.get(channel)
    if last is not None and now - last < _PACE_SECONDS:
        slack.too_fast.append((channel, now - last))
        if slack.enforces_pace:
            return True
    slack.posted_at[channel] = now
    return False


def _stored(arguments):
    """What the emulator is given: it knows nothing of markdown, and gives blocks no ids."""
    given = {**arguments, "bot_id": BOT, "app_id": APP}
    if "markdown_text" in given:
        words = given.pop("markdown_text")
        given |= {"text": words, "blocks": [{"type": "markdown", "text": words}]}
    if given.get("blocks"):
        given["blocks"] = with_ids(given["blocks"])
    return given


def with_ids(blocks):
    """Blocks as Slack keeps them: each has an id."""
    return [{"block_id": secrets.token_hex(3), **block} for block in blocks]


# ------------------------------------------------------------ response_url


def response_url(slack, channel, user, message=None):
    """An address at which the app may answer an interaction, five times."""
    name = secrets.token_hex(4)
    slack.responses[name] = {"message": message, "left": _MOST_RESPONSES}
    return f"{slack.origin}/respond/{channel}/{user}/{name}"


async def respond(slack, where, said):
    """What the app says at a `response_url`; the HTTP status and words of Slack's answer."""
    known = slack.responses.get(where["name"])
    if known is None:
        return 404, "invalid_url"
    if known["left"] <= 0:
        return 404, "used_url"
    known["left"] -= 1
    if not said.get("delete_original"):
        slack.complain(validation.message_problems(said))
    await _shown(slack, where, said, known["message"])
    return 200, "ok"


async def _shown(slack, where, said, message):
    about = {"channel": where["channel"], "user": where["user"], "is_ephemeral": True}
    replaces = said.get("replace_original") or said.get("delete_original")
    if replaces and message is not None and not message.get("is_ephemeral"):
        method = "chat.delete" if said.get("delete_original") else "chat.update"
        place = {"channel": message["channel"], "ts": message["ts"]}
        await slack.state(method, BOT_TOKEN, **place, **_words(said))
        return
    if replaces and message in slack.ephemeral:
        slack.ephemeral.remove(message)
    if said.get("delete_original"):
        return
    if said.get("response_type") == "in_channel":
        place = {"channel": where["channel"], "thread_ts": said.get("thread_ts")}
        await slack.state("chat.postMessage", BOT_TOKEN, **place, **_words(said))
        return
    slack.ephemeral.append({**said, **about, "ts": stamp(), **_words(said)})


def _words(said):
    return {name: value for name, value in _stored(said).items() if name in {"text", "blocks"}}


METHODS = {
    "chat.postMessage": post,
    "chat.postEphemeral": post_ephemeral,
    "chat.update": update,
    "chat.delete": delete,
}
