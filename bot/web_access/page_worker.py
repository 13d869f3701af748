"""The process that reads pages, one after the other, for `page_pool`.

Its module imports nothing heavy, so that a worker is quick to start; what it needs comes with the
first page.
"""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path

from bot.domain.articles import Feed, ReadArticle
from bot.errors import InputError, TooLargeError


@dataclass(frozen=True, slots=True)
class Page:
    """What a worker is given; with a `name` it is a document of any kind, else a web page."""

    body: bytes
    url: str | None
    content_type: str
    name: str | None = None
    #: Whether it is a feed.
    is_feed: bool = False


#: Reads as an article, with what most pages say of themselves.
_ANY_PAGE = b"""<html lang="en"><head><title>Wardens patrol the lake</title>
<meta property="og:title" content="Wardens patrol the lake">
<meta property="article:published_time" content="2024-03-22T10:00:00Z"></head><body><article>
<h1>Wardens patrol the lake</h1><p class="byline">By Ilse Holt</p>
<p>Two ministers signed a treaty on fishing in Kisumu on Thursday, after a year of talks.</p>
<p>Wardens of both navies will patrol the lake together from the first of May, they said.</p>
<p>A joint bureau is to watch over the landings in eleven harbours and to publish its counts.</p>
</article></body></html>"""

Reply = ReadArticle | Feed | InputError

#: Bytes of address space that a worker may take.  Reading a page of 10 MB, the largest that is
#: taken, needs 1.1 GB (bench/reading.py); a page that makes the parser eat more fails alone.
_MEMORY = 4 * 1024**3
#: Bytes that reading a document may add to it; the largest PDFs and mails of words need 0.5 GB.
_MEMORY_FOR_DOCUMENTS = 3 * 1024**3 // 2


def serve(connection: Connection) -> None:
    """Answer pages with articles until the other end closes.

    An error that is not an `InputError` ends the process: the pool says so and starts another.
    """
    # Threads of a linear algebra library that nobody uses here reserve memory per core.
    os.environ["OPENBLAS_NUM_THREADS"] = "1"
    _limit(_MEMORY)
    _get_ready()
    while True:
        try:
            page: Page = connection.recv()
        except (EOFError, KeyboardInterrupt):
            return
        connection.send(_reply(page))


def _get_ready() -> None:
    """Load what every page needs, by reading one; what documents need comes with the first of them.

    Libraries, patterns and the model of languages take a second: a worker that is started before
    there are pages has it behind it by then.
    """
    with suppress(InputError):
        _read(Page(_ANY_PAGE, None, "text/html; charset=utf-8"))


def _reply(page: Page) -> Reply:
    if page.name is not None:
        _limit(min(_MEMORY, _in_use() + _MEMORY_FOR_DOCUMENTS))
    try:
        return _read(page)
    except InputError as error:
        return error
    except MemoryError:
        return TooLargeError(
            f"{page.name or page.url or 'The page'} takes more memory to read than I may use, and "
            "I gave it up: paste the text that matters."
        )
    finally:
        _limit(_MEMORY)


def _read(page: Page) -> ReadArticle | Feed:
    if page.is_feed:
        from bot.ingest.feed_formats import parse_feed

        return parse_feed(page.body, url=page.url, content_type=page.content_type)
    from bot.ingest.article_text import read_page

    if page.name is None:
        return read_page(page.body, page.url, page.content_type)
    from bot.ingest.documents import read_document

    return read_document(page.body, name=page.name, content_type=page.content_type, url=page.url)


def _limit(size: int) -> None:
    """Hold this process to so much address space, where the system can."""
    if sys.platform == "linux":
        import resource

        _, hard = resource.getrlimit(resource.RLIMIT_AS)
        most = size if hard == resource.RLIM_INFINITY else min(size, hard)
        resource.setrlimit(resource.RLIMIT_AS, (most, hard))


def _in_use() -> int:
    """Bytes of address space that this process has."""
    if sys.platform != "linux":
        return 0
    import resource

    return int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()
