"""Which stories a briefing shows, in which order, and why the others are left out.  Pure.

Every article of the window is decided: it belongs to a story that is shown, or it is an `Omitted`
with its reason.  An article is never in both.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.briefing.diplomacy import LEAST_WEIGHT, Reading, read_articles
from bot.briefing.ledger import sets_right, status_of
from bot.briefing.topics import is_about
from bot.domain.articles import Article, Omission, Omitted
from bot.domain.briefings import EventType, Item, Status
from bot.domain.identifiers import ArticleId, StoryId, VersionId
from bot.domain.stories import Story
from bot.domain.title_marks import is_explaining
from bot.memory.stories import gather_stories
from bot.ports.briefings import SentStory
from bot.sentence_reading.machine_readers import speaks_to_machines

#: Items of one briefing: what a person scans in twenty seconds, and eight fit one Slack message.
MOST_ITEMS = 8

#: The shares of a story's score, which add up to one.
#: Weight leads: the briefing is on diplomatic developments.
WEIGHT_COUNTS = 0.4
#: Independent origins come next: what several saw matters more and is more likely so.  Outlets
#: that carry one wire text are one origin.
CORROBORATION_COUNTS = 0.2
#: What the channel asked to follow lifts a story over its equals, not over everything.
TOPICS_COUNT = 0.15
#: A new story before one that moved on: the reader knows the second.
NOVELTY_COUNTS = 0.15
#: Age counts least, because the window has already cut what is old.
RECENCY_COUNTS = 0.1

#: What only explains or asks ("What is ...?") stands behind what is reported.
EXPLAINING_COSTS = 0.15

NOVELTY = {Status.NEW: 1.0, Status.CHANGED: 0.7, Status.UNCHANGED: 0.0}
#: The age at which recency counts half.
HALF_RECENT = timedelta(days=1)
#: Weight from which an article goes on with a story that was sent: what has none came into it by mistake.
GOES_ON_FROM = 0.1
#: Weight below which an article has nothing to do with diplomacy, though it belongs to no other
#: field that is listed: a review of sleeping bags, a hat festival.
ABOUT_FROM = 0.1


@dataclass(frozen=True, slots=True)
class Request:
    """What a briefing is asked for."""

    until: datetime
    #: Topics that the channel follows.
    topics: tuple[str, ...] = ()
    #: The one topic that was asked for.
    topic: str | None = None
    #: Whether a span of time was named: then what was sent before is shown again.
    shows_unchanged: bool = False
    most_items: int = MOST_ITEMS
    #: Articles that a person gave to be briefed on: they are wanted, whatever they are about.
    only: frozenset[ArticleId] | None = None


@dataclass(frozen=True, slots=True)
class Candidate:
    """A story that may be shown, without those of its articles that are off the subject."""

    story: Story
    #: Its articles of the window.
    articles: tuple[Article, ...]
    status: Status
    event_type: EventType | None
    weight: float
    is_followed: bool
    score: float
    #: Whether the channel was sent something of weight of it before.
    goes_on: bool = False
    #: Whether any of its articles is in a language that has word lists.
    is_language_known: bool = True

    @property
    def fresh(self) -> frozenset[VersionId]:
        """The versions that the window brought."""
        return frozenset(a.version_id for a in self.articles)


@dataclass(frozen=True, slots=True)
class Selection:
    """What is to be shown, best first, and what is not."""

    chosen: tuple[Candidate, ...]
    omitted: tuple[Omitted, ...]
    #: How many stories the window's articles make.
    stories: int
    #: Articles that are left out because they tell what the channel was sent, and of which stories.
    told_before: int = 0
    told_stories: tuple[StoryId, ...] = ()


def select(
    articles: Sequence[Article],
    stories: Sequence[Story],
    ledger: Mapping[StoryId, SentStory],
    request: Request,
) -> Selection:
    """Decide every article of the window; `stories` are theirs, each whole."""
    planted = [a for a in articles if speaks_to_machines(a.text)]
    articles = [a for a in articles if not speaks_to_machines(a.text)]
    satire = [a for a in articles if a.is_satire]
    articles = [a for a in articles if not a.is_satire]
    opinions = [a for a in articles if _is_left_as_opinion(a, request)]
    articles = [a for a in articles if not _is_left_as_opinion(a, request)]
    stories = [kept for story in stories for kept in _reports_of(story, request)]
    readings = _readings(articles, stories)
    grouped = _by_story(articles, stories)
    omitted = list(_omitted(planted, Omission.SPEAKS_TO_MACHINES))
    omitted += _omitted(satire, Omission.SATIRE)
    omitted += _omitted(opinions, Omission.OPINION)
    candidates: list[Candidate] = []
    told: list[Candidate] = []
    for story, members in grouped:
        on_subject = tuple(a for a in members if _counts(a, readings, request))
        off_subject = (a for a in members if not _counts(a, readings, request))
        omitted += _omitted(off_subject, Omission.OFF_SUBJECT)
        if not on_subject:
            continue
        candidate = _candidate(story, on_subject, readings, ledger, request)
        reason = _reason_against(candidate, request, ledger.get(story.story_id))
        candidates += [candidate] if reason is None else []
        told += [candidate] if reason is Omission.DUPLICATE else []
        omitted += _omitted(on_subject, reason) if reason is not None else []
    candidates.sort(key=lambda c: (c.status is Status.UNCHANGED, -c.score, c.story.story_id))
    for candidate in candidates[request.most_items :]:
        omitted += _omitted(candidate.articles, Omission.OVER_LIMIT)
    chosen = sorted(candidates[: request.most_items], key=_leads_last)
    return Selection(
        tuple(chosen),
        tuple(omitted),
        len(grouped),
        sum(len(candidate.articles) for candidate in told),
        tuple(candidate.story.story_id for candidate in told),
    )


def _leads_last(candidate: Candidate) -> tuple[bool, bool]:
    """What has no date may be old, and stands after what has one."""
    is_undated = all(a.published_at is None for a in candidate.articles)
    return candidate.status is Status.UNCHANGED, is_undated


def _is_left_as_opinion(article: Article, request: Request) -> bool:
    """Whether an article is opinion that nobody gave to be briefed on."""
    is_given = request.only is not None and article.article_id in request.only
    return article.is_opinion and not is_given


def _reports_of(story: Story, request: Request) -> Sequence[Story]:
    """The story without opinion, satire and what speaks to machines, which may have given its title."""
    kept = tuple(
        a
        for a in story.articles
        if not (speaks_to_machines(a.text) or a.is_satire or _is_left_as_opinion(a, request))
    )
    if len(kept) == len(story.articles):
        return (story,)
    return tuple(Story(story.story_id, told.title, kept) for told in gather_stories(kept)[:1])


def _counts(article: Article, readings: Mapping[ArticleId, Reading], request: Request) -> bool:
    """Whether an article is on the subject, was given to be briefed on, or is what was asked about."""
    is_given = request.only is not None and article.article_id in request.only
    is_on_subject = readings[article.article_id].off_subject is None
    is_asked_about = request.topic is not None and is_about((article,), request.topic)
    return is_given or is_on_subject or is_asked_about


def copies_left_out(candidate: Candidate, item: Item) -> tuple[Omitted, ...]:
    """Articles of a shown story whose text another one brought, unless the item cites them.

    Their outlets stand in the item.
    """
    cited = {citation.article_id for claim in item.claims() for citation in claim.citations}
    own = {a.article_id for a in candidate.story.articles}
    return tuple(
        _omitted(
            (a for a in candidate.articles if a.duplicate_of in own and a.article_id not in cited),
            Omission.DUPLICATE,
        )
    )


def unverified(candidate: Candidate) -> tuple[Omitted, ...]:
    """The articles of a story of which no sentence passed the gate."""
    return tuple(_omitted(candidate.articles, Omission.NO_VERIFIED_SENTENCE))


def _readings(articles: Sequence[Article], stories: Sequence[Story]) -> Mapping[ArticleId, Reading]:
    every = {a.article_id: a for a in (*(a for s in stories for a in s.articles), *articles)}
    return read_articles(every.values())


def _by_story(
    articles: Sequence[Article], stories: Sequence[Story]
) -> Sequence[tuple[Story, tuple[Article, ...]]]:
    """Each story with its articles of the window; one that no story has makes its own."""
    home = {a.article_id: story for story in stories for a in story.articles}
    groups: dict[StoryId, list[Article]] = defaultdict(list)
    found: dict[StoryId, Story] = {}
    for article in articles:
        story = home.get(article.article_id) or _alone(article)
        found[story.story_id] = story
        groups[story.story_id].append(article)
    return [(found[story_id], tuple(members)) for story_id, members in groups.items()]


def _alone(article: Article) -> Story:
    story_id = article.story_id or StoryId(article.article_id)
    return Story(story_id, article.title or "", (article,))


def _candidate(
    story: Story,
    articles: tuple[Article, ...],
    readings: Mapping[ArticleId, Reading],
    ledger: Mapping[StoryId, SentStory],
    request: Request,
) -> Candidate:
    kept = tuple(a for a in story.articles if _counts(a, readings, request))
    story = Story(story.story_id, story.title, kept)
    status = status_of(story, ledger.get(story.story_id))
    weight = max(readings[a.article_id].weight for a in articles)
    is_followed = any(is_about(articles, topic) for topic in request.topics)
    parts = (
        WEIGHT_COUNTS * weight,
        CORROBORATION_COUNTS * (1 - 1 / story.origins),
        TOPICS_COUNT * is_followed,
        NOVELTY_COUNTS * NOVELTY[status],
        RECENCY_COUNTS * _recency(story, request.until),
        -EXPLAINING_COSTS * all(is_explaining(a.title) for a in articles),
    )
    event_type = _event_type(articles, readings)
    goes_on = (
        status is Status.CHANGED
        and weight >= GOES_ON_FROM
        and any(readings[a.article_id].weight >= LEAST_WEIGHT for a in kept)
    )
    is_language_known = any(readings[a.article_id].is_language_known for a in articles)
    score = sum(parts)
    return Candidate(
        story, articles, status, event_type, weight, is_followed, score, goes_on, is_language_known
    )


def _recency(story: Story, until: datetime) -> float:
    """How new its newest article is; nothing for one of which no date is known."""
    dates = [a.published_at for a in story.articles if a.published_at is not None]
    if not dates:
        return 0.0
    return float(0.5 ** (max(until - max(dates), timedelta(0)) / HALF_RECENT))


def _event_type(
    articles: Sequence[Article], readings: Mapping[ArticleId, Reading]
) -> EventType | None:
    """The type of the newest development: the one that the newest heavy articles agree on."""
    newest = max(a.told_at for a in articles)
    votes: dict[EventType, float] = defaultdict(float)
    for article in articles:
        reading = readings[article.article_id]
        if reading.event_type is not None:
            age = (newest - article.told_at) / HALF_RECENT
            votes[reading.event_type] += reading.weight * 0.5**age
    return max(votes, key=votes.__getitem__) if votes else None


def _reason_against(
    candidate: Candidate, request: Request, sent: SentStory | None
) -> Omission | None:
    if request.only is not None:
        return None
    if request.topic is not None and not is_about(candidate.story.articles, request.topic):
        return Omission.OFF_TOPIC
    if candidate.status is Status.UNCHANGED and not request.shows_unchanged:
        return Omission.DUPLICATE
    is_wanted = candidate.is_followed or request.topic is not None
    is_light = candidate.weight < LEAST_WEIGHT and not is_wanted
    # What goes on with what was told here, or sets it right, is told, however little it weighs.
    if is_light and not candidate.goes_on and not sets_right(candidate.story, sent):
        return _why_too_light(candidate)
    return None


def _why_too_light(candidate: Candidate) -> Omission:
    if not candidate.is_language_known:
        return Omission.UNKNOWN_LANGUAGE
    return Omission.OFF_SUBJECT if candidate.weight < ABOUT_FROM else Omission.BELOW_THRESHOLD


def _omitted(articles: Iterable[Article], reason: Omission) -> list[Omitted]:
    return [Omitted(a.article_id, a.title, a.url, a.outlet, reason) for a in articles]
