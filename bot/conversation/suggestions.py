"""What a person might ask next, drawn from what the channel was sent last.  Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from bot.domain.briefings import Briefing

#: Days ahead that "What comes next?" looks at.
AGENDA_DAYS = 14
#: Slack shows four.
MOST = 4
#: Characters of a headline in a prompt's title, and in its words.
_TITLE, _WORDS = 48, 160


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A prompt: what its button says, and what pressing it asks."""

    title: str
    message: str


#: For a channel that has had no briefing: how to begin.
FIRST_STEPS = (
    Suggestion("What can you do?", "help"),
    Suggestion("Brief me now", "brief"),
    Suggestion("What do you read here?", "sources"),
    Suggestion("How do things stand?", "status"),
)


def suggestions(briefing: Briefing | None) -> tuple[Suggestion, ...]:
    """Questions on the newest briefing's stories, and what comes next if it tells of that."""
    if briefing is None or not briefing.items:
        return FIRST_STEPS
    coming = (
        (Suggestion("What comes next?", f"agenda {AGENDA_DAYS}"),) if _looks_ahead(briefing) else ()
    )
    asked = [
        Suggestion(
            f"What is new: {_cut(item.headline.text, _TITLE)}",
            f"What is new on this: {_cut(item.headline.text, _WORDS)}?",
        )
        for item in briefing.items[: MOST - len(coming)]
    ]
    return (*asked, *coming)


def _looks_ahead(briefing: Briefing) -> bool:
    """Whether it announces anything for the days that are then shown."""
    today = briefing.until.date()
    last = today + timedelta(days=AGENDA_DAYS)
    entries = (entry for item in briefing.items for entry in item.agenda)
    return any(today <= entry.end and entry.day <= last for entry in entries)


def _cut(words: str, longest: int) -> str:
    one_line = " ".join(words.split()).rstrip(".")
    return one_line if len(one_line) <= longest else f"{one_line[: longest - 1].rstrip()}…"
