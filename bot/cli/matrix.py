"""attache matrix …: what an operator needs for encrypted rooms on the worst day."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.errors import InputError

if TYPE_CHECKING:
    from bot.app.settings import Settings

matrix = typer.Typer(help="What it takes to keep Attaché on Matrix.", no_args_is_help=True)
recovery = typer.Typer(
    help="The file that lets a new installation stay the same bot.",
    no_args_is_help=True,
)
matrix.add_typer(recovery, name="recovery")

FileArgument = Annotated[Path, typer.Argument(metavar="FILE", show_default=False)]
#: A setting it is not: it is wanted on two days of an installation's life.
GIVEN_BY = "ATTACHE_RECOVERY_PASSPHRASE"
PassphraseOption = Annotated[
    str | None,
    typer.Option(
        "--passphrase", envvar=GIVEN_BY, help="Opens the file; asked for if it is not given."
    ),
]


def add_to(program: typer.Typer) -> None:
    """Add this group's commands."""
    program.add_typer(matrix, name="matrix")


@recovery.command("export")
def export(file: FileArgument, passphrase: PassphraseOption = None) -> None:
    """Write the bot's signing keys into FILE, which only the passphrase opens."""
    from bot.platforms.matrix.account import kept_account
    from bot.platforms.matrix.encryption.recovery_file import export_recovery

    folder = _folder()
    account = kept_account(folder)
    device_id = account.device_id if account else ""
    # Twice: a slip would be found on the day when the file is all that is left.
    given = passphrase or _asked(is_new=True)
    kept = export_recovery(folder, device_id, file, given)
    typer.echo(f"The keys of {kept.user_id} are in {file}: keep it, and the passphrase, apart.")


@recovery.command("import")
def import_(file: FileArgument, passphrase: PassphraseOption = None) -> None:
    """Put the signing keys of FILE into this installation."""
    from bot.platforms.matrix.encryption.recovery_file import import_recovery

    found = import_recovery(_folder(), file, passphrase or _asked())
    typer.echo(f"The keys of {found.user_id} are here: start me, and I sign my new device.")


def _asked(*, is_new: bool = False) -> str:
    """The passphrase, typed where nobody sees it.

    Raises:
        InputError: nobody is there to type it.
    """
    if not sys.stdin.isatty():
        raise InputError(f"There is no terminal to ask for the passphrase on: set {GIVEN_BY}.")
    typed: str = typer.prompt("Passphrase", hide_input=True, confirmation_prompt=is_new)
    return typed


def _folder() -> Path:
    from bot.app.matrix_parts import matrix_folder
    from bot.app.settings import read_settings

    settings: Settings = read_settings()
    return matrix_folder(settings)
