"""Attribution: what is put in somebody's mouth must be theirs in the sources.

Without a verb of saying in either text there is nothing to compare; a country may speak for its
officials, and an official for the country.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from bot.domain.claims import Problem, ProblemKind
from bot.grounding.alignment import CLOSE, LEAST_SHARED
from bot.grounding.allegations import is_denial_of_theirs
from bot.grounding.countries_told import country_of
from bot.grounding.foreign_markup import check_marks
from bot.grounding.grounds import Ground, Grounds
from bot.grounding.names import Known, Name, read_names
from bot.grounding.quotes import quotations
from bot.grounding.same_names import are_same, is_linked
from bot.grounding.tokens import Token, tokenise
from bot.grounding.word_lists import TITLES
from bot.sentence_reading.attribution import speaker_of, speakers_of, without_quotations
from bot.sentence_reading.reporting_verbs import saying_verbs

_OWNER = re.compile(r"\b([A-Z][^\W\d_]+)['’]s? ")
_TO_DO = re.compile(r"\s+to\b")
_AND_SAID = re.compile(r"\s(?:but|and|yet)(?: also| then)? (?P<verb>\w+)")
#: Put before a speaker, who is so read inside a sentence: the first word's capital then counts.
_BEFORE = "and "


def check_attribution(claim: Ground, grounds: Grounds) -> Iterator[Problem]:
    """A problem when the sources give the statement to somebody else than the sentence does."""
    if is_denial_of_theirs(claim, grounds):
        return
    speaker = speaker_of(claim.text)
    if speaker is not None and _is_anothers(speaker, claim, grounds):
        kind = ProblemKind.QUOTE if quotations(claim.text) else ProblemKind.NAME
        yield Problem(kind, speaker)


def check_speaker(speaker: str, claim: Ground, grounds: Grounds) -> Iterator[Problem]:
    """The same for a speaker that a writer names beside the sentence, every word of them."""
    known = Known(grounds)
    for name in _names(speaker):
        if not known.knows(name):
            yield Problem(ProblemKind.NAME, name.text)
    for word in _unknown_words(speaker, known, grounds):
        yield Problem(ProblemKind.NAME, word)
    yield from check_marks(Ground(speaker), grounds)
    if _is_anothers(speaker, claim, grounds):
        yield Problem(ProblemKind.QUOTE, speaker)


def _unknown_words(speaker: str, known: Known, grounds: Grounds) -> Iterator[str]:
    """What a speaker is called beside names and offices, and no source says; a pronoun is nobody."""
    ground = Ground(f"{_BEFORE}{speaker}")
    names = [name for name in read_names(ground) if known.knows(name)]
    near = (*grounds.cited, *grounds.nearby, *grounds.about)
    stems = frozenset().union(*(source.stems for source in near))
    words = [token for token in ground.tokens if token.start >= len(_BEFORE) and token.is_content]
    if not words:
        yield speaker
    for word in words:
        is_named = any(name.start <= word.start < name.end for name in names)
        if not (is_named or word.key in TITLES or word.stem in stems or _is_in(word, grounds)):
            yield word.text


def _is_in(word: Token, grounds: Grounds) -> bool:
    """Whether the articles say the word anywhere."""
    pattern = re.compile(rf"(?<!\w){re.escape(word.text)}(?!\w)", re.IGNORECASE)
    return any(pattern.search(text) for text in grounds.whole)


def _is_anothers(speaker: str, claim: Ground, grounds: Grounds) -> bool:
    mine = _names(speaker)
    statements = _statements(speaker, claim, grounds)
    if not mine or not statements or _does_so(speaker, claim, grounds):
        return False
    told = [_tellers(statement) for statement in statements]
    return all(told) and all(
        _differ(mine, _names(other), speaker, other, grounds) for others in told for other in others
    )


def _does_so(speaker: str, claim: Ground, grounds: Grounds) -> bool:
    """Whether a verb of more than saying is this one's in a source: "men whom Ostra had promised to free"."""
    start = claim.text.find(speaker) + len(speaker)
    verb = next((t for t in claim.tokens if t.start >= start and t.is_content), None)
    if verb is None or verb.key in saying_verbs().plain or not _TO_DO.match(claim.text, verb.end):
        return False
    keys = {key for name in _names(speaker) for key in name.keys}
    return any(
        verb.stem in ground.stems and keys & {t.key for t in ground.tokens}
        for ground in grounds.cited
    )


def _tellers(ground: Ground) -> tuple[str, ...]:
    """All who may be meant to say what a source sentence tells: "He blamed them, which they deny"."""
    # Who speaks in a transcript says also what is said there of others' words.
    others = (ground.voice, ground.spoken_by, _joined_speaker(ground))
    return tuple(dict.fromkeys((*speakers_of(ground.text), *filter(None, others))))


def _joined_speaker(ground: Ground) -> str | None:
    """Who "backed the draft but said it was late": the one name before, of a person if there is one."""
    joint = _AND_SAID.search(without_quotations(ground.text))
    if joint is None or joint["verb"].lower() not in saying_verbs().reporting:
        return None
    before = [name for name in read_names(ground) if name.end <= joint.start()]
    named = _people(tuple(before), ()) or tuple(before)
    return named[0].text if len(named) == 1 else None


def _statements(speaker: str, claim: Ground, grounds: Grounds) -> list[Ground]:
    """The source sentences that say what the sentence says, whoever says it there."""
    said = claim.content - {t.stem for t in tokenise(speaker)}
    scored = [(len(said & g.content) / len(said), g) for g in grounds.cited] if said else []
    best = max((score for score, _ in scored), default=0.0)
    return [g for score, g in scored if score >= max(LEAST_SHARED, best - CLOSE)]


def _names(speaker: str) -> tuple[Name, ...]:
    return read_names(Ground(f"{_BEFORE}{speaker}"))


def _differ(
    mine: tuple[Name, ...], theirs: tuple[Name, ...], speaker: str, other: str, grounds: Grounds
) -> bool:
    """Whether two speakers are certainly not the same, nor one speaking for the other."""
    if not theirs or any(are_same(a, b, grounds.whole) for a in mine for b in theirs):
        return False
    here, there = _people(mine, grounds.whole), _people(theirs, grounds.whole)
    places = _places(mine, grounds.whole), _places(theirs, grounds.whole)
    if all(places) and set(places[0]).isdisjoint(places[1]):
        return True  # "Ostra's envoy" is not "Velland's president, Ida Kern"
    if _is_of_one_office(speaker, other, grounds.whole):
        return False
    if bool(here) == bool(there):
        return True
    if _content(speaker) & _content(other):
        return False
    people, countries = (here, places[1]) if here else (there, places[0])
    return not any(is_linked(p, c, grounds.whole) for p in people for c in countries)


def _is_of_one_office(speaker: str, other: str, whole: Sequence[str]) -> bool:
    """Whether one is called by an office alone that is the other's: "Lind's lawyer", "his lawyer, Ida Kern"."""
    office = speaker.rsplit(maxsplit=1)[-1]
    if office[0].isupper():
        return False
    if not _content(office) & _content(other):
        return any(f"{office}, {other}" in text for text in whole)
    owners = [frozenset(_OWNER.findall(text)) for text in (speaker, other)]
    return not all(owners) or bool(owners[0] & owners[1])


def _people(names: tuple[Name, ...], whole: Sequence[str]) -> tuple[Name, ...]:
    """Names that are no country's."""
    return tuple(name for name in names if country_of(name.text, whole) is None)


def _places(names: tuple[Name, ...], whole: Sequence[str]) -> tuple[str, ...]:
    return tuple(place for name in names if (place := country_of(name.text, whole)) is not None)


def _content(speaker: str) -> frozenset[str]:
    return frozenset(t.stem for t in tokenise(speaker) if t.is_content)
