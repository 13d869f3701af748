"""A French, German or Spanish sentence put into English words, so that the rules for English can read it.  Pure.

A gloss is for reading alone: what is told is always the sentence itself.  Words that are not listed
stay as they are, and so cover nothing of an English question.  Verbs stand in their English forms,
German ones where English has them, and an office, an adjective and its noun in the English order.
Where it is not plain who does what (an object comes first), nothing is told: the gloss is None.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache, lru_cache
from typing import Any, Self

from bot.dates.words import calendar_words
from bot.memory.field_words import FieldWords, Sort, VerbReading, field_words
from bot.memory.verb_forms import Tense
from bot.sentence_reading.list_files import read_lists

#: Words of the longest listed phrase; and of a sentence that is read.
LONGEST_PHRASE, MOST_WORDS = 5, 120
#: Words after an auxiliary among which a French or Spanish participle stands.
REACH = 4

_PIECE = re.compile(
    r"\d+(?:[.\u00a0\u202f ]\d{3})+(?!\d)|\d+(?:,\d+)?(?:er|º|ª)?|⟦[^⟧]+⟧"
    r"|(?:[ldnsjcmt]|qu|jusqu|lorsqu)['’](?=\w)|[^\W\d_]+(?:[-_][^\W\d_]+)*(?:['’][^\W\d_]+)*|[^\w\s]",
    re.IGNORECASE,
)
_QUOTES = str.maketrans({"«": "“", "»": "”", "„": "“", "’": "'"})
_GERMAN_CLOSE = re.compile(r"“([^“”]*)“")
_DIGITS = re.compile(r"\d")
_ELIDED = re.compile(r"'$")


@dataclass(frozen=True, slots=True)
class Piece:
    """A word or mark, and what it is in English."""

    text: str
    english: str
    #: "mark", "number", "month", "weekday", "small", "name", "verb", or what sort of listed word it is.
    sort: str
    verbs: tuple[VerbReading, ...] = ()
    is_plural: bool = False

    @property
    def low(self) -> str:
        """As it is written, in small letters."""
        return self.text.casefold()

    @property
    def is_noun(self) -> bool:
        """Whether an adjective may be said of it."""
        return self.sort in {Sort.NOUN, Sort.PERSON}

    @property
    def is_adjective(self) -> bool:
        """Whether it says of what kind or country a noun is."""
        return self.sort in {Sort.ADJECTIVE, Sort.OF_COUNTRY}

    def told(self, english: str, sort: str = "done") -> Piece:
        """The same put otherwise."""
        return replace(self, english=english, sort=sort, verbs=())


@lru_cache(maxsize=4_096)
def gloss(sentence: str, language: str, names: frozenset[str] = frozenset()) -> str | None:
    """The sentence in English words; None where it cannot be told who does what, or is too long.

    `names`: what the article has for names, which German does not tell from nouns.

    >>> gloss("Le ministre malien des affaires étrangères, Ali Diarra, a démissionné mercredi.", "fr")
    'the Malian foreign minister, Ali Diarra, resigned on Wednesday.'
    >>> gloss("Die Schweiz hat am Montag Sanktionen gegen elf Richter verhängt.", "de")
    'Switzerland imposed on Monday sanctions against eleven judges.'
    """
    grammar = grammar_of(language)
    if grammar is None:
        return None
    pieces = grammar.read(sentence, names)
    if pieces is None or len(pieces) > MOST_WORDS:
        return None
    if language == "de":
        ordered = _in_english_order(pieces, grammar)
        if ordered is None:
            return None
        pieces = ordered
    else:
        if language == "es" and _begins_with_object(pieces):
            return None
        pieces = verbs_together(adjectives_first(pieces), grammar)
    return written(pieces)


@dataclass(frozen=True, slots=True)
class Grammar:
    """One language's small words and auxiliaries."""

    language: str
    listed: FieldWords
    before: tuple[tuple[re.Pattern[str], str], ...]
    offices: tuple[tuple[re.Pattern[str], str], ...]
    small: Mapping[str, str]
    modal: Mapping[str, str]
    numbers: Mapping[str, int]
    months: Mapping[str, str]
    weekdays: Mapping[str, str]
    #: Numbers in words that the calendar does not count by.
    counts: Mapping[str, str]
    sets: Mapping[str, frozenset[str]] = field(default_factory=dict)

    @classmethod
    def of(cls, language: str, lists: dict[str, Any], listed: FieldWords) -> Self:
        """Compile one language's lists."""
        calendar = calendar_words(language)
        before = [(re.compile(a), b.replace("$", "\\")) for a, b in lists["before"]]
        offices = [
            (
                re.compile(
                    rf"\b(ministre|ministr[oa])((?: [^\W\d_]+)?) {_loose(tail)}(?!\w)",
                    re.IGNORECASE,
                ),
                kind,
            )
            for tail, kind in sorted(lists["offices"].items(), key=lambda pair: -len(pair[0]))
        ]
        sets = {name: frozenset(value) for name, value in lists.items() if _is_words(value)}
        return cls(
            language,
            listed,
            tuple(before),
            tuple(offices),
            {**lists["words"], **{_joined(k): v for k, v in lists["phrases"].items()}},
            lists["modal"],
            calendar.numbers,
            {name: _MONTHS[number - 1] for name, number in calendar.months.items()},
            {name: _WEEKDAYS[number] for name, number in calendar.weekdays.items()},
            {w: str(n) for n, named in lists["counts"].items() for w in named.split()},
            sets,
        )

    def has(self, name: str, piece: Piece) -> bool:
        """Whether a piece is one of the words of a list."""
        return piece.low in self.sets.get(name, frozenset())

    def read(self, sentence: str, names: frozenset[str]) -> list[Piece] | None:
        """The pieces of a sentence, each in English by itself."""
        text = sentence.translate(_QUOTES)
        text = _GERMAN_CLOSE.sub("“\\1”", text)
        for pattern, other in self.before:
            text = pattern.sub(other, text)
        for pattern, kind in self.offices:
            text = pattern.sub(lambda m, k=kind: f"{m[2].strip()} ⟦{k} minister⟧".strip(), text)
        words = [match.group() for match in _PIECE.finditer(text)]
        if len(words) > 2 * MOST_WORDS:
            return None
        pieces: list[Piece] = []
        at = 0
        while at < len(words):
            length, piece = self._piece(words, at, pieces, names)
            if (
                self.language == "de"
                and pieces
                and piece.low in {"der", "des"}
                and _is_thing(pieces[-1])
            ):
                piece = piece.told("of the", "small")
            pieces.append(piece)
            at += length
        return _counted_as_many(pieces)

    def _piece(
        self, words: Sequence[str], at: int, before: Sequence[Piece], names: frozenset[str]
    ) -> tuple[int, Piece]:
        text = words[at]
        if text.startswith("⟦"):
            return 1, Piece(text, text.strip("⟦⟧"), Sort.PERSON)
        if not text[0].isalnum():
            return 1, Piece(text, text, "mark")
        if _DIGITS.match(text):
            return 1, Piece(text, _number(text), "number")
        for length in range(min(LONGEST_PHRASE, len(words) - at), 1, -1):
            phrase = _phrase(words[at : at + length])
            found = self._listed(phrase, words[at], before)
            if found is not None:
                return length, found
        return 1, self._word(words, at, before, names)

    def _listed(self, phrase: str, first: str, before: Sequence[Piece]) -> Piece | None:
        low = phrase.casefold()
        if low in self.small:
            return Piece(phrase, self.small[low], "small")
        if low in self.modal:
            return Piece(phrase, self.modal[low], "modal")
        named = self.listed.named.get(low)
        if named is None or (self.language == "de" and first.islower()):
            return None
        return Piece(phrase, named.english, named.sort, is_plural=named.is_plural)

    def _word(
        self, words: Sequence[str], at: int, before: Sequence[Piece], names: frozenset[str]
    ) -> Piece:
        text = words[at]
        low = text.casefold()
        is_capital = text[0].isupper()
        is_first = not before or before[-1].text in {"“", ":", "."}
        if low in self.months and not (is_capital and self.language != "de"):
            return Piece(text, self.months[low], "month")
        if low in self.weekdays:
            return Piece(text, self.weekdays[low], "weekday")
        is_inner_name = is_capital and not is_first and self.language != "de"
        if not is_inner_name:
            if low in self.modal and not (is_capital and not is_first):
                return Piece(text, self.modal[low], "modal")
            if low in self.small and not (is_capital and not is_first):
                return Piece(text, self.small[low], "small")
            if low in self.counts:
                return Piece(text, self.counts[low], "number")
            if low in self.numbers and self.numbers[low] > 1:
                return Piece(
                    text, _NUMBERS.get(self.numbers[low], str(self.numbers[low])), "number"
                )
            if low in _MAGNITUDES:
                return Piece(text, _MAGNITUDES[low], "number")
        if low in _MAGNITUDES:
            return Piece(text, _MAGNITUDES[low], "number")
        if low in names and is_capital:
            return Piece(text, text, "name")
        return self._content(text, low, before, is_first=is_first) or self._unknown(
            words, at, before, names
        )

    def _content(
        self, text: str, low: str, before: Sequence[Piece], *, is_first: bool
    ) -> Piece | None:
        named = self.listed.named.get(low)
        verbs = tuple(self.listed.verbs.get(low, ()))
        is_capital = text[0].isupper()
        if named is not None and named.sort in {Sort.COUNTRY, Sort.CITY}:
            return Piece(text, named.english, named.sort) if is_capital else None
        if self.language == "de":
            is_noun = named is not None and is_capital and not named.sort == Sort.ADJECTIVE
            is_adjective = named is not None and named.sort in {Sort.ADJECTIVE, Sort.OF_COUNTRY}
            if named is not None and (is_noun or is_adjective):
                return Piece(text, named.english, named.sort, is_plural=named.is_plural)
            if verbs and (not is_capital or is_first):
                return Piece(text, verbs[0].base, "verb", verbs)
            return self._compound(text, low) if is_capital else None
        if named is not None and not (verbs and _expects_verb(before)):
            # A capital amid a sentence is of a body: "la Cour constitutionnelle".
            people = named.sort == Sort.OF_COUNTRY and is_capital and not is_first
            english = f"{named.english}s" if people else named.english
            return Piece(text, english, named.sort, verbs, is_plural=named.is_plural)
        if verbs and (not is_capital or is_first):
            return Piece(text, verbs[0].base, "verb", verbs)
        return None

    def _compound(self, text: str, low: str) -> Piece | None:
        """A German word made of two that are listed: "Waffenembargo", "Westbalkan-Gipfel"."""
        named = self.listed.named
        for part in (p for p in (low[:-1], low[:-2]) if low.endswith("s") and p in named):
            of = named[part]
            if of.sort in {Sort.COUNTRY, Sort.CITY}:
                return Piece(text, f"{of.english}'s", "genitive")
        for at in range(3, len(low) - 2):
            head, tail = low[:at], low[at:].lstrip("-")
            if tail not in named or named[tail].sort not in {Sort.NOUN, Sort.PERSON}:
                continue
            first = next(
                (named[h] for h in (head, head.rstrip("s"), head.removesuffix("-")) if h in named),
                None,
            )
            if first is not None and len(tail) > 2:
                both = f"{first.english} {named[tail].english}"
                return Piece(text, both, named[tail].sort, is_plural=named[tail].is_plural)
        return None

    def _unknown(
        self, words: Sequence[str], at: int, before: Sequence[Piece], names: frozenset[str]
    ) -> Piece:
        text = words[at]
        if not text[0].isupper():
            return Piece(text, text, "unknown")
        if self.language != "de":
            return Piece(text, text, "name")
        if text.casefold().removesuffix("s") in names and text.endswith("s"):
            return Piece(text, f"{text[:-1]}'s", "genitive")
        beside = [words[n] for n in (at - 1, at + 1) if 0 <= n < len(words)]
        is_beside = any(self._may_be_name(w) for w in beside) or (
            bool(before) and before[-1].sort in {Sort.PERSON, "name"}
        )
        is_place = bool(before) and before[-1].low in {"in", "nach", "aus", "bei", "von"}
        is_name = is_beside or is_place or text.isupper()
        # A noun that is not listed is no name, though German writes it as one.
        return Piece(text, text if is_name else text.lower(), "name" if is_name else "unknown")

    def _may_be_name(self, word: str) -> bool:
        low = word.casefold()
        return (
            word[0].isupper()
            and low not in self.listed.named
            and low not in self.small
            and low not in self.months
            and low not in self.weekdays
            and self._compound(word, low) is None
            and low not in _MAGNITUDES
            and not low.endswith(("ung", "ungen", "heit", "keit", "schaft", "tion"))
        )


def _is_thing(piece: Piece) -> bool:
    return piece.is_noun or (piece.sort == "unknown" and piece.text[0].isupper())


def _counted_as_many(pieces: list[Piece]) -> list[Piece]:
    """German nouns that a number stands before are plurals, whatever their form."""
    counts = False
    for at, piece in enumerate(pieces):
        if piece.is_noun and counts and not piece.is_plural:
            pieces[at] = replace(piece, is_plural=True)
        is_small = piece.sort == "number" and piece.text in {"1", "ein", "eine", "un", "una"}
        counts = (piece.sort == "number" and not is_small) or (counts and piece.is_adjective)
    return pieces


@lru_cache(maxsize=256)
def names_in(text: str, language: str) -> frozenset[str]:
    """What an article's beginning has for names in German: words beside others that no list has."""
    grammar = grammar_of(language)
    if grammar is None or language != "de":
        return frozenset()
    found: set[str] = set()
    pieces = grammar.read(text, frozenset()) or []
    for one, other in zip(pieces, pieces[1:], strict=False):
        both_names = one.sort == "name" and other.sort == "name"
        if both_names or (one.sort == Sort.PERSON and other.sort == "name"):
            found |= {other.low}
            found |= {one.low} if both_names else set()
    return frozenset(name for name in found if len(name) > 2)


def adjectives_first(pieces: list[Piece]) -> list[Piece]:
    """French and Spanish adjectives before their nouns, and "colombiana" as Colombian."""
    out: list[Piece] = []
    for piece in pieces:
        start = len(out)
        while piece.is_adjective and start and out[start - 1].is_noun:
            start -= 1
            break
        while piece.is_adjective and start and out[start - 1].is_adjective and start < len(out):
            start -= 1
        out.insert(start, piece) if piece.is_adjective else out.append(piece)
    return out


def _begins_with_object(pieces: Sequence[Piece]) -> bool:
    """Whether a Spanish sentence opens with whom it is done to: "Lo firmaron los ministros"."""
    is_pronoun = len(pieces) > 1 and pieces[0].low in {"lo", "la", "los", "las", "le", "les"}
    return is_pronoun and pieces[1].sort == "verb"


def _expects_verb(before: Sequence[Piece]) -> bool:
    """Whether a word that may be a noun is a verb here: after a name, a noun or a pronoun."""
    if not before:
        return False
    last = before[-1]
    pronouns = {"il", "elle", "ils", "elles", "qui", "que", "se", "ne", "n'", "no", "ella", "él"}
    return (
        last.sort in {"name", Sort.COUNTRY, Sort.CITY}
        or last.low in pronouns
        or last.sort in {"modal"}
    )


def verbs_together(pieces: list[Piece], grammar: Grammar) -> list[Piece]:
    """French and Spanish verbs with their auxiliaries as one English verb."""
    out: list[Piece] = []
    at = 0
    while at < len(pieces):
        piece = pieces[at]
        end, verb = verb_at(pieces, at, grammar)
        if verb is not None:
            out.append(verb)
            at = end
            continue
        is_lost = piece.low in {"ne", "n'"} or (
            piece.low == "no" and _denies_verb(pieces, at, grammar)
        )
        if is_lost or (grammar.has("reflexive", piece) and grammar.language == "fr"):
            at += 1
            continue
        out.append(piece)
        at += 1
    return out


def _denies_verb(pieces: Sequence[Piece], at: int, grammar: Grammar) -> bool:
    """Whether Spanish "no" stands before a verb, which is told as denied."""
    return any(
        verb_at(pieces, n, grammar)[1] is not None for n in (at + 1, at + 2) if n < len(pieces)
    )


def verb_at(pieces: Sequence[Piece], at: int, grammar: Grammar) -> tuple[int, Piece | None]:
    """The verb that begins at a place, and where it ends; None where none does."""
    piece = pieces[at]
    if any(grammar.has(name, piece) for name in ("have", "be", "was", "will_be")):
        return _compound_verb(pieces, at, grammar)
    if piece.sort == "modal":
        end, infinitive, is_denied = _next_verb(pieces, at + 1, grammar, Tense.INFINITIVE)
        if infinitive is not None:
            denied = " not" if is_denied else ""
            return end, piece.told(f"{piece.english}{denied} {infinitive.base}")
        passive = _passive_infinitive(pieces, at + 1, grammar)
        if passive is not None:
            return passive[0], piece.told(f"{piece.english} be {passive[1]}")
        return at + 1, None
    if grammar.language == "es" and piece.low == "se" and at + 1 < len(pieces):
        after = pieces[at + 1]
        reading = _finite(after)
        if reading is not None:
            return at + 2, after.told(_passive(reading))
    if piece.sort != "verb":
        return at + 1, None
    reading = _finite(piece)
    is_denied = at > 0 and any(p.low in {"no", "n'", "ne"} for p in pieces[max(0, at - 2) : at])
    if reading is None:
        infinitive = next((v for v in piece.verbs if v.tense is Tense.INFINITIVE), None)
        if infinitive is not None:
            is_led = at > 0 and pieces[at - 1].english in {"of", "to", "that"}
            return at + 1, piece.told(
                infinitive.base
                if is_led and pieces[at - 1].english == "to"
                else f"to {infinitive.base}"
            )
        done = next((v for v in piece.verbs if v.tense is Tense.PARTICIPLE), None)
        if done is not None:
            return at + 1, piece.told(done.participle)
        return at + 1, None
    return at + 1, piece.told(_simple(reading, is_denied=is_denied, is_plural=_is_many(piece.low)))


def _compound_verb(pieces: Sequence[Piece], at: int, grammar: Grammar) -> tuple[int, Piece | None]:
    piece = pieces[at]
    is_have = grammar.has("have", piece)
    is_many = grammar.has("plural", piece)
    end, reading, is_denied = _next_verb(pieces, at + 1, grammar, Tense.PARTICIPLE)
    has_been = any(
        grammar.has("been", p) for p in pieces[at + 1 : at + 1 + REACH][: max(0, end - at - 1)]
    )
    if reading is None:
        return at + 1, None
    denied = " not" if is_denied else ""
    if is_have and not has_been:
        english = f"did not {reading.base}" if is_denied else reading.past
        return end, piece.told(english)
    is_active = not has_been and (reading.is_moving and grammar.language == "fr")
    is_reflexive = at > 0 and grammar.has("reflexive", pieces[at - 1]) and grammar.language == "fr"
    if is_active or (is_reflexive and not is_have):
        english = f"did not {reading.base}" if is_denied else reading.past
        return end, piece.told(english)
    if grammar.has("will_be", piece):
        be = "will be"
    elif is_have or grammar.has("was", piece):
        be = "were" if is_many else "was"
    else:
        be = "are" if is_many else "is"
    return end, piece.told(f"{be}{denied} {reading.participle}")


def _next_verb(
    pieces: Sequence[Piece], start: int, grammar: Grammar, tense: Tense
) -> tuple[int, VerbReading | None, bool]:
    """The next form of that tense, behind small adverbs alone; and whether it is denied."""
    is_denied = start > 1 and any(
        p.low in {"no", "n'", "ne"} for p in pieces[max(0, start - 3) : start - 1]
    )
    at = start
    while at < len(pieces) and at < start + REACH:
        piece = pieces[at]
        reading = _apt([v for v in piece.verbs if v.tense is tense], pieces[max(0, start - 4) : at])
        if reading is not None:
            return at + 1, reading, is_denied
        is_denied = is_denied or grammar.has("negation", piece)
        skips = ("negation", "skipped", "been", "reflexive")
        if not any(grammar.has(name, piece) for name in skips) and piece.low not in {"être", "ser"}:
            break
        if piece.low in {"être", "ser"}:
            break
        at += 1
    return start, None, is_denied


def _apt(readings: Sequence[VerbReading], before: Sequence[Piece]) -> VerbReading | None:
    """The first reading; of what is moved, people are displaced."""
    people = any(piece.sort == Sort.PERSON for piece in before)
    displaced = next((v for v in readings if v.base == "displace"), None)
    return displaced if people and displaced is not None else next(iter(readings), None)


def _passive_infinitive(
    pieces: Sequence[Piece], start: int, grammar: Grammar
) -> tuple[int, str] | None:
    if start < len(pieces) and pieces[start].low in {"être", "ser"}:
        end, reading, _ = _next_verb(pieces, start + 1, grammar, Tense.PARTICIPLE)
        return (end, reading.participle) if reading is not None else None
    return None


_FINITE = (Tense.PAST, Tense.PRESENT, Tense.FUTURE, Tense.CONDITIONAL)


def _finite(piece: Piece) -> VerbReading | None:
    return next((v for v in piece.verbs if v.tense in _FINITE), None)


def _simple(verb: VerbReading, *, is_denied: bool, is_plural: bool) -> str:
    """A finite verb without auxiliary."""
    denied = " not" if is_denied else ""
    match verb.tense:
        case Tense.PAST:
            return f"did not {verb.base}" if is_denied else verb.past
        case Tense.FUTURE:
            return f"will{denied} {verb.base}"
        case Tense.CONDITIONAL:
            return f"would{denied} {verb.base}"
        case _:
            if is_denied:
                return f"does not {verb.base}"
            return verb.base if is_plural else third_person(verb.base)


def _passive(verb: VerbReading) -> str:
    match verb.tense:
        case Tense.FUTURE:
            return f"will be {verb.participle}"
        case Tense.CONDITIONAL:
            return f"would be {verb.participle}"
        case Tense.PAST:
            return f"was {verb.participle}"
        case _:
            return f"is {verb.participle}"


def third_person(base: str) -> str:
    head, _, rest = base.partition(" ")
    if head == "be":
        head = "is"
    elif head.endswith("y") and head[-2] not in "aeiou":
        head = f"{head[:-1]}ies"
    elif head.endswith(("s", "sh", "ch", "x", "o")):
        head = f"{head}es"
    else:
        head = f"{head}s"
    return f"{head} {rest}".strip()


def _is_many(low: str) -> bool:
    return low.endswith(("ent", "ont", "an", "en"))


def _in_english_order(pieces: list[Piece], grammar: Grammar) -> list[Piece] | None:
    """German clauses with the verb in one place, behind who does it; None where an object comes first."""
    out: list[Piece] = []
    for clause in _with_prefixes(list(_clauses(pieces, grammar))):
        ordered = _clause(clause, grammar)
        if ordered is None:
            return None
        out += ordered
    return out


def _with_prefixes(clauses: list[list[Piece]]) -> Iterator[list[Piece]]:
    """The clauses, each with the prefix of its verb that stands behind an apposition: "..., ein."."""
    for at, clause in enumerate(clauses):
        wanted = {v.prefix for piece in clause for v in piece.verbs if v.prefix}
        for other in clauses[at + 1 :]:
            alone = [piece for piece in other if piece.sort != "mark"]
            if len(alone) == 1 and alone[0].low in wanted:
                end = len(clause) - (clause[-1].sort == "mark")
                clause.insert(end, alone[0])
                other.remove(alone[0])
                break
        yield clause


def _clauses(pieces: Sequence[Piece], grammar: Grammar) -> Iterator[list[Piece]]:
    """Stretches between marks, and before an "und" that a verb follows."""
    clause: list[Piece] = []
    for at, piece in enumerate(pieces):
        after = pieces[at + 1] if at + 1 < len(pieces) else None
        is_and = (
            piece.low in {"und", "aber", "sondern"}
            and after is not None
            and is_finite_german(after, grammar)
        )
        if is_and and clause:
            yield clause
            clause = []
        clause.append(piece)
        if piece.sort == "mark" and piece.text in {
            ",",
            ";",
            ":",
            ".",
            "?",
            "!",
            "”",
            "“",
            "–",
            "(",
        }:
            yield clause
            clause = []
    if clause:
        yield clause


_AUXILIARIES = ("have", "be", "was", "passive", "passive_now")


def is_finite_german(piece: Piece, grammar: Grammar) -> bool:
    if piece.sort == "modal" or any(grammar.has(name, piece) for name in _AUXILIARIES):
        return True
    return piece.sort == "verb" and _finite(piece) is not None


def _clause(clause: list[Piece], grammar: Grammar) -> list[Piece] | None:
    """One clause with its verb put together behind its subject."""
    end = len(clause) - (1 if clause and clause[-1].sort == "mark" else 0)
    body, tail = clause[:end], clause[end:]
    place = next((n for n, p in enumerate(body) if is_finite_german(p, grammar)), None)
    if place is None:
        return clause
    is_last = place == len(body) - 1 or _is_subordinate(body, place, grammar)
    if is_last:
        return [*_last_verb(body, place, grammar), *tail]
    verb, rest = german_verb(body, place, grammar)
    if verb is None:
        return clause
    front = body[:place]
    if front and front[0].low in {"und", "aber", "sondern"}:
        lead, front = front[:1], front[1:]
    else:
        lead = []
    if front and (grammar.has("accusatives", front[0]) and not _is_plural_dative(front)):
        return None
    is_inverted = (
        not lead if not front else grammar.has("fronts", front[0]) or front[0].sort == "weekday"
    )
    if is_inverted:
        subject, rest = subject_behind(rest, grammar)
        if front and not subject:
            return None
        return [*lead, *front, *subject, verb, *rest, *tail]
    return [*lead, *front, verb, *rest, *tail]


def _is_plural_dative(front: Sequence[Piece]) -> bool:
    return False


def _is_subordinate(body: Sequence[Piece], place: int, grammar: Grammar) -> bool:
    starts = {"dass", "weil", "wenn", "ob", "wie", "nachdem", "obwohl", "bevor"}
    return bool(body) and body[0].low in starts


def _last_verb(body: list[Piece], place: int, grammar: Grammar) -> list[Piece]:
    """A clause whose verb comes last: its forms are put into English where they stand."""
    out: list[Piece] = []
    for at, piece in enumerate(body):
        if piece.sort == "verb":
            after = body[at + 1] if at + 1 < len(body) else None
            done = next((v for v in piece.verbs if v.tense is Tense.PARTICIPLE), None)
            reading = _finite(piece)
            if done is not None and (after is not None or reading is None):
                out.append(
                    piece.told(
                        done.past
                        if after is not None and grammar.has("have", after)
                        else done.participle
                    )
                )
            elif reading is not None:
                out.append(
                    piece.told(_simple(reading, is_denied=False, is_plural=_is_many(piece.low)))
                )
            else:
                out.append(piece)
        else:
            out.append(piece)
    return out


def german_verb(
    body: Sequence[Piece], place: int, grammar: Grammar
) -> tuple[Piece | None, list[Piece]]:
    """The verb of a main clause in English, and the rest of the clause without it."""
    piece, rest = body[place], list(body[place + 1 :])
    is_denied = any(grammar.has("negation", p) for p in rest)
    kept = [p for p in rest if not grammar.has("negation", p)]
    if piece.sort == "verb":
        return _plain_german_verb(piece, kept, is_denied=is_denied)
    is_modal = piece.sort == "modal"
    while kept and (grammar.has("been", kept[-1]) or (kept[-1].low == "werden" and len(kept) > 1)):
        is_modal_passive = kept[-1].low == "werden" and is_modal
        kept.pop()
        if is_modal_passive:
            done = _last_form(kept, Tense.PARTICIPLE)
            if done is None:
                return None, []
            denied = " not" if is_denied else ""
            kept = _without(kept, done[0])
            return piece.told(f"{piece.english}{denied} be {done[1].participle}"), kept
    done = _last_form(kept, Tense.PARTICIPLE)
    bare = _last_form(kept, Tense.INFINITIVE)
    denied = " not" if is_denied else ""
    if is_modal or (grammar.has("passive_now", piece) and done is None and bare is not None):
        if bare is None:
            return None, []
        lead = piece.english if is_modal else "will"
        return piece.told(f"{lead}{denied} {bare[1].base}"), _without(kept, bare[0])
    if done is None:
        return piece.told(f"{piece.english}{denied}"), kept
    reading = done[1]
    kept = _without(kept, done[0])
    is_many = grammar.has("plural", piece)
    if grammar.has("have", piece) or (
        reading.is_moving and (grammar.has("be", piece) or grammar.has("was", piece))
    ):
        return piece.told(f"did not {reading.base}" if is_denied else reading.past), kept
    if grammar.has("passive", piece):
        be = "were" if is_many else "was"
    elif grammar.has("was", piece):
        be = "were" if is_many else "was"
    else:
        be = "are" if is_many else "is"
    return piece.told(f"{be}{denied} {reading.participle}"), kept


def _plain_german_verb(
    piece: Piece, rest: list[Piece], *, is_denied: bool
) -> tuple[Piece | None, list[Piece]]:
    """A finite verb, with its prefix from the clause's end."""
    last = rest[-1] if rest else None
    finite = [v for v in piece.verbs if v.tense in _FINITE]
    parted = [v for v in finite if last is not None and v.prefix and v.prefix == last.low]
    whole = [v for v in finite if not v.prefix]
    if parted:
        reading, rest = parted[0], rest[:-1]
    elif whole:
        reading = whole[0]
    else:
        return None, []
    is_many = _is_many(piece.low) and reading.tense is Tense.PRESENT
    return piece.told(_simple(reading, is_denied=is_denied, is_plural=is_many)), rest


def _last_form(pieces: Sequence[Piece], tense: Tense) -> tuple[int, VerbReading] | None:
    """The last verb of a clause, which must end it, in that tense."""
    if not pieces:
        return None
    reading = next((v for v in pieces[-1].verbs if v.tense is tense), None)
    return (len(pieces) - 1, reading) if reading is not None else None


def _without(pieces: Sequence[Piece], at: int) -> list[Piece]:
    kept = [piece for n, piece in enumerate(pieces) if n != at]
    # "zu unterzeichnen"
    return kept[:-1] if kept and kept[-1].low == "zu" and at == len(pieces) - 1 else kept


def subject_behind(
    rest: Sequence[Piece], grammar: Grammar, *, takes_any: bool = False
) -> tuple[list[Piece], list[Piece]]:
    """Who stands right behind the verb: up to the end of one noun with its names.

    `takes_any`: in whatever case.
    """
    if not rest or (grammar.has("accusatives", rest[0]) and not takes_any):
        return [], list(rest)
    at = 0
    has_noun = False
    while at < len(rest):
        piece = rest[at]
        is_place = piece.sort in {Sort.COUNTRY, Sort.CITY}
        is_named = piece.sort in {"name", "genitive"} or is_place
        if is_named and (
            not has_noun or (not is_place and rest[at - 1].sort in {"name", Sort.PERSON})
        ):
            has_noun = has_noun or piece.sort != "genitive"
        elif (
            piece.is_noun or (piece.sort == "unknown" and piece.text[0].isupper())
        ) and not has_noun:
            has_noun = True
        elif has_noun:
            break
        elif piece.is_adjective or piece.sort == "number" or piece.english in {"the", "a"}:
            pass
        elif piece.low in {"er", "sie", "es"}:
            return list(rest[: at + 1]), list(rest[at + 1 :])
        else:
            break
        at += 1
    return (list(rest[:at]), list(rest[at:])) if has_noun else ([], list(rest))


_MAGNITUDES = {
    "million": "million", "millions": "million", "millionen": "million", "millón": "million", "millones": "million",
    "milliard": "billion", "milliards": "billion", "milliarde": "billion", "milliarden": "billion",
    "mille": "thousand", "tausend": "thousand", "mil": "thousand",
}  # fmt: skip
_MONTHS = (
    "January February March April May June July August September October November December".split()
)
_WEEKDAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
_NUMBERS = {
    number: name
    for number, name in enumerate(
        "two three four five six seven eight nine ten eleven twelve".split(), start=2
    )
}
_ARTICLES = frozenset({"the", "a", "this"})
_NO_SPACE_BEFORE = frozenset(",;:.?!)”")


def written(pieces: Sequence[Piece]) -> str:
    """The pieces as a sentence; days with "on", countries without an article."""
    words: list[str] = []
    for at, piece in enumerate(pieces):
        english = piece.english
        after = pieces[at + 1] if at + 1 < len(pieces) else None
        if english == "of" and at and pieces[at - 1].english in _MAGNITUDES.values():
            continue
        if piece.sort == "small" and english == "" or (piece.low == "des" and _is_some(pieces, at)):
            continue
        if (
            english in {"the", "on the"}
            and after is not None
            and after.sort in {Sort.COUNTRY, Sort.CITY, "weekday", "number"}
            and _drops(pieces, at)
        ):
            if english == "on the":
                words.append("on")
            continue
        if piece.sort == "number" and after is not None and after.sort == "month":
            if words and words[-1] in {"the", "on", "at", "of"}:
                words[-1] = "on"
            elif not words or words[-1] not in {
                "on",
                "since",
                "until",
                "by",
                "from",
                "before",
                "after",
                "for",
                "to",
            }:
                words.append("on")
        if piece.sort == "weekday" and (
            not words
            or words[-1]
            not in {
                "on",
                "since",
                "until",
                "by",
                "from",
                "before",
                "after",
                "last",
                "next",
                "for",
                "to",
            }
        ):
            words.append("on")
        if piece.low in {"dont", "cuyo", "cuya"}:
            pieces = [
                *pieces[: at + 1],
                *(
                    [after.told("", "small")]
                    if after is not None and after.english == "the"
                    else pieces[at + 1 : at + 2]
                ),
                *pieces[at + 2 :],
            ]
        if (
            english == "to"
            and after is not None
            and after.sort == "number"
            and words
            and words[-1].endswith(("estimated", "valued"))
        ):
            english = "at"
        if english == "of the" and after is not None and after.sort in {Sort.COUNTRY, Sort.CITY}:
            english = "of"
        if (
            english == "of"
            and after is not None
            and after.sort in {Sort.COUNTRY, Sort.CITY}
            and _leaves(pieces, at)
        ):
            english = "from"
        if (
            english in {"to", "to the"}
            and after is not None
            and after.sort in {Sort.COUNTRY, Sort.CITY, "name"}
        ):
            english = "to" if _moves(pieces, at) else "in"
        if (
            english == "after"
            and piece.low == "nach"
            and after is not None
            and after.sort in {Sort.COUNTRY, Sort.CITY, "name"}
        ):
            english = "to"
        if piece.is_plural and piece.is_noun:
            english = _plural(english)
        words.append(english)
    text = ""
    for word in words:
        glued = not text or text[-1] in "“(" or word[0] in _NO_SPACE_BEFORE
        text += word if glued else f" {word}"
    return text


def _drops(pieces: Sequence[Piece], at: int) -> bool:
    after = pieces[at + 1]
    if after.sort == "number":
        return at + 2 < len(pieces) and pieces[at + 2].sort == "month"
    # "der Schweizer Botschafter"
    return True


def _is_some(pieces: Sequence[Piece], at: int) -> bool:
    """Whether French "des" is the article: it follows no noun."""
    return (
        pieces[at].text.casefold() == "des"
        and pieces[at].english == "of the"
        and at > 0
        and pieces[at - 1].sort in {"done", "small"}
    )


_MOVING = frozenset(
    "travel travels travelled go goes went send sends sent return returned move moved come came".split()
)


_LEAVING = frozenset(
    "withdraw withdrew withdrawn withdraws recall recalled expel expelled flee fled return returned evacuated".split()
)


def _leaves(pieces: Sequence[Piece], at: int) -> bool:
    near = (word for piece in pieces[max(0, at - 5) : at] for word in piece.english.split())
    return any(word in _LEAVING for word in near)


def _moves(pieces: Sequence[Piece], at: int) -> bool:
    near = (word for piece in pieces[max(0, at - 4) : at] for word in piece.english.split())
    return any(word in _MOVING for word in near)


def _plural(english: str) -> str:
    head, _, last = english.rpartition(" ")
    irregular = {"person": "people", "child": "children"}
    if last in irregular:
        told = irregular[last]
    elif last.endswith("man"):
        told = f"{last[:-3]}men"
    elif last.endswith(("s", "police", "dead", "aid", "displaced", "injured", "missing")):
        told = last
    elif last.endswith("y") and last[-2] not in "aeiou":
        told = f"{last[:-1]}ies"
    else:
        told = f"{last}es" if last.endswith(("sh", "ch", "x")) else f"{last}s"
    return f"{head} {told}".strip()


def _number(text: str) -> str:
    """A number as English writes it."""
    bare = re.sub(r"(?:er|º|ª)$", "", text)
    if re.fullmatch(r"\d+(?:[.\u00a0\u202f ]\d{3})+", bare):
        return re.sub(r"[.\u00a0\u202f ]", ",", bare)
    return bare.replace(",", ".")


def _phrase(words: Sequence[str]) -> str:
    return "".join(w if _ELIDED.search(w) else f"{w}_" for w in words).rstrip("_").replace("’", "'")


def _joined(phrase: str) -> str:
    return phrase.replace(" ", "_")


def _loose(text: str) -> str:
    return re.escape(text).replace("'", "['’]")


def _is_words(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(one, str) for one in value)


@cache
def grammar_of(language: str) -> Grammar | None:
    listed = field_words(language)
    lists = read_lists("glosses.toml")
    return Grammar.of(language, lists[language], listed) if listed is not None else None
