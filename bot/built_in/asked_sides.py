"""Whether a sentence tells the deed that a question asks about, with its sides the right way round.

"Russia and China vetoed the US draft" answers who vetoed it; "The United States has vetoed three
drafts" does not: its doer is who the question has named.  Pure.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from bot.built_in.predicates import Asks, Predicate
from bot.memory.equivalents import is_known_name, is_known_place, keys_of
from bot.memory.stems import stem
from bot.memory.words import Word, words_of
from bot.sentence_reading.calendar_words import DAYS, MONTHS
from bot.sentence_reading.deed_words import deed_words
from bot.sentence_reading.deeds import Deed, Token, deeds_of, telling
from bot.sentence_reading.reading_words import reading_words
from bot.sentence_reading.readings import is_name
from bot.sentence_reading.reporting_verbs import saying_verbs

#: Words before and after a verb among which a figure counts who does it, or what it is done to.
MOST_BEFORE, MOST_AFTER = 8, 5
_JOINTS = frozenset({"and", "but", "or"})
_PLACING = frozenset("in at near from outside inside on".split())
_REFUSING = frozenset("refused refuses rejected rejects declined declines failed".split())
_DENYING = frozenset({"denied", "denies", "deny"})
#: Words of time that stand between a pronoun and its verb: "it still has to be ratified".
_SO_FAR = frozenset({"still", "yet", "now", "already"})
_PERSONS = frozenset({"he", "she"})
#: What a leader is of, without a name.
_BEFORE_LEADER = frozenset({"opposition", "party", "government"})
_POSSESSIVE = frozenset({"its", "their", "his", "her"})
_DETERMINED = frozenset({"the", "this", "that", "its", "their", "his", "her"})


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a question wants of a deed."""

    predicate: Predicate
    #: Keys of the whole question, which are no answer to it.
    keys: frozenset[str]
    #: Whether somebody is asked for, and not something.
    is_somebody: bool
    #: Whether the question names both sides, so that what others did is no answer.
    is_yes_or_no: bool = False


def told_deeds(sentence: str, wanted: Wanted, antecedent: frozenset[str]) -> tuple[Deed, ...]:
    """The deeds of a sentence that answer; `antecedent` are the keys that its pronouns may mean."""
    return tuple(
        deed
        for deed in deeds_of(sentence, wanted.predicate.verb)
        if _fits(deed, wanted, antecedent)
    )


def somebody_told(predicate: Predicate, sentence: str) -> frozenset[str]:
    """The keys of who stands on the side of the deed that is asked for."""
    deeds = deeds_of(sentence, predicate.verb)
    sides = (d.doer if predicate.asks is Asks.DOER else d.done_to for d in deeds)
    return frozenset(t.key for side in sides for t in telling(side) if is_somebody(t))


def counted_of_deed(predicate: Predicate, sentence: str) -> frozenset[int]:
    """Where the words of the side that is asked for begin: "*Eleven members* voted", "killed *14*".

    Of the side after the verb only what comes first is looked at; where neither side is asked for
    ("how long do they serve"), that is where a measure stands.
    """
    starts: set[int] = set()
    for deed in deeds_of(sentence, predicate.verb):
        is_before = (predicate.asks is Asks.DOER) != deed.is_passive
        if predicate.asks is Asks.NEITHER and deed.is_passive:
            # "Giuffre was paid $160,000"
            starts |= {token.word.start for token in deed.after[:MOST_AFTER]}
            continue
        side = deed.doer if predicate.asks is Asks.DOER else deed.done_to
        near = side[-MOST_BEFORE:] if is_before else side[:MOST_AFTER]
        starts |= {token.word.start for token in near}
    return frozenset(starts)


def clauses_of_deed(predicate: Predicate, sentence: str) -> frozenset[int]:
    """Where the words of the clauses begin that tell the deed: its sides, and what follows it."""
    deeds = deeds_of(sentence, predicate.verb)
    return frozenset(t.word.start for d in deeds for t in (*d.doer, *d.done_to, *d.after))


def beside_deed(predicate: Predicate, sentence: str) -> frozenset[int]:
    """Where the words after a deed begin, and those of a place that comes first in its sentence.

    "In Cairo, Blinken met ...": what another clause tells ("after travelling in Laos") is not of
    this deed.
    """
    starts: set[int] = set()
    for deed in deeds_of(sentence, predicate.verb):
        leading = deed.before if deed.before and deed.before[0].low in _PLACING else ()
        first = next((at for at, token in enumerate(leading) if token.after_comma), 0)
        sides = (*deed.after, *leading[:first])
        starts |= {token.word.start for token in sides}
    return frozenset(starts)


def _fits(deed: Deed, wanted: Wanted, antecedent: frozenset[str]) -> bool:
    predicate = wanted.predicate
    is_of_past = wanted.is_yes_or_no and predicate.is_of_the_past
    is_undone = is_of_past and not deed.is_finite and (_is_refused(deed) or _is_yet_to_come(deed))
    if is_of_past and not deed.is_finite and not is_undone:
        return False
    if deed.is_denied and not wanted.is_yes_or_no and not predicate.is_denied:
        return False
    doer = _Side(deed.before if is_undone else deed.doer, deed.before, antecedent)
    done_to = _Side(deed.done_to, deed.before, antecedent)
    if predicate.asks is Asks.DOER:
        is_known = done_to.is_named(predicate.done_to, may_be_silent=True)
        return is_known and (
            brings(deed.doer, wanted, antecedent) or _is_of_one_named(deed, wanted)
        )
    if predicate.asks is Asks.DONE_TO:
        # A pronoun inside a sentence may well mean who stands before it there.
        is_clear = not points_back(deed.doer) or deed.doer[0].word.is_first or _is_speaker(deed)
        is_known = is_clear and doer.is_named(predicate.doer)
        return is_known and brings(deed.done_to, wanted, antecedent)
    if not done_to.is_named(predicate.done_to, may_be_silent=not wanted.is_yes_or_no):
        return False
    return doer.is_named(predicate.doer) or (
        not wanted.is_yes_or_no and (not deed.doer or _is_of_doer(deed, predicate))
    )


def _is_refused(deed: Deed) -> bool:
    """Whether somebody is told not to do it: "refused to concede", "denied sending it"."""
    near = deed.before[-4:]
    if near[-1:] != () and near[-1].low in _DENYING:
        return True
    return near[-1:] != () and near[-1].low == "to" and any(t.low in _REFUSING for t in near)


def _is_yet_to_come(deed: Deed) -> bool:
    """Whether it is told as not done so far: "have yet to ratify", "still has to ratify"."""
    near = [token.low for token in deed.before[-3:]]
    return near[-2:] == ["yet", "to"] or (near[:1] == ["still"] and near[-1:] == ["to"])


def _is_speaker(deed: Deed) -> bool:
    """Whether its pronoun is who speaks in the sentence: "Putin said he ordered ..."."""
    before = deed.before[: len(deed.before) - len(deed.doer)]
    lows = [token.low for token in before if token.low != "that"]
    return bool(lows) and lows[-1] in saying_verbs().of_a_speaker


def _is_of_one_named(deed: Deed, wanted: Wanted) -> bool:
    """Whether its pronoun can only mean the one who is named before it in its sentence.

    "Trump said on Monday as he signed the proclamation" names nobody else.
    """
    if not wanted.is_somebody or not points_back(deed.doer):
        return False
    runs, was_name = 0, False
    # What is quoted before ("...," Trump said as he signed it) names nobody of the clause.
    borders = [at for at, token in enumerate(deed.before) if token.after_border]
    is_person = deed.doer[0].low in _PERSONS
    for token in telling(deed.before[borders[-1] if borders else 0 :]):
        if is_person and (is_known_place(token.key) or _is_office(token)):
            continue  # "Velia's Opposition leader Ada Kesh said she would"
        is_one = is_name(token.word, token.key) and token.key not in wanted.keys
        runs += is_one and not was_name
        was_name = is_one
    return runs == 1


def _is_office(token: Token) -> bool:
    return token.low in reading_words().offices or token.low in _BEFORE_LEADER


def _is_of_doer(deed: Deed, predicate: Predicate) -> bool:
    """Whether a deed of somebody else is that of the question's doer, told by its when or why.

    "Israel called off the visit" may be told as "Netanyahu called off the visit of an Israeli
    delegation": the same is done to, and who is named is there.
    """
    doers = frozenset(token.key for token in telling(deed.doer))
    is_another = predicate.doer.isdisjoint(doers) and any(map(is_known_place, doers))
    if is_another and any(map(is_known_place, predicate.doer)):
        return False  # "Velia left the pact with Tarsia": Tarsia did not
    sides = frozenset(token.key for token in telling((*deed.doer, *deed.done_to)))
    done_to = frozenset(token.key for token in telling(deed.done_to))
    return bool(predicate.doer & sides) and bool(predicate.done_to & done_to)


@dataclass(frozen=True, slots=True)
class _Side:
    """One side of a deed, with what its pronouns may mean."""

    tokens: Sequence[Token]
    before: Sequence[Token]
    antecedent: frozenset[str]

    def is_named(self, named: frozenset[str], *, may_be_silent: bool = False) -> bool:
        """Whether it is who or what the question names there.

        A side that tells nothing may be silent about it, and one that only points back ("it",
        "the text") is what its sentence, or else the sentences before, have named.
        """
        keys = _keys(self.tokens)
        if not named:
            return True
        if named & keys:
            is_other = self._has_other_names(keys | _keys(self.before), named)
            is_other = is_other or (not named <= keys and self._is_of_another(named))
            is_other = is_other or (not named <= keys and self._is_of_first(named) is False)
            return not is_other and self._is_told_apart(keys, named)
        if self._is_of_one_before():
            return bool(named & self.antecedent) and self._is_told_before(named)
        if not points_back(self.tokens):
            # "Russia objected that it had no demand" leaves out what Russia objected to.
            is_silent = not keys or self.tokens[0].low == "that"
            return may_be_silent and is_silent
        here = _keys(self.before)
        if here & named:
            telling_apart = _telling_apart(named)
            if not telling_apart or telling_apart & here:
                return True
            # "President Lind has said that he will sign it", of whose country was told before.
            return not any(map(is_known_place, here)) and telling_apart <= self.antecedent
        is_led = self.before[:1] != () and self.before[0].low in deed_words().pronouns
        if not is_led and any(is_name(t.word, t.key) for t in telling(self.before)):
            return False  # "Growers in Tarsia said that they wanted it": they are no others
        return bool(named & self.antecedent) and self._is_told_before(named)

    def _is_of_one_before(self) -> bool:
        """Whether it is somebody's who was named before: "Its director, Ada Kesh, called for"."""
        first = self.tokens[:1]
        return first != () and first[0].low in _POSSESSIVE and first[0].word.is_first

    def _has_other_names(self, keys: frozenset[str], named: frozenset[str]) -> bool:
        """Whether a side has names, and its sentence so far none of those that the question has.

        Those of people are no others where the sentences before have named the place.
        """
        wanted = {key for key in named if is_known_name(key) or key[0].isdigit()}
        others = {t.key for t in telling(self.tokens) if is_name(t.word, t.key) or t.word.is_figure}
        if not (wanted and others) or wanted & keys:
            return False
        are_people = not any(is_known_place(key) or key[0].isdigit() for key in others)
        return not (are_people and wanted <= self.antecedent)

    def _is_of_another(self, named: frozenset[str]) -> bool:
        """Whether what is named has the name of another right before it: "*Hestria's* parliament"."""
        return any(
            token.key in named
            and not is_name(token.word, token.key)
            and is_name(before.word, before.key)
            and before.key not in named
            and not _is_one_name(before.word, token.word)
            for before, token in pairwise(telling(self.tokens))
        )

    def _is_told_apart(self, keys: frozenset[str], named: frozenset[str]) -> bool:
        """Whether what shares words with what is named is that, and not another such.

        "The draft" is the draft of the ten elected members only where the text before has told
        what makes it one; "an American draft" and "a draft" are others.
        """
        telling_apart = _telling_apart(named)
        if not telling_apart or telling_apart & keys:
            return True
        is_its = self._is_of_first(named)
        if is_its is not None:
            return is_its
        return self._is_bare(named) and self._is_told_before(named)

    def _is_of_first(self, named: frozenset[str]) -> bool | None:
        """Whether "its delegation" is that of who is asked about: of whom the sentence names first.

        None where it is nobody's, or the sentence names nobody before.
        """
        names = (t.key for t in telling(self.before) if is_name(t.word, t.key))
        first = next(names, None) if self._is_possessed(named) else None
        return None if first is None else first in named

    def _is_possessed(self, named: frozenset[str]) -> bool:
        """Whether what is named is told as somebody's: "its delegation"."""
        return any(
            token.low in _POSSESSIVE and {t.key for t in self.tokens[at + 1 : at + 3]} & named
            for at, token in enumerate(self.tokens)
        )

    def _is_bare(self, named: frozenset[str]) -> bool:
        """Whether it only names again, without a description of its own, what is named."""
        lows = [token.low for token in self.tokens]
        return any(
            token.key in named
            and lows[max(0, at - 1)] in _DETERMINED
            and lows[at + 1 : at + 2] != ["of"]
            for at, token in enumerate(self.tokens)
        )

    def _is_told_before(self, named: frozenset[str]) -> bool:
        """Whether the sentences before tell at least half of what makes it what is named."""
        telling_apart = _telling_apart(named)
        return 2 * len(telling_apart & self.antecedent) >= len(telling_apart)


def _is_one_name(first: Word, second: Word) -> bool:
    """Whether two words side by side are the name of one thing: "Supreme Court"."""
    return second.text[0].isupper() and second.start == first.end + 1


def _telling_apart(named: frozenset[str]) -> frozenset[str]:
    """The keys that tell one such thing from others: neither its kind, nor a date."""
    has_date = not named.isdisjoint(MONTHS)
    dates = {key for key in named if key in MONTHS | DAYS or (has_date and key.isdigit())}
    return named - _generic() - dates


@cache
def _generic() -> frozenset[str]:
    """The keys of words that name something again, and by themselves tell nothing apart."""
    return frozenset(keys_of(list(words_of(" ".join(sorted(deed_words().named_again))))))


def _keys(tokens: Sequence[Token]) -> frozenset[str]:
    return frozenset(token.key for token in telling(tokens))


def points_back(side: Sequence[Token]) -> bool:
    """Whether a side only names again what was named before: "it", "the text"."""
    lists = deed_words()
    ends = _JOINTS | _PLACING
    joints = (at for at, t in enumerate(side) if at and (t.low in ends or t.after_comma))
    first = side[: next(joints, len(side))]
    content = [token.low for token in telling(first) if token.low not in _SO_FAR]
    if not content:
        return any(token.low in lists.pronouns for token in first)
    is_again = all(low in lists.named_again for low in content)
    return is_again and any(token.low in _DETERMINED for token in first)


def brings(side: Sequence[Token], wanted: Wanted, antecedent: frozenset[str] = frozenset()) -> bool:
    """Whether a side has what was asked for: somebody, or something, that is not the question's."""
    if side and side[0].low == "no" and wanted.predicate.has_head:
        return _keys(side) <= wanted.keys  # "No toll was agreed", of which one was
    if wanted.is_somebody:
        return any(is_somebody(t) for t in telling(side) if t.key not in wanted.keys) or (
            points_back(side) and side[0].word.is_first and bool(antecedent - wanted.keys)
        )
    return any(token.key not in wanted.keys for token in telling(side))


def is_somebody(token: Token) -> bool:
    """Whether a word is of a name, or of those who do things."""
    roles = reading_words().roles
    root = stem(token.low)
    return (
        is_name(token.word, token.key)
        or token.low in roles
        or root in deed_words().doers
        or token.low.removesuffix("s") in roles
    )
