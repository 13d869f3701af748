"""Boxes that point to other articles: a headline that is a link, and what stands beside it."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice

from lxml import html

from bot.ingest.bylines import letters
from bot.ingest.plain_text import letters_in

_SHORTEST_HEADLINE = 15
#: Letters that a teaser's box does not exceed.
_LARGEST_BOX = 700
_LEVELS = 4
#: Headings that are looked at; a list shows what it is with fewer.
_MOST = 2000


@dataclass(frozen=True, slots=True)
class Teasers:
    """A page's teasers: how many, and the letters of all of them."""

    count: int
    text: str


def teasers_of(tree: html.HtmlElement) -> Teasers:
    """The teasers of a page."""
    boxes: list[html.HtmlElement] = []
    for heading in islice(tree.iter("h2", "h3", "h4"), _MOST):
        is_link = next(heading.iter("a"), None) is not None or any(
            above.tag == "a" for above in list(heading.iterancestors())[:2]
        )
        if is_link and letters_in(heading.text_content()) >= _SHORTEST_HEADLINE:
            boxes.append(_box(heading))
    return Teasers(len(boxes), " ".join(letters(box.text_content()) for box in boxes))


def _box(heading: html.HtmlElement) -> html.HtmlElement:
    """The largest element around a headline that still is one teaser's."""
    box = heading
    for above in list(heading.iterancestors())[:_LEVELS]:
        is_of_many = len(list(islice(above.iter("h2", "h3", "h4"), 2))) > 1
        if is_of_many or letters_in(above.text_content()) > _LARGEST_BOX:
            break
        box = above
    return box
