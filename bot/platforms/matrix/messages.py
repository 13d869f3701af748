"""Posts as messages of a room.  Pure.

A briefing is read in twenty seconds: a bold headline per story, its sentences as a list, each with
numbered links that open the publisher's page at the sentence; small print last.  The plain text
has the addresses at the end of each story.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from bot.domain.citations import numbers_of
from bot.domain.messages import Footer, Headline, Paragraph, Post, PostKind
from bot.domain.post_groups import post_groups
from bot.platforms.matrix.html import LINE, Html, cleaned, element
from bot.platforms.matrix.parts import Unit, units_of
from bot.platforms.matrix.plain_and_html import Said, joined, small, text

#: How a message that goes on in its thread says so, and one that takes up where another ended.
_GOES_ON = small([text("Goes on in the thread ↓")])
_WENT_BEFORE = small([text("… continued")])
_FORGOTTEN = text("(forgotten)").within("p")
#: What Slack has buttons for.
_REACTIONS = small(
    [text("React with 👍 or 👎 to rate this, 🔍 to see the evidence, ❓ for what was left out.")]
)

MessageType = Literal["m.text", "m.notice"]


@dataclass(frozen=True, slots=True)
class MatrixMessage:
    """One message: plain text, and the same with markup."""

    msgtype: MessageType
    body: str
    formatted_body: str


def post_events(post: Post, *, notify: bool) -> tuple[MatrixMessage, ...]:
    """The messages of a post: the first stands in its place, the others follow in the thread.

    Stories are never cut; a single one that is too long for a message is cut between sentences.
    Digests are notices, which never ring (`.m.rule.suppress_notices`), unless they shall `notify`.
    """
    is_silent = post.kind is PostKind.DIGEST and not notify
    msgtype: MessageType = "m.notice" if is_silent else "m.text"
    pages = list(_pages(_pieces(post)))
    messages: list[MatrixMessage] = []
    for index, page in enumerate(pages):
        before = [_WENT_BEFORE] if index else []
        after = [_GOES_ON] if index == 0 and len(pages) > 1 else []
        messages.append(_message(msgtype, [*before, *page, *after]))
    return tuple(messages)


def _message(msgtype: MessageType, said: Sequence[Said]) -> MatrixMessage:
    return MatrixMessage(
        msgtype,
        "\n\n".join(each.body for each in said if each.body),
        cleaned("".join(each.html for each in said)),
    )


# ---------------------------------------------------------------- pieces: stories


@dataclass(frozen=True, slots=True)
class _Piece:
    """A story, or as much of it as one message holds."""

    said: Said
    has_line_above: bool = False


def _pieces(post: Post) -> Iterator[_Piece]:
    """The post's groups, with a line where the stories end."""
    numbers = numbers_of(post)
    told = False
    above: Said | None = None
    for group in post_groups(post.parts):
        ends = told and isinstance(group[0], (Paragraph, Footer))
        for index, said in enumerate(_fitting(units_of(group, numbers), above)):
            yield _Piece(said, has_line_above=ends and index == 0)
            above = said if above is None else None
        told = told or isinstance(group[0], Headline)
    if post.kind in {PostKind.BRIEFING, PostKind.DIGEST} and post.claims():
        yield _Piece(_REACTIONS)


def _fitting(units: Sequence[Unit], above: Said | None = None) -> Iterator[Said]:
    """The group, or, if no message holds it, pieces of it cut between its units.

    `above` is a heading that the first piece of a cut group stands under.
    """
    under = [above] if above and not _fits([_composed(units)]) else []
    piece: list[Unit] = []
    for unit in units:
        if piece and not _fits([*under, _composed([*piece, unit])]):
            # What leads goes with what follows; together they fit, each taking half at most.
            follows = [piece.pop()] if piece[-1].leads and len(piece) > 1 else []
            yield _composed(piece)
            piece, under = follows, []
        piece.append(unit)
    if piece:
        yield _composed(piece)


def _composed(units: Sequence[Unit]) -> Said:
    """Units as one: neighbouring items are a list, and the plain text has the sources last."""
    markup: list[Html] = []
    for layout, neighbours in itertools.groupby(units, key=lambda unit: unit.layout):
        said = [unit.said for unit in neighbours]
        match layout:
            case "item":
                items = (element("li", each.html) for each in said)
                markup.append(element("ul", "".join(items)))
            case "small":
                markup.append(small(said).html)
            case "block":
                markup += [each.html for each in said]
    lines = (f"• {u.said.body}" if u.layout == "item" else u.said.body for u in units)
    sources = dict(source for unit in units for source in unit.sources)
    return Said("\n".join([*lines, *sources.values()]), Html("".join(markup)))


# ---------------------------------------------------------------- pages: messages


def _pages(pieces: Iterable[_Piece]) -> Iterator[list[Said]]:
    """Pieces shared out over messages."""
    page: list[Said] = []
    for piece in pieces:
        # A line above the first story of a message divides nothing.
        line = [Said(html=LINE)] if piece.has_line_above and page else []
        grown = [*page, *line, piece.said]
        if page and not _fits(grown):
            yield page
            grown = [piece.said]
        page = grown
    yield page or [_FORGOTTEN]


def _fits(said: Sequence[Said]) -> bool:
    """Whether a message holds these, and the words that it goes on."""
    return joined([_WENT_BEFORE, *said, _GOES_ON], Said("\n\n")).fits()
