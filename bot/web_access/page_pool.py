"""Reading pages and documents in processes of their own, within limits of time and memory.

One can hang or crash its parser, and reading it takes 30 ms of computing: neither may happen in the
process that answers people.  Each worker serves one page at a time over a pipe, so a worker that
hangs is killed alone and no other page is lost with it.  Workers start when pages come (the first
page takes a second: the libraries are imported then) or are warmed before, and are replaced after
`_PAGES_PER_WORKER` pages because parsers leak.
"""

from __future__ import annotations

import asyncio
import multiprocessing
import os
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from types import TracebackType
from typing import Self

import structlog

from bot.domain.articles import Feed, ReadArticle
from bot.errors import InputError, NoArticleError, NotAFeedError, TooLargeError
from bot.web_access.page_worker import Page, Reply, serve

_log = structlog.get_logger(__name__)

_PAGES_PER_WORKER = 500
#: Seconds that a worker gets to start, libraries included, on a busy machine.
_START_SECONDS = 20.0
#: More workers than this only wait for each other's memory.
_MOST_WORKERS = 8


class _Worker:
    """One process and our end of its pipe.  Its methods block; call them in a thread."""

    def __init__(self) -> None:
        self._process: BaseProcess | None = None
        self._pipe: Connection | None = None
        self._served = 0

    def read(self, page: Page, seconds: float) -> Reply:
        """A page's article, or why there is none; starts the process if it is not running.

        Raises:
            TimeoutError: it took too long; the process is gone.
            EOFError, OSError: the process died of the page.
        """
        if self._pipe is None:
            seconds += _START_SECONDS
        pipe = self.start()
        try:
            reply = _exchange(pipe, page, seconds)
        except (TimeoutError, EOFError, OSError):
            self.stop()
            raise
        self._served += 1
        if self._served >= _PAGES_PER_WORKER:
            self.stop()
        return reply

    def start(self) -> Connection:
        """Our end of the process's pipe; the process is started if it is not running."""
        return self._pipe or self._started()

    def _started(self) -> Connection:
        # Not "fork": the parent has threads and locks that a copy of it would wait for.
        context = multiprocessing.get_context("spawn")
        ours, theirs = context.Pipe()
        self._process = context.Process(target=serve, args=(theirs,), daemon=True)
        self._process.start()
        theirs.close()
        self._pipe, self._served = ours, 0
        return ours

    def interrupt(self) -> None:
        """Make a `read` that is under way in another thread end with EOFError."""
        process = self._process
        if process is not None:
            process.kill()

    def stop(self) -> None:
        """End the process at once; the next page starts another."""
        if self._pipe is not None:
            self._pipe.close()
        if self._process is not None:
            self._process.kill()
            self._process.join()
            self._process.close()
        self._process = self._pipe = None


def _exchange(pipe: Connection, page: Page, seconds: float) -> Reply:
    pipe.send(page)
    if not pipe.poll(seconds):
        raise TimeoutError
    reply: Reply = pipe.recv()
    return reply


class PagePool:
    """Implements `ports.PageReader` with worker processes.

    Args:
        workers: Processes at most; the number of processors by default.
        seconds: What one page may take.
    """

    def __init__(self, workers: int | None = None, seconds: float = 20.0) -> None:
        self._seconds = seconds
        count = workers or min(os.cpu_count() or 1, _MOST_WORKERS)
        # The worker used last is asked first: a few pages start only as many as they need.
        self._idle: asyncio.LifoQueue[_Worker] = asyncio.LifoQueue()
        self._workers = [_Worker() for _ in range(count)]
        for worker in self._workers:
            self._idle.put_nowait(worker)

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        await self.aclose()

    async def aclose(self) -> None:
        """End every worker."""
        for worker in self._workers:
            await asyncio.to_thread(worker.stop)

    def begin(self) -> None:
        """Start the worker that is asked first: its libraries load while others get ready.

        For a pool that serves nobody yet; returns before the worker is up.
        """
        self._workers[-1].start()

    async def read_page(self, html: bytes, url: str | None, content_type: str) -> ReadArticle:
        """The article in a page.

        Raises:
            NoArticleError: the page holds none, or the reader broke on it.
            TooLargeError: the page is larger than is read, or took longer than is allowed.
        """
        return await self._article(Page(html, url, content_type))

    async def read_document(
        self, body: bytes, *, name: str, content_type: str, url: str | None = None
    ) -> ReadArticle:
        """The article in a text, a page, a PDF or a mail.

        Raises:
            NoArticleError, TooLargeError: as for `read_page`.
        """
        return await self._article(Page(body, url, content_type, name))

    async def read_feed(self, body: bytes, url: str | None, content_type: str) -> Feed:
        """The feed in a document.

        Raises:
            NotAFeedError: it holds none, or broke the reader.
            TooLargeError: it took longer than is allowed.
        """
        reply = await self._read(Page(body, url, content_type, is_feed=True))
        assert isinstance(reply, Feed), "a feed is read as one"
        return reply

    async def _article(self, page: Page) -> ReadArticle:
        reply = await self._read(page)
        assert isinstance(reply, ReadArticle), "a page is read as an article"
        return reply

    async def _read(self, page: Page) -> ReadArticle | Feed:
        worker = await self._idle.get()
        try:
            reply = await self._reply(worker, page)
        finally:
            self._idle.put_nowait(worker)
        if isinstance(reply, InputError):
            raise reply
        return reply

    async def _reply(self, worker: _Worker, page: Page) -> Reply:
        where = page.name or page.url or "The page"
        reading = asyncio.ensure_future(asyncio.to_thread(worker.read, page, self._seconds))
        try:
            # Shielded: a cancelled caller must not hand on a worker that is still reading.
            return await asyncio.shield(reading)
        except asyncio.CancelledError:
            worker.interrupt()
            await asyncio.gather(reading, return_exceptions=True)
            raise
        except TimeoutError as error:
            _log.warning("page_reader_timed_out", url_given=page.url is not None)
            if page.is_feed:
                raise TooLargeError(
                    f"{where} took more than {self._seconds:.0f} seconds to read, and I gave it up: "
                    "it is no ordinary feed."
                ) from error
            raise TooLargeError(
                f"{where} took more than {self._seconds:.0f} seconds to read, and I gave it up; "
                "paste the text that matters."
            ) from error
        except (EOFError, OSError) as error:
            _log.warning("page_reader_died", url_given=page.url is not None)
            if page.is_feed:
                raise NotAFeedError(
                    f"{where} cannot be read: something in it breaks the reader."
                ) from error
            what = "its markup" if page.name is None else "something in it"
            raise NoArticleError(
                f"{where} cannot be read: {what} breaks the reader. Paste its text."
            ) from error
