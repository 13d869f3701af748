"""A question of several parts, taken apart: "Who vetoed the draft, and when is the next vote?".  Pure.

Each part is answered, or abstained on, by itself: a sentence that answers the first must not pass
for an answer to the second.  Parts are questions with a question word of their own; "Who met whom
and when?" is one question, and so is what somebody said about who did what.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from bot.answering.thread_question import asked_after
from bot.memory.words import words_of

#: Parts of a question that are answered; more are a questionnaire, and the rest is one part.
MOST_PARTS = 4

_ASKING = r"(?:(?:in|on|by|to|from|for|at|since) )?(?:who|whom|whose|what|which|when|where|why|how)(?:['’]s)?"
#: Verbs that begin a question after a comma: "..., and did China abstain?".
_ASKING_VERB = (
    r"(?:did|does|do|is|are|was|were|has|have|had|will|would|can|could) (?:the |an? )?\w+ \w+"
)
#: What asks the same of another one: "..., and has Lestia?".
_SAME_OF = (
    r"(?:did|does|do|is|are|was|were|has|have|had|will|would|can|could) "
    r"(?P<other>(?:the )?[\w-]+)(?: too| as well| also)?"
)
_SAME_OF_UNNAMED = _SAME_OF.replace("?P<other>", "?:")
_BORDER = re.compile(
    rf"(?:(?<!\s)\s+)?(?:\?\s*(?:and |but |also |then )?|;\s*(?:and |but )?|(?:,\s+|(?<=\s))(?:and|but)(?: also| then)? )"
    rf"(?={_ASKING}\b)|(?<!\s)\s*\?\s+(?:and |but )?(?={_ASKING_VERB})|,\s+and (?={_ASKING_VERB})"
    rf"|(?<!\s),?\s+and (?={_SAME_OF_UNNAMED}\s*\?*\s*$)",
    re.IGNORECASE,
)
_WHETHER_AND = re.compile(
    r"((?:did|does|do|is|are|was|were|has|have|had|will) (?:(?!\?).){4,300}?),? and (when|where|why|how)\s*\?*$",
    re.IGNORECASE | re.DOTALL,
)
_COMMA = re.compile(rf",\s+(?={_ASKING}\b)", re.IGNORECASE)
_HEAD = re.compile(rf"(?:and |but |so )?(?:{_ASKING}\b|{_ASKING_VERB})", re.IGNORECASE)
_PREPOSITIONS = frozenset("against with without by to from in on at about for not".split())
#: What a later question word may hang on: "said who fired and when they will stop".
_REPORTED = re.compile(
    r"\b(?:sa(?:y|ys|id)|tell|tells|told|explain(?:s|ed)?|kn[eo]w[ns]?|ask(?:s|ed)?|describ(?:e|es|ed)"
    rf"|about|whether|clear|decided?|agreed?)\s+{_ASKING}\b",
    re.IGNORECASE,
)


class QuestionPart(NamedTuple):
    """One of the questions in a question: in the asker's words, and made to stand alone."""

    asked: str
    standalone: str
    #: The same in English, where it was asked in a language that can be put into it.
    in_english: str | None = None


def parts_of(question: str) -> tuple[QuestionPart, ...]:
    """The questions in a question that stands alone; itself where it is one."""
    if found := _WHETHER_AND.match(question.strip()):
        # "Was he arrested, and where?" asks both of the one deed.
        deed = f"{found[1].strip(' ,')}?"
        again = f"{found[2].capitalize()} {deed[0].lower()}{deed[1:]}"
        return (QuestionPart(deed, deed), QuestionPart(f"{found[2]}?", again))
    pieces = _listed(_BORDER.split(question.strip(), maxsplit=MOST_PARTS - 1))
    if len(pieces) == 1 or _REPORTED.search(pieces[0]) or not all(map(_is_question, pieces)):
        return (QuestionPart(question, question),)
    parts: list[QuestionPart] = []
    for piece in pieces:
        asked = f"{piece.strip().rstrip('?!.,; ')}?"
        alone = _alone(asked, parts[-1].standalone) if parts else asked
        parts.append(QuestionPart(asked, alone))
    return tuple(parts)


def _alone(asked: str, before: str) -> str:
    """A part as it must be asked alone; "has Lestia?" asks the question before of another one."""
    same = re.fullmatch(_SAME_OF, asked.rstrip("?"), re.IGNORECASE)
    return asked_after(f"And {same['other']}?" if same else asked, before)


def _listed(pieces: Sequence[str]) -> list[str]:
    """The pieces, and those that only commas part: "who abstained, who voted against and ...".

    A comma after a name begins what is said of it ("Blinken, who came from Egypt").
    """
    *before, last = pieces
    found: list[str] = []
    for piece in before:
        members = _COMMA.split(piece)
        is_list = piece.count(",") == len(members) - 1 and not any(
            member.split()[-1:] and member.split()[-1][0].isupper() for member in members[:-1]
        )
        found += members if is_list else [piece]
    return [*found, last] if len(found) < MOST_PARTS else list(pieces)


def _is_question(piece: str) -> bool:
    """Whether it asks by itself: "and when" and "which against" say nothing but how they ask."""
    if re.fullmatch(_SAME_OF, piece.strip().rstrip("?!. "), re.IGNORECASE):
        return True
    head = _HEAD.match(piece.strip())
    said = [word for word in words_of(piece) if not word.is_stop]
    return head is not None and any(word.text.casefold() not in _PREPOSITIONS for word in said)
