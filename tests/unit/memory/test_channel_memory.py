"""The memory of channels over a real store."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.domain.articles import ReadArticle, Way
from bot.domain.identifiers import DESK, ChannelKey
from bot.errors import ModelUnavailableError
from bot.ingest.duplicates import find_original, fingerprint
from bot.memory.channel_memory import ChannelMemory
from bot.ports.articles import Arrival
from bot.storage import learning
from bot.storage.articles import SqlArticleStore
from bot.storage.database import open_database
from bot.storage.search_index import SqlSearchIndex
from tests.builders import VOTE_DAY

OTHER = ChannelKey("local", "other")
VOTE = ReadArticle(
    "Russia and China vetoed a US draft on Gaza in the Security Council on Friday. Guyana abstained.",
    url="https://harbour.example/vote",
    title="US draft on Gaza fails in Security Council",
    published_at=VOTE_DAY,
)
SAME_VOTE = ReadArticle(
    "The Security Council did not adopt a US draft on Gaza: China and Russia cast vetoes on Friday.",
    url="https://civic.example/veto",
    title="Russian and Chinese vetoes sink US draft on Gaza",
    published_at=VOTE_DAY,
)
QUAKE = ReadArticle(
    "An earthquake of magnitude 6.1 struck western Nepal and damaged hundreds of houses.",
    url="https://civic.example/quake",
    title="Earthquake in Nepal",
    published_at=VOTE_DAY,
)


class WordEmbedder:
    """Two dimensions: of the shaking earth, and of all else."""

    name = "words"
    is_outside = True

    def __init__(self):
        self.is_down = False

    async def embed(self, texts):
        if self.is_down:
            raise ModelUnavailableError("The embeddings are down.")
        return [[1.0, 0.0] if "quake" in t or "tremor" in t else [0.0, 1.0] for t in texts]


@pytest.fixture
async def database(tmp_path):
    async with open_database(f"sqlite+aiosqlite:///{tmp_path}/attache.db") as database:
        yield database


@pytest.fixture
def memory(database):
    return ChannelMemory(SqlArticleStore(database), SqlSearchIndex(database))


@pytest.fixture
def with_vectors(database):
    return ChannelMemory(SqlArticleStore(database), SqlSearchIndex(database), WordEmbedder())


async def keep(memory, article, channel=DESK, learned_at=VOTE_DAY):
    mark = fingerprint(article.text)
    original = find_original(article, await memory.articles.near(channel, mark))
    arrival = Arrival(channel, Way.FEED, learned_at=learned_at, fetched_at=learned_at)
    return await memory.remember(article, mark, arrival, original)


async def recall(memory, query, **changes):
    return await memory.recall(
        changes.pop("channel", DESK), query, asked_at=VOTE_DAY + timedelta(hours=1), **changes
    )


async def test_what_was_remembered_is_recalled_at_its_offsets(memory):
    learned = await keep(memory, VOTE)
    await keep(memory, QUAKE)

    best, *_ = await recall(memory, "Who vetoed the draft?")

    assert best.article.article_id == learned.article_id
    assert best.article.text[best.passage.start : best.passage.end] == best.passage.text


async def test_nothing_is_recalled_in_another_channel(memory):
    await keep(memory, VOTE)

    assert not await recall(memory, "Who vetoed the draft?", channel=OTHER)
    assert not await memory.stories(OTHER)


async def test_recall_knows_only_what_was_learned_by_then(memory):
    await keep(memory, VOTE)

    assert not await recall(memory, "vetoed draft", as_of=VOTE_DAY - timedelta(hours=1))


@pytest.mark.parametrize("query", ["", "😀", '"', "NEAR(* OR", "a" * 5_000])
async def test_no_query_breaks_recall(memory, query):
    await keep(memory, VOTE)

    assert list(await recall(memory, query)) == []


async def test_articles_about_one_development_become_one_story(memory):
    for article in (VOTE, QUAKE, SAME_VOTE):
        await keep(memory, article)

    stories = await memory.stories(DESK)

    assert sorted(len(story.articles) for story in stories) == [1, 2]
    vote = max(stories, key=lambda s: len(s.articles))
    assert {a.title for a in vote.articles} == {VOTE.title, SAME_VOTE.title}


async def test_what_is_broken_off_while_being_kept_leaves_nothing_half_done(memory, monkeypatch):
    def broken_off(*_):
        raise RuntimeError("killed")

    with monkeypatch.context() as patch:
        patch.setattr(learning, "_index", broken_off)
        with pytest.raises(RuntimeError, match="killed"):
            await keep(memory, VOTE)

    assert not await memory.stories(DESK)
    assert (await keep(memory, VOTE)).is_new
    assert (await keep(memory, SAME_VOTE)).is_new
    (story,) = await memory.stories(DESK)
    assert {a.story_id for a in story.articles} == {story.story_id}


async def test_an_article_keeps_its_story_when_its_text_changes(memory):
    await keep(memory, VOTE)
    (before,) = await memory.stories(DESK)
    corrected = ReadArticle(f"{VOTE.text} Corrected.", url=VOTE.url, title=VOTE.title)

    learned = await keep(memory, corrected, learned_at=VOTE_DAY + timedelta(hours=1))

    (after,) = await memory.stories(DESK)
    assert learned.is_update
    assert after.story_id == before.story_id


async def test_stories_of_some_articles_are_whole(memory):
    for article in (VOTE, QUAKE, SAME_VOTE):
        await keep(memory, article)
    veto = await memory.articles.by_url(DESK, SAME_VOTE.url)

    (story,) = await memory.stories_of(DESK, [veto])

    assert len(story.articles) == 2


async def test_with_vectors_other_words_for_it_are_found(with_vectors):
    await keep(with_vectors, VOTE)
    await keep(with_vectors, QUAKE)

    best, *_ = await recall(with_vectors, "Where was the tremor?")

    assert best.article.title == QUAKE.title


async def test_an_embedder_that_is_down_costs_only_vectors_which_come_later(with_vectors):
    with_vectors.embedder.is_down = True
    await keep(with_vectors, QUAKE)

    assert await recall(with_vectors, "earthquake in Nepal")

    with_vectors.embedder.is_down = False
    assert await with_vectors.embed_missing(DESK, 10) == 1
    assert await with_vectors.embed_missing(DESK, 10) == 0
    assert await recall(with_vectors, "tremor")


async def test_what_a_publisher_reserves_goes_to_no_embedder_outside(with_vectors):
    await keep(with_vectors, replace(QUAKE, is_reserved=True))

    assert await with_vectors.embed_missing(DESK, 10) == 0
    assert await recall(with_vectors, "earthquake in Nepal")

    with_vectors.embedder.is_outside = False
    assert await with_vectors.embed_missing(DESK, 10) == 1


async def test_without_an_embedder_there_is_nothing_to_embed(memory):
    await keep(memory, VOTE)

    assert await memory.embed_missing(DESK, 10) == 0
