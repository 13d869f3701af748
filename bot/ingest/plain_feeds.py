"""RSS 2.0 and Atom as most feeds write them, read by lxml: forty times as fast as by feedparser.

Only what can be read in one way is read here: a well-formed document in UTF-8 whose items hold the
few elements below, each once and without markup of its own.  For everything else the answer is
None, and feedparser decides (`feed_formats`).  Where both read a document, they read the same: the
rules are feedparser 6's, and `tests/unit/ingest/test_plain_feeds.py` holds one against the other.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urljoin

from lxml import etree

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_ATOM = "http://www.w3.org/2005/Atom"
_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
#: Vocabularies by the prefixes that feedparser knows them by.
_PREFIXES = {
    "http://purl.org/rss/1.0/modules/content/": "content",
    "http://purl.org/dc/elements/1.1/": "dc",
    "http://purl.org/dc/terms/": "dcterms",
    "http://purl.org/rss/1.0/modules/syndication/": "sy",
    "http://search.yahoo.com/mrss": "media",
    "http://search.yahoo.com/mrss/": "media",
    "http://www.itunes.com/dtds/podcast-1.0.dtd": "itunes",
}
#: Names that mean something to feedparser and are not read here.
_LEFT_TO_FEEDPARSER = frozenset(
    "abstract body channel created entry feed fullitem homepage issued item itunes:author "
    "itunes:summary language lastbuilddate "
    "managingeditor modified name tags dc:author dc:language dc:title dcterms:created "
    "dcterms:issued dcterms:modified xhtml:body".split()
)
_NOT_IN_RSS = _LEFT_TO_FEEDPARSER | {"content", "id", "summary", "updated", "published"}
_NOT_IN_ATOM = _LEFT_TO_FEEDPARSER | set(
    "description guid pubdate content:encoded dc:creator dc:date dc:description".split()
)
_NOT_IN_CHANNEL = frozenset({"dc:language", "dc:title", "entry", "guid", "id"})
_NOT_IN_FEED = frozenset(
    {"channel", "dc:language", "dc:title", "guid", "item", "language", "source", "ttl"}
)
_TEXTS_OF_RSS = ("description", "content:encoded", "dc:description")
_WISHES = ("ttl", "sy:updateperiod", "sy:updatefrequency")
#: Kinds of text that have no markup of their own.
_PLAIN_KINDS = frozenset({"text", "html", "text/html", "text/plain"})
_PAGE_KINDS = frozenset({"text/html", "application/xhtml+xml", "html", "xhtml"})
_UTF8 = re.compile(r"""["']?utf-?8["']?""")
_DECLARED = re.compile(
    rb"""\A(?:\xef\xbb\xbf)?\s*<\?xml[^>]*?encoding\s*=\s*["']([\w-]+)["']""", re.IGNORECASE
)
#: Only what is before the root can be a document type with entities of its own.
_HEAD = 2_000
_DOCTYPE = re.compile(rb"<!DOCTYPE", re.IGNORECASE)
_NAMED = re.compile(r"&\w+;")
_SILENT = re.compile(r"<(?:script|style)\b", re.IGNORECASE)
#: A sign that is in all of the following, and found ten times as fast.
_CONTINUING = re.compile(r"[\u0080-\u00bf]")
#: Text that was taken for Latin-1 once too often, and letters that Windows alone knows.
_TWICE_ENCODED = re.compile(r"[\u00c2-\u00f4][\u0080-\u00bf]|[\u0080-\u009f]")

#: The children of an element by the names that feedparser would give them.
Children = Mapping[str, Sequence["Element"]]


class _NotPlain(Exception):  # noqa: N818 - it never leaves this module
    """It can be read in more than one way."""


@dataclass(frozen=True, slots=True)
class PlainItem:
    """An item in its document's own words; addresses are whole."""

    identity: str | None
    link: str | None
    title: str | None
    texts: Sequence[str]
    #: By feedparser's names: ``published``, ``updated``.
    dates: Mapping[str, str]
    authors: Sequence[str]


@dataclass(frozen=True, slots=True)
class PlainFeed:
    """A feed in its document's own words."""

    items: Sequence[PlainItem]
    title: str | None
    link: str | None
    #: What it tells of itself, and what the document is marked with (``xml:lang``).
    language: str | None
    marked_language: str | None
    #: ``ttl``, ``sy_updateperiod``, ``sy_updatefrequency``.
    wishes: Mapping[str, str]


def read_plain_feed(body: bytes, *, url: str | None, content_type: str) -> PlainFeed | None:
    """The feed in a document that can be read in one way alone; None for any other."""
    if not _is_utf8(body, content_type) or _DOCTYPE.search(body, 0, _HEAD) or b"xml:base" in body:
        return None
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, remove_comments=True, remove_pis=True
    )
    try:
        root = etree.fromstring(body, parser)
        if body.count(b"xml:lang") > (_LANGUAGE in root.attrib):
            return None
        return _feed(root, url or "")
    except (etree.XMLSyntaxError, _NotPlain):
        return None


def _is_utf8(body: bytes, content_type: str) -> bool:
    """Whether nobody says that the document is in anything else."""
    _, _, charset = content_type.lower().partition("charset=")
    declared = _DECLARED.search(body)
    named = [charset.partition(";")[0].strip(), declared[1].decode().lower() if declared else ""]
    return all(_UTF8.fullmatch(name) for name in named if name)


def _feed(root: Element, url: str) -> PlainFeed:
    if root.tag == f"{{{_ATOM}}}feed":
        return _atom(root, url)
    if (
        root.tag == "rss"
        and len(root) == 1
        and root[0].tag == "channel"
        and not root.get(_LANGUAGE)
    ):
        return _rss(root[0], url)
    raise _NotPlain


# ---------------------------------------------------------------- RSS


def _rss(channel: Element, url: str) -> PlainFeed:
    children = _children(channel, "")
    _refuse(children, _NOT_IN_CHANNEL)
    _refuse_other_links(children)
    link = _text_of(children, "link")
    _refuse_captions(children, is_whole="title" in children)
    return PlainFeed(
        items=[_rss_item(item, url) for item in children.get("item", ())],
        title=_title(children),
        link=None if link is None else _whole(link, url),
        language=_text_of(children, "language"),
        marked_language=None,
        wishes=_wishes(children),
    )


def _rss_item(element: Element, url: str) -> PlainItem:
    children = _children(element, "")
    _refuse(children, _NOT_IN_RSS)
    _refuse_other_links(children)
    link = _text_of(children, "link")
    identity, is_permalink = _guid(children, url)
    item = PlainItem(
        identity=identity,
        link=_whole(link, url) if link is not None else identity if is_permalink else None,
        title=_title(children),
        texts=[told for name in _TEXTS_OF_RSS if (told := _text_of(children, name)) is not None],
        dates=_dates(children, published="pubdate", updated="dc:date"),
        authors=[
            _name(child) for name in ("author", "dc:creator") for child in children.get(name, ())
        ],
    )
    _refuse_captions(children, is_whole=bool(item.title and any(item.texts)))
    return item


def _guid(children: Children, url: str) -> tuple[str | None, bool]:
    """What an item calls itself, and whether that is its address."""
    guid = _one(children, "guid")
    if guid is None:
        return None, False
    marked = {name.lower(): value for name, value in guid.attrib.items()}
    is_permalink = marked.get("ispermalink", "true") == "true"
    text = _text(guid)
    return _joined(url, text) if is_permalink and text else text, is_permalink


def _refuse_other_links(children: Children) -> None:
    """A link of Atom's inside RSS may lead to the page itself; all else of Atom's is strange here."""
    for name, elements in children.items():
        if name.startswith("atom:") and (
            name != "atom:link" or any(_rel(element) == "alternate" for element in elements)
        ):
            raise _NotPlain


# ---------------------------------------------------------------- Atom


def _atom(root: Element, url: str) -> PlainFeed:
    children = _children(root, _ATOM)
    _refuse(children, _NOT_IN_FEED)
    language = (root.get(_LANGUAGE) or "").replace("_", "-") or None
    identity = _text_of(children, "id")
    _refuse_captions(children, is_whole="title" in children)
    return PlainFeed(
        items=[_entry(entry, url) for entry in children.get("entry", ())],
        title=_title(children),
        link=_page(children, url) or (None if identity is None else _joined(url, identity)),
        language=language,
        marked_language=language,
        wishes=_wishes(children),
    )


def _entry(element: Element, url: str) -> PlainItem:
    children = _children(element, _ATOM)
    _refuse(children, _NOT_IN_ATOM)
    identity = _text_of(children, "id")
    identity = None if identity is None else _joined(url, identity)
    texts = [one for name in ("summary", "content") if (one := _one(children, name)) is not None]
    item = PlainItem(
        identity=identity,
        link=_page(children, url) or identity,
        title=_title(children),
        texts=[_plain(text) for text in texts],
        dates=_dates(children, published="published", updated="updated"),
        authors=[name for author in children.get("author", ()) for name in _names(author)],
    )
    _refuse_captions(children, is_whole=bool(item.title and any(item.texts)))
    return item


def _names(author: Element) -> list[str]:
    if (author.text or "").strip():
        raise _NotPlain
    return [_name(part) for part in author if str(part.tag) == f"{{{_ATOM}}}name"]


def _page(children: Children, url: str) -> str | None:
    """The address of the page itself; of several the last."""
    found = None
    for link in children.get("link", ()):
        if link.get("url") or link.get("uri") or link.get("href") is None:
            raise _NotPlain
        kind = link.get("type", "text/html").lower()
        if _rel(link) == "alternate" and kind in _PAGE_KINDS:
            found = _whole(link.get("href", ""), url)
    return found


# ---------------------------------------------------------------- both


def _children(parent: Element, own: str) -> Children:
    """The children of an element by name; those of the feed's own vocabulary without a prefix."""
    found: defaultdict[str, list[Element]] = defaultdict(list)
    for child in parent:
        namespace, _, local = str(child.tag).rpartition("}")
        namespace = namespace[1:]
        prefix = "" if namespace == own else "atom" if namespace == _ATOM else None
        prefix = _PREFIXES.get(namespace.lower()) if prefix is None else prefix
        if prefix is None and (child.prefix is None or child.prefix in _PREFIXES.values()):
            # feedparser would go by the prefix, or take it for the feed's own.
            raise _NotPlain
        name = local.lower()
        found[name if prefix == "" else f"{prefix or child.prefix}:{name}"].append(child)
    return found


def _refuse(children: Children, names: frozenset[str]) -> None:
    if not names.isdisjoint(children):
        raise _NotPlain


def _refuse_captions(children: Children, *, is_whole: bool) -> None:
    """Where a title or text is missing, it may stand among the captions of pictures.

    To feedparser titles begin anew behind a source.
    """
    if any(name.startswith("media:") for name in children) and (
        not is_whole or "source" in children
    ):
        raise _NotPlain


def _one(children: Children, name: str) -> Element | None:
    found = children.get(name, ())
    if len(found) > 1:
        raise _NotPlain
    return found[0] if found else None


def _text_of(children: Children, name: str) -> str | None:
    one = _one(children, name)
    return None if one is None else _text(one)


def _text(element: Element) -> str:
    if len(element):
        raise _NotPlain
    text = (element.text or "").strip()
    if not text.isascii() and _CONTINUING.search(text) and _TWICE_ENCODED.search(text):
        raise _NotPlain
    return text


def _plain(element: Element) -> str:
    """A text that may be marked as text or as HTML."""
    if (element.get("type") or "text").lower() not in _PLAIN_KINDS or element.get("src"):
        raise _NotPlain
    return _text(element)


def _title(children: Children) -> str | None:
    one = _one(children, "title")
    text = None if one is None else _plain(one)
    if text and _SILENT.search(text):
        raise _NotPlain
    return text


def _name(element: Element) -> str:
    name = _text(element)
    if "@" in name:
        raise _NotPlain
    return name


def _dates(children: Children, **names: str) -> Mapping[str, str]:
    told = {key: _text_of(children, name) for key, name in names.items()}
    return {key: text for key, text in told.items() if text}


def _wishes(children: Children) -> Mapping[str, str]:
    told = {name.replace(":", "_"): _text_of(children, name) for name in _WISHES}
    return {name: text for name, text in told.items() if text}


def _whole(link: str, url: str) -> str:
    if not link or _NAMED.search(link) or any(map(str.isspace, link)):
        raise _NotPlain
    return _joined(url, link)


def _joined(url: str, link: str) -> str:
    try:
        return urljoin(url, link)
    except ValueError as error:  # "http://[v6"
        raise _NotPlain from error


def _rel(link: Element) -> str:
    rel: str = link.get("rel", "alternate")
    return rel.lower()
