"""Whether a later sentence denies a deed, or tells as done what was to come.  Pure.  English."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from bot.sentence_reading.dated_sentences import Overtaking, ToldSentence
from bot.sentence_reading.deeds import Deed, Token, Verb, deeds_of, is_verb, low_at, tokens_of
from bot.sentence_reading.overtaking_words import overtaking_words
from bot.sentence_reading.stretches import (
    BEFORE_VERB,
    is_certain,
    is_deed,
    is_negative,
    is_one_matter,
    names_of,
    near_keys,
    says,
    subject_of,
    things_of,
)

#: Sentences kept as read.
KEPT = 1_024


@dataclass(frozen=True, slots=True)
class _Use:
    """A verb of the earlier sentence, what tells the same deed, and whether it was to come."""

    deed: Deed
    verb: Verb
    was_to_come: bool


def denies_or_does(later: ToldSentence, earlier: ToldSentence) -> Overtaking | None:
    """How the later sentence denies a deed of the earlier one, or does it; None if neither."""
    tokens = tokens_of(later.text)
    stems = {token.word.stem for token in tokens}
    for use in _uses(earlier.text):
        if not use.verb.roots & stems:
            continue
        left_out = names_of(_left_out(later.text, use.verb))
        if use.deed.is_passive and left_out and left_out <= names_of(subject_of(use.deed)):
            return Overtaking.DENIED if use.was_to_come else Overtaking.DISPUTED
        for second in deeds_of(later.text, use.verb):
            kind = _kind(second, tokens, use)
            if kind is not None and _is_same_deed(second, use.deed, later, earlier):
                return kind
    return None


@lru_cache(maxsize=KEPT)
def _uses(text: str) -> tuple[_Use, ...]:
    """The verbs of a sentence that a later one may deny or tell as done."""
    tokens, otherwise = tokens_of(text), overtaking_words().done_otherwise
    found: list[_Use] = []
    for place, token in enumerate(tokens):
        if not is_deed(token) or says(token) or not is_verb(tokens, place):
            continue
        verb = Verb.of(token.low, token.key, low_at(tokens, place + 1))
        wide = replace(verb, forms=verb.forms | otherwise.get(token.word.stem, frozenset()))
        found += [
            _Use(deed, wide, is_to_come(tokens, place))
            for deed in deeds_of(text, verb)
            if len(deed.before) == place and not _denied(deed)
        ]
    return tuple(found)


def _kind(second: Deed, tokens: Sequence[Token], use: _Use) -> Overtaking | None:
    """Whether the later deed is denied, or done where the earlier one was to come."""
    place, was_to_come = len(second.before), use.was_to_come
    if _denied(second) and (was_to_come or use.deed.is_finite):
        # "Will not" against "will" is one word against another.
        is_over = was_to_come and not is_to_come(tokens, place)
        return Overtaking.DENIED if is_over else Overtaking.DISPUTED
    is_past = second.is_finite and tokens[place].low != tokens[place].word.stem
    if was_to_come and is_past and not is_to_come(tokens, place) and is_certain(second.before):
        return Overtaking.DONE if not tokens[place].low.endswith(("ing", "s")) else None
    return None


def is_to_come(tokens: Sequence[Token], place: int) -> bool:
    """Whether a verb is told as to come: "will sign", "is expected to vote"."""
    lists = overtaking_words()
    for at in range(place - 1, max(-1, place - BEFORE_VERB), -1):
        token = tokens[at]
        if token.low == "to":
            return low_at(tokens, at - 1) in lists.expecting
        if token.low in lists.to_come:
            return True
        if not (token.word.is_stop or token.low.endswith("ly")) or tokens[at + 1].after_border:
            return False
    return False


def _denied(deed: Deed) -> bool:
    return deed.is_denied or any(t.low == "no" for t in deed.before[-BEFORE_VERB:])


def _left_out(text: str, verb: Verb) -> Sequence[Token]:
    """Who is told not to be among those to whom it was done; nobody where that is not told."""
    tokens = tokens_of(text)
    for at, token in enumerate(tokens):
        done = {t.word.stem for t in tokens[at + 1 : at + 1 + BEFORE_VERB]}
        if token.low == "among" and done & verb.roots and is_negative(tokens[max(0, at - 3) : at]):
            return tokens[:at]
    return ()


def _is_same_deed(second: Deed, first: Deed, later: ToldSentence, earlier: ToldSentence) -> bool:
    before, other_before = subject_of(second), subject_of(first)
    if second.is_passive == first.is_passive:
        who, what, other_what = before, second.after, first.after
    else:
        who, what, other_what = second.after, before, first.after
    names, other_names = names_of(who), names_of(other_before)
    if not names & other_names or len(names - other_names - earlier.around) * 2 > len(names):
        return False
    if first.is_passive or second.is_passive:
        return True  # Who it is done to is the same.
    things, other_things = things_of(what), near_keys(other_what)
    its_names, their_names = names_of(what), names_of(other_what)
    if its_names and their_names and not its_names & their_names:
        return False
    if things and other_things:
        return bool(things & other_things)
    return is_one_matter(later.around & earlier.around)
