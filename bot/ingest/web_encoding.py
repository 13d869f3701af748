"""Bytes from the web to text, in the order that the HTML standard prescribes.

Byte order mark, then the server's word, then the document's, then the bytes themselves.
https://html.spec.whatwg.org/multipage/parsing.html#determining-the-character-encoding
"""

from __future__ import annotations

import codecs
import re

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_IN_HEADER = re.compile(r"charset\s*=\s*[\"']?([\w.:-]+)", re.IGNORECASE)
_IN_PAGE = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w.:-]+)", re.IGNORECASE)
_IN_XML = re.compile(rb"^\s*<\?xml[^>]{0,100}?encoding\s*=\s*[\"']([\w.:-]+)")
#: Bytes in which a page must declare its encoding, with room for a long head.
_PRESCANNED = 4096
#: Names that mean another encoding on the web (https://encoding.spec.whatwg.org/#names-and-labels).
_ON_THE_WEB = {
    "iso8859-1": "cp1252",
    "ascii": "cp1252",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "iso8859-9": "cp1254",
    "shift_jis": "cp932",
    "euc_kr": "cp949",
    "tis-620": "cp874",
}


def decode_page(page: bytes, content_type: str) -> str:
    """A page's text.  A declared encoding that does not fit its bytes is not believed."""
    for mark, encoding in _MARKS:
        if page.startswith(mark):
            return page[len(mark) :].decode(encoding, "replace")
    for declared in _declared(page, content_type):
        try:
            return page.decode(declared)
        except (UnicodeDecodeError, LookupError):
            continue
    return _guessed(page, content_type)


def _declared(page: bytes, content_type: str) -> list[str]:
    names = [match[1] for match in [_IN_HEADER.search(content_type)] if match]
    for pattern in (_IN_XML, _IN_PAGE):
        found = pattern.search(page[:_PRESCANNED])
        names += [found[1].decode("ascii", "replace")] if found else []
    known = [name for declared in names if (name := _codec(declared))]
    # UTF-8 proves itself: other encodings hardly ever form valid UTF-8 by chance.
    return ["utf-8", *known]


def _codec(name: str) -> str | None:
    try:
        found = codecs.lookup(name)
    except LookupError:
        return None
    return _ON_THE_WEB.get(found.name, found.name)


def _guessed(page: bytes, content_type: str) -> str:
    """Nearly valid in its declared encoding (a page cut in a character), else by statistics."""
    declared = _declared(page, content_type)[-1]
    text = page.decode(declared, "replace")
    if text.count("\ufffd") * 1000 <= len(text):
        return text
    from charset_normalizer import from_bytes

    best = from_bytes(page).best()
    return str(best) if best else text
