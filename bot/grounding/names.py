"""Names: each of a sentence must be known from its sources, to people of the same name only.

A person named in full once may go by surname; "Israeli" stands for Israel; initials stand for
the words that they are of.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from bot.dates.words import ENGLISH, calendar_words
from bot.domain.claims import Problem, ProblemKind
from bot.grounding.grounds import Ground, Grounds
from bot.grounding.places import SAME_PLACE, place_of
from bot.grounding.referred_to import referred_to
from bot.grounding.tokens import Token, is_within
from bot.grounding.word_lists import OPENERS, STOP_WORDS, TITLES
from bot.memory.frequencies import weight_of
from bot.memory.stems import stem
from bot.sentence_reading.reporting_verbs import saying_verbs
from bot.sentence_reading.whose_offices import is_same_name

#: Small words inside names: "Secretary of State", "Ursula von der Leyen", "Abdel Fattah al-Sisi".
_LINKS = frozenset(
    "of de del della der den di da du la le al el bin ibn ben von van abu and".split(" ")
)
_GENITIVE_LINKS = frozenset({"of"})
#: Countries that are also people's names.
_FIRST_NAMES = frozenset({"georgia", "jordan", "chad", "guinea", "niger"})
_CALENDAR = frozenset({*calendar_words(ENGLISH).months, *calendar_words(ENGLISH).weekdays})
#: Capitalised, and neither a person nor a place nor a body.
_NO_NAMES = frozenset({"yes", "no", "fahrenheit", "celsius"})
_ONE_GAP = re.compile(r"[ \u00a0-]|\.? ")
_SENTENCE_OPENS = re.compile(r"(?:^|[.!?:\n“\"‘(\[])[\s“\"‘'(\[]{0,8}$")
#: "Note that Passage 2 says": the number of a source.
_HEADING = re.compile(r"(?:Passages?|Snippets?|Excerpts?)\s+\d")
_AUXILIARIES = frozenset(
    "is was has had will would could can may might should must does did are were have".split(" ")
)
#: What a word weighs that political English does not use ("Guterres", against "critics").
UNHEARD = weight_of("")
#: How many other words may stand between the parts of a name ("Benjamin 'Bibi' Netanyahu").
_SLACK = 2

#: Organs whose body is certain though it is not named: there is one Security Council.
_ORGANS = {"security council": "united nations", "general assembly": "united nations"}
#: Letters that a name has at least whose other spellings are known for the same.
SHORTEST_RESPELT = 5
#: Initials shorter than this are those of some words or other in any text.
SHORTEST_SPELT_OUT = 4
_DOUBLED = re.compile(r"(.)\1")
_LAST_LETTERS = re.compile(r"(?:i?y|ie)$")
_POSSESSIVE = re.compile(r"[’']s?$")
_ACRONYM = re.compile(r"[A-Z][A-Z0-9]{1,6}s?")


@dataclass(frozen=True, slots=True)
class Name:
    """A run of capitalised words: ``text[start:end]``; `keys` are its words to compare by."""

    text: str
    start: int
    end: int
    keys: tuple[str, ...]
    #: Whether it is one word that would be capitalised here anyway.
    is_opening: bool = False
    #: Its words on either side of an "of": a person or body, and what it is of.
    parts: tuple[tuple[str, ...], ...] = ()


def key_of(token: Token) -> str:
    """What a word of a name is compared by: lower case, without accents, possessive or plural s."""
    return _key(token.key)


@lru_cache(maxsize=32_768)
def _key(key: str) -> str:
    plain = key if key.isascii() else unicodedata.normalize("NFKD", key)
    bare = "".join(letter for letter in plain if not unicodedata.combining(letter))
    return bare[:-1] if len(bare) > 4 and bare.endswith("s") and not bare.endswith("ss") else bare


def spelling(key: str) -> str:
    """A key by which "Zelenskyy" and "Zelensky", "Patterson" and "Paterson" are one."""
    if len(key) < SHORTEST_RESPELT:
        return key
    return _LAST_LETTERS.sub("i", _DOUBLED.sub(r"\1", key))


@lru_cache(maxsize=1_024)
def read_names(sentence: Ground) -> tuple[Name, ...]:
    """The names in a sentence, in order; months, weekdays, titles and currencies alone are none.

    >>> [n.text for n in read_names(Ground("On Friday Ursula von der Leyen met Qatari officials."))]
    ['Ursula von der Leyen', 'Qatari']
    """
    runs = _runs(sentence)
    names = (_name(sentence, part) for run in runs for part in _split(run))
    return tuple(name for name in names if name.keys and not _is_common(name, sentence))


def _is_capital(token: Token) -> bool:
    return token.text[:1].isupper() and token.key not in _CALENDAR | _NO_NAMES


def _runs(sentence: Ground) -> Iterator[list[Token]]:
    """Stretches of capitalised words, with the small words that link them."""
    run: list[Token] = []
    pending: list[Token] = []
    money = [figure for figure in sentence.figures if figure.is_money]
    for token in sentence.tokens:
        last = (pending or run)[-1:]
        joined = bool(last) and _ONE_GAP.fullmatch(sentence.text, last[0].end, token.start)
        if _is_capital(token) and not is_within(token, money):
            if run and not joined:
                yield run
                run = []
            run = [*run, *(pending if run else []), token]
            pending = []
        elif run and joined and token.text in _LINKS:
            pending.append(token)
        else:
            if run:
                yield run
            run, pending = [], []
    if run:
        yield run


def _split(run: list[Token]) -> Iterator[list[Token]]:
    """A run cut around words for countries, after a possessive and at "and".

    "US Secretary" is a country and an office; "Israel's Netanyahu" are two names.
    """
    words = _without_stops(run)
    part: list[Token] = []
    at = 0
    while at < len(words):
        place = _place_at(words, at)
        cuts = place > 0 and not (part and part[-1].key in _GENITIVE_LINKS)
        if (cuts or words[at].key == "and") and part:
            yield part
            part = []
        taken = words[at : at + max(1, place)]
        part += taken
        at += len(taken)
        if cuts or part[-1].text.endswith(("'s", "’s", "s'", "s’")):
            yield part
            part = []
    if part:
        yield part


def _place_at(words: Sequence[Token], at: int) -> int:
    """How many words from here name one country or known body; 0 when none do."""
    for size in (3, 2, 1):
        name = " ".join(t.key for t in words[at : at + size])
        if len(words) >= at + size and name in SAME_PLACE and name not in _FIRST_NAMES:
            return size
    return 0


def _without_stops(run: list[Token]) -> list[Token]:
    """The run without capitalised grammar words at its start ("The", "In")."""
    start = 0
    while start < len(run) and (run[start].key in STOP_WORDS or run[start].key in _LINKS):
        start += 1
    return run[start:]


def _name(sentence: Ground, part: list[Token]) -> Name:
    words = [t for t in part if t.key not in _LINKS and t.key not in TITLES and len(t.key) > 1]
    if not words:
        return Name("", 0, 0, ())
    start, end = words[0].start, words[-1].end
    end -= len(words[-1].text) - len(_POSSESSIVE.sub("", words[-1].text))
    opens = len(words) == 1 and _opens(sentence.text, start)
    keys = tuple(key_of(t) for t in words)
    return Name(sentence.text[start:end], start, end, keys, opens, tuple(_around_of(part, words)))


def _opens(text: str, start: int) -> bool:
    """Whether a sentence begins at `start`, told by the few characters before it."""
    return _SENTENCE_OPENS.search(text, max(0, start - 9), start) is not None


def _around_of(part: list[Token], words: list[Token]) -> Iterator[tuple[str, ...]]:
    cuts = [0, *(t.start for t in part if t.key in _GENITIVE_LINKS), part[-1].end]
    for start, end in pairwise(cuts):
        if keys := tuple(key_of(t) for t in words if start <= t.start < end):
            yield keys


def _is_common(name: Name, sentence: Ground) -> bool:
    """Whether a word that opens a sentence is an ordinary word and not a name, or a heading."""
    if _HEADING.match(sentence.text, name.start):
        return True
    if not name.is_opening or place_of(name.text) or _ACRONYM.fullmatch(name.text):
        return False
    key = name.text.casefold()
    if key in OPENERS or key in STOP_WORDS:
        return True
    if weight_of(stem(key)) >= UNHEARD:
        return False
    if key.endswith(("s", "ing", "ly", "ed")):
        return True
    follower = next((t for t in sentence.tokens if t.start >= name.end), None)
    names_speaker = follower is not None and (
        follower.key in saying_verbs().reporting
        or follower.key in _AUXILIARIES
        or follower.text.endswith("ed")
    )
    return not (names_speaker or sentence.text[name.end : name.end + 2] in {"'s", "’s"})


# ---------------------------------------------------------------- the check


def check_names(claim: Ground, grounds: Grounds) -> Iterator[Problem]:
    """A problem for every name of the sentence that its sources do not know."""
    known = Known(grounds)
    for name in read_names(claim):
        if _abbreviates(name, claim):
            continue
        if not known.knows(name) and not known.knows(_without_opener(name, claim)):
            yield Problem(ProblemKind.NAME, name.text)


def _abbreviates(name: Name, claim: Ground) -> bool:
    """Whether it is an abbreviation of the words that it stands behind: "a key-wrapping key (KWK)"."""
    if claim.text[name.start - 1 : name.start] != "(" or not _ACRONYM.fullmatch(name.text):
        return False
    before = (token.key[0] for token in claim.tokens if token.end < name.start)
    return "".join(before).endswith(name.text.rstrip("s").casefold())


def _without_opener(name: Name, claim: Ground) -> Name:
    """A name that a sentence opens with, without an ordinary word before it: "Visit Facebook"."""
    words = [t for t in claim.tokens if name.start <= t.start < name.end]
    if len(words) < 2 or not _opens(claim.text, name.start):
        return name
    is_name = all(_ACRONYM.fullmatch(t.text) or weight_of(t.stem) >= UNHEARD for t in words[1:])
    if not is_name or weight_of(words[0].stem) >= UNHEARD:
        return name
    return _name(claim, words[1:])


#: How the words for a people end, and the letters that a country's name has at least.
_OF_A_PEOPLE = ("n", "an", "ian", "ans", "ians", "ns", "i", "is", "ese", "ish")
SHORTEST_COUNTRY = 4


class Known:
    """The names that the sources of one sentence give."""

    def __init__(self, grounds: Grounds) -> None:
        near = (*grounds.cited, *grounds.nearby, *grounds.about)
        self._sequences = [[key_of(t) for t in g.tokens] for g in near]
        self._keys = {key for sequence in self._sequences for key in sequence}
        self._places = {place for sequence in self._sequences for place in places_in(sequence)} | {
            place
            for g in near
            for t in g.tokens
            if t.text[0].isupper() and (place := place_of(_POSSESSIVE.sub("", t.text)))
        }
        self._places |= {_ORGANS[organ] for organ in _ORGANS if self._stands(organ)}
        self._initials = {i for g in near for i in _initials(g)}
        self._acronyms = {
            t.key for g in near for t in g.tokens if _ACRONYM.fullmatch(t.text.replace(".", ""))
        }
        for reference in referred_to(grounds):
            sequence = [key_of(t) for t in Ground(reference).tokens]
            self._sequences.append(sequence)
            self._keys |= set(sequence)
            self._places |= {reference.casefold()} & set(SAME_PLACE)
        self._whole = grounds.whole
        self._spelled = [[spelling(key) for key in sequence] for sequence in self._sequences]

    def _stands(self, words: str) -> bool:
        keys = words.split()
        return any(_stands_in(keys, sequence) for sequence in self._sequences)

    def knows(self, name: Name) -> bool:
        """Whether the sources name this person, place or body."""
        place = place_of(name.text) or SAME_PLACE.get(" ".join(name.keys))
        if place is not None and place in self._places:
            return True
        if len(name.keys) == 1 and (name.keys[0] in self._keys or self._knows_people(name)):
            return True
        if len(name.keys) > 1 and any(_stands_in(name.keys, s) for s in self._sequences):
            return True
        if self._knows_initials(name) or self._is_spelled_otherwise(name):
            return True
        return len(name.keys) > 1 and (self._is_full_form(name) or self._knows_parts(name))

    def _knows_people(self, name: Name) -> bool:
        """Whether the sources have the country after which a people is called: "Tavian", "Tavia"."""
        key = name.keys[0]
        roots = (key.removesuffix(ending) for ending in _OF_A_PEOPLE if key.endswith(ending))
        return any(
            len(root) >= SHORTEST_COUNTRY and (root in self._keys or f"{root}a" in self._keys)
            for root in roots
        ) or any(is_same_name(key, other) for other in self._keys)

    def _is_spelled_otherwise(self, name: Name) -> bool:
        """Whether the sources have the name with a letter doubled, or "y" for "i" at its end."""
        spelled = [spelling(key) for key in name.keys]
        return any(_stands_in(spelled, sequence) for sequence in self._spelled)

    def _knows_parts(self, name: Name) -> bool:
        """Whether "Ida Lund of the Herald" and "Oxford University" are said another way."""
        if len(name.parts) < 2:
            return len(name.keys) == 2 and self._stands(" ".join(reversed(name.keys)))
        return len(name.parts[0]) > 1 and all(
            SAME_PLACE.get(" ".join(part)) in self._places
            or any(_stands_in(part, sequence) for sequence in self._sequences)
            for part in name.parts
        )

    def _knows_initials(self, name: Name) -> bool:
        if _ACRONYM.fullmatch(name.text):
            letters = name.text.rstrip("s").casefold()
            return letters in self._initials or self._spells_out(letters)
        return len(name.keys) > 1 and "".join(k[0] for k in name.keys) in self._acronyms

    def _spells_out(self, letters: str) -> bool:
        """Whether the words that initials stand for are common ones: "high-intensity training"."""
        firsts = ("".join(key[0] for key in sequence) for sequence in self._sequences)
        return len(letters) >= SHORTEST_SPELT_OUT and any(letters in first for first in firsts)

    def _is_full_form(self, name: Name) -> bool:
        """Whether the article elsewhere gives in full a name of which the sources give a part."""
        if not any(key in self._keys for key in name.keys):
            return False
        pattern = r"\W+(?:\w+\W+){0,2}?".join(re.escape(word) for word in name.text.split())
        return any(re.search(rf"\b{pattern}\b", text, re.IGNORECASE) for text in self._whole)


def _stands_in(keys: Sequence[str], sequence: Sequence[str]) -> bool:
    """Whether the words stand in this order, with at most `_SLACK` others between each two."""
    for at, key in enumerate(sequence):
        if key == keys[0] and _continues(keys[1:], sequence, at + 1):
            return True
    return False


def _continues(keys: Sequence[str], sequence: Sequence[str], start: int) -> bool:
    for key in keys:
        window = sequence[start : start + _SLACK + 1]
        if key not in window:
            return False
        start += window.index(key) + 1
    return True


def places_in(sequence: Sequence[str]) -> Iterator[str]:
    """Countries of two or three words, and bodies, in a sequence of words."""
    for size in (2, 3):
        for at in range(len(sequence) - size + 1):
            if place := SAME_PLACE.get(" ".join(sequence[at : at + size])):
                yield place


def _initials(ground: Ground) -> Iterator[str]:
    """Initials of every run of capitalised words, small words left out."""
    for run in _runs(ground):
        letters = "".join(t.key[0] for t in run if t.key not in _LINKS)
        yield from (
            letters[a:b] for a in range(len(letters)) for b in range(a + 2, len(letters) + 1)
        )
