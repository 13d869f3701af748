"""What a sentence undoes or moves, and which account it takes back.  Pure.  English."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from bot.sentence_reading.calendar_words import DAYS, MONTHS
from bot.sentence_reading.corrections import own_error, set_right_at_once
from bot.sentence_reading.dated_sentences import ToldSentence
from bot.sentence_reading.deed_words import deed_words
from bot.sentence_reading.deeds import Deed, Token, deeds_of, low_at, tokens_of
from bot.sentence_reading.overtaking_words import overtaking_words
from bot.sentence_reading.reporting_verbs import saying_verbs
from bot.sentence_reading.stretches import (
    content_of,
    covered,
    days_of,
    figures_of,
    is_certain,
    is_deed,
    is_negative,
    is_one_matter,
    is_passive_here,
    names_of,
    near_keys,
    object_of,
    subject_of,
    things_of,
)

#: The share of an undone event, and of an account taken back, that the earlier sentence must tell.
SAME_EVENT, SAME_ACCOUNT = 0.5, 0.7
#: Names of an event that make it one of what is around another sentence; and words that are shared
#: by two sentences on one event of one day.
PARTIES, FEWEST_SHARED = 2, 2
#: Words among which a sentence that begins with "The" names what it is about.
OPENING = 4
#: Letters of a word by which it is another form of one: "certification", "certified".
ROOT = 6
#: Words between an account and what is said of it, or its "that".
ACCOUNT_REACH = 8
#: What an outlet says that it told before; and what tells in the same sentence how it is.
_EARLIER_VERSION = re.compile(
    r"\b(?:an?|the|our|this)\s+(?:earlier|previous|prior|first|original)\s+(?:version|edition|report|story|article)s?\b"
    r"[^.;]{0,90}?\b(?:said|says|stated|reported|gave|put|misstated|misidentified|named|described|omitted|had)\b",
    re.IGNORECASE,
)
_HOW_IT_IS = re.compile(
    r"\b(?:not|instead\s+of|rather\s+than|in\s+fact|should\s+have|actually)\b|[;:]\s+(?:it|the|they|he|she)\b",
    re.IGNORECASE,
)
#: "A delegation that was to arrive on 4 May will not come": who or what it is comes first.
_WILL_NOT_BE = re.compile(
    r"^(?P<event>[^.;]{0,80}?,?\s(?:(?:that|which|who)\s+)?(?:was|were|had\s+been|is|are)?\s*"
    r"(?:to|due|planned|scheduled|expected|set|slated)\b[^.;]{0,120}?),?\s+(?:will|would)\s+(?:not|no\s+longer)\s+(?:now\s+)?"
    r"(?:come|arrive|travel|happen|take\s+place|be\s+held|go\s+ahead|proceed)\b",
)
#: Sentences kept as read.
KEPT = 1_024


def is_wrong_account(text: str) -> bool:
    """Whether a sentence tells what an account said wrongly."""
    if _EARLIER_VERSION.search(text) is not None:
        return True
    is_said = any(token.low in overtaking_words().wrongly for token in tokens_of(text))
    return is_said or own_error(text) is not None


def tells_only_what_was_wrong(text: str) -> bool:
    """Whether a sentence repeats what an earlier version told, and not how it is.

    >>> tells_only_what_was_wrong("An earlier version of this report said that 40 voted for it.")
    True
    >>> tells_only_what_was_wrong("An earlier version gave the count as 40; it was 44, not 40.")
    False
    """
    told = _EARLIER_VERSION.search(text)
    return told is not None and _HOW_IT_IS.search(text, told.end()) is None


def undoes(later: ToldSentence, earlier: ToldSentence) -> bool:
    """Whether the later sentence undoes or moves the event that the earlier one announces."""
    events = events_undone(later.text)
    if (
        not events
        or not overtaking_words().announcing.are_in(earlier.text)
        or events_undone(earlier.text)
    ):
        return False
    tokens = tokens_of(earlier.text)
    return any(_is_event_of(event, tokens, later, earlier) for event in events)


def _is_event_of(
    event: Sequence[Token], tokens: Sequence[Token], later: ToldSentence, earlier: ToldSentence
) -> bool:
    told = near_keys(tokens)
    head = _head(event)
    if _is_of_its_day(event, tokens, later, earlier):
        return True
    if not head or not (head[-1].key in told or any(is_deed(t) and t.key in told for t in head)):
        return False
    names, own = names_of(event), names_of(tokens)
    around = later.around & earlier.around
    if names and len(names & (own | earlier.around)) * 2 <= len(names):
        return False
    is_named_around = len(names & earlier.around) >= PARTIES
    if not (names & own or is_named_around or is_one_matter(around)):
        return False
    days, other_days = days_of(event), days_of(tokens)
    if days and other_days and not days & other_days:
        return False
    # Whose event it is may stand in what is around: "The accord is to be signed on 3 May".
    is_of_the_thing = bool(things_of(tokens[1:OPENING]) & things_of(event))
    if tokens[0].low == "the" and is_of_the_thing:
        told |= names & earlier.around
    return covered(event, told) >= SAME_EVENT


@lru_cache(maxsize=KEPT)
def events_undone(text: str) -> tuple[Sequence[Token], ...]:
    """The stretches that tell which event a sentence undoes or moves."""
    return tuple(_events(text))


def _events(text: str) -> Iterator[Sequence[Token]]:
    lists, tokens = overtaking_words(), tokens_of(text)
    dropped = _WILL_NOT_BE.search(text)
    if dropped is not None:
        yield tokens_of(dropped["event"])
    for deed in deeds_of(text, lists.undoing):
        place = len(deed.before)
        if deed.is_denied or not deed.is_finite or not is_certain(deed.before):
            continue
        if tokens[place].word.stem in lists.only_to_a_day and not _goes_to_a_day(deed.after):
            continue
        after = object_of(deed, tokens)
        yield subject_of(deed) if is_passive_here(deed) or not content_of(after) else after


def _goes_to_a_day(after: Sequence[Token]) -> bool:
    return any(
        token.low in {"to", "until"} and _is_calendar_soon(after[at + 1 : at + 4])
        for at, token in enumerate(after)
    )


def _is_calendar_soon(tokens: Sequence[Token]) -> bool:
    return any(token.word.stem in DAYS | MONTHS for token in tokens)


def _is_of_its_day(
    event: Sequence[Token], tokens: Sequence[Token], later: ToldSentence, earlier: ToldSentence
) -> bool:
    """Whether the event is told for a day of the earlier sentence, with words of it, on one matter.

    "The final certification, planned for 15 May" is what "would be certified on 15 May".
    """
    if not days_of(event) & days_of(tokens) or not is_one_matter(later.around & earlier.around):
        return False
    mine, theirs = ({k[:ROOT] for k in things_of(side)} for side in (event, tokens))
    return len(mine & theirs) + len(names_of(event) & names_of(tokens)) >= FEWEST_SHARED


def _head(event: Sequence[Token]) -> Sequence[Token]:
    """The first words of an event that say something: "signing ceremony" of "the ... in Ostby"."""
    head: list[Token] = []
    for token in event:
        if head and (token.word.is_stop or token.after_comma or token.after_border):
            break
        if not token.word.is_stop:
            head.append(token)
    return [t for t in head if t.word.stem not in DAYS | MONTHS and not t.word.is_figure]


def takes_back(later: ToldSentence, earlier: ToldSentence) -> bool:
    """Whether the later sentence takes back, or calls wrong, what the earlier one tells."""
    accounts = accounts_taken_back(later.text)
    if not accounts:
        return False
    tokens = tokens_of(earlier.text)
    if is_negative(tokens) or is_wrong_account(earlier.text):
        return False
    told = near_keys(tokens)
    return any(
        len(content_of(account)) > 1
        and bool(names_of(account) & names_of(tokens) or figures_of(account))
        and figures_of(account) <= figures_of(tokens)
        and covered(account, told) >= SAME_ACCOUNT
        for account in accounts
    )


@lru_cache(maxsize=KEPT)
def accounts_taken_back(text: str) -> tuple[Sequence[Token], ...]:
    """What a sentence says was told wrongly, or is taken back."""
    lists, tokens = overtaking_words(), tokens_of(text)
    found: list[Sequence[Token]] = []
    for at, token in enumerate(tokens):
        if token.low in lists.wrongly and low_at(tokens, at + 1) in saying_verbs().of_a_speaker:
            found.append(tokens[at + 2 :])
        that = _that(tokens, at)
        if token.low not in lists.accounts or that is None:
            continue
        end = _place_of_untrue(tokens, that)
        if end is not None:
            found.append(tokens[that + 1 : end])
        elif any(_is_taken_back(deed, at) for deed in deeds_of(text, lists.taking_back)):
            found.append(tokens[that + 1 :])
    return (*found, *_own_errors(text))


def _own_errors(text: str) -> Iterator[Sequence[Token]]:
    """What the outlet itself says that it told wrongly."""
    wrong = own_error(text)
    if wrong is not None:
        yield tokens_of(wrong)
    instead = set_right_at_once(text)
    if instead is not None:
        right, wrong = instead
        told = [t for t in tokens_of(right) if not t.word.is_figure and t.word.stem not in MONTHS]
        yield (*told, *tokens_of(wrong))


def _that(tokens: Sequence[Token], at: int) -> int | None:
    places = range(at + 1, min(at + 1 + ACCOUNT_REACH, len(tokens)))
    return next((place for place in places if tokens[place].low == "that"), None)


def _place_of_untrue(tokens: Sequence[Token], that: int) -> int | None:
    """Where "is false" begins, after an account."""
    be = deed_words().be
    for at in range(that + 2, len(tokens)):
        if tokens[at].low in overtaking_words().untrue and tokens[at - 1].low in be:
            return at - 1
    return None


def _is_taken_back(deed: Deed, account: int) -> bool:
    place = len(deed.before)
    return not deed.is_denied and is_certain(deed.before) and 0 < account - place <= 3
