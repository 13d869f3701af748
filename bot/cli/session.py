"""One run of a command: its clock, its settings, its parts, and how it prints."""

from __future__ import annotations

import asyncio
import difflib
import io
import json
import sys
from collections.abc import Awaitable, Callable, Iterator
from datetime import UTC, datetime, timedelta, tzinfo
from pathlib import Path
from typing import IO, TYPE_CHECKING, Annotated, Any, TypeVar

import typer

from bot.domain.identifiers import ChannelKey
from bot.errors import InputError, NotFoundError, TimeFormatError, UnreadableInputError

if TYPE_CHECKING:
    from rich.console import Console

    from bot.app.wiring import Parts
    from bot.ports.clock import Clock

ChannelOption = Annotated[
    str, typer.Option("--channel", "-c", metavar="CHANNEL", help="Channel key, PLATFORM:PLACE.")
]
JsonOption = Annotated[bool, typer.Option("--json", help="One JSON document on stdout.")]
BatchOption = Annotated[
    str | None,
    typer.Option("--batch", metavar="FILE|-", help="JSON lines in, one JSON object per line out."),
]
AskBatchOption = Annotated[
    str | None,
    typer.Option(
        "--batch",
        metavar="FILE|-",
        help="JSON lines in, one JSON object per line out. Fields of a line: question; and, if"
        " wanted, id, asked_at and as_of (moments in ISO).",
    ),
]
VerifyBatchOption = Annotated[
    str | None,
    typer.Option(
        "--batch",
        metavar="FILE|-",
        help="JSON lines in, one JSON object per line out. Fields of a line: claim; evidence (a"
        " text or a list of texts); and, if wanted, id.",
    ),
]
AsOfOption = Annotated[
    str | None,
    typer.Option("--as-of", metavar="ISO", help="Only what the channel had learned by then."),
]

Result = TypeVar("Result")

#: A command's own output says how it went; only trouble is logged beside it.
LEVELS = ("DEBUG", "INFO", "WARNING", "ERROR")

_frozen: list[datetime] = []


def set_clock(moment: datetime) -> None:
    """Freeze the clock of this run (`--now`)."""
    _frozen[:] = [moment]


def clock_of_this_run() -> Clock:
    """The machine's clock, or one that stands where `--now` put it."""
    from bot.app.clock import SetClock, SystemClock

    return SetClock(_frozen[0]) if _frozen else SystemClock()


def with_parts(
    work: Callable[[Parts], Awaitable[Result]],
    *,
    channel: ChannelKey | None = None,
    knowing: ChannelKey | None = None,
) -> Result:
    """Open the store and everything around it, do the work, close all.

    Of a `channel` that has read nothing while others have, a word is said on stderr: its name may
    be mistyped.  Work that needs it to be known (`knowing`) is not begun.

    Raises:
        NotFoundError: nothing is known of the channel that must be known.
    """
    from bot.app.logs import set_up_logs
    from bot.app.settings import read_settings
    from bot.app.wiring import open_parts

    settings = read_settings()
    set_up_logs(max(settings.log_level, "WARNING", key=LEVELS.index))

    async def run() -> Result:
        clock = clock_of_this_run()
        async with open_parts(settings, clock) as parts:
            told = await _unknown(parts, channel or knowing)
            if told and knowing:
                raise NotFoundError(told)
            if told:
                typer.echo(told, err=True)
            return await work(parts)

    return asyncio.run(run())


#: Channels that are named where another one is unknown.
_CHANNELS_NAMED = 5


async def _unknown(parts: Parts, channel: ChannelKey | None) -> str | None:
    """A sentence about a channel that has nothing, where others have something."""
    if channel is None:
        return None
    known = await parts.articles.channels()
    if not known or channel in known or await parts.sources.sources(channel):
        return None
    near = difflib.get_close_matches(str(channel), map(str, known), _CHANNELS_NAMED, 0.0)
    more = len(known) - len(near)
    others = f" and {more} more" if more else ""
    return (
        f"{channel} has read nothing and follows nothing. Channels here: {', '.join(near)}{others}."
    )


def read_channel(text: str) -> ChannelKey:
    """The channel that `--channel` names.

    Raises:
        ChannelKeyError: it names none.
    """
    return ChannelKey.parse(text)


def read_moment(text: str) -> datetime:
    """An ISO date or time; without a zone it is UTC.

    Raises:
        TimeFormatError: it is none.
    """
    try:
        moment = datetime.fromisoformat(text.strip())
    except ValueError as error:
        raise TimeFormatError(text, "2024-03-21 or 2024-03-21T08:00:00+01:00") from error
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def read_since(text: str, now: datetime, zone: tzinfo) -> datetime:
    """An ISO time, a span before now (``90m``, ``24h``, ``7d``), or a day as chat takes it.

    Raises:
        TimeFormatError: it is none of these.
    """
    from bot.conversation import moments

    units = {"m": "minutes", "h": "hours", "d": "days"}
    number, unit = text.strip()[:-1], text.strip()[-1:]
    if number.isdigit() and unit in units:
        try:
            return now - timedelta(**{units[unit]: int(number)})
        except OverflowError as error:
            raise TimeFormatError(text, "24h, 7d or 2024-03-21") from error
    try:
        return read_moment(text)
    except TimeFormatError:
        return moments.start_of(moments.read_moment(text), now, zone)


def batch_lines(source: str) -> Iterator[dict[str, Any]]:
    """The objects of a JSON-lines file, or of stdin for ``-``.

    Raises:
        UnreadableInputError: the file cannot be read.
        InputError: a line is no JSON object; the sentence names the line.
    """
    for number, line in _numbered(source):
        yield _batch_line(line, number)


async def work_off(
    source: str, one: Callable[[dict[str, Any]], Awaitable[dict[str, object]]]
) -> None:
    """Print an object for each line of a batch, in order; a bad line does not stop the others.

    Raises:
        UnreadableInputError: the file cannot be read.
        InputError: at the end, when lines were bad; in their place stands what was wrong.
    """
    bad = 0
    for number, text in _numbered(source):
        line: dict[str, Any] = {}
        try:
            line = _batch_line(text, number)
            told = await one(line)
        except InputError as error:
            bad += 1
            told = _identity(line) | {"line": number, "error": str(error)}
        print_line(told)
    if bad:
        lines = "line" if bad == 1 else "lines"
        raise InputError(f'{bad} {lines} of the batch could not be used: "error" says why.')


def _identity(line: dict[str, Any]) -> dict[str, object]:
    return {"id": line["id"]} if "id" in line else {}


def _numbered(source: str) -> Iterator[tuple[int, str]]:
    with open_text(source) as lines:
        for number, line in enumerate(lines, start=1):
            if line.strip():
                yield number, line


def _batch_line(line: str, number: int) -> dict[str, Any]:
    try:
        line.encode()
    except UnicodeEncodeError as error:
        raise InputError(f"Line {number} of the batch is not UTF-8: save it as UTF-8.") from error
    try:
        document = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise InputError(
            f"Line {number} of the batch is not JSON: mend it and try again."
        ) from error
    if not isinstance(document, dict):
        raise InputError(f"Line {number} of the batch is not a JSON object.")
    return document


def open_text(source: str) -> IO[str]:
    """A text file, or stdin for ``-``; what is not UTF-8 in it stands as lone surrogates.

    Raises:
        UnreadableInputError: it cannot be read.
    """
    if source == "-":
        if isinstance(sys.stdin, io.TextIOWrapper):
            sys.stdin.reconfigure(encoding="utf-8-sig", errors="surrogateescape")
        return sys.stdin
    try:
        return Path(source).open(encoding="utf-8-sig", errors="surrogateescape")
    except OSError as error:
        raise UnreadableInputError(f"{source} cannot be read: {error.strerror}.") from error


def text_of(document: dict[str, Any], field: str) -> str:
    """A batch line's required text.

    Raises:
        InputError: it is missing.
    """
    value = document.get(field)
    if not isinstance(value, str):
        raise InputError(f"A batch line has no text in {field!r}.")
    return value


def moment_of(document: dict[str, Any], field: str) -> datetime | None:
    """A batch line's optional time."""
    value = document.get(field)
    return read_moment(str(value)) if value else None


def print_json(document: object) -> None:
    """One JSON document on stdout."""
    json.dump(document, sys.stdout, ensure_ascii=False, indent=2)
    sys.stdout.write("\n")


def print_line(document: object) -> None:
    """One JSON object on one line, out at once so that a pipe sees it."""
    sys.stdout.write(json.dumps(document, ensure_ascii=False) + "\n")
    sys.stdout.flush()


def console(*, to_stderr: bool = False) -> Console:
    """A terminal for people: tables and colours where there is one, plain text in a pipe."""
    from rich.console import Console

    return Console(stderr=to_stderr, highlight=False, soft_wrap=False)
