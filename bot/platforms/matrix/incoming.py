"""What a homeserver tells of messages, as `IncomingMessage`.  Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from html import unescape
from typing import Any
from urllib.parse import quote

from bot.domain.identifiers import MessageId
from bot.domain.messages import Attachment, IncomingMessage
from bot.platforms.matrix.outside_text import as_typed, visible
from bot.platforms.matrix.places import POST_KEY, channel_key, moment_of

Event = Mapping[str, Any]

#: What a person writes; ``m.notice`` is what bots say, and is never answered.
_WRITTEN = {"m.text", "m.emote"}
_FILES = {"m.file", "m.image", "m.audio", "m.video"}
#: How a command begins, whoever types it; Element keeps ``/`` for itself.
_COMMAND = re.compile(r"\s*!attach(?:é|e\u0301?)(?![\w\u0301])[ \t:,]*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Self:
    """Who we are in rooms."""

    user_id: str
    display_name: str


@dataclass(frozen=True, slots=True)
class Relation:
    """How an event is tied to another."""

    thread: str | None = None
    replaced: str | None = None
    #: What it replies to, where that is no mere fallback of a thread.
    reply_to: str | None = None
    #: What it is tied to in another way: an emoji, a reference.
    about: str | None = None


def content_of(event: Event) -> Mapping[str, Any]:
    """An event's content; of the wrong shape, an empty one."""
    content = event.get("content")
    return content if isinstance(content, Mapping) else {}


def relation_of(content: Mapping[str, Any]) -> Relation:
    """The relation in an event's content; of the wrong shape, none."""
    relates = content.get("m.relates_to")
    if not isinstance(relates, Mapping):
        return Relation()
    target = _id(relates.get("event_id"))
    kind = relates.get("rel_type")
    if kind == "m.replace" and target:
        return Relation(replaced=target)
    if kind == "m.thread" and target:
        return Relation(thread=target)
    if kind and target:
        return Relation(about=target)
    reply = relates.get("m.in_reply_to")
    return Relation(reply_to=_id(reply.get("event_id")) if isinstance(reply, Mapping) else None)


def message_of(
    room_id: str, event: Event, me: Self, *, thread: str | None
) -> IncomingMessage | None:
    """A message that a person wrote; None for what bots say and for other kinds of event.

    `thread` is the root of the thread that it stands in or replies into.  In a room that is one
    person's conversation with us all is for us: that is not looked at here.
    """
    content = content_of(event)
    sender, event_id = _id(event.get("sender")), _id(event.get("event_id"))
    if not sender or not event_id or sender == me.user_id or POST_KEY in content:
        return None
    kind = content.get("msgtype")
    if not isinstance(kind, str) or kind not in _WRITTEN | _FILES:
        return None
    said = _said(content)
    return IncomingMessage(
        channel=channel_key(room_id),
        message_id=MessageId(event_id),
        thread=MessageId(thread) if thread and thread != event_id else None,
        sender=sender,
        text=_without_call(said, content, me),
        sent_at=moment_of(_milliseconds(event)),
        is_addressed=is_for(said, content, me),
        may_configure=None,
        attachments=tuple(_attachments(content, event_id)) if kind in _FILES else (),
    )


def edit_of(room_id: str, event: Event, me: Self, *, thread: str | None) -> IncomingMessage | None:
    """The new words of a message that its writer edited, as a message of their own."""
    content = content_of(event)
    replaced = relation_of(content).replaced
    new = content.get("m.new_content")
    if replaced is None or not isinstance(new, Mapping) or POST_KEY in content:
        return None
    inner = {**event, "content": new}
    message = message_of(room_id, inner, me, thread=thread or replaced)
    if message is None:
        return None
    return replace(
        message,
        # Files came with the message as it was, and were read then.
        attachments=(),
        of_message=MessageId(replaced),
        is_edit=True,
    )


def redacted_id(event: Event) -> str | None:
    """The event that a redaction takes away; rooms from version 11 on name it in the content.

    Where both names stand and differ, the sender chose one of them: neither is believed.
    """
    named = {_id(content_of(event).get("redacts")), _id(event.get("redacts"))} - {None}
    return next(iter(named)) if len(named) == 1 else None


@dataclass(frozen=True, slots=True)
class Reaction:
    """An emoji on a message."""

    event_id: str
    sender: str
    key: str


def reaction_of(event: Event) -> Reaction | None:
    """An emoji on a message; None if the event is none."""
    relates = content_of(event).get("m.relates_to")
    sender = _id(event.get("sender"))
    if not isinstance(relates, Mapping) or relates.get("rel_type") != "m.annotation" or not sender:
        return None
    target, key = _id(relates.get("event_id")), _text(relates.get("key"))
    # People's emoji come with and without a variation selector or a skin tone.
    bare = re.sub("[\ufe0e\ufe0f\U0001f3fb-\U0001f3ff]", "", key or "")
    return Reaction(target, sender, bare) if target and bare else None


# ---------------------------------------------------------------- whether it is for us


def is_for(said: str, content: Mapping[str, Any], me: Self) -> bool:
    """Whether a message is meant for the bot.

    The intentional mention first (``m.mentions``), then a pill, then the name as a call before the
    words ("Attaché: …", "@attache …"); a name in the middle counts only where the sender's client
    knows no intentional mentions.
    """
    if _COMMAND.match(said) or _is_mentioned(content, me) or _call_of(me).match(said):
        return True
    return "m.mentions" not in content and bool(_name_of(me).search(said))


def _is_mentioned(content: Mapping[str, Any], me: Self) -> bool:
    mentions = content.get("m.mentions")
    named = mentions.get("user_ids") if isinstance(mentions, Mapping) else None
    return (isinstance(named, list) and me.user_id in named) or bool(
        _pill_of(me).search(unescape(_text(content.get("formatted_body")) or ""))
    )


def _without_call(said: str, content: Mapping[str, Any], me: Self) -> str:
    """The words without the name, command word or pill that called us."""
    if command := _COMMAND.match(said):
        return said[command.end() :].strip() or "help"
    call = _call_of(me).match(said)
    if call:
        return said[call.end() :].strip()
    if _is_mentioned(content, me):
        # A pill stands in the plain words as the name that it shows.
        return _name_of(me).sub(" ", said, count=1).strip()
    return said.strip()


def _names(me: Self) -> str:
    bare = me.user_id.removeprefix("@")
    names = {me.display_name.strip().removeprefix("@"), bare, bare.partition(":")[0]} - {""}
    return "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True))


@cache
def _call_of(me: Self) -> re.Pattern[str]:
    return re.compile(
        rf"\s*(?:@(?:{_names(me)})(?!\w)\s*[:,]?|(?:{_names(me)})\s*[:,])\s*", re.IGNORECASE
    )


@cache
def _name_of(me: Self) -> re.Pattern[str]:
    shown = "|".join(re.escape(name) for name in {me.display_name.strip(), me.user_id} - {""})
    return re.compile(rf"[ \t]*(?<!\w)@?(?:{shown})(?!\w)[:,]?[ \t]*", re.IGNORECASE)


@cache
def _pill_of(me: Self) -> re.Pattern[str]:
    ids = {re.escape(quote(me.user_id, safe=safe)) for safe in ("", "@", "@:")}
    return re.compile(rf"https://matrix\.to/#/(?:{'|'.join(sorted(ids))})(?=[\"'?])", re.IGNORECASE)


# ---------------------------------------------------------------- contents

_REPLY_FALLBACK = re.compile(r"\A(?:> [^\n]*(?:\n|\Z))+\n?")


def _said(content: Mapping[str, Any]) -> str:
    """What the person typed: without the quotation that older clients put before a reply."""
    if content.get("msgtype") in _FILES:
        # A file's words are its caption, and only where the file's name stands apart (v1.10).
        caption, name = _text(content.get("body")), _text(content.get("filename"))
        return (caption or "").strip() if name and name != caption else ""
    body = as_typed(_text(content.get("body")) or "")
    relates = content.get("m.relates_to")
    if isinstance(relates, Mapping) and "m.in_reply_to" in relates:
        body = _REPLY_FALLBACK.sub("", body, count=1)
    return body.strip()


def _attachments(content: Mapping[str, Any], event_id: str) -> Iterator[Attachment]:
    info = content.get("info")
    about = info if isinstance(info, Mapping) else {}
    size = about.get("size")
    name = _text(content.get("filename")) or _text(content.get("body")) or "the file"
    yield Attachment(
        name=visible(name) or "the file",
        media_type=visible(_text(about.get("mimetype")) or ""),
        size=size if isinstance(size, int) else None,
        # The event: what opens an encrypted file stands in it, and is not copied into our store.
        handle=event_id,
    )


#: The longest id that the specification allows, and what ids are made of.
_AN_ID = re.compile(r"[\x21-\x7e\u00a1-\ud7ff\ue000-\uffef]{1,255}")


def _id(value: object) -> str | None:
    """A user's or an event's id; None for what is none, and could not be stored either."""
    return value if isinstance(value, str) and _AN_ID.fullmatch(value) else None


def _text(value: object) -> str | None:
    return value if isinstance(value, str) and value else None


def _milliseconds(event: Event) -> int:
    stamp = event.get("origin_server_ts")
    # JSON knows no integers apart from numbers; no year after 9999 is a time.
    return int(stamp) if isinstance(stamp, (int, float)) and 0 <= stamp < 2.5e14 else 0
