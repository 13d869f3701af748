"""What a channel was sent of each story against what is known of it now.  Pure."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime, timedelta

from bot.briefing.told_abroad import tells_nothing_more
from bot.built_in.posted_sentences import Posted, corrections_of
from bot.built_in.story_sentences import sentences_of
from bot.domain.articles import Article
from bot.domain.briefings import Status
from bot.domain.identifiers import StoryId, VersionId
from bot.domain.stories import Story
from bot.domain.title_marks import is_notice
from bot.memory.sentences import split_sentences
from bot.memory.words import words_of
from bot.ports.briefings import SentStory
from bot.sentence_reading.counted import counts_of
from bot.sentence_reading.retractions import is_wrong_account

#: A story that was sent counts as still running while its newest article is no older than this,
STILL_RUNNING = timedelta(days=7)
#: and so many of them end a briefing, those sent last first.
MOST_STILL_RUNNING = 5
_NOT_THAT = re.compile(r"\b(?:not|instead\s+of|rather\s+than)\s+\d[\d.,]*", re.IGNORECASE)


def status_of(story: Story, sent: SentStory | None) -> Status:
    """A story against the ledger: new, changed by something the channel was not sent, or not."""
    if sent is None:
        return Status.NEW
    return Status.CHANGED if unsent(story, sent) else Status.UNCHANGED


def unsent(story: Story, sent: SentStory | None) -> tuple[Article, ...]:
    """The articles of a story that say what the channel was not sent of it.

    These are new articles that are no copies of known ones, known articles whose text is another
    one now, and copies that bring figures of their own; not what retells in another language
    what the known ones tell.  An outlet's notice of its own mistake is none where what it sets right
    was never sent, and its figures are known.
    """
    if sent is None:
        return story.articles
    known = [a for a in story.articles if a.version_id in sent.version_ids]
    figures = frozenset[tuple[str, float]]().union(*(_figures(a.text) for a in known))
    known_ids = {a.article_id for a in known}
    found = tuple(
        article
        for article in story.articles
        if article.version_id not in sent.version_ids
        and (article.duplicate_of not in known_ids or _figures(article.text) - figures)
        and not tells_nothing_more(article, known)
    )
    if not known or not any(is_notice(a.title) for a in found):
        return found
    return tuple(
        a
        for a in found
        if not is_notice(a.title)
        or _told_numbers(a) - _numbers(" ".join((*sent.sentences, *(k.text for k in known))))
        or _set_right(story, sent, frozenset({a.version_id}))
    )


def sets_right(story: Story, sent: SentStory | None) -> bool:
    """Whether an article that the channel was not sent takes back or counts otherwise what it was."""
    if sent is None:
        return False
    return _set_right(story, sent, frozenset(a.version_id for a in unsent(story, sent)))


def _set_right(story: Story, sent: SentStory, fresh: Collection[VersionId]) -> bool:
    """Whether one of the `fresh` versions sets right what was sent."""
    sources = [a for a in story.articles if a.version_id in sent.version_ids]
    posted = [
        Posted(text, article, sent.sent_at)
        for text in sent.sentences
        for article in sources
        if text in article.text
    ]
    new = [s for s in sentences_of(story, fresh) if s.article.version_id in fresh]
    return bool(posted and corrections_of(new, posted))


def running_ids(
    ledger: Mapping[StoryId, SentStory], shown: Collection[StoryId]
) -> tuple[StoryId, ...]:
    """Stories that were sent and are not shown now, those sent last first."""
    sent = [s for s in ledger.values() if s.story_id not in shown]
    return tuple(
        s.story_id for s in sorted(sent, key=lambda s: (-s.sent_at.timestamp(), s.story_id))
    )


def still_running(
    stories: Sequence[Story], ledger: Mapping[StoryId, SentStory], until: datetime
) -> tuple[Story, ...]:
    """Of the stories that were sent, those with news in the week before `until`, newest first."""
    running = [s for s in stories if s.story_id in ledger and until - s.last <= STILL_RUNNING]
    running.sort(key=lambda s: (-s.last.timestamp(), s.story_id))
    return tuple(running[:MOST_STILL_RUNNING])


def _told_numbers(article: Article) -> frozenset[str]:
    """The numbers of an article but for those of sentences that tell what was wrong."""
    told = (article.text[a:b] for a, b in split_sentences(article.text, article.language))
    return _numbers(" ".join(text for text in told if not is_wrong_account(text)))


def _numbers(text: str) -> frozenset[str]:
    """The numbers of a text in digits, and those by which it counts, but for what is told as wrong."""
    right = _NOT_THAT.sub("", text)
    digits = (word.text.replace(",", "") for word in words_of(right) if word.is_figure)
    return frozenset({*digits, *(f"{value:g}" for _, value in _figures(right))})


def _figures(text: str) -> frozenset[tuple[str, float]]:
    counts = counts_of(text)
    return frozenset((thing, value) for thing, values in counts.items() for value in values)
