"""Abstentions: "Unable to answer from these passages" tells nothing of the world, and nothing false."""

from __future__ import annotations

import re

from bot.grounding.grounds import Ground
from bot.grounding.support import telling_words
from bot.grounding.word_lists import listed

_ABSTAINS = re.compile(
    r"\b(?:unable|cannot|can\s+not|can['’]t|could\s+not|couldn['’]t|not\s+(?:able|possible))\s+(?:to\s+)?(?:be\s+)?"
    r"(?:answer|determine|say|tell)"
    r"|\b(?:no|not\s+enough|insufficient|too\s+little)\s+(?:information|evidence|answers?|data)\b",
    re.IGNORECASE,
)

#: Words that an abstention has beside those of the telling.
_ITS_OWN = listed("enough insufficient able possible clear determine")


def is_abstention(sentence: Ground) -> bool:
    """Whether all that a sentence says is that no answer is found."""
    if _ABSTAINS.search(sentence.text) is None or sentence.dates or sentence.loose_figures:
        return False
    return all(token.key in _ITS_OWN for token in telling_words(sentence))
