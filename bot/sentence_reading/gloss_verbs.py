"""French and Spanish words in the English order, their verbs with what makes their tense as one.  Pure."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from bot.memory.field_words import Sort, VerbReading
from bot.memory.verb_forms import Tense
from bot.sentence_reading.gloss_pieces import Grammar, Piece

#: Verbs with which one comes to a place.
MOVING = frozenset(
    "travel travels travelled go goes went send sends sent return returned move moved come came"
    " arrive arrives arrived fly invite".split()
)
#: Words after an auxiliary among which a participle stands.
REACH = 4


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


#: Deeds that Spanish leads to somebody with "a".
_DONE_TO = frozenset(
    "recognise recognised accuse accused support supported criticise criticised sanction sanctioned"
    " expel expelled arrest arrested detain detained appoint appointed elect elected dismiss dismissed"
    " summon summoned receive received kill killed injure injured attack attacked condemn condemned"
    " replace replaced succeed succeeded invite invited rescue rescued release released".split()
)
_OBJECTS = frozenset({"lo", "la", "los", "las", "le", "les"})


def begins_with_object(pieces: Sequence[Piece]) -> bool:
    """Whether a Spanish sentence opens with whom it is done to: "Lo firmaron los ministros"."""
    if pieces and pieces[0].low in {"a", "al"}:
        return any(one.low in _OBJECTS and two.sort == "verb" for one, two in pairwise(pieces))
    return len(pieces) > 1 and pieces[0].low in _OBJECTS and pieces[1].sort == "verb"


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
            is_denied = " not " in verb.english
            if is_denied and at < len(pieces) and grammar.has("negation", pieces[at]):
                at += 1
            # "N'enverra pas de soldats", "expulsó a dos": English has no word there.
            if at < len(pieces) and (
                (is_denied and pieces[at].low in {"de", "d'"})
                or (pieces[at].low in {"a", "al"} and _is_object(pieces, at, verb))
            ):
                at += 1
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


def _is_object(pieces: Sequence[Piece], at: int, verb: Piece) -> bool:
    """Whether Spanish "a" leads to whom something is done to."""
    after = pieces[at + 1] if at + 1 < len(pieces) else None
    verbs = verb.english.split()
    if _DONE_TO.intersection(verbs):
        return True
    is_somebody = after is not None and after.sort in {"number", "name", Sort.PERSON}
    return is_somebody and not MOVING.intersection(verbs)


def _denies_verb(pieces: Sequence[Piece], at: int, grammar: Grammar) -> bool:
    """Whether Spanish "no" stands before a verb, which is told as denied."""
    return any(
        verb_at(pieces, n, grammar)[1] is not None for n in (at + 1, at + 2) if n < len(pieces)
    )


def verb_at(pieces: Sequence[Piece], at: int, grammar: Grammar) -> tuple[int, Piece | None]:
    """The verb that begins at a place, and where it ends; None where none does."""
    piece = pieces[at]
    if grammar.has("hearsay", piece):
        end, done, _ = _next_verb(pieces, at + 1, grammar, Tense.PARTICIPLE)
        return end, None if done is None else piece.told(_as_it_stands(pieces[at:end]))
    if any(grammar.has(name, piece) for name in ("have", "be", "was", "will_be")):
        return _compound_verb(pieces, at, grammar)
    if piece.sort == "modal":
        return _modal_verb(pieces, at, grammar)
    if grammar.language == "es" and piece.low == "se" and at + 1 < len(pieces):
        reading = finite(pieces[at + 1])
        if reading is not None:
            return at + 2, pieces[at + 1].told(_passive(reading))
    return at + 1, _plain_verb(pieces, at) if piece.sort == "verb" else None


def _as_it_stands(pieces: Sequence[Piece]) -> str:
    """Words left unread: what somebody is only said to have done, nobody did."""
    return " ".join(piece.text for piece in pieces)


def _modal_verb(pieces: Sequence[Piece], at: int, grammar: Grammar) -> tuple[int, Piece | None]:
    piece = pieces[at]
    end, infinitive, is_denied = _next_verb(pieces, at + 1, grammar, Tense.INFINITIVE)
    if infinitive is not None:
        lead = "will not" if is_denied else piece.english
        return end, piece.told(f"{lead} {infinitive.base}")
    passive = _passive_infinitive(pieces, at + 1, grammar)
    if passive is not None:
        return passive[0], piece.told(f"{piece.english} be {passive[1]}")
    return at + 1, None


def _plain_verb(pieces: Sequence[Piece], at: int) -> Piece | None:
    """A verb without an auxiliary."""
    piece, reading = pieces[at], finite(pieces[at])
    if reading is not None:
        before = pieces[max(0, at - 2) : at]
        is_denied = any(p.low in {"no", "n'", "ne"} for p in before)
        return piece.told(simple(reading, is_denied=is_denied, is_plural=is_many(piece.low)))
    infinitive = next((v for v in piece.verbs if v.tense is Tense.INFINITIVE), None)
    if infinitive is not None:
        is_led = at > 0 and pieces[at - 1].english == "to"
        return piece.told(infinitive.base if is_led else f"to {infinitive.base}")
    done = next((v for v in piece.verbs if v.tense is Tense.PARTICIPLE), None)
    return piece.told(done.participle) if done is not None else None


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
        if not any(grammar.has(name, piece) for name in skips):
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


FINITE = (Tense.PAST, Tense.PRESENT, Tense.FUTURE, Tense.CONDITIONAL)


def finite(piece: Piece) -> VerbReading | None:
    """The verb that a word is, where it is one with a subject."""
    return next((v for v in piece.verbs if v.tense in FINITE), None)


def simple(verb: VerbReading, *, is_denied: bool, is_plural: bool) -> str:
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
            return _of_many(verb.base) if is_plural else third_person(verb.base)


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


def _of_many(base: str) -> str:
    return f"are {base.removeprefix('be ')}" if base.startswith("be ") else base


def third_person(base: str) -> str:
    """The present of an English verb for one: "he signs"."""
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


def is_many(low: str) -> bool:
    """Whether the form of a present is of several."""
    return low.endswith(("ent", "ont", "an", "en"))
