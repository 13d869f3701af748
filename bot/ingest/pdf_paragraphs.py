"""A PDF's lines as paragraphs again.

A heading that runs into the sentence below it, or two paragraphs that run into each other, could be
quoted as one sentence that nobody wrote: where a page shows a border, the text has one.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from bot.ingest.pdf_lines import SOFT_HYPHEN, Line
from bot.ingest.pdf_words import joined, words_of

#: How much larger or smaller the letters of another part are.
_OTHER_SIZE = 1.08
#: How much more white than between lines stands between paragraphs.
_MORE_WHITE = 1.2
#: The share of a full line below which a line is the last of its paragraph ...
_SHORT = 0.6
#: ... and below which it is if it ends a sentence.
_RATHER_SHORT = 0.8
#: Indent of a first line, in letters' sizes.
_INDENT = 0.8

_SENTENCE_END = re.compile(r"[.!?。؟…][\"”’»)\]]*$")
#: How the entry of a list may end, and the line that announces it.
_ENTRY_END = re.compile(r"(?:[.!?:;,。؟…][\"”’»)\]]*|\b(?:and|or))$")
_BULLET = re.compile(r"[•▪◦‣●■○]")
_NUMBERED = re.compile(r"\(?(?:\d{1,3}|[a-z]{1,2}|[ivx]{1,5})[.)]\s")
_DASH = re.compile(r"[-–—]\s+\S")


@dataclass(frozen=True, slots=True)
class Setting:
    """How a document's running text is set."""

    size: float
    #: From line to line, in sizes.
    step: float
    #: Letters of a full line.
    width: float


def setting_of(lines: Sequence[Line]) -> Setting:
    """How most of the text is set."""
    sizes: Counter[float] = Counter()
    for line in lines:
        sizes[round(line.size, 1)] += len(line.text)
    size = max(sizes, key=lambda one: sizes[one], default=1.0)
    body = [line for line in lines if round(line.size, 1) == size]
    steps = Counter(round((a.height - b.height) / size, 1) for a, b in pairwise(body))
    known = {step: count for step, count in steps.items() if 0.8 <= step <= 3.0}
    lengths = sorted(len(line.text) for line in body)
    return Setting(
        size,
        step=max(known, key=lambda one: (known[one], -one), default=1.2),
        width=lengths[len(lengths) * 9 // 10] if lengths else 0,
    )


def is_full(line: Line, setting: Setting) -> bool:
    """Whether a line is one of the running text, from margin to margin."""
    is_body = setting.size / _OTHER_SIZE < line.size < setting.size * _OTHER_SIZE
    return is_body and not _is_short(line, setting, _RATHER_SHORT)


def paragraphs_of(pages: Sequence[Sequence[Line]]) -> list[str]:
    """The paragraphs of all pages; one that goes on overleaf is one."""
    lines = [line for page in pages for line in page]
    setting, words = setting_of(lines), words_of(line.text for line in lines)
    return [_text(group, words) for group in _groups(pages, setting)]


def _groups(pages: Iterable[Sequence[Line]], setting: Setting) -> Iterator[list[Line]]:
    group: list[Line] = []
    for page in pages:
        for place, line in enumerate(page):
            if group and _parts(group[-1], line, setting, is_overleaf=place == 0):
                yield group
                group = []
            group.append(line)
    if group:
        yield group


def _parts(before: Line, line: Line, setting: Setting, *, is_overleaf: bool) -> bool:
    """Whether a paragraph ends between two lines."""
    goes_on = line.text[:1].islower() or before.text.endswith(("-", "‐", SOFT_HYPHEN))
    has_ended = _SENTENCE_END.search(before.text) is not None
    if _begins_entry(before, line):
        return True
    if goes_on and not has_ended:
        return False
    size = max(before.size, line.size) / min(before.size, line.size)
    if size > _OTHER_SIZE or _is_short(before, setting, _RATHER_SHORT if has_ended else _SHORT):
        return True
    if has_ended and _is_short(line, setting, _SHORT) and not _SENTENCE_END.search(line.text):
        return True  # a heading that is set as the text is
    fall = before.height - line.height
    if is_overleaf or fall <= 0:  # overleaf, or at the top of the next column
        return has_ended
    is_indented = has_ended and line.left - before.left > _INDENT * line.size
    return is_indented or fall > _MORE_WHITE * setting.step * line.size


def _begins_entry(before: Line, line: Line) -> bool:
    """Whether a line begins an entry of a list; "on / 2. May" and "word / – an aside –" do not."""
    if _BULLET.match(line.text):
        return True
    is_after_one = _ENTRY_END.search(before.text) is not None
    return is_after_one and (_NUMBERED.match(line.text) or _DASH.match(line.text)) is not None


def _is_short(line: Line, setting: Setting, share: float) -> bool:
    return len(line.text) * line.size < share * setting.width * setting.size


def _text(group: Sequence[Line], words: frozenset[str]) -> str:
    text = group[0].text
    for line in group[1:]:
        text = joined(text, line.text, words)
    return text.removesuffix(SOFT_HYPHEN)
