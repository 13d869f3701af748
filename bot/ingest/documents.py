"""The article in a document as people send it: a text, a page, a PDF, a mail."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from bot.domain.articles import ReadArticle
from bot.errors import NoArticleError
from bot.ingest.article_text import read_page, read_pasted
from bot.ingest.canonical_url import canonical_url
from bot.ingest.email_text import read_email
from bot.ingest.input_format import InputFormat, input_format
from bot.ingest.pdf_text import read_pdf
from bot.ingest.web_encoding import decode_page

#: What people send that holds no text of its own kind, by its first bytes.
_KINDS: Mapping[bytes, str] = {
    b"\x89PNG": "a picture",
    b"\xff\xd8\xff": "a picture",
    b"GIF8": "a picture",
    b"PK\x03\x04": "an archive or an Office document",
    b"\xd0\xcf\x11\xe0": "an old Office document",
    b"\x1f\x8b": "an archive",
    b"{\\rtf": "a rich text document",
}


def read_document(
    body: bytes, *, name: str, content_type: str = "", url: str | None = None
) -> ReadArticle:
    """The article in a document; `name` is what its sender calls it.

    Raises:
        NoArticleError: it holds none, or is of a kind that is not read.
        TooLargeError: it is larger than is read.
    """
    kind = next((what for magic, what in _KINDS.items() if body.startswith(magic)), None)
    if kind is not None:
        raise NoArticleError(
            f"{name} is {kind}, and I read texts, web pages, PDFs and mails: save it as one of "
            "these, or paste its text."
        )
    match input_format(name, body):
        case InputFormat.PDF:
            return read_pdf(body, name, url)
        case InputFormat.EMAIL:
            return read_email(body, name)
        case InputFormat.HTML:
            return read_page(body, url, content_type or "text/html")
        case _:
            return _read_text(body, name, content_type, url)


def _read_text(body: bytes, name: str, content_type: str, url: str | None) -> ReadArticle:
    if b"\0" in body[:1024] and not body.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise NoArticleError(
            f"{name} is not a text: I read texts, web pages, PDFs and mails. Paste what matters."
        )
    read = read_pasted(decode_page(body, content_type or "text/plain"))
    return replace(read, url=canonical_url(url)) if url else read
