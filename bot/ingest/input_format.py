"""What a file or a stream holds, by its name and its first bytes."""

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


def input_format(name: str, body: bytes) -> InputFormat:
    """The format of a document: its content speaks first, then its name; prose is the default.

    >>> input_format("-", b'{"text": "Talks opened in Cairo."}')
    <InputFormat.JSONL: 'jsonl'>
    >>> input_format("cairo.txt", b"Talks opened in Cairo.")
    <InputFormat.TEXT: 'text'>
    """
    named = _BY_SUFFIX.get(PurePath(name).suffix.lower())
    if is_pdf(body):
        return InputFormat.PDF
    if named in {InputFormat.PDF, InputFormat.EMAIL} or (named is None and is_email(body)):
        return named or InputFormat.EMAIL
    if named in {InputFormat.TEXT, InputFormat.JSONL, InputFormat.HTML}:
        return named
    if is_opml(body):
        return InputFormat.OPML
    if is_feed(body):
        return InputFormat.FEED
    start = body.removeprefix(b"\xef\xbb\xbf")[:HEAD_BYTES].lstrip().lower()
    if start.startswith(b"{"):
        return InputFormat.JSONL
    if start.startswith((b"<!doctype html", b"<html")) or b"<body" in start or b"<head" in start:
        return InputFormat.HTML
    return named or InputFormat.TEXT
