"""What a page says of itself in JSON-LD (schema.org)."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from html import unescape
from typing import Any

from lxml import html

#: schema.org types of a page's main article, the surest first.
_ARTICLES = (
    "newsarticle reportagenewsarticle analysisnewsarticle backgroundnewsarticle opinionnewsarticle "
    "reviewnewsarticle satiricalarticle askpublicnewsarticle article liveblogposting blogposting report "
    "socialmediaposting techarticle scholarlyarticle"
).split()
_SCRIPTS = './/script[contains(translate(@type, "LDJSON", "ldjson"), "ld+json")]'
_WRAPPING = re.compile(r"^\s*(?:<!--|//\s*<!\[CDATA\[|<!\[CDATA\[)|(?:-->|//\s*\]\]>|\]\]>)\s*$")
_DEEPEST = 12

Node = Mapping[str, Any]


def article_nodes(nodes: Iterable[Node]) -> list[Node]:
    """The nodes that describe articles, the likeliest main one first."""
    return sorted((node for node in nodes if _rank(node) < len(_ARTICLES)), key=_rank)


def all_nodes(tree: html.HtmlElement) -> Iterator[Node]:
    """Every typed node of the page's JSON-LD, in document order."""
    for script in tree.xpath(_SCRIPTS):
        yield from _typed(_parsed(script.text or ""), 0)


def types_of(node: Node) -> list[str]:
    """A node's types in lower case, without their namespace."""
    return [str(kind).rpartition("/")[2].lower() for kind in listed(node.get("@type"))]


def texts(value: Any, key: str = "name") -> list[str]:
    """The strings of a property that may be a string, a node with `key`, or a list of either."""
    found: list[str] = []
    for item in listed(value):
        inner = item.get(key) if isinstance(item, Mapping) else item
        found += [unescape(text) for text in listed(inner) if isinstance(text, str)]
    return [text.strip() for text in found if text.strip()]


def _parsed(text: str) -> Any:
    """The document, or None: pages leave line ends in strings, and escape the whole block."""
    cleaned = _WRAPPING.sub("", text.strip()).strip().rstrip(";")
    for attempt in (cleaned, unescape(cleaned)):
        try:
            return json.loads(attempt, strict=False)
        except (ValueError, RecursionError):
            continue
    return None


def _typed(value: Any, depth: int) -> Iterator[Node]:
    if depth > _DEEPEST:
        return
    if isinstance(value, list):
        for item in value:
            yield from _typed(item, depth + 1)
    elif isinstance(value, dict):
        if "@type" in value:
            yield value
        for key in ("@graph", "mainEntity", "mainEntityOfPage", "itemListElement", "hasPart"):
            yield from _typed(value.get(key), depth + 1)


def _rank(node: Node) -> int:
    return min(
        (_ARTICLES.index(kind) for kind in types_of(node) if kind in _ARTICLES),
        default=len(_ARTICLES),
    )


def listed(value: Any, depth: int = 3) -> list[Any]:
    """A property's values: what may stand alone, in a list, or in lists of lists."""
    if value is None:
        return []
    if not isinstance(value, list):
        return [value]
    return [one for item in value for one in (listed(item, depth - 1) if depth else [item])]
