"""Stories: which development an article is about.  Pure.

Articles are clustered one by one as they come in.  The article and each candidate story are
vectors of weighted words (`frequencies`); the article joins the story whose centroid is nearest
if the cosine reaches `SAME_STORY`, and starts a story of its own otherwise.  A story's id comes
from its first article, and an article keeps its story when its text changes.
"""

from __future__ import annotations

import hashlib
import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from functools import lru_cache

from bot.domain.articles import Article, ReadArticle
from bot.domain.identifiers import ArticleId, ChannelKey, StoryId
from bot.domain.stories import Story
from bot.memory.equivalents import keys_of
from bot.memory.frequencies import weight_of
from bot.memory.sentences import split_sentences
from bot.memory.words import Word, words_of
from bot.ports import LexicalQuery

#: Cosine from which an article tells of the same development as a story.
SAME_STORY = 0.30
#: What names and figures weigh more than other words.
NAMES_AND_FIGURES = 1.3
#: Days between an article and the nearest article of a story beyond which they are two.
WINDOW = timedelta(days=14)
#: Characters of an article's beginning that say what it is about; news tells it first.
LEAD_CHARACTERS = 700
#: Terms of the search for candidates: the weightiest of title and lead.
QUERY_TERMS = 16

Vector = Mapping[str, float]


def new_story_id(channel: ChannelKey, first: ArticleId) -> StoryId:
    """The id of the story that this article starts in this channel: always the same one."""
    return StoryId(hashlib.sha256(f"{channel}\n{first}".encode()).hexdigest()[:20])


def story_query(article: ReadArticle | Article) -> LexicalQuery:
    """What to search for to find the stories that an article may belong to."""
    words = {w.stem: w for w in words_of(_subject(article)) if not w.is_stop}
    weightiest = sorted(words.values(), key=lambda w: (-_weight(w), w.start))
    return LexicalQuery(tuple(word.text for word in weightiest[:QUERY_TERMS]))


def choose_story(article: ReadArticle, candidates: Sequence[Article]) -> StoryId | None:
    """The story of the candidates that the article belongs to; None when it starts its own.

    `candidates` are articles of the same channel; those without a story are passed over.
    """
    members = _by_story(candidates)
    centroids = {
        story_id: _centroid(near)
        for story_id, articles in members.items()
        if (near := [a for a in articles if _is_in_window(article, a)])
    }
    own = _vector(_subject(article))
    contrast = _contrast(list(centroids.values()))
    scores = ((_cosine(own, centroid, contrast), s) for s, centroid in centroids.items())
    return max(((c, s) for c, s in scores if c >= SAME_STORY), default=(0.0, None))[1]


def gather_stories(articles: Iterable[Article]) -> tuple[Story, ...]:
    """Articles put together by their stories, the story with the newest article first.

    An article without a story stands alone under the id that it would be given.
    """
    gathered: dict[StoryId, list[Article]] = defaultdict(list)
    for article in articles:
        own = new_story_id(article.channel, article.origin_id)
        gathered[article.story_id or own].append(article)
    stories = (_story(story_id, members) for story_id, members in gathered.items())
    return tuple(sorted(stories, key=lambda s: (s.last, s.story_id), reverse=True))


def told_at(article: Article) -> datetime:
    """When an article was published, or learned where no date is known."""
    return article.published_at or article.learned_at


def _story(story_id: StoryId, members: list[Article]) -> Story:
    in_order = sorted(members, key=lambda a: (told_at(a), a.article_id))
    titles = (a.title for a in in_order if a.title)
    return Story(story_id, next(titles, None) or _first_sentence(in_order[0]), tuple(in_order))


def _first_sentence(article: Article) -> str:
    spans = split_sentences(article.text[:LEAD_CHARACTERS], article.language)
    return article.text[slice(*spans[0])] if spans else article.text


def _by_story(candidates: Sequence[Article]) -> Mapping[StoryId, list[Article]]:
    members: dict[StoryId, list[Article]] = defaultdict(list)
    for candidate in {a.version_id: a for a in candidates}.values():
        if candidate.story_id is not None:
            members[candidate.story_id].append(candidate)
    return members


def _is_in_window(article: ReadArticle, other: Article) -> bool:
    if article.published_at is None or other.published_at is None:
        return True
    return abs(article.published_at - other.published_at) <= WINDOW


def _centroid(articles: Iterable[Article]) -> Vector:
    centroid: Counter[str] = Counter()
    for article in articles:
        centroid.update(_vector(_subject(article)))
    return centroid


def _contrast(centroids: Sequence[Vector]) -> Vector:
    """What words count where several stories are in question: less, the more of them hold it.

    1 for a word of one story, near 0 for one of all; this also silences the function words of
    languages that `frequencies` does not know.
    """
    holding = Counter(word for centroid in centroids for word in centroid)
    return {word: math.sqrt(1 - (n - 1) / len(centroids)) for word, n in holding.items()}


def _cosine(a: Vector, b: Vector, contrast: Vector) -> float:
    """The cosine of two vectors after each word is weighed by its contrast."""
    lengths = math.sqrt(_dot(a, a, contrast) * _dot(b, b, contrast))
    return _dot(a, b, contrast) / lengths if lengths else 0.0


def _dot(a: Vector, b: Vector, contrast: Vector) -> float:
    return sum(w * b[word] * contrast.get(word, 1.0) ** 2 for word, w in a.items() if word in b)


def _subject(article: ReadArticle | Article) -> str:
    return f"{article.title or ''}\n\n{article.text[:LEAD_CHARACTERS]}"


@lru_cache(maxsize=4_096)
def _vector(text: str) -> Vector:
    """The weighted keys of a text's words as a unit vector."""
    words = [word for word in words_of(text) if not word.is_stop]
    keys = keys_of(words)
    counts = Counter(keys)
    weights: dict[str, float] = {}
    for word, key in zip(words, keys, strict=True):
        weights[key] = max(weights.get(key, 0.0), _weight(word))
    raw = {key: (1 + math.log(n)) * weights[key] for key, n in counts.items()}
    length = math.sqrt(sum(w * w for w in raw.values()))
    return {key: w / length for key, w in raw.items()} if length else {}


def _weight(word: Word) -> float:
    """How telling a word is; names and figures tell developments of one kind apart."""
    is_special = word.is_name or word.is_figure
    return weight_of(word.stem) * (NAMES_AND_FIGURES if is_special else 1.0)
