"""Questions for the news itself: "What changed since Monday?", "Anything new on Rafah?".  Pure.

No sentence of an article answers them; a briefing does.  "What happened in Rafah yesterday?" asks
about the world, and is left to recall.
"""

from __future__ import annotations

import re

from bot.conversation.meanings import MakeBrief
from bot.conversation.moments import Moment, read_moment
from bot.errors import TimeFormatError

#: What asks for news by itself.
_NEWS = re.compile(
    r"(?:so |and )?(?:what(?:['’]s|s| is| was) (?:the )?(?:new|news|latest)(?: news)?"
    r"|what (?:have|did|has) (?:i|we) miss(?:ed)?"
    r"|(?:is there |are there |have you )?any(?:thing)? (?:new|news|updates?|developments?)"
    r"|(?:catch (?:me|us) up|bring (?:me|us) up to date|fill (?:me|us) in))\b(.*)",
    re.IGNORECASE | re.DOTALL,
)
#: What asks for it only with a time from which on.
_CHANGED = re.compile(
    r"(?:so |and )?what(?:['’]s| is| has)? (?:been )?(?:changed|happened|happening|going on)\b(.*)",
    re.IGNORECASE | re.DOTALL,
)
_SINCE = re.compile(r"(.*?)(?:^|\s+)since\s+(.{1,40})", re.IGNORECASE | re.DOTALL)
_STRETCH = re.compile(
    r"(.*?)(?:^|\s+)(?:in|for|over|during) the (?:last|past) (.{1,40})", re.IGNORECASE | re.DOTALL
)
_TODAY = re.compile(r"(.*?)(?:^|\s+)(today|this morning)", re.IGNORECASE | re.DOTALL)
#: A topic; what follows a colon is a headline, and is asked about.
_ABOUT = re.compile(r"(?:on|about|with|in|from|regarding)\s+([^:]+)", re.IGNORECASE)


def read_news_question(line: str) -> MakeBrief | None:
    """The briefing that a line asks for; None where it asks something else."""
    said = line.strip().rstrip("?!. ")
    asked = _NEWS.fullmatch(said) or _CHANGED.fullmatch(said)
    if asked is None:
        return None
    rest, since = _split_time(asked[1].strip(" ,"))
    about = _ABOUT.fullmatch(rest)
    if (rest and about is None) or (since is None and asked.re is _CHANGED):
        return None
    return MakeBrief(about[1].strip() if about else None, since)


def _split_time(rest: str) -> tuple[str, Moment | None]:
    """What is asked about, and from when on; all of it is the former where no time is named."""
    for pattern, form in ((_SINCE, "{}"), (_STRETCH, "last {}"), (_TODAY, "{}")):
        found = pattern.fullmatch(rest)
        if found is not None:
            try:
                return found[1].strip(" ,"), read_moment(
                    form.format(found[2].removeprefix("last "))
                )
            except TimeFormatError:
                continue
    return rest, None
