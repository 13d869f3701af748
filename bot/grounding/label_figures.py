"""Labels: figures that number a source or a step of the telling, and count nothing.

Writers say where something stands, or number their own steps: "Passage 2 says", "Step 3:".
"""

from __future__ import annotations

import re

from bot.figures.reading import Figure

#: "Through the passage 12 ships sailed" numbers nothing, and neither does "at each step 3 people".
_LABELLED = re.compile(
    r"(?<!\bthe )(?<!\ba )(?<!\bthis )(?<!\bthat )(?<!\bits )\b"
    r"(?:passages?|snippets?|excerpts?)\s*(?:\d+\s*(?:,|and|&|or)\s*)*$",
    re.IGNORECASE,
)
#: With a capital it is a heading, whatever stands before it: "Note that Passage 1".
_HEADED = re.compile(r"\b(?:Passages?|Snippets?|Excerpts?)\s*$")
_STEP = re.compile(r"\b(?:step|method)\s*$", re.IGNORECASE)
#: "Steps 5 and 6", of the writer's own.
_STEPS = re.compile(r"\bsteps\s+(?:\d{1,2}\s*(?:,|and|to|through|-|–)\s*)*$", re.IGNORECASE)
#: "24/7" counts nothing that could be otherwise.
_AROUND_THE_CLOCK = re.compile(r"24/7\b")
#: "The 2018–19 season".
_YEAR_BEFORE = re.compile(r"(?<!\d)(?:19|20)(?P<last>\d\d)[-–/]$")
_ENDS = re.compile(r"\s*(?:[:.,;)]|$)")
_SOURCE_AFTER = re.compile(r"\s+(?:passage|snippet|excerpt)\b", re.IGNORECASE)


def is_label(figure: Figure, text: str) -> bool:
    """Whether a figure that was read in `text` is a label there."""
    if figure.is_ordinal:
        return _SOURCE_AFTER.match(text, figure.end) is not None
    if any(pattern.search(text, 0, figure.start) for pattern in (_LABELLED, _HEADED, _STEPS)):
        return True
    if figure.value in {24, 7} and _AROUND_THE_CLOCK.search(text, max(0, figure.start - 3)):
        return True
    year = _YEAR_BEFORE.search(text, 0, figure.start)
    if year is not None and figure.value == int(year["last"]) + 1:
        return True
    return bool(_STEP.search(text, 0, figure.start) and _ENDS.match(text, figure.end))
