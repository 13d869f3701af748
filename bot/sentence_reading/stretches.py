"""Stretches of a sentence: whom and what they name, and how surely they tell it.  Pure.  English."""

from __future__ import annotations

from collections.abc import Sequence

from bot.memory.frequencies import weight_of
from bot.sentence_reading.calendar_words import DAYS, MONTHS
from bot.sentence_reading.dated_sentences import Keys
from bot.sentence_reading.deed_words import deed_words
from bot.sentence_reading.deeds import Deed, Token, is_denial, low_at
from bot.sentence_reading.near_synonyms import near_to
from bot.sentence_reading.overtaking_words import overtaking_words
from bot.sentence_reading.reading_words import reading_words
from bot.sentence_reading.readings import NAME_WEIGHT, is_name
from bot.sentence_reading.reporting_verbs import saying_verbs

#: Words before a verb among which what makes it uncertain, or one to come, stands.
BEFORE_VERB = 5
#: Keys that two articles must share around sentences that name no event, and what such a key weighs.
SHARED_AROUND, TELLING = 3, 3.5


def is_one_matter(shared: Keys) -> bool:
    """Whether what two sentences have around them in common makes theirs one matter."""
    weights = [weight_of(k) for k in shared - DAYS - MONTHS if not k[0].isdigit()]
    telling = [weight for weight in weights if weight >= TELLING]
    return len(telling) >= SHARED_AROUND and max(telling) >= NAME_WEIGHT


def is_certain(before: Sequence[Token]) -> bool:
    """Whether a verb after these words is told as a fact, and not as a wish, a denial or a doubt."""
    uncertain = overtaking_words().uncertain
    near_by = before[-BEFORE_VERB:]
    lows = [token.low for token in near_by]
    if lows[-2:] == ["to", "be"] and not {"is", "are"} & set(lows[-4:-2]):
        return False
    return lows[-1:] != ["to"] and not any(low in uncertain for low in lows)


def subject_of(deed: Deed) -> tuple[Token, ...]:
    """The words before a verb, from the last border or the last "said that" on."""
    start = 0
    for at, token in enumerate(deed.before):
        if token.after_border:
            start = at
        is_said = token.low == "that" and any(map(says, deed.before[max(0, at - 4) : at]))
        if says(token) or is_said:
            start = at + 1
    return deed.before[start:]


def object_of(deed: Deed, tokens: Sequence[Token]) -> Sequence[Token]:
    """The words after a verb, but for who says so: ", President Marku said"."""
    end = len(deed.before) + 1 + len(deed.after)
    if end < len(tokens) and says(tokens[end]):
        commas = [at for at, token in enumerate(deed.after) if token.after_comma]
        return deed.after[: commas[-1]] if commas else deed.after
    return deed.after


def is_passive_here(deed: Deed) -> bool:
    """Whether the verb is told of what it is done to: "has been put off"."""
    last = [token.low for token in deed.before if not token.low.endswith("ly")][-1:]
    return deed.is_passive or any(low in deed_words().be for low in last)


def says(token: Token) -> bool:
    """Whether a word tells that somebody said something."""
    verbs = saying_verbs()
    return token.low in verbs.of_a_speaker - verbs.with_particle


def is_negative(tokens: Sequence[Token]) -> bool:
    """Whether any of the words denies."""
    return any(is_denial(token) for token in tokens)


def content_of(tokens: Sequence[Token]) -> Sequence[Token]:
    """The words that say something."""
    return [token for token in tokens if not token.word.is_stop]


def names_of(tokens: Sequence[Token]) -> Keys:
    """Keys of names of people, places and bodies; offices are none."""
    offices = reading_words().offices
    return frozenset(
        token.key
        for token in content_of(tokens)
        if is_name(token.word, token.key) and token.low not in offices
    )


def things_of(tokens: Sequence[Token]) -> Keys:
    """Keys of what is neither name nor day nor figure."""
    names = names_of(tokens)
    return frozenset(
        token.key
        for token in content_of(tokens)
        if token.key not in names | DAYS | MONTHS and not token.word.is_figure and not says(token)
    )


def near_keys(tokens: Sequence[Token]) -> Keys:
    """Keys of the words, and of those that reports use of the same."""
    return frozenset[str]().union(
        *(near_to(token.low) | {token.key} for token in content_of(tokens))
    )


def figures_of(tokens: Sequence[Token]) -> Keys:
    """The figures, as they are written."""
    return frozenset(t.word.text for t in tokens if t.word.is_figure)


def days_of(tokens: Sequence[Token]) -> frozenset[tuple[str, str]]:
    """Days of a month, as figure and month, but for the ones that something is moved to."""
    found: set[tuple[str, str]] = set()
    for at, token in enumerate(tokens):
        if token.word.stem not in MONTHS:
            continue
        for day, before in ((at - 1, at - 2), (at + 1, at - 1)):
            is_day = 0 <= day < len(tokens) and tokens[day].word.is_figure
            if is_day and low_at(tokens, before) not in {"to", "until", "till"}:
                found.add((tokens[day].word.text, token.word.stem))
    return frozenset(found)


def covered(tokens: Sequence[Token], told: Keys) -> float:
    """The share of what the words say, by weight, that is told; days apart."""
    keys = {t.key for t in content_of(tokens) if t.word.stem not in DAYS | MONTHS}
    total = sum(map(weight_of, keys))
    return sum(map(weight_of, keys & told)) / total if total else 0.0


def is_deed(token: Token) -> bool:
    """Whether a word may be a verb that tells a deed."""
    return token.word.stem in deed_words().verbs | overtaking_words().other_forms
