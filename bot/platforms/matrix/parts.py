"""Parts of posts as what is said in a room, short enough that a message holds two of them.  Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, assert_never

from bot.domain.citations import CitationKey, citation_key, date_notes
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
from bot.platforms.matrix.html import cited_at, linkable
from bot.platforms.matrix.outside_text import SHORTENED, outside
from bot.platforms.matrix.plain_and_html import LINE_END, Said, joined, text

Numbers = Mapping[CitationKey, int]


@dataclass(frozen=True, slots=True)
class Unit:
    """What no cut goes through: a headline with its note, a sentence, a row."""

    said: Said
    #: How it stands among its neighbours: items and lines of small print are put together.
    layout: Literal["block", "item", "small"] = "block"
    #: Whether what follows belongs to it.
    leads: bool = False
    #: The lines of its sources by their numbers; the plain text has them at the end of the story.
    sources: tuple[tuple[int, str], ...] = ()


def units_of(group: Sequence[Part], numbers: Numbers) -> list[Unit]:
    """The units of parts that stand together."""
    sentences = [part for part in group if isinstance(part, Sentence)]
    # One sentence needs no bullet; several are easier to tell apart with one.
    is_list = isinstance(group[0], Headline) or len(sentences) > 1
    laid_open = {citation_key(part.citation) for part in group if isinstance(part, Exhibit)}
    return [
        _within_limits(unit, numbers, laid_open, is_list=is_list)
        for part in group
        for unit in (part.rows if isinstance(part, Rows) else (part,))
    ]


# ---------------------------------------------------------------- limits


@dataclass(frozen=True, slots=True)
class _Limits:
    """How much is shown: what a text may cost, how many sources, and whether with addresses."""

    text: int
    sources: int
    has_addresses: bool = True


#: Tried in turn until half a message holds the unit: what leads then goes with what follows.
_LIMITS = (
    _Limits(4_000, 40),
    _Limits(2_000, 12),
    _Limits(1_000, 6),
    _Limits(500, 6, has_addresses=False),
    _Limits(160, 4, has_addresses=False),
)


def _within_limits(
    part: Part | Words, numbers: Numbers, laid_open: set[CitationKey], *, is_list: bool
) -> Unit:
    for limits in _LIMITS[:-1]:
        unit = _Rendering(numbers, limits, laid_open, is_list).unit(part)
        shown = "\n".join([unit.said.body, *(line for _, line in unit.sources)])
        if Said(shown, unit.said.html).fits(0.5):
            return unit
    return _Rendering(numbers, _LIMITS[-1], laid_open, is_list).unit(part)


# ---------------------------------------------------------------- units


@dataclass(frozen=True, slots=True)
class _Rendering:
    """Parts within limits."""

    numbers: Numbers
    limits: _Limits
    #: The citations whose addresses stand with their evidence.
    laid_open: set[CitationKey]
    is_list: bool

    def unit(self, part: Part | Words) -> Unit:
        """A part, or a row of one."""
        match part:
            case Headline(claim, note):
                return self._headline(claim, note)
            case Sentence(claim) if self.is_list:
                return Unit(self._sentence(part), "item", sources=self._sources(claim))
            case Sentence(claim):
                said = self._sentence(part).within("p")
                return Unit(said, leads=bool(self.laid_open), sources=self._sources(claim))
            case Exhibit():
                return Unit(self._exhibit(part))
            case Words():
                return Unit(self._words(part), "item")
            case Heading(words):
                return Unit(self._words(words).within("h3"), leads=True)
            case Paragraph(words) | Proposal(words):
                return Unit(self._words(words).within("p"), leads=True)
            case Footer(words):
                return Unit(self._words(words), "small")
            case Rows():
                raise AssertionError("rows are units of their own")
            case _:
                assert_never(part)

    def _headline(self, claim: CitedClaim, note: Words) -> Unit:
        title = (self._outside(claim.text) + self._marks(claim)).within("h4")
        about = self._words(note).within("em").within("p")
        return Unit(joined([title, about], Said("\n")), leads=True, sources=self._sources(claim))

    def _sentence(self, part: Sentence) -> Said:
        lead = self._words(part.lead).within("em") + text(" ") if part.lead else Said()
        notes = date_notes(part.claim.dates)
        dates = text(" ") + self._outside(f"({'; '.join(notes)})").within("em") if notes else Said()
        return lead + self._outside(part.claim.text) + self._marks(part.claim) + dates

    def _marks(self, claim: CitedClaim) -> Said:
        """The numbers of a sentence's citations, each a link to the words that it rests on."""
        said = Said()
        for citation in claim.citations[: self.limits.sources]:
            said = said + text(" ") + text(self._mark(citation)).linked(self._address(citation))
        return said + text(SHORTENED) if len(claim.citations) > self.limits.sources else said

    def _sources(self, claim: CitedClaim) -> tuple[tuple[int, str], ...]:
        return tuple(
            (self.numbers[citation_key(citation)], self._source(citation))
            for citation in claim.citations[: self.limits.sources]
            if citation_key(citation) not in self.laid_open
        )

    def _source(self, citation: Citation) -> str:
        outlet = self._outside(citation.outlet or "").body or "no outlet named"
        published = citation.published_at
        day = f", {plain(published.date())}" if published else ""
        address = self._address(citation)
        lacking = "no address" if self.limits.has_addresses else "address left out"
        where = f": {address}" if address else f" ({lacking})"
        return f"{self._mark(citation)} {outlet}{day}{where}"

    def _mark(self, citation: Citation) -> str:
        return f"[{self.numbers[citation_key(citation)]}]"

    def _address(self, citation: Citation) -> str | None:
        return cited_at(citation.url, citation.quote) if self.limits.has_addresses else None

    # ------------------------------------------------------------ exhibits

    def _exhibit(self, exhibit: Exhibit) -> Said:
        """A citation laid open: the words in their paragraph, bold, and where they come from."""
        citation = exhibit.citation
        number = text(f"[{exhibit.number}] ")
        quote = self._outside(citation.quote)
        quoted = (
            Said(f"> {number.body}", number.within("strong").html)
            + self._around(exhibit.before)
            + Said(f"*{quote.body}*", quote.within("strong").html)
            + self._around(exhibit.after)
        ).within("blockquote")
        title = self._outside(citation.title or "")
        title = title if title.body else text("Untitled text")
        address = self._address(citation)
        where = f": {address}" if address else ""
        linked = Said(f"{title.body}{where}", title.linked(address).html)
        facts = self._outside(" · ".join(_facts(exhibit))).within("sub")
        below = joined([linked, facts], LINE_END).within("p")
        return joined([quoted, below], Said("\n"))

    def _around(self, words: str) -> Said:
        """A stretch of a paragraph; the space at its ends parts it from what stands beside it."""
        said = self._outside(words)
        before = text(" " if words[:1].isspace() and said.body else "")
        after = text(" " if words[-1:].isspace() else "")
        return before + said + after

    # ------------------------------------------------------------ words

    def _outside(self, value: str) -> Said:
        return text(outside(value, self.limits.text))

    def _words(self, words: Words) -> Said:
        """The bot's own words; what stands in their slots is literal text."""
        said = Said()
        for piece, is_data in words.marked_pieces():
            if isinstance(piece, Link):
                said += self._link(piece)
            else:
                said += self._outside(plain(piece)) if is_data else text(plain(piece))
        return said

    def _link(self, link: Link) -> Said:
        label = self._outside(link.label)
        address = linkable(link.url) if self.limits.has_addresses else None
        label = label if label.body else text("link")
        if address is None:
            return label
        if link.label == address:
            return text(address).linked(address)
        return Said(f"{label.body} ({address})", label.linked(address).html)


def _facts(exhibit: Exhibit) -> Iterator[str]:
    yield exhibit.citation.outlet or "no outlet named"
    yield from dates_told(exhibit)
    if exhibit.version_number > 1:
        yield f"version {exhibit.version_number}: the publisher changed this text"
