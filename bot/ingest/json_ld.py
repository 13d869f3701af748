"""What a page says of itself in JSON-LD (schema.org)."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from html import unescape
from typing import Any

from lxml import html

#: schema.org types of a page's main article, the surest first.
_ARTICLES = (
    "newsarticle reportagenewsarticle analysisnewsarticle backgroundnewsarticle opinionnewsarticle "
    "reviewnewsarticle askpublicnewsarticle article liveblogposting blogposting report "
    "socialmediaposting techarticle scholarlyarticle"
).split()
_SCRIPTS = './/script[contains(translate(@type, "LDJSON", "ldjson"), "ld+json")]'
_WRAPPING = re.compile(r"^\s*(?:<!--|//\s*<!\[CDATA\[|<!\[CDATA\[)|(?:-->|//\s*\]\]>|\]\]>)\s*$")
_DEEPEST = 12

Node = Mapping[str, Any]


def article_nodes(tree: html.HtmlElement) -> list[Node]:
    """The nodes that describe articles, the likeliest main one first."""
    found = [node for node in all_nodes(tree) if _rank(node) < len(_ARTICLES)]
    return sorted(found, key=_rank)


def all_nodes(tree: html.HtmlElement) -> Iterator[Node]:
    """Every typed node of the page's JSON-LD, in document order."""
    for script in tree.xpath(_SCRIPTS):
        yield from _typed(_parsed(script.text or ""), 0)


def types_of(node: Node) -> list[str]:
    """A node's types in lower case, without their namespace."""
    kinds = node.get("@type")
    return [str(kind).rpartition("/")[2].lower() for kind in _listed(kinds)]


def texts(value: Any, key: str = "name") -> list[str]:
    """The strings of a property that may be a string, a node with `key`, or a list of either."""
    found: list[str] = []
    for item in _listed(value):
        inner = item.get(key) if isinstance(item, Mapping) else item
        found += [unescape(text) for text in _listed(inner) if isinstance(text, str)]
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


def _listed(value: Any) -> list[Any]:
    if value is None:
        return []
    return value if isinstance(value, list) else [value]
