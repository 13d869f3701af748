"""An article opened at the words that a citation rests on.

Jinja escapes every string; nothing here makes markup.
"""

from __future__ import annotations

from dataclasses import dataclass

from bot.domain.articles import Article
from bot.domain.citations import text_fragment, web_address
from bot.domain.claims import SpanOf
from bot.domain.dates_told import change_told, publication_told
from bot.domain.messages import plain


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of an article's paragraph; `is_cited` where the citation rests."""

    text: str
    is_cited: bool


@dataclass(frozen=True, slots=True)
class EvidenceView:
    """An article opened at the cited span."""

    title: tuple[Run, ...]
    paragraphs: tuple[tuple[Run, ...], ...]
    outlet: str
    author: str
    #: When it was published and who says so.
    published: str
    #: When the publisher last changed it, where that is known.
    changed: str | None
    learned: str
    fetched: str
    version_number: int
    #: Number and time of the newest version, where the publisher has changed this text since.
    newer: str | None
    url: str | None
    #: The publisher's page, opened at the sentence where the browser can (text fragment).
    deep_link: str | None


def evidence_view(
    article: Article, of: SpanOf, start: int, end: int, newest: Article
) -> EvidenceView:
    """`start` and `end` count characters of the title or the text, as `of` says."""
    in_title = of is SpanOf.TITLE
    cited = (article.title or "" if in_title else article.text)[start:end]
    return EvidenceView(
        title=runs(article.title or "Untitled text", start, end)
        if in_title
        else (Run(article.title or "Untitled text", is_cited=False),),
        paragraphs=marked_paragraphs(article.text, -1, -1)
        if in_title
        else marked_paragraphs(article.text, start, end),
        outlet=article.outlet or "",
        author=article.author or "",
        published=_published(article),
        changed=change_told(article.modified_at, article.modified_source, article.published_at),
        learned=plain(article.learned_at),
        fetched=plain(article.fetched_at),
        version_number=article.version_number,
        newer=_newer(article, newest),
        url=web_address(article.url),
        deep_link=text_fragment(web_address(article.url), cited),
    )


def _published(article: Article) -> str:
    told = publication_told(article.published_at, article.date_source, article.fetched_at)
    return told.removeprefix("published ")


def _newer(article: Article, newest: Article) -> str | None:
    if newest.version_number <= article.version_number:
        return None
    return f"{newest.version_number}, fetched {plain(newest.fetched_at)}"


def marked_paragraphs(text: str, start: int, end: int) -> tuple[tuple[Run, ...], ...]:
    """Paragraphs cut into runs, with characters `start` to `end` of the whole text marked."""
    found: list[tuple[Run, ...]] = []
    offset = 0
    for line in text.split("\n"):
        if line.strip():
            found.append(runs(line, start - offset, end - offset))
        offset += len(line) + 1
    return tuple(found)


def runs(line: str, start: int, end: int) -> tuple[Run, ...]:
    """One line cut where the marked span begins and ends; offsets may lie outside it."""
    start, end = max(0, min(start, len(line))), max(0, min(end, len(line)))
    cut = ((line[:start], False), (line[start:end], True), (line[end:], False))
    return tuple(Run(part, is_cited) for part, is_cited in cut if part)
