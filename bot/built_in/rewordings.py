"""A question in the words in which reports answer it.  Pure.  English."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.built_in.asked_measures import MOST_CHARACTERS
from bot.memory.other_names import LONGEST_INITIALS, country_of, seats_of
from bot.memory.words import words_of

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
#: "When do the talks begin": somebody begins them.
_BEGINS = re.compile(
    r"^\W*(?:and |so )?(when|where|what time|at what time) (do|does|did|will) (.+?) (begin|start|open|resume)[?\s]*$",
    re.IGNORECASE | re.DOTALL,
)
#: "How many seats did the Greens win": that is told without a verb, too ("... third with 9 seats").
_WON = re.compile(
    r"^\W*(?:and |so )?how many (seats|votes|points|percent|medals|delegates|mandates) (?:did|does|do|has|have|will) (.+?)"
    r" (?:win|won|get|got|take|took|gain(?:ed)?|secure[d]?|obtain(?:ed)?|hold|clinch(?:ed)?)[?\s]*$",
    re.IGNORECASE | re.DOTALL,
)
#: "What share of the catch does Velland get": what Velland gets, somebody gives it.
_GETS = re.compile(
    r"^\W*(?:and |so )?((?:what|which) (?:share|percentage|proportion|part) of .+?|how (?:much|many)\b.*?)"
    r" (?:did|does|do|will|would) (.+?) (?:get|receive)\b(.*?)[?\s]*$",
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
_ACTS = re.compile(
    r"^\W*(?:and |so |but )?(?!where\b)[\w’' -]{2,60}? (?:did|does|do|has|have|will|would|is|was) (?P<seat>[A-Z][\w’-]+) (?!and\b)[a-z]"
)
_TALKS = re.compile(
    r"\b(?:talks|negotiations|relations|ties|deal|pact|agreement|accord|treaty|dispute|ceasefire|truce|war) "
    r"(?:(?:[\w’'-]+ ){0,5}?and|with) (?P<other>(?:the )?(?:US\b|UK\b|EU\b|United States|[A-Z][\w’-]+))"
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
    if match := _BEGINS.match(head):
        return f"{match[1]} {'will' if match[2].lower() in {'do', 'does', 'will'} else 'did'} they {match[4]} {match[3]}?"
    if match := _WON.match(head):
        return f"How many {match[1]} does {match[2]} have?"
    if match := _GETS.match(head):
        return f"{match[1]} was given to {match[2]}{match[3]}?"
    return None


def governments(question: str) -> Iterator[str]:
    """The question with a country for the seat that speaks or acts for it, and the other way round.

    "What does *Ankara* want?" is told of Turkey; talks "between Velland and the *US*" may be told as
    talks with Washington.
    """
    head = question[:MOST_CHARACTERS]
    if (found := _ACTS.match(head)) is not None:
        country = country_of(next(words_of(found["seat"])))
        if country is not None:
            yield f"{head[: found.start('seat')]}{_title(country)}{head[found.end('seat') :]}"
    if (talks := _TALKS.search(head)) is not None:
        for seat in seats_of(talks["other"]):
            yield f"{head[: talks.start('other')]}{seat.title()}{head[talks.end('other') :]}"


def _title(country: str) -> str:
    return country.upper() if len(country) <= LONGEST_INITIALS else country.title()


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
