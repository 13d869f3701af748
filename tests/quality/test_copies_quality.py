"""How surely copies of an article are found, and that what is no copy is not taken for one.

Copies and articles that only share words are made from texts by rules (`copy_variants`), with a
seed, and read in as everything is: through `ArticleKeeper` into a store, among all the others.
"""

from __future__ import annotations

import itertools
import random
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

import pytest

from bot.app.clock import SystemClock
from bot.domain.articles import Learned, ReadArticle, Way
from bot.domain.identifiers import DESK, ArticleId, ChannelKey
from bot.ingest.duplicates import fingerprint
from bot.ingest.keeping import ArticleKeeper
from bot.ports.articles import Arrival, Fingerprint, Indexed
from bot.storage.articles import SqlArticleStore
from bot.storage.database import open_database
from tests.builders import VOTE_DAY
from tests.quality.copy_sources import (
    PAGES,
    WIRED,
    others_than,
    own_sources,
    own_texts,
    page_sources,
)
from tests.quality.copy_variants import (
    COPIES,
    Source,
    abridged_35,
    expanded_story,
    round_up,
    wire_desk,
    with_boilerplate,
)
from tests.quality.figures import data_folder

FOUND_FLOOR = 0.95
#: Pages that variants are made from; all others would only take longer.
MOST_PAGES = 60
SHARES = (0.3, 0.45, 0.6)
PLACES = ("end", "start", "both ends", "mixed in")


@dataclass
class Desk:
    """A channel into which articles are read, without an index: copies are told before it."""

    keeper: ArticleKeeper
    channel: ChannelKey = DESK
    numbers: itertools.count = field(default_factory=itertools.count)

    def another(self, name: str) -> Desk:
        """A desk that has read nothing yet."""
        return Desk(self.keeper, ChannelKey("local", name))

    def read(
        self,
        paragraphs: Sequence[str],
        *,
        outlet: str | None = None,
        title: str = "",
        published_at: datetime | None = VOTE_DAY,
    ) -> ReadArticle:
        number = next(self.numbers)
        host = f"{(outlet or f'outlet-{number}').lower().replace(' ', '-')}.example"
        return ReadArticle(
            text="\n\n".join(paragraphs),
            url=f"https://{host}/{number}",
            title=title or None,
            outlet=outlet or f"Outlet {number}",
            published_at=published_at,
        )

    async def keep(self, paragraphs: Sequence[str], **facts) -> Learned:
        return await self.keeper.keep(self.channel, self.read(paragraphs, **facts), Way.FEED)

    async def original_of(self, paragraphs: Sequence[str]) -> ArticleId | None:
        """What a text would be a copy of; it is not kept."""
        article = self.read(paragraphs, published_at=VOTE_DAY + timedelta(hours=3))
        near = await self.keeper._articles.near(self.channel, fingerprint(article.text))
        return await self.keeper._original(article, near, None)

    async def origin(self, paragraphs: Sequence[str], **facts) -> ArticleId:
        learned = await self.keep(paragraphs, **facts)
        return learned.duplicate_of or learned.article_id


@dataclass(frozen=True)
class Shelf:
    """Keeps articles as a memory does, and looks for no story."""

    store: SqlArticleStore

    async def remember(
        self,
        article: ReadArticle,
        fingerprint: Fingerprint,
        arrival: Arrival,
        duplicate_of: ArticleId | None,
    ) -> Learned:
        return await self.store.learn(Indexed(article, (), fingerprint), arrival, duplicate_of)


@pytest.fixture
async def desk(tmp_path):
    async with open_database(f"sqlite+aiosqlite:///{tmp_path}/store.db") as database:
        store = SqlArticleStore(database)
        yield Desk(ArticleKeeper(store, Shelf(store), SystemClock()))


def corpora() -> list:
    folder = data_folder()
    reason = "ATTACHE_QUALITY_DATA does not name a folder with the public pages"
    absent = folder is None or not (folder / PAGES).is_file()
    mark = pytest.mark.skipif(absent, reason=reason)
    return [
        pytest.param("own", id="own texts"),
        pytest.param("pages", id="public pages", marks=mark),
    ]


def sources_of(corpus: str) -> list[Source]:
    return own_sources() if corpus == "own" else page_sources(data_folder(), MOST_PAGES)


def told(corpus: str, sources: Sequence[Source]) -> str:
    return f"{len(sources)} {'texts of our own' if corpus == 'own' else 'pages of news_pages_258'}"


SEEDS = {"own": range(4), "pages": range(1)}


@pytest.mark.parametrize("corpus", corpora())
async def test_copies_are_found(desk, figures, corpus):
    """Each copy beside the originals alone: no other copy leads to them."""
    sources = sources_of(corpus)
    first = [await desk.origin(s.paragraphs, title=s.title) for s in sources]
    shares = {}
    for kind, make in COPIES.items():
        found = []
        for seed in SEEDS[corpus]:
            chance = random.Random(f"{kind} {seed}")
            for origin, source in zip(first, sources, strict=True):
                copy = make(source, chance, others_than(source, sources))
                found.append(await desk.original_of(copy) == origin)
        shares[kind] = sum(found) / len(found)
        figures.add(f"{kind}: found", told(corpus, sources), shares[kind], f">= {FOUND_FLOOR}")
    assert {kind: share for kind, share in shares.items() if share < FOUND_FLOOR} == {}


@pytest.mark.parametrize("corpus", corpora())
async def test_a_copy_that_was_read_before_its_original_shares_its_origin(desk, figures, corpus):
    sources = sources_of(corpus)
    found = []
    for make in (abridged_35, wire_desk):
        there, chance = desk.another(make.__name__), random.Random(3)
        for source in sources:
            copy = make(source, chance, others_than(source, sources))
            origin = await there.origin(copy)
            found.append(origin == await there.origin(source.paragraphs))
    share = sum(found) / len(found)
    figures.add("copy read before its original", told(corpus, sources), share, f">= {FOUND_FLOOR}")
    assert share >= FOUND_FLOOR


@pytest.mark.parametrize("corpus", corpora())
@pytest.mark.parametrize("known", [0, 4])
async def test_boilerplate_merges_nothing(desk, figures, corpus, known):
    """Two articles of an outlet, the first that are read of it or after `known` others."""
    sources = sources_of(corpus)
    wrong, pairs, number = [], 0, 0
    chance = random.Random(11)
    for share, place in itertools.product(SHARES, PLACES):
        for _ in range(8):
            number += 1
            *articles, extra = chance.sample(sources, min(len(sources), 2 + known + 1))
            origins = [
                await desk.origin(
                    with_boilerplate(_own_words(a, number), _about(extra, number), share, place),
                    outlet=f"Outlet of {known} {number}",
                    title=a.title,
                )
                for a in articles
            ]
            pairs += 1
            if len(set(origins)) != len(origins):
                wrong.append((share, place))
    on_what = f"{told(corpus, sources)}, {known} known before"
    figures.add("boilerplate alone merged", on_what, f"{len(wrong)} of {pairs}", "0")
    assert wrong == []


@pytest.mark.parametrize("corpus", corpora())
async def test_boilerplate_of_a_group_of_outlets_merges_nothing(desk, figures, corpus):
    sources = sources_of(corpus)
    wrong, pairs, chance = [], 0, random.Random(12)
    for number, (share, place, _) in enumerate(itertools.product(SHARES, PLACES, range(6))):
        one, other, extra = chance.sample(sources, 3)
        origins = [
            await desk.origin(
                with_boilerplate(_own_words(a, number), _about(extra, number), share, place),
                title=a.title,
            )
            for a in (one, other)
        ]
        pairs += 1
        if len(set(origins)) != 2:
            wrong.append((share, place))
    figures.add(
        "a group's boilerplate merged", told(corpus, sources), f"{len(wrong)} of {pairs}", "0"
    )
    assert wrong == []


def _own_words(source: Source, number: int) -> list[str]:
    """The article's words with marks of this round, so that rounds are not copies of each other."""
    return [_marked(p, f"x{number}") for p in source.paragraphs]


def _about(source: Source, number: int) -> list[str]:
    return [_marked(p, f"y{number}") for p in source.paragraphs]


def _marked(paragraph: str, mark: str) -> str:
    """A word in three carries the mark: no five in a row are another round's."""
    words = paragraph.split()
    return " ".join(
        re.sub(r"(\w)(\W*)$", rf"\1{mark}\2", word) if n % 3 == 0 else word
        for n, word in enumerate(words)
    )


@pytest.mark.parametrize("corpus", corpora())
async def test_an_expanded_story_is_its_own_and_a_round_up_is_nobodys_copy(desk, figures, corpus):
    sources = sources_of(corpus)
    chance = random.Random(5)
    known = [await desk.origin(s.paragraphs, title=s.title) for s in sources]
    later = VOTE_DAY + timedelta(hours=5)
    wrong = []
    for source in sources:
        others = [Source("", tuple(_own_words(o, 77)), "") for o in sources if o is not source]
        learned = await desk.keep(expanded_story(source, chance, others), published_at=later)
        if learned.duplicate_of is not None:
            wrong.append("expanded")
    for at in range(0, len(sources) - 4, 4):
        learned = await desk.keep(round_up(sources[at : at + 4]), published_at=later)
        if learned.duplicate_of is not None:
            wrong.append("round-up")
    figures.add(
        "expanded stories and round-ups merged",
        told(corpus, sources),
        f"{len(wrong)} of {len(known) + max(0, len(sources) - 4) // 4}",
        "0",
    )
    assert wrong == []


async def test_articles_that_were_written_apart_stay_apart(desk, figures):
    """The demo's and the gate's texts: several on the same event, on purpose."""
    texts = own_texts()
    learned = [await desk.keep(t.paragraphs, title=t.title) for t in texts]
    merged = {t.title for t, one in zip(texts, learned, strict=True) if one.duplicate_of}
    on_what = f"{len(texts)} texts of our own"
    figures.add("written apart, merged", on_what, f"{len(merged - WIRED)}", "0")
    assert merged == WIRED


async def test_another_text_at_the_same_address_is_a_version(desk):
    source = own_sources()[0]
    read = ReadArticle("\n\n".join(source.paragraphs), "https://a.example/1", published_at=VOTE_DAY)
    first = await desk.keeper.keep(DESK, read, Way.FEED)
    updated = ReadArticle(
        "\n\n".join([*source.paragraphs, "The talks went on into the night."]),
        "https://a.example/1",
        published_at=VOTE_DAY,
    )
    second = await desk.keeper.keep(DESK, updated, Way.FEED)
    assert (second.article_id, second.is_update, second.duplicate_of) == (
        first.article_id,
        True,
        None,
    )
