"""`attache ingest` and `attache extract`: files, folders, streams and addresses, told apart."""

from __future__ import annotations

import asyncio
import sys
from collections import deque
from collections.abc import AsyncGenerator, AsyncIterator, Callable, Iterable, Iterator, Sequence
from contextlib import aclosing
from dataclasses import dataclass, field, replace
from datetime import datetime
from io import BufferedReader
from pathlib import Path

from bot.domain.articles import Learned, ReadArticle, Rejection, Way
from bot.domain.dating import DateSource
from bot.domain.identifiers import ChannelKey
from bot.errors import (
    FetchError,
    InputError,
    StoreUnavailableError,
    TooLargeError,
    UnreadableInputError,
)
from bot.ingest.article_text import read_pasted
from bot.ingest.canonical_url import is_web_address
from bot.ingest.documents import check_kind, left_out
from bot.ingest.fetched_article import article_in
from bot.ingest.input_format import MEDIA_TYPES, InputFormat, input_format
from bot.ingest.jsonl import read_jsonl
from bot.ingest.opml import parse_opml
from bot.ingest.pipeline import Intake
from bot.ingest.prose import check_prose
from bot.ingest.publication import dated_by_dateline
from bot.ingest.web_encoding import decode_page
from bot.ports.clock import Clock
from bot.ports.web import Fetcher, PageReader

#: The largest file that is read whole; JSON lines are read line by line and have no such limit.
LARGEST_FILE = 20_000_000

STDIN = "-"

#: Formats of which a file holds one article.
ARTICLES = frozenset({InputFormat.TEXT, InputFormat.HTML, InputFormat.PDF, InputFormat.EMAIL})

#: Files opened before their turn: enough to keep every page reader busy.
AHEAD = 8

#: What opening a source gives: its article, its format, or nothing yet for an address.
Opened = ReadArticle | InputFormat | None


@dataclass(slots=True)
class Ingested:
    """What came of it."""

    learned: list[Learned] = field(default_factory=list)
    rejected: list[Rejection] = field(default_factory=list)
    followed: list[str] = field(default_factory=list)
    #: What is being read, and how many sources were read to their end before it.
    source: str | None = None
    ended: int = 0

    @property
    def new(self) -> int:
        """Articles that the channel did not know, copies of known texts not counted."""
        return sum(one.is_new and one.duplicate_of is None for one in self.learned)

    @property
    def duplicates(self) -> int:
        """Articles that the channel knew, or whose text it knew from elsewhere."""
        return sum(
            one.duplicate_of is not None or not (one.is_new or one.is_update)
            for one in self.learned
        )


@dataclass(frozen=True, slots=True)
class Manner:
    """How to read: the format, a date for texts without one, and whether it is an archive."""

    format: InputFormat = InputFormat.AUTO
    published_at: datetime | None = None
    is_archive: bool = False


@dataclass(frozen=True, slots=True)
class Ingestion:
    """Reads what an operator names into one channel."""

    channel: ChannelKey
    manner: Manner
    intake: Intake
    pages: PageReader
    clock: Clock

    async def run(
        self,
        sources: Sequence[str],
        tell: Callable[[Ingested], None],
        account: Ingested | None = None,
    ) -> Ingested:
        """Read every source, in order; `tell` hears the account after each article.

        Whoever gives the account can read how far it got, however it ends.

        Files are opened a few ahead, so that pages are parsed while others are kept.  One that
        cannot be read is noted and does not stop the others.

        Raises:
            StoreUnavailableError: nothing more can be kept; what was kept stays.
        """
        account = Ingested() if account is None else account
        async with aclosing(self._opened_ahead(expanded(sources))) as opened:
            async for source, opening in opened:
                account.source = source
                tell(account)
                try:
                    await self._one(source, await opening, account, tell)
                except StoreUnavailableError:
                    raise
                except (InputError, FetchError) as error:
                    account.rejected.append(Rejection(source, str(error)))
                account.ended += 1
                tell(account)
        return account

    async def _opened_ahead(
        self, sources: Iterable[str]
    ) -> AsyncGenerator[tuple[str, asyncio.Task[Opened]], None]:
        """Each source with its opening under way, and `AHEAD` more behind it."""
        waiting: deque[tuple[str, asyncio.Task[Opened]]] = deque()
        try:
            for source in sources:
                waiting.append((source, asyncio.create_task(self._open(source))))
                if len(waiting) > AHEAD:
                    yield waiting.popleft()
            while waiting:
                yield waiting.popleft()
        finally:
            for _, opening in waiting:
                opening.cancel()
            await asyncio.gather(*(task for _, task in waiting), return_exceptions=True)

    async def _open(self, source: str) -> Opened:
        """The article of a page or text; for everything else, its format."""
        if is_web_address(source):
            return None
        format_ = await asyncio.to_thread(self._format, source)
        if format_ in ARTICLES:
            is_named = self.manner.format is InputFormat.TEXT
            return await read_file(source, format_, self.pages, is_prose=is_named)
        return format_

    async def _one(
        self, source: str, opened: Opened, account: Ingested, tell: Callable[[Ingested], None]
    ) -> None:
        if isinstance(opened, ReadArticle):
            account.learned.append(await self._keep(opened, _way(source)))
            account.rejected += left_out(opened, source)
        elif opened is InputFormat.JSONL:
            await self._lines(source, account, tell)
        elif opened is InputFormat.OPML:
            for url, _ in parse_opml(await read_document(source)):
                await self._follow(url, account)
        else:
            await self._many(source, account, is_feed_file=opened is InputFormat.FEED)

    async def _many(self, source: str, account: Ingested, *, is_feed_file: bool) -> None:
        """A feed in a file, or whatever is at an address."""
        if is_feed_file:
            body = await read_document(source)
            outcome = await self.intake.read_feed(self.channel, body, Way.FILE)
        else:
            outcome = await self.intake.read_url(self.channel, source)
        account.learned += outcome.learned
        account.rejected += outcome.rejected

    def _format(self, source: str) -> InputFormat:
        if self.manner.format is not InputFormat.AUTO:
            return self.manner.format
        return input_format(source, head_of(source))

    async def _follow(self, url: str, account: Ingested) -> None:
        try:
            followed = await self.intake.follow(self.channel, url)
        except (FetchError, InputError) as error:
            account.rejected.append(Rejection(url, str(error)))
        else:
            account.followed.append(followed.source.url)

    async def _lines(
        self, source: str, account: Ingested, tell: Callable[[Ingested], None]
    ) -> None:
        async for read in _jsonl(source, self.clock.now()):
            if isinstance(read, Rejection):
                account.rejected.append(read)
            else:
                account.learned.append(await self._keep(read, _way(source)))
            tell(account)

    async def _keep(self, article: ReadArticle, way: Way) -> Learned:
        if article.published_at is None and self.manner.published_at is not None:
            given = self.manner.published_at
            article = replace(article, published_at=given, date_source=DateSource.GIVEN)
        article = dated_by_dateline(article, self.clock.now())
        learned_at = article.published_at if self.manner.is_archive else None
        return await self.intake.keep(self.channel, article, way, learned_at=learned_at)


def expanded(sources: Sequence[str]) -> Iterator[str]:
    """Folders as their files, in order of name; hidden ones are passed over."""
    for source in sources:
        path = Path(source)
        if is_web_address(source) or source == STDIN or not path.is_dir():
            yield source
            continue
        for file in sorted(path.rglob("*")):
            is_hidden = any(part.startswith(".") for part in file.relative_to(path).parts)
            if not is_hidden and _is_file(file):
                yield str(file)


def _is_file(path: Path) -> bool:
    """Whether it is one; of what may not be looked at, reading it tells."""
    try:
        return path.is_file()
    except OSError:
        return True


async def read_article(source: str, fetcher: Fetcher, pages: PageReader) -> ReadArticle:
    """The article in a page or text, at an address or in a file.

    Raises:
        FetchError, InputError: it cannot be read, or holds no article.
    """
    if is_web_address(source):
        return await article_in(await fetcher.fetch(source), pages)
    format_ = input_format(source, await asyncio.to_thread(head_of, source))
    if format_ not in ARTICLES:
        raise UnreadableInputError(
            f"{source} holds more than one article ({format_}): read it in with attache ingest."
        )
    return await read_file(source, format_, pages)


async def read_file(
    source: str, format_: InputFormat, pages: PageReader, *, is_prose: bool = False
) -> ReadArticle:
    """The article in a file of one; a format that the command line names goes before its content.

    With `is_prose` the operator says so, and nobody looks whether a text is code or data.
    """
    body = await read_document(source)
    name = "stdin" if source == STDIN else source
    if format_ in {InputFormat.PDF, InputFormat.EMAIL}:
        return await pages.read_document(body, name=name, content_type=MEDIA_TYPES[format_])
    await asyncio.to_thread(check_kind, body, name)
    if format_ is InputFormat.HTML:
        return await pages.read_page(body, None, "text/html")
    return await asyncio.to_thread(_read_text, body, None if is_prose else name)


def _read_text(body: bytes, suspected: str | None) -> ReadArticle:
    """The article in a text; `suspected` names one that may be none for people."""
    text = decode_page(body, "text/plain")
    if suspected is not None:
        check_prose(text, suspected)
    return read_pasted(text)


async def read_document(source: str) -> bytes:
    """A whole file, or stdin.

    Raises:
        UnreadableInputError: it cannot be read.
        TooLargeError: it is larger than `LARGEST_FILE`.
    """

    def read() -> bytes:
        try:
            if source == STDIN:
                return sys.stdin.buffer.read(LARGEST_FILE + 1)
            with Path(source).open("rb") as file:
                return file.read(LARGEST_FILE + 1)
        except OSError as error:
            raise _unreadable(source, error) from error

    body = await asyncio.to_thread(read)
    if len(body) > LARGEST_FILE:
        raise TooLargeError(f"{source} is larger than {LARGEST_FILE:,} bytes: cut it into parts.")
    return body


def head_of(source: str) -> bytes:
    """The first bytes, by which the format is told; stdin keeps them for the next reader.

    Raises:
        UnreadableInputError: it cannot be read.
    """
    try:
        if source == STDIN:
            return _stdin().peek(8192)[:8192]
        with Path(source).open("rb") as file:
            return file.read(8192)
    except OSError as error:
        raise _unreadable(source, error) from error


async def _jsonl(source: str, now: datetime) -> AsyncIterator[ReadArticle | Rejection]:
    """Lines are read as they are needed, off the event loop."""
    try:
        stream = (
            sys.stdin.buffer
            if source == STDIN
            else await asyncio.to_thread(Path(source).open, "rb")
        )
    except OSError as error:
        raise _unreadable(source, error) from error
    name = "stdin" if source == STDIN else source
    try:
        reads = read_jsonl(stream, source=name, now=now)
        while (read := await asyncio.to_thread(next, reads, None)) is not None:
            yield read
    finally:
        if source != STDIN:
            stream.close()


def _stdin() -> BufferedReader:
    """Stdin as a stream that can be looked into."""
    if not isinstance(sys.stdin.buffer, BufferedReader):
        raise UnreadableInputError("Stdin cannot be read: name a file.")
    return sys.stdin.buffer


def _unreadable(source: str, error: OSError) -> UnreadableInputError:
    return UnreadableInputError(f"{source} cannot be read: {error.strerror or error}.")


def _way(source: str) -> Way:
    return Way.PASTE if source == STDIN else Way.FILE
