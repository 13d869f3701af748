"""A page's parts where it speaks of itself: ``meta`` elements, JSON-LD, headings, ``<title>``."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import html

from bot.ingest.bylines import letters
from bot.ingest.canonical_url import is_web_address
from bot.ingest.json_ld import Node, all_nodes, article_nodes
from bot.ingest.plain_text import one_line

#: What parts a headline from the site's name, a section or a date in a ``<title>``.
SEPARATOR = re.compile(
    r"(?<!\s)\s+[|–—\-•·:»«/*]{1,2}\s+|(?:(?<!\s)\s+)?[|｜ㅣ：]\s*|-{2}|(?<=[^\W\d])_(?=[^\W\d])"
)


class ParsedPage:
    """A parsed page with what it says of itself by name; nothing in it is changed."""

    def __init__(self, tree: html.HtmlElement, url: str | None) -> None:
        self.tree = tree
        #: Where it was read, if that is known.
        self.url = url
        self.nodes: list[Node] = list(all_nodes(tree))
        #: JSON-LD nodes of articles, the likeliest main one first.
        self.articles: list[Node] = article_nodes(self.nodes)
        headings = (one_line(h1.text_content()) for h1 in tree.iter("h1"))
        #: Main headings as shown, by their letters.
        self.headings = {letters(shown): shown for shown in headings if shown}
        title = tree.find(".//head/title")
        #: The window's title.
        self.window_title = one_line(title.text_content()) if title is not None else None
        self._metas: dict[str, list[str]] = {}
        for meta in tree.iter("meta"):
            content = one_line(meta.get("content"))
            for attribute in ("property", "name", "itemprop"):
                name = meta.get(attribute)
                if name and content:
                    self._metas.setdefault(name.strip().lower(), []).append(content)

    @property
    def address(self) -> str | None:
        """Where it was read, or else where it says that it is."""
        declared = self.tree.xpath('.//link[@rel="canonical"]/@href')
        said = (self.url, *declared, *self.meta("og:url"))
        return next((address for address in said if address and is_web_address(address)), None)

    @property
    def language(self) -> str | None:
        """Its language's two letters, if it declares one."""
        declared = self.tree.get("lang") or self.tree.get("xml:lang") or ""
        return declared.lower().partition("-")[0].strip() or None

    def meta(self, *names: str) -> Iterator[str]:
        """The contents of ``meta`` elements, by the names' order."""
        for name in names:
            yield from self._metas.get(name, ())


def following(element: html.HtmlElement) -> Iterator[html.HtmlElement]:
    """The elements behind one, in document order."""
    for above in (element, *element.iterancestors()):
        for sibling in above.itersiblings():
            yield from sibling.iter("*")
