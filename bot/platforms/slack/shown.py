"""What a message of Slack's shows: its words and its links, wherever in it they stand.  Pure.

People's words stand in ``text``.  What apps post often stands in blocks or attachments alone, with
a few words for a notification in ``text``; what somebody forwards is an attachment of theirs.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from bot.platforms.slack.encoding import links_in, plain_text

Message = Mapping[str, Any]

#: Where an attachment says what it was unfolded from; the first one that it has counts.
_FROM = ("original_url", "from_url", "title_link")
#: Blocks lie in each other so deep at most.
_DEEPEST = 12
#: Elements whose own elements are one line.
_RUNS = frozenset({"rich_text_section", "rich_text_quote", "rich_text_preformatted"})
#: What a person presses tells nothing.
_PRESSED = frozenset({"actions", "context_actions", "button", "overflow"})
#: Commands that a forwarded message completes.
_GIVES = frozenset({"read", "brief"})


def given_by(command: str, messages: Sequence[Message]) -> str:
    """A command on what messages show, in the chat's own grammar: their links, or else their words."""
    links = dict.fromkeys(link for one in messages for link in links_of(one))
    if links:
        return f"{command} {' '.join(links)}"
    # A text is on the lines after the command, so that one of a single line is a text too.
    text = "\n\n".join(map(words_of, messages))
    return f"{command}:\n{text}"


def said_with(own: str, message: Message) -> str:
    """What somebody means who forwards a message: with no words of their own, to have it read."""
    forwarded = _forwarded(message)
    command = own.strip(" :").lower() or "read"
    return given_by(command, forwarded) if forwarded and command in _GIVES else own


def links_of(message: Message) -> tuple[str, ...]:
    """The addresses that a message shows, each once, in order."""
    return tuple(dict.fromkeys(_links(message)))


def words_of(message: Message) -> str:
    """The words that a message shows; what an app says in ``text`` may be of its blocks the least."""
    text = plain_text(str(message.get("text") or ""), "")
    if text and not message.get("bot_id"):
        return text
    attached = [str(one.get("text") or one.get("fallback") or "") for one in _attached(message)]
    beside = plain_text("\n".join([*_lines(message.get("blocks")), *attached]), "")
    return max(text, beside, key=len)


# ---------------------------------------------------------------- attachments


def _attached(message: Message) -> Sequence[Message]:
    attached = message.get("attachments")
    listed = attached if isinstance(attached, list) else ()
    return [one for one in listed if isinstance(one, Mapping)]


def _forwarded(message: Message) -> Sequence[Message]:
    """The messages that somebody shares: attachments, as the links are that Slack unfolds."""
    return [one for one in _attached(message) if one.get("is_share") or one.get("is_msg_unfurl")]


def _links(message: Message) -> Iterator[str]:
    yield from links_in(str(message.get("text") or ""))
    yield from _block_links(message.get("blocks"))
    shared = _forwarded(message)
    for attachment in _attached(message):
        if attachment in shared:
            # Its own address leads to Slack, where nothing can be read.
            yield from _links({"text": attachment.get("text")})
            yield from _block_links(attachment.get("message_blocks"))
            continue
        named = (str(attachment.get(key) or "") for key in _FROM)
        if source := next(filter(_is_web, named), None):
            yield source
        yield from links_in(str(attachment.get("text") or ""))
        yield from _block_links(attachment.get("blocks"))


# ---------------------------------------------------------------- blocks


def _block_links(value: object, depth: int = 0) -> Iterator[str]:
    if depth > _DEEPEST:
        return
    if isinstance(value, Mapping):
        kind = str(value.get("type"))
        if kind == "link" and _is_web(str(value.get("url") or "")):
            yield str(value["url"])
        elif kind in ("mrkdwn", "button"):
            yield from links_in(str(value.get("text") or ""))
            yield from filter(_is_web, [str(value.get("url") or "")])
        else:
            yield from _block_links(list(value.values()), depth + 1)
    elif isinstance(value, list):
        for member in value:
            yield from _block_links(member, depth + 1)


def _lines(value: object, depth: int = 0) -> Iterator[str]:
    """The texts of blocks, a line for each run of them."""
    if depth > _DEEPEST:
        return
    if isinstance(value, Mapping):
        kind = str(value.get("type"))
        if kind in _PRESSED:
            return
        if isinstance(value.get("text"), str):
            yield value["text"]
        elif kind in _RUNS:
            yield "".join(_lines(value.get("elements"), depth + 1))
        else:
            yield from _lines(list(value.values()), depth + 1)
    elif isinstance(value, list):
        for member in value:
            yield from _lines(member, depth + 1)


def _is_web(address: str) -> bool:
    return address.startswith(("http://", "https://"))
