"""Parts shared out over messages, or fitted into one window.  Pure.

What belongs together is a group: a headline with its sentences, a sentence with its exhibits.
Groups stay whole as far as a message holds them; one that is too long for any message is cut
between its parts.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from bot.domain.messages import Footer, Heading, Headline, Paragraph, Part, Sentence
from bot.domain.post_groups import post_groups
from bot.platforms.slack.elements import LONGEST_TEXT, Block, context, divider
from bot.platforms.slack.parts import Numbers, Piece, laid_out, pieces_of, weight

#: Slack refuses messages of some 13,200 characters with an error that it does not document.
MOST_CHARACTERS = 11_000
#: Of 50; the actions and the words that it goes on take some.
MOST_BLOCKS = 45
#: Characters of a window, which Slack takes up to 250 kB of, markup included.
MOST_CHARACTERS_OF_VIEW = 60_000

Group = Sequence[Piece]


@dataclass(slots=True)
class Page:
    """The blocks of one message, and how many sentences about the world they show."""

    blocks: list[Block] = field(default_factory=list)
    claims: int = 0

    def add(self, group: Group) -> None:
        """Put pieces below what there is."""
        self.blocks += laid_out(group)
        self.claims += sum(piece.claims for piece in group)


def shared_out(groups: Iterable[Group]) -> list[Page]:
    """Groups shared out over messages."""
    pages = [Page()]
    for group in groups:
        for stretch in _fitting(group):
            if pages[-1].blocks and not _fits([*pages[-1].blocks, *laid_out(stretch)]):
                pages.append(Page())
            pages[-1].add(stretch)
    for page in pages:
        # A line above the first story of a message divides nothing.
        if page.blocks and page.blocks[0]["type"] == "divider":
            page.blocks.pop(0)
    return [page for page in pages if page.blocks] or [Page([context(["(forgotten)"])])]


def fitted(groups: Iterable[Group], most_blocks: int) -> tuple[list[Block], bool]:
    """As many groups as one window holds, and whether that is all of them.

    Only a group that no window holds is cut, between its parts.
    """
    blocks: list[Block] = []

    def fits(grown: list[Block]) -> bool:
        return len(grown) <= most_blocks and weight(grown) <= MOST_CHARACTERS_OF_VIEW

    for group in groups:
        grown = [*blocks, *laid_out(group)]
        if not fits(grown):
            if not fits(laid_out(group)):
                stretches = (group[:many] for many in range(len(group), 0, -1))
                cut = ([*blocks, *laid_out(stretch)] for stretch in stretches)
                blocks = next(filter(fits, cut), blocks)
            return blocks, False
        blocks = grown
    return blocks, True


def _fitting(group: Group) -> Iterator[Group]:
    """The group, or, if no message holds it, stretches of it cut between its parts."""
    stretch: list[Piece] = []
    for piece in group:
        if stretch and not _fits(laid_out([*stretch, piece])):
            yield stretch
            stretch = []
        stretch.append(piece)
    yield stretch


def _fits(blocks: list[Block]) -> bool:
    return len(blocks) <= MOST_BLOCKS and weight(blocks) <= MOST_CHARACTERS


# ---------------------------------------------------------------- groups


def groups_of(
    parts: Sequence[Part], numbers: Numbers, *, is_prose: bool = False
) -> Iterator[Group]:
    """The parts in groups, with a line where a story begins or the stories end.

    In prose, as answers are, each sentence is a paragraph.  So a message that grows by sentences
    looks at its end like one that came whole.
    """
    told = False
    before: Part | None = None
    for group in post_groups(parts, is_prose=is_prose):
        first = group[0]
        begins = isinstance(first, Headline) and not isinstance(before, (Heading, Paragraph))
        ends = told and isinstance(first, (Paragraph, Footer))
        line = [Piece((divider(),))] if before is not None and (begins or ends) else []
        yield [*line, *_pieces(group, numbers)]
        told, before = told or isinstance(first, Headline), group[-1]


def _pieces(group: Sequence[Part], numbers: Numbers) -> list[Piece]:
    if isinstance(group[0], Footer):
        lines = [str(part.words) for part in group if isinstance(part, Footer)]
        return [Piece((context(some),)) for some in _small_print(lines)]
    sentences = sum(isinstance(part, Sentence) for part in group)
    # One sentence needs no bullet; several are easier to tell apart with one.
    is_listed = isinstance(group[0], Headline) or sentences > 1
    return [piece for part in group for piece in pieces_of(part, numbers, is_listed=is_listed)]


def _small_print(lines: Sequence[str]) -> Iterator[list[str]]:
    """Lines of small print, as many together as one text holds."""
    some: list[str] = []
    for line in lines:
        if some and len("\n".join([*some, line])) > LONGEST_TEXT:
            yield some
            some = []
        some.append(line)
    yield some
