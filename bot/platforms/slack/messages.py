"""Posts as Slack messages.  Pure.

A briefing is read in twenty seconds: a bold headline per story, its sentences as bullets, each
with numbered links that open the publisher's page at the sentence; small print last.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import assert_never

from bot.domain.citations import CitationKey, citation_key, date_notes, numbers_of, text_fragment
from bot.domain.claims import Citation, CitedClaim
from bot.domain.messages import (
    Exhibit,
    Footer,
    Heading,
    Headline,
    Link,
    Paragraph,
    Part,
    Post,
    PostKind,
    Rows,
    Sentence,
    Words,
    plain,
)
from bot.domain.post_groups import post_groups
from bot.platforms.slack import actions
from bot.platforms.slack.elements import (
    Block,
    Element,
    bullets,
    button,
    clean,
    context,
    divider,
    fallback,
    header,
    link,
    rich_text,
    section,
    text,
)

#: Slack refuses messages of some 13,200 characters with an error that it does not document.
MOST_CHARACTERS = 11_000
#: Of 50; the actions and the word that it goes on take some.
MOST_BLOCKS = 45

#: How a message that goes on in its thread says so, and one that takes up where another ended.
_GOES_ON = "Goes on in the thread ↓"
_WENT_BEFORE = "… continued"

Numbers = Mapping[CitationKey, int]


@dataclass(frozen=True, slots=True)
class SlackMessage:
    """One message: its blocks, and the text of its notification."""

    text: str
    blocks: tuple[Block, ...]


def post_messages(post: Post) -> tuple[SlackMessage, ...]:
    """The messages of a post: the first stands in its place, the others follow in the thread.

    Stories are never cut; a single one that is too long for a message is cut between sentences.
    """
    pages = _pages(_parted(list(post_groups(post.parts)), numbers_of(post)))
    messages: list[SlackMessage] = []
    for index, page in enumerate(pages):
        blocks = list(page)
        if index:
            blocks.insert(0, context([_WENT_BEFORE]))
        if index == len(pages) - 1:
            blocks += _actions(post)
        elif index == 0:
            blocks.append(context([_GOES_ON]))
        said = _notification(post) if index == 0 else _WENT_BEFORE
        messages.append(SlackMessage(said, tuple(blocks)))
    return tuple(messages)


# ---------------------------------------------------------------- growing messages


def preview_blocks(post: Post, shown: int) -> list[Block]:
    """The blocks of a growing post's parts after the first `shown`."""
    numbers = numbers_of(post)
    return [
        block
        for group in post_groups(post.parts[shown:])
        for block in _group_blocks(group, numbers).blocks()
    ]


def closing_blocks(post: Post, shown: int) -> list[Block]:
    """What a finished post has beyond the parts that are shown: the rest, and the buttons."""
    return [*preview_blocks(post, shown), *_actions(post)]


def is_continuation(post: Post, shown: Sequence[Part]) -> bool:
    """Whether the parts that were shown begin the finished post, and it fits into one message."""
    return post.parts[: len(shown)] == tuple(shown) and len(post_messages(post)) == 1


# ---------------------------------------------------------------- groups: what is not cut


@dataclass(slots=True)
class _Group:
    """Blocks that belong together; `rows` of its list may be cut apart if they must."""

    head: list[Block] = field(default_factory=list)
    rows: list[list[Element]] = field(default_factory=list)
    tail: list[Block] = field(default_factory=list)

    def blocks(self) -> list[Block]:
        """All of it."""
        listed = [rich_text(bullets(self.rows))] if self.rows else []
        return [*self.head, *listed, *self.tail]


def _parted(groups: Sequence[Sequence[Part]], numbers: Numbers) -> Iterator[_Group]:
    """The groups' blocks, with a line where a story begins or the stories end."""
    told = False
    before: Part | None = None
    for parts in groups:
        first, made = parts[0], _group_blocks(parts, numbers)
        begins = isinstance(first, Headline) and not isinstance(before, (Heading, Paragraph))
        ends = told and isinstance(first, (Paragraph, Footer))
        if before is not None and (begins or ends):
            made.head.insert(0, divider())
        yield made
        told, before = told or isinstance(first, Headline), parts[-1]


def _group_blocks(parts: Sequence[Part], numbers: Numbers) -> _Group:
    first, group = parts[0], _Group()
    if isinstance(first, Footer):
        group.head.append(context([str(p.words) for p in parts if isinstance(p, Footer)]))
        return group
    sentences = [part for part in parts if isinstance(part, Sentence)]
    # One sentence needs no bullet; several are easier to tell apart with one.
    is_list = isinstance(first, Headline) or len(sentences) > 1
    for part in parts:
        _add(part, group, numbers, is_list=is_list)
    return group


def _add(part: Part, group: _Group, numbers: Numbers, *, is_list: bool) -> None:
    match part:
        case Headline(claim, note):
            group.head += [_headline(claim, numbers), context([str(note)])]
        case Sentence() if is_list:
            group.rows.append(_sentence(part, numbers))
        case Sentence():
            group.head.append(rich_text(section(_sentence(part, numbers))))
        case Rows(rows):
            group.rows += [_words(row) for row in rows]
        case Exhibit():
            group.tail += _exhibit(part)
        case Heading(words):
            group.head.append(header(str(words)))
        case Paragraph(words):
            group.head.append(rich_text(section(_words(words))))
        case Footer(words):
            group.tail.append(context([str(words)]))
        case _:
            assert_never(part)


# ---------------------------------------------------------------- parts


def _headline(claim: CitedClaim, numbers: Numbers) -> Block:
    return rich_text(section([text(clean(claim.text), bold=True), *_marks(claim, numbers)]))


def _sentence(part: Sentence, numbers: Numbers) -> list[Element]:
    lead = [text(f"{clean(str(part.lead))} ", italic=True)] if part.lead else []
    notes = date_notes(part.claim.dates)
    dates = [text(f" ({clean('; '.join(notes))})", italic=True)] if notes else []
    return [*lead, text(clean(part.claim.text)), *_marks(part.claim, numbers), *dates]


def _marks(claim: CitedClaim, numbers: Numbers) -> Iterator[Element]:
    """The numbers of a sentence's citations, each a link to the words that it rests on."""
    for citation in claim.citations:
        yield text(" ")
        yield link(f"[{numbers[citation_key(citation)]}]", _address(citation))


def _address(citation: Citation) -> str | None:
    return text_fragment(citation.url, citation.quote)


def _words(words: Words) -> list[Element]:
    """The bot's own words; what stands in their slots is literal text."""
    elements: list[Element] = []
    for piece, is_data in words.marked_pieces():
        if isinstance(piece, Link):
            elements.append(link(clean(piece.label) or "link", piece.url))
        elif said := (clean(plain(piece)) if is_data else plain(piece)):
            elements.append(text(said))
    return elements or [text(" ")]


def _exhibit(exhibit: Exhibit) -> Iterator[Block]:
    """A citation laid open: the words in their paragraph, bold, and where they come from."""
    citation = exhibit.citation
    quoted = [
        text(f"[{exhibit.number}] ", bold=True),
        text(_squeezed(exhibit.before)),
        text(_squeezed(citation.quote), bold=True),
        text(_squeezed(exhibit.after)),
    ]
    yield rich_text(
        {"type": "rich_text_quote", "elements": [e for e in quoted if e["text"].strip()]}
    )
    title = clean(citation.title or "Untitled text", 300)
    yield rich_text(section([link(title, _address(citation))]))
    yield context([_facts(exhibit)])


def _squeezed(words: str) -> str:
    """A stretch of a paragraph; the space at its ends parts it from what stands beside it."""
    before = " " if words[:1].isspace() else ""
    after = " " if words[-1:].isspace() and words.strip() else ""
    return f"{before}{clean(words)}{after}"


def _facts(exhibit: Exhibit) -> str:
    citation = exhibit.citation
    published = citation.published_at
    facts = [
        citation.outlet or "no outlet named",
        f"published {plain(published.date())}" if published else "no date",
        f"learned here {plain(exhibit.learned_at)}",
        f"fetched {plain(exhibit.fetched_at)}",
    ]
    if exhibit.version_number > 1:
        facts.append(f"version {exhibit.version_number}: the publisher changed this text")
    return " · ".join(facts)


# ---------------------------------------------------------------- pages


def _pages(groups: Iterable[_Group]) -> list[list[Block]]:
    """Blocks shared out over messages, groups whole as far as they fit into one."""
    pages: list[list[Block]] = [[]]
    for group in groups:
        for piece in _fitting(group):
            blocks = piece.blocks()
            if pages[-1] and not _fits([*pages[-1], *blocks]):
                pages.append([])
            pages[-1] += blocks
    for page in pages:
        # A line above the first story of a message divides nothing.
        if page and page[0]["type"] == "divider":
            page.pop(0)
    return [page for page in pages if page] or [[context(["(forgotten)"])]]


def _fitting(group: _Group) -> Iterator[_Group]:
    """The group, or, if no message holds it, pieces of it cut between its rows."""
    if _fits(group.blocks()) or not group.rows:
        yield group
        return
    piece = _Group(head=list(group.head))
    for row in group.rows:
        grown = _Group(head=piece.head, rows=[*piece.rows, row])
        if piece.rows and not _fits(grown.blocks()):
            yield piece
            grown = _Group(rows=[row])
        piece = grown
    yield _Group(piece.head, piece.rows, group.tail)


def _fits(blocks: Sequence[Block]) -> bool:
    return len(blocks) <= MOST_BLOCKS and sum(map(weight, blocks)) <= MOST_CHARACTERS


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


# ---------------------------------------------------------------- buttons, notification


def _actions(post: Post) -> list[Block]:
    """What can be done about a post: look into it, ask on, and say whether it was good."""
    buttons = [button("Evidence", actions.EVIDENCE)] if post.claims() else []
    if post.kind in (PostKind.BRIEFING, PostKind.DIGEST):
        buttons += [
            button("What changed", actions.CHANGES),
            button("Left out", actions.LEFT_OUT),
        ]
    elif post.kind is not PostKind.ANSWER or not post.claims():
        return []
    buttons.append(button("Ask a follow-up", actions.FOLLOW_UP))
    return [{"type": "actions", "elements": buttons}, _feedback()]


def _feedback() -> Block:
    def thumb(label: str, value: str, told: str) -> Element:
        return {
            "text": {"type": "plain_text", "text": label},
            "value": value,
            "accessibility_label": told,
        }

    return {
        "type": "context_actions",
        "elements": [
            {
                "type": "feedback_buttons",
                "action_id": actions.FEEDBACK,
                "positive_button": thumb("Good", "good", "This was right and useful"),
                "negative_button": thumb("Not good", "bad", "This was wrong or of no use"),
            }
        ],
    }


#: Headlines that a notification shows.
_MOST_TOLD = 3


def _notification(post: Post) -> str:
    """What a phone shows: the heading and first headlines, or the first thing said."""
    headlines = [part.claim.text for part in post.parts if isinstance(part, Headline)]
    heading = next((str(p.words) for p in post.parts if isinstance(p, Heading)), None)
    if heading is not None and headlines:
        return fallback(f"{heading}: {' · '.join(headlines[:_MOST_TOLD])}")
    claims = post.claims()
    if heading is None and claims and not isinstance(post.parts[0], Paragraph):
        return fallback(claims[0].text)
    return fallback(heading or str(post.opening())) or "Attaché"
