"""What sentences of another language than the question must say themselves to answer it.  Pure.

In English a title, the sentence before or the whole article may say it; of glosses that is not enough.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.built_in.candidates import places_opened_with
from bot.built_in.fitness import share_of
from bot.built_in.questions import Asked, Kind
from bot.domain.claims import DraftClaim
from bot.domain.evidence import Evidence
from bot.figures.numerals import UNITS
from bot.memory.equivalents import is_known_place
from bot.memory.words import Word
from bot.sentence_reading.denials import denies_something
from bot.sentence_reading.readings import Reading, read_sentence

#: The share of what is asked about the names.
POINT = 0.5
#: Words behind a figure among which what it counts stands, and around an office among which whose it is.
COUNTED_REACH, OFFICE_REACH = 3, 4

#: What stands between a name that another clause begins with and its figure: one verb.
_OWN_CLAUSE = re.compile(r" (?:(?:will|did|has|was|were) )?[a-z]+ (?:(?:about|nearly|up to) )?")
_MINISTER = re.compile(
    r"\b(prime|foreign|defen[cs]e|interior|finance|justice|economy|energy|oil|trade|transport|health|labour"
    r"|agriculture|environment|education|culture|fisheries) minister",
    re.IGNORECASE,
)
_BEGINS_CLAUSE = re.compile(r"(?:\band|,|;)(?: the)? $")


def tell_the_point(
    question: str, asked: Asked, evidence: Evidence, drafts: Sequence[DraftClaim]
) -> bool:
    """Whether glosses have what is counted, and half of what is asked about the names, undenied."""
    is_of_deed = asked.predicate is not None and asked.kind not in {Kind.WHETHER, Kind.SAID}
    if is_of_deed and any(denies_something(draft.text) for draft in drafts):
        return False
    read = [read_sentence(draft.text) for draft in drafts]
    if asked.counted is not None and any(_counts_another(asked, reading) for reading in read):
        return False
    if asked.office and not _has_own_office(asked, evidence, drafts):
        return False
    if drafts and _is_of_another_ministry(question, drafts[-1].text):
        return False
    keys = frozenset[str]().union(*(reading.keys | reading.near for reading in read))
    verb = asked.predicate.verb if asked.predicate is not None else None
    deed = verb.roots | verb.keys if verb is not None else frozenset[str]()
    said = keys | (deed if deed & keys else frozenset())
    counts = asked.counted is None or asked.counted in said or bool(asked.deed)
    return counts and share_of(asked.points, said) >= POINT


def _counts_another(asked: Asked, reading: Reading) -> bool:
    """Whether somebody else has what is counted, or the question's name something else.

    "Velia sent 500 soldiers and Ostra 200 officers" counts no soldiers of Ostra's, and "Velia sent
    500 soldiers and Ostra offered two planes" no planes of Velia's.
    """
    for place in range(1, len(reading.words) - 1):
        if not _is_count(reading.words[place]):
            continue
        is_counted = asked.counted in reading.word_keys[place + 1 : place + 1 + COUNTED_REACH]
        is_named = reading.word_keys[place - 1] in asked.name_keys
        if is_named and _follows(reading, place) and not is_counted:
            return True
        if is_counted and _is_of_another_clause(asked, reading, place):
            return True
    return False


def _is_of_another_clause(asked: Asked, reading: Reading, place: int) -> bool:
    """Whether somebody whom the question does not name begins the clause of a figure."""
    name = max((at for at in reading.name_places if at < place), default=None)
    if name is None or reading.word_keys[name] in asked.name_keys:
        return False
    start = name
    while start - 1 in reading.name_places and _follows(reading, start):
        start -= 1
    before = reading.text[: reading.words[start].start]
    between = reading.text[reading.words[name].end : reading.words[place].start]
    return _BEGINS_CLAUSE.search(before) is not None and (
        between == " " or _OWN_CLAUSE.fullmatch(between) is not None
    )


def _follows(reading: Reading, place: int) -> bool:
    """Whether a word stands right behind the one before it."""
    return reading.words[place].start == reading.words[place - 1].end + 1


def _is_count(word: Word) -> bool:
    return word.is_figure or word.text in UNITS


def _has_own_office(asked: Asked, evidence: Evidence, drafts: Sequence[DraftClaim]) -> bool:
    """Whether an office stands beside whose it is, or in an article that opens with that.

    "Saudi Arabia will pay, the prime minister said" tells of no Saudi prime minister.
    """
    places = frozenset(filter(is_known_place, asked.name_keys))
    if not places:
        return True
    for draft in drafts:
        item = evidence.get(draft.spans[0].number)
        opened = places_opened_with(item.article.text) if item is not None else ()
        if places.intersection(opened[:1]) or _is_beside(places, asked, read_sentence(draft.text)):
            return True
    return False


def _is_of_another_ministry(question: str, told: str) -> bool:
    """Whether a sentence names ministers, and none of the kind that the question asks about."""
    wanted, named = (
        {found[1].casefold() for found in _MINISTER.finditer(text)} for text in (question, told)
    )
    return bool(wanted and named) and wanted.isdisjoint(named)


def _is_beside(places: frozenset[str], asked: Asked, reading: Reading) -> bool:
    texts = [word.text.casefold() for word in reading.words]
    heads = [at for at, text in enumerate(texts) if text == asked.office[-1]]
    return any(
        places.intersection(reading.word_keys[max(0, at - OFFICE_REACH) : at + OFFICE_REACH])
        for at in heads
    )
