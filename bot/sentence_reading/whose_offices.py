"""Whose an office is that a sentence names: "Belmoran defence minister Rosa Quill".  Pure.  English.

Countries that no list has are known by how they stand: before the office as whose it is, or after
"of".  Their adjectives are told by the stem that they share: "Belmora", "Belmoran".
"""

from __future__ import annotations

from collections.abc import Sequence

from bot.sentence_reading.deed_words import deed_words
from bot.sentence_reading.deeds import Token, low_at
from bot.sentence_reading.reading_words import reading_words
from bot.sentence_reading.readings import is_name
from bot.sentence_reading.reporting_verbs import saying_verbs

#: Letters that a name and its adjective share at least.
LEAST_STEM = 5
#: How they go on: "Velland", "Vellandic"; "Tarsia", "Tarsian".
_ENDS_OF_NAMES = frozenset({"", "a", "e", "i", "o", "u", "y", "ia", "os", "us", "s"})
_ENDS_OF_ADJECTIVES = frozenset("n an ian ean in i ese es ish ic nian ite er".split())
#: "Ostland", "Ostish": what is left of the one has letters at least, and how the other goes on.
_LAND, LEAST_BEFORE_LAND = "land", 4
_ENDS_WITHOUT_LAND = frozenset("ish isch ic ian ese i".split())
#: Words that may stand between whose an office is and the office.
MOST_BETWEEN = 3
#: Words that make an office another one, or its holder one who does not hold it.
_BEFORE_OTHERS = frozenset(
    "deputy vice former ex assistant shadow opposition rebel ousted deposed late then exiled"
    " ex-prime ex-president one-time onetime previous self-proclaimed would-be honorary".split()
)
_AFTER_OTHERS = frozenset(
    "candidate candidates nominee hopeful designate elect aspirant contender".split()
)
_PRONOUNS = frozenset({"its", "their", "his", "her"})
_OF = frozenset({"of", "for"})


def is_another_office(
    sentence: str, tokens: Sequence[Token], start: int, end: int, asked: Sequence[str]
) -> bool:
    """Whether words beside an office make it another one: "deputy", "former", "'s spokesman".

    `asked` are the words of the office that is asked for: who asks for a deputy wants one.
    """
    before = {token.low for token in tokens[max(0, start - MOST_BETWEEN) : start]}
    beside = {t.low for t in _same_phrase(tokens, start)}
    if (before & beside & _BEFORE_OTHERS) - set(asked):
        return True
    if low_at(tokens, end) in _AFTER_OTHERS - set(asked) and not tokens[end].after_comma:
        return True
    return _is_possessive(sentence, tokens[end - 1])


def owner_of(sentence: str, tokens: Sequence[Token], start: int, end: int) -> frozenset[str] | None:
    """The keys of whose an office is, as the sentence itself says; None where it does not.

    Empty where a word that is nobody's name says so: "the party's leader", "its president".
    """
    after, before = _after(tokens, end), _owner_before(sentence, tokens, start)
    # "Sweden's Minister of Justice": both say which one it is.
    return after | (before or frozenset()) if after else before


def _owner_before(sentence: str, tokens: Sequence[Token], start: int) -> frozenset[str] | None:
    phrase = _same_phrase(tokens, start)
    for back, token in enumerate(reversed(phrase)):
        place = start - 1 - back
        if token.low in _PRONOUNS:
            return frozenset()
        if _is_owner_name(token):
            # "said prime minister ..." after a name tells of no owner, "Belmora's" does.
            is_it = back == 0 or _is_possessive(sentence, token)
            return _run(sentence, tokens, place) if is_it else None
        if _is_possessive(sentence, token):
            # "The Trump campaign's political director"; "the party's leader" names nobody.
            is_named = back + 1 < len(phrase) and _is_owner_name(tokens[place - 1])
            return _run(sentence, tokens, place - 1) if is_named else frozenset()
        if token.word.is_stop or _tells(token):
            return None
    return None


def is_same_owner(one: frozenset[str], other: frozenset[str]) -> bool:
    """Whether two sets of names have one in common, or a name and its adjective."""
    return bool(one & other) or any(is_same_name(a, b) for a in one for b in other)


def is_same_name(one: str, other: str) -> bool:
    """Whether one is the other's adjective, by the stem of five letters and more that they share.

    >>> is_same_name("belmora", "belmoran"), is_same_name("ostrland", "ostrish")
    (True, True)
    >>> is_same_name("marenia", "marinia")
    False
    """
    name, adjective = sorted((one, other), key=len)
    shared = next(
        (at for at, (a, b) in enumerate(zip(name, adjective, strict=False)) if a != b), len(name)
    )
    is_long = shared >= LEAST_STEM
    ends = name[shared:] in _ENDS_OF_NAMES and adjective[shared:] in _ENDS_OF_ADJECTIVES
    return one == other or (is_long and ends) or _is_of_land(one, other) or _is_of_land(other, one)


def _is_of_land(name: str, adjective: str) -> bool:
    root = name.removesuffix(_LAND)
    is_land = len(root) >= LEAST_BEFORE_LAND and root != name and adjective.startswith(root)
    return is_land and adjective[len(root) :] in _ENDS_WITHOUT_LAND


def _same_phrase(tokens: Sequence[Token], start: int) -> Sequence[Token]:
    """The words right before an office that no comma or border parts from it."""
    first = start
    while first > 0 and start - first <= MOST_BETWEEN:
        if tokens[first].after_comma or tokens[first].after_border:
            break
        first -= 1
    return tokens[first:start]


def _after(tokens: Sequence[Token], end: int) -> frozenset[str]:
    """The names right after "of": "the mayor of Ostrel", "president of the European Council"."""
    if low_at(tokens, end) not in _OF or tokens[end].after_comma:
        return frozenset()
    found: set[str] = set()
    for token in tokens[end + 1 : end + 7]:
        if token.after_comma or token.after_border or (found and not _is_capital(token)):
            break
        if not token.word.is_stop and not _is_capital(token):
            break
        if _is_capital(token) and not token.word.is_stop:
            found.add(token.key)
    return frozenset(found)


def _run(sentence: str, tokens: Sequence[Token], place: int) -> frozenset[str]:
    """The keys of the names that stand side by side up to a place: "European Council's"."""
    keys = {tokens[place].key}
    at = place
    while at > 0 and not tokens[at].after_comma and not tokens[at].after_border:
        at -= 1
        is_of = tokens[at].low == "of" and at > 0  # "the Republic of Marenia's"
        if not is_of and (not _is_capital(tokens[at]) or _is_possessive(sentence, tokens[at])):
            break
        keys.add(tokens[at].key)
    return frozenset(keys)


def _is_owner_name(token: Token) -> bool:
    is_office = token.low in reading_words().offices
    return is_name(token.word, token.key) and not is_office and not token.word.is_stop


def _is_capital(token: Token) -> bool:
    return token.word.text[0].isupper()


def _is_possessive(sentence: str, token: Token) -> bool:
    return sentence[token.word.end : token.word.end + 1] in {"'", "’"} and sentence[
        token.word.end + 1 : token.word.end + 2
    ] in {"s", " "}


def _tells(token: Token) -> bool:
    """Whether a word is a verb, so that what stands before it is another phrase."""
    is_verb = token.word.stem in deed_words().verbs and token.low.endswith(("ed", "ing", "s"))
    return is_verb or token.low in saying_verbs().of_a_speaker
