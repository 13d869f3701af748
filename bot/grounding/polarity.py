"""What a sentence says is so, is not so, or may be so, word by word."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from bot.grounding.tokens import Token
from bot.grounding.word_lists import listed

#: English, and what says so in German, French and Spanish and is no English word.
_NOT = listed(
    """not never no none nobody nothing neither nor without cannot hardly barely scarcely
    nicht kein keine keinen keiner keinem nie niemals jamais aucun aucune pas nunca jamás"""
)
#: Verbs that say that what follows is not so, or did not come about.
_NEGATING = listed("""unable denied denies deny denying prevented avoided lacks lacked lack""")
_STILL = listed("yet still")
#: "Still has to", "needs still to".
_DUE = listed("has have had needs need is are was were")
_UNLESS = "unless"
_RULING = listed("ruled rules rule ruling")
_DENYING = listed("denied denies deny denying")
#: Words after "denied that" that are looked at for what is denied.
LONGEST_DENIED = 9
#: The same of these only before "to": "failed to agree", but "failed in the council".
_NEGATING_TO = listed(
    """failed fails fail failing refused refuses refuse refusing declined declines decline neglected
    yet"""
)
#: "may" and the like: what follows is not said to be so.
_MAYBE = listed("may might could possibly perhaps maybe reportedly allegedly potentially")
_MODALS = listed("may might could")
#: Verbs that keep what follows from being so, without a "not".
_AVOIDING = listed(
    """avoid avoids avoided avoiding prevent prevents preventing keep keeps kept stop stops stopped
    refrain refrains refrained instead rather other unlike"""
)
#: Between a "not" and the word that it turns around.
_SKIPPED = listed(
    """yet even been be being to have has had the a an any ever really only just also immediately
    fully again still so far by its his her their this that it out"""
)
#: A person spoken to "may", "could" or "might" do what is advised or allowed, which leaves nothing open; and
#: "could you" asks for it.
_SPOKEN_TO = "you"
#: What comes after a month, and not after the verb that it could be at the start of a note.
_OF_MONTHS = listed("is was were has had will would saw sees marks marked brings brought and or to")
_BREAK = re.compile(r"[,;:.!?—–()“”\"]")
_EVIDENT = re.compile(
    r"\bnot\s+(?:only|just|least)\b|\bno\s+(?:doubt|longer\s+than|more\s+than|fewer|less)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Polarity:
    """Stems of words that a text turns around (`denied`), leaves open (`open`) or asserts."""

    denied: frozenset[str]
    open: frozenset[str]
    asserted: frozenset[str]


def polarity_of(text: str, tokens: Sequence[Token]) -> Polarity:
    """Which content words a text denies, leaves open or asserts; one word may be in several."""
    denied = set(_governed(text, tokens, is_negator))
    opened = set(_governed(text, tokens, is_maybe))
    content = [t for t in tokens if t.is_content]
    return Polarity(
        denied=frozenset(t.stem for t in denied),
        open=frozenset(t.stem for t in opened),
        asserted=frozenset(t.stem for t in content if t not in denied and t not in opened),
    )


def polar_starts(text: str, tokens: Sequence[Token]) -> tuple[frozenset[int], frozenset[int]]:
    """Where the words stand that a text denies, and those that it leaves open."""
    denied, opened = (_governed(text, tokens, governs) for governs in (is_negator, is_maybe))
    return frozenset(t.start for t in denied), frozenset(t.start for t in opened)


def is_negator(token: Token) -> bool:
    """Whether a word turns around what comes after it."""
    return token.key in _NOT or token.key in _NEGATING or token.key.endswith("n't")


def is_avoiding(token: Token) -> bool:
    """Whether a word says that something is not so, with or without a "not"."""
    return token.key in _AVOIDING or is_negator(token)


def denies(tokens: Sequence[Token]) -> bool:
    """Whether a sentence says of anything that it is not so, or has not been done yet."""
    return any(map(is_avoiding, tokens)) or any(_denies_to(tokens, at) for at in range(len(tokens)))


def is_outstanding(tokens: Sequence[Token]) -> bool:
    """Whether a sentence says of anything that it is still to be done: "has yet to", "must still"."""
    return any(t.key in _STILL and _denies_to(tokens, at) for at, t in enumerate(tokens))


def _denies_to(tokens: Sequence[Token], at: int) -> bool:
    """Whether a word that denies a deed only beside others does so here."""
    key, after = tokens[at].key, [t.key for t in tokens[at + 1 : at + 3]]
    if key == "still":
        before = tokens[at - 1].key if at else ""
        is_due = after[:1] == ["to"] and before in _DUE
        return (
            is_due
            or before == "must"
            or after[:1] == ["must"]
            or (after[:1] != [] and after[0] in _DUE and after[1:] == ["to"])
        )
    if key in _RULING:
        return after[:1] == ["out"]
    return key in _NEGATING_TO and after[:1] == ["to"]


def is_maybe(token: Token) -> bool:
    """Whether a word leaves open what comes after it; "May" is a month."""
    return token.key in _MAYBE and token.text != "May"


def leaves_open(tokens: Sequence[Token]) -> bool:
    """Whether any of these words leaves open what comes after it."""
    return any(is_maybe(t) and not _is_to_somebody(tokens, at) for at, t in enumerate(tokens))


def _is_to_somebody(tokens: Sequence[Token], at: int) -> bool:
    """Whether it is advice, leave or a request: "you may log in", "could you help"."""
    around = [t.key for t in (*tokens[max(0, at - 1) : at], *tokens[at + 1 : at + 2])]
    return _SPOKEN_TO in around and tokens[at].key in _MODALS


def _opens_a_note(tokens: Sequence[Token], at: int) -> bool:
    """Whether it is the "May" of a note: "May lower the risk"."""
    following = tokens[at + 1].text if at + 1 < len(tokens) else ""
    is_verb = following.islower() and following not in _OF_MONTHS
    return at == 0 and tokens[at].text == "May" and is_verb


def _governed(
    text: str, tokens: Sequence[Token], governs: Callable[[Token], bool]
) -> Iterator[Token]:
    """For each governing word, the first content word after it in its clause.

    What is denied by "denied that" or "denied having" is all of its clause.
    """
    for at, token in enumerate(tokens):
        before_to = _denies_to(tokens, at)
        is_unless = token.key == _UNLESS and governs is is_negator
        is_denied_to = before_to and governs is is_negator
        governing = is_unless or is_denied_to or _governs(tokens, at, governs)
        if governing and not _EVIDENT.match(text, token.start):
            head = None if token.key == _UNLESS else _head(text, tokens, at)
            if head is not None:
                yield head
            following = tokens[at + 1].key if at + 1 < len(tokens) else ""
            if token.key == _UNLESS:
                yield from _done_in(text, tokens, at)
            elif token.key in _DENYING and (following == "that" or following.endswith("ing")):
                yield from _clause(text, tokens, at)
            elif token.key in _DENYING and following in {"any", "an", "all"}:
                # "Denied any attempt to ram, and said": what follows "and" is not denied.
                ends = [i for i in range(at, len(tokens)) if tokens[i].key in {"and", "but"}]
                yield from _clause(text, tokens[: ends[0]] if ends else tokens, at)


def _governs(tokens: Sequence[Token], at: int, governs: Callable[[Token], bool]) -> bool:
    """Whether the word at a place governs the one after it there."""
    if governs is is_maybe:
        is_left_open = is_maybe(tokens[at]) and not _is_to_somebody(tokens, at)
        return is_left_open or _opens_a_note(tokens, at)
    # "Not finished until July" was finished in July.
    return governs(tokens[at]) and not any(
        token.key == "until" for token in tokens[at + 1 : at + 1 + LONGEST_DENIED]
    )


def _done_in(text: str, tokens: Sequence[Token], at: int) -> Iterator[Token]:
    """What "unless" denies: "unless the ban was lifted" is "if the ban was not lifted"."""
    last = tokens[at]
    for token, after in pairwise(tokens[at + 1 : at + 2 + LONGEST_DENIED]):
        if _BREAK.search(text[last.end : token.start]):
            return
        last = token
        if token.key in _DUE and after.is_content:
            yield after
            return


def _clause(text: str, tokens: Sequence[Token], at: int) -> Iterator[Token]:
    last = tokens[at]
    for token in tokens[at + 1 : at + 1 + LONGEST_DENIED]:
        if _BREAK.search(text[last.end : token.start]):
            return
        last = token
        if token.is_content:
            yield token


def _head(text: str, tokens: Sequence[Token], at: int) -> Token | None:
    last = tokens[at]
    for token in tokens[at + 1 : at + 7]:
        if _BREAK.search(text[last.end : token.start]):
            return None
        last = token
        if token.key in _SKIPPED or token.key.endswith("ly") or not token.is_content:
            continue
        return token
    return None
