"""Messages that grow while they are written: chat.startStream, appendStream and stopStream."""

from __future__ import annotations

import time
from dataclasses import dataclass, field

from tests.fakes.slack import validation
from tests.fakes.slack.agent import keep_session
from tests.fakes.slack.messages import with_ids
from tests.fakes.slack.state import APP, BOT

_NOT_STREAMING = {"ok": False, "error": "message_not_in_streaming_state"}


@dataclass
class Stream:
    """A message that is being, or was, streamed."""

    channel: str
    thread: str
    blocks: list
    text: str
    appends: int = 0
    is_open: bool = True
    started: float = field(default_factory=time.monotonic)


async def start(slack, arguments, token):
    """chat.startStream: always below a message, in channels for one person."""
    channel, thread = arguments["channel"], arguments.get("thread_ts")
    if not thread:
        return {"ok": False, "error": "invalid_arguments"}
    if slack.kind_of(channel) != "im":
        for name in ("recipient_user_id", "recipient_team_id"):
            if not arguments.get(name):
                return {"ok": False, "error": f"missing_{name}"}
    refusal = _refusal(arguments)
    if refusal:
        return refusal
    blocks, text = _chunks(slack, arguments)
    answer = await slack.state(
        "chat.postMessage", token, check=False, channel=channel, thread_ts=thread,
        text=text or "…", blocks=blocks or None, bot_id=BOT, app_id=APP,
    )  # fmt: skip
    if answer.get("ok"):
        slack.streams[answer["ts"]] = Stream(channel, thread, blocks, text)
    return answer


async def append(slack, arguments, token):
    """chat.appendStream."""
    if not slack.is_streaming(arguments["ts"]):
        return _NOT_STREAMING
    refusal = _refusal(arguments)
    if refusal:
        return refusal
    stream = slack.streams[arguments["ts"]]
    stream.appends += 1
    return await _grow(slack, stream, arguments, token)


async def stop(slack, arguments, token):
    """chat.stopStream: blocks come last, and the session is active again unless told otherwise."""
    if not slack.is_streaming(arguments["ts"]):
        return _NOT_STREAMING
    refusal = _refusal(arguments)
    if refusal:
        return refusal
    stream = slack.streams[arguments["ts"]]
    final = arguments.get("blocks") or []
    slack.complain(validation.blocks_problems(final))
    answer = await _grow(slack, stream, arguments, token, final)
    stream.is_open = False
    if arguments.get("metadata"):
        slack.metadata[stream.channel, arguments["ts"]] = arguments["metadata"]
    keep_session(slack, stream.channel, stream.thread, arguments.get("session_status") or "active")
    return answer


def is_open(slack, ts):
    """Whether a message is still streaming: not stopped by the app, nor ended by Slack."""
    stream = slack.streams.get(ts)
    if stream is None or not stream.is_open:
        return False
    appends, seconds = slack.stream_appends_allowed, slack.stream_seconds_allowed
    is_over = appends is not None and stream.appends >= appends
    return not (is_over or (seconds and time.monotonic() - stream.started > seconds))


def _refusal(arguments):
    if arguments.get("markdown_text") and arguments.get("chunks"):
        return {"ok": False, "error": "cannot_provide_both_markdown_text_and_chunks"}
    return None


async def _grow(slack, stream, arguments, token, final=()):
    blocks, text = _chunks(slack, arguments)
    stream.blocks += [*blocks, *with_ids(final)]
    stream.text += text
    return await slack.state(
        "chat.update", token, check=False, channel=stream.channel, ts=arguments["ts"],
        text=stream.text or "…", blocks=stream.blocks,
    )  # fmt: skip


def _chunks(slack, arguments):
    """The blocks and words that a call adds."""
    chunks = arguments.get("chunks") or []
    words = arguments.get("markdown_text") or ""
    slack.complain(validation.chunk_problems(chunks))
    slack.complain(validation.markdown_text_problems(words))
    blocks = [b for c in chunks if c.get("type") == "blocks" for b in c.get("blocks", ())]
    texts = [c.get("text", "") for c in chunks if c.get("type") == "markdown_text"]
    return with_ids(blocks), words + "".join(texts)


METHODS = {"chat.startStream": start, "chat.appendStream": append, "chat.stopStream": stop}
