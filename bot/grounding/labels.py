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
_STEP = re.compile(r"\b(?:step|method)\s*$", re.IGNORECASE)
_ENDS = re.compile(r"\s*(?:[:.,;)]|$)")
_SOURCE_AFTER = re.compile(r"\s+(?:passage|snippet|excerpt)\b", re.IGNORECASE)


def is_label(figure: Figure, text: str) -> bool:
    """Whether a figure that was read in `text` is a label there."""
    if figure.is_ordinal:
        return _SOURCE_AFTER.match(text, figure.end) is not None
    if _LABELLED.search(text, 0, figure.start):
        return True
    return bool(_STEP.search(text, 0, figure.start) and _ENDS.match(text, figure.end))
