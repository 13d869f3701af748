"""attache slack …: what an operator needs to put the bot into Slack."""

from __future__ import annotations

from typing import Annotated

import typer

slack = typer.Typer(help="What it takes to put Attaché into Slack.", no_args_is_help=True)


def add_to(program: typer.Typer) -> None:
    """Add this group's commands."""
    program.add_typer(slack, name="slack")


@slack.command("manifest")
def print_manifest(
    public_url: Annotated[
        str | None,
        typer.Option(
            "--public-url",
            metavar="URL",
            help="Where Slack reaches this server; for HTTP instead of Socket Mode.",
        ),
    ] = None,
    organisation: Annotated[
        bool,
        typer.Option(
            "--organisation",
            help="It may be installed for a whole organisation (Enterprise Grid).",
        ),
    ] = False,
) -> None:
    """Print the app manifest, to be pasted where Slack makes apps.

    It is for Socket Mode unless an address is given, or SLACK_SIGNING_SECRET and
    ATTACHE_PUBLIC_URL are set; with SLACK_CLIENT_ID set, it is for organisations too.
    """
    from bot.app.settings import read_settings
    from bot.cli.session import print_json
    from bot.platforms.slack.manifest import manifest

    settings = read_settings()
    own = settings.public_url if settings.slack_over_http or settings.slack_client_id else None
    many = organisation or bool(settings.slack_client_id)
    print_json(manifest(public_url=public_url or own, for_organisations=many))


@slack.command("key")
def print_key() -> None:
    """Print a new key for ATTACHE_SECRET_KEYS.

    It seals what is kept of installations.
    """
    from bot.storage.token_cipher import new_key

    typer.echo(new_key())
