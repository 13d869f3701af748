"""ingest, extract: reading in, and looking at what would be read."""

from __future__ import annotations

import signal
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Annotated, Any, cast

import typer

from bot.cli import documents
from bot.cli.session import (
    ChannelOption,
    JsonOption,
    console,
    print_json,
    print_line,
    read_channel,
    read_moment,
    with_parts,
)
from bot.domain.identifiers import DESK
from bot.errors import AttacheError, InputError, NotKeptError

if TYPE_CHECKING:
    from bot.app.ingestion import Ingested
    from bot.app.wiring import Parts
    from bot.domain.articles import ReadArticle

#: As a shell tells of a program that a signal ended: 130 after Ctrl-C, 143 after SIGTERM.
ENDED_BY = 128

FORMATS = "auto|jsonl|text|html|feed|opml|pdf|email"


def add_to(program: typer.Typer) -> None:
    """Add this group's commands."""
    program.command()(ingest)
    program.command()(extract)


def ingest(
    sources: Annotated[
        list[str] | None, typer.Argument(metavar="SOURCE…", help="Address, file, folder, or -.")
    ] = None,
    channel: ChannelOption = str(DESK),
    format_: Annotated[
        str, typer.Option("--format", metavar=FORMATS, help="What the sources hold.")
    ] = "auto",
    published: Annotated[
        str | None,
        typer.Option(metavar="ISO", help="Publication date of texts that have none of their own."),
    ] = None,
    backfill: Annotated[
        bool,
        typer.Option("--backfill", help="An archive: each was learned when it was published."),
    ] = False,
    as_json: JsonOption = False,
) -> None:
    """Read articles into a channel's memory.

    A source is a feed, a page, a text, a PDF, a mail, JSON lines or a list of feeds (OPML): by
    address, as a file, in a folder, or - for stdin.
    """
    from bot.app.ingestion import Ingested, Ingestion, Manner
    from bot.ingest.input_format import InputFormat
    from bot.ingest.publication import FUTURE

    key = read_channel(channel)
    if format_ not in set(InputFormat):
        raise typer.BadParameter(f"--format takes {FORMATS}.")
    if not sources:
        raise typer.BadParameter("name what to read: an address, a file, a folder, or - for stdin.")
    published_at = read_moment(published) if published else None
    manner = Manner(InputFormat(format_), published_at, is_archive=backfill)

    account = Ingested()

    async def work(parts: Parts) -> None:
        started = time.perf_counter()
        if published_at and published_at > parts.clock.now() + FUTURE:
            raise InputError(f"{published} lies in the future: give the day of publication.")
        ingestion = Ingestion(key, manner, parts.intake, parts.pages, parts.clock)
        with _progress() as tell:
            await ingestion.run(sources, tell, account)
        _report(account, str(key), round(time.perf_counter() - started, 3), as_json=as_json)

    with _stopped_in_words(account):
        with_parts(work)


def extract(
    sources: Annotated[
        list[str], typer.Argument(metavar="PATH_OR_URL…", help="Pages, texts, PDFs or mails.")
    ],
    as_json: JsonOption = False,
) -> None:
    """Show the article in a page or a file; keep nothing.

    A page, a text, a PDF or a mail.
    What a stub, a live page or a list shows is shown too, with a word that it would not be kept.
    """

    async def work(parts: Parts) -> int:
        from bot.app.ingestion import read_article

        failed = 0
        for source in sources:
            kind: str | None = None
            try:
                article = await read_article(source, parts.fetcher, parts.pages)
            except NotKeptError as error:
                typer.echo(str(error), err=True)
                article, kind = cast("ReadArticle", error.shown), error.kind
            except AttacheError as error:
                failed += 1
                typer.echo(str(error), err=True)
                continue
            if as_json:
                print_line(_extracted(source, article, kind))
            else:
                _show_article(article)
        return failed

    if with_parts(work):
        raise typer.Exit(1)


def _report(account: Ingested, channel: str, seconds: float, *, as_json: bool) -> None:
    is_for_nothing = bool(account.rejected) and not (account.learned or account.followed)
    if as_json:
        print_json(_document(account, seconds))
    elif not is_for_nothing:
        _show(account, channel, seconds)
    if is_for_nothing:
        raise InputError(_nothing_read(account))


def _document(account: Ingested, seconds: float) -> dict[str, Any]:
    return {
        "read": len(account.learned),
        "new": account.new,
        "duplicates": account.duplicates,
        "followed": account.followed,
        "rejected": [documents.rejection(one) for one in account.rejected],
        "articles": [documents.learned(one) for one in account.learned],
        "seconds": seconds,
    }


def _extracted(source: str, article: ReadArticle, not_kept_as: str | None) -> dict[str, Any]:
    return documents.without_none(
        {
            "source": source,
            "url": article.url,
            "title": article.title or "",
            "text": article.text,
            "outlet": article.outlet,
            "author": article.author,
            "published_at": documents.moment(article.published_at),
            "date_source": article.date_source,
            "modified_at": documents.moment(article.modified_at),
            "modified_source": article.modified_source,
            "section": article.section,
            "language": article.language,
            "credit": article.credit,
            "not_kept_as": not_kept_as,
        }
    )


def _nothing_read(account: Ingested) -> str:
    first = account.rejected[0]
    more = len(account.rejected) - 1
    reason = first.reason if first.source in first.reason else f"{first.source}: {first.reason}"
    return f"{reason} ({more} more were not read either.)" if more else reason


def _show(account: Ingested, channel: str, seconds: float) -> None:
    out = console()
    copies = f", {account.duplicates} known already or copies" if account.duplicates else ""
    out.print(f"{channel} read {len(account.learned)}: {account.new} new{copies}. {seconds:.1f} s")
    for url in account.followed:
        out.print(f"  follows {url}", markup=False)
    for one in account.rejected:
        out.print(f"  not read: {one.source}: {one.reason}", markup=False)


def _show_article(article: ReadArticle) -> None:
    from rich.text import Text

    out = console()
    day = f"{article.published_at:%d %b %Y}" if article.published_at else "no date"
    facts = (article.outlet, article.author, day, article.language, article.url)
    out.print(Text(article.title or "Untitled text", style="bold"))
    out.print(Text(" · ".join(fact for fact in facts if fact), style="dim"))
    out.print(Text(article.text))
    out.print()


@contextmanager
def _stopped_in_words(account: Ingested) -> Iterator[None]:
    """Ctrl-C and SIGTERM lose nothing: what is known is passed over in a fifth of the time."""
    heard = [signal.SIGINT]

    def ask(*_: object) -> None:
        heard.append(signal.SIGTERM)
        # asyncio ends its work in order on this one, and on no other.
        signal.raise_signal(signal.SIGINT)

    # A thread that is not the main one hears no signals.
    is_heard = threading.current_thread() is threading.main_thread()
    before = signal.signal(signal.SIGTERM, ask) if is_heard else None
    try:
        yield
    except KeyboardInterrupt:
        typer.echo(_how_far(account), err=True)
        raise typer.Exit(ENDED_BY + heard[-1]) from None
    finally:
        if is_heard:
            signal.signal(signal.SIGTERM, before)


def _how_far(account: Ingested) -> str:
    """What an operator needs to know of a reading that was stopped."""
    read, refused = len(account.learned), len(account.rejected)
    told = f"Stopped. {read} article{'' if read == 1 else 's'} read, {account.new} new"
    told += f", {refused} not read" if refused else ""
    if account.source:
        told += f"; it was at {account.source}, after {account.ended} that had been read whole"
    return f"{told}. What was read is kept; the same command goes on from there."


@contextmanager
def _progress() -> Iterator[Callable[[Ingested], None]]:
    """A line on stderr that counts, where there is a terminal to see it."""
    out = console(to_stderr=True)
    if not out.is_terminal:
        yield lambda _: None
        return
    with out.status("Reading…") as status:

        def tell(account: Ingested) -> None:
            rejected = f", {len(account.rejected)} not read" if account.rejected else ""
            status.update(f"Reading… {len(account.learned)} articles{rejected}")

        yield tell
