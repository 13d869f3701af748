"""Briefings: what a channel has newly learned, as items of cited sentences."""

from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import Coroutine, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Protocol
from zoneinfo import ZoneInfo

import structlog

from bot.briefing.agenda import announced, without_repeats
from bot.briefing.ledger import running_ids, still_running, unsent
from bot.briefing.model_desk import ModelDesk
from bot.briefing.receipt import Account, receipt_of
from bot.briefing.selection import Candidate, Request, copies_left_out, select, unverified
from bot.briefing.topics import is_about
from bot.briefing.writer import ItemWriter, Written
from bot.built_in.posted_sentences import Posted
from bot.domain.articles import Article, Omitted
from bot.domain.briefings import AgendaEntry, Briefing, EventType, Item, Status
from bot.domain.identifiers import ArticleId, BriefingId, ChannelKey, StoryId
from bot.domain.stories import Story
from bot.errors import NotFoundError
from bot.ports.articles import ArticleStore
from bot.ports.briefings import BriefingStore, SentStory
from bot.ports.clock import Clock
from bot.ports.language_model import DraftCache, LanguageModel
from bot.ports.settings import SettingsStore
from bot.ports.sources import SourceStore
from bot.prompt_files import Prompts
from bot.sentence_reading.dated_sentences import GONE, Overtaking, ToldSentence
from bot.sentence_reading.overtaken import overtaking

#: Stories of the ledger that are looked at for the end of a briefing.
MOST_LOOKED_AT = 40
#: How far back the agenda looks for announcements.
ANNOUNCED_WITHIN = timedelta(days=60)
#: Seconds that a model has for all items of one briefing.
DEADLINE_SECONDS = 90.0

Ledger = Mapping[StoryId, SentStory]

_log = structlog.get_logger(__name__)


class StoryMemory(Protocol):
    """What a briefing needs of `memory.channel_memory.ChannelMemory`."""

    async def stories_of(
        self, channel: ChannelKey, articles: Sequence[Article], *, as_of: datetime | None = None
    ) -> Sequence[Story]:
        """The stories of these articles, each whole."""
        ...


@dataclass(frozen=True, slots=True)
class _Sent:
    """What the channel was sent, each briefing read once: reading one takes it through the gate."""

    briefings: BriefingStore
    _read: dict[BriefingId, Briefing | None] = field(default_factory=dict)

    async def item(self, story: Story, sent: SentStory) -> Item | None:
        """The item that the channel was sent of a story, with today's outlets and origins.

        None when the briefing is gone, or the item rests on what the story does not hold: what
        was forgotten since, or was learned after the time that is looked at.
        """
        briefing = await self._briefing(sent.briefing_id)
        items = briefing.items if briefing is not None else ()
        # Under whatever name it was sent: stories are merged and split.
        item = next((i for i in items if i.sentences and _rests_on(i, story)), None)
        if item is None:
            return None
        return replace(
            item,
            story_id=story.story_id,
            status=Status.UNCHANGED,
            corrections=(),
            outlets=story.outlets,
            origins=story.origins,
            reserved=story.reserved,
        )

    async def _briefing(self, briefing_id: BriefingId) -> Briefing | None:
        if briefing_id not in self._read:
            try:
                self._read[briefing_id] = await self.briefings.briefing(briefing_id)
            except NotFoundError:
                self._read[briefing_id] = None
        return self._read[briefing_id]


@dataclass(frozen=True, slots=True)
class _Window:
    """What one briefing is about; `is_named` when a person named its span of time."""

    channel: ChannelKey
    since: datetime | None
    is_named: bool
    ledger: Ledger
    sent: _Sent
    request: Request


@dataclass(frozen=True, slots=True)
class _Shown:
    """The items of a window, the articles they show, and those that they leave out."""

    items: tuple[Item, ...]
    articles: tuple[Article, ...]
    omitted: tuple[Omitted, ...]


@dataclass(frozen=True, slots=True)
class Briefer:
    """Makes briefings, and tells what is ahead and what was left out."""

    memory: StoryMemory
    articles: ArticleStore
    briefings: BriefingStore
    sources: SourceStore
    settings: SettingsStore
    model: LanguageModel | None
    clock: Clock
    prompts: Prompts | None = None
    drafts: DraftCache | None = None
    deadline_seconds: float = DEADLINE_SECONDS
    #: However many rooms are briefed at eight, one story is computed at a time, off the event loop.
    computing: asyncio.Semaphore = field(default_factory=lambda: asyncio.Semaphore(1))

    async def brief(
        self,
        channel: ChannelKey,
        *,
        briefing_id: BriefingId,
        since: datetime | None = None,
        until: datetime | None = None,
        topic: str | None = None,
        only: frozenset[ArticleId] | None = None,
    ) -> Briefing:
        """The briefing of this id: the kept one if there is one, else a new one, which is kept.

        With `only`, it is on these articles' stories, whenever they were learned; `topic` then
        names them for the heading.  Without `since` it tells what was learned since the ledger moved, and ends with stories
        that were sent before and still run, unchanged.  With it, it tells of every story with an
        article learned in the window, each against the ledger.  `until` is now unless given.
        """
        try:
            return await self.briefings.briefing(briefing_id)
        except NotFoundError:
            window = await self._window(channel, since, until, topic, only)
        briefing = await self._new(briefing_id, window)
        await self.briefings.keep_briefing(briefing)
        _log.info("briefing_written", briefing_id=briefing_id, items=len(briefing.items))
        return briefing

    async def agenda_of(
        self, channel: ChannelKey, days: int, now: datetime
    ) -> tuple[AgendaEntry, ...]:
        """What the channel's articles announce for today and the next `days` days, by day."""
        articles = await self.articles.learned_between(channel, now - ANNOUNCED_WITHIN, now)
        settings = await self.settings.settings(channel)
        first = now.astimezone(ZoneInfo(settings.timezone or "UTC")).date()
        last = first + timedelta(days=days)
        found = await asyncio.to_thread(announced, articles, first, last)
        stories = {a.version_id: a.story_id for a in articles}
        of_story: dict[StoryId | None, list[AgendaEntry]] = defaultdict(list)
        for entry in found:
            of_story[stories.get(entry.claim.citations[0].version_id)].append(entry)
        each = (
            without_repeats(entries, is_one_story=story_id is not None, articles=articles)
            for story_id, entries in of_story.items()
        )
        return without_repeats(entry for entries in each for entry in entries)

    async def _window(
        self,
        channel: ChannelKey,
        since: datetime | None,
        until: datetime | None,
        topic: str | None,
        only: frozenset[ArticleId] | None,
    ) -> _Window:
        is_named = since is not None or only is not None
        if not is_named:
            since = await self.briefings.ledger_moved_to(channel)
        topics = (await self.settings.settings(channel)).topics
        request = Request(
            until or self.clock.now(), topics, topic, shows_unchanged=is_named, only=only
        )
        ledger = await self.briefings.ledger(channel)
        return _Window(channel, since, is_named, ledger, _Sent(self.briefings), request)

    async def _new(self, briefing_id: BriefingId, window: _Window) -> Briefing:
        channel, until = window.channel, window.request.until
        articles = await self._articles_of(window)
        stories = await self.memory.stories_of(channel, articles, as_of=until)
        selection = await asyncio.to_thread(
            select, articles, stories, window.ledger, window.request
        )
        writer = ItemWriter(self._desk(), self.computing)
        shown = await self._shown(window, selection.chosen, writer)
        running = () if window.is_named else await self._running(window, shown)
        told = [window.ledger[story_id].sent_at for story_id in selection.told_stories]
        account = Account(
            window.since,
            until,
            articles,
            selection.stories,
            len(shown.items),
            shown.articles,
            selection.told_before,
            max(told, default=None),
        )
        feeds = await self.sources.sources(channel)
        return Briefing(
            briefing_id=briefing_id,
            channel=channel,
            since=window.since,
            until=until,
            items=(*shown.items, *running),
            omitted=(*selection.omitted, *shown.omitted),
            receipt=receipt_of(feeds, account, writer.usage),
            written_by=writer.written_by(),
            topic=window.request.topic,
        )

    async def _articles_of(self, window: _Window) -> Sequence[Article]:
        """What the window brought, or what was given to be briefed on."""
        only, until = window.request.only, window.request.until
        if only is None:
            return await self.articles.learned_between(window.channel, window.since, until)
        return [
            await self.articles.article(window.channel, article_id) for article_id in sorted(only)
        ]

    async def _shown(
        self, window: _Window, chosen: Sequence[Candidate], writer: ItemWriter
    ) -> _Shown:
        """The items of the chosen stories, in their order, and the account of their articles."""
        written = await _all([self._item(window, c, writer) for c in chosen])
        items: list[Item] = []
        omitted: list[Omitted] = []
        shown: list[Article] = []
        for candidate, item in zip(chosen, written, strict=True):
            left_out = copies_left_out(candidate, item) if item else unverified(candidate)
            ids = {o.article_id for o in left_out}
            omitted += left_out
            shown += (a for a in candidate.articles if a.article_id not in ids)
            items += [item] if item else []
        return _Shown(tuple(items), tuple(shown), tuple(omitted))

    async def _item(self, window: _Window, candidate: Candidate, writer: ItemWriter) -> Item | None:
        """A story's item, written, or as it was sent when nothing has come since."""
        story = candidate.story
        sent = window.ledger.get(story.story_id)
        if sent is not None and candidate.status is Status.UNCHANGED:
            kept = await window.sent.item(story, sent)
            if kept is not None:
                return kept
        is_changed = candidate.status is Status.CHANGED
        fresh = (
            frozenset(a.version_id for a in unsent(story, sent)) if is_changed else candidate.fresh
        )
        posted = await self._posted(window, story, sent) if is_changed else ()
        written = await writer.write(story, fresh, posted)
        if written is None:
            return None
        return _item_of(story, written, candidate.status, candidate.event_type)

    async def _posted(
        self, window: _Window, story: Story, sent: SentStory | None
    ) -> tuple[Posted, ...]:
        """The sentences that the channel was sent of a story, each once, with their articles."""
        item = await window.sent.item(story, sent) if sent is not None else None
        if item is None or sent is None:
            return ()
        articles = {a.version_id: a for a in story.articles}
        claims = {c.text: c for c in (*item.sentences, *item.claims())}.values()
        return tuple(
            Posted(c.text, articles[c.citations[0].version_id], sent.sent_at) for c in claims
        )

    async def _running(self, window: _Window, shown: _Shown) -> tuple[Item, ...]:
        """Stories that were sent before and still run, as they were sent.

        Not those whose news another item overtakes: "to be signed on Friday" once it was put off.
        """
        shown_ids = {item.story_id for item in shown.items}
        ids = running_ids(window.ledger, shown_ids)[:MOST_LOOKED_AT]
        if not ids:
            return ()
        until, topic = window.request.until, window.request.topic
        articles = await self.articles.of_stories(window.channel, ids, as_of=until)
        stories = await self.memory.stories_of(window.channel, articles, as_of=until)
        running = still_running(stories, window.ledger, until)
        about = [s for s in running if topic is None or is_about(s.articles, topic)]
        items = [(s, await window.sent.item(s, window.ledger[s.story_id])) for s in about]
        kept = [(story, item) for story, item in items if item is not None]
        return await asyncio.to_thread(_not_overtaken, kept, shown)

    def _desk(self) -> ModelDesk | None:
        if self.model is None:
            return None
        prompts = self.prompts or Prompts.load()
        return ModelDesk(self.model, prompts, self.drafts, self.deadline_seconds, self.computing)


def _not_overtaken(running: Sequence[tuple[Story, Item]], shown: _Shown) -> tuple[Item, ...]:
    """The running items whose beginning no sentence of another item undoes, denies or does."""
    articles = [*shown.articles, *(a for story, _ in running for a in story.articles)]
    by_version = {a.version_id: a for a in articles}
    news = [
        ToldSentence.of(by_version[c.citations[0].version_id], c.text)
        for item in (*shown.items, *(item for _, item in running))
        for c in item.sentences
        if c.citations[0].version_id in by_version
    ]
    over = GONE | {Overtaking.DONE}
    return tuple(
        item
        for story, item in running
        if not any(
            overtaking(later, told) in over for told in _begun(item, story) for later in news
        )
    )


def _begun(item: Item, story: Story) -> list[ToldSentence]:
    """The headline and the first sentence of an item, as they were told."""
    of_story = {a.version_id: a for a in story.articles}
    claims = (item.headline, *item.sentences[:1])
    return [
        ToldSentence.of(of_story[c.citations[0].version_id], c.text)
        for c in claims
        if c.citations[0].version_id in of_story
    ]


def _rests_on(item: Item, story: Story) -> bool:
    held = {a.version_id for a in story.articles}
    return all(c.version_id in held for claim in item.claims() for c in claim.citations)


async def _all(works: Sequence[Coroutine[None, None, Item | None]]) -> list[Item | None]:
    """The results in order.  The first error ends the others and is raised as it is."""
    try:
        async with asyncio.TaskGroup() as group:
            tasks = [group.create_task(work) for work in works]
    except ExceptionGroup as errors:
        raise errors.exceptions[0] from errors
    return [task.result() for task in tasks]


def _item_of(story: Story, written: Written, status: Status, event_type: EventType | None) -> Item:
    return Item(
        story_id=story.story_id,
        headline=written.headline,
        status=status,
        event_type=event_type,
        sentences=written.sentences,
        said=written.said,
        agenda=written.agenda,
        outlets=story.outlets,
        origins=story.origins,
        reserved=story.reserved,
        corrections=written.corrections,
    )
