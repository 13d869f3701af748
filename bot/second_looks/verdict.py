"""Whether what a page shows now is a new version of its article.

What was cited must stay to be shown, and a worse text must never take its place: a version is
searched and briefed from, where a note is only told.  So whatever may be a wall, a stub or another
page is noted; what it was is told to people in words, and they can still have it read (``read URL``).
"""

from __future__ import annotations

from bot.domain.changes import LookState
from bot.memory.text_changes import Comparison

#: A text that shrank below this share of itself ...
SHRUNK = 0.5
#: ... and has this share of its words from the old one is a stub before a wall: its own words are
#: those of the wall ("Subscribe to read on"), beside a lead of a sentence or two.
CONTAINED = 0.6
#: A text that lost more than this, rewords nothing ...
BROKEN_OFF = 0.25
#: ... and has fewer new words than this share of the lost ones breaks off, with a word of the wall's:
#: an edit that takes so much away is rarer than a wall, and is told as well.
WALL_WORDS = 0.2
#: With less than this in common (of the shorter text) it is another text: a login page, a front
#: page, the next live blog.  Rewrites of a developing story keep more.
IN_COMMON = 0.2


def judge(found: Comparison) -> LookState:
    """What a comparison of the version that we have with the page as it is now means."""
    if not found.changes:
        return LookState.UNCHANGED
    shorter = min(found.words_before, found.words_after)
    if found.words_kept < IN_COMMON * shorter or not shorter:
        return LookState.OTHER
    return LookState.CUT if _is_cut(found) else LookState.CHANGED


def _is_cut(found: Comparison) -> bool:
    before, after = found.words_before, found.words_after
    is_stub = after < SHRUNK * before and found.words_kept >= CONTAINED * after
    breaks_off = (
        not found.rewords
        and found.words_lost > BROKEN_OFF * before
        and found.words_added <= WALL_WORDS * found.words_lost
    )
    return is_stub or breaks_off
