"""Pieces of Block Kit in which outside text stays text.

Slack's mrkdwn would turn a headline's ``<!channel>`` into a ping and its ``*`` into markup.  So
what comes from outside goes into ``rich_text`` and ``plain_text`` alone, where nothing is parsed;
the one place without a choice, a message's fallback ``text``, is escaped (`fallback`).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from bot.domain.citations import web_address
from bot.domain.visible_text import seen

Block = dict[str, Any]
Element = dict[str, Any]

#: Characters of one text element; Slack cuts longer sections at 3,000.
LONGEST_TEXT = 2_900
LONGEST_HEADER = 150
LONGEST_URL = 3_000
LONGEST_VALUE = 2_000
#: Characters of a notification; phones show fewer.
_LONGEST_FALLBACK = 300
#: What stands after words that are cut.
SHORTENED = " (Shortened here: it is longer than a message holds.)"


def clean(text: str, longest: int = LONGEST_TEXT, *, keeps_lines: bool = False) -> str:
    """A text without hidden characters, on one line, cut with an ellipsis if it is too long."""
    plain = seen(text)
    if not keeps_lines:
        plain = " ".join(plain.split())
    return plain if len(plain) <= longest else plain[: longest - 1].rstrip() + "…"


def openable(url: str | None) -> str | None:
    """The address if Slack makes a link of it; over any other it refuses the whole message."""
    address = web_address(url)
    return address if address and len(address) <= LONGEST_URL else None


# ---------------------------------------------------------------- rich text


def text(value: str, *, bold: bool = False, italic: bool = False) -> Element:
    """Literal text; a space on either end is kept, and Slack takes no empty one."""
    value = value or " "
    styles = {name: True for name, is_set in (("bold", bold), ("italic", italic)) if is_set}
    return {"type": "text", "text": value} | ({"style": styles} if styles else {})


def link(label: str, url: str | None, *, bold: bool = False) -> Element:
    """A link, or its label alone where the address is none that a browser may open."""
    address = openable(url)
    if address is None:
        return text(label, bold=bold)
    styles = {"style": {"bold": True}} if bold else {}
    return {"type": "link", "url": address, "text": label} | styles


def channel(channel_id: str) -> Element:
    """A channel by the name that Slack shows for it, which opens it."""
    return {"type": "channel", "channel_id": channel_id, "style": {"bold": True}}


def section(elements: Sequence[Element]) -> Element:
    """A run of elements."""
    return {"type": "rich_text_section", "elements": list(elements)}


def bullets(rows: Iterable[Sequence[Element]]) -> Element:
    """A bulleted list."""
    return {
        "type": "rich_text_list",
        "style": "bullet",
        "elements": [section(row) for row in rows],
    }


def rich_text(*parts: Element) -> Block:
    """A block of sections and lists."""
    return {"type": "rich_text", "elements": list(parts)}


# ---------------------------------------------------------------- other blocks


def plain_text(value: str) -> Element:
    """Literal text, in which not even an emoji's name is looked for."""
    return {"type": "plain_text", "text": value, "emoji": False}


def header(value: str) -> Block:
    """A title."""
    return {"type": "header", "text": plain_text(clean(value, LONGEST_HEADER))}


def context(lines: Sequence[str]) -> Block:
    """Small print, in one element, so that its lines stay lines."""
    joined = clean("\n".join(clean(line, len(line) + 1) for line in lines), keeps_lines=True)
    if sum(len(line) + 1 for line in lines) > LONGEST_TEXT and joined.endswith("…"):
        joined = clean(joined, LONGEST_TEXT - len(SHORTENED), keeps_lines=True) + SHORTENED
    return {"type": "context", "elements": [plain_text(joined)]}


def divider() -> Block:
    """A line."""
    return {"type": "divider"}


def button(label: str, action_id: str, value: str | None = None, **more: Any) -> Element:
    """A button."""
    chosen = {} if value is None else {"value": value}
    return {
        "type": "button",
        "action_id": action_id,
        "text": plain_text(clean(label, 75)),
        **chosen,
        **more,
    }


# ---------------------------------------------------------------- the fallback text


def fallback(value: str) -> str:
    """A text for notifications, escaped: so no mention, ping or link can stand in it.

    It is sent with ``mrkdwn: false`` where Slack takes that, so that ``*`` and ``_`` stay signs.
    """
    cut = clean(value, _LONGEST_FALLBACK)
    return cut.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
