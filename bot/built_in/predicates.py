"""The deed that a question asks about, and which side of it is asked for.  Pure.

English.  "Who vetoed the draft?" asks for a doer, "What did the US veto?" for what is done to,
"Why did Israel call off the visit?" for neither.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

from bot.memory.stems import stem
from bot.sentence_reading.deed_words import deed_words
from bot.sentence_reading.deeds import (
    Token,
    Verb,
    is_denial,
    is_derived_noun,
    low_at,
    telling,
    tokens_of,
)
from bot.sentence_reading.reading_words import reading_words
from bot.sentence_reading.readings import is_name

#: Words between a question word and the verb or auxiliary: "how many *members of the council*".
LONGEST_HEAD = 8

_ASKING = frozenset("who whom what which how when where why".split())
_OF_THE_PAST = frozenset("did was were has have had".split())
#: Words that may stand before the auxiliary that begins a question of yes or no.
_OPENING = frozenset("and so but then".split())
#: Question words whose answer may be one of the two sides of a deed.
_ASK_FOR_A_SIDE = frozenset("who whom what which".split())
_COUNTING = frozenset({"many", "much"})
#: Stems of verbs that say nothing without what follows them: "take place", "cast a vote".
_LIGHT = frozenset(map(stem, ("take", "cast", "happen", "mean", "become", "occur", "need")))
#: Stems of verbs by which something only comes to have what is counted: "how many votes did it get".
_HAVING = frozenset(map(stem, "receive get obtain garner gain secure attract".split()))
#: Stems of verbs by which another one is planned or begun.
_PLANNING = frozenset(map(stem, "plan intend aim want hope decide seek promise pledge vow".split()))
_HAVE = frozenset({"have", "has"})
_SKIPPED = frozenset("to not also be been being still now again already so".split())
_ED = re.compile(r"[^e]ed$")
_LY = re.compile(r"ly$")


class Asks(StrEnum):
    """Which side of a deed a question asks for."""

    DOER = "doer"
    DONE_TO = "done_to"
    NEITHER = "neither"


@dataclass(frozen=True, slots=True)
class Predicate:
    """The deed of a question: its verb, and the keys of the sides that the question names."""

    verb: Verb
    asks: Asks
    doer: frozenset[str]
    done_to: frozenset[str]
    #: Whether it asks what was done already: "did", "has", "was", and not "will".
    is_of_the_past: bool
    #: Whether the question names what is counted or chosen from before its verb.
    has_head: bool
    #: Whether it asks about what is not done: "Who did not sign it?"
    is_denied: bool = False


def read_predicate(question: str) -> Predicate | None:
    """The deed of a question; None when it has no verb of meaning that is known by its place."""
    tokens = tokens_of(question.split(" (", maxsplit=1)[0])
    asking = next((at for at, token in enumerate(tokens) if token.low in _ASKING), None)
    if asking is None or tokens[-1].low in _HAVE:
        return None  # "How many pages does the report have": no deed
    counts = tokens[asking].low == "how" and low_at(tokens, asking + 1) in _COUNTING
    # What is counted or chosen from is a noun, whatever it may be elsewhere: "how many votes".
    chosen = 3 if counts else 2 if tokens[asking].low in {"which", "whose"} else 1
    # "How much did it pay" counts nothing that has a name.
    start = asking + (chosen - (low_at(tokens, asking + 2) in deed_words().auxiliaries))
    at = _end_of_head(tokens, start)
    if at is None:
        return None
    has_side = counts or tokens[asking].low in _ASK_FOR_A_SIDE
    found = _Reader(tokens, at, has_side=has_side, has_head=at > asking + 1).read()
    empty = _LIGHT | _HAVING if counts else _LIGHT
    if (
        found is not None
        and found.asks is Asks.NEITHER
        and found.verb.root == "give"
        and ("give", None) in found.verb.forms
    ):
        return None  # "When will Marsh give her statement": the statement is the deed.
    return None if found is None or found.verb.root in empty else found


def read_deed(question: str) -> Predicate | None:
    """The deed of a question of yes or no, both of whose sides are named: "Did China veto it?"."""
    tokens = tokens_of(question.split(" (", maxsplit=1)[0])
    at = next((at for at, token in enumerate(tokens) if token.low not in _OPENING), len(tokens))
    if at + 2 >= len(tokens) or tokens[at].low not in deed_words().auxiliaries:
        return None
    found = _Reader(tokens, at, has_side=False, has_head=False).after_subject()
    return None if found is None or found.verb.root in _LIGHT else found


def _end_of_head(tokens: Sequence[Token], start: int) -> int | None:
    """Where the verb or its auxiliary stands, from `start` on."""
    lists = deed_words()
    for at in range(start, min(start + LONGEST_HEAD, len(tokens))):
        token = tokens[at]
        # "What support did she have": a noun, whatever it may be elsewhere.
        is_head = low_at(tokens, at + 1) in lists.auxiliaries
        is_known = token.word.stem in lists.verbs and token.low not in lists.before_nouns
        is_known = is_known and not is_head and not is_derived_noun(token)
        # Right after "who", what is no auxiliary is the verb, known or not.
        is_first = tokens[at - 1].low == "who" and not token.word.is_stop
        is_told = tokens[at - 1].low not in _ASKING and _is_verb_of_head(tokens, at)
        if token.low in lists.auxiliaries or is_known or is_first or is_told:
            return at
    return None


def _is_verb_of_head(tokens: Sequence[Token], at: int) -> bool:
    """Whether a word that no list has is what a head did: "which judge *acquitted* her"."""
    low = tokens[at].low
    if not _ED.search(low) or "-" in low or not tokens[at].word.text.islower():
        return False
    if _is_adverb(tokens[at - 1]):
        return False  # "which newly appointed judge"
    following = tokens[at + 1].word if at + 1 < len(tokens) else None
    return following is None or following.is_stop or following.text[0].isupper()


@dataclass(frozen=True, slots=True)
class _Reader:
    """A question whose verb, or the auxiliary before it, stands at `at`."""

    tokens: Sequence[Token]
    at: int
    has_side: bool
    has_head: bool

    def read(self) -> Predicate | None:
        """The question's predicate."""
        lists, helper = deed_words(), self.tokens[self.at].low
        if helper not in lists.auxiliaries:
            return self._made(self.at, Asks.DOER, self.at, self.at)
        verb = self._direct_verb()
        if verb is not None and helper not in lists.do:
            asks = Asks.DONE_TO if self._is_passive(verb) else Asks.DOER
            return self._made(verb, asks, verb, verb)
        return self.after_subject()

    def after_subject(self) -> Predicate | None:
        """The predicate whose verb comes after the subject that follows the auxiliary."""
        lists, helper = deed_words(), self.tokens[self.at].low
        verb = self._verb_after_noun(self.at + 1, is_base=helper in lists.do | lists.modals)
        if verb is None:
            return None
        planning, verb = verb, self._planned(verb)
        is_passive = helper in lists.be or self.tokens[verb - 1].low in {"be", "been"}
        if is_passive and not self.tokens[verb].low.endswith("ing"):
            asks = Asks.DOER if self.tokens[-1].low == "by" else Asks.NEITHER
            return self._made(verb, asks, self.at, self.at)
        return self._made(verb, Asks.DONE_TO, self.at + 1, planning)

    def _planned(self, verb: int) -> int:
        """The verb of what is planned: "When did Israel decide to *block* aid"."""
        lows = [token.low for token in self.tokens]
        is_plan = self.tokens[verb].word.stem in _PLANNING and lows[verb + 1 : verb + 2] == ["to"]
        if not is_plan or verb + 2 >= len(self.tokens):
            return verb
        return verb + 2 if self.tokens[verb + 2].word.stem in deed_words().verbs else verb

    def _made(self, verb: int, asks: Asks, start: int, end: int) -> Predicate:
        """The predicate whose doer is named between `start` and `end`, if anywhere."""
        tokens = self.tokens
        following = low_at(tokens, verb + 1)
        is_before_name = verb + 2 < len(tokens) and tokens[verb + 2].word.is_name
        if is_before_name and (stem(tokens[verb].low), following) not in deed_words().same_deeds:
            following = ""  # "drill off Keta", and not "drill off"
        doer = tokens[start:end]
        after = [t for t in tokens[verb + 1 :] if t.low not in deed_words().particles]
        between = tokens[self.at + 1 : verb] if not doer else ()
        by = _by(after) if not doer and asks is not Asks.DOER else None
        if by is not None:
            doer, after = after[by + 1 :], after[:by]  # "Who was banned by Velia?"
        return Predicate(
            verb=Verb.of(tokens[verb].low, tokens[verb].key, following),
            asks=asks if self.has_side else Asks.NEITHER,
            doer=_keys(doer),
            done_to=_keys((*between, *after)),
            is_of_the_past=self._is_of_the_past(verb),
            has_head=self.has_head,
            is_denied=any(map(is_denial, self.tokens)),
        )

    def _is_of_the_past(self, verb: int) -> bool:
        """Whether it asks for what was done: "who did ...", "who has ...", "who paid"."""
        if verb != self.at:
            return self.tokens[self.at].low in _OF_THE_PAST
        low = self.tokens[verb].low
        return low.endswith("ed") or (not low.endswith(("s", "ing")) and _is_changed(low))

    def _direct_verb(self) -> int | None:
        """The verb right after auxiliaries: "who *will travel*", "who *is to present*"."""
        at = self.at + 1
        while at < len(self.tokens) and (
            self.tokens[at].low in _SKIPPED or _is_adverb(self.tokens[at])
        ):
            at += 1
        if at >= len(self.tokens) or not self.tokens[at].word.text.islower():
            return None
        # After "was", what has the ending of a verb is one, known or not.
        is_participle = self.tokens[at - 1].low in deed_words().be and _ED.search(
            self.tokens[at].low
        )
        return at if is_participle or self.tokens[at].word.stem in deed_words().verbs else None

    def _is_passive(self, verb: int) -> bool:
        helpers = [token.low for token in self.tokens[self.at : verb]]
        return helpers[-1] in deed_words().be and not self.tokens[verb].low.endswith("ing")

    def _verb_after_noun(self, start: int, *, is_base: bool) -> int | None:
        """The verb after the subject that follows an auxiliary."""
        lows = [token.low for token in self.tokens]
        if "been" in lows[start:-1]:
            # "Has the ruling for the traders been carried out": what follows "been" is the verb.
            start = max(start, lows.index("been", start))
        found = None
        for at in range(start + 1, len(self.tokens)):
            before = self.tokens[at - 1].word.stem
            if found == at - 1 and (before, self.tokens[at].low) in deed_words().same_deeds:
                break  # "give back"
            if self._may_be_verb(at, is_base=is_base):
                # Of two that follow each other the first is a noun: "the US draft fail".
                found = at
            elif found is not None:
                break
        return self._last_participle() if found is None and not is_base else found

    def _last_participle(self) -> int | None:
        """What ends a question after "was" as a participle does: a verb, listed or not."""
        last = len(self.tokens) - 1
        low = self.tokens[last].low
        is_after_be = self.tokens[self.at].low in deed_words().be and last > self.at + 1
        is_one = is_after_be and self.tokens[last].word.text.islower() and _ED.search(low)
        return (
            last if is_one and self.tokens[last - 1].low not in deed_words().before_nouns else None
        )

    def _may_be_verb(self, at: int, *, is_base: bool) -> bool:
        low, lists = self.tokens[at].low, deed_words()
        before = self.tokens[at - 1].low
        is_noun = before in lists.before_nouns or low_at(self.tokens, at + 1) == "of"
        if is_noun or self.tokens[at].word.stem not in lists.verbs or not low.islower():
            return False
        if self.tokens[at].word.text[0].isupper() or low in reading_words().roles:
            return False
        if is_derived_noun(self.tokens[at]):
            return False
        is_plural = low.endswith("s") and not low.endswith("ss")
        return not is_plural if is_base else low.endswith(("ed", "ing")) or _is_changed(low)


def _by(tokens: Sequence[Token]) -> int | None:
    """Where "by" leads to somebody by name: no "by Friday", and no "by train"."""
    return next(
        (
            at
            for at, (one, other) in enumerate(pairwise(tokens))
            if one.low == "by" and (other.low == "the" or is_name(other.word, other.key))
        ),
        None,
    )


def _is_adverb(token: Token) -> bool:
    """Whether a word tells how: "reportedly", and not "Connolly"."""
    return token.word.text.islower() and _LY.search(token.low) is not None


def _is_changed(low: str) -> bool:
    """Whether it is an irregular form: "told", "killed" and "hit" are, "vote" is not."""
    return low in {"hit", "put", "cut", "set", "hurt"} or low != tokens_of(low)[0].word.stem


def _keys(tokens: Sequence[Token]) -> frozenset[str]:
    return frozenset(token.key for token in telling(tokens))
