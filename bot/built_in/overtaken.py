"""Whether a later sentence overtakes an earlier one: what it told no longer stands so.  Pure.

English.  A later sentence does so when it speaks of the same names and the same deed or event, and

- undoes or moves what was to come: "has cancelled the signing", "has been put off to 7 December";
- takes back an account, or says that it is wrong: "withdrew its report that ...";
- denies the deed: "was not among those freed", "did not sign";
- tells as done what was to come: "signed" after "will sign".

In doubt it does not: an unrelated denial must not push itself forward.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from functools import lru_cache

from bot.built_in.calendar_words import DAYS, MONTHS
from bot.built_in.deed_words import deed_words
from bot.built_in.deeds import Deed, Token, Verb, deeds_of, is_denial, is_verb, tokens_of
from bot.built_in.near_words import near
from bot.built_in.reading_words import reading_words
from bot.built_in.readings import NAME_WEIGHT, is_name
from bot.built_in.turn_words import turn_words
from bot.domain.identifiers import ArticleId
from bot.memory.frequencies import weight_of

#: Words before a verb among which what makes it uncertain, or one to come, stands.
BEFORE_VERB = 5
#: The share of an undone event, and of an account taken back, that the earlier sentence must tell.
SAME_EVENT, SAME_ACCOUNT = 0.5, 0.7
#: Keys that two articles must share around sentences that name no event, and what such a key weighs.
SHARED_AROUND, TELLING = 3, 3.5
#: Words between an account and what is said of it, or its "that".
ACCOUNT_REACH = 8

#: Sentences kept as read.
KEPT = 1_024

Keys = frozenset[str]


class Turn(StrEnum):
    """How an earlier sentence is overtaken."""

    UNDONE = "undone"
    TAKEN_BACK = "taken back"
    #: What was to come is told not to be.
    DENIED = "denied"
    #: What was told as done is denied: both stand.
    DISPUTED = "disputed"
    DONE = "done"


@dataclass(frozen=True, slots=True)
class Told:
    """A sentence, where and when it was told, and the keys of what stands around it."""

    text: str
    article_id: ArticleId
    when: datetime
    around: Keys


def turn(later: Told, earlier: Told) -> Turn | None:
    """How `later` overtakes `earlier`; None when it does not."""
    if later.article_id == earlier.article_id or later.when <= earlier.when:
        return None
    if _takes_back(later, earlier):
        return Turn.TAKEN_BACK
    if _undoes(later, earlier):
        return Turn.UNDONE
    return _denies_or_does(later, earlier)


def may_overtake(text: str) -> bool:
    """Whether a sentence has a word that undoes, denies or takes back: cheap, and wide."""
    lists = turn_words()
    roots = lists.undoing.roots | lists.taking_back.roots
    return any(
        token.word.stem in roots
        or token.low in lists.untrue | lists.wrongly | {"no"}
        or is_denial(token)
        for token in tokens_of(text)
    )


def names_in(text: str) -> frozenset[str]:
    """The names of people, places and bodies in a sentence, as they are written."""
    tokens = tokens_of(text)
    keys = _names(tokens)
    return frozenset(token.word.text for token in tokens if token.key in keys)


def moves_on(text: str) -> bool:
    """Whether a sentence undoes or moves something that was to come."""
    return bool(_undone(text))


def is_wrong_account(text: str) -> bool:
    """Whether a sentence tells what an account said wrongly."""
    return any(token.low in turn_words().wrongly for token in tokens_of(text))


def sets_right(text: str) -> bool:
    """Whether a sentence tells what is right, after one that told what was wrong."""
    return turn_words().setting_right.are_in(text)


# What is undone.


def _undoes(later: Told, earlier: Told) -> bool:
    events = _undone(later.text)
    if not events or not turn_words().announcing.are_in(earlier.text) or moves_on(earlier.text):
        return False
    tokens = tokens_of(earlier.text)
    return any(_is_event_of(event, tokens, later, earlier) for event in events)


def _is_event_of(
    event: Sequence[Token], tokens: Sequence[Token], later: Told, earlier: Told
) -> bool:
    told = _near_keys(tokens)
    head = _head(event)
    if not head or not (head[-1].key in told or any(_is_deed(t) and t.key in told for t in head)):
        return False
    names, own = _names(event), _names(tokens)
    around = later.around & earlier.around
    if names and len(names & (own | earlier.around)) * 2 <= len(names):
        return False
    if not names & own and not _is_one_matter(around):
        return False
    days, other_days = _days(event), _days(tokens)
    if days and other_days and not days & other_days:
        return False
    return _covered(event, told) >= SAME_EVENT


@lru_cache(maxsize=KEPT)
def _undone(text: str) -> tuple[Sequence[Token], ...]:
    """The stretches that tell which event a sentence undoes or moves."""
    return tuple(_events_undone(text))


def _events_undone(text: str) -> Iterator[Sequence[Token]]:
    lists, tokens = turn_words(), tokens_of(text)
    for deed in deeds_of(text, lists.undoing):
        place = len(deed.before)
        if deed.is_denied or not deed.is_finite or not _is_certain(deed.before):
            continue
        if tokens[place].word.stem in lists.only_to_a_day and not _goes_to_a_day(deed.after):
            continue
        after = _object(deed, tokens)
        yield _subject(deed) if _is_passive(deed) or not _content(after) else after


def _goes_to_a_day(after: Sequence[Token]) -> bool:
    return any(
        token.low in {"to", "until"} and _is_calendar_soon(after[at + 1 : at + 4])
        for at, token in enumerate(after)
    )


def _is_calendar_soon(tokens: Sequence[Token]) -> bool:
    return any(token.word.stem in DAYS | MONTHS for token in tokens)


def _head(event: Sequence[Token]) -> Sequence[Token]:
    """The first words of an event that say something: "signing ceremony" of "the ... in Ostby"."""
    head: list[Token] = []
    for token in event:
        if head and (token.word.is_stop or token.after_comma or token.after_border):
            break
        if not token.word.is_stop:
            head.append(token)
    return [t for t in head if t.word.stem not in DAYS | MONTHS and not t.word.is_figure]


def _is_deed(token: Token) -> bool:
    return token.word.stem in deed_words().verbs | turn_words().other_forms


# What is taken back.


def _takes_back(later: Told, earlier: Told) -> bool:
    accounts = _accounts(later.text)
    if not accounts:
        return False
    tokens = tokens_of(earlier.text)
    if _is_negative(tokens) or is_wrong_account(earlier.text):
        return False
    told = _near_keys(tokens)
    return any(
        len(_content(account)) > 1
        and bool(_names(account) & _names(tokens) or _figures(account))
        and _figures(account) <= _figures(tokens)
        and _covered(account, told) >= SAME_ACCOUNT
        for account in accounts
    )


@lru_cache(maxsize=KEPT)
def _accounts(text: str) -> tuple[Sequence[Token], ...]:
    """What a sentence says was told wrongly, or is taken back."""
    lists, tokens = turn_words(), tokens_of(text)
    found: list[Sequence[Token]] = []
    for at, token in enumerate(tokens):
        if token.low in lists.wrongly and _low(tokens, at + 1) in reading_words().say_verbs:
            found.append(tokens[at + 2 :])
        that = _that(tokens, at)
        if token.low not in lists.accounts or that is None:
            continue
        end = _place_of_untrue(tokens, that)
        if end is not None:
            found.append(tokens[that + 1 : end])
        elif any(_is_taken_back(deed, at) for deed in deeds_of(text, lists.taking_back)):
            found.append(tokens[that + 1 :])
    return tuple(found)


def _that(tokens: Sequence[Token], at: int) -> int | None:
    places = range(at + 1, min(at + 1 + ACCOUNT_REACH, len(tokens)))
    return next((place for place in places if tokens[place].low == "that"), None)


def _place_of_untrue(tokens: Sequence[Token], that: int) -> int | None:
    """Where "is false" begins, after an account."""
    be = deed_words().be
    for at in range(that + 2, len(tokens)):
        if tokens[at].low in turn_words().untrue and tokens[at - 1].low in be:
            return at - 1
    return None


def _is_taken_back(deed: Deed, account: int) -> bool:
    place = len(deed.before)
    return not deed.is_denied and _is_certain(deed.before) and 0 < account - place <= 3


# What is denied, or done.


@dataclass(frozen=True, slots=True)
class _Use:
    """A verb of the earlier sentence, what tells the same deed, and whether it was to come."""

    deed: Deed
    verb: Verb
    was_to_come: bool


def _denies_or_does(later: Told, earlier: Told) -> Turn | None:
    tokens = tokens_of(later.text)
    stems = {token.word.stem for token in tokens}
    for use in _uses(earlier.text):
        if not use.verb.roots & stems:
            continue
        left_out = _names(_left_out(later.text, use.verb))
        if use.deed.is_passive and left_out and left_out <= _names(_subject(use.deed)):
            return Turn.DENIED if use.was_to_come else Turn.DISPUTED
        for second in deeds_of(later.text, use.verb):
            kind = _kind(second, tokens, use)
            if kind is not None and _is_same_deed(second, use.deed, later, earlier):
                return kind
    return None


@lru_cache(maxsize=KEPT)
def _uses(text: str) -> tuple[_Use, ...]:
    """The verbs of a sentence that a later one may deny or tell as done."""
    tokens, otherwise = tokens_of(text), turn_words().done_otherwise
    found: list[_Use] = []
    for place, token in enumerate(tokens):
        if not _is_deed(token) or _says(token) or not is_verb(tokens, place):
            continue
        verb = Verb.of(token.low, token.key, _low(tokens, place + 1))
        wide = Verb(verb.forms | otherwise.get(token.word.stem, frozenset()), verb.keys)
        found += [
            _Use(deed, wide, is_to_come(tokens, place))
            for deed in deeds_of(text, verb)
            if len(deed.before) == place and not _denied(deed)
        ]
    return tuple(found)


def _kind(second: Deed, tokens: Sequence[Token], use: _Use) -> Turn | None:
    """Whether the later deed is denied, or done where the earlier one was to come."""
    place, was_to_come = len(second.before), use.was_to_come
    if _denied(second) and (was_to_come or use.deed.is_finite):
        return Turn.DENIED if was_to_come else Turn.DISPUTED
    is_past = second.is_finite and tokens[place].low != tokens[place].word.stem
    if was_to_come and is_past and not is_to_come(tokens, place) and _is_certain(second.before):
        return Turn.DONE if not tokens[place].low.endswith(("ing", "s")) else None
    return None


def is_to_come(tokens: Sequence[Token], place: int) -> bool:
    """Whether a verb is told as to come: "will sign", "is expected to vote"."""
    lists = turn_words()
    for at in range(place - 1, max(-1, place - BEFORE_VERB), -1):
        token = tokens[at]
        if token.low == "to":
            return _low(tokens, at - 1) in lists.expecting
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
        if token.low == "among" and done & verb.roots and _is_negative(tokens[max(0, at - 3) : at]):
            return tokens[:at]
    return ()


def _is_same_deed(second: Deed, first: Deed, later: Told, earlier: Told) -> bool:
    before, other_before = _subject(second), _subject(first)
    if second.is_passive == first.is_passive:
        pairs = ((before, other_before), (second.after, first.after))
    else:
        pairs = ((second.after, other_before), (before, first.after))
    (who, other_who), (what, other_what) = pairs
    names, other_names = _names(who), _names(other_who)
    if not names & other_names or len(names - other_names - earlier.around) * 2 > len(names):
        return False
    if first.is_passive or second.is_passive:
        return True  # Who it is done to is the same.
    things, other_things = _things(what), _near_keys(other_what)
    its_names, their_names = _names(what), _names(other_what)
    if its_names and their_names and not its_names & their_names:
        return False
    if things and other_things:
        return bool(things & other_things)
    return _is_one_matter(later.around & earlier.around)


# Words.


def _is_one_matter(shared: Keys) -> bool:
    """Whether what two sentences have around them in common makes theirs one matter."""
    weights = [weight_of(k) for k in shared - DAYS - MONTHS if not k[0].isdigit()]
    telling = [weight for weight in weights if weight >= TELLING]
    return len(telling) >= SHARED_AROUND and max(telling) >= NAME_WEIGHT


def _is_certain(before: Sequence[Token]) -> bool:
    uncertain = turn_words().uncertain
    near_by = before[-BEFORE_VERB:]
    lows = [token.low for token in near_by]
    if lows[-2:] == ["to", "be"] and not {"is", "are"} & set(lows[-4:-2]):
        return False
    return lows[-1:] != ["to"] and not any(low in uncertain for low in lows)


def _subject(deed: Deed) -> Sequence[Token]:
    """The words before a verb, from the last border or the last "said that" on."""
    start = 0
    for at, token in enumerate(deed.before):
        if token.after_border:
            start = at
        is_said = token.low == "that" and any(map(_says, deed.before[max(0, at - 4) : at]))
        if _says(token) or is_said:
            start = at + 1
    return deed.before[start:]


def _object(deed: Deed, tokens: Sequence[Token]) -> Sequence[Token]:
    """The words after a verb, but for who says so: ", President Marku said"."""
    end = len(deed.before) + 1 + len(deed.after)
    if end < len(tokens) and _says(tokens[end]):
        commas = [at for at, token in enumerate(deed.after) if token.after_comma]
        return deed.after[: commas[-1]] if commas else deed.after
    return deed.after


def _is_passive(deed: Deed) -> bool:
    last = [token.low for token in deed.before if not token.low.endswith("ly")][-1:]
    return deed.is_passive or any(low in deed_words().be for low in last)


def _says(token: Token) -> bool:
    lists = reading_words()
    return token.low in lists.say_verbs - lists.say_verbs_with_particle


def _is_negative(tokens: Sequence[Token]) -> bool:
    return any(is_denial(token) for token in tokens)


def _content(tokens: Sequence[Token]) -> Sequence[Token]:
    return [token for token in tokens if not token.word.is_stop]


def _names(tokens: Sequence[Token]) -> Keys:
    offices = reading_words().offices
    return frozenset(
        token.key
        for token in _content(tokens)
        if is_name(token.word, token.key) and token.low not in offices
    )


def _things(tokens: Sequence[Token]) -> Keys:
    """Keys of what is neither name nor day nor figure."""
    names = _names(tokens)
    return frozenset(
        token.key
        for token in _content(tokens)
        if token.key not in names | DAYS | MONTHS and not token.word.is_figure and not _says(token)
    )


def _near_keys(tokens: Sequence[Token]) -> Keys:
    return frozenset[str]().union(*(near(token.key) for token in _content(tokens)))


def _figures(tokens: Sequence[Token]) -> Keys:
    return frozenset(t.word.text for t in tokens if t.word.is_figure)


def _days(tokens: Sequence[Token]) -> frozenset[tuple[str, str]]:
    """Days of a month, as figure and month, but for the ones that something is moved to."""
    found: set[tuple[str, str]] = set()
    for at, token in enumerate(tokens):
        if token.word.stem not in MONTHS:
            continue
        for day, before in ((at - 1, at - 2), (at + 1, at - 1)):
            is_day = 0 <= day < len(tokens) and tokens[day].word.is_figure
            if is_day and _low(tokens, before) not in {"to", "until", "till"}:
                found.add((tokens[day].word.text, token.word.stem))
    return frozenset(found)


def _covered(tokens: Sequence[Token], told: Keys) -> float:
    """The share of what the words say, by weight, that is told; days apart."""
    keys = {t.key for t in _content(tokens) if t.word.stem not in DAYS | MONTHS}
    total = sum(map(weight_of, keys))
    return sum(map(weight_of, keys & told)) / total if total else 0.0


def _low(tokens: Sequence[Token], place: int) -> str:
    return tokens[place].low if 0 <= place < len(tokens) else ""
