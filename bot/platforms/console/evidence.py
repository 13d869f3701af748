"""An article opened at the words that a citation rests on.

Jinja escapes every string; nothing here makes markup.
"""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import quote

from bot.domain.articles import Article
from bot.domain.claims import SpanOf
from bot.domain.messages import plain
from bot.platforms.console.views import web_address


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
    published: str
    learned: str
    fetched: str
    version_number: int
    url: str | None
    #: The publisher's page, opened at the sentence where the browser can (text fragment).
    deep_link: str | None


def evidence_view(article: Article, of: SpanOf, start: int, end: int) -> EvidenceView:
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
        published=plain(article.published_at.date()) if article.published_at else "no date",
        learned=plain(article.learned_at),
        fetched=plain(article.fetched_at),
        version_number=article.version_number,
        url=web_address(article.url),
        deep_link=text_fragment(web_address(article.url), cited),
    )


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


#: Words at each end of a long quote in a text fragment, so that addresses stay short.
FRAGMENT_WORDS = 6


def text_fragment(url: str | None, quote_text: str) -> str | None:
    """`url` with a text fragment (WICG scroll-to-text-fragment) at the quote."""
    if not url or not quote_text.strip():
        return url
    spoken = quote_text.split()
    if len(spoken) <= 2 * FRAGMENT_WORDS:
        directive = escape_fragment(" ".join(spoken))
    else:
        first, last = spoken[:FRAGMENT_WORDS], spoken[-FRAGMENT_WORDS:]
        directive = f"{escape_fragment(' '.join(first))},{escape_fragment(' '.join(last))}"
    joint = "" if "#" in url else "#"
    return f"{url}{joint}:~:text={directive}"


def escape_fragment(text: str) -> str:
    """Percent-encode for a text directive, in which ``-``, ``,`` and ``&`` have meanings."""
    return quote(text, safe="").replace("-", "%2D")
