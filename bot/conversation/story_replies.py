"""What the bot says around stories."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from bot.conversation.replies import Parts
from bot.domain.articles import Article
from bot.domain.messages import Link, Paragraph, Rows, SlotValue, Words, linked, words
from bot.domain.stories import Regrouping, Story, StoryEvent

#: Articles of a timeline that are shown: the first, and the newest.
_FIRST_SHOWN, _LAST_SHOWN = 5, 15
#: Outlets that are named; the others are counted.
_OUTLETS_NAMED = 8
_UNNAMED = "an untitled text"


def listed(stories: Sequence[Story], zone: ZoneInfo) -> Parts:
    """The stories with the newest articles."""
    if not stories:
        return (Paragraph(words("This channel has read nothing yet, so there are no stories.")),)
    lead = words("The newest stories; say stories and words of a title to see how one went:")
    return Paragraph(lead), Rows(tuple(_row(story, zone) for story in stories))


def which(name: str, stories: Sequence[Story], zone: ZoneInfo) -> Parts:
    """Several stories go by a name, or none does and these are near."""
    lead = words(
        "For {name} I have these; say stories and more words of a title, or an article's address:",
        name=name,
    )
    return Paragraph(lead), Rows(tuple(_row(story, zone) for story in stories))


def unknown(name: str) -> Parts:
    """No story goes by that name."""
    return (Paragraph(words("This channel has read no story that {name} names.", name=name)),)


def whole(story: Story, turns: Sequence[Words], zone: ZoneInfo) -> Parts:
    """One story: when it was, who told it, its articles in order, its merges and splits."""
    articles = story.articles
    timeline = [_entry(article, zone) for article in articles]
    left = len(timeline) - _FIRST_SHOWN - _LAST_SHOWN
    if left > 0:
        gap = words("and {count} more between", count=left)
        timeline = [*timeline[:_FIRST_SHOWN], gap, *timeline[-_LAST_SHOWN:]]
    told = (
        Paragraph(words("{title}", title=_name(story))),
        Rows((_when(story, zone), _who(story))),
        Paragraph(words("Timeline:")),
        Rows(tuple(timeline)),
    )
    if not turns:
        return told
    return (*told, Paragraph(words("Merges and splits:")), Rows(tuple(turns)))


def turn(
    event: StoryEvent, story: Story, other: Story | None, cause: Article | None, zone: ZoneInfo
) -> Words:
    """A merge or a split, as seen from one of the stories in it."""
    told = _turn(event, story, other, event.at.astimezone(zone))
    if cause is None:
        return told
    shown = linked(cause.title, cause.url, _UNNAMED)
    return told.followed_by(words(", as {cause} showed", cause=shown))


def _turn(event: StoryEvent, story: Story, other: Story | None, at: datetime) -> Words:
    if event.turn is Regrouping.MERGED:
        return words("{at}: another story turned out to be this one", at=at)
    name = _name(other) if other else "another story"
    if event.story_id == story.story_id:
        return words("{at}: a part turned out to be of another story, {other}", at=at, other=name)
    return words("{at}: it took a part of another story, {other}", at=at, other=name)


# ---------------------------------------------------------------- pieces


def _row(story: Story, zone: ZoneInfo) -> Words:
    return words(
        "{title}; last {last}; ", title=_name(story), last=_day(story.last, zone)
    ).followed_by(_counts(story))


def _name(story: Story) -> Link | str:
    # An agency's mark of a new version is no part of a story's title.
    first = next((a.url for a in story.articles if (a.title or "").endswith(story.title)), None)
    return linked(story.title, first, _UNNAMED)


def _counts(story: Story) -> Words:
    return words(
        "{articles}, {outlets}, {origins}",
        articles=_count(len(story.articles), "article"),
        outlets=_count(len(story.outlets), "outlet"),
        origins="a single origin"
        if story.origins == 1
        else _count(story.origins, "independent origin"),
    )


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def _when(story: Story, zone: ZoneInfo) -> Words:
    first, last = _day(story.first, zone), _day(story.last, zone)
    if first == last:
        return words("On {first}", first=first)
    return words("First {first}, last {last}", first=first, last=last)


def _who(story: Story) -> Words:
    counts = _counts(story)
    if not story.outlets:
        return counts
    names = ", ".join(story.outlets[:_OUTLETS_NAMED])
    more = len(story.outlets) - _OUTLETS_NAMED
    if more > 0:
        return counts.followed_by(words(": {names} and {more} more", names=names, more=more))
    return counts.followed_by(words(": {names}", names=names))


def _entry(article: Article, zone: ZoneInfo) -> Words:
    slots: dict[str, SlotValue] = {
        "at": _moment(article.told_at, zone),
        "outlet": article.outlet or "no outlet named",
        "article": linked(article.title, article.url, _UNNAMED),
    }
    told = words("{at}, {outlet}: {article}", **slots)
    if article.published_at is None:
        told = told.followed_by(words(" (learned then; no date of its own)"))
    return told.followed_by(words(" (a copy)")) if article.duplicate_of else told


def _moment(at: datetime, zone: ZoneInfo) -> datetime | date:
    """A moment in the channel's zone; a page that names but a day stands at midnight UTC."""
    return at.date() if at.time() == time() else at.astimezone(zone)


def _day(at: datetime, zone: ZoneInfo) -> date:
    found = _moment(at, zone)
    return found.date() if isinstance(found, datetime) else found
