"""The same said twice, as plain text and as HTML."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass, replace

from bot.platforms.matrix.html import Html, anchor, element, escaped

#: Bytes of `body`, and of `formatted_body`: 15,000, less what names the person who is answered.
MOST_BYTES = 14_000
#: Bytes of both as JSON.  An event may have 65,536 (specification, "Size limits"): an edit says
#: everything twice (`m.new_content`), and encryption makes that longer by 35 in 100.
MOST_WRITTEN = 19_000


_NOTHING = Html("")


@dataclass(frozen=True, slots=True)
class Said:
    """Plain text, and HTML that says the same."""

    body: str = ""
    html: Html = _NOTHING

    def __add__(self, other: Said) -> Said:
        return Said(self.body + other.body, Html(self.html + other.html))

    def within(self, tag: str) -> Said:
        """With an element around it, which the plain text does not have."""
        return replace(self, html=element(tag, self.html))

    def linked(self, address: str | None) -> Said:
        """With a link around it, if there is an address; the plain text does not have it."""
        return self if address is None else replace(self, html=anchor(self.html, address))

    def fits(self, share: float = 1) -> bool:
        """Whether a message holds it, or whether that share of one does."""
        longest = max(len(self.body.encode()), len(self.html.encode()))
        written = len(json.dumps(self.body)) + len(json.dumps(self.html))
        return longest <= MOST_BYTES * share and written <= MOST_WRITTEN * share


def text(value: str) -> Said:
    """Literal text: the bot's own, or from outside and made ready (`outside_text.outside`)."""
    return Said(value, escaped(value))


def joined(parts: Iterable[Said], between: Said) -> Said:
    """One after the other, with something between them."""
    whole = Said()
    for index, part in enumerate(parts):
        whole = whole + between + part if index else part
    return whole


LINE_END = Said("\n", Html("<br>"))


def small(lines: Iterable[Said]) -> Said:
    """Lines in small print; with markup they flow, since lines of small print stand far apart."""
    return joined(lines, Said("\n", Html(" "))).within("sub").within("p")
