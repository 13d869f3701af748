"""Which parts of a post stand together: what a platform does not cut apart if it can help it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bot.domain.messages import Exhibit, Footer, Headline, Paragraph, Part, Rows, Sentence


def post_groups(parts: Sequence[Part], *, is_prose: bool = False) -> Iterator[list[Part]]:
    """Parts that stand together: a headline with its sentences, footers with footers.

    In prose, as answers are, each sentence stands for itself.
    """
    group: list[Part] = []
    for part in parts:
        if group and not _goes_with(part, group, is_prose=is_prose):
            yield group
            group = []
        group.append(part)
    if group:
        yield group


def _goes_with(part: Part, group: Sequence[Part], *, is_prose: bool) -> bool:
    before, has_headline = group[-1], isinstance(group[0], Headline)
    match part:
        case Sentence():
            return isinstance(before, Headline) or (isinstance(before, Sentence) and not is_prose)
        case Footer():
            return isinstance(before, Footer)
        case Exhibit():
            return isinstance(before, (Exhibit, Sentence)) and not has_headline
        case Rows():
            return isinstance(before, Paragraph)
        case _:
            return False
