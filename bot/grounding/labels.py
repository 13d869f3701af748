"""Labels: figures that number a source or a step of the telling, and count nothing.

Writers say where something stands, or number their own steps: "Passage 2 says", "Step 3:".
"""

from __future__ import annotations

import re

from bot.grounding.figures import Figure

_LABELLED = re.compile(
    r"\b(?:passages?|sources?|snippets?|excerpts?|steps?|methods?)\s*"
    r"(?:\d+\s*(?:,|and|&|or)\s*)*$",
    re.IGNORECASE,
)
_SOURCE_AFTER = re.compile(r"\s+(?:passage|source|snippet|excerpt)\b", re.IGNORECASE)


def is_label(figure: Figure, text: str) -> bool:
    """Whether a figure that was read in `text` is a label there."""
    if figure.is_ordinal:
        return _SOURCE_AFTER.match(text, figure.end) is not None
    return _LABELLED.search(text, 0, figure.start) is not None
