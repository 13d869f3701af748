"""Who holds an office no longer: who resigned or was dismissed is not who it is.  Pure.  English.

"Velia's interior minister, Ada Kesh, resigned" names its holder and tells that she holds it no
longer.  Who asks who the minister is gets whoever is told to be that since; where nobody is, the
sentence that tells of the leaving, with the next one where that says who holds it now.  Who asks
whether Kesh still is minister gets the same.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from bot.built_in.candidates import Candidate
from bot.built_in.questions import Asked, Kind
from bot.memory.equivalents import is_known_place
from bot.memory.stems import stem
from bot.sentence_reading.reading_words import reading_words
from bot.sentence_reading.readings import Reading

Shown = tuple[int, Reading]

_LEFT = re.compile(
    r"(?<!denied that )\b(?:(?:has |have |had )?(?:resigned|quit|quits|stepped down|stood down|left office"
    r"|died|lost (?:his|her|the|their) (?:post|job|seat|office))"
    r"|(?:was|were|been|is) (?:\w+ )?(?:dismissed|sacked|fired|ousted|removed|replaced|deposed|toppled|killed"
    r"|relieved|impeached|voted out|forced out|suspended)"
    r"|(?:dismissed|sacked|fired|ousted|removed|deposed|toppled|replaced|suspended)(?= (?:[\w’'-]+ ){0,4}?(?:minister|president"
    r"|premier|chief|governor|ambassador|chancellor|chairman|chairwoman|commander|general|director|head|mayor|prosecutor)))\b",
    re.IGNORECASE,
)
_NOT_YET = re.compile(
    r"\b(?:would|will|should|must|could|may|might|if|unless|whether|refus\w+|denied|not|never|threaten\w*"
    r"|report(?:s|ed)? that|offered)\b",
    re.IGNORECASE,
)
#: Sentences after that of leaving among which the one stands that tells who follows.
FOLLOWING = 3
#: What tells who holds an office now.
_FOLLOWS = re.compile(
    r"\b(?:sworn in|succe(?:ed|eds|eded|ssor)|replac\w+|took over|takes over|take over|appointed|named|given to"
    r"|acting|interim|caretaker|passed to|handed to|for the time being|will (?:run|lead|head)|fills? in|stands? in)\b",
    re.IGNORECASE,
)
_WHO_IS = re.compile(
    r"^\W*(?:and |so )?who(?:['’]s| is| are| (?:leads|heads|runs|chairs|commands|manages))\b",
    re.IGNORECASE,
)
_STILL = re.compile(r"\bstill\b|\bremains?\b", re.IGNORECASE)


def without_left(
    question: str, asked: Asked, found: Sequence[Candidate], among: Sequence[Candidate]
) -> Sequence[Candidate]:
    """The sentences that name who holds an office, but for those whose holder has left it.

    Where that is all of them, the one that tells of the leaving.
    """
    if not asked.office or not _WHO_IS.match(question):
        return found
    leaving = [c for c in among if tells_of_leaving(c.reading.text)]
    left_by = {id(c): _leaving_of(asked, c, leaving) for c in found}
    still = [c for c in found if left_by[id(c)] is None]
    last = max(filter(None, left_by.values()), key=lambda c: c.article.told_at, default=None)
    return still or ([last] if last is not None else ())


def tells_of_leaving(text: str) -> bool:
    """Whether a sentence tells that somebody has left an office."""
    left = _LEFT.search(text)
    return left is not None and not _NOT_YET.search(text[: left.start()][-40:])


def _leaving_of(
    asked: Asked, candidate: Candidate, leaving: Sequence[Candidate]
) -> Candidate | None:
    """The sentence, itself or one of the same day or later, that tells that its holder left."""
    holders = _persons(asked, candidate.reading)
    office = {stem(word) for word in asked.office}
    later = (
        other
        for other in leaving
        if other.article.told_at >= candidate.article.told_at
        and (not holders or bool(holders & _persons(asked, other.reading)))
        and office <= {word.stem for word in other.reading.words}
    )
    return max(later, key=lambda c: c.article.told_at, default=None)


def _persons(asked: Asked, reading: Reading) -> frozenset[str]:
    """The keys of the names of a sentence that are no places, no offices and not the question's."""
    return frozenset(
        reading.word_keys[place]
        for place in reading.name_places
        if not is_known_place(reading.word_keys[place])
        and reading.word_keys[place] not in asked.keys
        and reading.words[place].text.casefold() not in reading_words().offices
    )


def told_whether_still(
    question: str, asked: Asked, among: Sequence[Candidate]
) -> tuple[Shown, ...]:
    """The latest sentence that tells that whom the question names has left the office; none if none."""
    if asked.kind is not Kind.WHETHER or not _STILL.search(question):
        return ()
    office = {term.stem for term in asked.terms if term.stem in reading_words().office_stems}
    named = [term for term in asked.terms if term.is_demanded and not is_known_place(term.key)]
    leaving = (
        c
        for c in among
        if office <= {word.stem for word in c.reading.words}
        and all(term.covered_by & c.reading.keys for term in named)
        and tells_of_leaving(c.reading.text)
    )
    if not office or not named:
        return ()
    newest = max(leaving, key=lambda c: c.article.told_at, default=None)
    return () if newest is None else ((newest.number, newest.reading), *with_follower(newest))


def with_follower(candidate: Candidate) -> Iterator[Shown]:
    """Where a sentence tells of leaving an office, the next that tells who holds it now."""
    if not tells_of_leaving(candidate.reading.text):
        return
    following = candidate.readings[candidate.place + 1 : candidate.place + 1 + FOLLOWING]
    told = (r for r in following if _FOLLOWS.search(r.text) and r.name_places)
    yield from ((candidate.number, reading) for reading in list(told)[:1])
