"""Transcripts of press conferences and interviews: who speaks at each place of a text.

A transcript gives each turn its speaker ("MR. EARNEST: ...", "Q ..."), and what is said in a turn
is that speaker's word, not the outlet's.  What a reporter asks states nothing, whatever it takes
for granted.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from bot.domain.articles import Article

#: Turns that a text needs to be a transcript: an article has "UPDATE:" or a dateline once.
FEWEST_TURNS = 4
#: How often a name that is not in capitals must speak: "Note:" and "Correction:" speak once.
FEWEST_OF_A_NAME = 2
#: The share of an interviewer's turns that end in a question.
MOSTLY_ASKS = 0.6

#: At the beginning of a line: "Q   ", "QUESTION:", or up to six words of a name, and a colon.
_HEAD = re.compile(
    r"^[^\S\n]*(?:(?P<asks>Q(?=[^\S\n]+\S)|Q\d?|QUESTION|Question|REPORTER|Reporter|JOURNALIST|PRESS|Frage|Pregunta|Вопрос)"
    r"(?:[.:][^\S\n]+|(?<=Q)[^\S\n]+|[^\S\n]{2,})"
    r"|(?P<who>(?:[^\W\d_][\w.’'-]*[^\S\n]){0,5}[^\W\d_][\w.’'-]*(?:[^\S\n]\([^()\n]{1,40}\))?):[^\S\n]+)",
    re.MULTILINE,
)
_IN_BRACKETS = re.compile(r"\s*\([^()]*\)")
_QUESTION_END = re.compile(r"[?؟][\"”’»)]*\s*$")


@dataclass(frozen=True, slots=True)
class Turn:
    """What one person says without a break: ``text[start:end]``, its head left out."""

    #: Where its head begins.
    head: int
    start: int
    end: int
    #: Who speaks; None for whoever asks.
    speaker: str | None


def spoken_by(article: Article, offset: int) -> str | None:
    """Who speaks at a place of a transcript; None elsewhere, and where a reporter asks."""
    turn = turn_at(article.text, offset)
    return turn.speaker if turn is not None else None


def is_asked(text: str, offset: int) -> bool:
    """Whether a reporter asks at this place."""
    turn = turn_at(text, offset)
    return turn is not None and turn.speaker is None


def runs_over(text: str, start: int, end: int) -> bool:
    """Whether ``start:end`` goes on where the turn that it begins in has ended, or begins one."""
    return any(start < turn.head < end for turn in turns_of(text))


def after_head(text: str, start: int, end: int) -> int:
    """Where the sentence at ``start:end`` begins to say something: after who says it."""
    turn = turn_at(text, start)
    return turn.start if turn is not None and turn.head <= start < turn.start < end else start


def turn_at(text: str, offset: int) -> Turn | None:
    """The turn at a place of a text; None outside turns, and where it is no transcript."""
    turns = turns_of(text)
    place = bisect_right(turns, offset, key=lambda turn: turn.head) - 1
    return turns[place] if place >= 0 and offset < turns[place].end else None


# An article's sentences are read one after the other.
@lru_cache(maxsize=256)
def turns_of(text: str) -> Sequence[Turn]:
    r"""The turns of a transcript, in order; none of another text.

    >>> told = "MS. ROE: Good day.\nQ  Is the truce over?\nMS. ROE: No.\nQ  Why?\nMS. ROE: It holds."
    >>> [turn.speaker for turn in turns_of(told)]
    ['Ms. Roe', None, 'Ms. Roe', None, 'Ms. Roe']
    """
    heads = list(_HEAD.finditer(text)) if ":" in text else []
    often = Counter(head["who"] for head in heads if head["who"])
    heads = [h for h in heads if h["asks"] or _is_a_speaker(h["who"], often)]
    if len(heads) < FEWEST_TURNS or len({head["who"] for head in heads}) < 2:
        return ()
    ends = (*(head.start() for head in heads[1:]), len(text))
    asking = _interviewers(text, heads, ends)
    return tuple(
        Turn(h.start(), h.end(), end, None if h["asks"] or h["who"] in asking else _name(h["who"]))
        for h, end in zip(heads, ends, strict=True)
    )


def _is_a_speaker(label: str, often: Counter[str]) -> bool:
    bare = _IN_BRACKETS.sub("", label)
    words = bare.split()
    is_name = len(words) > 1 and all(word[0].isupper() for word in words)
    return bare.isupper() or (is_name and often[label] >= FEWEST_OF_A_NAME)


def _interviewers(text: str, heads: Sequence[re.Match[str]], ends: Sequence[int]) -> frozenset[str]:
    """The labels whose turns mostly end in a question: an outlet that asks."""
    turns: Counter[str] = Counter()
    asked: Counter[str] = Counter()
    for head, end in zip(heads, ends, strict=True):
        if head["who"]:
            turns[head["who"]] += 1
            said = text[head.end() : end].rstrip()[-40:]
            asked[head["who"]] += _QUESTION_END.search(said) is not None
    often = (who for who in turns if turns[who] >= FEWEST_OF_A_NAME)
    return frozenset(who for who in often if asked[who] >= MOSTLY_ASKS * turns[who])


def _name(label: str) -> str:
    """A speaker as a sentence writes them: "MR. EARNEST" is "Mr. Earnest"."""
    bare = " ".join(_IN_BRACKETS.sub("", label).split())
    return " ".join(word.capitalize() for word in bare.split()) if bare.isupper() else bare
