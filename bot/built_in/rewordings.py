"""A question in the words in which reports answer it.  Pure.  English."""

from __future__ import annotations

import re

from bot.built_in.asked_measures import MOST_CHARACTERS

_VOTED_FOR = re.compile(
    r"\bhow many (?:of )?(?:the )?(?:\w+ ){0,4}?voted (?:for|in favou?r of) (.+?)[?\s]*$",
    re.IGNORECASE | re.DOTALL,
)
_DIED_IN = re.compile(
    r"\bhow many (?:other )?(?:people|persons) (?:(?:have |had )?(?:died|perished)"
    r"|(?:were|was|have been|had been) killed|lost their lives) (?:in|during|from) (.+?)[?\s]*$",
    re.IGNORECASE | re.DOTALL,
)
_PROTESTED = re.compile(
    r"\bhow many (?:people|protest[eo]rs|demonstrators|marchers|supporters|opponents) (?:were there|came|came out|turned (?:out|up)|showed up"
    r"|attended|took part|joined(?: in)?|gathered|demonstrated|protested|marched|rallied|took to the streets)\b(.*?)[?\s]*$",
    re.IGNORECASE | re.DOTALL,
)
_TAKES_PLACE = re.compile(
    r"^\W*when (will|is|are) (.+?) (?:(?:going |due |set |scheduled |planned |expected )?(?:to )?(?:be held|take place"
    r"|happen)|held|taking place)[?\s]*$",
    re.IGNORECASE | re.DOTALL,
)
_DEFENDS = re.compile(
    r"^\W*who (?:is defending|defends|is representing|represents|acts for|is acting for) ([A-Z][\w’'-]+(?: [\w’'-]+){0,3})"
    r"(?: in court)?[?\s]*$"
)
_LEADS = re.compile(
    r"^\W*who (leads|heads|chairs|captains|captained|commands|commanded|led|headed|chaired|presides over|presided over|owns|runs|founded|organi[sz]ed|wrote|directed|manages|coaches|edits"
    r"|designed|created|built|discovered|invented|won) (.+?)[?\s]*$",
    re.IGNORECASE | re.DOTALL,
)
_AT_THE_HEAD = (
    *"leader head president chairman chairwoman chair director chief".split(),
    "chief executive",
)
_HEADS = {
    **dict.fromkeys(("leads", "heads", "chairs", "runs", "led", "headed", "chaired"), _AT_THE_HEAD),
    **dict.fromkeys(("presides over", "presided over"), ("president", "presiding judge", "chair")),
    **dict.fromkeys(("captains", "captained"), ("captain",)),
    **dict.fromkeys(("commands", "commanded"), ("commander",)),
    "owns": ("owner",), "founded": ("founder", "co-founder"), "wrote": ("author",),
    "organised": ("organiser",), "organized": ("organizer",), "directed": ("director",),
    "manages": ("manager",), "coaches": ("coach", "manager"), "edits": ("editor",),
    "designed": ("designer", "architect"), "created": ("creator",), "built": ("builder",),
    "discovered": ("discoverer",), "invented": ("inventor",), "won": ("winner",),
}  # fmt: skip


def restated(question: str) -> str | None:
    """The same question as reports answer it with other words; None where there are none.

    "How many members voted for the draft?" is told as "adopted with 14 votes in favour", "how many
    died in the fire" as its death toll, when a vote "will be held" as what it "is set for".
    """
    head = question[:MOST_CHARACTERS]
    if match := _VOTED_FOR.search(head):
        return f"How many votes in favour did {match[1]} get?"
    if match := _DIED_IN.search(head):
        return f"What is the death toll of {match[1]}?"
    if match := _PROTESTED.search(head):
        return f"How many people marched{match[1]}?"
    if match := _TAKES_PLACE.search(head):
        return f"When will {match[2]} be?"
    return None


def agents(question: str) -> tuple[str, ...]:
    """The question who does something, as who is known for it: who "leads" it is its leader."""
    if defended := _DEFENDS.match(question[:MOST_CHARACTERS]):
        return (f"Who is {defended[1]}'s lawyer?",)
    match = _LEADS.search(question[:MOST_CHARACTERS])
    if match is None:
        return ()
    by_office = (f"Who is the {office} of {match[2]}?" for office in _HEADS[match[1].lower()])
    is_owned = match[1].lower() == "owns"
    return (*by_office, *((f"Who does {match[2]} belong to?",) if is_owned else ()))
