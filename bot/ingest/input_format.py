"""What a file or a stream holds, by its first bytes, what it is declared to be, and its name."""

from __future__ import annotations

from enum import StrEnum
from pathlib import PurePath

from bot.ingest.email_text import is_email
from bot.ingest.feed_formats import is_feed
from bot.ingest.opml import is_opml
from bot.ingest.pdf_text import is_pdf

#: Bytes looked at: enough for an XML declaration, comments and a root element.
HEAD_BYTES = 4096


class InputFormat(StrEnum):
    """The formats that `attache ingest --format` takes."""

    AUTO = "auto"
    JSONL = "jsonl"
    TEXT = "text"
    HTML = "html"
    FEED = "feed"
    OPML = "opml"
    PDF = "pdf"
    EMAIL = "email"


#: Media types that say enough to be believed before a name.
MEDIA_TYPES = {
    InputFormat.PDF: "application/pdf",
    InputFormat.EMAIL: "message/rfc822",
    InputFormat.HTML: "text/html",
}
_BY_MEDIA_TYPE = {kind: format_ for format_, kind in MEDIA_TYPES.items()}
_BY_SUFFIX = {
    ".jsonl": InputFormat.JSONL,
    ".ndjson": InputFormat.JSONL,
    ".txt": InputFormat.TEXT,
    ".md": InputFormat.TEXT,
    ".html": InputFormat.HTML,
    ".htm": InputFormat.HTML,
    ".xhtml": InputFormat.HTML,
    ".opml": InputFormat.OPML,
    ".rss": InputFormat.FEED,
    ".atom": InputFormat.FEED,
    ".rdf": InputFormat.FEED,
    ".pdf": InputFormat.PDF,
    ".eml": InputFormat.EMAIL,
}
#: Names under which mails are saved.
_MAILS = frozenset({None, InputFormat.TEXT, InputFormat.EMAIL})


def input_format(name: str, body: bytes, content_type: str = "") -> InputFormat:
    """The format of a document: its content speaks first, then its media type and its name.

    Prose is the default.

    >>> input_format("-", b'{"text": "Talks opened in Cairo."}')
    <InputFormat.JSONL: 'jsonl'>
    >>> input_format("cairo.txt", b"Talks opened in Cairo.")
    <InputFormat.TEXT: 'text'>
    """
    named = _BY_SUFFIX.get(PurePath(name).suffix.lower())
    if is_pdf(body):
        return InputFormat.PDF
    if named in _MAILS and is_email(body):
        return InputFormat.EMAIL
    declared = _BY_MEDIA_TYPE.get(content_type.partition(";")[0].strip().lower(), named)
    if declared in {InputFormat.PDF, InputFormat.EMAIL}:
        # A server's error page, saved or sent as the document that it stands for.
        return InputFormat.HTML if _begins_as_page(body) else declared
    if declared in {InputFormat.TEXT, InputFormat.JSONL, InputFormat.HTML}:
        return declared
    return _told(body) or named or InputFormat.TEXT


def _told(body: bytes) -> InputFormat | None:
    """What the first bytes alone say."""
    if is_opml(body):
        return InputFormat.OPML
    if is_feed(body):
        return InputFormat.FEED
    start = _start(body)
    if start.startswith(b"{"):
        return _told_of_json(start)
    is_page = _begins_as_page(body) or b"<body" in start or b"<head" in start
    return InputFormat.HTML if is_page else None


def _told_of_json(start: bytes) -> InputFormat:
    """A feed, one object a line, or an object over several lines: data that is no article's."""
    if b"jsonfeed.org/version/" in start.replace(b"\\/", b"/"):
        return InputFormat.FEED
    line, end, _ = start.partition(b"\n")
    is_whole = not end or line.rstrip().endswith(b"}")
    return InputFormat.JSONL if is_whole else InputFormat.TEXT


def _begins_as_page(body: bytes) -> bool:
    return _start(body).startswith((b"<!doctype html", b"<html"))


def _start(body: bytes) -> bytes:
    return body.removeprefix(b"\xef\xbb\xbf")[:HEAD_BYTES].lstrip().lower()
