"""The news of a stretch of time, of a few articles, or of one subject.

It is no briefing: it is not kept, counts as nothing sent, and is always in the built-in writer's
sentences, which have passed the gate.
"""

from __future__ import annotations

import asyncio
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from itertools import islice

from bot.briefing.briefer import StoryMemory
from bot.briefing.own_notices import set_right
from bot.briefing.selection import Candidate, Request, select
from bot.briefing.topics import is_about
from bot.briefing.writer import ItemWriter
from bot.built_in.briefing_writer import item_evidence
from bot.domain.articles import Article
from bot.domain.claims import CitedClaim
from bot.domain.identifiers import ChannelKey
from bot.domain.stories import Story
from bot.grounding.gate import cite_passage
from bot.ports.articles import ArticleStore

#: Stories that a question for news is answered with.
MOST_HEADLINES = 6
#: Sentences of the newest story on a subject, and further stories of which the first one is told.
MOST_TOLD, MOST_OTHERS = 4, 2
#: Characters after the title within which a subject must come up: further down it is named in passing.
OPENING = 300
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


async def overview(
    memory: StoryMemory,
    channel: ChannelKey,
    articles: Sequence[Article],
    asked: NewsAsked,
    *,
    said: Collection[str] = (),
) -> tuple[CitedClaim, ...]:
    """What is known of the topic: its newest story as a briefing tells it, and what others open with.

    None of it where no article opens with the topic.  Without a topic, the story of the first
    article goes on; in both, what `said` holds already is not told again.
    """
    every = await memory.stories_of(channel, articles, as_of=asked.known_by)
    stories = [s for s in every if _is_meant(s, articles[:1], asked.topic)]
    request = Request(asked.until, topic=asked.topic, shows_unchanged=True)
    members = [a for story in stories for a in story.articles if a.told_at <= asked.until]
    selection = await asyncio.to_thread(select, members, stories, {}, request)
    newest_first = sorted(selection.chosen, key=_newest, reverse=True)[: 1 + MOST_OTHERS]
    writer = ItemWriter(None)
    written = [await writer.write(c.story, c.fresh) for c in newest_first]
    told = list(zip(newest_first, written, strict=True))
    items = [
        _topic_first(c.story, (*one.sentences, *one.said), asked.topic)
        for c, one in told
        if one is not None
    ]
    unsaid = [[c for c in item if not _is_said(c.text, said)] for item in items]
    if said and stories and not any(unsaid):
        # A thread goes on with a story that no briefing would choose, too.
        story = newest_first[0].story if newest_first else stories[0]
        return await asyncio.to_thread(_rest_of, story, said)
    shown = [item[:most] for item, most in zip(unsaid, _MOST, strict=False)]
    pairs = zip((c.story for c, one in told if one is not None), shown, strict=True)
    whole = [(*item, *await asyncio.to_thread(set_right, story, item)) for story, item in pairs]
    return tuple(c for item in whole for c in item if not _is_said(c.text, said))


def _is_said(sentence: str, said: Collection[str]) -> bool:
    return any(sentence in text for text in said)


def _rest_of(story: Story, said: Collection[str]) -> tuple[CitedClaim, ...]:
    """What a story tells besides what a briefing would, best first."""
    checked = (
        cite_passage(item.article, item.passage)
        for item in item_evidence(story).items
        if not _is_said(item.passage.text, said)
    )
    return tuple(islice((claim for claim in checked if claim is not None), MOST_TOLD))


def _topic_first(
    story: Story, told: Sequence[CitedClaim], topic: str | None
) -> Sequence[CitedClaim]:
    """What is told of a story, its few articles on the topic first: a summit that a quake moved."""
    on_it = {a.article_id for a in story.articles if is_about([a], topic or "", within=OPENING)}
    if topic is None or 2 * len(on_it) >= len(story.articles):
        return told
    return sorted(told, key=lambda c: not on_it & {cited.article_id for cited in c.citations})


def _is_meant(story: Story, first: Sequence[Article], topic: str | None) -> bool:
    if topic is not None:
        return is_about(story.articles, topic, within=OPENING)
    return any(a.article_id in {f.article_id for f in first} for a in story.articles)


_MOST = (MOST_TOLD, *[1] * MOST_OTHERS)


def _newest(candidate: Candidate) -> datetime:
    return max(article.told_at for article in candidate.story.articles)


def _within(story: Story, articles: Sequence[Article]) -> Story:
    """A story without what was published before or after."""
    ids = {a.article_id for a in articles}
    return replace(story, articles=tuple(a for a in story.articles if a.article_id in ids))
