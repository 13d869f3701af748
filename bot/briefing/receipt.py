"""The receipt: what was read for a briefing, and what came of it.  Pure."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.domain.articles import Article
from bot.domain.briefings import Receipt, Usage
from bot.domain.sources import SourceHealth


@dataclass(frozen=True, slots=True)
class Account:
    """What came of the window: its articles, the stories they make, and what of it is shown."""

    since: datetime | None
    until: datetime
    articles: Sequence[Article]
    stories: int
    shown_stories: int
    #: The window's articles of the stories that are shown.
    shown: Collection[Article]
    #: How many of them tell only what the channel was sent before, and when it last was.
    told_before: int = 0
    told_at: datetime | None = None


def receipt_of(feeds: Sequence[SourceHealth], account: Account, usage: Usage) -> Receipt:
    """The receipt of one briefing; the oldest item is the oldest article of a shown story."""
    dates = [a.told_at for a in account.shown]
    return Receipt(
        feeds_read=sum(f.last_success_at is not None and not f.is_failing for f in feeds),
        feeds_failed=tuple(_name(f) for f in feeds if f.is_failing),
        feeds_quiet=quiet_feeds(feeds, account),
        articles=len(account.articles),
        stories=account.stories,
        shown=account.shown_stories,
        oldest_at=min(dates, default=None),
        usage=usage,
        told_before=account.told_before,
        told_at=account.told_at,
        awaited=sum(feed.awaited_items for feed in feeds),
    )


def quiet_feeds(feeds: Sequence[SourceHealth], account: Account) -> tuple[str, ...]:
    """The feeds that were read well and brought unusually little in the window.

    With no `since` there is no window to compare with, and none is called quiet.
    """
    if account.since is None:
        return ()
    heard = {a.source_id for a in account.articles}
    return tuple(
        _name(feed)
        for feed in feeds
        if feed.source.source_id not in heard and feed.lacks_news(account.since, account.until)
    )


def _name(feed: SourceHealth) -> str:
    return feed.source.title or feed.source.url
