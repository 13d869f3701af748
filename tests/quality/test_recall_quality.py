"""Whether the right one of 258 real news pages is found, for questions in people's words.

The questions (`recall_questions.tsv`) are ours, short, in the language of the page or in English, each
asked 0 to 14 days after its page came out.  The pages are not: `ATTACHE_QUALITY_DATA` names the folder
that has them.  Beside recall stands plain BM25 over whole articles; what is asked is its figure and 15,
9 and 6 points, and both halves must bring it.  Asked years later, when no date helps, recall must still
be no worse than BM25.
"""

from __future__ import annotations

import json
import tarfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path

import pytest

from bot.domain.articles import ReadArticle, Way
from bot.domain.identifiers import DESK
from bot.ingest.duplicates import fingerprint
from bot.memory.channel_memory import ChannelMemory
from bot.ports.articles import Arrival
from bot.storage.articles import SqlArticleStore
from bot.storage.database import open_database
from bot.storage.search_index import SqlSearchIndex
from tests.quality.figures import Figures, data_folder
from tests.quality.named_embedder import named_embedder
from tests.quality.plain_bm25 import PlainBm25

ARCHIVE = (data_folder() or Path("nowhere")) / "news_pages_258.tar.gz"
QUESTIONS = Path(__file__).with_name("recall_questions.tsv")
#: Points that are asked beside plain BM25, by how many hits are looked at.
ASKED = {1: 15, 4: 9, 10: 6}
#: Points that vectors may lose: one or two questions.
LOST = 2.0
YEARS_LATER = datetime(2030, 1, 1, tzinfo=UTC)
#: Two pages with one text.
TWINS = {"de/Taz/V1": "de/Taz/V2"}

needs_pages = pytest.mark.skipif(
    not ARCHIVE.exists(), reason="ATTACHE_QUALITY_DATA names no folder with labelled pages"
)


@dataclass(frozen=True)
class Page:
    title: str
    text: str
    published_at: datetime


@dataclass(frozen=True)
class Asked:
    half: str
    page: str
    days: int
    question: str


@cache
def questions() -> Sequence[Asked]:
    lines = (line for line in QUESTIONS.read_text("utf-8").splitlines() if line[0] != "#")
    rows = (line.split("\t") for line in lines)
    return [Asked(half, page, int(days), text) for half, page, days, text in rows]


@cache
def pages() -> Mapping[str, Page]:
    """The labelled pages by country, publisher and key."""
    found = {}
    with tarfile.open(ARCHIVE) as archive:
        for member in archive.getmembers():
            if member.name.endswith(".json") and "test_data" in member.name:
                stream = archive.extractfile(member)
                assert stream is not None
                place = "/".join(Path(member.name).with_suffix("").parts[-2:])
                for key, label in json.load(stream).items():
                    if isinstance(label, dict) and label.get("body"):
                        found[f"{place}/{key}"] = _page(label)
    return found


def _page(label) -> Page:
    parts = list(label["body"].get("summary") or [])
    for section in label["body"]["sections"]:
        parts += [*(section.get("headline") or []), *(section.get("paragraphs") or [])]
    published = datetime.fromisoformat(label["publishing_date"])
    aware = published if published.tzinfo else published.replace(tzinfo=UTC)
    return Page(label["title"] or "", "\n\n".join(parts), aware)


def hits(ranks: Sequence[int | None]) -> dict[int, float]:
    """The share of questions whose page is among the first so many, in per cent."""
    return {
        most: 100 * sum(rank is not None and rank <= most for rank in ranks) / len(ranks)
        for most in ASKED
    }


def shown(found: Mapping[int, float]) -> str:
    return " / ".join(f"{share:.1f}" for share in found.values())


def place_of(page: str, ranked: Sequence[str]) -> int | None:
    right = {page, TWINS.get(page, page)}
    return next((n for n, one in enumerate(ranked, start=1) if one in right), None)


Places = dict[str, list[int | None]]


async def recalled(path, *asked_at: Callable[[Asked], datetime], model=None) -> list[Places]:
    """For each moment of asking, by half, the place of the right page among the hits of a question."""
    async with open_database(f"sqlite+aiosqlite:///{path}") as database:
        memory = ChannelMemory(SqlArticleStore(database), SqlSearchIndex(database), model)
        for name, page in pages().items():
            read = ReadArticle(
                text=page.text,
                url=f"https://pages.example/{name}",
                title=page.title,
                outlet=name.split("/")[1],
                published_at=page.published_at,
                external_id=name,
            )
            arrival = Arrival(DESK, Way.FILE, page.published_at, page.published_at)
            await memory.remember(read, fingerprint(page.text), arrival, None)
        return [await _places(memory, moment) for moment in asked_at]


async def _places(memory: ChannelMemory, asked_at: Callable[[Asked], datetime]) -> Places:
    places: Places = {}
    for one in questions():
        found = await memory.recall(DESK, one.question, asked_at=asked_at(one))
        ranked = [hit.article.external_id or "" for hit in found]
        places.setdefault(one.half, []).append(place_of(one.page, ranked))
    return places


def soon(one: Asked) -> datetime:
    return pages()[one.page].published_at + timedelta(days=one.days, hours=3)


def years_later(_: Asked) -> datetime:
    return YEARS_LATER


@cache
def by_words_alone() -> Mapping[str, Mapping[int, float]]:
    names = list(pages())
    plain = PlainBm25([f"{page.title}\n{page.text}" for page in pages().values()])
    places: dict[str, list[int | None]] = {}
    for one in questions():
        ranked = [names[number] for number in plain.ranked(one.question)]
        places.setdefault(one.half, []).append(place_of(one.page, ranked))
    return {half: hits(ranks) for half, ranks in places.items()}


def test_the_questions_are_enough_and_quote_nothing() -> None:
    assert len(questions()) >= 200
    assert len({one.page for one in questions()}) >= 100
    assert all(0 <= one.days <= 14 and len(one.question) < 130 for one in questions())
    assert {one.page for one in questions() if one.half == "tuned"}.isdisjoint(
        one.page for one in questions() if one.half == "blind"
    )


@needs_pages
async def test_the_right_page_is_found(tmp_path, figures: Figures) -> None:
    (places,) = await recalled(tmp_path / "pages.db", soon)

    for half, ranks in places.items():
        plain, ours = by_words_alone()[half], hits(ranks)
        wanted = {most: plain[most] + points for most, points in ASKED.items()}
        what = f"right page at 1 / 4 / 10, {half} half ({len(ranks)} questions)"
        figures.add(what, "news pages", shown(ours), f">= {shown(wanted)}", f"BM25 {shown(plain)}")
        assert all(ours[most] >= min(wanted[most], 100) for most in ASKED), (half, ours, wanted)


@needs_pages
async def test_years_later_words_alone_find_it_too(tmp_path, figures: Figures) -> None:
    (places,) = await recalled(tmp_path / "pages.db", years_later)

    for half, ranks in places.items():
        plain, ours = by_words_alone()[half], hits(ranks)
        what = f"right page, asked years later, {half} half"
        figures.add(what, "news pages", shown(ours), f">= {shown(plain)}", f"BM25 {shown(plain)}")
        assert all(ours[most] >= plain[most] for most in ASKED), (half, ours, plain)


@needs_pages
@pytest.mark.slow
async def test_vectors_lose_next_to_nothing_and_find_more(tmp_path, figures: Figures) -> None:
    async with named_embedder() as model:
        by_vectors = await recalled(tmp_path / "vectors.db", soon, years_later, model=model)
    by_words = await recalled(tmp_path / "words.db", soon, years_later)

    for when, ours, plain in zip(("", ", asked years later"), by_vectors, by_words, strict=True):
        for half, ranks in ours.items():
            found, before = hits(ranks), hits(plain[half])
            what = f"right page by vectors too{when}, {half} half"
            figures.add(what, "news pages", shown(found), "", f"words {shown(before)}")
            assert all(found[most] >= before[most] - LOST for most in ASKED), (half, found, before)
