"""Messages as contents of ``m.room.message`` events.  Pure.

What the specification (client-server API) says of each: "Threading", "User and room mentions",
"Event replacements", "Instant messaging".
"""

from __future__ import annotations

from typing import Any

from bot.platforms.matrix.html import anchor, cleaned, escaped, person
from bot.platforms.matrix.messages import MatrixMessage
from bot.platforms.matrix.outside_text import outside
from bot.platforms.matrix.places import POST_KEY

Content = dict[str, Any]

#: "Instant messaging": the one format that there is.
_HTML = "org.matrix.custom.html"
#: What a display name may cost in a mention.
_LONGEST_NAME = 240


def message_content(
    message: MatrixMessage,
    *,
    thread: str | None = None,
    latest: str | None = None,
    addressee: str | None = None,
    display_name: str | None = None,
    is_shared: bool = False,
) -> Content:
    """The content of a new message.

    Args:
        message: What is said.
        thread: The event that its thread hangs on; None for the room itself.
        latest: The newest event of that thread, for clients that know no threads; else its root.
        addressee: The user whom it answers, and who is told so.
        display_name: How the addressee is called in this room.
        is_shared: Whether others are in the room, so that the addressee is also named.
    """
    named = _addressed(message, addressee, display_name) if addressee and is_shared else message
    content = _said(named) | {"m.mentions": _mentions(addressee)}
    if thread is not None:
        # "Threading", "Fallback for unthreaded clients": a reply that is none.
        content["m.relates_to"] = {
            "rel_type": "m.thread",
            "event_id": thread,
            "is_falling_back": True,
            "m.in_reply_to": {"event_id": latest or thread},
        }
    return content


def edit_content(
    message: MatrixMessage,
    replaced_event_id: str,
    *,
    addressee: str | None = None,
    display_name: str | None = None,
    is_shared: bool = False,
) -> Content:
    """The content of an edit, which keeps its place in a thread: "Applying `m.new_content`".

    Args:
        message: What is said now.
        replaced_event_id: The event whose place it takes; the first one, never an edit.
        addressee: The user whom it answers; told once, by the first message.
        display_name: How the addressee is called in this room.
        is_shared: Whether others are in the room.
    """
    new = message_content(
        message, addressee=addressee, display_name=display_name, is_shared=is_shared
    )
    fallback = {**new, "body": f"* {new['body']}", "formatted_body": f"* {new['formatted_body']}"}
    return {
        **fallback,
        # "Edits of events with mentions": outside those whom this edit mentions anew, nobody;
        # inside those of the whole message.
        "m.mentions": {},
        "m.new_content": new,
        "m.relates_to": {"rel_type": "m.replace", "event_id": replaced_event_id},
    }


def _said(message: MatrixMessage) -> Content:
    return {
        "msgtype": message.msgtype,
        "body": message.body,
        "format": _HTML,
        "formatted_body": message.formatted_body,
    }


def _mentions(addressee: str | None) -> Content:
    """Of every event, even if nobody is: else old rules look for names in its body.

    `room` is never set: nothing that the bot says rings for all.
    """
    return {"user_ids": [addressee]} if addressee else {}


def _addressed(message: MatrixMessage, user_id: str, display_name: str | None) -> MatrixMessage:
    """With the person's name first: a link to the user, which clients draw as a mention."""
    name = outside(display_name or "", _LONGEST_NAME) or user_id
    pill = f"{anchor(escaped(name), person(user_id))}:"
    # Before a paragraph the name is part of it; before a list it stands alone.
    first = message.formatted_body.removeprefix("<p>")
    if first != message.formatted_body:
        body, markup = f"{name}: {message.body}", f"<p>{pill} {first}"
    else:
        body, markup = f"{name}:\n{message.body}", f"<p>{pill}</p>{first}"
    return MatrixMessage(message.msgtype, body, cleaned(markup))


#: What stands in a thread while work on it takes long, and when it is over.
_READING = "Still reading; the answer is coming."
_READ_BELOW, _READ_IN_ROOM = "Read. The answer is below.", "Read. The answer is in the room."

#: Where a bot answers us, and we it.
_ENOUGH = (
    "That is more than I answer: I am silent here until it has been calmer for ten minutes. To ask "
    "more now, begin another thread."
)


def notice(said: str) -> Content:
    """The content of a notice in plain words of ours; it notifies nobody."""
    return {"msgtype": "m.notice", "body": said, "m.mentions": {}, POST_KEY: {}}


def reading_content(thread: str, *, replaced: str | None = None, is_below: bool = True) -> Content:
    """The content of a notice that work takes longer; with `replaced`, of the one edit of it.

    A notice notifies nobody.  `is_below`: the answer stands in the thread, not in the room itself.
    """
    if replaced is not None:
        said = _READ_BELOW if is_below else _READ_IN_ROOM
        relation = {"rel_type": "m.replace", "event_id": replaced}
        new = notice(said)
        return {**new, "body": f"* {said}", "m.new_content": new, "m.relates_to": relation}
    return _in_thread(_READING, thread)


def enough_content(thread: str) -> Content:
    """The content of a notice that somebody writes faster than is answered."""
    return _in_thread(_ENOUGH, thread)


def _in_thread(said: str, thread: str) -> Content:
    relates = {"rel_type": "m.thread", "event_id": thread, "is_falling_back": True}
    return notice(said) | {"m.relates_to": relates | {"m.in_reply_to": {"event_id": thread}}}
