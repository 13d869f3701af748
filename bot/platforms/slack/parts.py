"""The parts of a post as pieces of Block Kit.  Pure.

A part is one piece, and no message is cut inside one.  What is longer than a message can hold is
shortened, and says so.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import assert_never

from bot.domain.citations import CitationKey, citation_key, date_notes, text_fragment
from bot.domain.claims import Citation, CitedClaim
from bot.domain.dates_told import dates_told
from bot.domain.messages import (
    Exhibit,
    Footer,
    Heading,
    Headline,
    Link,
    Paragraph,
    Part,
    Proposal,
    Rows,
    Sentence,
    Words,
    plain,
)
from bot.platforms.slack import actions
from bot.platforms.slack.elements import (
    LONGEST_TEXT,
    LONGEST_VALUE,
    SHORTENED,
    Block,
    Element,
    bullets,
    button,
    clean,
    context,
    header,
    link,
    rich_text,
    section,
    text,
)

#: Characters of one part, its addresses included: less than a message, so that a part and its
#: note always fit into one.
LONGEST_PART = 7_500
#: Characters around a quote, on either side of it.
_LONGEST_SIDE = 1_500
_LONGEST_NAME = 200

Numbers = Mapping[CitationKey, int]


@dataclass(frozen=True, slots=True)
class Piece:
    """What one part became: blocks of its own, or a row of the list that its neighbours share."""

    blocks: tuple[Block, ...] = ()
    row: tuple[Element, ...] = ()
    #: Sentences about the world in it.
    claims: int = 0


def laid_out(pieces: Sequence[Piece]) -> list[Block]:
    """The pieces' blocks in order; rows that stand together are one list."""
    blocks: list[Block] = []
    rows: list[Sequence[Element]] = []
    for piece in pieces:
        if piece.row:
            rows.append(piece.row)
            continue
        blocks += _listed(rows)
        rows = []
        blocks += piece.blocks
    return [*blocks, *_listed(rows)]


def _listed(rows: Sequence[Sequence[Element]]) -> list[Block]:
    return [rich_text(bullets(rows))] if rows else []


def pieces_of(part: Part, numbers: Numbers, *, is_listed: bool) -> Iterator[Piece]:
    """A part's pieces: one, or one for each of its rows."""
    match part:
        case Headline(claim, note):
            yield Piece((_headline(claim, numbers), context([str(note)])), claims=1)
        case Sentence() if is_listed:
            yield Piece(row=tuple(_sentence(part, numbers)), claims=1)
        case Sentence():
            yield Piece((rich_text(section(_sentence(part, numbers))),), claims=1)
        case Rows(rows):
            yield from (Piece(row=tuple(_words(row))) for row in rows)
        case Exhibit():
            yield Piece(tuple(_exhibit(part)))
        case Heading(words):
            yield Piece((header(str(words)),))
        case Paragraph(words):
            yield Piece((rich_text(section(_words(words))),))
        case Proposal():
            yield Piece(_proposal(part))
        case Footer(words):
            yield Piece((context([str(words)]),))
        case _:
            assert_never(part)


# ---------------------------------------------------------------- runs of elements


def weight(value: object) -> int:
    """Characters of everything that a reader or a browser gets: texts, labels, addresses."""
    if isinstance(value, dict):
        return sum(
            weight(v) for k, v in value.items() if k in _COUNTED or isinstance(v, (dict, list))
        )
    if isinstance(value, list):
        return sum(map(weight, value))
    return len(value) if isinstance(value, str) else 0


_COUNTED = {"text", "url", "value"}


def _literal(value: str) -> Iterator[Element]:
    """Outside text, and the word that it is shortened where it is."""
    whole = clean(value, len(value) + 1)
    yield text(clean(whole))
    if len(whole) > LONGEST_TEXT:
        yield text(SHORTENED, italic=True)


def _fitted(run: Sequence[Element]) -> list[Element]:
    """A run that a message holds: too long a one loses addresses, then words, from its end."""
    if weight(list(run)) <= LONGEST_PART:
        return list(run)
    told = text(SHORTENED, italic=True)
    kept = list(run)
    for place in range(len(kept) - 1, -1, -1):
        if kept[place]["type"] == "link" and weight(kept) + weight(told) > LONGEST_PART:
            kept[place] = text(kept[place]["text"])
    return [*_first_of(kept, LONGEST_PART - weight(told)), told]


def _first_of(run: Sequence[Element], room: int) -> Iterator[Element]:
    """As many of the elements as there is room for, the last one cut."""
    for element in run:
        if weight(element) <= room:
            yield element
            room -= weight(element)
            continue
        if room > 1 and element["type"] == "text":
            yield element | {"text": element["text"][: room - 1] + "…"}
        return


# ---------------------------------------------------------------- sentences and words


def _headline(claim: CitedClaim, numbers: Numbers) -> Block:
    told = [text(clean(claim.text), bold=True), *_marks(claim, numbers)]
    return rich_text(section(_fitted(told)))


def _sentence(part: Sentence, numbers: Numbers) -> list[Element]:
    lead = [text(f"{clean(str(part.lead), _LONGEST_NAME)} ", italic=True)] if part.lead else []
    notes = date_notes(part.claim.dates)
    dates = [text(f" ({clean('; '.join(notes))})", italic=True)] if notes else []
    return _fitted([*lead, *_literal(part.claim.text), *_marks(part.claim, numbers), *dates])


def _marks(claim: CitedClaim, numbers: Numbers) -> Iterator[Element]:
    """The numbers of a sentence's citations, each a link to the words that it rests on."""
    for citation in claim.citations:
        yield text(" ")
        yield link(f"[{numbers[citation_key(citation)]}]", _address(citation))


def _address(citation: Citation) -> str | None:
    return text_fragment(citation.url, citation.quote)


def _proposal(proposal: Proposal) -> tuple[Block, ...]:
    """What is proposed and a button that says yes; a command too long for one has to be said."""
    said = rich_text(section(_words(proposal.words)))
    if len(proposal.command) > LONGEST_VALUE:
        return (said,)
    yes = button("Yes", actions.ACCEPT, proposal.command, style="primary")
    return said, {"type": "actions", "elements": [yes]}


def _words(words: Words) -> list[Element]:
    """The bot's own words; what stands in their slots is literal text."""
    elements: list[Element] = []
    for piece, is_data in words.marked_pieces():
        if isinstance(piece, Link):
            elements.append(link(clean(piece.label) or "link", piece.url))
        elif not is_data:
            elements.append(text(plain(piece)))
        elif clean(plain(piece)):
            elements += _literal(plain(piece))
    return _fitted(elements) or [text(" ")]


# ---------------------------------------------------------------- exhibits


def _exhibit(exhibit: Exhibit) -> Iterator[Block]:
    """A citation laid open: the words in their paragraph, bold, and where they come from."""
    citation = exhibit.citation
    before, after = _last_of(exhibit.before), _squeezed(exhibit.after, _LONGEST_SIDE)
    quoted = [
        text(f"[{exhibit.number}] ", bold=True),
        text(before),
        text(_squeezed(citation.quote, LONGEST_TEXT), bold=True),
        text(after),
    ]
    yield rich_text(
        {"type": "rich_text_quote", "elements": [e for e in quoted if e["text"].strip()]}
    )
    title = clean(citation.title or "Untitled text", 300)
    yield rich_text(section([link(title, _address(citation))]))
    yield context([_facts(exhibit)])


def _squeezed(words: str, longest: int) -> str:
    """A stretch of a paragraph; the space at its ends parts it from what stands beside it."""
    before = " " if words[:1].isspace() else ""
    after = " " if words[-1:].isspace() and words.strip() else ""
    return f"{before}{clean(words, longest)}{after}"


def _last_of(words: str) -> str:
    """The end of what stands before a quote: the words next to it matter."""
    if len(words) <= _LONGEST_SIDE:
        return _squeezed(words, _LONGEST_SIDE)
    return f"…{_squeezed(words[-_LONGEST_SIDE:], _LONGEST_SIDE)}"


def _facts(exhibit: Exhibit) -> str:
    outlet = clean(exhibit.citation.outlet or "no outlet named", _LONGEST_NAME)
    facts = [outlet, *dates_told(exhibit)]
    if exhibit.version_number > 1:
        facts.append(f"version {exhibit.version_number}: the publisher changed this text")
    if _is_shortened(exhibit):
        facts.append("shortened here: the passage is longer than a message holds")
    return " · ".join(facts)


def _is_shortened(exhibit: Exhibit) -> bool:
    sides = max(len(exhibit.before), len(exhibit.after))
    return sides > _LONGEST_SIDE or len(exhibit.citation.quote) > LONGEST_TEXT
