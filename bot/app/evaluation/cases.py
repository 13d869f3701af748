"""The lines of a set of questions: what is asked, and what counts as right.  Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot.domain.identifiers import DESK, ChannelKey
from bot.errors import InputError

_WHAT_A_LINE_NEEDS = (
    'A line needs "question" and one of "expected", "without", "url", "answerable": true and '
    '"unanswerable": true.'
)


@dataclass(frozen=True, slots=True)
class Case:
    """One question, and what an answer must be to be right.

    It is right if it says every word of `expected` and none of `without`, in whatever case, and
    answers at all unless only `without` is given; of what is unanswerable, if it abstains.
    """

    question: str
    channel: ChannelKey = DESK
    expected: tuple[str, ...] = ()
    without: tuple[str, ...] = ()
    #: The address of the article that tells it, by which recall is measured.
    url: str | None = None
    is_answerable: bool = True
    #: Whether an answer that abstains may be right.
    may_abstain: bool = False
    #: When it was asked; None for now.
    asked_at: datetime | None = None

    def is_right(self, said: str, *, abstained: bool) -> bool:
        """Whether an answer is right; `said` is its sentences."""
        if not self.is_answerable:
            return abstained
        if abstained:
            return self.may_abstain
        has_all = all(says(said, word) for word in self.expected)
        return has_all and not any(says(said, word) for word in self.without)


def says(said: str, word: str) -> bool:
    """Whether a text has a word, in whatever case; "3" does not stand in "13", nor "US" in "trust"."""
    bare = word.strip()
    exact = bare[:1].isdigit() or bare.isupper()
    found = re.escape(bare.lower())
    pattern = rf"(?<!\w)(?<!\d[.,]){found}(?!\w)" if exact else found
    return re.search(pattern, said.lower()) is not None


def read_case(line: Mapping[str, Any]) -> Case:
    """A line of a set.

    Raises:
        InputError: it does not say what is asked, or what would be right.
    """
    question = line.get("question")
    expected, without = _words(line, "expected"), _words(line, "without")
    url, is_answerable = line.get("url"), not line.get("unanswerable")
    says_enough = expected or without or url or line.get("answerable") or not is_answerable
    if not (isinstance(question, str) and question.strip() and says_enough):
        raise InputError(_WHAT_A_LINE_NEEDS)
    if url is not None and not isinstance(url, str):
        raise InputError('"url" is the address of one article.')
    return Case(
        question=question,
        channel=ChannelKey.parse(str(line["channel"])) if line.get("channel") else DESK,
        expected=expected,
        without=without,
        url=url,
        is_answerable=is_answerable,
        may_abstain=not (expected or url or line.get("answerable")),
        asked_at=_moment(line.get("asked_at")),
    )


def _words(line: Mapping[str, Any], name: str) -> tuple[str, ...]:
    given = line.get(name) or ()
    words = (given,) if isinstance(given, str) else given
    if not (isinstance(words, (list, tuple)) and all(isinstance(word, str) for word in words)):
        raise InputError(f'"{name}" is a text, or a list of texts.')
    return tuple(words)


def _moment(given: object) -> datetime | None:
    if given is None:
        return None
    try:
        moment = datetime.fromisoformat(str(given))
    except ValueError as error:
        raise InputError('"asked_at" is not a moment: write 2024-03-22T09:00:00Z.') from error
    if moment.tzinfo is None:
        raise InputError('"asked_at" needs a time zone: write 2024-03-22T09:00:00Z.')
    return moment
