"""Stories as the channel has read them: which there are, and how one of them went."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.conversation import story_replies
from bot.conversation.meanings import ShowStories
from bot.conversation.office import Office
from bot.conversation.replies import Parts
from bot.domain.articles import Article
from bot.domain.identifiers import ArticleId, ChannelKey, StoryId
from bot.domain.messages import IncomingMessage
from bot.domain.stories import Story, StoryEvent
from bot.errors import NotFoundError
from bot.ingest.canonical_url import canonical_url, is_web_address
from bot.memory.words import content_stems

#: Stories that are listed, and articles learned last that they are looked for in.
MOST_LISTED = 10
MOST_LOOKED_AT = 300
#: Passages that are looked at for a story that is called by words.
MOST_RECALLED = 20

_ID = re.compile(r"[0-9a-f]{20}")


async def show_stories(office: Office, message: IncomingMessage, intent: ShowStories) -> Parts:
    """One story with its timeline, or the newest ones."""
    channel, name = message.channel, intent.story
    if name is None:
        articles = await office.articles.learned_between(
            channel, None, office.now(), limit=MOST_LOOKED_AT
        )
        stories = await office.memory.stories_of(channel, articles)
        return story_replies.listed(stories[:MOST_LISTED], await office.zone(channel))
    found = await stories_named(office, channel, name)
    if len(found) == 1 and is_meant(found[0], name):
        return await _whole(office, channel, found[0])
    if found:
        return story_replies.which(name, found[:MOST_LISTED], await office.zone(channel))
    return story_replies.unknown(name)


async def stories_named(office: Office, channel: ChannelKey, name: str) -> Sequence[Story]:
    """The story of this id, with an article at this address or called so; else those nearest."""
    if _ID.fullmatch(name):
        try:
            return [(await office.memory.story(channel, StoryId(name)))[0]]
        except NotFoundError:
            return ()
    if is_web_address(name):
        article = await office.articles.by_url(channel, canonical_url(name))
        return await office.memory.stories_of(channel, [article]) if article else ()
    hits = await office.memory.recall(channel, name, limit=MOST_RECALLED, asked_at=office.now())
    articles = {hit.article.article_id: hit.article for hit in hits}
    stories = await office.memory.stories_of(channel, list(articles.values()))
    called = [story for story in stories if is_meant(story, name)]
    return called or stories


def is_meant(story: Story, name: str) -> bool:
    """Whether a name is this story's: its id, an address of it, or words of a title of it."""
    if _ID.fullmatch(name) or is_web_address(name):
        return True
    wanted = set(content_stems(name))
    named = (story.title, *(article.title for article in story.articles))
    titles = (set(content_stems(title)) for title in named if title)
    return bool(wanted) and any(wanted <= title for title in titles)


async def _whole(office: Office, channel: ChannelKey, story: Story) -> Parts:
    zone = await office.zone(channel)
    events = await office.articles.story_events(channel, story.story_id)
    turns = [
        story_replies.turn(
            event,
            story,
            await _other(office, channel, event, story),
            await _cause(office, channel, event),
            zone,
        )
        for event in events
    ]
    return story_replies.whole(story, turns, zone)


async def _other(
    office: Office, channel: ChannelKey, event: StoryEvent, story: Story
) -> Story | None:
    """The story on the other side of a merge or a split; None where it is this one by now."""
    other_id = event.other_id if event.story_id == story.story_id else event.story_id
    try:
        other, _ = await office.memory.story(channel, other_id)
    except NotFoundError:
        return None
    return other if other.story_id != story.story_id else None


async def _cause(office: Office, channel: ChannelKey, event: StoryEvent) -> Article | None:
    """The article that brought a merge or a split about, unless it was forgotten."""
    if event.because_of is None:
        return None
    try:
        return await office.articles.article(channel, ArticleId(event.because_of))
    except NotFoundError:
        return None
