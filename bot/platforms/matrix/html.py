"""HTML for rooms: made of escaped pieces, from few tags, and cleaned once more at the end.

The tags, attributes and schemes are of the list that the specification gives clients to permit
(v1.18, client-server API, "m.room.message msgtypes"), narrowed to those that are used here.
"""

from __future__ import annotations

import html
import re
import unicodedata
from typing import NewType
from urllib.parse import quote, urlsplit

import nh3

from bot.domain.citations import text_fragment, web_address
from bot.platforms.matrix.outside_text import visible

#: Escaped text and tags of ours.
Html = NewType("Html", str)

#: Of the specification's; `small` is none of them, `sub` is what its clients draw small.
TAGS = frozenset("a blockquote br em h3 h4 hr li p strong sub ul".split())
ATTRIBUTES = {"a": {"href"}}
#: The specification permits ftp, mailto and magnet too; nothing that is read comes that way.
SCHEMES = frozenset({"http", "https"})

#: Longer addresses are not linked.
LONGEST_ADDRESS = 1_500

_CLEANER = nh3.Cleaner(
    tags=set(TAGS),
    attributes=ATTRIBUTES,
    url_schemes=set(SCHEMES),
    url_relative="deny",
    # `rel` is no attribute of the specification's; clients set it themselves.
    link_rel=None,
)

LINE = Html("<hr>")


def escaped(text: str) -> Html:
    """Text as HTML; line ends stay."""
    return Html(html.escape(text, quote=False).replace("\n", "<br>"))


def element(tag: str, inside: str) -> Html:
    """An element around HTML."""
    return Html(f"<{tag}>{inside}</{tag}>")


def anchor(label: Html, address: str) -> Html:
    """A link; the address is one that `linkable` gave, or a person's."""
    return Html(f'<a href="{html.escape(address)}">{label}</a>')


def cleaned(markup: str) -> Html:
    """The HTML with nothing in it but what is listed above, whatever went wrong before."""
    return Html(_CLEANER.clean(markup))


# ---------------------------------------------------------------- addresses

#: What browsers drop, or read as something else than the address's parser here.
_ODD = re.compile(r'[\s\\"<>`\x00-\x20\x7f-\x9f]')
#: Links of Matrix clients to people and rooms, at whatever host: #/@user:server, #/room/!id.
_PERMALINK = re.compile(r"/(?:(?:user|room|group)/)?(?:[@#!+]|%(?:40|23|21|2b))", re.IGNORECASE)
_MATRIX_TO = "matrix.to"


def linkable(url: str | None) -> str | None:
    """The address, if a link may go there; one to a person or a room would be a mention."""
    address = web_address(url)
    if address is None or len(address) > LONGEST_ADDRESS or _ODD.search(address):
        return None
    try:
        parts = urlsplit(address)
        host, _ = parts.hostname or "", parts.port
    except ValueError:
        return None
    is_well_formed = (
        "@" not in parts.netloc
        and "%" not in host
        and visible(address) == unicodedata.normalize("NFC", address)
        and all(_host(host).split("."))
    )
    if not is_well_formed or _is_of_matrix(_host(host), parts.fragment):
        return None
    # The cleaner reads addresses as browsers do, and takes away what they could not open.
    return address if "href=" in cleaned(anchor(Html(""), address)) else None


def _host(host: str) -> str:
    """As browsers read it: full-width letters and dots are plain ones."""
    return unicodedata.normalize("NFKC", host).replace("\u3002", ".").casefold()


def _is_of_matrix(host: str, fragment: str) -> bool:
    is_matrix_to = host == _MATRIX_TO or host.endswith(f".{_MATRIX_TO}")
    return is_matrix_to or _PERMALINK.match(fragment) is not None


def cited_at(url: str | None, words: str) -> str | None:
    """Where the words stand at their publisher's: the address with a text fragment, if it can be."""
    address = linkable(url)
    return linkable(text_fragment(address, words)) or address


def person(user_id: str) -> str:
    """The address that clients draw as a mention of a person (specification, "Matrix URIs")."""
    return f"https://{_MATRIX_TO}/#/{quote(user_id, safe='@:')}"
