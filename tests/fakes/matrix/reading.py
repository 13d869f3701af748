"""What an event says to whoever looks at the room."""

from __future__ import annotations


def relation(event):
    """What it hangs on."""
    return event["content"].get("m.relates_to", {})


def is_in_thread(event, root):
    """Whether it belongs to the thread below a message."""
    about = relation(event)
    return about.get("rel_type") == "m.thread" and about.get("event_id") == root


def current_content(event):
    """Its content after the latest edit; nothing for an edit itself, or when it is deleted."""
    if relation(event).get("rel_type") == "m.replace":
        return {}
    latest = event.get("unsigned", {}).get("m.relations", {}).get("m.replace")
    return latest["content"]["m.new_content"] if latest else event["content"]


def current_text(event):
    """Its words after the latest edit."""
    return current_content(event).get("body", "")
