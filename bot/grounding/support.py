"""Whether what a sentence talks about is in its sources at all.

Words count by how telling they are (inverse document frequency in political English), so that
"Wiesbaden" missing weighs more than "remain"; words about the telling itself do not count.

For text of others one bound does nearly all: of sources left out (ten folds, over one half of four
public sets) it makes the mean balanced accuracy .676, three bounds as of what is
posted .660, none .665.  A logistic weighing of these sums, and of words that the sources have only
far from each other, makes .673 to .676, and was left out.  No set has bounds of its own.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.dates.date_words import DateWord
from bot.domain.claims import Problem, ProblemKind
from bot.figures.reading import Figure
from bot.grounding.grounds import Ground, Grounds
from bot.grounding.names import Known, read_names
from bot.grounding.tokens import Token, is_within
from bot.grounding.word_lists import CONNECTIVES, OF_THE_TELLING
from bot.memory.frequencies import weight_of
from bot.memory.stems import stem
from bot.sentence_reading.reporting_verbs import saying_verbs


@dataclass(frozen=True, slots=True)
class Bounds:
    """How much of what is said its sources must hold."""

    #: The share of the weight of the words, of all sentences together, that they must hold.
    least_coverage: float
    #: The weight of words of one sentence that they may lack, and of all sentences together: a
    #: word never heard weighs 8.3, a common one 3 to 5.
    most_missing: float
    most_missing_together: float
    #: What a figure or a date counts among the words held: checks of their own have found them.
    per_figure: float = 0.0


#: For text of others, where a true sentence turned down is as bad as a false one let through.
CALIBRATED = Bounds(0.35, math.inf, 70.0, per_figure=4.0)
#: For what is posted, where it is not (promise 1).
POSTED = Bounds(0.6, 24.0, 70.0)

_VOTE = stem("vote")
_VOTED_FOR = re.compile(r"\bvot(?:e[sd]?|ing)\s+for\b", re.IGNORECASE)
_SILENT = OF_THE_TELLING | CONNECTIVES | saying_verbs().reporting


def check_support(
    sentences: Sequence[Ground], grounds: Grounds, bounds: Bounds
) -> Iterator[Problem]:
    """A problem when too much of what sentences say together is not in their sources.

    Of several, one may say little that is known if the others make up for it; what a single one
    may lack outright is bounded.
    """
    wanted = [telling_words(sentence) for sentence in sentences]
    missing = [unknown_words(sentence, grounds) for sentence in sentences]
    lacking = [_weight(words) for words in missing]
    figures = sum(len(s.loose_figures) + len(s.dates) for s in sentences)
    told = sum(map(_weight, wanted)) + bounds.per_figure * figures
    most = (1 - bounds.least_coverage) * told
    together = min(most, bounds.most_missing_together)
    if sum(lacking) > together or max(lacking, default=0.0) > bounds.most_missing:
        yield Problem(ProblemKind.UNSUPPORTED, ", ".join(t.text for ts in missing for t in ts))


def unknown_words(claim: Ground, grounds: Grounds) -> list[Token]:
    """The telling words of a sentence that its sources do not hold, by stem or as a known name."""
    missing = [
        token
        for token in telling_words(claim)
        if token.stem not in grounds.stems and not _is_for(token, claim, grounds)
    ]
    if not any(token.text[0].isupper() for token in missing):
        return missing
    known = Known(grounds)
    names = [name for name in read_names(claim) if known.knows(name)]
    return [token for token in missing if not is_within(token, names)]


def _is_for(token: Token, claim: Ground, grounds: Grounds) -> bool:
    """Whether it is the "favour" of a vote: "voted in favour" is "voted for"."""
    if token.key not in {"favour", "favor"} or _VOTE not in claim.stems & grounds.stems:
        return False
    return any(_VOTED_FOR.search(ground.text) for ground in grounds.cited)


def telling_words(claim: Ground) -> list[Token]:
    """The words of a sentence that say something of the world.

    Dates and figures have checks of their own and are left out.
    """
    read: tuple[DateWord | Figure, ...] = (*claim.dates, *claim.figures)
    return [
        t for t in claim.tokens if t.is_content and t.key not in _SILENT and not is_within(t, read)
    ]


def says_something(claim: Ground) -> bool:
    """Whether there is anything in a sentence to check: "Here is the answer:" has nothing."""
    return bool(claim.dates or claim.loose_figures or telling_words(claim))


def _weight(tokens: Sequence[Token]) -> float:
    """What words weigh together: a word never heard 8.3, a common one 3 to 5."""
    return sum(weight_of(token.stem) for token in tokens)
