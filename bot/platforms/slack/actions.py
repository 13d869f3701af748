"""The names by which Slack tells us what was clicked, submitted or chosen.

They travel in messages that stay in channels for years: never change one, only add.
"""

from __future__ import annotations

import re

# ---- buttons under a briefing or an answer
EVIDENCE = "attache_evidence"
CHANGES = "attache_changes"
LEFT_OUT = "attache_left_out"
FOLLOW_UP = "attache_follow_up"
FEEDBACK = "attache_feedback"
#: Yes to what was proposed; the value is the command that it stands for.
ACCEPT = "attache_accept"

# ---- the home tab; the button's value is the channel's id
SET_SCHEDULE = "attache_set_schedule"
SET_TOPICS = "attache_set_topics"
SHOW_SOURCES = "attache_show_sources"
#: In the modal of sources; the value is the source's address.
UNFOLLOW = "attache_unfollow"
#: A link button, of which Slack tells although nothing is to be done.
OPEN = "attache_open"

# ---- callback ids of modals
FOLLOW_UP_FORM = "attache_follow_up_form"
SCHEDULE_FORM = "attache_schedule_form"
TOPICS_FORM = "attache_topics_form"
SOURCES_FORM = "attache_sources_form"

# ---- callback ids of message shortcuts
READ_THIS = "attache_read_this"
BRIEF_THIS = "attache_brief_this"

#: The slash command.
COMMAND = "/attache"

# ---- input blocks of modals: block ids; each block's one element has the same action id
QUESTION = "question"
TIME = "time"
DAYS = "days"
ZONE = "zone"
TOPICS = "topics"
ADDRESS = "address"

# ---- the value of an evidence button: which of a post's sentences its message tells


def sentences_written(which: range) -> str:
    """Sentences `which` of a post, as a button's value."""
    return f"{which.start}-{which.stop}"


def sentences_read(value: str | None) -> range | None:
    """From a button's value; None, as in messages of one piece, means all of them."""
    found = re.fullmatch(r"(\d{1,6})-(\d{1,6})", value or "")
    return range(int(found[1]), int(found[2])) if found else None
