"""Texts to make copies of: the project's own, and published pages where they are at hand."""

from __future__ import annotations

import itertools
import json
import tarfile
import tomllib
from collections.abc import Sequence
from importlib import resources
from pathlib import Path

from tests.quality.copy_variants import Source, words_in
from tests.quality.council_texts import TEXTS

PAGES = "news_pages_258.tar.gz"
#: The demo's two copies of one invented agency's text, and no others.
WIRED = {
    "Russia and China veto US text on Gaza in Security Council",
    "US ceasefire draft falls to Russian and Chinese vetoes",
}
#: Words that a text must have to be shortened to a fifth.
_LONG_ENOUGH = 180


def _sample() -> list[dict[str, str]]:
    found = resources.files("bot.app.sample").joinpath("articles.toml").read_text("utf-8")
    return tomllib.loads(found)["articles"]


def own_texts() -> list[Source]:
    """The demo's articles and the gate's texts, each as it stands: apart, and often on one event."""
    sample = [Source(a["title"], _paragraphs(a["text"]), "en") for a in _sample()]
    council = [Source(title, _paragraphs(text), "en") for title, _, _, text in TEXTS]
    return [*sample, *council]


def own_sources() -> list[Source]:
    """The same put together by threes, for ours are shorter than what agencies write."""
    texts = [text for text in own_texts() if text.title not in WIRED]
    threes = (texts[n : n + 3] for n in range(0, len(texts) - 2, 3))
    return [
        Source(three[0].title, tuple(itertools.chain(*(t.paragraphs for t in three))), "en")
        for three in threes
    ]


def page_sources(folder: Path, most: int) -> list[Source]:
    """Articles of the public pages by their gold text, one of each publisher first."""
    by_publisher: list[list[Source]] = []
    with tarfile.open(folder / PAGES) as archive:
        for member in sorted(archive, key=lambda m: m.name):
            if member.name.endswith(".json"):
                golds = json.load(archive.extractfile(member)).values()
                by_publisher.append([s for g in golds if (s := _of_gold(g)) is not None])
    in_turn = itertools.chain(*itertools.zip_longest(*by_publisher))
    return [source for source in in_turn if source is not None][:most]


def _of_gold(gold: dict) -> Source | None:
    sections = gold["body"]["sections"]
    paragraphs = tuple(p for s in sections for p in s["paragraphs"] if p.strip())
    if words_in(paragraphs) < _LONG_ENOUGH:
        return None
    return Source(gold.get("title") or paragraphs[0][:80], paragraphs, "")


def _paragraphs(text: str) -> tuple[str, ...]:
    return tuple(p for p in text.strip().split("\n\n") if p)


def others_than(source: Source, sources: Sequence[Source]) -> list[Source]:
    return [other for other in sources if other is not source]
