"""run, demo, doctor, db, eval: keeping an installation."""

from __future__ import annotations

import gc
from collections.abc import Coroutine
from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli.session import (
    JsonOption,
    clock_of_this_run,
    console,
    print_json,
    print_line,
    with_parts,
)

if TYPE_CHECKING:
    from bot.app.wiring import Parts


def add_services(program: typer.Typer) -> None:
    """Add the commands that serve until they are stopped."""
    program.command()(demo)
    program.command()(run)


def add_to(program: typer.Typer) -> None:
    """Add this group's other commands."""
    program.command()(doctor)
    program.command("eval")(evaluate)
    program.add_typer(database, name="db")


database = typer.Typer(help="The store's own commands.", no_args_is_help=True)


@database.command()
def upgrade() -> None:
    """Bring the store's tables up to date.

    Opening the store does this too.
    """
    from bot.storage.schema_version import NEWEST

    async def work(parts: Parts) -> None:
        kind = "SQLite" if parts.database.is_sqlite else "Postgres"
        console().print(f"The store is up to date: {kind}, schema {NEWEST}.")

    with_parts(work)


def demo(
    port: Annotated[
        int | None, typer.Option("--port", min=0, max=65535, help="Port of the console; 8420.")
    ] = None,
    no_browser: Annotated[
        bool, typer.Option("--no-browser", help="Do not open a browser.")
    ] = False,
) -> None:
    """Show it all here: no key, no account.

    Sample articles are read in, a briefing is posted, and questions are answered in a web chat on
    this machine.  Nothing is kept.
    """
    # What is loaded now stays: the collector would look through it ten times and find nothing.
    gc.disable()
    from bot.web_access.page_pool import PagePool

    # A second process loads the libraries that read pages while this one loads the rest.
    page_pool = PagePool(workers=1)
    page_pool.begin()
    from bot.app.demo import run_demo

    _serve(run_demo(port=port, opens_browser=not no_browser, page_pool=page_pool))


def run() -> None:
    """Run everything that is configured."""
    gc.disable()  # until all is loaded, as in the demo
    from bot.app.running import run_everything
    from bot.app.settings import read_settings

    _serve(run_everything(read_settings(), clock_of_this_run()))


def doctor(as_json: JsonOption = False) -> None:
    """Check the installation, and what to mend."""
    import asyncio

    from bot.app.doctor import examine

    findings = asyncio.run(examine())
    if as_json:
        checks = [{"check": f.check, "ok": f.is_fine, "finding": f.finding} for f in findings]
        print_json({"ok": all(f.is_fine for f in findings), "checks": checks})
    else:
        out = console()
        for finding in findings:
            out.print("✓" if finding.is_fine else "✗", finding.check, end=": ", markup=False)
            out.print(finding.finding, markup=False)
    if not all(finding.is_fine for finding in findings):
        raise typer.Exit(1)


def evaluate(
    questions: Annotated[
        str | None,
        typer.Option("--set", metavar="FILE|-", help="Your own questions, JSON lines."),
    ] = None,
    thumbs: Annotated[
        bool,
        typer.Option(
            "--thumbs", help="Print the answers that got a thumb as such a set, and stop."
        ),
    ] = False,
    as_json: JsonOption = False,
) -> None:
    """Measure the answers against floors, and against the last run.

    A line of a set: {"question", "expected"?: [words], "without"?: [words], "url"?, "answerable"?:
    true, "unanswerable"?: true, "channel"?, "asked_at"?}.  An answer is right if it has every word
    expected and none that it is to be without.  Recall is measured by "url", or by the words.

    Without a set, the questions on the demo's articles are asked in a store of their own.
    """
    if thumbs:
        with_parts(_print_thumbs)
        return
    import asyncio

    from bot.app.evaluation.measuring import evaluate as measure
    from bot.cli.session import batch_lines

    lines = list(batch_lines(questions)) if questions else None
    report = asyncio.run(measure(lines))
    if as_json:
        print_json(report.document())
    else:
        out = console()
        for row in report.rows():
            out.print(row, markup=False, highlight=False, soft_wrap=True)
    if not report.is_good:
        typer.echo("Quality is below its floor: see the lines marked with ✗.", err=True)
        raise typer.Exit(1)


async def _print_thumbs(parts: Parts) -> None:
    from bot.app.evaluation.thumbs import lines_of

    channels = await parts.articles.channels()
    lines = await lines_of(channels, parts.messages, parts.briefings)
    for line in lines:
        print_line(line)
    if not lines:
        typer.echo("No answer has a thumb yet: people give them under answers in chat.", err=True)


def _serve(work: Coroutine[object, object, None]) -> None:
    import asyncio

    try:
        asyncio.run(work)
    except asyncio.CancelledError:
        typer.echo("Stopped before it was up.", err=True)
        raise typer.Exit(1) from None
