"""Stories: which development an article is about.  Pure.

Articles come in one by one.  Each is put beside the newest articles of the stories nearest to it,
and these few are grouped anew (`clustering`): mostly the article joins one story or starts its
own; now and then it shows that two stories are one, or that one was two.  Articles of one story
hold together a little, so that stories do not change with every article.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import timedelta

import numpy as np

from bot.domain.articles import Article, ReadArticle
from bot.domain.identifiers import ArticleId, ChannelKey, StoryId
from bot.domain.stories import Placement, Regrouping, Story, StoryChange, StorySample
from bot.memory.clustering import Matrix, group
from bot.memory.language_codes import language_code
from bot.memory.sentences import split_sentences
from bot.memory.similarity import likeness, likeness_to, shared_names
from bot.memory.story_titles import title_of
from bot.memory.subjects import LEAD_CHARACTERS, subject_of, telling_words, weight
from bot.ports.search import LexicalQuery

#: Stories that an article is compared with, and articles of each.
NEAREST_STORIES = 4
NEWEST_ARTICLES = 16
#: What it adds to the likeness of two articles that they are of one story already.
HELD_TOGETHER = 0.06
#: Time between two articles in which their likeness counts half as much: of alike events, those
#: that are told days apart are rarely one.
HALF_LIFE = timedelta(days=4)
#: The same for articles that share so many names of their own: a trial and a siege last for weeks.
LASTING_HALF_LIFE, LASTING_NAMES = timedelta(days=8), 2
#: Time between two articles from which their likeness says nothing.
WINDOW = timedelta(days=14)
#: Terms of the search for candidates: the weightiest of title and lead.
QUERY_TERMS = 16


def new_story_id(channel: ChannelKey, first: ArticleId) -> StoryId:
    """The id of the story that this article starts in this channel: always the same one."""
    return _id(channel, first)


def story_query(article: ReadArticle | Article) -> LexicalQuery:
    """What to search for to find the stories that an article may belong to."""
    words = {w.stem: w for w in telling_words(article)}
    names = subject_of(article).names  # which other languages write alike
    weightiest = sorted(
        words.values(), key=lambda w: (w.text.casefold() not in names, -weight(w), w.start)
    )
    return LexicalQuery(tuple(word.text for word in weightiest[:QUERY_TERMS]))


def nearest_stories(article: ReadArticle, candidates: Sequence[Article]) -> tuple[StoryId, ...]:
    """The stories of the candidates that are most like the article, the nearest first."""
    known = [a for a in _once(candidates) if a.story_id is not None]
    alike = likeness_to(article, known)
    ranked = sorted(zip(-alike, known, strict=True), key=lambda pair: float(pair[0]))
    ids = dict.fromkeys(a.story_id for _, a in ranked if a.story_id is not None)
    return tuple(ids)[:NEAREST_STORIES]


def place(
    article: ReadArticle,
    channel: ChannelKey,
    near: Sequence[StorySample],
    by_vectors: Collection[str] | None = None,
) -> Placement:
    """Where an article belongs among the stories near to it, and what it makes of them.

    `by_vectors`: the languages between which vectors tell stories apart (`cross_lingual_joining`), None where
    there are no vectors.  Words then say nothing between these languages, and do not part a story
    that is told in several.
    """
    members = [
        (a, s)
        for s in near
        for a in s.articles
        if (a.url is None or a.url != article.url) and _words_tell(article, a, by_vectors or ())
    ]
    if not members:
        return Placement()
    kept = set() if by_vectors is None else {s.story_id for s in near if _is_in_languages(s)}
    groups = group(*_compared(article, members, kept))
    homes = _homes(groups, members)
    names = {
        number: _name(homes.get(number, ()), [members[i][0] for i in rows], article, channel)
        for number, rows in enumerate(_known_rows(groups, len(members)))
        if rows
    }
    own = next(number for number, rows in enumerate(groups) if len(members) in rows)
    return Placement(names.get(own), _changes(groups, members, names, homes))


def gather_stories(articles: Iterable[Article]) -> tuple[Story, ...]:
    """Articles put together by their stories, the story with the newest article first.

    An article without a story stands alone under the id that it would be given.
    """
    stories = (_story(story_id, members) for story_id, members in _by_story(articles).items())
    return tuple(sorted(stories, key=lambda s: (s.last, s.story_id), reverse=True))


def _by_story(articles: Iterable[Article]) -> Mapping[StoryId, list[Article]]:
    gathered: dict[StoryId, list[Article]] = defaultdict(list)
    for article in articles:
        own = article.story_id or new_story_id(article.channel, article.origin_id)
        gathered[own].append(article)
    return gathered


# ---------------------------------------------------------------- grouping

Member = tuple[Article, StorySample]
#: The stories that a group goes on with, by the group's number.
Homes = Mapping[int, Sequence[StorySample]]


def _words_tell(article: ReadArticle, other: Article, by_vectors: Collection[str]) -> bool:
    """Whether words tell if two articles are about one thing."""
    here, there = language_code(article.language), language_code(other.language)
    return here == there or here not in by_vectors or there not in by_vectors


def _is_in_languages(sample: StorySample) -> bool:
    """Whether a story is told in more than one language."""
    return len({language_code(a.language) for a in sample.articles if a.language}) > 1


def _compared(
    article: ReadArticle, members: Sequence[Member], kept: Collection[StoryId]
) -> tuple[Matrix, Matrix]:
    """How alike each two are, the article last, and which are near enough in time to tell.

    Articles of `kept` stories are as alike as can be.  Where a date is unknown, time decides
    nothing.
    """
    articles: list[ReadArticle | Article] = [*(a for a, _ in members), article]
    alike = likeness(articles)
    order = {
        story_id: n for n, story_id in enumerate(dict.fromkeys(s.story_id for _, s in members))
    }
    stories = np.array([order[s.story_id] for _, s in members])
    alike[:-1, :-1] += HELD_TOGETHER * np.equal.outer(stories, stories)
    dates = (a.published_at for a in articles)
    seconds = np.array([np.nan if d is None else d.timestamp() for d in dates])
    apart = np.nan_to_num(np.abs(np.subtract.outer(seconds, seconds)))
    lasts = shared_names(articles) >= LASTING_NAMES
    half = np.where(lasts, LASTING_HALF_LIFE.total_seconds(), HALF_LIFE.total_seconds())
    alike *= 0.5 ** (apart / half)
    comparable = np.where(apart > WINDOW.total_seconds(), 0.0, 1.0)
    for row, (_, sample) in enumerate(members):
        if sample.story_id in kept:
            fellows = np.append(stories == order[sample.story_id], False)
            alike[row, fellows] = comparable[row, fellows] = 1.0
    return alike, comparable


def _homes(groups: Sequence[Sequence[int]], members: Sequence[Member]) -> Homes:
    """Each story goes on in the group that has most of it, of equals the one with its oldest."""
    parts: dict[StoryId, dict[int, list[int]]] = defaultdict(lambda: defaultdict(list))
    samples = {s.story_id: s for _, s in members}
    for number, rows in enumerate(groups):
        for row in rows:
            if row < len(members):
                parts[members[row][1].story_id][number].append(row)
    homes: dict[int, list[StorySample]] = defaultdict(list)
    for story_id, by_group in parts.items():
        best = max(by_group, key=lambda n: (len(by_group[n]), -_oldest(by_group[n], members)))
        homes[best].append(samples[story_id])
    return homes


def _oldest(rows: Iterable[int], members: Sequence[Member]) -> float:
    return min(members[row][0].learned_at.timestamp() for row in rows)


def _known_rows(groups: Sequence[Sequence[int]], count: int) -> list[list[int]]:
    """The groups without the new article, whose row is the last."""
    return [[row for row in rows if row < count] for rows in groups]


def _name(
    goes_on: Sequence[StorySample],
    articles: Sequence[Article],
    cause: ReadArticle,
    channel: ChannelKey,
) -> StoryId:
    """The oldest of the stories that go on in a group, or a new one for what was split off."""
    if goes_on:
        return min(goes_on, key=lambda s: (s.began_at, s.story_id)).story_id
    first = min(articles, key=lambda a: (a.learned_at, a.article_id))
    return _id(channel, first.article_id, cause.url or "", cause.text)


def _changes(
    groups: Sequence[Sequence[int]],
    members: Sequence[Member],
    names: Mapping[int, StoryId],
    homes: Homes,
) -> tuple[StoryChange, ...]:
    """Splits first: what is left of a story then goes into the other one whole."""
    splits: dict[tuple[StoryId, StoryId], list[ArticleId]] = defaultdict(list)
    for number, rows in enumerate(_known_rows(groups, len(members))):
        at_home = {s.story_id for s in homes.get(number, ())}
        for article, sample in (members[row] for row in rows):
            if sample.story_id not in at_home:
                splits[sample.story_id, names[number]].append(article.article_id)
    merges = (
        StoryChange(Regrouping.MERGED, sample.story_id, names[number])
        for number, samples in homes.items()
        for sample in samples
        if sample.story_id != names[number]
    )
    found = (StoryChange(Regrouping.SPLIT, *ids, tuple(which)) for ids, which in splits.items())
    return (*found, *merges)


def _id(channel: ChannelKey, *parts: str) -> StoryId:
    return StoryId(hashlib.sha256("\n".join((str(channel), *parts)).encode()).hexdigest()[:20])


def _once(articles: Iterable[Article]) -> list[Article]:
    return list({a.version_id: a for a in articles}.values())


# ---------------------------------------------------------------- telling


def _story(story_id: StoryId, members: list[Article]) -> Story:
    in_order = sorted(members, key=lambda a: (a.told_at, a.article_id))
    return Story(story_id, title_of(in_order) or _first_sentence(in_order[0]), tuple(in_order))


def _first_sentence(article: Article) -> str:
    spans = split_sentences(article.text[:LEAD_CHARACTERS], article.language)
    return article.text[slice(*spans[0])] if spans else article.text
