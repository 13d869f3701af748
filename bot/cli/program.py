"""The command line as a whole: global options, and every group's commands."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated

import typer

from bot import __version__
from bot.cli import asking, channel, matrix, operating, reading, slack
from bot.cli.session import read_moment, set_clock

_IN_CHAT = "say it in the console of attache run, in Slack or in Matrix."
#: Words of the chat that are no commands here, and what to write instead.
SAID_IN_CHAT: Mapping[str, str] = {
    "asof": "attache ask --as-of 2024-03-22 QUESTION",
    "changes": "what publishers changed in articles is attache changed; what a briefing tells "
    f"anew is said in its thread: {_IN_CHAT}",
    "digest": "attache schedule 08:00 weekdays Europe/Paris",
    "evidence": _IN_CHAT,
    "follow": "attache sources --follow URL",
    "help": "attache --help",
    "language": _IN_CHAT,
    "positions": _IN_CHAT,
    "read": "attache ingest URL",
    "settings": f"an installation's are in docs/settings.md; of a channel's, {_IN_CHAT}",
    "status": "attache doctor, attache sources and attache schedule",
    "topics": _IN_CHAT,
    "unfollow": "attache sources --unfollow URL",
}


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


def _explain(word: str, instead: str) -> None:
    """Take a word of the chat, only to say what to write here."""

    @program.command(
        word,
        hidden=True,
        add_help_option=False,
        context_settings={"allow_extra_args": True, "ignore_unknown_options": True},
    )
    def explained() -> None:
        raise typer.BadParameter(f"{word} is a word of the chat. Here: {instead}")


for _word, _instead in SAID_IN_CHAT.items():
    _explain(_word, _instead)
