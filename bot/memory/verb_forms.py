"""The forms of French, German and Spanish verbs in reports: third persons, participles, infinitives.  Pure.

A verb is listed as `memory/field_words.txt` says: regular by its infinitive alone.
"""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum
from typing import NamedTuple


class Tense(StrEnum):
    """What a form of a verb tells."""

    INFINITIVE = "infinitive"
    PRESENT = "present"
    PAST = "past"
    FUTURE = "future"
    CONDITIONAL = "conditional"
    PARTICIPLE = "participle"
    GERUND = "gerund"


class VerbForm(NamedTuple):
    """One form; `prefix` is what of a German verb stands apart from it."""

    text: str
    tense: Tense
    prefix: str = ""


def verb_forms(listed: str, language: str) -> Iterator[VerbForm]:
    """The forms of a verb, by what is listed of it.

    >>> [f.text for f in verb_forms("firmar", "es")][:4]
    ['firmar', 'firmado', 'firmada', 'firmados']
    >>> [(f.text, f.prefix) for f in verb_forms("ab/lehnen", "de") if f.tense is Tense.PAST]
    [('lehnte', 'ab'), ('lehnten', 'ab'), ('ablehnte', ''), ('ablehnten', '')]
    """
    parts = [("" if part == "-" else part) for part in listed.split()]
    parts += [""] * (5 - len(parts))
    by_language = {"fr": _french, "de": _german, "es": _spanish}
    seen: set[VerbForm] = set()
    for form in by_language[language](*parts[:5]):
        if form.text and form not in seen:
            seen.add(form)
            yield form


def _french(
    infinitive: str, participle: str = "", present: str = "", stem: str = "", _: str = ""
) -> Iterator[VerbForm]:
    root = infinitive[:-2]
    is_regular = infinitive.endswith("er")
    yield VerbForm(infinitive, Tense.INFINITIVE)
    done = participle or (f"{root}é" if is_regular else f"{root}i")
    for ending in ("", "e", "s", "es"):
        yield VerbForm(done + ending, Tense.PARTICIPLE)
    now = present or (f"{root}e" if is_regular else f"{root}it")
    many = f"{root}ent" if is_regular and not present else f"{now.removesuffix('t')}ent"
    yield from (VerbForm(text, Tense.PRESENT) for text in (now, many.replace("eent", "ent")))
    to_come = stem or infinitive
    yield from (VerbForm(to_come + e, Tense.FUTURE) for e in ("a", "ont"))
    yield from (VerbForm(to_come + e, Tense.CONDITIONAL) for e in ("ait", "aient"))
    if is_regular:
        soft = f"{root}e" if root.endswith("g") else root
        soft = f"{root[:-1]}ç" if root.endswith("c") else soft
        yield from (VerbForm(soft + e, Tense.PAST) for e in ("ait", "aient", "a"))
        yield VerbForm(f"{root}èrent", Tense.PAST)
        yield VerbForm(f"{soft}ant", Tense.GERUND)


_SAME_STEM = (
    "be",
    "ver",
    "er",
    "ent",
    "zer",
    "miss",
    "emp",
    "ge",
    "unter",
    "über",
    "wider",
    "untersuch",
)


def _german(
    infinitive: str, present: str = "", past: str = "", participle: str = "", _: str = ""
) -> Iterator[VerbForm]:
    prefix, _, verb = infinitive.rpartition("/")
    root = verb.removesuffix("en") if verb.endswith("en") else verb.removesuffix("n")
    soft = f"{root}e" if root.endswith(("t", "d", "chn", "ffn")) else root
    now, was = present or f"{soft}t", past or f"{soft}te"
    bare = participle or _weak_participle(root, soft, verb)
    yield VerbForm(prefix + verb, Tense.INFINITIVE)
    if prefix:
        yield VerbForm(f"{prefix}zu{verb}", Tense.INFINITIVE)
    yield VerbForm(prefix + bare, Tense.PARTICIPLE)
    plural = f"{was}n" if was.endswith("e") else f"{was}en"
    finite = ((now, Tense.PRESENT), (verb, Tense.PRESENT), (was, Tense.PAST), (plural, Tense.PAST))
    for text, tense in finite:
        yield VerbForm(text, tense, prefix)
    if prefix:
        yield from (VerbForm(prefix + text, tense) for text, tense in finite if text != verb)


def _weak_participle(root: str, soft: str, verb: str) -> str:
    is_plain = verb.endswith("ieren") or root.startswith(_SAME_STEM)
    return f"{soft}t" if is_plain else f"ge{soft}t"


def _spanish(
    infinitive: str, participle: str = "", past: str = "", present: str = "", stem: str = ""
) -> Iterator[VerbForm]:
    root, ending = infinitive[:-2], infinitive[-2:]
    is_first = ending == "ar"
    done = participle or f"{root}{'ado' if is_first else 'ido'}"
    yield VerbForm(infinitive, Tense.INFINITIVE)
    yield from (VerbForm(done[:-1] + e, Tense.PARTICIPLE) for e in ("o", "a", "os", "as"))
    was = past or f"{root}{'ó' if is_first else 'ió'}"
    yield VerbForm(was, Tense.PAST)
    yield VerbForm(_spanish_plural_past(was, is_first=is_first), Tense.PAST)
    now = present or f"{root}{'a' if is_first else 'e'}"
    yield from (VerbForm(text, Tense.PRESENT) for text in (now, f"{now}n"))
    to_come = stem or infinitive
    yield from (VerbForm(to_come + e, Tense.FUTURE) for e in ("á", "án"))
    yield from (VerbForm(to_come + e, Tense.CONDITIONAL) for e in ("ía", "ían"))
    gerund = "ando" if is_first else "iendo"
    yield VerbForm(root + gerund, Tense.GERUND)


def _spanish_plural_past(past: str, *, is_first: bool) -> str:
    if past.endswith("ió") and not is_first:
        return f"{past[:-2]}ieron"
    if past.endswith("yó"):
        return f"{past[:-1]}eron"
    if past.endswith("ó"):
        return f"{past[:-1]}{'aron' if is_first else 'eron'}"
    return f"{past[:-1]}eron" if past.endswith("jo") else f"{past[:-1]}ieron"
