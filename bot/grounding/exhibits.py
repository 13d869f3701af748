"""Evidence laid open: a citation's words where they stand, with what is around them.

Everything that an exhibit shows of an article is cut out of the stored version here, at the
citation's offsets; a citation whose words do not stand there gives none.
"""

from __future__ import annotations

from dataclasses import replace

from bot.domain.articles import Article
from bot.domain.claims import Citation, SpanOf
from bot.domain.messages import Exhibit

#: Characters of the quote's paragraph that are shown on either side.
CONTEXT = 400


def exhibit_of(number: int, citation: Citation, article: Article) -> Exhibit | None:
    """The citation in its paragraph; None when the version does not hold its words there."""
    text = (article.title or "") if citation.of is SpanOf.TITLE else article.text
    is_there = (
        citation.version_id == article.version_id
        and text[citation.start : citation.end] == citation.quote
    )
    if not is_there:
        return None
    return Exhibit(
        number=number,
        citation=replace(
            citation,
            url=article.url,
            title=article.title,
            outlet=article.outlet,
            published_at=article.published_at,
            date_source=article.date_source,
            language=article.language,
        ),
        before=_before(text, citation.start),
        after=_after(text, citation.end),
        version_number=article.version_number,
        learned_at=article.learned_at,
        fetched_at=article.fetched_at,
        modified_at=article.modified_at,
        modified_source=article.modified_source,
    )


def exhibit_at(
    number: int, article: Article, stretch: tuple[int, int], of: SpanOf = SpanOf.TEXT
) -> Exhibit | None:
    """A stretch of a version laid open, though no post cites it; None when nothing stands there."""
    start, end = stretch
    text = (article.title or "") if of is SpanOf.TITLE else article.text
    quote = text[start:end]
    if not quote.strip():
        return None
    bare = Citation(
        article_id=article.article_id,
        version_id=article.version_id,
        of=of,
        start=start,
        end=end,
        quote=quote,
        url=None,
        title=None,
        outlet=None,
        published_at=None,
    )
    return exhibit_of(number, bare, article)


def _before(text: str, start: int) -> str:
    """What stands before in the same paragraph, from a word's beginning on."""
    begin = text.rfind("\n", 0, start) + 1
    if start - begin <= CONTEXT:
        return text[begin:start]
    space = text.find(" ", start - CONTEXT, start)
    return text[space + 1 if space >= 0 else start - CONTEXT : start]


def _after(text: str, end: int) -> str:
    """What stands after in the same paragraph, to a word's end."""
    border = text.find("\n", end)
    border = len(text) if border < 0 else border
    if border - end <= CONTEXT:
        return text[end:border]
    space = text.rfind(" ", end, end + CONTEXT)
    return text[end : space if space > end else end + CONTEXT]
