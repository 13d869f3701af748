"""Lists of feeds as other readers write and read them (OPML 2.0, http://opml.org/spec2.opml)."""

from __future__ import annotations

from collections.abc import Iterable

from lxml import etree

from bot.errors import NotAFeedError
from bot.ingest.canonical_url import is_web_address
from bot.ingest.plain_text import one_line

#: An address of a feed and its title, if the list gives one.
ListedFeed = tuple[str, str | None]

#: Attributes of an entry that are looked at.
_MOST_ATTRIBUTES = 100


def parse_opml(body: bytes) -> tuple[ListedFeed, ...]:
    """The feeds of a list, each once, in its order, whatever folders they lie in.

    Raises:
        NotAFeedError: this is no OPML, or it lists no feed.
    """
    root = _root(body)
    found: dict[str, str | None] = {}
    for outline in root.iter("{*}outline"):
        # Each is looked for among all: an entry of 40,000 attributes took six seconds.
        names = [str(name) for name in outline.keys()[:_MOST_ATTRIBUTES]]
        attributes = {name.lower(): str(outline.get(name)) for name in names}
        url = attributes.get("xmlurl", "").strip()
        if is_web_address(url):
            found.setdefault(url, one_line(attributes.get("title") or attributes.get("text")))
    if not found:
        raise NotAFeedError(
            "The list holds no feed addresses: every entry needs an xmlUrl that starts with http."
        )
    return tuple(found.items())


def write_opml(feeds: Iterable[ListedFeed], title: str) -> bytes:
    """A list of feeds that other readers can import."""
    root = etree.Element("opml", version="2.0")
    head = etree.SubElement(root, "head")
    etree.SubElement(head, "title").text = title
    body = etree.SubElement(root, "body")
    for url, name in feeds:
        shown = name or url
        etree.SubElement(body, "outline", type="rss", text=shown, title=shown, xmlUrl=url)
    return bytes(etree.tostring(root, xml_declaration=True, encoding="utf-8", pretty_print=True))


def is_opml(body: bytes) -> bool:
    """Whether a document begins as an OPML list does."""
    return b"<opml" in body[:2000].lower()


def _root(body: bytes) -> etree._Element:
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, recover=True, huge_tree=False
    )
    try:
        root = etree.fromstring(body.strip(), parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise NotAFeedError("This is not an OPML list: it cannot be read as XML.") from error
    if root is None or etree.QName(root).localname.lower() != "opml":
        raise NotAFeedError("This is not an OPML list: it does not begin with <opml>.")
    return root
