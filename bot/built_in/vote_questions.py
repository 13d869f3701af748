"""Questions about a vote: how many voted how, how it went, and how somebody voted.  Pure.  English.

A tally is told by pairs ("by 102 to 67", "97 votes in favour and 31 against") rather than by verbs
with doers, and how a state voted is told in a list of them.  So the tally is looked for as such, in
a sentence of the vote that is asked about.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from bot.built_in.candidates import Candidate
from bot.built_in.fitness import covered
from bot.built_in.questions import Asked
from bot.built_in.terms import Term
from bot.figures.reading import in_digits
from bot.memory.stems import stem
from bot.sentence_reading.calendar_words import MONTH_NAMES
from bot.sentence_reading.deeds import Token, tokens_of
from bot.sentence_reading.stretches import says

#: The share of what a vote is said to be on that must stand in the sentence and around it.
SAME_VOTE = 0.6
#: Sentences that are told, and how much less than the best one a further one may fit.
MOST_TOLD, AS_GOOD = 2, 0.9
#: Words before a vote among which who cast it stands.
VOTER_REACH = 16


class Side(StrEnum):
    """What of a vote a question asks for."""

    FOR = "for"
    AGAINST = "against"
    ABSTAINED = "abstained"
    ALL = "all"


@dataclass(frozen=True, slots=True)
class VoteQuestion:
    """What a question asks of a vote; `voters` are the words for who is asked to have cast it."""

    side: Side
    voters: str | None = None
    #: Keys of whose votes are counted: "how many of the *opposition* voted for it".
    of_whom: frozenset[str] = frozenset()
    #: The chambers whose vote it was, in lower case.
    chambers: tuple[str, ...] = ()

    @property
    def is_of_tally(self) -> bool:
        """Whether it asks for the whole result."""
        return self.side is Side.ALL and self.voters is None


#: Words of a sentence among which its subject stands.
AMENDMENT_REACH = 5
_AMENDMENT = stem("amendment")
_WHO = r"(?:(?:of )?(?:the )?[\w’'-]+ ){0,4}?"
_WAS = r"what(?:['’]s| is| was| were) the"
_RESULT = (
    r"\bhow did the (?:[\w’'-]+ )?vote (?:(?:on|in|over|of) .{1,120} )?(?:go|end|turn out|come out|split)\b"
    r"|^\W*(?:and |so )?what was the (?:[\w’'-]+ )?vote (?:on|in|over|about|against)\b"
    r"|\bhow (?:close|tight) was the (?:[\w’'-]+ )?vote\b"
    r"|\bby how (?:many votes|much|large a margin|wide a margin)\b"
    r"|\bby (?:what|which) (?:margin|majority|vote)\b"
    rf"|\b{_WAS} (?:vote )?(?:tally|count|margin)\b"
    rf"|\b{_WAS} (?:final |exact )?(?:result|outcome|tally) of the (?:[\w’'-]+ )?(?:vote|ballot)\b"
)
_AGAINST = rf"\bhow many {_WHO}(?:vot(?:ed|es)|were) (?:against|no\b)|\bhow many {_WHO}opposed\b"
_ABSTAINED = rf"\bhow many {_WHO}(?:abstain(?:ed)?|abstentions?)\b"
_FOR = rf"\bhow many {_WHO}(?:vot(?:ed|es)|were) (?:for|in favou?r|yes\b)"
_SIDES = {
    Side.AGAINST: re.compile(_AGAINST, re.IGNORECASE),
    Side.ABSTAINED: re.compile(_ABSTAINED, re.IGNORECASE),
    Side.FOR: re.compile(_FOR, re.IGNORECASE),
    Side.ALL: re.compile(_RESULT, re.IGNORECASE),
}
_HOW_VOTED = re.compile(
    r"^\W*(?:and |so )?how (?:did|has|have) (?!the (?:[\w’'-]+ ){0,2}?vote\b)(?P<who>[^?]{2,80}?) voted?\b",
    re.IGNORECASE,
)
_DID_VOTE = re.compile(
    r"^\W*(?:and |so )?(?:did|has|have) (?P<who>[^?]{2,80}?) (?:voted? (?:for|against|in favou?r|yes|no)\b|abstain(?:ed)?\b)",
    re.IGNORECASE,
)
#: Those whose members vote: how such a body voted, is its whole tally.
_BODY_VOTED = re.compile(
    r"^\W*(?:and |so )?how (?:did|has|have) (?:[\w’'-]+ ){0,6}?(?:council|parliament|senate|assembly|committee|house"
    r"|congress|chamber|bundestag|knesset|duma|board|members|deputies|mps|lawmakers|senators|delegates) voted?\b",
    re.IGNORECASE,
)
_OF_VOTES = frozenset(
    map(
        stem,
        """vote voted votes voting ballot against favour favor abstain abstained abstention tally margin
        majority result outcome count close tight go end turn come split many opposed oppose rejected
        members member countries country states state nations mps lawmakers deputies senators people
        delegates final exact""".split(),
    )
)
_NUMBER = r"(?:\d{1,5}|one|none|no (?:state|country|member|one))"
_VOTING = re.compile(
    r"\b(?:vot(?:e|es|ed|ing)|ballot|adopted|passed|approved|rejected|defeated|carried|backed|motion|bill"
    r"|resolution|amendment|abstain\w*|abstention\w*|voix|stimmen)\b",
    re.IGNORECASE,
)
#: "by 102 to 67", "102-67", "52 votes to 88", "par 141 voix contre 118", "mit 102 zu 67 Stimmen".
_PAIR = re.compile(
    rf"\b{_NUMBER}(?: votes?| voix)?(?: to | against | contre | zu |[-–])\s?{_NUMBER}\b(?!\s?(?:per cent|percent|%|million|billion))",
    re.IGNORECASE,
)
#: "The 2023-2024 budget", "15-17 May".
_SPAN = re.compile(
    rf"(?:19|20)\d\d\s?[-–]\s?(?:19|20)?\d\d\b|\d{{1,2}}\s?[-–]\s?\d{{1,2}} (?:{'|'.join(MONTH_NAMES)})\b",
    re.IGNORECASE,
)
_TELLS = {
    Side.FOR: re.compile(
        rf"\b{_NUMBER} (?:[\w’'-]+ ){{0,3}}?(?:in favou?r|for\b(?! (?:the|an?) )|voted (?:for|in favou?r|yes)|yes\b)",
        re.IGNORECASE,
    ),
    Side.AGAINST: re.compile(
        rf"\b{_NUMBER} (?:[\w’'-]+ ){{0,3}}?(?:against|voted (?:against|no)\b|opposed)",
        re.IGNORECASE,
    ),
    Side.ABSTAINED: re.compile(
        rf"\b{_NUMBER} (?:[\w’'-]+ ){{0,3}}?(?:abstain(?:ed|ing)\b|abstentions?\b)|\babstentions? (?:by|from|of) {_NUMBER}\b",
        re.IGNORECASE,
    ),
}
#: How a vote is cast, or not: who does so stands before it.
_CAST = re.compile(
    r"\b(?:voted|votes? (?:for|against|in favou?r|yes|no)\b|abstain(?:ed|s|ing)?\b"
    r"|(?:did|does|do|would) not (?:vote|take part in the vote|attend the vote|cast a vote)"
    r"|(?:boycotted|skipped|missed|was absent from|were absent from|stayed away from) the vote|cast (?:no|its|their) (?:vote|ballot))",
    re.IGNORECASE,
)


def read_vote_question(question: str) -> VoteQuestion | None:
    """What a question asks of a vote; None where it asks for something else."""
    if _BODY_VOTED.match(question):
        return VoteQuestion(Side.ALL)
    for asks in (_HOW_VOTED, _DID_VOTE):
        if found := asks.match(question):
            return VoteQuestion(Side.ALL, found["who"])
    side = next((s for s, pattern in _SIDES.items() if pattern.search(question)), None)
    if side is None:
        return None
    who = _OF_WHOM.search(question)
    tokens = tokens_of(who[1]) if who is not None and side is not Side.ALL else ()
    of_whom = (t.key for t in tokens if not (t.word.is_stop or t.word.stem in _OF_VOTES))
    chambers = tuple(name for name in _CHAMBERS if name in question.lower())
    return VoteQuestion(side, of_whom=frozenset(of_whom), chambers=chambers)


def telling_the_vote(
    vote: VoteQuestion, asked: Asked, among: Sequence[Candidate]
) -> Sequence[Candidate]:
    """The sentences that tell it of the vote that the question means, the best first."""
    about = _about(asked)
    telling = [c for c in among if _tells(vote, about, c) and not _is_of_amendment(asked, c)]
    telling = [c for c in telling if vote.voters is not None or may_tell(vote, c)]
    plainly = [c for c in telling if _tells_side(vote, in_digits(c.reading.text))]
    fitting = [(_fits(about, c), c) for c in plainly or telling]
    close = [(share, c) for share, c in fitting if share >= SAME_VOTE]
    close.sort(key=lambda one: (-one[0], one[1].number))
    best = close[0][0] if close else 0.0
    return [c for share, c in close if share >= AS_GOOD * best][:MOST_TOLD]


_OF_WHOM = re.compile(
    r"\bhow many ((?:[\w’'-]+ ){1,5}?)(?:vot(?:ed|es)|were|abstained?|opposed)\b", re.IGNORECASE
)
_CHAMBERS = (
    "lower house", "upper house", "senate", "house of commons", "house of lords", "general assembly",
    "security council", "bundestag", "bundesrat",
)  # fmt: skip
#: "Its 41 deputies will vote against it": nobody has.
_YET_TO_VOTE = re.compile(
    r"\b(?:will|would|may|might|(?:is|are|was|were) (?:due|set|expected|to)(?: to)?) (?:not )?(?:vote|abstain|oppose|back)\b",
    re.IGNORECASE,
)
_HAS_VOTED = re.compile(
    r"\b(?:voted|abstained|passed|adopted|approved|rejected|fell|carried)\b", re.IGNORECASE
)


def may_tell(vote: VoteQuestion, candidate: Candidate) -> bool:
    """Whether a sentence may tell how many voted so: of those asked about, in their chamber.

    "Voted with the opposition" counts none against, and "will vote" none at all.
    """
    text = candidate.reading.text
    if _YET_TO_VOTE.search(text) and not _HAS_VOTED.search(text):
        return False
    before = candidate.readings[candidate.place - 1].text if candidate.place else ""
    near = f"{candidate.article.title or ''} {before} {text}".lower()
    if vote.chambers and not any(name in near for name in vote.chambers):
        return False
    if vote.of_whom and not vote.of_whom & candidate.keys:
        return False
    told = in_digits(text)
    is_pair = any(_is_of_votes(told, m) for m in _PAIR.finditer(told))
    return vote.side is Side.ALL or is_pair or _tells_side(vote, told)


def _about(asked: Asked) -> Asked:
    """The question's words for the vote that it means, and for whose it was."""
    about = (_with_parts(term) for term in asked.terms if _says_which(term))
    return replace(asked, terms=tuple(about))


def _with_parts(term: Term) -> Term:
    """A term that the last of its parts covers too: a "no-confidence" vote is one of confidence."""
    last = term.key.rpartition("-")[2]
    return replace(term, covered_by=term.covered_by | {stem(last)}) if last else term


def _says_which(term: Term) -> bool:
    return term.is_name or term.stem not in _OF_VOTES


def _fits(about: Asked, candidate: Candidate) -> float:
    near = candidate.keys | candidate.head | candidate.around
    if not all(term.covered_by & near for term in about.terms if term.is_demanded):
        return 0.0
    return covered(about, candidate) if about.terms else 1.0


def _tells(vote: VoteQuestion, about: Asked, candidate: Candidate) -> bool:
    text = in_digits(candidate.reading.text)
    if vote.voters is not None:
        return _is_cast_by(frozenset(t.key for t in about.terms if t.is_name), vote.voters, text)
    if not (_VOTING.search(text) or _VOTING.search(candidate.article.title or "")):
        return False
    if _tells_side(vote, text) or (vote.is_of_tally and _TELLS[Side.FOR].search(text)):
        # "Leased for 99 years for 1.2 billion", of a bill that was voted on, counts no votes.
        others = (_VOTING, _TELLS[Side.AGAINST], _TELLS[Side.ABSTAINED])
        return any(pattern.search(text) for pattern in others)
    return vote.side is not Side.ABSTAINED and any(
        _is_of_votes(text, m) for m in _PAIR.finditer(text)
    )


def _is_of_amendment(asked: Asked, candidate: Candidate) -> bool:
    """Whether a sentence begins with an amendment that was not asked about: its vote is another."""
    first = {word.stem for word in candidate.reading.words[:AMENDMENT_REACH]}
    return _AMENDMENT in first and all(term.stem != _AMENDMENT for term in asked.terms)


def _tells_side(vote: VoteQuestion, text: str) -> bool:
    """Whether how many voted so is told by that word, and not only by the order of a pair."""
    return vote.side is not Side.ALL and _TELLS[vote.side].search(text) is not None


def _is_of_votes(text: str, pair: re.Match[str]) -> bool:
    """Whether two figures are a tally, and no score, span or change: "rose from 3 to 5"."""
    if _SPAN.match(text, pair.start()):
        return False
    before = text[max(0, pair.start() - 12) : pair.start()].casefold()
    is_told = re.search(r"\b(?:by|of|was|at|par|mit|voted|margin of|vote) $", before) is not None
    return _VOTING.search(text) is not None and (
        is_told or "vot" in pair.group().casefold() or "-" in pair.group()
    )


def _is_cast_by(names: frozenset[str], voters: str, text: str) -> bool:
    """Whether somebody whom the question names is told to have voted, or not to have."""
    keys = {token.key for token in tokens_of(voters)}
    asked = {token.key for token in tokens_of(voters) if token.key in names} or {
        token.key for token in tokens_of(voters) if not token.word.is_stop
    }
    tokens = tokens_of(text)
    return bool(keys) and any(asked <= {t.key for t in before} for before in _voters(text, tokens))


def _says(token: Token) -> bool:
    return says(token) and token.word.text.islower()


def _voters(text: str, tokens: Sequence[Token]) -> Iterator[Sequence[Token]]:
    """The words before each vote that is told, from the one before or from who says so on."""
    start = 0
    for cast in _CAST.finditer(text):
        before = [t for t in tokens if start <= t.word.start < cast.start()]
        said = [at for at, token in enumerate(before) if _says(token)]
        yield before[said[-1] + 1 if said else 0 :][-VOTER_REACH:]
        start = cast.end()
