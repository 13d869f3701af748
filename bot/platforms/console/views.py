"""Posts and messages as the templates read them: plain values, nothing decided.

Jinja escapes every string; nothing here makes markup.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from urllib.parse import quote, urlencode

from bot.domain.citations import date_notes, web_address
from bot.domain.claims import Citation, CitedClaim
from bot.domain.dates_told import dates_told
from bot.domain.identifiers import MessageId
from bot.domain.messages import (
    Delivery,
    Exhibit,
    Footer,
    Headline,
    IncomingMessage,
    Link,
    Paragraph,
    Part,
    Post,
    PostKind,
    Proposal,
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
class ExhibitView:
    """A citation laid open: its words in their paragraph, and where they come from."""

    number: int
    href: str
    before: str
    quote: str
    after: str
    source: str
    facts: str


@dataclass(frozen=True, slots=True)
class PartView:
    """One part of a post; `kind` chooses the template's branch.

    `rows` are the lines of a list, and of the small print.
    """

    kind: str
    pieces: tuple[Piece, ...] = ()
    claim: ClaimView | None = None
    rows: tuple[tuple[Piece, ...], ...] = ()
    exhibit: ExhibitView | None = None


@dataclass(frozen=True, slots=True)
class ReplyView:
    """The newest reply to a message, as one line under it."""

    is_ours: bool
    sender: str
    #: What a person wrote; empty for our posts.
    text: str
    #: The first part of our post.
    part: PartView | None
    #: Whether the line says all that the reply says.
    is_whole: bool


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
    newest: ReplyView | None = None
    #: The reader's thumb on our post; True is up.
    thumb: bool | None = None
    #: Whether it proposes something that a yes in its thread has done.
    is_proposal: bool = False

    @property
    def is_long(self) -> bool:
        """Whether it is a briefing, which a thread shows folded above what was asked about it."""
        return self.kind in {PostKind.BRIEFING, PostKind.DIGEST}

    @property
    def title(self) -> PartView | None:
        """Its first heading."""
        return next((part for part in self.parts if part.kind == "heading"), None)


def message_view(
    entry: IncomingMessage | Delivery,
    place: str,
    *,
    thumb: bool | None = None,
) -> MessageView:
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
        )
    shown = post_view(
        entry.post, place, at=entry.sent_at or entry.created_at, message_id=entry.message_id
    )
    return replace(shown, thumb=thumb)


def reply_view(entry: IncomingMessage | Delivery, place: str) -> ReplyView:
    """A message as the line under the one that it replies to."""
    shown = message_view(entry, place)
    first = next((part for part in shown.parts if part.kind not in {"rows", "small-print"}), None)
    if first is None and shown.parts and shown.parts[0].rows:
        first = PartView("paragraph", shown.parts[0].rows[0])
    return ReplyView(
        is_ours=shown.is_ours,
        sender=shown.sender,
        text=shown.text,
        part=first,
        is_whole=not shown.is_ours or (first,) == shown.parts,
    )


def post_view(
    post: Post,
    place: str,
    *,
    at: datetime,
    message_id: MessageId | None = None,
    is_writing: bool = False,
) -> MessageView:
    """One of our posts; `is_writing` while only some of its sentences have passed the gate."""
    numbers: dict[tuple[str, str, int, int], int] = {}
    parts = [part_view(part, place, numbers) for part in post.parts]
    return MessageView(
        message_id=message_id or post.delivery_id,
        thread=post.thread,
        is_ours=True,
        sender="Attaché",
        at=at,
        text="",
        parts=joined_small_print(parts),
        kind=str(post.kind),
        is_writing=is_writing,
        is_proposal=any(isinstance(part, Proposal) for part in post.parts),
    )


def joined_small_print(parts: Sequence[PartView]) -> tuple[PartView, ...]:
    """Footers that follow one another become one block of small print."""
    joined: list[PartView] = []
    for kind, group in itertools.groupby(parts, key=lambda part: part.kind):
        together = tuple(group)
        if kind == "small-print":
            joined.append(PartView(kind, rows=tuple(row for part in together for row in part.rows)))
        else:
            joined.extend(together)
    return tuple(joined)


def part_view(part: Part, place: str, numbers: dict[tuple[str, str, int, int], int]) -> PartView:
    """One part; `numbers` counts citations through the whole post."""
    match part:
        case HeadingPart(words):
            return PartView("heading", pieces(words))
        case Paragraph(words) | Proposal(words):
            return PartView("paragraph", pieces(words))
        case Footer(words):
            return PartView("small-print", rows=(pieces(words),))
        case Rows(rows):
            return PartView("rows", rows=tuple(pieces(row) for row in rows))
        case Headline(claim, note):
            return PartView("headline", pieces(note), claim_view(claim, place, numbers))
        case Sentence(claim, lead):
            return PartView(
                "sentence", pieces(lead) if lead else (), claim_view(claim, place, numbers)
            )
        case Exhibit():
            return PartView("exhibit", exhibit=exhibit_view(part, place))


def exhibit_view(exhibit: Exhibit, place: str) -> ExhibitView:
    """A citation laid open."""
    citation, facts = exhibit.citation, " · ".join(dates_told(exhibit))
    return ExhibitView(
        number=exhibit.number,
        href=evidence_address(citation, place),
        before=exhibit.before,
        quote=citation.quote,
        after=exhibit.after,
        source=" · ".join(fact for fact in (citation.outlet, citation.title) if fact),
        facts=facts[:1].upper() + facts[1:],
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
    return f"{home(place)}/evidence?{query}"


def home(place: str) -> str:
    """The address of a channel's page.

    Quoted twice: servers take one layer off before they look for slashes, and a place may hold
    some.
    """
    return f"/c/{quote(quote(place, safe=''), safe='')}"
