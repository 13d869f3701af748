"""The news of a stretch of time, or of a few articles: the first sentence of each story, best first.

It is no briefing: it is not kept, counts as nothing sent, and is always in the built-in writer's
sentences, which have passed the gate.
"""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bot.briefing.briefer import StoryMemory
from bot.briefing.selection import Request, select
from bot.briefing.writer import ItemWriter
from bot.domain.articles import Article
from bot.domain.claims import CitedClaim
from bot.domain.identifiers import ChannelKey
from bot.domain.stories import Story
from bot.ports.articles import ArticleStore

#: Stories that a question for news is answered with.
MOST_HEADLINES = 6
#: How long before its date an article may have been learned: dates and clocks err.
_SOONER = timedelta(days=2)


@dataclass(frozen=True, slots=True)
class NewsAsked:
    """Which news is asked for: up to when, known by when, on what."""

    until: datetime
    known_by: datetime
    topic: str | None = None
    #: What the channel cares about most.
    topics: tuple[str, ...] = ()


async def published_between(
    articles: ArticleStore, channel: ChannelKey, since: datetime, asked: NewsAsked
) -> Sequence[Article]:
    """What was published then, as it was known; what has no date counts by when it was learned."""
    learned = await articles.learned_between(channel, since - _SOONER, asked.known_by)
    return [a for a in learned if since <= a.told_at <= asked.until]


async def headlines(
    memory: StoryMemory, channel: ChannelKey, articles: Sequence[Article], asked: NewsAsked
) -> tuple[CitedClaim, ...]:
    """The first sentence of each story that these articles tell, of those on the topic asked for."""
    whole = await memory.stories_of(channel, articles, as_of=asked.known_by)
    stories = [_within(story, articles) for story in whole]
    request = Request(
        asked.until, asked.topics, asked.topic, shows_unchanged=True, most_items=MOST_HEADLINES
    )
    selection = await asyncio.to_thread(select, articles, stories, {}, request)
    writer = ItemWriter(None)
    written = [await writer.write(c.story, c.fresh) for c in selection.chosen]
    return tuple(one.sentences[0] for one in written if one is not None)


def _within(story: Story, articles: Sequence[Article]) -> Story:
    """A story without what was published before or after."""
    ids = {a.article_id for a in articles}
    return replace(story, articles=tuple(a for a in story.articles if a.article_id in ids))
