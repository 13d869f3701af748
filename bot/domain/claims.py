"""Sentences on their way through the gate.

``DraftClaim`` is what a writer proposes; ``CitedClaim`` is what may be posted.  A cited claim
carries a seal over its text and its spans.  `grounding.gate` is the only module that makes
seals (`tests/test_gate_is_the_only_way.py` reads the source to hold that), so a `CitedClaim`
that was built, copied with other words or deserialised without the gate cannot exist.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from bot.domain.dating import DateSource
from bot.domain.identifiers import ArticleId, VersionId
from bot.errors import UnsealedClaimError

#: New in every process: a seal proves that this process's gate saw the sentence.
_SEAL_KEY = secrets.token_bytes(32)


class SpanOf(StrEnum):
    """Which text of a version a span counts characters of."""

    TEXT = "text"
    TITLE = "title"


@dataclass(frozen=True, slots=True)
class DraftSpan:
    """A writer's word that evidence `number` (1, 2, ...) says `quote`, letter for letter."""

    number: int
    quote: str


@dataclass(frozen=True, slots=True)
class DraftClaim:
    """One sentence as a writer proposes it, with the quotes that it rests on."""

    text: str
    spans: tuple[DraftSpan, ...]
    #: Who says so, when the writer names a speaker; checked by the gate like any name.
    speaker: str | None = None


@dataclass(frozen=True, slots=True)
class Citation:
    """A verbatim span of a stored version, found by our own code at known offsets.

    `quote` equals the version's text (or title, see `of`) from `start` to `end`, in characters.
    """

    article_id: ArticleId
    version_id: VersionId
    of: SpanOf
    start: int
    end: int
    quote: str
    #: What a reader is shown beside the quote.
    url: str | None
    title: str | None
    outlet: str | None
    published_at: datetime | None
    external_id: str | None = None
    date_source: DateSource | None = None
    #: The article's language, as a BCP 47 tag.
    language: str | None = None


@dataclass(frozen=True, slots=True)
class Ahead:
    """The days for which a sentence announces something."""

    day: date
    #: The last of several.
    last: date | None = None
    #: Whether it is to be done by then, and not on that day: "by the end of April".
    is_limit: bool = False


@dataclass(frozen=True, slots=True)
class ResolvedDate:
    """A date word of a claim and the days it means, counted from the publication date."""

    text: str
    #: The one day, or the first of them.
    day: date
    #: The last of several: "next week" is no day.
    last: date | None = None
    #: What it announces, if that was to come when the newest of the cited articles was published.
    ahead: Ahead | None = None


class ProblemKind(StrEnum):
    """What the gate holds against a sentence."""

    QUOTE = "quote"
    NUMBER = "number"
    NAME = "name"
    DATE = "date"
    NEGATION = "negation"
    UNSUPPORTED = "unsupported"


@dataclass(frozen=True, slots=True)
class Problem:
    """One fault of a sentence: its kind and the words at fault."""

    kind: ProblemKind
    text: str


def seal_of(text: str, citations: Sequence[Citation], speaker: str | None) -> bytes:
    """The seal that `CitedClaim` demands.  For `grounding.gate` alone."""
    parts = [text, speaker or "\0"]
    for c in citations:
        parts += [c.article_id, c.version_id, c.of, str(c.start), str(c.end), c.quote]
    framed = "".join(f"{len(part)}:{part}" for part in parts)
    return hmac.new(_SEAL_KEY, framed.encode("utf-8", "surrogatepass"), hashlib.sha256).digest()


@dataclass(frozen=True, slots=True)
class CitedClaim:
    """One sentence that its sources carry: the only kind of sentence that may be posted.

    Raises:
        UnsealedClaimError: there is no citation, or the seal is not the gate's for these words.
    """

    text: str
    citations: tuple[Citation, ...]
    seal: bytes
    speaker: str | None = None
    dates: tuple[ResolvedDate, ...] = ()

    def __post_init__(self) -> None:
        expected = seal_of(self.text, self.citations, self.speaker)
        if not self.citations or not hmac.compare_digest(self.seal, expected):
            raise UnsealedClaimError
