"""Reading a source: its feed when it is due, and the articles of what the feed brings."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from http import HTTPStatus

import structlog

from bot.domain.articles import AwaitedItem, Feed, FeedItem, Learned, Rejection, Way
from bot.domain.sources import (
    FeedTold,
    ItemsTold,
    NotRead,
    ReadingTimes,
    Source,
    SourceHealth,
)
from bot.errors import BadStatusError, FetchError, InputError
from bot.ingest.canonical_url import canonical_url
from bot.ingest.fetched_feed import feed_in, marked
from bot.ingest.item_reading import ItemRead, ItemReader, newest
from bot.ingest.keeping import ArticleKeeper
from bot.ingest.outcomes import SourceRead
from bot.ingest.poll_times import (
    SHORTEST,
    Wishes,
    after_failure,
    after_gone,
    after_success,
    after_unchanged,
)
from bot.ingest.source_turns import SourceTurns
from bot.ports.clock import Clock
from bot.ports.feed_items import BroughtItems, FeedItemStore
from bot.ports.sources import SourceStore
from bot.ports.web import Fetched

_log = structlog.get_logger(__name__)

#: Items taken at the first read of a feed, and when a feed's address is read once: what is older
#: is no news.
NEWEST_ITEMS = 30
#: Reads on end in which a feed must be found moved for good before its new address is kept: a
#: host's mistake of an evening is none.
MOVED_READS = 3
#: For so long the page of an item is tried again when it could not be read.
AWAITED_FOR = timedelta(days=3)
#: Items of a source that may await their reading at a time: more come from a feed whose pages fail.
MOST_AWAITED = 1_000
#: Articles read at a time; the rest comes with the next read.
_MOST_ITEMS = 200
#: Of these, so many are fetched and kept before the next ones are.
_KEPT_AT_ONCE = 16
#: Seconds in which the articles of a source are read: the rest of a slow one waits, and is lost to no
#: deadline of whoever reads it.
READ_FOR = 240.0
#: Items among which new ones are looked for: a feed of its house's whole archive has no more news.
_MOST_LOOKED_AT = 2_000


@dataclass(frozen=True, slots=True)
class _TakenUp:
    """What reading a feed came to, and the feed as far as it is known now."""

    read: SourceRead
    feed: Feed
    #: Whether the feed was there, and may have changed.
    is_document: bool = False
    #: When the source is due again, once the articles that it brought are read.
    next_read_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class _Kept:
    """What reading some articles came to."""

    learned: Sequence[Learned]
    rejected: Sequence[Rejection]
    #: Whether what is left has to wait.
    is_time_over: bool


class SourceReader:
    """Reads sources, one at a time or many at once.

    Every method may raise `StoreError`.
    """

    def __init__(
        self,
        items: ItemReader,
        keeper: ArticleKeeper,
        sources: SourceStore,
        feed_items: FeedItemStore,
        clock: Clock,
    ) -> None:
        self._fetcher = items.fetcher
        self._pages = items.pages
        self._rights = items.rights
        self._keeper = keeper
        self._items = items
        self._sources = sources
        self._feed_items = feed_items
        self._clock = clock
        self._turns = SourceTurns(sources, clock)

    async def read(self, health: SourceHealth) -> SourceRead:
        """Read what is new in a source: its feed, and then the articles of the items it brought.

        One bad item never stops the others; a source that cannot be read is an outcome, not an
        error.  An item whose page may well be there later is awaited until the next read.
        Whoever comes while this process reads it, a digest beside a poll, gets what that read came to.
        """
        async with self._turns.turn(health.source.source_id) as turn:
            if turn.shared is not None:
                return turn.shared
            if turn.has_waited:
                # The read before broke off: how far it came, its source's row says.
                now_known = await self._sources.source(health.source.source_id)
                if now_known is None:
                    return SourceRead(health.source)
                health = now_known
            return turn.share(await self._read_alone(health))

    async def _read_alone(self, health: SourceHealth) -> SourceRead:
        taken = await self._take_up(health)
        if not (taken.is_document or health.awaited_items):
            return taken.read
        source_id = health.source.source_id
        # A document that brings nothing may have been taken up by another process just now: what
        # it brought then is read here too.
        if not await self._feed_items.awaited(source_id, 1):
            # Where others have read them meanwhile, there is still to note when it is due again.
            is_noted = taken.next_read_at is not None
            return await self._read_awaited(health, taken, ()) if is_noted else taken.read
        async with self._turns.holding(source_id) as is_followed:
            if not is_followed:
                return taken.read
            awaited = await self._feed_items.awaited(source_id, _MOST_ITEMS)
            return await self._read_awaited(health, taken, awaited)

    async def _take_up(self, health: SourceHealth) -> _TakenUp:
        """Read a source's feed alone: what it brings is kept as it came, and awaited."""
        source = health.source
        known = Feed(source.title, health.home_url, None, (), is_reserved=health.is_reserved)
        try:
            fetched = await self._fetcher.fetch(source.url, validators=health.validators)
            await self._note_moved(health, fetched)
            if fetched.is_unchanged:
                due = await self._unchanged(health, fetched)
                return _TakenUp(SourceRead(source, is_unchanged=True), known, next_read_at=due)
            feed = await feed_in(fetched, fetched.final_url, self._pages)
            feed = await marked(feed, fetched, self._rights)
        except (FetchError, InputError) as error:
            return _TakenUp(await self._failed(health, error), known)
        brought = await self._brought(health, feed)
        # First the items, then that this document was seen: a crash in between loses none of them.
        await self._feed_items.bring(source.source_id, brought, now=self._clock.now())
        read = SourceRead(source, brought=len(brought.awaited) + len(brought.retitled))
        due = await self._note_success(health, fetched, feed, read)
        return _TakenUp(read, feed, is_document=True, next_read_at=due)

    async def _brought(self, health: SourceHealth, feed: Feed) -> BroughtItems:
        """Which items of a feed are to be read, and which need no look."""
        listed = [(item, item.keys) for item in newest(feed.items, _MOST_LOOKED_AT)]
        seen = await self._feed_items.known(health.source.source_id)
        unseen = [(item, keys) for item, keys in listed if seen.keys().isdisjoint(keys)]
        marked_anew = [item for item, keys in listed if _has_another_title(item, seen.get(keys[0]))]
        urls = {
            item.url: canonical_url(item.url)
            for item in (*marked_anew, *(item for item, _ in unseen))
            if item.url
        }
        known = await self._keeper.known_urls(health.source.channel, set(urls.values()))
        unwanted = await self._keeper.forgotten_urls(
            health.source.channel, set(urls.values()) - known
        )
        fresh = [item for item, _ in unseen if urls.get(item.url or "") not in known | unwanted]
        room = max(0, MOST_AWAITED - health.awaited_items)
        # One read by a version that kept no items has been read, and yet is seen for the first time.
        is_first = health.last_success_at is None or not seen
        awaited = newest(fresh, min(NEWEST_ITEMS, room) if is_first else room)
        waiting = {item.key for item in awaited}
        # What there is no room for is looked at again, as long as its feed lists it; what was too
        # old at the first read is not.
        later: set[str] = set() if is_first else {item.key for item in fresh} - waiting
        passed_over = {key for _, keys in unseen if keys[0] not in later for key in keys}
        # With nothing seen before there is nothing to lose from sight.
        still_listed = {key for _, keys in listed for key in keys} if seen else ()
        # What was forgotten, or kept under another address, does not come back by another title.
        retitled = [item for item in marked_anew if urls.get(item.url or "") in known]
        return BroughtItems(awaited, passed_over - waiting, still_listed, retitled)

    async def _read_awaited(
        self, health: SourceHealth, taken: _TakenUp, awaited: Sequence[AwaitedItem]
    ) -> SourceRead:
        """Read the articles, some at a time: a digest whose time is up has what was kept by then.

        What a slow host leaves unread in `READ_FOR` waits until the source is due, which is soon.
        """
        read, start = taken.read, 0
        until = asyncio.get_running_loop().time() + READ_FOR
        while True:
            some, start = awaited[start : start + _KEPT_AT_ONCE], start + _KEPT_AT_ONCE
            is_last = start >= len(awaited)
            kept = await self._read_some(health.source, taken, some, until, is_last=is_last)
            learned, rejected = (*read.learned, *kept.learned), (*read.rejected, *kept.rejected)
            read = replace(read, learned=learned, rejected=rejected)
            if is_last or kept.is_time_over:
                return read

    async def _read_some(
        self,
        source: Source,
        taken: _TakenUp,
        awaited: Sequence[AwaitedItem],
        until: float,
        *,
        is_last: bool,
    ) -> _Kept:
        """Read some articles, keep them, and note when the source is due, if these are the last."""
        found = await self._items.read_until(taken.feed, [one.item for one in awaited], until)
        is_time_over = asyncio.get_running_loop().time() >= until
        pairs = [(one, read) for one, read in zip(awaited, found, strict=True) if read]
        pairs = await self._wanted_still(source, pairs)
        reads = [read for _, read in pairs]
        learned, rejected = await self._keeper.keep_all(
            source.channel, reads, Way.FEED, source_id=source.source_id, is_unasked=True
        )
        now = self._clock.now()
        done = [
            one.item.key
            for one, read in pairs
            if not read.is_worth_another_try or now - one.noted_at > AWAITED_FOR
        ]
        due = taken.next_read_at if is_last or is_time_over else None
        if due is not None and is_time_over:
            due = min(due, now + SHORTEST)
        await self._feed_items.settle(
            source.source_id, done, _told(reads, learned, now), now=now, next_read_at=due
        )
        return _Kept(learned, rejected, is_time_over)

    async def _wanted_still(
        self, source: Source, pairs: Sequence[tuple[AwaitedItem, ItemRead]]
    ) -> list[tuple[AwaitedItem, ItemRead]]:
        """Without those that somebody has asked to forget while their pages were read."""
        if not pairs:
            return []
        keys = {one.item.key for one, _ in pairs}
        wanted = await self._feed_items.still_awaited(source.source_id, keys)
        return [(one, read) for one, read in pairs if one.item.key in wanted]

    async def _unchanged(self, health: SourceHealth, fetched: Fetched) -> datetime | None:
        """Note it; when the source is due again, as `_note_success` has it."""
        now, source_id = self._clock.now(), health.source.source_id
        waited = (now - health.last_read_at) if health.last_read_at else None
        due = after_unchanged(source_id, now, waited, _wishes(fetched, health.times))
        await self._sources.record_success(
            source_id,
            now=now,
            validators=fetched.validators,
            next_read_at=None if health.awaited_items else due,
            told=None,
        )
        return due if health.awaited_items else None

    async def _note_success(
        self, health: SourceHealth, fetched: Fetched, feed: Feed, read: SourceRead
    ) -> datetime | None:
        """Note it; when the source is due again once its articles are read, if there are any.

        Until then it stays due: a digest, or who takes over after a crash, reads them first.
        """
        now, source = self._clock.now(), health.source
        is_awaited = bool(read.brought or health.awaited_items)
        moments = [item.published_at for item in feed.items if item.published_at]
        due = after_success(source.source_id, now, moments, _wishes(fetched, feed.times))
        await self._sources.record_success(
            source.source_id,
            now=now,
            validators=fetched.validators,
            next_read_at=None if is_awaited else due,
            told=FeedTold(feed.title, feed.home_url, feed.times, is_reserved=feed.is_reserved),
        )
        return due if is_awaited else None

    async def _note_moved(self, health: SourceHealth, fetched: Fetched) -> None:
        """Follow a feed to where it has moved for good, when its host has said so often enough."""
        if fetched.moved_to is None and health.moved_to is None:
            return
        source_id = health.source.source_id
        reads = await self._sources.note_moved(source_id, fetched.moved_to)
        if (
            fetched.moved_to is not None
            and reads >= MOVED_READS
            and await self._sources.move(source_id, fetched.moved_to)
        ):
            _log.info("source_moved", source_id=source_id)

    async def _failed(self, health: SourceHealth, error: FetchError | InputError) -> SourceRead:
        now, source = self._clock.now(), health.source
        asked = error.retry_after_seconds if isinstance(error, BadStatusError) else None
        due = after_failure(source.source_id, now, health.failures + 1, Wishes(retry_after=asked))
        told = str(error)
        if isinstance(error, BadStatusError) and error.status == HTTPStatus.GONE:
            due = after_gone(source.source_id, now)
            told = f"{source.url} is gone for good: unfollow it, or follow its new address."
        await self._sources.record_failure(source.source_id, now=now, error=told, next_read_at=due)
        _log.info("source_failed", source_id=source.source_id, error=type(error).__name__)
        return SourceRead(source, error=told)


def _has_another_title(item: FeedItem, mark: str | None) -> bool:
    return mark is not None and mark != item.title_mark


def _told(reads: Sequence[ItemRead], learned: Sequence[Learned], now: datetime) -> ItemsTold:
    not_read = [
        NotRead(item.title or outcome.source, item.url, outcome.reason, now)
        for item, outcome in ((read.item, read.outcome) for read in reads)
        if isinstance(outcome, Rejection)
    ]
    names = (read.item.url or read.item.title for read in reads)
    return ItemsTold(
        sum(one.is_new for one in learned),
        tuple(not_read),
        frozenset(name for name in names if name),
    )


def _wishes(fetched: Fetched, times: ReadingTimes) -> Wishes:
    return Wishes(max_age=fetched.max_age_seconds, feed=times)
