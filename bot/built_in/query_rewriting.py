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
#: What asks for a toll in keywords, by what is counted: "ferry toll", "dead in the quake".
_TOLL = r"(?:death |overall |total |final |human )?toll|death count|body count"
_DEAD = rf"(?:{_TOLL}|dead|deaths|fatalities|casualties)"
_HURT = r"(?:injured|wounded|injuries)"
_TOLL_ASKED = (
    r"(?:what(?:['’]s|s| is| was) |give me |how high is |how many )?(?:the )?(?:latest |newest |current |new |last |official )?"
    r"(?:number of (?:the |people )?)?"
)
_MISSING = r"(?:missing|unaccounted for)"
_IN = r"(?:of|in|from|for|after|at|during)"
_TOLL_AFTER = re.compile(
    rf"{_TOLL_ASKED}(?:(?P<dead>{_DEAD}|killed|died)|(?P<hurt>{_HURT}|hurt)|(?P<missing>{_MISSING}))(?: {_IN} (?P<thing>[^()?]+))?",
    re.IGNORECASE,
)
_TOLL_OF = re.compile(rf"{_TOLL_ASKED}(?P<dead>{_TOLL}) (?P<thing>[^()?]+)", re.IGNORECASE)
_HOW_MANY = re.compile(
    rf"how many (?:(?P<dead>dead|killed|died)|(?P<hurt>{_HURT}|hurt)|(?P<missing>{_MISSING})) (?P<thing>[^()?]+)",
    re.IGNORECASE,
)
_TOLL_BEFORE = re.compile(
    rf"(?P<thing>[^()?]+?) (?:latest )?(?:(?P<dead>{_DEAD})|(?P<hurt>{_HURT})|(?P<missing>{_MISSING}))(?: now| so far| latest)?",
    re.IGNORECASE,
)
#: What a thread was about, as `thread_question` adds it.
_ADDED = re.compile(r"\s*\(([^()]+)\)$")
_OF_TOLLS = re.compile(
    rf"{_DEAD}|{_HURT}|{_MISSING}|killed|died|hurt|people|many|number", re.IGNORECASE
)
#: Keywords have no verb and no question word, and tolls are paid on roads, too.
_NO_KEYWORD = re.compile(
    r"\b(?:who|whom|whose|when|where|why|how|what|which|is|are|was|were|be|been|has|have|had|did|does|do|will|would|can|could"
    r"|about|on|among|and|or|names?|list|first|to)\b|\b(?:roads?|bridges?|highways?|motorways?|tunnels?|canals?|straits?)$",
    re.IGNORECASE,
)
_MOST_SUBJECT_WORDS = 6
_DEEDS = {"dead": "died", "hurt": "were injured", "missing": "are missing"}
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


def toll_in_full(question: str) -> str | None:
    """The question for a toll that is typed in keywords, as a sentence; None where none is.

    >>> toll_in_full("ferry toll"), toll_in_full("what is the death toll in Samar?")
    ('How many people died in the ferry?', 'How many people died in Samar?')
    """
    said = " ".join(question[:MOST_CHARACTERS].split()).rstrip("?!. ")
    said = re.sub(r"[?,]? please$", "", said, flags=re.IGNORECASE)
    added = _ADDED.search(said)
    head = said[: added.start()] if added is not None else said
    shapes = (_TOLL_AFTER, _TOLL_OF, _HOW_MANY, _TOLL_BEFORE)
    found = next((match for shape in shapes if (match := shape.fullmatch(head))), None)
    if found is None:
        return None
    added_words = added[1].split(", ") if added is not None else []
    context = [word for word in added_words if not _OF_TOLLS.fullmatch(word)]
    # Of the thread's story alone: what stands in brackets is not demanded of an answer.
    thing = found["thing"] or (context.pop(0) if context else "")
    thing = re.sub(r"^the (?=\w)", "", thing, flags=re.IGNORECASE)
    if not thing or _NO_KEYWORD.search(thing) or len(thing.split()) > _MOST_SUBJECT_WORDS:
        return None
    deed = next(
        _DEEDS[kind] for kind, words in found.groupdict().items() if kind in _DEEDS and words
    )
    beside = f" ({', '.join(context)})" if context else ""
    where = f"{'' if thing[0].isupper() else 'the '}{thing}"
    return f"How many people {deed} in {where}{beside}?"


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
