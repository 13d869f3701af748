"""The stores that a briefing reads and writes, in memory: as much of each port as it uses.

`Shelf` is articles, stories, briefings with their ledger, sources and settings of any channel.
"""

from __future__ import annotations

from bot.domain.schedules import ChannelSettings
from bot.domain.stories import Story
from bot.errors import NotFoundError
from bot.ports.briefings import SentStory


class Shelf:
    def __init__(self, *articles, topics=(), timezone=None, feeds=()):
        self.articles = list(articles)
        self.kept = {}
        self.sent = {}
        self.moved_to = None
        self.topics = topics
        self.timezone = timezone
        self.feeds = feeds

    def add(self, *articles):
        """Learn articles; a version replaces the earlier one of its article."""
        new = {a.article_id for a in articles}
        self.articles = [a for a in self.articles if a.article_id not in new] + list(articles)

    # ports.ArticleStore

    async def learned_between(self, channel, since, until, *, limit=None):
        within = [
            a
            for a in self.articles
            if a.channel == channel
            and (since is None or since < a.learned_at)
            and a.learned_at <= until
        ]
        return sorted(within, key=lambda a: a.learned_at, reverse=True)[:limit]

    async def of_stories(self, channel, story_ids, *, as_of=None):
        return [
            a
            for a in self.articles
            if a.channel == channel
            and a.story_id in story_ids
            and (as_of is None or a.learned_at <= as_of)
        ]

    # memory.channel_memory

    async def stories_of(self, channel, articles, *, as_of=None):
        ids = {a.story_id for a in articles}
        by_story = {}
        for article in await self.of_stories(channel, ids, as_of=as_of):
            by_story.setdefault(article.story_id, []).append(article)
        return [
            Story(story_id, members[0].title or "", tuple(sorted(members, key=_published)))
            for story_id, members in by_story.items()
        ]

    # ports.BriefingStore

    async def keep_briefing(self, briefing):
        self.kept.setdefault(briefing.briefing_id, briefing)

    async def briefing(self, briefing_id):
        if briefing_id not in self.kept:
            raise NotFoundError("No such briefing is kept.")
        return self.kept[briefing_id]

    async def ledger(self, _channel):
        return dict(self.sent)

    async def ledger_moved_to(self, _channel):
        return self.moved_to

    async def move_ledger(self, briefing_id, sent_at):
        briefing = self.kept[briefing_id]
        self.moved_to = briefing.until
        for item in briefing.items:
            known = await self.of_stories(briefing.channel, {item.story_id}, as_of=briefing.until)
            self.sent[item.story_id] = SentStory(
                story_id=item.story_id,
                sent_at=sent_at,
                briefing_id=briefing_id,
                version_ids=frozenset(a.version_id for a in known),
                sentences=tuple(c.text for c in (item.headline, *item.sentences)),
            )

    # ports.SourceStore, ports.SettingsStore

    async def sources(self, _channel):
        return self.feeds

    async def settings(self, channel):
        return ChannelSettings(channel, topics=self.topics, timezone=self.timezone)


class DraftsInMemory:
    """`ports.DraftCache`."""

    def __init__(self):
        self.kept = {}

    async def get(self, key):
        return self.kept.get(key)

    async def put(self, key, document, _version_ids):
        self.kept.setdefault(key, document)


def _published(article):
    return article.published_at or article.learned_at
