"""Markup to text: for titles, summaries and whole articles that come as HTML fragments."""

from __future__ import annotations

import re
from html import unescape
from unicodedata import normalize

from lxml import etree, html

_BLOCKS = frozenset(
    "address article aside blockquote br dd div dl dt fieldset figure footer form h1 h2 h3 h4 h5 "
    "h6 header hr li main nav ol p pre section table td th tr ul".split()
)
#: Elements whose text is not the reader's text.
_SILENT = frozenset("script style template noscript iframe figcaption button select svg".split())
_TAG = re.compile(r"<[a-zA-Z/!][^<>]*>")
#: Spaces that readers cannot tell from a space, and characters that they cannot see at all: among
#: them those that turn the direction of all that follows, in a post also that of other people's.
_SPACES = re.compile(r"[\s\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]+")
_UNSEEN = re.compile(
    r"[\u0000-\u0008\u000e-\u001f\u007f\u00ad\u200b\u202a-\u202e\u2060\u2066-\u2069\ufeff]"
)

#: ASCII without its letters.
_NO_LETTERS = bytes(code for code in range(128) if not chr(code).isalpha())
#: Characters that write a syllable or a word.
_SYLLABLES = re.compile("[\u3040-\ud7af]")


def one_line(text: str | None) -> str | None:
    """A title or name: no markup, no entities, single spaces; None when nothing is left."""
    if not text:
        return None
    # Titles arrive escaped once or twice: "&lt;b&gt;Cairo&lt;/b&gt;", "Q&amp;amp;A".
    shown = unescape(_TAG.sub(" ", unescape(text)))
    return squeezed(_TAG.sub(" ", shown)) or None


def squeezed(text: str) -> str:
    """A text with single spaces, composed accents (NFC) and without unseen characters."""
    return normalize("NFC", _SPACES.sub(" ", _UNSEEN.sub("", text))).strip()


def letters_in(text: str) -> int:
    """Letters of a text; a character that writes a syllable or a word counts as three."""
    if text.isascii():
        return len(text.encode("ascii").translate(None, _NO_LETTERS))
    return sum(map(str.isalpha, text)) + 2 * sum(map(str.isalpha, _SYLLABLES.findall(text)))


def paragraphs_of_text(text: str) -> list[str]:
    """Paragraphs of plain text: separated by blank lines, or by line ends where none is blank."""
    normal = text.replace("\r\n", "\n").replace("\r", "\n").replace("\u2029", "\n\n")
    blocks = re.split(r"\n[ \t\u00a0]*\n", normal)
    if len(blocks) == 1 and _lines_are_paragraphs(normal):
        blocks = normal.split("\n")
    return [paragraph for block in blocks if (paragraph := squeezed(block))]


def _lines_are_paragraphs(text: str) -> bool:
    """Whether single line ends part paragraphs: text that was wrapped ends few lines with a stop."""
    lines = [line.strip() for line in text.split("\n") if line.strip()]
    closed = sum(line.endswith((".", "!", "?", "”", '"', "。", "؟")) for line in lines[:-1])
    return len(lines) > 1 and closed * 2 >= len(lines) - 1


def paragraphs_of_html(fragment: str) -> list[str]:
    """Paragraphs of an HTML fragment, in order, without scripts, captions and buttons."""
    try:
        root = html.fragment_fromstring(fragment, create_parent="div")
    except (etree.ParserError, ValueError):
        return paragraphs_of_text(one_line(fragment) or "")
    pieces: list[str] = []
    _collect(root, pieces)
    return [p for block in "".join(pieces).split("\n\n") if (p := squeezed(block))]


def _collect(element: html.HtmlElement, pieces: list[str]) -> None:
    # A stack of our own: a hostile fragment nests deeper than Python recurses.
    stack: list[tuple[html.HtmlElement, bool]] = [(element, False)]
    while stack:
        node, is_leaving = stack.pop()
        is_shown = isinstance(node.tag, str) and node.tag not in _SILENT
        if is_leaving:
            pieces.append("\n\n" if node.tag in _BLOCKS else "")
        elif is_shown:
            pieces += ["\n\n" if node.tag in _BLOCKS else "", node.text or ""]
            stack.append((node, True))
            stack.extend((child, False) for child in reversed(node))
            continue
        if node is not element:
            pieces.append(node.tail or "")
