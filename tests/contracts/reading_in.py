"""Teaching channels articles: short words for long setups."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from bot.domain.articles import ReadArticle, Way
from bot.domain.identifiers import DESK, ChannelKey, StoryId
from bot.domain.stories import Placement
from bot.ports.articles import Arrival, Fingerprint, Indexed

MONDAY = datetime(2024, 3, 18, 9, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)
DAY = timedelta(days=1)
EMBASSY = ChannelKey("slack", "T1/C1")

URL = "https://harbour-post.example/draft"
FIRST = "The Council met on the draft.\nRussia spoke first."
SECOND = "The Council met on the draft.\nRussia spoke first.\nChina followed."


def indexed(text=FIRST, url=URL, *, bands=(), passages=None, content_hash=None, **read):
    """A text as ingest hands it over: a passage per line unless passages are given."""
    if passages is None:
        starts = [0, *(i + 1 for i, c in enumerate(text) if c == "\n")]
        ends = [*(i for i, c in enumerate(text) if c == "\n"), len(text)]
        passages = tuple(zip(starts, ends, strict=True))
    article = ReadArticle(text, url, **read)
    return Indexed(article, passages, Fingerprint(content_hash or f"hash of {text}", bands))


def arrival(channel=DESK, at=MONDAY, way=Way.FEED, **changes):
    return Arrival(channel, way, at, at, **changes)


async def teach(store, text=FIRST, url=URL, *, channel=DESK, at=MONDAY, duplicate_of=None, **read):
    """Let a channel learn a text at a time, of a story of its own or of `story`."""
    message_id, story = read.pop("message_id", None), read.pop("story", None)
    lesson, coming = indexed(text, url, **read), arrival(channel, at, message_id=message_id)
    return await store.learn(lesson, coming, duplicate_of, Placement(story and StoryId(story)))


def texts(articles):
    return [article.text for article in articles]
