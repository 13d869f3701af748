"""Asks the questions of a set, as a person would, and measures what comes.

Without a set of the operator's own, the demo's articles are read into a store that is thrown away
and the questions of `sample/questions.jsonl` are asked there.
"""

from __future__ import annotations

import json
import tempfile
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

from bot.app.clock import SetClock, SystemClock
from bot.app.evaluation.cases import Case, read_case, says
from bot.app.evaluation.report import CaseResult, Report
from bot.app.evaluation.runs import Runs
from bot.app.sample.site import SampleSite
from bot.app.settings import read_settings
from bot.app.wiring import Parts, open_parts
from bot.domain.answers import Answer
from bot.domain.articles import ReadArticle, Way
from bot.domain.claims import SpanOf
from bot.domain.identifiers import DESK
from bot.ingest.canonical_url import canonical_url

#: Passages among which recall is measured.
FOUND_FIRST = 10

_QUESTIONS = Path(__file__).parents[1] / "sample" / "questions.jsonl"


async def evaluate(questions: Sequence[Mapping[str, Any]] | None) -> Report:
    """Ask a set of the operator's own in their channels, or the shipped set in a store of its own.

    The run is kept in the data folder, and compared with the last one of the same questions.

    Raises:
        InputError: a line of the set does not say what would be right.
    """
    if questions is None:
        lines = _QUESTIONS.read_text("utf-8").splitlines()
        cases = [read_case(json.loads(line)) for line in lines]
        async with _sample_parts() as parts:
            report = await _measure(parts, cases)
    else:
        cases = [read_case(line) for line in questions]
        async with open_parts(read_settings(), SystemClock()) as parts:
            report = await _measure(parts, cases)
    runs = Runs(read_settings().data_dir / "evaluations")
    report = replace(report, last=runs.last(cases))
    runs.keep(report, SystemClock().now())
    return report


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


async def _measure(parts: Parts, cases: Sequence[Case]) -> Report:
    asked = [await _ask(parts, case) for case in cases]
    return Report(parts.model.name if parts.model else "the built-in writer", tuple(asked))


async def _ask(parts: Parts, case: Case) -> CaseResult:
    asked_at = case.asked_at or parts.clock.now()
    answer = await parts.shell.ask(case.channel, case.question, asked_at=asked_at)
    said = " ".join(claim.text for claim in answer.sentences)
    citations, verbatim = await _citations(parts, answer)
    return CaseResult(
        case=case,
        is_right=case.is_right(said, abstained=answer.abstained),
        is_found=await _is_found(parts, case, asked_at),
        citations=citations,
        verbatim_citations=verbatim,
        seconds=answer.timings.total / 1000,
        cost=answer.usage.cost if parts.model else 0.0,
    )


async def _is_found(parts: Parts, case: Case, asked_at: datetime) -> bool | None:
    """Whether recall finds the article that tells it, or else the words that it is told in."""
    if not case.is_answerable or not (case.url or case.expected):
        return None
    hits = await parts.memory.recall(
        case.channel, case.question, limit=FOUND_FIRST, asked_at=asked_at
    )
    if case.url:
        wanted = canonical_url(case.url)
        return any(hit.article.url == wanted for hit in hits)
    found = "\n".join(f"{hit.article.title or ''}\n{hit.passage.text}" for hit in hits)
    return all(says(found, word) for word in case.expected)


async def _citations(parts: Parts, answer: Answer) -> tuple[int, int]:
    """How many citations there are, and how many stand verbatim at their offsets in the store."""
    cited = [citation for claim in answer.sentences for citation in claim.citations]
    verbatim = 0
    for citation in cited:
        article = await parts.articles.version(answer.channel, citation.version_id)
        text = article.title or "" if citation.of is SpanOf.TITLE else article.text
        verbatim += text[citation.start : citation.end] == citation.quote
    return len(cited), verbatim
