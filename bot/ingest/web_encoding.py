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
#: Bytes from which an encoding is guessed.
_JUDGED = 50_000
_LANGUAGE = re.compile(rb"<html[^>]{0,200}?\blang\s*=\s*[\"']?([a-zA-Z]{2})")
#: The web's fallbacks by language
#: (https://html.spec.whatwg.org/multipage/parsing.html#determining-the-character-encoding).
_LATIN_BY_LANGUAGE = dict.fromkeys(("cs", "hr", "hu", "pl", "ro", "sk", "sl", "sq"), "cp1250") | {
    "tr": "cp1254",
    "et": "cp1257",
    "lt": "cp1257",
    "lv": "cp1257",
    "vi": "cp1258",
}
#: Encodings of Latin letters, by Python's names.
_LATIN = frozenset(
    "ascii cp1250 cp1252 cp1254 cp1257 cp1258 latin_1 iso8859_2 iso8859_3 iso8859_4 iso8859_9 "
    "iso8859_10 iso8859_13 iso8859_14 iso8859_15 iso8859_16 cp437 cp775 cp850 cp852 cp858 cp865 "
    "mac_roman mac_latin2 cp037 cp500 cp1140 hp_roman8".split()
)
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
#: Encodings of Python's that are none of a document's: some decode anything, at any cost.
_NO_ENCODINGS = frozenset(
    "idna punycode undefined unicode-escape raw-unicode-escape mbcs oem base64 bz2 hex quopri rot-13 "
    "uu zlib".split()
)


def decode_page(page: bytes, content_type: str) -> str:
    """A page's text.  A declared encoding that does not fit its bytes is not believed."""
    for mark, encoding in _MARKS:
        if page.startswith(mark):
            return page[len(mark) :].decode(encoding, "replace")
    for declared in _declared(page, content_type):
        try:
            return page.decode(declared)
        except UnicodeError:
            continue
    return _guessed(page, content_type)


def _declared(page: bytes, content_type: str) -> list[str]:
    names = [match[1] for match in [_IN_HEADER.search(content_type)] if match]
    for pattern in (_IN_XML, _IN_PAGE):
        found = pattern.search(page[:_PRESCANNED])
        names += [found[1].decode("ascii", "replace")] if found else []
    known = [name for declared in names if (name := _codec(declared))]
    # UTF-8 proves itself: other encodings hardly ever form valid UTF-8 by chance, but for those
    # that switch between alphabets by escapes and are ASCII to the eye.
    switching = [name for name in known if name.startswith("iso2022")]
    return [*switching, "utf-8", *known]


def _codec(name: str) -> str | None:
    try:
        found = codecs.lookup(name)
    except (LookupError, ValueError):
        return None
    if found.name in _NO_ENCODINGS:
        return None
    return _ON_THE_WEB.get(found.name, found.name)


def _guessed(page: bytes, content_type: str) -> str:
    """Nearly valid in its declared encoding (a page cut in a character), else by statistics."""
    declared = _declared(page, content_type)[-1]
    text = page.decode(declared, "replace")
    if text.count("\ufffd") * 1000 <= len(text):
        return text
    from charset_normalizer import from_bytes

    best = from_bytes(page[:_JUDGED]).best()
    guess = best.encoding if best else "cp1252"
    return page.decode(_by_language(page) if guess in _LATIN else guess, "replace")


def _by_language(page: bytes) -> str:
    """The encoding of a page in Latin letters: statistics cannot tell these apart."""
    found = _LANGUAGE.search(page[:_PRESCANNED])
    return _LATIN_BY_LANGUAGE.get(found[1].decode().lower() if found else "", "cp1252")
