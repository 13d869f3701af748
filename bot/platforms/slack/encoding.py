"""Slack's encoding of what people write: ``<@U1>``, ``<https://…|label>``, ``&amp;``.  Pure.

Here it becomes the words that they typed.
"""

from __future__ import annotations

import re

_ONE_LINE = re.compile(r"[^\n]*")

#: Marks that Slack makes; a person's own ``<`` comes escaped, or as it is in a command.
_MARK = re.compile(r"<((?:[@#!]|https?:|mailto:)[^<>\n]*)>")


def plain_text(said: str, bot_user_id: str) -> str:
    """What a person typed, without the mention of the bot."""
    # In one line an address is what a command wants; in a pasted text, its label is the word.
    is_line = _ONE_LINE.fullmatch(said.strip()) is not None
    mention = re.compile(rf"[ \t]*<@{re.escape(bot_user_id)}(?:\|[^<>]*)?>[:,]?[ \t]*")
    without = mention.sub(" ", said, count=1) if mention.search(said) else said
    decoded = _MARK.sub(lambda mark: _decoded(mark[1], prefers_address=is_line), without)
    return _unescaped(decoded).strip()


def links_in(said: str) -> tuple[str, ...]:
    """The web addresses in an encoded text, each once, in order."""
    marks = (mark.partition("|")[0] for mark in _MARK.findall(said))
    addresses = (_unescaped(mark) for mark in marks if mark.startswith(("http://", "https://")))
    return tuple(dict.fromkeys(addresses))


def _decoded(mark: str, *, prefers_address: bool) -> str:
    target, _, label = mark.partition("|")
    if target.startswith("@"):
        return f"@{label}" if label else "@someone"
    if target.startswith("#"):
        return f"#{label}" if label else "#channel"
    if target.startswith("!"):
        return label or f"@{target[1:].partition('^')[0]}"
    if target.startswith("mailto:"):
        return label or target.removeprefix("mailto:")
    if not label or prefers_address or _is_shortened(label, target):
        return target
    return label


def _is_shortened(label: str, target: str) -> bool:
    """Whether a label is the address again, as Slack writes it for people."""
    return label.rstrip("/…").removeprefix("www.") in target


def _unescaped(said: str) -> str:
    """Slack escapes these three signs and no other: ``&copy=2`` in an address is no ©."""
    return said.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
