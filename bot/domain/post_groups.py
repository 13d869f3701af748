"""Which parts of a post stand together: what a platform does not cut apart if it can help it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bot.domain.messages import Exhibit, Footer, Headline, Paragraph, Part, Rows, Sentence


def post_groups(parts: Sequence[Part]) -> Iterator[list[Part]]:
    """Parts that stand together: a headline with its sentences, footers with footers."""
    group: list[Part] = []
    for part in parts:
        if group and not _goes_with(part, group):
            yield group
            group = []
        group.append(part)
    if group:
        yield group


def _goes_with(part: Part, group: Sequence[Part]) -> bool:
    match part:
        case Sentence():
            return isinstance(group[-1], (Headline, Sentence))
        case Footer():
            return isinstance(group[-1], Footer)
        case Exhibit():
            return isinstance(group[-1], (Exhibit, Sentence)) and not _has_headline(group)
        case Rows():
            return isinstance(group[-1], Paragraph)
        case _:
            return False


def _has_headline(group: Sequence[Part]) -> bool:
    return isinstance(group[0], Headline)
