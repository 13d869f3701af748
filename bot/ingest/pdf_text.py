"""The article in a PDF: what ministries and press offices publish.

A PDF's creation date says when the file was printed, not when its text was published, and its
author is whoever had the licence of the word processor: neither is taken.  The day is the one that
stands in its head.
"""

from __future__ import annotations

import io
import logging
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING

from bot.domain.articles import ReadArticle
from bot.domain.dating import DateSource
from bot.errors import InputError, NoArticleError, TooLargeError
from bot.ingest.article_text import LONGEST_TEXT, clean_article
from bot.ingest.plain_text import letters_in

if TYPE_CHECKING:
    from pypdf import PdfReader

    from bot.ingest.pdf_lines import Line

#: Bytes of a PDF: a report with pictures.
LARGEST_PDF = 20_000_000
#: Pages that are read: a long report; a book is not an article.
MOST_PAGES = 300
#: Bytes to which one stream of it may unpack; the text of a page has a hundredth.
_MOST_UNPACKED = 20_000_000
#: Letters below which a file holds no text.
_FEWEST_LETTERS = 20
#: The share of pages without a word, or with columns that are crossed, that speaks for the whole.
_MOSTLY = 0.5
#: The share of signs that stand for no letter from which a text cannot be read.
_GARBLED = 0.2
_NO_LETTER = re.compile("[\x00-\x08\x0e-\x1f\ufffd\ue000-\uf8ff]")


def is_pdf(body: bytes) -> bool:
    """Whether a document is a PDF; some have a little junk before their mark."""
    return b"%PDF-" in body[:1024]


def read_pdf(body: bytes, name: str, url: str | None = None) -> ReadArticle:
    """The article in a PDF.

    Raises:
        NoArticleError: it is locked, damaged, or holds pictures of text.
        TooLargeError: it has more bytes, pages or text than is read.
    """
    # The library takes a fifth of a second to load, and most that is read is no PDF.
    from bot.ingest.pdf_date import day_of
    from bot.ingest.pdf_paragraphs import paragraphs_of
    from bot.ingest.pdf_running_lines import without_running_lines
    from bot.ingest.pdf_title import title_of

    if len(body) > LARGEST_PDF:
        raise TooLargeError(
            f"{name} has {len(body):,} bytes; I read PDFs of up to {LARGEST_PDF:,}. "
            "Send the part that matters, or one without pictures."
        )
    with _plain_words(name):
        pages, named = _opened(body, name)
        _check_readable(pages, name)
        paragraphs = paragraphs_of(without_running_lines(pages))
        title = title_of(named, pages[0], paragraphs)
        day = day_of(pages[0])
    article = clean_article(_without_title(paragraphs, title), url=url, title=title)
    return replace(article, published_at=day, date_source=DateSource.DOCUMENT if day else None)


@contextmanager
def _plain_words(name: str) -> Iterator[None]:
    """Whatever the library stumbles over, in a sentence for a person."""
    from pypdf.errors import DependencyError, FileNotDecryptedError, LimitReachedError

    # It tells of every flaw that it could mend, on stderr.
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    try:
        yield
    except InputError:
        raise
    except (FileNotDecryptedError, DependencyError, NotImplementedError) as error:
        raise _locked(name) from error
    except (LimitReachedError, MemoryError) as error:
        raise TooLargeError(
            f"{name} unpacks to far more than a document holds, and I gave it up: "
            "print it to a new PDF, or paste its text."
        ) from error
    except Exception as error:
        raise _damaged(name) from error


def _opened(body: bytes, name: str) -> tuple[list[list[Line]], str | None]:
    """The lines of each page, and the title that the file names."""
    from pypdf import PdfReader, apply_configuration

    with apply_configuration(
        zlib_maximum_output_length=_MOST_UNPACKED,
        lzw_maximum_output_length=_MOST_UNPACKED,
        run_length_maximum_output_length=_MOST_UNPACKED,
        array_based_stream_maximum_output_length=_MOST_UNPACKED,
    ):
        reader = PdfReader(io.BytesIO(body), strict=False)
        if reader.is_encrypted and not reader.decrypt(""):
            raise _locked(name)
        count = len(reader.pages)
        if not count:
            raise _damaged(name)
        if count > MOST_PAGES:
            raise TooLargeError(
                f"{name} has {count} pages; I read up to {MOST_PAGES}. Send the part that matters."
            )
        named = reader.metadata.title if reader.metadata else None
        return list(_pages(reader, name)), named


def _pages(reader: PdfReader, name: str) -> Iterator[list[Line]]:
    from bot.ingest.pdf_lines import lines_of

    letters = across = 0
    for page in reader.pages:
        lines, crosses_columns = lines_of(page)
        across += crosses_columns
        letters += sum(len(line.text) for line in lines)
        if letters > LONGEST_TEXT:
            raise TooLargeError(
                f"{name} has more text than the {LONGEST_TEXT:,} characters that I read at a time: "
                "send the part that matters."
            )
        yield lines
    if across > _MOSTLY * len(reader.pages):
        raise NoArticleError(
            f"{name} writes across its columns, so that their sentences would run into each other: "
            "paste the text that matters."
        )


def _locked(name: str) -> NoArticleError:
    return NoArticleError(f"{name} is locked with a password: send a copy without one.")


def _damaged(name: str) -> NoArticleError:
    return NoArticleError(f"{name} is damaged, or no PDF: open it yourself, and paste its text.")


def _check_readable(pages: list[list[Line]], name: str) -> None:
    """Refuse what would only be read in part, or as signs without sense."""
    texts = ["".join(line.text for line in page) for page in pages]
    empty = sum(not text for text in texts)
    whole = "".join(texts)
    if len(_NO_LETTER.findall(whole)) > _GARBLED * len(whole):
        raise NoArticleError(
            f"{name} does not say which letters its signs stand for, so its text cannot be read: "
            "paste it as you see it."
        )
    if letters_in(whole) < _FEWEST_LETTERS:
        raise NoArticleError(
            f"{name} holds no text that can be read: its pages are pictures. Paste the text, or "
            "send a PDF that was made from a text."
        )
    if empty > _MOSTLY * len(pages):
        raise NoArticleError(
            f"{name} has text on {len(pages) - empty} of its {len(pages)} pages only, the others "
            "are pictures: paste the text that matters."
        )


def _without_title(paragraphs: list[str], title: str | None) -> list[str]:
    """The paragraphs without the title, where it stands above them."""
    said = _letters(title or "")
    for place, paragraph in enumerate(paragraphs[:8]):
        if said and _letters(paragraph) == said:
            return [*paragraphs[:place], *paragraphs[place + 1 :]]
    return paragraphs


def _letters(text: str) -> str:
    return "".join(c for c in text.casefold() if c.isalnum())
