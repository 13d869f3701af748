"""Glossed words as an English sentence: days with "on", places with the preposition that they take.  Pure."""

from __future__ import annotations

from collections.abc import Sequence

from bot.memory.field_words import Sort
from bot.sentence_reading.gloss_pieces import MAGNITUDES, Piece
from bot.sentence_reading.gloss_verbs import MOVING

#: Words before a place within which a verb of motion stands.
REACH = 5

_PLACES = frozenset({Sort.COUNTRY, Sort.CITY})
_NO_SPACE_BEFORE = frozenset(",;:.?!)”")
_LEADS_TO_DAY = frozenset("on since until by from before after last next for to".split())
_LEAVING = frozenset(
    "withdraw withdrew withdrawn withdraws recall recalled expel expelled flee fled return returned"
    " evacuated".split()
)
#: What is laid on a country, and not against it.
_LAID_ON = frozenset({"embargo", "sanctions", "tariffs"})


def written(pieces: Sequence[Piece]) -> str:
    """The pieces as one sentence."""
    kept = [piece for at, piece in enumerate(pieces) if not _is_left_out(pieces, at)]
    words: list[str] = []
    for at, piece in enumerate(kept):
        after = kept[at + 1] if at + 1 < len(kept) else None
        is_day = piece.sort == "weekday" or (
            piece.sort == "number" and after is not None and after.sort == "month"
        )
        if is_day:
            _lead_to_day(words)
        english = piece.english if after is None else _before(kept, at, after)
        if piece.sort == "number" and not is_day:
            # "On Tuesday 4 diplomats" is no day of a month.
            english = _SMALL.get(english, english)
        if piece.is_plural and piece.is_noun:
            english = _plural(english)
        words.append(english)
    return _joined(words)


def _joined(words: Sequence[str]) -> str:
    text = ""
    for word in filter(None, words):
        is_glued = not text or text[-1] in "“(" or word[0] in _NO_SPACE_BEFORE
        text += word if is_glued else f" {word}"
    return text


def _lead_to_day(words: list[str]) -> None:
    """The word "on" before a day, in place of its article."""
    if len(words) > 1 and words[-1] == "the" and words[-2] in _LEADS_TO_DAY:
        words.pop()
    elif words and words[-1] in {"the", "on the", "at", "of", "in"}:
        words[-1] = "on"
    elif not words or words[-1] not in _LEADS_TO_DAY:
        words.append("on")


def _is_left_out(pieces: Sequence[Piece], at: int) -> bool:
    """Whether English has no word there: articles of places, "of" after a million."""
    piece, before = pieces[at], pieces[at - 1] if at else None
    if not piece.english:
        return True
    if before is not None:
        if piece.english == "of" and before.english in MAGNITUDES.values():
            return True
        if piece.low == "des" and piece.english == "of the" and before.sort in {"done", "small"}:
            return True
        if piece.english == "the" and before.english == "whose":
            return True
    return piece.english == "the" and at + 1 < len(pieces) and pieces[at + 1].sort in _PLACES


def _before(pieces: Sequence[Piece], at: int, after: Piece) -> str:
    """A preposition as it stands before what follows it."""
    piece, english = pieces[at], pieces[at].english
    if english == "against" and at and pieces[at - 1].english in _LAID_ON:
        return "on"
    if piece.low == "um" and _is_near(frozenset({"ask", "asked", "asks"}), pieces, at):
        return "for"
    if after.sort == "number" and english == "to":
        return "at" if at and pieces[at - 1].english.endswith("estimated") else "to"
    if after.sort not in {*_PLACES, "name"}:
        return english
    if english in {"to", "to the"}:
        return "to" if _is_near(MOVING, pieces, at) else "in"
    if piece.low == "nach":
        return "to"
    if english in {"of", "of the"} and after.sort in _PLACES:
        return "from" if _is_near(_LEAVING, pieces, at) else "of"
    return english


def _is_near(verbs: frozenset[str], pieces: Sequence[Piece], at: int) -> bool:
    near = (word for piece in pieces[max(0, at - REACH) : at] for word in piece.english.split())
    return any(word in verbs for word in near)


def _plural(english: str) -> str:
    head, _, last = english.rpartition(" ")
    return f"{head} {_plural_of(last)}".strip()


_SMALL = {
    str(number): name
    for number, name in enumerate(
        "two three four five six seven eight nine ten eleven twelve".split(), start=2
    )
}
_ONE_FORM = ("s", "police", "dead", "aid", "displaced", "injured", "missing")
_IRREGULAR = {"person": "people", "child": "children"}


def _plural_of(noun: str) -> str:
    if noun in _IRREGULAR:
        return _IRREGULAR[noun]
    if noun.endswith("man"):
        return f"{noun[:-3]}men"
    if noun.endswith(_ONE_FORM):
        return noun
    if noun.endswith("y") and noun[-2] not in "aeiou":
        return f"{noun[:-1]}ies"
    return f"{noun}es" if noun.endswith(("sh", "ch", "x")) else f"{noun}s"
