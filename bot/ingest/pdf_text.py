"""The running text of a PDF: what ministries and press offices publish.

pypdf gives the lines of each page; here they become paragraphs again.  A PDF's creation date says
when the file was printed, not when its text was published, so no date is taken from it.
"""

from __future__ import annotations

import io
import re
from collections import Counter
from collections.abc import Iterator, Sequence

from pypdf import PdfReader
from pypdf.errors import DependencyError, FileNotDecryptedError, PyPdfError

from bot.domain.articles import ReadArticle
from bot.errors import NoArticleError, TooLargeError
from bot.ingest.article_text import LONGEST_TEXT, clean_article
from bot.ingest.plain_text import letters_in, one_line, squeezed

#: Pages that are read: a long report; a book is not an article.
MOST_PAGES = 300
#: The share of pages on which a line is a running header or footer.
_REPEATED_ON = 0.6
#: Lines at the top and the bottom of a page among which they are looked for.
_EDGE = 3
#: Fewer pages than this repeat lines by chance.
_FEWEST_PAGES = 3


def is_pdf(body: bytes) -> bool:
    """Whether a document is a PDF; some have a little junk before their mark."""
    return b"%PDF-" in body[:1024]


def read_pdf(body: bytes, name: str, url: str | None = None) -> ReadArticle:
    """The article in a PDF.

    Raises:
        NoArticleError: it is locked, damaged, or holds pictures of text.
        TooLargeError: it has more pages or more text than is read.
    """
    pages, title = _pages(body, name)
    lines = _without_running_lines([page.splitlines() for page in pages])
    paragraphs = list(_paragraphs(lines))
    if letters_in("".join(paragraphs)) < 20:
        raise NoArticleError(
            f"{name} holds no text that can be read: its pages are pictures. Paste the text, or "
            "send a PDF that was made from a text."
        )
    return clean_article(paragraphs, url=url, title=title)


def _pages(body: bytes, name: str) -> tuple[list[str], str | None]:
    """The text of each page, and the title that the file names."""
    try:
        reader = PdfReader(io.BytesIO(body), strict=False)
        if reader.is_encrypted and not reader.decrypt(""):
            raise _locked(name)
        if len(reader.pages) > MOST_PAGES:
            raise TooLargeError(
                f"{name} has {len(reader.pages)} pages; I read up to {MOST_PAGES}. "
                "Give me the part that matters."
            )
        pages: list[str] = []
        for page in reader.pages:
            pages.append(page.extract_text())
            if sum(map(len, pages)) > LONGEST_TEXT:
                raise TooLargeError(
                    f"{name} has more text than I read at a time: give me the part that matters."
                )
        return pages, _title(reader)
    except (FileNotDecryptedError, DependencyError) as error:
        raise _locked(name) from error
    except (PyPdfError, ValueError, KeyError, TypeError, AttributeError, IndexError,
            RecursionError, OverflowError, MemoryError) as error:  # fmt: skip
        # pypdf raises whatever a broken file makes it stumble over.
        raise NoArticleError(
            f"{name} is damaged, or no PDF: open it yourself, and paste its text."
        ) from error


def _locked(name: str) -> NoArticleError:
    return NoArticleError(f"{name} is locked with a password: send a copy without one.")


_NOT_A_TITLE = re.compile(
    r"^(?:microsoft word|untitled|document|slide|scan)\b|\.(?:docx?|pdf|indd|qxd|tex|odt)$|^\W*$",
    re.IGNORECASE,
)


def _title(reader: PdfReader) -> str | None:
    """The title that the file names, if it is one and not the name of somebody's file."""
    named = one_line(str(reader.metadata.title or "")) if reader.metadata else None
    if named is None or _NOT_A_TITLE.search(named) or " " not in named:
        return None
    return named


# ---------------------------------------------------------------- from lines to paragraphs


def _without_running_lines(pages: Sequence[Sequence[str]]) -> Iterator[str]:
    """The lines of all pages, without headers, footers and page numbers.

    A blank one stands between two pages only where a sentence has ended.
    """
    shapes = Counter(shape for page in pages for shape in set(map(_shape, _edges(page))))
    running = {
        shape
        for shape, count in shapes.items()
        if len(pages) >= _FEWEST_PAGES and count >= _REPEATED_ON * len(pages)
    }
    last = ""
    for page in pages:
        kept = [line for line in page if _shape(line) not in running and not _is_number(line)]
        if kept and last.rstrip().endswith((".", "!", "?", "”", '"')):
            yield ""
        yield from kept
        last = next((line for line in reversed(kept) if line.strip()), last)


def _edges(page: Sequence[str]) -> Sequence[str]:
    """The lines at a page's top and bottom, where running lines stand."""
    return [*page[:_EDGE], *page[-_EDGE:]]


def _shape(line: str) -> str:
    """A line with its figures alike: "Page 3 of 12" is on every page."""
    return re.sub(r"\d+", "0", squeezed(line)).casefold()


def _is_number(line: str) -> bool:
    return re.fullmatch(r"\W*(?:page )?\d{1,4}\W*", squeezed(line), re.IGNORECASE) is not None


def _paragraphs(lines: Iterator[str]) -> Iterator[str]:
    """Lines joined into paragraphs: at a blank line, or where a short line ends a sentence."""
    kept = list(lines)
    width = max((len(line) for line in kept), default=0)
    paragraph = ""
    for line in kept:
        said = squeezed(line)
        if not said:
            if paragraph:
                yield paragraph
            paragraph = ""
            continue
        paragraph = _joined(paragraph, said)
        if len(line.rstrip()) < 0.75 * width and said.endswith((".", "!", "?", "”", '."')):
            yield paragraph
            paragraph = ""
    if paragraph:
        yield paragraph


def _joined(before: str, line: str) -> str:
    """Two lines of one paragraph; a word that was broken at the end of the first is mended."""
    if not before:
        return line
    if re.search(r"[a-zà-ÿ]-$", before) and line[:1].islower():
        return before[:-1] + line
    return f"{before} {line}"
