"""Subjects: what one source sentence tells of somebody is not told of somebody else.

`others_deeds` compares the two sides of a verb.  Here the sentence that has the verb and comes
nearest in all other words is looked at: where neither it nor the one before names whom the
sentence is about, and it names others, it is theirs.
"""

from __future__ import annotations

from collections.abc import Iterator

from bot.domain.claims import Problem, ProblemKind
from bot.grounding.allegations import is_denial_of_theirs
from bot.grounding.deed_sides import roots_at
from bot.grounding.grounds import Ground, Grounds
from bot.grounding.names import Name, read_names
from bot.grounding.places import place_of
from bot.grounding.same_names import are_same
from bot.memory.frequencies import weight_of
from bot.sentence_reading.deeds import is_verb, tokens_of

#: Share of the weight of a sentence's other words that a source sentence must hold to be nearest.
LEAST_HELD = 0.6
#: How much less than the best one another may hold and be counted beside it.
CLOSE = 0.15
#: Characters before the name that a sentence begins with: "The ".
LONGEST_ARTICLE = 4


def check_subjects(claim: Ground, grounds: Grounds) -> Iterator[Problem]:
    """A problem for a subject by name that the nearest source sentences have others for."""
    found = _subject(claim)
    if found is None or is_denial_of_theirs(claim, grounds):
        return
    subject, roots = found
    if not _is_named(subject, grounds):
        return
    others = {
        t.stem for t in claim.tokens if t.is_content and not subject.start <= t.start < subject.end
    }
    total = sum(map(weight_of, others))
    if not total:
        return
    held = [(sum(map(weight_of, others & g.stems)) / total, g) for g in grounds.cited]
    best = max((share for share, _ in held), default=0.0)
    if best < LEAST_HELD:
        return
    near = [g for share, g in held if share >= best - CLOSE]
    if all(
        not roots.isdisjoint(ground.stems)
        and _is_about_others(subject, ground, grounds)
        and not _begins_with_one_of(ground, claim)
        for ground in near
    ):
        yield Problem(ProblemKind.NAME, subject.text)


def _subject(sentence: Ground) -> tuple[Name, frozenset[str]] | None:
    """The name that a sentence begins with, and the stems of the verb that comes right after it."""
    names = read_names(sentence)
    if not names:
        return None
    first = names[0]
    if len(first.parts) > 1:
        return None  # "Ida Kern of the Standard"
    tokens = tokens_of(sentence.text)
    after = [at for at, t in enumerate(tokens) if t.word.start >= first.end]
    leading = [t for t in tokens if t.word.start < first.start and t.low != "the"]
    if leading or not after:
        return None
    at = after[0]
    while at < len(tokens) and (tokens[at].word.is_stop or tokens[at].low.endswith("ly")):
        at += 1
    if at >= len(tokens) or not is_verb(tokens, at):
        return None
    return first, roots_at(tokens, at)


def _begins_with_one_of(ground: Ground, claim: Ground) -> bool:
    """Whether whom the source sentence is about stands elsewhere in ours: "got it from Ostra"."""
    first = read_names(ground)[:1]
    return any(are_same(name, other, ()) for name in first for other in read_names(claim))


def _is_named(subject: Name, grounds: Grounds) -> bool:
    """Whether the sources name it anywhere: what they do not know at all `names` looks at."""
    return any(
        are_same(subject, name, ()) for ground in grounds.cited for name in read_names(ground)
    )


def _is_about_others(subject: Name, ground: Ground, grounds: Grounds) -> bool:
    here = read_names(ground)
    # A sentence that begins with a name does not go on with the one before.
    is_of_its_own = bool(here) and here[0].start <= LONGEST_ARTICLE
    before = read_names(Ground(ground.before)) if ground.before and not is_of_its_own else ()
    if any(are_same(subject, name, grounds.whole) for name in (*here, *before)):
        return False
    is_place = place_of(subject.text) is not None
    return any((place_of(name.text) is not None) == is_place for name in here)
