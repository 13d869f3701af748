"""Posts on a terminal: the same parts that platforms translate, as text with styles."""

from __future__ import annotations

import textwrap
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from rich.console import Console
from rich.text import Text

from bot.domain.claims import Citation, CitedClaim
from bot.domain.dates_told import dates_told
from bot.domain.identifiers import VersionId
from bot.domain.messages import (
    Exhibit,
    Footer,
    Heading,
    Headline,
    Paragraph,
    Part,
    Post,
    Proposal,
    Rows,
    Sentence,
    plain,
)

#: Wider text is tiring to read.
WIDTH = 96


def print_post(out: Console, post: Post) -> None:
    """Print a post and, under it, the sources that its numbers name."""
    numbers: dict[Citation, int] = {}
    width = min(out.width, WIDTH)
    before: Part | None = None
    for part in post.parts:
        if _begins_anew(part, before):
            out.print()
        for line in _lines(part, numbers, width):
            out.print(line)
        before = part
    if numbers:
        out.print()
    for line in _sources(numbers):
        out.print(line, style="dim", soft_wrap=True)


def _begins_anew(part: Part, before: Part | None) -> bool:
    """Whether an empty line goes before a part: a story, the receipt, what follows the stories."""
    match part:
        case Headline():
            return True
        case Footer():
            return not isinstance(before, Footer)
        case Paragraph():
            return isinstance(before, (Headline, Sentence, Rows))
        case _:
            return False


def _lines(part: Part, numbers: dict[Citation, int], width: int) -> list[Text]:
    match part:
        case Heading(words):
            return [Text(str(words), style="bold underline")]
        case Paragraph(words) | Proposal(words):
            return _wrapped(str(words), width)
        case Footer(words):
            return _wrapped(str(words), width, style="dim")
        case Rows(rows):
            return [line for row in rows for line in _wrapped(f"• {row}", width, hang="  ")]
        case Headline(claim, note):
            return [
                *_wrapped(_cited(claim, numbers), width, style="bold"),
                *_wrapped(str(note), width, style="dim"),
            ]
        case Sentence(claim, lead):
            text = f"{lead} {_cited(claim, numbers)}" if lead else _cited(claim, numbers)
            return _wrapped(text, width)
        case Exhibit(number, citation, before, after):
            quoted = f"[{number}] …{before}»{citation.quote}«{after}…"
            dates = Text(" · ".join(dates_told(part)), style="dim")
            return [*_wrapped(quoted, width), _source(citation, f"[{number}]"), dates]


def _wrapped(text: str, width: int, *, style: str = "", hang: str = "") -> list[Text]:
    lines = textwrap.wrap(text, width, subsequent_indent=hang, break_long_words=False)
    return [Text(line, style=style) for line in lines]


def _cited(claim: CitedClaim, numbers: dict[Citation, int]) -> str:
    marks = (numbers.setdefault(citation, len(numbers) + 1) for citation in claim.citations)
    return f"{claim.text} {''.join(f'[{mark}]' for mark in marks)}"


def _sources(numbers: Mapping[Citation, int]) -> Iterator[Text]:
    """A line for each article that is cited, with all its numbers: "[2-6, 9] ..."."""
    of_version: dict[VersionId, dict[int, Citation]] = defaultdict(dict)
    for citation, number in numbers.items():
        of_version[citation.version_id][number] = citation
    for cited in of_version.values():
        yield _source(next(iter(cited.values())), f"[{_ranges(sorted(cited))}]")


def _ranges(numbers: Sequence[int]) -> str:
    """Rising numbers, with neighbours drawn together: "2-6, 9"."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return ", ".join(str(r[0]) if len(r) == 1 else f"{r[0]}-{r[-1]}" for r in runs)


def _source(citation: Citation, mark: str) -> Text:
    day = plain(citation.published_at.date()) if citation.published_at else "no date"
    facts = (citation.outlet, citation.title, day, citation.url)
    return Text(f"{mark} " + " · ".join(fact for fact in facts if fact))
