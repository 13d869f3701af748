"""Posts and messages as the templates read them: plain values, nothing decided.

Jinja escapes every string; nothing here makes markup.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import quote, urlencode

from bot.domain.articles import Article
from bot.domain.claims import Citation, CitedClaim, ResolvedDate, SpanOf
from bot.domain.identifiers import MessageId
from bot.domain.messages import (
    Delivery,
    Footer,
    Headline,
    IncomingMessage,
    Link,
    Paragraph,
    Part,
    Post,
    Rows,
    Sentence,
    Words,
    plain,
)
from bot.domain.messages import Heading as HeadingPart


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of text, perhaps a link; `is_data` when it came from outside."""

    text: str
    href: str | None = None
    is_data: bool = False


@dataclass(frozen=True, slots=True)
class CitationView:
    """A numbered citation: where its evidence opens, and what a reader is shown before."""

    number: int
    href: str
    outlet: str
    title: str
    quote: str
    published: str


@dataclass(frozen=True, slots=True)
class ClaimView:
    """A cited sentence."""

    text: str
    citations: tuple[CitationView, ...]
    dates: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PartView:
    """One part of a post; `kind` chooses the template's branch."""

    kind: str
    pieces: tuple[Piece, ...] = ()
    claim: ClaimView | None = None
    rows: tuple[tuple[Piece, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class MessageView:
    """One message of the page."""

    message_id: str
    thread: str | None
    is_ours: bool
    sender: str
    at: datetime
    text: str
    parts: tuple[PartView, ...]
    kind: str
    is_writing: bool = False
    replies: int = 0


def message_view(entry: IncomingMessage | Delivery, place: str, *, replies: int = 0) -> MessageView:
    """A stored message as the page shows it."""
    if isinstance(entry, IncomingMessage):
        return MessageView(
            message_id=entry.message_id,
            thread=entry.thread,
            is_ours=False,
            sender=entry.sender,
            at=entry.sent_at,
            text=entry.text,
            parts=(),
            kind="message",
            replies=replies,
        )
    return post_view(
        entry.post,
        place,
        at=entry.sent_at or entry.created_at,
        message_id=entry.message_id,
        replies=replies,
    )


def post_view(
    post: Post,
    place: str,
    *,
    at: datetime,
    message_id: MessageId | None = None,
    is_writing: bool = False,
    replies: int = 0,
) -> MessageView:
    """One of our posts; `is_writing` while only some of its sentences have passed the gate."""
    numbers: dict[tuple[str, str, int, int], int] = {}
    return MessageView(
        message_id=message_id or post.delivery_id,
        thread=post.thread,
        is_ours=True,
        sender="Attaché",
        at=at,
        text="",
        parts=tuple(part_view(part, place, numbers) for part in post.parts),
        kind=str(post.kind),
        is_writing=is_writing,
        replies=replies,
    )


def part_view(part: Part, place: str, numbers: dict[tuple[str, str, int, int], int]) -> PartView:
    """One part; `numbers` counts citations through the whole post."""
    match part:
        case HeadingPart(words):
            return PartView("heading", pieces(words))
        case Paragraph(words):
            return PartView("paragraph", pieces(words))
        case Footer(words):
            return PartView("footer", pieces(words))
        case Rows(rows):
            return PartView("rows", rows=tuple(pieces(row) for row in rows))
        case Headline(claim, note):
            return PartView("headline", pieces(note), claim_view(claim, place, numbers))
        case Sentence(claim, lead):
            return PartView(
                "sentence", pieces(lead) if lead else (), claim_view(claim, place, numbers)
            )


def pieces(words: Words) -> tuple[Piece, ...]:
    """The bot's own words with their slots, each to be escaped on its own."""
    return tuple(
        Piece(piece.label, web_address(piece.url), is_data=True)
        if isinstance(piece, Link)
        else Piece(plain(piece), is_data=is_data)
        for piece, is_data in words.marked_pieces()
    )


def claim_view(
    claim: CitedClaim, place: str, numbers: dict[tuple[str, str, int, int], int]
) -> ClaimView:
    """A sentence with its citations numbered in order of first appearance in the post."""
    return ClaimView(
        claim.text,
        tuple(citation_view(citation, place, numbers) for citation in claim.citations),
        date_notes(claim.dates),
    )


def date_notes(dates: Sequence[ResolvedDate]) -> tuple[str, ...]:
    """What relative words mean ("Friday = Fri 22 March 2024"); "22 March" explains itself."""
    relative = (d for d in dates if not any(character.isdigit() for character in d.text))
    by_day = {resolved.day: f"{resolved.text} = {plain(resolved.day)}" for resolved in relative}
    return tuple(by_day.values())


def citation_view(
    citation: Citation, place: str, numbers: dict[tuple[str, str, int, int], int]
) -> CitationView:
    """One numbered citation."""
    key = (citation.version_id, citation.of, citation.start, citation.end)
    number = numbers.setdefault(key, len(numbers) + 1)
    return CitationView(
        number=number,
        href=evidence_address(citation, place),
        outlet=citation.outlet or "",
        title=citation.title or "",
        quote=citation.quote,
        published=plain(citation.published_at.date()) if citation.published_at else "",
    )


def evidence_address(citation: Citation, place: str) -> str:
    """Where the evidence of a citation opens."""
    query = urlencode(
        {
            "version": citation.version_id,
            "of": citation.of,
            "start": citation.start,
            "end": citation.end,
        }
    )
    return f"/c/{quote(place, safe='')}/evidence?{query}"


def web_address(url: str | None) -> str | None:
    """The address if a browser may be sent there; articles come with all kinds of addresses."""
    return url if url and url.startswith(("https://", "http://")) else None


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
