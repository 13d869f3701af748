"""The process that reads pages, one after the other, for `page_pool`.

Its module imports nothing heavy, so that a worker is quick to start; what it needs comes with the
first page.
"""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass
from multiprocessing.connection import Connection

from bot.domain.articles import ReadArticle
from bot.errors import InputError


@dataclass(frozen=True, slots=True)
class Page:
    """What a worker is given; with a `name` it is a document of any kind, else a web page."""

    body: bytes
    url: str | None
    content_type: str
    name: str | None = None


Reply = ReadArticle | InputError

#: Bytes of address space that a worker may take.  Reading a page of 10 MB, the largest that is
#: taken, needs 1.1 GB (bench/reading.py); a page that makes the parser eat more fails alone.
_MEMORY = 4 * 1024**3


def serve(connection: Connection) -> None:
    """Answer pages with articles until the other end closes.

    An error that is not an `InputError` ends the process: the pool says so and starts another.
    """
    _limit()
    # The libraries that every page needs; those of documents come with the first one.
    import bot.ingest.article_text  # noqa: F401

    while True:
        try:
            page: Page = connection.recv()
        except (EOFError, KeyboardInterrupt):
            return
        reply: Reply
        try:
            reply = _read(page)
        except InputError as error:
            reply = error
        connection.send(reply)


def _read(page: Page) -> ReadArticle:
    from bot.ingest.article_text import read_page

    if page.name is None:
        return read_page(page.body, page.url, page.content_type)
    from bot.ingest.documents import read_document

    return read_document(page.body, name=page.name, content_type=page.content_type, url=page.url)


def _limit() -> None:
    """One thread, and memory within reason where the system can hold us to it."""
    # Threads of a linear algebra library that nobody uses here reserve memory per core.
    os.environ["OPENBLAS_NUM_THREADS"] = "1"
    if sys.platform == "linux":
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
