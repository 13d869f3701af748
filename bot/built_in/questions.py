"""What a question asks for: its kind, and the words that an answer must cover.  Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from bot.built_in.asked_measures import MOST_CHARACTERS, measure_of
from bot.built_in.predicates import Predicate, read_deed, read_predicate
from bot.built_in.terms import Term, terms_of
from bot.memory.equivalents import apart, is_known_name, keys_of
from bot.memory.function_words import without_function_words
from bot.memory.other_names import country_of
from bot.memory.stems import stem
from bot.memory.words import Word, words_of
from bot.sentence_reading.deed_words import deed_words
from bot.sentence_reading.reading_words import reading_words

#: Distinct words of a question that an answer is held against.
MOST_TERMS = 24


class Kind(StrEnum):
    """What an answer must bring that the question does not have."""

    WHO = "who"
    WHEN = "when"
    WHERE = "where"
    HOW_MANY = "how_many"
    SAID = "said"
    NEXT = "next"
    WHICH = "which"
    WHY = "why"
    WHETHER = "whether"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Asked:
    """A question as the built-in writer reads it."""

    kind: Kind
    terms: tuple[Term, ...]
    #: Key of the thing that is counted or chosen from: "how many *people*", "which *missile*".
    counted: str | None
    #: Keys of whoever is asked to have said it: "what did *the Hamas official* say".
    speaker: frozenset[str]
    #: What a sentence itself must say: of "who *vetoed* the draft" the deed, of "who is the
    #: *president* of Egypt" the whole description.
    deed: frozenset[str]
    #: What a figure must be of: of "how *long*" a time, of "how *far*" a distance.
    measure: str | None = None
    #: The words of the office whose holder is asked for: "who is the *foreign minister* of ...".
    office: tuple[str, ...] = ()
    #: Whether what is counted is measured, and has no plural: "how much *rice*".
    is_mass: bool = False
    #: Whether a place is chosen by what it is: "which country", and not "where".
    terms_of_choice: bool = False
    #: Whether the names of some are asked for: who tells of them is none of them.
    is_of_names: bool = False
    #: Whether it asks for a day to come: "when will ...".
    is_to_come: bool = False
    #: The thing whose owner is asked for, as it is written: a "residence" is no resident.
    whose: str | None = None
    #: Who did what to whom, of which one side is asked; None when word order does not tell.
    predicate: Predicate | None = None

    @property
    def keys(self) -> frozenset[str]:
        """The keys of all terms."""
        return frozenset(term.key for term in self.terms)

    @property
    def name_keys(self) -> frozenset[str]:
        """The keys of its names."""
        return frozenset(term.key for term in self.terms if term.is_name)

    @property
    def word_keys(self) -> frozenset[str]:
        """The keys of its words that other words may stand for: no names, no figures."""
        return frozenset(
            t.key for t in self.terms if not (t.is_name or t.is_figure or t.is_measured)
        )

    @property
    def point_keys(self) -> frozenset[str]:
        """The keys of what is asked about the names: neither names, nor figures, nor context."""
        return frozenset(term.key for term in self.points)

    @property
    def points(self) -> tuple[Term, ...]:
        """The terms of what is asked about the names."""
        return tuple(t for t in self.terms if not (t.is_name or t.is_figure or t.is_context))


#: In lower case: the United States are no verb of saying.
_SAYING = r"(?-i:say|said|says|tell|told|announce[ds]?|state[ds]?|claim(?:ed|s)?|warn(?:ed|s)?|report(?:ed|s)?|think)"
_AUXILIARY = "did|do|does|is|was|were|are|has|have|had|will|would|can|could|should"
#: What asks for what somebody says of a matter: "what is Velland's position on the toll".
_STAND = (
    r"^(?:and |so )?(?:what(?:['’]s| is| are| was| were) (?:the )?(?P<whose>[\w.’' -]{2,60}?)(?:['’]s?)? "
    r"(?:official )?(?:position|stance|view|attitude|reaction|response|stand|opinion|take) (?:on|to|about|regarding|towards?)\b"
    r"|where does (?P<who>.{2,60}?) stand on\b)"
)
#: By what a question is known to be of a kind; the first that fits decides.
_SIGNS: Mapping[Kind, tuple[str, ...]] = {
    Kind.NEXT: (
        r"\bnext steps?\b",
        r"^(?:and |so )?what(?:['’]s| is)? next\b",
        r"\b(?:comes?|happens?|is|planned|expected) next\b",
        r"^what will\b(?!.*\bcost\b)",
        r"^what (?:is|are) .{2,60} going to do\b",
        r"^what (?:does|do) .{2,60} (?:plan|intend|want) to do\b",
    ),
    Kind.WHO: (r"\b(?:who|whom|whose)\b", r"\bwhat(?:['’]s| is| was| are| were) the names? of\b"),
    Kind.WHEN: (
        r"\bwhen\b",
        r"\b(?:what|which|on what|on which) (?:date|day|month|year|time)\b",
        r"\bwhat(?:['’]s| is| was) the (?:\w+ )?(?:date|day|month|year)\b(?!-)",
        r"\bwhat(?:['’]s| is| was) the deadline\b",
    ),
    Kind.WHERE: (r"\bwhere\b", r"\b(?:what|which) (?:city|country|place|town|venue)\b"),
    Kind.HOW_MANY: (
        r"\bhow (?:many|much|often|long|old|far|big|large|high|fast)\b",
        r"\bwhat (?:share|percentage|number|amount|proportion)\b",
        r"\bwhat (?:is|was|were|are) (?:[\w’'-]+ ){1,4}?(?:rate|population|death toll|price|cost)\b",
        r"\bwhat (?:did|does|do|will|would) .*\bcost\b",
        r"\bat what (?:rate|price|cost)\b",
    ),
    Kind.WHY: (r"\bwhy\b", r"\bwhat(?: was| is|'s) the reason\b", r"\bhow come\b"),
    Kind.SAID: (
        rf"\b(?:what|how) (?:did|does|has|have|do) .*\b{_SAYING}\b",
        rf"^what .*\b{_SAYING}\b",
    ),
    Kind.WHICH: (rf"\b(?:which|what) (?!{_AUXILIARY}|happen|about|else)\w+",),
    Kind.WHETHER: (rf"^(?:and |so |but )?(?:{_AUXILIARY}|may|might)\b",),
}
_PATTERNS: Mapping[Kind, re.Pattern[str]] = {
    kind: re.compile("|".join(signs), re.IGNORECASE) for kind, signs in _SIGNS.items()
}
#: Kinds whose verb is not what an answer must tell.
_WITHOUT_PREDICATE = frozenset({Kind.SAID, Kind.NEXT})
#: Kinds whose verb of little meaning leaves the deed to its object.
_WITH_OBJECT = frozenset({Kind.WHEN, Kind.WHERE, Kind.WHY, Kind.HOW_MANY})
_SPEAKER = re.compile(
    rf"\b(?:did|does|has|have|do) (.*?) (?:have |has )?{_SAYING}\b", re.IGNORECASE
)
_STANDS = re.compile(_STAND, re.IGNORECASE)
#: Words that only ask for what somebody says.
_OF_STANDS = frozenset(
    word.stem
    for word in words_of(
        "position stance view attitude reaction response stand opinion take official"
    )
)
#: Verbs of saying, where what somebody said is asked for.
_OF_SAYING = frozenset(map(stem, "announce state claim warn".split()))
#: And words that only ask for what somebody does next.
_OF_PLANS = frozenset(map(stem, "go plan intend want".split()))
_SUMS = frozenset(map(stem, ("money", "cash")))
_PEOPLE = frozenset(keys_of(list(words_of("people persons"))))
#: What a verb of little meaning is about: "take *effect*", "give its *statement*".
_OBJECT = re.compile(
    r"\b(?:takes?|took|gives?|gave|makes?|made) (?:an? |the |its |his |her |their )?((?!place\b)[a-z]+)",
    re.IGNORECASE,
)
_IDENTITY = re.compile(
    r"(?:and |so )?who(?:['’]s| is| was| are| were| will be| becomes?| became) (?:the |a )?(?!\w+ing\b)(?!\w+ed\b)(?!to\b)\w",
    re.IGNORECASE,
)
_NAMES_OF = re.compile(r"\bnames of\b", re.IGNORECASE)
_NAME_OF = re.compile(r"\W*what(?:['’]s| is| was) the name of ", re.IGNORECASE)
_WHAT_OF = re.compile(
    r"(?:and |so )?who(?:['’]s| is| was| are| were) the (\w+) of .* (?:that|which|who) ",
    re.IGNORECASE,
)
_WILL = re.compile(r"\bwhen (?:will|shall) \b", re.IGNORECASE)
_WHOSE = re.compile(r"\W*whose (\w+)", re.IGNORECASE)
_CONTRACTED = re.compile(r"\b(who|what|when|where|why|how)['’]s\b", re.IGNORECASE)
_PRIME_MINISTER = re.compile(r"(?<!\d )(?<!\d)\bPM\b")
#: By whose account an answer is asked for: asked with, like what stands in parentheses.
_ACCORDING = re.compile(r",? according to ([^?()]+?)\s*\??\s*$", re.IGNORECASE)
_HOW_LARGE = re.compile(r"\bhow (?:large|sizeable)\b", re.IGNORECASE)
#: "How far did the rouble fall": that is no distance.
_HOW_FAR = re.compile(
    r"\bhow (?:far|steeply|sharply)( (?:did|has|have|will|would) [^?]{2,80}? (?:fall|fallen|rise|risen|drop|dropped|decline[d]?|grow|grown"
    r"|slip|slipped|climb|climbed|plunge[d]?|slide|weaken(?:ed)?)\b)",
    re.IGNORECASE,
)
#: "How much rice": what is measured, and not counted one by one.
_MASS = re.compile(
    r"\bhow much (?:of (?:the )?|more )?[\w’'-]+ (?:did|do|does|is|was|has|have|had|will|would|can|could|went|came)\b",
    re.IGNORECASE,
)
_MEASURED = re.compile(
    r"\b(?!(?:the|an?|its|their|his|her|what|which)\b)(\w+) (?:rates?|prices?|index|indices|levels?|yields?|bills?)\b"
    r"|\b(?:prices?|rates?) of (?:the |an? )?(\w+)",
    re.IGNORECASE,
)
_COUNTED = re.compile(
    r"\b(?:how many|how much|which|what (?:share|percentage|number|amount|proportion) of"
    rf"|what(?= [a-z]+ (?:{_AUXILIARY})\b)(?! (?:{_AUXILIARY}|happen|about|else)\b))"
    rf"\s+(?:of (?:the )?|the )?(?:more |other |different )?((?!(?:{_AUXILIARY})\b)[\w’'-]+)",
    re.IGNORECASE,
)
#: "How many marched in Orrin": those who did, whatever they are called.
_COUNTS_DOERS = re.compile(
    r"how many (?:[a-z]+[^e]ed|came|fled|went|took|fell|left|got|lost|won|fought|stood|sang|met|spoke)\b"
    r"(?= (?:in|at|on|to|for|against|from|through|with|over|under|by|the|a|an|their|its|his|her|part|out|up|during|after|before)\b|\W*$)",
    re.IGNORECASE,
)
#: What is counted, up to the auxiliary after it: "criminal *charges* does Trump face".
_HEAD_RUN = re.compile(
    rf"((?:[\w’'-]+ ){{0,3}}?[\w’'-]+) (?:{_AUXILIARY}|may|might|must|shall|be|been)\b",
    re.IGNORECASE,
)
_SAID_OF_IT = re.compile(
    r" (?:of|in|for|against|on|at|from|to|with|by|an?|per|each|every) ", re.IGNORECASE
)


def read_question(question: str) -> Asked:
    """The kind of a question and its terms; a question of stop words alone has no terms."""
    head = _in_one_wording(question[:MOST_CHARACTERS])
    kind = _kind(head)
    words = list(apart(without_function_words(list(words_of(head)))))
    measure = measure_of(head) if kind is Kind.HOW_MANY else None
    speaker = _speaker(head) if kind is Kind.SAID else ()
    governments = {word.stem: _government(word) for word in speaker}
    terms: dict[str, Term] = {}
    for term in terms_of(words, head):
        if not _only_asks(term, kind, head, measure):
            terms.setdefault(term.key, _covered(term, kind, head, governments))
    predicate = _predicate(kind, head)
    has_deed = kind is Kind.WHO and predicate is None
    if predicate is None and kind in _WITH_OBJECT:
        deed = _object(head)
    else:
        deed = _deed(head, tuple(terms.values())) if has_deed else _holding(kind, head)
    is_identity = has_deed and (_IDENTITY.match(head) or _NAME_OF.match(head)) is not None
    return Asked(
        kind=kind,
        terms=tuple(terms.values())[:MOST_TERMS],
        counted=_counted(head) if measure not in {"money", "share"} else None,
        speaker=_keys_of_speaker(speaker).union(*governments.values()),
        deed=deed,
        measure=measure,
        is_mass=_MASS.search(head) is not None,
        terms_of_choice=kind is Kind.WHERE and _COUNTED.search(head) is not None,
        is_of_names=kind is Kind.WHO and _NAMES_OF.search(head) is not None,
        is_to_come=kind is Kind.WHEN and _WILL.search(head) is not None,
        whose=match[1].lower() if (match := _WHOSE.match(head)) else None,
        office=_office(words) if is_identity else (),
        predicate=predicate,
    )


def _in_one_wording(question: str) -> str:
    """The question as the patterns know it: "who is" for "who's", "how big" for "how large"."""
    written = _PRIME_MINISTER.sub("prime minister", _CONTRACTED.sub(r"\1 is", question))
    head = _ACCORDING.sub(r" (\1)?", written)
    return _HOW_FAR.sub(r"how much\1", _HOW_LARGE.sub("how big", head))


def _only_asks(term: Term, kind: Kind, question: str, measure: str | None) -> bool:
    """Whether a word only tells what is asked for, so that an answer need not have it."""
    if measure == "money" and term.key in _SUMS:
        return True  # "how much money": a sum need not be called so
    if kind is Kind.NEXT:
        return term.stem in _OF_PLANS
    if kind is not Kind.SAID:
        return False
    is_of_stand = term.stem in _OF_STANDS and _STANDS.match(question) is not None
    # What somebody "announced" may be what they "said".
    return is_of_stand or (term.stem in _OF_SAYING and bool(_speaker(question)))


def _covered(
    term: Term, kind: Kind, question: str, governments: Mapping[str, frozenset[str]]
) -> Term:
    """A term with all by which it is covered: a capital by its country, "people" by protesters."""
    measured = _MEASURED.search(question)
    of_measure = keys_of(list(words_of(measured[1] or measured[2]))) if measured else ()
    covered_by = frozenset({term.key}) | term.covered_by | governments.get(term.key, frozenset())
    if kind is Kind.HOW_MANY and term.key in _PEOPLE:
        covered_by |= deed_words().doers
    return replace(term, is_measured=term.key in of_measure, covered_by=covered_by)


def _object(question: str) -> frozenset[str]:
    found = _OBJECT.search(question)
    words = [word for word in words_of(found[1]) if not word.is_stop] if found else []
    return frozenset(keys_of(words))


def _holding(kind: Kind, question: str) -> frozenset[str]:
    """What somebody is of what a deed is done to: "who is the *owner* of the ship that was hit"."""
    found = _WHAT_OF.match(question) if kind is Kind.WHO else None
    return frozenset(keys_of(list(words_of(found[1])))) if found is not None else frozenset()


def _kind(question: str) -> Kind:
    """What is asked first decides: "how old was he when ..." asks for no day.

    Yes or no is asked only where nothing else is: "Do we know who did it?" asks who.
    """
    if _STANDS.match(question):
        return Kind.SAID
    found = {kind: match for kind, p in _PATTERNS.items() if (match := p.search(question))}
    if Kind.NEXT in found:
        return Kind.NEXT
    is_either = found.pop(Kind.WHETHER, None) is not None
    first = min(found, key=lambda kind: found[kind].start(), default=None)
    return first or (Kind.WHETHER if is_either else Kind.OTHER)


def _predicate(kind: Kind, question: str) -> Predicate | None:
    if kind in _WITHOUT_PREDICATE:
        return None
    return read_deed(question) if kind is Kind.WHETHER else read_predicate(question)


def _counted(question: str) -> str | None:
    match = _COUNTED.search(question)
    if match is None or _COUNTS_DOERS.match(question, match.start()):
        return None
    run = _HEAD_RUN.match(question, match.start(1))
    # The noun stands before what is said of it: "votes in favour".
    head = _SAID_OF_IT.split(run[1])[0] if run else match[1]
    found = [word for word in words_of(head) if not word.is_stop]
    # "F-16s" are counted, too; peoples may be told by any other word.
    words = [w for w in found if w.text.islower() or _is_type(w)]
    return keys_of(words)[-1] if words else None


def _is_type(word: Word) -> bool:
    return not word.is_figure and any(map(str.isdigit, word.text))


def _speaker(question: str) -> list[Word]:
    """The words for whom the question has say something."""
    stand, match = _STANDS.match(question), _SPEAKER.search(question)
    who = (stand["whose"] or stand["who"]) if stand else match[1] if match else ""
    return [word for word in words_of(who) if not word.is_stop]


def _keys_of_speaker(words: Sequence[Word]) -> frozenset[str]:
    """The names of a speaker, or else the words for one."""
    keys = keys_of(words)
    names = {k for w, k in zip(words, keys, strict=True) if is_known_name(k) or w.is_name}
    return frozenset(names or keys)


def _government(word: Word) -> frozenset[str]:
    """The key of the country for whose government a capital speaks: "what did *Ankara* say"."""
    country = country_of(word) if word.text[0].isupper() else None
    return frozenset(keys_of(list(words_of(country)))) if country is not None else frozenset()


def _office(words: list[Word]) -> tuple[str, ...]:
    """The words of an office, as they are written, up to where it ends: "foreign minister"."""
    lows = [word.text.casefold() for word in words]
    roles = reading_words().offices
    head = next((at for at, low in enumerate(lows) if low in roles and low != "foreign"), None)
    if head is None:
        return ()
    end = head + 1
    while end < len(lows) and lows[end] in roles and words[end].start == words[end - 1].end + 1:
        end += 1  # "chief executive"
    start = head
    while start and words[start - 1].end + 1 == words[start].start and _describes(words[start - 1]):
        start -= 1
    return tuple(lows[start:end])


def _describes(word: Word) -> bool:
    """Whether a word before an office is part of it, and not whose office it is."""
    return not (word.is_name or is_known_name(keys_of([word])[0]))


def _deed(question: str, terms: tuple[Term, ...]) -> frozenset[str]:
    points = [t.key for t in terms if not (t.is_name or t.is_figure or t.is_context)]
    is_whole = _IDENTITY.match(question) or _WHOSE.match(question)
    return frozenset(points if is_whole else points[:1])
