"""sources, channels, schedule, agenda, omitted, changed, forget, export: the chat commands, from the shell.

For people they print what the same words in chat would answer; with `--json`, the data.
"""

from __future__ import annotations

import asyncio
import sys
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
from bot.domain.messages import Proposal
from bot.errors import InputError, NotFoundError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.app.wiring import Parts
    from bot.domain.sources import SourceHealth


def add_to(program: typer.Typer) -> None:
    """Add this group's commands."""
    for command in (sources, channels, schedule, agenda, omitted, changed, forget, export):
        program.command()(command)


def sources(
    channel: ChannelOption = str(DESK),
    follow: Annotated[str | None, typer.Option(metavar="URL", help="Follow a feed.")] = None,
    unfollow: Annotated[str | None, typer.Option(metavar="URL", help="Stop following.")] = None,
    yes: Annotated[bool, typer.Option("--yes", help="Follow without being asked.")] = False,
    read: Annotated[bool, typer.Option("--read", help="Read every source now.")] = False,
    opml: Annotated[bool, typer.Option("--opml", help="Print them as an OPML list.")] = False,
    as_json: JsonOption = False,
) -> None:
    """Show, follow and unfollow sources.

    On a terminal, what a feed holds is shown before it is followed.
    """
    key = read_channel(channel)
    asks = not (yes or as_json) and sys.stdin.isatty()
    wanted = _address(follow) if follow else None

    async def work(parts: Parts) -> None:
        if wanted and (not asks or await _is_wanted(parts, key, wanted)):
            await _say(parts, key, f"follow <{wanted}> yes", quiet=as_json)
        if unfollow:
            await _unfollow(parts, key, unfollow, quiet=as_json)
        if read:
            await parts.shell.read_sources(key)
        if opml:
            _print_opml(key, await parts.sources.sources(key))
        elif as_json:
            known = await parts.sources.sources(key)
            now = parts.clock.now()
            print_json({"sources": [documents.source(health, now) for health in known]})
        elif not (follow or unfollow or await parts.sources.sources(key)):
            told = f"{key} follows nothing yet: attache sources --follow URL"
            console().print(told, markup=False)
        elif not (follow or unfollow):
            await _say(parts, key, "sources")

    with_parts(work, channel=None if follow else key)


def _address(text: str) -> str:
    """A web address; one that was written without its beginning is taken to be secure.

    Raises:
        typer.BadParameter: it is none.
    """
    from bot.ingest.canonical_url import is_web_address

    host = text.partition("/")[0]
    written = text if "://" in text or "." not in host else f"https://{text}"
    if not is_web_address(written):
        told = f"{text} is not a web address: write it like https://example.org/feed.xml."
        raise typer.BadParameter(told)
    return written


def _print_opml(key: ChannelKey, healths: Sequence[SourceHealth]) -> None:
    """The list, as other feed readers and `attache ingest` take it."""
    from bot.ingest.opml import write_opml

    listed = [(health.source.url, health.source.title) for health in healths]
    typer.echo(write_opml(listed, str(key)).decode(), nl=False)


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
        if not (when or as_json or await parts.schedules.schedule(key)):
            told = "has no digest yet: attache schedule 08:00 weekdays Europe/Paris"
            console().print(f"{key} {told}", markup=False)
            return
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

    with_parts(work, channel=key)


def omitted(channel: ChannelOption = str(DESK), as_json: JsonOption = False) -> None:
    """List what was left out of the last briefing, and why.

    And what could not be read of late.
    """
    key = read_channel(channel)

    async def work(parts: Parts) -> None:
        if not as_json:
            await _say(parts, key, "omitted")
            return
        from bot.conversation.inspecting import not_read_lately

        last = await parts.briefings.latest_briefing(key)
        left_out = [documents.omitted(one) for one in last.omitted] if last else []
        healths = await parts.sources.sources(key)
        unread = not_read_lately(healths, parts.clock.now())
        print_json(
            {
                "briefing_id": last.briefing_id if last else None,
                "omitted": left_out,
                "not_read": [documents.not_read(one) for one in unread],
            }
        )

    with_parts(work, channel=key)


def changed(
    article: Annotated[
        str | None,
        typer.Argument(metavar="URL|TITLE", help="An article; nothing lists those that changed."),
    ] = None,
    channel: ChannelOption = str(DESK),
    as_json: JsonOption = False,
) -> None:
    """Show what a publisher changed in an article since it was cited.

    What a briefing tells anew is another matter: `changes`, said in its thread in chat.
    """
    key = read_channel(channel)

    async def work(parts: Parts) -> None:
        from bot.conversation.changed import (
            changed_since_cited,
            looks_taken,
            only_article,
            those_changed,
        )

        if not as_json:
            if article is not None:
                await only_article(parts.office, key, article)
            await _say(parts, key, f"changed {article or ''}".strip())
        elif article is None:
            found = await those_changed(parts.office, await looks_taken(parts.office, key))
            print_json({"articles": [documents.looked_at(*one) for one in found]})
        else:
            named = await only_article(parts.office, key, article)
            found_one = await changed_since_cited(parts.office, key, named)
            print_json(documents.changed(found_one))

    with_parts(work, channel=key)


def forget(
    what: Annotated[
        str,
        typer.Argument(metavar="URL|TITLE|all", help="An article's address or title, or all."),
    ],
    channel: ChannelOption = str(DESK),
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask before forgetting all.")] = False,
    as_json: JsonOption = False,
) -> None:
    """Forget an article, and all made from it."""
    key = read_channel(channel)
    is_all = what.strip().casefold() == "all"
    if is_all and not yes:
        _confirm_forgetting(key)

    async def work(parts: Parts) -> None:
        before = await _held(parts, key)
        named = f"“{what}”" if " " in what.strip() else what
        words = "forget all yes" if is_all else f"forget {named}"
        posts = await parts.shell.respond(key, words)
        forgotten = before - await _held(parts, key)
        if as_json:
            print_json({"forgotten": forgotten})
        if not (forgotten or is_all):
            raise NotFoundError(" ".join(str(post.opening()) for post in posts))
        for post in () if as_json else posts:
            print_post(console(), post)

    with_parts(work, knowing=key)


async def _held(parts: Parts, key: ChannelKey) -> int:
    """Articles that a channel remembers, and those that its feeds have brought and await reading."""
    awaited = sum(health.awaited_items for health in await parts.sources.sources(key))
    return await parts.articles.count(key) + awaited


def _confirm_forgetting(key: ChannelKey) -> None:
    """Ask; a script that cannot be asked learns what to write."""
    try:
        is_meant = typer.confirm(f"Forget everything that {key} has read?", err=True)
    except typer.Abort:
        typer.echo(err=True)
        raise InputError(
            "Nothing was forgotten: nobody was there to be asked. Add --yes to forget all "
            "without a question."
        ) from None
    if not is_meant:
        raise InputError("Nothing was forgotten.")


def export(channel: ChannelOption = str(DESK)) -> None:
    """Write the articles as JSON lines.

    `attache ingest` reads them.
    """
    key = read_channel(channel)

    async def work(parts: Parts) -> None:
        articles = await parts.articles.learned_between(key, None, parts.clock.now())
        for article in reversed(articles):
            print_line(documents.exported(article))

    with_parts(work, knowing=key)


async def _is_wanted(parts: Parts, key: ChannelKey, url: str) -> bool:
    """Show what a feed holds, and ask."""
    is_proposed = False
    for post in await parts.shell.respond(key, f"follow <{url}>"):
        shown = tuple(part for part in post.parts if not isinstance(part, Proposal))
        is_proposed = is_proposed or shown != post.parts
        print_post(console(), post.saying(shown))
    return is_proposed and await asyncio.to_thread(typer.confirm, "Follow it?")


async def _unfollow(parts: Parts, key: ChannelKey, url: str, *, quiet: bool) -> None:
    """Stop following, as in chat; a source that is not followed is a failure here."""
    before = len(await parts.sources.sources(key))
    posts = await parts.shell.respond(key, f"unfollow {url}")
    if len(await parts.sources.sources(key)) == before:
        raise NotFoundError(f"{key} does not follow {url}: `attache sources` lists what it does.")
    for post in () if quiet else posts:
        print_post(console(), post)


async def _say(parts: Parts, key: ChannelKey, words: str, *, quiet: bool = False) -> None:
    """Do what the words would do in chat, and print the answer unless data is wanted."""
    out = console()
    for post in await parts.shell.respond(key, words):
        if not quiet:
            print_post(out, post)
