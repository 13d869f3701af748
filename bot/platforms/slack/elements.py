"""Pieces of Block Kit in which outside text stays text.

Slack's mrkdwn would turn a headline's ``<!channel>`` into a ping and its ``*`` into markup.  So
what comes from outside goes into ``rich_text`` and ``plain_text`` alone, where nothing is parsed;
the one place without a choice, a message's fallback ``text``, is escaped (`fallback`).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from typing import Any

Block = dict[str, Any]
Element = dict[str, Any]

#: Characters of one text element; Slack cuts longer sections at 3,000.
LONGEST_TEXT = 2_900
LONGEST_HEADER = 150
LONGEST_URL = 3_000

#: Characters that change the direction of what follows, hide it, or end a line.
_CONTROLS = re.compile(
    "[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff\ud800-\udfff]"
)


def clean(text: str, longest: int = LONGEST_TEXT, *, keeps_lines: bool = False) -> str:
    """A text without control characters, on one line, cut with an ellipsis if it is too long."""
    plain = _CONTROLS.sub("", unicodedata.normalize("NFC", text))
    if not keeps_lines:
        plain = " ".join(plain.split())
    return plain if len(plain) <= longest else plain[: longest - 1].rstrip() + "…"


# ---------------------------------------------------------------- rich text


def text(value: str, *, bold: bool = False, italic: bool = False) -> Element:
    """Literal text; a space on either end is kept, and Slack takes no empty one."""
    value = value or " "
    styles = {name: True for name, is_set in (("bold", bold), ("italic", italic)) if is_set}
    return {"type": "text", "text": value} | ({"style": styles} if styles else {})


def link(label: str, url: str | None, *, bold: bool = False) -> Element:
    """A link, or its label alone where the address is none that a browser may open."""
    if not url or not url.startswith(("https://", "http://")) or len(url) > LONGEST_URL:
        return text(label, bold=bold)
    styles = {"style": {"bold": True}} if bold else {}
    return {"type": "link", "url": url, "text": label} | styles


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
    joined = "\n".join(clean(line) for line in lines)
    return {"type": "context", "elements": [plain_text(clean(joined, keeps_lines=True))]}


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

#: What Slack's notification text would read as markup, a mention, an emoji or an address.
_ZERO_WIDTH = "\u200b"
_ACTIVE = re.compile(r"(?<!\w)([*_~`])|([*_~`])(?!\w)|(@)(?=\w)|(:)(?=[\w+-]+:)|(?<=\w)(://)")


def fallback(value: str, longest: int = 300) -> str:
    """A text for notifications: escaped, and with nothing in it that comes alive.

    A zero-width space takes the power from what escaping does not reach.
    """
    cut = clean(value, longest)
    defused = _ACTIVE.sub(lambda mark: _ZERO_WIDTH + _ZERO_WIDTH.join(mark[0]) + _ZERO_WIDTH, cut)
    return defused.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
