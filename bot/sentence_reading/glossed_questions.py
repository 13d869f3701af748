"""A French, German or Spanish question put into an English one, where all of its words are known.  Pure.

What asks is put into its English word and the verb where English questions have it; the rest is
glossed like a sentence.  A question of which one word is not known is left alone: half a question
asks something else.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache

from bot.memory.field_words import LANGUAGES, Sort
from bot.sentence_reading.german_order import german_verb, is_finite_german, subject_behind
from bot.sentence_reading.gloss_pieces import Grammar, Piece, grammar_of
from bot.sentence_reading.gloss_verbs import adjectives_first, third_person, verb_at, verbs_together
from bot.sentence_reading.gloss_writing import written
from bot.sentence_reading.list_files import read_lists

#: Characters of a question that is read.
MOST_CHARACTERS = 400

_INVERTED = re.compile(r"-(?:t-)?(?:ils?|elles?|on)\b", re.IGNORECASE)
_MARKS = "?!.¿¡ \N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}"
_AUXILIARY = re.compile(
    r"(is|are|was|were|will|would|can|could|must|may|should)\b ?(.*)", re.DOTALL
)
_SUBJECT_OF_WORDS = re.compile(r"^(?:on|to) ")
_NAMES = frozenset({"name", Sort.COUNTRY, Sort.CITY})


@dataclass(frozen=True, slots=True)
class _Asking:
    """A word that asks: its English, and whether a noun stands with it or it is the subject."""

    pattern: re.Pattern[str]
    english: str
    has_noun: bool
    is_subject: bool


@lru_cache(maxsize=256)
def question_in_english(question: str) -> str | None:
    """The question in English; None where it does not begin as is listed, or has other words.

    >>> question_in_english("Combien de soldats le Kenya va-t-il retirer d'Haïti ?")
    'How many soldiers will Kenya withdraw of Haiti?'
    >>> question_in_english("Wann wurde das Embargo gegen den Sudan verlängert?")
    'When was the embargo on Sudan extended?'
    >>> question_in_english("¿Dónde firmaron Chile y Perú el acuerdo?")
    'Where did Chile and Peru sign the agreement?'
    >>> question_in_english("Qui a peint le plafond ?")
    """
    bare = question[:MOST_CHARACTERS].strip(_MARKS)
    found = (_in_english(bare, language) for language in LANGUAGES)
    return next(filter(None, found), None)


def _in_english(bare: str, language: str) -> str | None:
    lists = _lists(language)
    for pattern, english in lists.templates:
        found = pattern.fullmatch(bare)
        if found is not None:
            return _filled(english, found, language)
    for pattern, other in lists.restated:
        bare = pattern.sub(other, bare)
    for asking in lists.askings:
        found = asking.pattern.match(bare)
        told = _asked(bare[found.end() :], asking, language) if found is not None else None
        if told is not None:
            return f"{told}?"
    return None


def _filled(english: str, found: re.Match[str], language: str) -> str | None:
    """A question that is put into English as a whole, with what stands in it."""
    for number, text in enumerate(found.groups(), start=1):
        pieces = _known(text, language)
        if pieces is None:
            return None
        if language != "de":
            pieces = adjectives_first(pieces)
        english = english.replace(f"<{number}>", written(pieces))
    return english


def _asked(rest: str, asking: _Asking, language: str) -> str | None:
    grammar = grammar_of(language)
    pieces = _known(_INVERTED.sub("", rest) if language == "fr" else rest, language)
    if grammar is None or not pieces:
        return None
    if language != "de":
        pieces = adjectives_first(pieces)
    place = next((n for n in range(len(pieces)) if _begins_verb(pieces, n, grammar)), None)
    if place is None:
        return None
    noun, before = _with_noun(pieces[:place], asking)
    if asking.has_noun and not noun:
        return None
    told = _with_verb(pieces, place, before, asking, grammar)
    if asking.english == "How many":
        noun = [replace(piece, is_plural=True) if piece.is_noun else piece for piece in noun]
    return None if told is None else " ".join(filter(None, (asking.english, written(noun), told)))


def _known(text: str, language: str) -> list[Piece] | None:
    """The pieces of a text; None where a word is not known."""
    grammar = grammar_of(language)
    pieces = grammar.read(text.strip(), frozenset()) if grammar is not None else None
    if pieces is None:
        return None
    prefixes = {verb.prefix for piece in pieces for verb in piece.verbs}
    is_known = not any(_is_unknown(piece) and piece.low not in prefixes for piece in pieces)
    return pieces if is_known else None


def _is_unknown(piece: Piece) -> bool:
    return piece.sort == "unknown" or (
        piece.sort == "mark" and piece.text not in {",", '"', "“", "”", "%"}
    )


def _begins_verb(pieces: Sequence[Piece], at: int, grammar: Grammar) -> bool:
    if grammar.language == "de":
        return is_finite_german(pieces[at], grammar)
    return _verb(pieces, at, grammar)[1] is not None


def _verb(pieces: Sequence[Piece], at: int, grammar: Grammar) -> tuple[int, Piece | None]:
    """The French or Spanish verb at a place; "est" alone is one."""
    end, verb = verb_at(pieces, at, grammar)
    if verb is None and any(grammar.has(name, pieces[at]) for name in ("be", "was")):
        return at + 1, pieces[at]
    return end, verb


def _with_noun(before: Sequence[Piece], asking: _Asking) -> tuple[list[Piece], list[Piece]]:
    """The noun that is asked with, and who stands before the verb."""
    if not asking.has_noun:
        return [], [p for p in before if p.low not in {"se", "s'"}]
    end = next(
        (n for n, p in enumerate(before) if n and (p.english == "the" or p.sort in _NAMES)),
        len(before),
    )
    # "combien de pays de l'Union": what a noun is of belongs to it.
    while 0 < end < len(before) and before[end - 1].english in {"of", "of the", "in", "in the"}:
        end = next(
            (
                n
                for n in range(end + 1, len(before))
                if before[n].english == "the" or before[n].sort in _NAMES
            ),
            len(before),
        )
    return list(before[:end]), [p for p in before[end:] if p.low not in {"se", "s'"}]


def _with_verb(
    pieces: Sequence[Piece],
    place: int,
    before: Sequence[Piece],
    asking: _Asking,
    grammar: Grammar,
) -> str | None:
    """The question from its verb on, with who does it where English questions have that."""
    if grammar.language == "de":
        verb, rest = german_verb(pieces, place, grammar)
        if verb is None:
            return None
    else:
        end, verb = _verb(pieces, place, grammar)
        if verb is None:
            return None
        rest = verbs_together(list(pieces[end:]), grammar)
    subject = list(before)
    is_inverted = bool(subject) or not asking.is_subject
    if not subject and (not asking.is_subject or _has_subject_behind(rest, asking, verb, grammar)):
        subject, rest = _subject_of(rest, grammar)
        is_inverted = True
        if not subject:
            return None
    after = written([verb, *rest]).removeprefix(verb.english).strip()
    if not is_inverted:
        return f"{verb.english} {after}".strip()
    head, tail = _parted(verb.english, pieces[place:], is_many=_are_many(subject))
    if tail.startswith("say"):
        after = _SUBJECT_OF_WORDS.sub("about ", after)
    if grammar.language == "de" and " " not in tail and head in {"is", "are", "was", "were"}:
        return " ".join(filter(None, (head, written([*subject, *rest]), tail)))
    return " ".join(filter(None, (head, written(subject), tail, after)))


def _has_subject_behind(
    rest: Sequence[Piece], asking: _Asking, verb: Piece, grammar: Grammar
) -> bool:
    """Whether who does it stands behind the verb: "wie viele Soldaten zieht Kenia ab"."""
    if not asking.has_noun or grammar.language == "fr" or not rest:
        return False
    is_passive = _AUXILIARY.match(verb.english) is not None and not verb.english.startswith("will")
    is_somebody = rest[0].sort in _NAMES or rest[0].low in {"der", "die", "das"}
    return is_somebody and not is_passive


def _subject_of(rest: Sequence[Piece], grammar: Grammar) -> tuple[list[Piece], list[Piece]]:
    """Who stands right behind the verb, with what it is of and who is joined to it."""
    subject, others = subject_behind(rest, grammar)
    while subject and others:
        joins = others[0].english in {"and", "of", "of the"} or others[0].low in {
            "zwischen",
            "entre",
        }
        is_added = (
            others[0].english in {"against", "for", "on", "between", "with"}
            and others[0].sort == "small"
            and subject[-1].is_noun
            and subject[-1].sort is Sort.NOUN
        )
        if not joins and not is_added:
            break
        more, left = subject_behind(others[1:], grammar, takes_any=True)
        if not more:
            break
        subject, others = [*subject, others[0], *more], left
    return subject, others


def _parted(english: str, verbs: Sequence[Piece], *, is_many: bool) -> tuple[str, str]:
    """An English verb as its auxiliary and the rest: "did" and "withdraw" of "withdrew"."""
    found = _AUXILIARY.match(english)
    if found is not None:
        return found[1], found[2]
    if english.startswith("did not "):
        return "did", f"not {english.removeprefix('did not ')}"
    readings = [reading for piece in verbs for reading in piece.verbs]
    base = next((r.base for r in readings if r.past == english), None)
    if base is not None:
        return "did", base
    base = next((r.base for r in readings if english in {r.base, third_person(r.base)}), english)
    return ("do" if is_many else "does"), base


def _are_many(subject: Sequence[Piece]) -> bool:
    return any(piece.is_plural or piece.english == "and" for piece in subject)


@dataclass(frozen=True, slots=True)
class _Lists:
    askings: tuple[_Asking, ...]
    restated: tuple[tuple[re.Pattern[str], str], ...]
    templates: tuple[tuple[re.Pattern[str], str], ...]


@cache
def _lists(language: str) -> _Lists:
    lists = read_lists("glosses.toml")[language]
    return _Lists(
        _askings(lists["asking"]),
        tuple((re.compile(a, re.IGNORECASE), b.replace("$", "\\")) for a, b in lists["restated"]),
        tuple((re.compile(a, re.IGNORECASE), b) for a, b in lists["templates"]),
    )


def _askings(listed: Sequence[tuple[str, str, str]]) -> tuple[_Asking, ...]:
    return tuple(
        _Asking(
            re.compile(rf"(?:{pattern})(?:(?<=['’])|(?!\w))", re.IGNORECASE),
            english,
            "noun" in kind,
            "subject" in kind,
        )
        for pattern, english, kind in listed
    )
