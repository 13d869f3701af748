"""Stories in several languages, over a real store."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.domain.articles import ReadArticle, Way
from bot.domain.identifiers import DESK, ChannelKey
from bot.domain.stories import Regrouping
from bot.ingest.duplicates import fingerprint
from bot.memory.channel_memory import ChannelMemory
from bot.ports.articles import Arrival
from bot.storage.articles import SqlArticleStore
from bot.storage.database import open_database
from bot.storage.search_index import SqlSearchIndex
from tests.builders import VOTE_DAY
from tests.fakes.translator import Translator

HOUR = timedelta(hours=1)
MEANINGS = {"vetoed": "veto", "veto ": "veto", "blockierten": "veto", "earthquake": "quake"}


def read(number, language, text, published_at=VOTE_DAY):
    url = f"https://{language}.example/{number}"
    return ReadArticle(text, url, language=language, published_at=published_at)


ENGLISH = read(
    1, "en", "Russia and China vetoed a US draft on Gaza in the Security Council on Friday."
)
FRENCH = read(
    2, "fr", "Moscou et Pékin ont mis leur veto au texte américain au Conseil de sécurité."
)
GERMAN = read(3, "de-DE", "Moskau und Peking blockierten im Rat den Entwurf aus Washington.")
QUAKE = read(4, "en", "An earthquake of magnitude 6.1 struck western Nepal and damaged houses.")
SPANISH = read(5, "es", "El Parlamento eligió el lunes a un nuevo primer ministro.")


@pytest.fixture
async def database(tmp_path):
    async with open_database(f"sqlite+aiosqlite:///{tmp_path}/attache.db") as database:
        yield database


@pytest.fixture
def embedder():
    return Translator(("en", "fr", "de", "es"), MEANINGS)


@pytest.fixture
def memory(database, embedder):
    return ChannelMemory(SqlArticleStore(database), SqlSearchIndex(database), embedder)


async def keep(memory, *articles, channel=DESK):
    for number, article in enumerate(articles):
        at = VOTE_DAY + number * HOUR
        arrival = Arrival(channel, Way.FEED, learned_at=at, fetched_at=at)
        await memory.remember(article, fingerprint(article.text), arrival, None)


async def told(memory, channel=DESK):
    stories = await memory.stories(channel)
    return sorted(sorted(a.language for a in story.articles) for story in stories)


async def test_one_development_in_three_languages_is_one_story_on_record(memory):
    await keep(memory, ENGLISH, QUAKE, FRENCH, SPANISH, GERMAN)

    assert await told(memory) == [["de-DE", "en", "fr"], ["en"], ["es"]]
    veto = next(s for s in await memory.stories(DESK) if len(s.articles) == 3)
    _, events = await memory.story(DESK, veto.story_id)
    assert [event.turn for event in events] == [Regrouping.MERGED, Regrouping.MERGED]
    assert {event.other_id for event in events} == {veto.story_id}


async def test_what_a_model_of_one_language_says_joins_nothing(memory, embedder):
    embedder.languages = ("en",)
    await keep(memory, ENGLISH, FRENCH, GERMAN)

    assert await told(memory) == [["de-DE"], ["en"], ["fr"]]


async def test_stories_told_days_apart_stay_apart(memory):
    later = read(6, "fr", FRENCH.text, VOTE_DAY + timedelta(days=6))
    await keep(memory, ENGLISH, later)

    assert await told(memory) == [["en"], ["fr"]]


async def test_another_channels_story_is_not_joined(memory):
    await keep(memory, ENGLISH, channel=ChannelKey("local", "other"))
    await keep(memory, FRENCH)

    assert await told(memory) == [["fr"]]


async def test_what_came_in_an_outage_is_joined_when_its_vectors_come(memory, embedder):
    embedder.is_down = True
    await keep(memory, ENGLISH, QUAKE, FRENCH)
    assert await told(memory) == [["en"], ["en"], ["fr"]]
    embedder.is_down = False
    found = VOTE_DAY + timedelta(days=1)

    assert await memory.embed_missing(DESK, 100, at=found) == 3

    assert await told(memory) == [["en"], ["en", "fr"]]
    veto = next(s for s in await memory.stories(DESK) if len(s.articles) == 2)
    _, (event,) = await memory.story(DESK, veto.story_id)
    assert (event.turn, event.at) == (Regrouping.MERGED, found)


async def test_the_next_article_parts_no_story_of_several_languages(memory):
    more = [
        read(
            10 + n, "fr", f"Conseil de sécurité : le veto de Moscou et Pékin, réaction numéro {n}."
        )
        for n in range(3)
    ]
    await keep(memory, ENGLISH, FRENCH, GERMAN, *more)

    assert await told(memory) == [["de-DE", "en", "fr", "fr", "fr", "fr"]]
    (story,) = await memory.stories(DESK)
    _, events = await memory.story(DESK, story.story_id)
    assert {event.turn for event in events} == {Regrouping.MERGED}
