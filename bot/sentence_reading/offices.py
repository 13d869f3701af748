"""Who holds an office, where a sentence names the office beside its holder.  Pure.

English.  "Egypt's president, Abdel Fattah al-Sisi, and the foreign ministers of five Arab states"
names the president of Egypt and no foreign minister, though all the words of both are there.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.memory.equivalents import is_body, is_known_place, keys_of
from bot.memory.words import words_of
from bot.sentence_reading.deed_words import deed_words
from bot.sentence_reading.deeds import Token, is_verb, low_at, tokens_of
from bot.sentence_reading.readings import is_name
from bot.sentence_reading.whose_offices import is_another_office, is_same_owner, owner_of

#: How offices are written before names: "Gov. Eric Holcomb".
_IN_FULL = {"gov": "governor", "sen": "senator", "rep": "representative", "gen": "general"}
#: Words in capitals beside an office that are nobody's name: "the Republican governor".
_OF_PARTIES = frozenset(
    "republican democrat democratic conservative labour liberal socialist communist green former"
    " acting interim new".split()
)
#: Words before and after an office among which its holder's name is looked for.
HOLDER_BEFORE, HOLDER_AFTER = 5, 4
#: Verbs between a name and the office that it holds.
_HOLDING = frozenset(
    "is was are were be been being became become becomes remains remained made chosen elected"
    " re-elected named appointed sworn serves served serving won as nominated confirmed".split()
)
#: Where somebody is sent or speaks: what they lead to is no holder.
_PLACING = frozenset("to in at from with on against after before over during by".split())
_PRONOUNS = frozenset({"its", "their", "his", "her"})
#: Words away from an office, from which a country says nothing about whose it is.
FAR = 9


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What stands around a sentence that names an office, in keys."""

    #: Of the article's title, of the sentences that "the party's" may mean.
    head: frozenset[str]
    before: frozenset[str] = frozenset()
    #: The places that the article opens with, where the question's is not among them: "the
    #: president" may be theirs.
    elsewhere: frozenset[str] = frozenset()
    #: All words of the question: "its speaker" is of the parliament that it asks about.
    asked: frozenset[str] = frozenset()


def names_holder(
    sentence: str, office: Sequence[str], whose: frozenset[str], around: Surroundings
) -> bool:
    """Whether a sentence says who holds an office.

    `office` are the office's words as the question has them, in lower case; `whose` the keys of
    the names in the question.
    """
    tokens = tokens_of(sentence)
    return any(
        not is_another_office(sentence, tokens, start, end, office)
        and _is_its(sentence, tokens, (start, end), whose, around)
        and _has_holder(tokens, start, end, whose)
        for start, end in _places(tokens, office)
    )


def _is_its(
    sentence: str,
    tokens: Sequence[Token],
    place: tuple[int, int],
    whose: frozenset[str],
    around: Surroundings,
) -> bool:
    """Whether the office is the question's country's or body's: as told, or else as it stands."""
    if not whose:
        return True
    owner = owner_of(sentence, tokens, *place)
    if owner:
        is_body = _is_of_bodies_after(sentence, tokens, place[1], around.asked)
        return is_same_owner(owner, whose) and not is_body
    first = _first_name(tokens)
    if owner is not None:  # "its interior minister": whose it is stands before
        if _is_of_described(tokens, place[0]) or _is_of_body(
            sentence, tokens, place[0], around.asked
        ):
            return False
        told = _keys(tokens[: place[0]])
        near = frozenset({first}) if first and first in told else around.before
        return is_same_owner(near, whose) and _are_all_meant(whose, near | told | around.head)
    if _is_of_somebody_else(sentence, tokens, place[0]):
        return False
    is_first = first is not None and is_same_owner(frozenset({first}), whose)
    is_named = is_first or (is_same_owner(around.head, whose) and not around.elsewhere)
    return is_named and _is_of(tokens, *place, whose, around.head)


def _are_all_meant(whose: frozenset[str], near: frozenset[str]) -> bool:
    """Whether a name of several words is named whole: the Democratic Front are no Social Democrats."""
    return all(is_same_owner(frozenset({name}), near) for name in whose)


def _is_of_body(sentence: str, tokens: Sequence[Token], start: int, things: frozenset[str]) -> bool:
    """Whether "its president" is that of a country's body: "Bolivia's Senate ..., its president"."""
    named = (at for at in range(start - 1) if is_name(tokens[at].word, tokens[at].key))
    first = next((at for at in named if not tokens[at].word.is_stop), None)
    if first is None or not _is_possessive(sentence, tokens[first]):
        return False
    return tokens[first + 1].key not in things


def _is_of_somebody_else(sentence: str, tokens: Sequence[Token], start: int) -> bool:
    """Whether a sentence begins with whose minister met "President Kesh": she is not theirs."""
    begin = tokens[:start]
    first = next((at for at, t in enumerate(begin) if is_name(t.word, t.key)), None)
    return (
        first is not None
        and _is_possessive(sentence, tokens[first])
        and any(_is_a_verb(tokens, at) for at in range(first + 1, start))
    )


def _is_of_bodies_after(
    sentence: str, tokens: Sequence[Token], end: int, things: frozenset[str]
) -> bool:
    """Whether it is "the head of Tarsia's regulator", and the question asks about no regulator."""
    if end >= len(tokens) or tokens[end].low != "of":
        return False
    for at in range(end + 1, min(end + 1 + HOLDER_AFTER, len(tokens) - 1)):
        if _is_possessive(sentence, tokens[at]):
            return not any(t.key in things for t in tokens[at + 1 : at + 1 + HOLDER_AFTER])
    return False


def _is_possessive(sentence: str, token: Token) -> bool:
    return sentence[token.word.end : token.word.end + 1] in {"'", "’"}


def _is_of_described(tokens: Sequence[Token], start: int) -> bool:
    """Whether an office is of a thing that is told apart from others: "the *mining* union's leader"."""
    if start < 3 or tokens[start - 1].low in _PRONOUNS or tokens[start].after_comma:
        return False
    described = tokens[start - 2]
    is_common = described.word.text.islower() and not described.word.is_stop
    return is_common and not tokens[start - 1].after_comma


def _first_name(tokens: Sequence[Token]) -> str | None:
    """The key of the first name of a sentence: what it speaks of."""
    return next((t.key for t in tokens if is_name(t.word, t.key) and not t.word.is_stop), None)


def _keys(tokens: Sequence[Token]) -> frozenset[str]:
    return frozenset(token.key for token in tokens)


def _places(tokens: Sequence[Token], office: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Where the words of the office stand side by side, in this form: one office has one holder."""
    for written in _written(office):
        size = len(written)
        for start in range(len(tokens) - size + 1):
            here = tokens[start : start + size]
            if all(map(_is_written, here, written)):
                yield start, start + size


def _written(office: Sequence[str]) -> Iterator[tuple[str, ...]]:
    """How an office may be written: "electricity minister", "minister of electricity"."""
    yield tuple(office)
    if len(office) > 1 and office[0] not in {"prime", "vice", "deputy", "chief"}:
        for joint in ("of", "for"):
            yield office[-1], joint, *office[:-1]


def _is_written(token: Token, word: str) -> bool:
    """Whether a word is that of an office, in either spelling: "defence", "Defense"."""
    low = token.word.text.casefold()
    low = _IN_FULL.get(low, low)
    (key,) = keys_of(list(words_of(word)))[:1] or (word,)
    return low == word or (token.key == key and low.endswith("s") == word.endswith("s"))


def _is_of(
    tokens: Sequence[Token], start: int, end: int, whose: frozenset[str], head: frozenset[str]
) -> bool:
    """Whether the country or body nearest to the office is the question's.

    Where the sentence names none, or the nearest stands far away, the title may.
    """
    if start and end < len(tokens) and _is_of_other(tokens, start, end, whose):
        return False
    distances = [
        (start - at if at < start else at - end + 1, token.key)
        for at, token in enumerate(tokens)
        if (is_known_place(token.key) or token.key in whose) and not start <= at < end
    ]
    distance, nearest = min(distances, default=(FAR, ""))
    if not whose:
        return True
    if distance < FAR:
        return nearest in whose
    # Where a minister speaks of a country far off in the sentence, and the title has others, too.
    # Bodies of states have no ministers.
    others = (key for key in head - whose if is_known_place(key) and not is_body(key))
    is_of_others = bool(nearest) and any(others)
    return not is_of_others and bool(whose & head or not nearest)


def _is_of_other(tokens: Sequence[Token], start: int, end: int, whose: frozenset[str]) -> bool:
    """Whether another place stands right before: "Manchester mayor Andy Burnham"."""
    before, after = tokens[start - 1], tokens[end]
    return (
        bool(whose)
        and not before.after_comma
        and all(
            is_name(t.word, t.key)
            and not t.word.is_stop
            and t.key not in whose
            and t.low not in _OF_PARTIES
            for t in (before, after)
        )
    )


def _has_holder(tokens: Sequence[Token], start: int, end: int, whose: frozenset[str]) -> bool:
    """Whether a name stands by the office, with nothing between that makes it another's.

    "Prins urged the president" and "its ambassador to Lodz" name no president and no ambassador.
    """
    for at in reversed(range(max(0, start - HOLDER_BEFORE), start)):
        if _is_holder(tokens[at], whose):
            return True
        if tokens[at].low not in _HOLDING and _is_a_verb(tokens, at):
            break
    # "Minister of mines and energy Tom Alweendo"
    is_longer = end < len(tokens) and tokens[end].low in {"of", "for"}
    for at in range(end, min(len(tokens), end + HOLDER_AFTER * (1 + is_longer))):
        if tokens[at].low in _PLACING or _is_a_verb(tokens, at):
            break
        if _is_holder(tokens[at], whose):
            return True
    return False


def _is_holder(token: Token, whose: frozenset[str]) -> bool:
    return (
        is_name(token.word, token.key)
        and not token.word.is_stop
        and token.low not in _OF_PARTIES
        and not is_known_place(token.key)
        and token.key not in whose
    )


def _is_a_verb(tokens: Sequence[Token], at: int) -> bool:
    # A base form between them is mostly a noun: "the campaign's director".
    token, lists = tokens[at], deed_words()
    is_led = low_at(tokens, at - 1) in lists.auxiliaries | lists.modals | {"to"}
    is_plain = is_led or token.low not in lists.bases
    return is_plain and token.word.stem in lists.verbs and is_verb(tokens, at)
