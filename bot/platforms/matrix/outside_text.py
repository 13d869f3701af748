"""Text from outside, as it may stand in a room: on one line, visible, and dead.

Clients make links of whatever looks like one, in plain and in formatted bodies alike: addresses,
bare hosts, ``@user:server``, ``#room:server``; those to people and rooms they draw as mentions.
A word joiner, which nobody sees, takes that from outside text.
"""

from __future__ import annotations

import html
import json
import re

from bot.domain.visible_text import seen

WORD_JOINER = "\u2060"

#: Where clients would begin to see a link or a mention; the joiner goes behind each of these.
_ALIVE = re.compile(
    r"(?<=[^\W\d_]):(?=[^\s\d])"  # a scheme: matrix:u/..., mailto:..., https://...
    r"|:(?=//)"
    r"|[@#](?=\S)"  # @room, @user:server, somebody@example.org, #room:server
    r"|(?<=[\w-])\.(?=[^\W\d_]{2})"  # a host: evil.example
    r"|(?<=\d)\.(?=\d+\.\d+\.\d)"  # an address of the old kind
)

#: The words at the end of what was cut.
SHORTENED = "… shortened"


def outside(text: str, most: int | None = None) -> str:
    """A text from outside, ready to be shown; cut, with a word, if it costs more than `most`."""
    line = visible(text)
    return dead(line if most is None else shortened(line, most))


def visible(text: str) -> str:
    """The text on one line, without what a reader does not see."""
    return " ".join(seen(text).split())


def dead(text: str) -> str:
    """The text with nothing in it of which a client makes a link or a mention."""
    return _ALIVE.sub(lambda mark: mark[0] + WORD_JOINER, text)


def as_typed(text: str) -> str:
    """What somebody copied from a message of ours, without the joiners that `dead` put in."""
    return text.replace(WORD_JOINER, "")


def cost(text: str) -> int:
    """Bytes of the text in an event, at most: escaped for HTML, and as ASCII in JSON.

    matrix-nio writes what it encrypts as ASCII, so a letter of Arabic takes six.
    """
    return len(json.dumps(html.escape(text, quote=False))) - 2


def shortened(text: str, most: int) -> str:
    """The text, or as much of it as costs `most`, with the word that it goes on."""
    if cost(text) <= most:
        return text
    low, high = 0, len(text)
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if cost(text[:middle]) <= most else (low, middle - 1)
    return f"{text[:low].rstrip()}{SHORTENED}"
