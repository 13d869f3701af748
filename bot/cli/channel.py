"""sources, channels, schedule, agenda, omitted, changed, forget, export: the chat commands, from the shell.

For people they print what the same words in chat would answer; with `--json`, the data.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli import documents
from bot.cli.session import (
    ChannelOption,
    JsonOption,
    console,
    print_json,
    print_line,
    read_channel,
    with_parts,
)
from bot.cli.terminal import print_post
from bot.domain.identifiers import DESK, ChannelKey

if TYPE_CHECKING:
    from bot.app.wiring import Parts


def add_to(program: typer.Typer) -> None:
    """Add this group's commands."""
    for command in (sources, channels, schedule, agenda, omitted, changed, forget, export):
        program.command()(command)


def sources(
    channel: ChannelOption = str(DESK),
    follow: Annotated[str | None, typer.Option(metavar="URL", help="Follow a feed.")] = None,
    unfollow: Annotated[str | None, typer.Option(metavar="URL", help="Stop following.")] = None,
    read: Annotated[bool, typer.Option("--read", help="Read every source now.")] = False,
    as_json: JsonOption = False,
) -> None:
    """Show, follow and unfollow sources."""
    key = read_channel(channel)

    async def work(parts: Parts) -> None:
        for verb, url in (("follow", follow), ("unfollow", unfollow)):
            if url:
                await _say(parts, key, f"{verb} {url}", quiet=as_json)
        if read:
            await parts.shell.read_sources(key)
        if as_json:
            known = await parts.sources.sources(key)
            print_json({"sources": [documents.source(health) for health in known]})
        elif not (follow or unfollow):
            await _say(parts, key, "sources")

    with_parts(work)


def channels(as_json: JsonOption = False) -> None:
    """List every channel."""

    async def work(parts: Parts) -> None:
        known = [(key, await parts.articles.count(key)) for key in await parts.articles.channels()]
        if as_json:
            print_json({"channels": [{"channel": str(k), "articles": n} for k, n in known]})
            return
        out = console()
        if not known:
            out.print("No channel has read anything yet: start with `attache ingest`.")
        for key, count in known:
            out.print(f"{key}  {count} article{'' if count == 1 else 's'}", markup=False)

    with_parts(work)


def schedule(
    when: Annotated[
        list[str] | None,
        typer.Argument(help="08:00 weekdays Europe/Paris, or off; nothing shows the schedule."),
    ] = None,
    channel: ChannelOption = str(DESK),
    as_json: JsonOption = False,
) -> None:
    """Show or set a channel's digest."""
    key = read_channel(channel)

    async def work(parts: Parts) -> None:
        await _say(parts, key, " ".join(["digest", *(when or [])]), quiet=as_json)
        if as_json:
            from bot.digest.schedule import next_slot

            found = await parts.schedules.schedule(key)
            next_at = next_slot(found, parts.clock.now()).due_at if found else None
            print_json(documents.schedule(found, next_at))

    with_parts(work)


def agenda(
    days: Annotated[int, typer.Argument(min=1, max=3650, help="How many days ahead.")] = 14,
    channel: ChannelOption = str(DESK),
    as_json: JsonOption = False,
) -> None:
    """List the dated things to come."""
    key = read_channel(channel)

    async def work(parts: Parts) -> None:
        if not as_json:
            await _say(parts, key, f"agenda {days}")
            return
        entries = await parts.briefer.agenda_of(key, days=days, now=parts.clock.now())
        print_json({"agenda": [documents.agenda_entry(entry) for entry in entries]})

    with_parts(work)


def omitted(channel: ChannelOption = str(DESK), as_json: JsonOption = False) -> None:
    """List what the last briefing left out."""
    key = read_channel(channel)

    async def work(parts: Parts) -> None:
        if not as_json:
            await _say(parts, key, "omitted")
            return
        last = await parts.briefings.latest_briefing(key)
        left_out = [documents.omitted(one) for one in last.omitted] if last else []
        print_json({"briefing_id": last.briefing_id if last else None, "omitted": left_out})

    with_parts(work)


def changed(
    article: Annotated[
        str | None,
        typer.Argument(metavar="URL|TITLE", help="An article; nothing lists those that changed."),
    ] = None,
    channel: ChannelOption = str(DESK),
    as_json: JsonOption = False,
) -> None:
    """Show what a publisher changed in an article since it was cited."""
    key = read_channel(channel)

    async def work(parts: Parts) -> None:
        from bot.conversation.changed import (
            changed_since_cited,
            looks_taken,
            only_article,
            those_changed,
        )

        if not as_json:
            await _say(parts, key, f"changed {article or ''}".strip())
        elif article is None:
            found = await those_changed(parts.office, await looks_taken(parts.office, key))
            print_json({"articles": [documents.looked_at(*one) for one in found]})
        else:
            named = await only_article(parts.office, key, article)
            found_one = await changed_since_cited(parts.office, key, named)
            print_json(documents.changed(found_one))

    with_parts(work)


def forget(
    what: Annotated[str, typer.Argument(metavar="URL|all", help="An article's address, or all.")],
    channel: ChannelOption = str(DESK),
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask before forgetting all.")] = False,
    as_json: JsonOption = False,
) -> None:
    """Forget an article, and all made from it."""
    key = read_channel(channel)
    if what == "all" and not yes:
        typer.confirm(f"Forget everything that {key} has read?", abort=True, err=True)

    async def work(parts: Parts) -> None:
        before = await parts.articles.count(key)
        words = "forget all yes" if what == "all" else f"forget {what}"
        await _say(parts, key, words, quiet=as_json)
        if as_json:
            print_json({"forgotten": before - await parts.articles.count(key)})

    with_parts(work)


def export(channel: ChannelOption = str(DESK)) -> None:
    """Write the articles as JSON lines.

    `attache ingest` reads them.
    """
    key = read_channel(channel)

    async def work(parts: Parts) -> None:
        articles = await parts.articles.learned_between(key, None, parts.clock.now())
        for article in reversed(articles):
            print_line(documents.exported(article))

    with_parts(work)


async def _say(parts: Parts, key: ChannelKey, words: str, *, quiet: bool = False) -> None:
    """Do what the words would do in chat, and print the answer unless data is wanted."""
    out = console()
    for post in await parts.shell.respond(key, words):
        if not quiet:
            print_post(out, post)
