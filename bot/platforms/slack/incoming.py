"""What Slack tells of messages, as `IncomingMessage`.  Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

from bot.domain.identifiers import ChannelKey, MessageId
from bot.domain.messages import Attachment, IncomingMessage
from bot.platforms.slack.encoding import plain_text
from bot.platforms.slack.places import channel_key, moment_of
from bot.platforms.slack.shown import said_with

Event = Mapping[str, Any]

#: Kinds of message that a person writes; every other subtype is Slack's own or a bot's.
_WRITTEN = {None, "file_share", "thread_broadcast", "me_message"}


#: Slack's last try to tell of something comes some six minutes after the first.
_TOLD_WITHIN = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Deleted:
    """A message that is gone."""

    channel: ChannelKey
    message_id: MessageId
    #: Whether Slack may still be telling us of it: it keeps no order, and tries for minutes.
    is_young: bool


def message_of(event: Event, *, team_id: str, bot_user_id: str) -> IncomingMessage | None:
    """A message that a person wrote; None for what bots and Slack itself say."""
    sender = event.get("user")
    is_written = event.get("subtype") in _WRITTEN and not event.get("bot_id")
    if not is_written or not sender or sender == bot_user_id or "ts" not in event:
        return None
    ts, thread = str(event["ts"]), event.get("thread_ts")
    said = str(event.get("text") or "")
    is_addressed = _is_addressed(event, said, bot_user_id)
    typed = plain_text(said, bot_user_id)
    message = IncomingMessage(
        channel=channel_key(team_id, str(event["channel"])),
        message_id=MessageId(ts),
        thread=MessageId(thread) if thread and thread != ts else None,
        sender=str(sender),
        text=said_with(typed, event) if is_addressed else typed,
        sent_at=moment_of(ts),
        is_addressed=is_addressed,
        may_configure=None,
        attachments=files_of(event),
    )
    # A mention that an edit brought in is told twice: as one, and as what changed.
    edited = (event.get("edited") or {}).get("ts") if event.get("type") == "app_mention" else None
    return _edited(message, str(edited)) if edited else message


def edit_of(event: Event, *, team_id: str, bot_user_id: str) -> IncomingMessage | None:
    """The new words of a message that its writer edited; None for unfurls and other changes."""
    now, before = event.get("message") or {}, event.get("previous_message") or {}
    edited = now.get("edited") or {}
    if not edited.get("ts") or now.get("text") == before.get("text"):
        return None
    inner = {**now, "channel": event["channel"], "channel_type": event.get("channel_type")}
    message = message_of(inner, team_id=team_id, bot_user_id=bot_user_id)
    return _edited(message, str(edited["ts"])) if message is not None else None


def _edited(message: IncomingMessage, edited_ts: str) -> IncomingMessage:
    """The words that a message has since an edit."""
    return replace(
        message,
        message_id=MessageId(f"{message.message_id}~{edited_ts}"),
        # It stands where the first words stood, and a thread may begin there.
        thread=message.thread or message.message_id,
        sent_at=moment_of(edited_ts),
        # Files came with the message as it was, and were read then.
        attachments=(),
        of_message=message.message_id,
        is_edit=True,
    )


def deletion_of(event: Event, *, team_id: str) -> Deleted | None:
    """The message that was deleted."""
    left = event.get("previous_message") or event.get("message") or {}
    ts = event.get("deleted_ts") or left.get("ts")
    if not ts:
        return None
    told_at = event.get("event_ts") or event.get("ts") or ts
    return Deleted(
        channel_key(team_id, str(event["channel"])),
        MessageId(str(ts)),
        is_young=moment_of(str(told_at)) - moment_of(str(ts)) < _TOLD_WITHIN,
    )


def _is_addressed(event: Event, said: str, bot_user_id: str) -> bool:
    return (
        event.get("type") == "app_mention"
        or event.get("channel_type") == "im"
        or str(event.get("channel", "")).startswith("D")
        or f"<@{bot_user_id}>" in said
        or f"<@{bot_user_id}|" in said
    )


def files_of(message: Event) -> tuple[Attachment, ...]:
    """The files that came with a message."""
    return tuple(_files(message))


def _files(message: Event) -> Iterator[Attachment]:
    yield from map(file_told, message.get("files") or ())


def file_told(file: Event) -> Attachment:
    """A file as Slack tells of it; in a shared channel a message may hold its id alone."""
    size = file.get("size")
    return Attachment(
        name=str(file.get("name") or file.get("title") or "the file"),
        media_type=str(file.get("mimetype") or ""),
        size=int(size) if isinstance(size, int) else None,
        handle=str(file.get("id") or ""),
    )
