"""Figures of a sentence that count, or measure, what a question asks about.  Pure.  English."""

from __future__ import annotations

import re
from collections.abc import Mapping

from bot.built_in.asked_sides import clauses_of_deed, counted_of_deed
from bot.built_in.measures import NOT_BETWEEN, describes, has_unit, is_age, is_of_measure
from bot.built_in.questions import Asked
from bot.memory.stems import stem
from bot.sentence_reading.calendar_words import CALENDAR_DAY
from bot.sentence_reading.deed_words import deed_words
from bot.sentence_reading.deeds import Token, tokens_of
from bot.sentence_reading.overtaken import announces
from bot.sentence_reading.readings import Reading

#: Words between a figure and what is asked of it, where the sentence does not name what it counts.
WITHIN_COUNT = 6

_COUNT = re.compile(
    r"[^\W\d_]{0,3}\d|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve"
    r"|dozens?|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundreds?|thousands?|millions?|billions?|half"
    r"|third|quarter|twice|once|weekly|daily|monthly|annually|unanimous(?:ly)?|no one|none)\b",
    re.IGNORECASE,
)
#: "A third month", and not "a third of it".
_ORDINAL = re.compile(
    r"third (?!(?:of|less|more|fewer|as|to|lower|higher|smaller|larger|from|since|in|on|compared|on)\b)[a-z]",
    re.IGNORECASE,
)
#: Stems of what may be counted under a narrower name: of "people", 14 may be civilians.
_BROAD = frozenset(map(stem, "people person country nation state member party victim".split()))
_CALENDAR_DAY = re.compile(CALENDAR_DAY, re.IGNORECASE)
#: How a noun has what its verb says by a particle.
_SAID_OF: Mapping[str, tuple[str, ...]] = {"for": ("for ", "in favour", "in favor")}
#: Of what is called for or threatened, nobody knows yet how long it will be.
_CALLED = re.compile(r"\b(?:call|threaten|demand|propos)\w* (?:for )?(?:a|an)\b", re.IGNORECASE)
_LAST = frozenset(map(stem, ("last", "run", "continue")))
_CHANGES = frozenset(
    map(
        stem,
        """rise grow increase climb jump soar surge fall drop decline decrease slip plunge tumble sink
        shrink slow cut lower reduce raise revise trim slash narrow widen ease lift hike expand contract
        weaken strengthen depreciate appreciate change""".split(),
    )
)
_ONE = frozenset("1 one half third quarter no none".split())
#: Plurals, and nouns that are counted, without an "s".
_WITHOUT_S = frozenset(
    "people men women children police staff personnel aircraft crew cattle sheep fish deer data media"
    " policemen policewomen servicemen fishermen lawmen businessmen gunmen workmen firemen youth"
    " infantry cavalry clergy criteria bacteria oil money water gas land gold grain wheat aid cash"
    " craft spacecraft hovercraft offspring poultry livestock folk elderly dead wounded injured"
    " percent cent homeless unemployed".split()
)
_NUMBER_OF = re.compile(r"\bnumber of (?:[\w’'-]+ ){0,3}$", re.IGNORECASE)
_COMES_TO = re.compile(
    r"(?: [\w’'-]+){0,4}? (?:at|to|is|was|reached|stands at|stood at)(?: (?:about|around|some|nearly|over|more than|at least))? ",
    re.IGNORECASE,
)
_OF_THEM = re.compile(
    r",? of (?:whom|which|them)(?: (?:about|around|some|only|at least|more than))? ", re.IGNORECASE
)
_AND = re.compile(r" and ", re.IGNORECASE)
_WITH_UNIT = re.compile(r"[\d.,]+-[^\W\d_]+")
#: Measures that may stand anywhere in the clause of their deed: their units tell what they are.
_OF_CLAUSES = frozenset({"often", "long", "fast", "money", "share"})


def counts_told(asked: Asked, reading: Reading) -> tuple[int, ...]:
    """Figures that are not the question's own, and that count what it asks to count."""
    days = [match.span() for match in _CALENDAR_DAY.finditer(reading.text)]
    figures = [
        place
        for place, word in enumerate(reading.words)
        if _COUNT.match(word.text)
        and not _ORDINAL.match(reading.text, word.start)
        and not any(start <= word.start < end for start, end in days)
        and reading.word_keys[place] not in asked.keys
        and is_of_measure(asked, reading, place)
        and (asked.measure == "old" or not is_age(reading, place))
    ]
    pages = tuple(f for f in figures if asked.counted and has_unit(reading, f, asked.counted))
    if pages:
        return pages  # "the 70-page report"
    if asked.counted is not None and asked.counted in reading.keys:
        things = reading.places_of(frozenset({asked.counted}))
        return tuple(
            f
            for f in figures
            if any(
                _counts(reading, f, thing, asked)
                or _is_number_of(reading, thing, f)
                or _is_of_them(reading, thing, f)
                for thing in things
            )
            or _counts_deed(asked, reading, f)
        )
    of_them = tuple(f for f in figures if _counts_them(reading, f)) if asked.counted else ()
    if of_them:
        return of_them
    if asked.predicate is None:
        deed = reading.places_of(asked.point_keys or asked.keys)
        near = [f for f in figures if any(abs(f - p) <= WITHIN_COUNT for p in deed)]
        return tuple(f for f in near if _may_count(asked, reading, f))
    if asked.measure in _OF_CLAUSES or _is_of_change(asked):
        clauses = clauses_of_deed(asked.predicate, reading.text)
        return tuple(f for f in figures if reading.words[f].start in clauses)
    told = counted_of_deed(asked.predicate, reading.text)
    return tuple(
        f for f in figures if reading.words[f].start in told and _may_count(asked, reading, f)
    )


def counts_those_before(reading: Reading) -> bool:
    """Whether a sentence counts some of those before it: "It has offered to take 40 of them"."""
    return reading.leans_back and any(
        _counts_them(reading, place) for place in range(len(reading.words))
    )


def _counts_them(reading: Reading, figure: int) -> bool:
    word = reading.words[figure]
    is_of_them = reading.leans_back and reading.text.startswith(" of them", word.end)
    return is_of_them and _COUNT.match(word.text) is not None


def _is_of_change(asked: Asked) -> bool:
    """Whether a figure is asked for that something rose or fell by, or to: it may follow far behind."""
    deed = asked.predicate
    return asked.counted is None and deed is not None and deed.verb.root in _CHANGES


def lasts(asked: Asked, reading: Reading) -> bool:
    """Whether the sentence tells how long something lasted by its name: "a five-month campaign"."""
    if asked.measure != "long" or asked.predicate is None or asked.predicate.verb.root not in _LAST:
        return False
    if asked.predicate.is_of_the_past and (announces(reading.text) or _CALLED.search(reading.text)):
        return False  # "it has called a two-hour strike for Friday": how long it was, is not told
    figures = (place for place, word in enumerate(reading.words) if _COUNT.match(word.text))
    return any(describes(reading, figure, asked.predicate.doer) for figure in figures)


def tells_deed(asked: Asked, reading: Reading) -> bool:
    """Whether the sentence has the deed as a noun with its count: "adopted with 14 votes"."""
    return any(
        _COUNT.match(word.text) and _counts_deed(asked, reading, place)
        for place, word in enumerate(reading.words)
    )


def _may_count(asked: Asked, reading: Reading, figure: int) -> bool:
    """Whether a figure may count what is asked for though it calls it otherwise.

    "Eleven members" may be countries, and who was killed may be "14 civilians"; "11 previous
    convictions" are neither, and "two people" are no children.
    """
    noun: list[Token] = []
    for token in tokens_of(reading.text):
        if token.word.start < reading.words[figure].end:
            continue
        if token.word.is_stop or token.after_comma or (token.after_border and noun):
            break
        noun.append(token)
    doers = deed_words().doers
    if asked.counted is not None and not noun and stem_is_narrow(asked.counted):
        return False  # "killed 1,200" counts people, and no soldiers
    if asked.counted is None or not noun or not noun[0].word.text[0].islower():
        return True
    return asked.counted in _BROAD and any(stem(token.low) in doers for token in noun[:3])


def stem_is_narrow(counted: str) -> bool:
    """Whether those that are counted are some of the people: soldiers, children."""
    return counted in deed_words().doers and counted not in _BROAD


def _counts_deed(asked: Asked, reading: Reading, figure: int) -> bool:
    """Whether a figure counts the deed by its noun: who "voted for" it are "14 votes in favour"."""
    if asked.predicate is None:
        return False
    for place, word in enumerate(reading.words):
        if not _counts(reading, figure, place):
            continue
        after = reading.text[word.end :].casefold().lstrip()
        for root, particle in asked.predicate.verb.forms:
            is_its = particle is None or after.startswith(_SAID_OF.get(particle, (particle,)))
            if word.stem == root and is_its:
                return True
    return False


def _counts(reading: Reading, figure: int, thing: int, asked: Asked | None = None) -> bool:
    """Whether a figure stands right before a thing: nothing between but what describes it.

    Of two things that are asked for together, "43 tankers and barges" counts both.
    """
    if not figure < thing <= figure + 4:
        return False
    if _is_of_name(reading, figure) or _is_of_rule(reading, figure):
        return False
    if _WITH_UNIT.match(reading.words[figure].text):
        return False  # "a 14-story apartment block"
    is_mass = asked is not None and asked.is_mass
    if not is_mass and not _may_be_several(reading.words[figure].text, reading.words[thing].text):
        return False  # "two tank rounds" are no tanks
    between = reading.text[reading.words[figure].end : reading.words[thing].start]
    if asked is not None and asked.keys.issuperset(reading.word_keys[figure + 1 : thing]):
        between = _AND.sub(" ", between)
    return NOT_BETWEEN.search(between) is None


def _is_number_of(reading: Reading, thing: int, figure: int) -> bool:
    """Whether a figure is told as the number of things: "put the number of boats sunk at 40"."""
    if not thing < figure <= thing + WITHIN_COUNT:
        return False
    before = reading.text[: reading.words[thing].start]
    between = reading.text[reading.words[thing].end : reading.words[figure].start]
    return _NUMBER_OF.search(before) is not None and _COMES_TO.fullmatch(between) is not None


def _is_of_them(reading: Reading, thing: int, figure: int) -> bool:
    """Whether a figure counts some of the things before it: "55 members, *of whom 31* are for it"."""
    if thing >= figure:
        return False
    between = reading.text[reading.words[thing].end : reading.words[figure].start]
    return _OF_THEM.fullmatch(between) is not None


def _may_be_several(figure: str, thing: str) -> bool:
    """Whether a noun is in the form that its figure asks for; nouns that do not change are."""
    low = thing.casefold()
    is_one = figure.casefold() in _ONE or figure.casefold().endswith(("th", "st", "nd", "rd"))
    return low.endswith("s") or low in _WITHOUT_S or is_one


def _is_of_name(reading: Reading, figure: int) -> bool:
    """Whether a figure ends a name: "an ATR 72 aircraft", "Resolution 2728 votes"."""
    if figure == 0:
        return False
    before, word = reading.words[figure - 1], reading.words[figure]
    is_beside = reading.text[before.end : word.start] in {" ", "-", "\N{NO-BREAK SPACE}"}
    return is_beside and word.is_figure and before.is_name


def _is_of_rule(reading: Reading, figure: int) -> bool:
    """Whether a figure is what a rule asks for, and no event has brought: "needs nine votes"."""
    start = reading.words[figure].start
    before = [token for token in tokens_of(reading.text) if token.word.start < start]
    return any(token.low in deed_words().rules for token in before[-4:])
