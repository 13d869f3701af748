"""`attache eval`: how this installation's model, prompts and writer answer, against pinned floors.

Without a set of the operator's own, the demo's articles are read into a store that is thrown away
and the questions of `sample/questions.jsonl` are asked there.
"""

from __future__ import annotations

import json
import tempfile
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bot.app.clock import SetClock, SystemClock
from bot.app.sample.site import SampleSite
from bot.app.settings import read_settings
from bot.app.wiring import Parts, open_parts
from bot.domain.answers import Answer
from bot.domain.articles import ReadArticle, Way
from bot.domain.claims import SpanOf
from bot.domain.identifiers import DESK, ChannelKey
from bot.errors import InputError

#: Pinned for the shipped set, on the built-in writer: raise them when it gets better, never lower
#: them.  A set of one's own is measured against the same.
FLOORS = {"answered": 0.95, "abstained": 0.95, "citations": 1.0}

_QUESTIONS = Path(__file__).parent / "sample" / "questions.jsonl"


@dataclass(frozen=True, slots=True)
class Asked:
    """One question and what came of it."""

    question: str
    is_answerable: bool
    is_right: bool
    citations: int
    verbatim_citations: int
    seconds: float
    cost: float


@dataclass(frozen=True, slots=True)
class Report:
    """The figures of one evaluation; shares are between 0 and 1."""

    writer: str
    asked: tuple[Asked, ...]

    @property
    def shares(self) -> Mapping[str, float]:
        """Answerable questions answered rightly, others abstained on, citations verbatim."""
        return {
            "answered": _share([a.is_right for a in self.asked if a.is_answerable]),
            "abstained": _share([a.is_right for a in self.asked if not a.is_answerable]),
            "citations": _share(
                [n < a.verbatim_citations for a in self.asked for n in range(a.citations)]
            ),
        }

    @property
    def is_good(self) -> bool:
        """Whether every share reaches its floor."""
        return all(self.shares[name] >= floor for name, floor in FLOORS.items())

    def document(self) -> dict[str, Any]:
        """The report as data."""
        return {
            "writer": self.writer,
            "questions": len(self.asked),
            "shares": {name: round(share, 4) for name, share in self.shares.items()},
            "floors": FLOORS,
            "ok": self.is_good,
            "seconds": round(sum(a.seconds for a in self.asked), 3),
            "cost": round(sum(a.cost for a in self.asked), 6),
            "wrong": [a.question for a in self.asked if not a.is_right],
        }

    def rows(self) -> Sequence[str]:
        """The report for people."""
        lines = [f"Writer: {self.writer}; {len(self.asked)} questions"]
        for name, share in self.shares.items():
            mark = "✓" if share >= FLOORS[name] else "✗"
            lines.append(f"{mark} {name:<10} {share:6.1%}   floor {FLOORS[name]:.0%}")
        lines += [f"  wrong: {a.question}" for a in self.asked if not a.is_right]
        return lines


async def evaluate(questions: Sequence[Mapping[str, Any]] | None) -> Report:
    """Ask a set of the operator's own in their channels, or the shipped set in a store of its own.

    Raises:
        InputError: a line of the set says neither what is expected nor that nothing is.
    """
    if questions is None:
        lines = _QUESTIONS.read_text("utf-8").splitlines()
        async with _sample_parts() as parts:
            return await _measure(parts, [json.loads(line) for line in lines])
    async with open_parts(read_settings(), SystemClock()) as parts:
        return await _measure(parts, questions)


@asynccontextmanager
async def _sample_parts() -> AsyncIterator[Parts]:
    """A throw-away store with the demo's articles, and the installation's own model and prompts."""
    site = SampleSite("https://sample.invalid")
    site.correct()
    articles = [article for outlet in site.outlets for article in site.articles(outlet)]
    latest = max(article.published_at for article in articles)
    with tempfile.TemporaryDirectory(prefix="attache-eval-") as folder:
        apart = {"data_dir": Path(folder), "database_url": None}
        settings = read_settings().model_copy(update=apart)
        async with open_parts(settings, SetClock(latest)) as parts:
            for article in articles:
                read = ReadArticle(
                    text="\n\n".join(article.paragraphs),
                    url=article.url,
                    title=article.title,
                    outlet=article.outlet.name,
                    published_at=article.published_at,
                    language="en",
                )
                await parts.intake.keep(DESK, read, Way.FILE)
            yield parts


async def _measure(parts: Parts, questions: Sequence[Mapping[str, Any]]) -> Report:
    asked = [await _ask(parts, line) for line in questions]
    return Report(parts.model.name if parts.model else "built-in", tuple(asked))


async def _ask(parts: Parts, line: Mapping[str, Any]) -> Asked:
    question, expected = line.get("question"), line.get("expected")
    is_answerable = not line.get("unanswerable")
    if not isinstance(question, str) or (is_answerable and not expected):
        raise InputError('A line needs "question" and either "expected" or "unanswerable": true.')
    channel = ChannelKey.parse(line["channel"]) if "channel" in line else DESK
    answer = await parts.shell.ask(channel, question)
    words, strange = _words(expected), _words(line.get("without"))
    said = " ".join(claim.text for claim in answer.sentences).lower()
    has_all = all(word.lower() in said for word in words)
    is_clean = not any(word.lower() in said for word in strange)
    is_right = has_all and is_clean if is_answerable else answer.abstained
    citations, verbatim = await _citations(parts, channel, answer)
    return Asked(
        question,
        is_answerable,
        is_right,
        citations,
        verbatim,
        answer.timings.total / 1000,
        answer.usage.cost or 0.0,
    )


def _words(given: Any) -> Sequence[str]:
    """What a line of a set says that an answer must have, or must not: one text or several."""
    return [given] if isinstance(given, str) else given or []


async def _citations(parts: Parts, channel: ChannelKey, answer: Answer) -> tuple[int, int]:
    """How many citations there are, and how many stand verbatim at their offsets in the store."""
    cited = [citation for claim in answer.sentences for citation in claim.citations]
    verbatim = 0
    for citation in cited:
        article = await parts.articles.version(channel, citation.version_id)
        text = article.title or "" if citation.of is SpanOf.TITLE else article.text
        verbatim += text[citation.start : citation.end] == citation.quote
    return len(cited), verbatim


def _share(outcomes: Sequence[bool]) -> float:
    return sum(outcomes) / len(outcomes) if outcomes else 1.0
