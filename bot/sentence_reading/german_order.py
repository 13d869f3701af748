"""German clauses with the verb in one place, behind who does it.  Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bot.memory.field_words import Sort, VerbReading
from bot.memory.verb_forms import Tense
from bot.sentence_reading.gloss_pieces import Grammar, Piece
from bot.sentence_reading.gloss_verbs import FINITE, finite, is_many, simple


def in_english_order(pieces: list[Piece], grammar: Grammar) -> list[Piece] | None:
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


#: What begins a clause whose verb comes last.
_SUBORDINATING = frozenset("dass weil wenn ob wie nachdem obwohl bevor".split())
_PASSIVE = ("was ", "were ", "is ", "are ")
_NAMED = frozenset({"name", "genitive", Sort.COUNTRY, Sort.CITY})
_SOMEBODY = _NAMED | {Sort.PERSON}
#: Words at a clause's beginning among which its first noun stands.
_HEAD = 3
_AUXILIARIES = ("have", "be", "was", "passive", "passive_now")


def is_finite_german(piece: Piece, grammar: Grammar) -> bool:
    """Whether a word may be the verb of a main clause, or its auxiliary."""
    if piece.sort == "modal" or any(grammar.has(name, piece) for name in _AUXILIARIES):
        return True
    return piece.sort == "verb" and finite(piece) is not None


def _clause(clause: list[Piece], grammar: Grammar) -> list[Piece] | None:
    """One clause with its verb put together behind its subject."""
    end = len(clause) - (1 if clause and clause[-1].sort == "mark" else 0)
    body, tail = clause[:end], clause[end:]
    if any(grammar.has("hearsay", piece) for piece in body):
        # What somebody is only said to have done is left unread.
        return [piece.told(piece.text) if piece.verbs else piece for piece in clause]
    place = next((n for n, p in enumerate(body) if is_finite_german(p, grammar)), None)
    if place is None:
        return [*_last_verb(body, grammar), *tail]
    if place == len(body) - 1 or body[0].low in _SUBORDINATING:
        return [*_last_verb(body, grammar), *tail]
    verb, rest = german_verb(body, place, grammar)
    is_fronted = bool(place) and _is_adverbial(body[0], grammar)
    if place and not is_fronted and _has_object_first(body[:place], rest):
        return None
    if verb is None:
        return [piece.told(piece.text) if piece.verbs else piece for piece in clause]
    if verb.english.startswith(_PASSIVE):
        rest = _with_doer(rest)
    joins = 1 if body[0].low in {"und", "aber", "sondern"} else 0
    lead, front = body[: min(joins, place)], body[joins:place]
    if front and grammar.has("accusatives", front[0]):
        return None
    is_inverted = _is_adverbial(front[0], grammar) if front else not lead
    if is_inverted:
        subject, rest = subject_behind(rest, grammar)
        if front and not subject:
            return None
        return [*lead, *front, *subject, verb, *rest, *tail]
    return [*lead, *front, verb, *rest, *tail]


def _last_verb(body: list[Piece], grammar: Grammar) -> list[Piece]:
    """A clause whose verb comes last: its forms are put into English where they stand."""
    following = [*body[1:], None] if body else []
    return [_verb_in_place(one, after, grammar) for one, after in zip(body, following, strict=True)]


def _is_adverbial(first: Piece, grammar: Grammar) -> bool:
    """Whether a clause that begins so has its subject behind its verb."""
    return grammar.has("fronts", first) or first.sort == "weekday"


def _with_doer(rest: Sequence[Piece]) -> list[Piece]:
    """A passive's "von" as "by", where it says whose deed it is and not of whom somebody is."""
    place = next((n for n, piece in enumerate(rest) if piece.low in {"von", "vom"}), None)
    if place is None or (place and rest[place - 1].is_noun):
        return list(rest)
    return [*rest[:place], rest[place].told("by", "small"), *rest[place + 1 :]]


def _has_object_first(front: Sequence[Piece], rest: Sequence[Piece]) -> bool:
    """Whether a thing stands before the verb and somebody right behind it: "Die Hilfe hat X blockiert"."""
    is_pronoun = front[0].low in {"er", "sie", "es", "wir", "ich"}
    if not rest or is_pronoun or any(piece.sort in _SOMEBODY for piece in front[:_HEAD]):
        return False
    is_doer = rest[0].low == "der" and any(piece.sort is Sort.PERSON for piece in rest[1:3])
    return is_doer or rest[0].sort in _NAMED


def _verb_in_place(piece: Piece, after: Piece | None, grammar: Grammar) -> Piece:
    if piece.sort != "verb":
        return piece
    done = next((v for v in piece.verbs if v.tense is Tense.PARTICIPLE), None)
    reading = next((v for v in piece.verbs if v.tense in FINITE and not v.prefix), None)
    if done is not None and (after is not None or reading is None):
        has_done = after is not None and grammar.has("have", after)
        return piece.told(done.past if has_done else done.participle)
    if reading is None:
        return piece
    return piece.told(simple(reading, is_denied=False, is_plural=is_many(piece.low)))


def german_verb(
    body: Sequence[Piece], place: int, grammar: Grammar
) -> tuple[Piece | None, list[Piece]]:
    """The verb of a main clause in English, and the rest of the clause without it."""
    piece, rest = body[place], list(body[place + 1 :])
    is_denied = any(grammar.has(name, p) for p in rest for name in ("negation", "none"))
    # "Schickt keine Soldaten": does not send soldiers.
    kept = [p for p in rest if not any(grammar.has(name, p) for name in ("negation", "none"))]
    if piece.sort == "verb":
        return _plain_german_verb(piece, kept, is_denied=is_denied)
    denied = " not" if is_denied else ""
    if piece.sort == "modal":
        lead = piece.told("will not") if is_denied else piece
        return _modal_german_verb(lead, kept)
    has_been = False
    while kept and grammar.has("been", kept[-1]):
        kept.pop()
        has_been = True
    done, bare = _last_form(kept, Tense.PARTICIPLE), _last_form(kept, Tense.INFINITIVE)
    if grammar.has("passive_now", piece):
        if kept and kept[-1].low == "werden":
            kept.pop()
            done = _last_form(kept, Tense.PARTICIPLE)
            if done is not None:
                return piece.told(f"will{denied} be {done[1].participle}"), _without(kept, done[0])
        if done is None and bare is not None:
            return piece.told(f"will{denied} {bare[1].base}"), _without(kept, bare[0])
    if done is None:
        return piece.told(f"{piece.english}{denied}"), kept
    reading, kept = done[1], _without(kept, done[0])
    has_moved = reading.is_moving and any(grammar.has(name, piece) for name in ("be", "was"))
    if grammar.has("have", piece) or has_moved:
        return piece.told(f"did not {reading.base}" if is_denied else reading.past), kept
    is_past = has_been or any(grammar.has(name, piece) for name in ("passive", "was"))
    be = _BE[is_past, grammar.has("plural", piece)]
    return piece.told(f"{be}{denied} {reading.participle}"), kept


#: By whether it is past, and of several.
_BE = {(True, True): "were", (True, False): "was", (False, True): "are", (False, False): "is"}


def _modal_german_verb(piece: Piece, rest: list[Piece]) -> tuple[Piece | None, list[Piece]]:
    """As in "soll verlegt werden", "will schicken"; None for "soll getötet haben", which is hearsay."""
    if rest and rest[-1].low == "werden":
        done = _last_form(rest[:-1], Tense.PARTICIPLE)
        if done is None:
            return None, []
        kept = _without(rest[:-1], done[0])
        return piece.told(f"{piece.english} be {done[1].participle}"), kept
    bare = _last_form(rest, Tense.INFINITIVE)
    if bare is None:
        return None, []
    return piece.told(f"{piece.english} {bare[1].base}"), _without(rest, bare[0])


def _plain_german_verb(
    piece: Piece, rest: list[Piece], *, is_denied: bool
) -> tuple[Piece | None, list[Piece]]:
    """A finite verb, with its prefix from the clause's end."""
    last = rest[-1] if rest else None
    readings = [v for v in piece.verbs if v.tense in FINITE]
    parted = [v for v in readings if last is not None and v.prefix and v.prefix == last.low]
    whole = [v for v in readings if not v.prefix]
    if parted:
        reading, rest = parted[0], rest[:-1]
    elif whole:
        reading = whole[0]
    else:
        return None, []
    are_many = is_many(piece.low) and reading.tense is Tense.PRESENT
    return piece.told(simple(reading, is_denied=is_denied, is_plural=are_many)), rest


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
