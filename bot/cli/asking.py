"""search, ask, brief, stories, verify: what a channel's memory says."""

from __future__ import annotations

import asyncio
import time
import uuid
from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Annotated, Any

import typer

from bot.cli import documents
from bot.cli.session import (
    AskBatchOption,
    AsOfOption,
    BatchOption,
    ChannelOption,
    JsonOption,
    VerifyBatchOption,
    console,
    moment_of,
    print_json,
    read_channel,
    read_moment,
    read_since,
    text_of,
    with_parts,
    work_off,
)
from bot.cli.terminal import print_post
from bot.domain.identifiers import DESK, BriefingId, ChannelKey, DeliveryId, MessageId, StoryId
from bot.domain.messages import Paragraph, Post, PostKind
from bot.domain.stories import Regrouping, Story, StoryEvent
from bot.errors import GateError, InputError, NotFoundError

if TYPE_CHECKING:
    from bot.app.wiring import Parts
    from bot.domain.answers import Answer
    from bot.domain.articles import Hit


def add_to(program: typer.Typer) -> None:
    """Add this group's commands."""
    for command in (search, ask, brief, stories, verify):
        program.command()(command)


def search(
    query: Annotated[str | None, typer.Argument(help="Words to look for.")] = None,
    channel: ChannelOption = str(DESK),
    limit: Annotated[int, typer.Option("-k", "--limit", min=1, max=200, help="Most hits.")] = 10,
    as_of: AsOfOption = None,
    as_json: JsonOption = False,
    batch: BatchOption = None,
) -> None:
    """Find passages in what a channel has read."""
    key = read_channel(channel)
    known_by = read_moment(as_of) if as_of else None

    async def one(
        parts: Parts, text: str, asked_at: datetime, by: datetime | None
    ) -> Sequence[Hit]:
        return await parts.memory.recall(key, text, limit=limit, as_of=by, asked_at=asked_at)

    async def many(parts: Parts) -> None:
        async def found(line: dict[str, Any]) -> dict[str, object]:
            started = time.perf_counter()
            asked_at = moment_of(line, "asked_at") or parts.clock.now()
            by = moment_of(line, "as_of") or known_by
            hits = [
                documents.hit(h) for h in await one(parts, text_of(line, "query"), asked_at, by)
            ]
            return {"id": line.get("id"), "hits": hits, "ms": _ms(started)}

        await work_off(batch or "-", found)

    async def single(parts: Parts) -> None:
        started = time.perf_counter()
        hits = await one(parts, query or "", parts.clock.now(), known_by)
        if as_json:
            found = [documents.hit(h) for h in hits]
            print_json({"query": query, "hits": found, "ms": _ms(started)})
        else:
            _show_hits(hits, key)

    _require(query, batch, "a query")
    with_parts(many if batch else single, channel=key)


def ask(
    question: Annotated[str | None, typer.Argument(help="A question in your own words.")] = None,
    channel: ChannelOption = str(DESK),
    thread: Annotated[
        str | None,
        typer.Option("--thread", help="A thread's name: questions under it follow each other."),
    ] = None,
    as_of: AsOfOption = None,
    as_json: JsonOption = False,
    batch: AskBatchOption = None,
) -> None:
    """Answer a question, with citations.

    Where no sentence plainly answers, it says so, with the nearest one. Questions for news ("what
    happened yesterday?") are answered with the headlines of those days.
    """
    key = read_channel(channel)
    known_by = read_moment(as_of) if as_of else None
    root = MessageId(f"cli:{thread}") if thread else None

    async def many(parts: Parts) -> None:
        async def answered(line: dict[str, Any]) -> dict[str, object]:
            given = await parts.shell.ask(
                key,
                text_of(line, "question"),
                asked_at=moment_of(line, "asked_at"),
                as_of=moment_of(line, "as_of") or known_by,
                thread=root,
            )
            identity = {"id": line["id"]} if "id" in line else {}
            return identity | documents.answer(given, _text(given))

        await work_off(batch or "-", answered)

    async def single(parts: Parts) -> None:
        given = await parts.shell.ask(key, question or "", as_of=known_by, thread=root)
        if as_json:
            print_json(documents.answer(given, _text(given)))
        else:
            print_post(console(), _answer_post(given))

    _require(question, batch, "a question")
    with_parts(many if batch else single, channel=key)


def brief(
    channel: ChannelOption = str(DESK),
    since: Annotated[
        str | None,
        typer.Option(
            metavar="ISO|24h|DAY",
            help="From then on (yesterday, monday); without it, since the last briefing.",
        ),
    ] = None,
    until: Annotated[str | None, typer.Option(metavar="ISO", help="Up to then; now.")] = None,
    topic: Annotated[str | None, typer.Option(help="Only this topic.")] = None,
    as_json: JsonOption = False,
) -> None:
    """Brief on what is new.

    In a local channel the briefing is posted there too, and counts as sent.  For a Slack or Matrix
    channel it is only shown here.
    """
    from bot.briefing.presentation import briefing_post

    key = read_channel(channel)

    async def work(parts: Parts) -> None:
        now = parts.clock.now()
        begins = read_since(since, now, await parts.office.zone(key)) if since else None
        ends = read_moment(until) if until else None
        if begins and begins >= (ends or now):
            raise typer.BadParameter(f"--since {since} is not before {until or 'now'}.")
        told = await parts.briefer.brief(
            key,
            briefing_id=BriefingId(f"cli-{uuid.uuid4().hex[:16]}"),
            since=begins,
            until=ends,
            topic=topic,
        )
        post = briefing_post(told, delivery_id=DeliveryId(told.briefing_id), kind=PostKind.BRIEFING)
        if as_json:
            print_json(documents.briefing(told))
        else:
            print_post(console(), post)
        if key.platform == "local":
            await parts.shell.post(post, told.briefing_id)

    with_parts(work, channel=key)


def stories(
    story: Annotated[
        str | None,
        typer.Argument(
            help="Show this one with its timeline: an id, an article's address, words of a title.",
            metavar="STORY",
        ),
    ] = None,
    channel: ChannelOption = str(DESK),
    as_of: AsOfOption = None,
    as_json: JsonOption = False,
) -> None:
    """List the stories that the articles tell.

    With STORY, show that one with its timeline.
    """
    key = read_channel(channel)
    known_by = read_moment(as_of) if as_of else None

    async def work(parts: Parts) -> None:
        if story is not None:
            story_id = await _story_named(parts, key, story)
            whole, history = await parts.memory.story(key, story_id, as_of=known_by)
            if as_json:
                print_json({"stories": [documents.whole_story(whole, history)]})
            else:
                _show_story(whole, history)
            return
        told = await parts.memory.stories(key, as_of=known_by)
        if as_json:
            print_json({"stories": [documents.story(one) for one in told]})
            return
        table = _table("last", "story")
        for one in told:
            table.add_row(f"{one.last:%d %b %Y}", f"{one.title}\n{_facts(one)}\n{one.story_id}")
        _print_table(table, empty=f"{key} has read nothing yet: start with `attache ingest`.")

    with_parts(work, channel=key)


def _facts(story: Story) -> str:
    """How widely it was told: "2 articles of The Harbour Post, a single origin"."""
    articles = "1 article" if len(story.articles) == 1 else f"{len(story.articles)} articles"
    outlets = f" of {', '.join(story.outlets)}" if story.outlets else ""
    origins = "a single origin" if story.origins == 1 else f"{story.origins} independent origins"
    return f"{articles}{outlets}, {origins}"


async def _story_named(parts: Parts, key: ChannelKey, name: str) -> StoryId:
    """The one story that a name means.

    Raises:
        NotFoundError: there is none, or there are several.
    """
    from bot.conversation.telling_stories import is_meant, stories_named

    near = await stories_named(parts.office, key, name)
    found = [story for story in near if is_meant(story, name)]
    if not found:
        raise NotFoundError(f"{key} has no story {name}: `attache stories` lists them.")
    if len(found) > 1:
        raise NotFoundError(
            f"{len(found)} stories of {key} may be meant by {name}: `attache stories` lists them "
            "with their ids."
        )
    return found[0].story_id


def verify(
    claim: Annotated[str | None, typer.Argument(help="One sentence.")] = None,
    evidence: Annotated[
        list[str] | None, typer.Option("--evidence", "-e", help="A text it should rest on.")
    ] = None,
    as_json: JsonOption = False,
    batch: VerifyBatchOption = None,
) -> None:
    """Check a sentence against evidence.

    Every sentence of a post passes these checks, and stricter ones on marks, orders and the place
    of its quotes, before it is sent.  Exits with 1 when a single claim is not supported; with
    --batch the lines tell, and it exits with 0.
    """
    from bot.grounding.gate import verify as check

    _require(claim, batch, "a claim")
    if batch:

        async def judged(line: dict[str, Any]) -> dict[str, object]:
            found = check(text_of(line, "claim"), _evidence_of(line))
            return {"id": line.get("id")} | documents.problems(found)

        asyncio.run(work_off(batch, judged))
        return
    if not evidence:
        raise typer.BadParameter("give at least one text with --evidence.")
    found = check(claim or "", evidence)
    if as_json:
        print_json(documents.problems(found))
    elif not found:
        console().print("Supported.")
    for problem in () if as_json else found:
        console().print(f"{problem.kind}: {problem.text}", markup=False)
    if found:
        raise GateError(
            "The evidence does not carry the claim: see what it names, or add a text with --evidence."
        )


def _evidence_of(line: dict[str, Any]) -> list[str]:
    """The texts of a batch line, one or several.

    Raises:
        InputError: they are something else.
    """
    given = line.get("evidence") or []
    texts = [given] if isinstance(given, str) else given
    if not isinstance(texts, list) or not all(isinstance(text, str) for text in texts):
        raise InputError('"evidence" must be a text or a list of texts.')
    return texts


# ---------------------------------------------------------------- for people


def _require(argument: str | None, batch: str | None, what: str) -> None:
    if (argument is None) == (batch is None):
        raise typer.BadParameter(f"give either {what} or --batch.")


def _ms(started: float) -> float:
    return round((time.perf_counter() - started) * 1000, 2)


def _table(*columns: str) -> Any:
    from rich import box
    from rich.table import Table

    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, header_style="bold")
    for column in columns:
        # A column of days keeps them whole, however narrow the terminal.
        table.add_column(column, no_wrap=column in {"last", "published"})
    return table


def _print_table(table: Any, *, empty: str) -> None:
    console().print(table if table.row_count else empty, markup=False)


def _show_story(told: Story, history: Sequence[StoryEvent]) -> None:
    out = console()
    out.print(told.title, markup=False, highlight=False)
    table = _table("published", "outlet", "article", "")
    for article in told.articles:
        table.add_row(
            f"{article.told_at:%d %b %Y %H:%M}",
            article.outlet or "",
            article.title or "",
            "copy" if article.duplicate_of else "",
        )
    out.print(table, markup=False)
    for event in history:
        verb = "was merged into" if event.turn is Regrouping.MERGED else "was split, a part went to"
        words = f"{event.at:%d %b %Y %H:%M}: {event.story_id} {verb} {event.other_id}"
        out.print(words, markup=False, highlight=False)


def _show_hits(hits: Sequence[Hit], key: ChannelKey) -> None:
    from rich.padding import Padding
    from rich.text import Text

    out = console()
    if not hits:
        out.print(f"Nothing in {key} matches: try other words.", markup=False)
    for hit in hits:
        article = hit.article
        day = f"{article.published_at:%d %b %Y}" if article.published_at else "no date"
        where = " · ".join(filter(None, (article.outlet, day)))
        passage = Text(" ".join(hit.passage.text.split()))
        out.print(Text(f"{hit.rank:>2}  {article.title or 'Untitled text'}", style="bold"))
        out.print(Text(f"    {where}", style="dim"))
        if article.url:
            # An address stays on one line, so that it can be copied.
            out.print(Text(f"    {article.url}", style="dim"), soft_wrap=True)
        out.print(Padding(passage, (0, 0, 0, 4), expand=False))
        out.print()


def _answer_post(given: Answer) -> Post:
    from bot.answering.presentation import answer_post

    return answer_post(given, delivery_id=DeliveryId(given.answer_id), thread=None)


def _text(given: Answer) -> str:
    """What a person reads first: the sentences, or that there are none."""
    if given.choices:
        return " ".join(str(p.words) for p in _answer_post(given).parts if isinstance(p, Paragraph))
    if given.abstained:
        return str(_answer_post(given).opening())
    return " ".join(claim.text for claim in given.sentences)
