"""The article in a document as people send it: a text, a page, a PDF, a mail."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from pathlib import PurePath

from bot.domain.articles import ReadArticle, Rejection
from bot.errors import NoArticleError
from bot.ingest.article_text import read_page, read_pasted
from bot.ingest.canonical_url import canonical_url
from bot.ingest.email_text import read_email
from bot.ingest.input_format import InputFormat, input_format
from bot.ingest.pdf_text import read_pdf
from bot.ingest.prose import check_prose
from bot.ingest.web_encoding import decode_page


@dataclass(frozen=True, slots=True)
class _Kind:
    """A kind of file that is not read: how it begins, how it is named, and what would work."""

    what: str
    instead: str
    magic: re.Pattern[bytes]
    names: frozenset[str] = frozenset()


def _kind(what: str, instead: str, magic: bytes, names: str = "") -> _Kind:
    return _Kind(what, instead, re.compile(magic, re.DOTALL), frozenset(names.split()))


_AS_PDF = "save it as PDF and send that, or paste its text"
#: What people send that is none of what is read; the first that fits is named.
_KINDS = (
    _kind(
        "a picture",
        "paste the text that it shows",
        rb"\x89PNG|\xff\xd8\xff|GIF8|RIFF.{4}WEBP|II\*\0|MM\0\*|BM.{4}\0\0\0\0|.{4}ftyp(?:hei|avif|mif)",
    ),
    _kind(
        "a recording",
        "paste what is said in it",
        rb"ID3[\x02-\x04]|OggS|fLaC|RIFF.{4}(?:WAVE|AVI )|.{4}ftyp|\x1aE\xdf\xa3|#!AMR",
    ),
    _kind("an Office document", _AS_PDF, rb"PK\x03\x04", ".docx .odt .pages .dotx"),
    _kind("a table", _AS_PDF, rb"PK\x03\x04", ".xlsx .ods .numbers"),
    _kind("a set of slides", _AS_PDF, rb"PK\x03\x04", ".pptx .odp .key"),
    _kind("a book", _AS_PDF, rb"PK\x03\x04", ".epub"),
    _kind(
        "an archive or an Office document",
        "unpack it and send the files, or save it as PDF",
        rb"PK\x03\x04|PK\x05\x06|\x1f\x8b|BZh[1-9]1AY|\xfd7zXZ|7z\xbc\xaf|Rar!",
    ),
    _kind("an old Office document or an Outlook message", _AS_PDF, rb"\xd0\xcf\x11\xe0"),
    _kind("a rich text document", _AS_PDF, rb"\{\\rtf"),
    _kind("a table", _AS_PDF, b"", ".csv .tsv"),
    _kind("a web page saved as an archive", "save it as HTML only", b"", ".mht .mhtml"),
    _kind("an archive of mails", "save the one that matters as .eml", b"", ".mbox"),
)


def read_document(
    body: bytes, *, name: str, content_type: str = "", url: str | None = None
) -> ReadArticle:
    """The article in a document; `name` is what its sender calls it.

    Raises:
        NoArticleError: it holds none, or is of a kind that is not read.
        TooLargeError: it is larger than is read.
    """
    if not body.strip():
        raise NoArticleError(f"{name} is empty: send it again, or paste its text.")
    check_kind(body, name)
    match input_format(name, body, content_type):
        case InputFormat.PDF:
            return read_pdf(body, name, url)
        case InputFormat.EMAIL:
            return read_email(body, name)
        case InputFormat.HTML:
            return read_page(body, url, content_type or "text/html", name=name)
        case InputFormat.JSONL:
            raise NoArticleError(
                f"{name} holds JSON, and I read texts, web pages, PDFs and mails: paste the text "
                "that matters."
            )
        case _:
            return _read_text(body, name, content_type, url)


def left_out(article: ReadArticle, name: str) -> tuple[Rejection, ...]:
    """A word about each file that came with an article and was not read."""
    why = f"It lies inside {name}, beside its text: save it, and send it to me by itself."
    return tuple(Rejection(file, why) for file in article.left_out)


def check_kind(body: bytes, name: str) -> None:
    """Refuse what is neither text nor a document that is read.

    Raises:
        NoArticleError: it is of another kind; the sentence says what would work.
    """
    suffix = PurePath(name).suffix.lower()
    for kind in _KINDS:
        if kind.magic.match(body) and (not kind.names or suffix in kind.names):
            raise NoArticleError(
                f"{name} is {kind.what} and not a text, a web page, a PDF or a mail: {kind.instead}."
            )
    if _is_binary(body):
        raise NoArticleError(
            f"{name} is not a text: I read texts, web pages, PDFs and mails. Paste what matters."
        )


def _is_binary(body: bytes) -> bool:
    """Whether it is no text; PDFs hold anything, and UTF-16 every other byte of nothing."""
    is_told = body.startswith((b"\xff\xfe", b"\xfe\xff")) or b"%PDF-" in body[:1024]
    return b"\0" in body[:1024] and not is_told


def _read_text(body: bytes, name: str, content_type: str, url: str | None) -> ReadArticle:
    text = decode_page(body, content_type or "text/plain")
    check_prose(text, name)
    read = read_pasted(text)
    return replace(read, url=canonical_url(url)) if url else read
