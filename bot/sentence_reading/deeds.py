"""Who does what to whom in a sentence, as far as the order of its words tells.  Pure.

English.  A verb is found by its stem and by what stands around it; its doer stands before it in
its clause, or after "by"; what is done to stands on the other side.  No grammar is parsed: the
sides are stretches of words, wide rather than narrow.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import takewhile
from typing import NamedTuple

from bot.memory.equivalents import keys_of
from bot.memory.stems import stem
from bot.memory.words import Word, words_of
from bot.sentence_reading.calendar_words import DAYS, MONTHS
from bot.sentence_reading.deed_words import DeedWords, VerbForm, deed_words
from bot.sentence_reading.reporting_verbs import saying_verbs

#: Words after a verb among which its particle is looked for, and "by" after a participle.
PARTICLE_REACH, BY_REACH = 6, 6
#: Words before a verb among which what denies it stands.
DENIAL_REACH = 2
#: Words after "by" that may belong to the doer.
DOER_REACH = 14

#: Words that lead to what follows them, whatever stands between.
_ADDING, _OPPOSING = frozenset({"against", "away", "back"}), frozenset({"vote", "go"})
_LEADING = frozenset("for of to as on with by that a an the its their".split())
#: Verbs whose past has the form of the present.
_UNCHANGED = frozenset("put hit cut set hurt shut cast beset upset split".split())
#: What begins a measure after "by".
_MEASURES = frozenset(
    "one two three four five six seven eight nine ten eleven twelve half about nearly almost some over under"
    " more less up at next then mid late early end".split()
)
_AFTER_PASSIVE = frozenset("in at on near during over under with from".split())
_STRONG = re.compile(r"[;:()\n“”\"]|\s[–—-]+\s|[.!?]\s")
_NOUN_ENDING = re.compile(r"(?:al|[st]ion|ment|[ae]nce|er|or|able|ive|ure|ee)$")
_PAST = re.compile(
    r"(?:ed|en|wn|ne|ught|nt|ld|de|ft|ot|id|ok|ew|ung|unk|ank|ang|gan|ran|wam|und|et|won|st)$"
)


class Token(NamedTuple):
    """A word of a sentence, stop words among them, with what stands before it."""

    word: Word
    #: The key of a word that says something; the stem of another.
    key: str
    #: Whether a colon, a dash, a quotation mark or the like stands before it.
    after_border: bool
    after_comma: bool
    #: The word, folded; "US" is not "us".
    low: str


@dataclass(frozen=True, slots=True)
class Verb:
    """A verb asked about, with those that tell of the same deed."""

    forms: frozenset[VerbForm]
    #: Keys of the question's words that each of the forms says: the verb's and its particle's.
    keys: frozenset[str]
    #: Its own stem, whatever else is told of the same deed; none where it stands for many verbs.
    root: str = ""

    @property
    def roots(self) -> frozenset[str]:
        """The stems of its forms."""
        return frozenset(root for root, _ in self.forms)

    @classmethod
    def of(cls, word: str, key: str, following: str) -> Verb:
        """A verb as it is written, with the word that follows it ("call" "off")."""
        lists = deed_words()
        root = stem(word)
        particle = following if following in lists.particles else None
        told = (root, following) if (root, following) in lists.same_deeds else (root, particle)
        if particle in _ADDING and told not in lists.same_deeds and root not in _OPPOSING:
            told = (root, None)  # "promised against the rioters": another word, and no other verb
        keys = frozenset({key, stem(following)} if told[1] else {key})
        return cls(lists.same_deeds.get(told, frozenset({told})), keys, root)


@dataclass(frozen=True, slots=True)
class Deed:
    """One use of a verb: the stretches of its sentence where its two sides stand."""

    doer: tuple[Token, ...]
    done_to: tuple[Token, ...]
    is_passive: bool
    #: The whole sentence before the verb: what its pronouns may mean.
    before: tuple[Token, ...]
    #: The words after the verb in its clause.
    after: tuple[Token, ...]
    #: Whether it tells that it is or was done, and not that it is to be, or may be.
    is_finite: bool
    #: Whether it tells that it is not done: "did not pay", "never paid".
    is_denied: bool


@lru_cache(maxsize=1_024)
def tokens_of(sentence: str) -> tuple[Token, ...]:
    """The words of a sentence, in order."""
    words = tuple(words_of(sentence))
    keys = iter(keys_of([word for word in words if not word.is_stop]))
    found: list[Token] = []
    end = 0
    for word in words:
        between = sentence[end : word.start]
        is_border = end > 0 and between != " " and _STRONG.search(between) is not None
        key = word.stem if word.is_stop else next(keys)
        low = word.text if word.is_acronym else word.text.casefold()
        found.append(Token(word, key, is_border, "," in between, low))
        end = word.end
    return tuple(found)


def deeds_of(sentence: str, verb: Verb) -> tuple[Deed, ...]:
    """The uses of a verb in a sentence; a noun of the same stem ("the veto") is none."""
    tokens, roots = tokens_of(sentence), verb.roots
    return tuple(
        _deed(tokens, place)
        for place, token in enumerate(tokens)
        if token.word.stem in roots and _is_one_of(tokens, place, verb) and is_verb(tokens, place)
    )


def is_verb(tokens: Sequence[Token], place: int) -> bool:
    """Whether a word whose stem is a verb's is one here."""
    token, lists = tokens[place], deed_words()
    before = low_at(tokens, place - 1) if place and not token.after_border else ""
    if token.word.text[0].isupper() or is_derived_noun(token) or before in lists.before_nouns:
        return False
    if _is_inflected(token):
        return True
    if before in lists.auxiliaries | lists.pronouns | lists.relatives | {"to", "not", "also"}:
        return True
    after = low_at(tokens, place + 1)
    if before.endswith(("'s", "’s")):
        return False  # "Seland's finance minister"
    if before in lists.clause_borders or after in lists.auxiliaries | {"of", "by"}:
        return False
    if before in {"and", "or"}:
        return True
    is_followed = place + 1 < len(tokens) and after not in {"in", "on", "at", "and", "or"}
    return is_followed or before.endswith("s")


def is_derived_noun(token: Token) -> bool:
    """Whether it is made of a verb and no verb: "dismissal", "leader", "hearings"."""
    if token.low.endswith("ings"):
        return True
    low = token.low.removesuffix("s")
    return _NOUN_ENDING.search(low) is not None and low not in deed_words().bases


def _is_inflected(token: Token) -> bool:
    low = token.low
    is_past = low.endswith("ed") or (_PAST.search(low) and stem(low) != low)
    return bool(is_past or (low.endswith("ing") and len(low) > 5))


def _is_one_of(tokens: Sequence[Token], place: int, verb: Verb) -> bool:
    own = tokens[place].word.stem
    particles = [particle for root, particle in verb.forms if root == own]
    if None in particles:
        return True
    following = {t.low for t in tokens[place + 1 : place + 1 + PARTICLE_REACH]}
    return not following.isdisjoint(particles)


def _deed(tokens: Sequence[Token], place: int) -> Deed:
    subject, after, by = _before(tokens, place), _after(tokens, place), _by(tokens, place)
    is_passive = _is_passive(tokens, place, has_doer=by is not None)
    doer_behind = _doer_after(after[by - place :]) if by else ()
    return Deed(
        doer=doer_behind if is_passive else subject,
        done_to=subject if is_passive else after,
        is_passive=is_passive,
        before=tuple(tokens[:place]),
        after=after,
        is_finite=_is_finite(tokens, place),
        is_denied=any(is_denial(token) for token in tokens[max(0, place - DENIAL_REACH) : place]),
    )


def is_denial(token: Token) -> bool:
    """Whether a word denies what follows: "not", "never", "didn't"."""
    return token.low in {"not", "never", "cannot"} or token.low.endswith(("n't", "n’t"))


def _is_finite(tokens: Sequence[Token], place: int) -> bool:
    """Whether a verb tells by itself: "banned" and "was banning", not "to ban" or "banning"."""
    before = low_at(tokens, place - 1)
    if tokens[place].low.endswith("ing"):
        return _helper(tokens, place, deed_words()) in deed_words().be
    return before != "to" and before not in deed_words().modals


def _doer_after(tokens: Sequence[Token]) -> tuple[Token, ...]:
    """The doer after "by": up to what tells on ("by the ten members, was adopted")."""
    helpers = deed_words().auxiliaries
    return tuple(takewhile(lambda token: token.low not in helpers, tokens[:DOER_REACH]))


def _is_passive(tokens: Sequence[Token], place: int, *, has_doer: bool) -> bool:
    lists = deed_words()
    if tokens[place].low.endswith("ing") or not _is_inflected(tokens[place]):
        # "hit by", "put forward by", "was put": forms that do not change.
        helper = _helper(tokens, place, lists)
        is_unchanged = tokens[place].low in _UNCHANGED and helper in lists.be
        return is_unchanged or (has_doer and helper not in lists.have)
    helper = _helper(tokens, place, lists)
    # "The hearings, held in The Hague, ..."
    is_inserted = tokens[place].after_comma and low_at(tokens, place + 1) in _AFTER_PASSIVE
    return is_inserted or helper in lists.be or (has_doer and helper not in lists.have)


def _helper(tokens: Sequence[Token], place: int, lists: DeedWords) -> str:
    """The auxiliary right before a verb, past adverbs; empty when there is none."""
    left = place - 1
    while left >= 0 and (
        low_at(tokens, left) in {"not", "also", "already", "now"}
        or low_at(tokens, left).endswith("ly")
    ):
        left -= 1
    low = low_at(tokens, left)
    return low if low in lists.auxiliaries else ""


def _by(tokens: Sequence[Token], place: int) -> int | None:
    """Where "by" stands soon after a verb, in its clause."""
    for at in range(place + 1, min(place + 1 + BY_REACH, len(tokens))):
        if tokens[at].after_border or tokens[at].after_comma:
            return None
        if tokens[at].low == "by" and not _is_measure(tokens, at + 1):
            return at
    return None


def _is_measure(tokens: Sequence[Token], place: int) -> bool:
    """Whether what follows "by" is no doer: "by three to one", "by 52 votes", "by Friday"."""
    if place >= len(tokens):
        return False
    token = tokens[place]
    return token.word.is_figure or token.low in _MEASURES or token.key in MONTHS | DAYS


def _before(tokens: Sequence[Token], place: int) -> tuple[Token, ...]:
    """The words before a verb that may be its subject."""
    start = _clause_start(tokens, place)
    verbs = [at for at in range(start, place) if _is_other_verb(tokens, at)]
    if not verbs:
        return _of_joined_verb(tokens, place, start) or tuple(tokens[start:place])
    if tokens[place].after_comma and tokens[place].low.endswith("ing"):
        return tuple(tokens[start : verbs[0]])  # "The envoy denied it, calling it a show"
    made = tokens[verbs[-1] + 1 : place - 1]
    if low_at(tokens, place - 1) == "to" and any(not token.word.is_stop for token in made):
        # "The ban forced the agency to suspend its work": the agency suspends it.
        return tuple(made)
    if tokens[verbs[-1]].low in saying_verbs().of_a_speaker and verbs[-1] + 1 < place:
        # "No 10 confirmed the commissioner declined": what is said has a subject of its own.
        return tuple(tokens[verbs[-1] + 1 : place])
    joints = [
        at
        for at in range(verbs[-1] + 1, place)
        if tokens[at].low in {"and", "but", "or"} or tokens[at].after_comma
    ]
    own = tokens[joints[-1] : place] if joints else ()
    # "... vetoed it and Guyana abstained" has a subject of its own; "came and went" has none.
    if any(not token.word.is_stop for token in own):
        return tuple(own)
    return tuple(tokens[start : verbs[0]])


def _of_joined_verb(tokens: Sequence[Token], place: int, start: int) -> tuple[Token, ...]:
    """The subject of the verb that "and" joins this one to, past what stands between.

    "The pact runs until May and was signed by both": the pact was.
    """
    lists = deed_words()
    left = place - 1
    while left > start and tokens[left].low in lists.auxiliaries:
        left -= 1
    if tokens[left].low not in {"and", "but"} or left == start:
        return ()
    for at in range(start - 1, 0, -1):
        if tokens[at].after_border:
            return ()
        if _is_other_verb(tokens, at):
            return _before(tokens, at)
    return ()


def _clause_start(tokens: Sequence[Token], place: int) -> int:
    lists = deed_words()
    start = place
    while start > 0 and not tokens[start].after_border:
        before = tokens[start - 1].low
        # "Those who vetoed it"; "Blinken, who came from Egypt, met them".
        is_inserted = tokens[place].after_comma or not _says(tokens[start:place])
        # "The office, which is not ready, is being built": what is inserted has ended.
        helpers = (t for t in tokens[start:place] if t.low in lists.auxiliaries)
        is_inserted = is_inserted or any(token.after_comma for token in helpers)
        is_relative = before in lists.relatives and is_inserted
        if before in lists.clause_borders and not is_relative:
            break
        start -= 1
    return start


def _says(tokens: Sequence[Token]) -> bool:
    return any(not token.word.is_stop or token.low in deed_words().pronouns for token in tokens)


def _is_other_verb(tokens: Sequence[Token], place: int) -> bool:
    return tokens[place].word.stem in deed_words().verbs and is_verb(tokens, place)


def _after(tokens: Sequence[Token], place: int) -> tuple[Token, ...]:
    """The words after a verb in its clause; a clause that is its object ("that ...") is one."""
    borders = deed_words().clause_borders
    found: list[Token] = []
    for at in range(place + 1, len(tokens)):
        token = tokens[at]
        is_far = at > place + 1 and token.low in borders - {"that"}
        if token.low == "than" and at + 1 < len(tokens) and tokens[at + 1].word.is_figure:
            is_far = False  # "lost more than $2 trillion"
        # A quotation goes on with what leads to it: 'called for "a pause"'.
        is_over = token.after_border and found and found[-1].low not in _LEADING
        # "..., a veteran who organised them, wrote that ...": another verb's clause goes on.
        is_over = is_over or (token.after_comma and found and _goes_on(tokens, at))
        if is_over or is_far:
            break
        found.append(token)
    return tuple(found)


def _goes_on(tokens: Sequence[Token], place: int) -> bool:
    """Whether a word after a comma is the verb of the clause around what ends there."""
    return not tokens[place].low.endswith("ing") and _is_other_verb(tokens, place)


def low_at(tokens: Sequence[Token], place: int) -> str:
    """The folded word at a place; empty outside the sentence."""
    return tokens[place].low if 0 <= place < len(tokens) else ""


def telling(tokens: Sequence[Token]) -> Iterator[Token]:
    """Those of the words that say something."""
    return (token for token in tokens if not token.word.is_stop)
