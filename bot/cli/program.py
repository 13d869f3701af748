"""The command line as a whole: global options, and every group's commands."""

from __future__ import annotations

from typing import Annotated

import typer

from bot import __version__
from bot.cli import asking, channel, matrix, operating, reading, slack
from bot.cli.session import read_moment, set_clock

program = typer.Typer(
    name="attache",
    help="A press attaché for a team's chat: it reads the news that a channel follows, writes "
    "briefings in which every sentence is cited, and answers questions from what it has read.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"attache {__version__}")
        raise typer.Exit


@program.callback()
def attache(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Say the version.")
    ] = False,
    now: Annotated[str | None, typer.Option("--now", hidden=True)] = None,
) -> None:
    """What holds for every command."""
    del version
    if now is not None:
        set_clock(read_moment(now))


operating.add_services(program)
reading.add_to(program)
asking.add_to(program)
channel.add_to(program)
operating.add_to(program)
slack.add_to(program)
matrix.add_to(program)
