"""A model's items, gated: drafted once per story and prompt (DESIGN D9), repaired once."""

from __future__ import annotations

import asyncio
import hashlib
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from bot.briefing.model_writer import (
    MOST_CLAIMS,
    Kind,
    ModelItem,
    draft_item,
    item_prompt,
    repair_item,
)
from bot.built_in.briefing_writer import item_evidence
from bot.domain.briefings import Usage
from bot.domain.claims import CitedClaim, DraftClaim
from bot.domain.evidence import Evidence
from bot.domain.identifiers import VersionId
from bot.domain.stories import Story
from bot.errors import ModelError
from bot.grounding.gate import check_draft
from bot.grounding.model_claims import Fault, read_claims
from bot.grounding.shown_evidence import for_a_model
from bot.ports.language_model import DraftCache, LanguageModel
from bot.prompt_files import Prompts

#: Drafts with the claims that the gate made of them, by kind.
Passed = Mapping[Kind, tuple[tuple[DraftClaim, CitedClaim], ...]]


@dataclass(frozen=True, slots=True)
class ModelClaims:
    """What passed the gate of a model's item; `trouble` is what ended its repair, if that failed."""

    passed: Passed
    usage: Usage
    trouble: ModelError | None = None

    def of(self, kind: Kind) -> tuple[CitedClaim, ...]:
        """The claims of one kind."""
        return tuple(claim for _, claim in self.passed[kind])


@dataclass(frozen=True, slots=True)
class ModelDesk:
    """The model and all that its items need; the deadline is for a whole briefing, in seconds."""

    model: LanguageModel
    prompts: Prompts
    drafts: DraftCache | None
    deadline_seconds: float
    #: The gate's checks are made one at a time, off the event loop.
    computing: asyncio.Semaphore = field(default_factory=lambda: asyncio.Semaphore(1))

    async def claims(
        self, story: Story, fresh: Collection[VersionId], *, ends_at: float
    ) -> ModelClaims:
        """The gated claims of a story: kept ones, or new ones.

        `ends_at` is on the event loop's clock.

        Raises:
            ModelError: the model could not be used.
        """
        evidence = for_a_model(await asyncio.to_thread(item_evidence, story, fresh=fresh))
        key = self._key(story, evidence)
        kept = await self.drafts.get(key) if self.drafts and key else None
        if kept is not None:
            passed, _ = await self._checked(_from_document(kept), evidence)
            return ModelClaims(passed, Usage())
        claims = await self._written(story, evidence, ends_at)
        if self.drafts and key and claims.trouble is None and claims.of(Kind.HAPPENED):
            versions = {item.article.version_id for item in evidence.items}
            await self.drafts.put(key, _document(claims.passed), versions)
        return claims

    async def _written(self, story: Story, evidence: Evidence, ends_at: float) -> ModelClaims:
        item = await draft_item(
            self.model,
            story,
            evidence,
            prompts=self.prompts,
            deadline_seconds=_seconds_until(ends_at),
        )
        passed, faults = await self._checked(item, evidence)
        if not any(faults.values()):
            return ModelClaims(passed, item.usage)
        try:
            mended = await repair_item(
                self.model,
                evidence,
                faults,
                prompts=self.prompts,
                deadline_seconds=_seconds_until(ends_at),
            )
        except ModelError as error:
            # What passed at first is as good as it was.
            return ModelClaims(passed, item.usage, error)
        again, _ = await self._checked(mended, evidence)
        return ModelClaims(_joined(passed, again), item.usage + mended.usage)

    async def _checked(
        self, item: ModelItem, evidence: Evidence
    ) -> tuple[Passed, Mapping[Kind, Sequence[Fault]]]:
        async with self.computing:
            return await asyncio.to_thread(_check, item, evidence)

    def _key(self, story: Story, evidence: Evidence) -> str | None:
        """What a draft is kept under; None when any of the evidence is one channel's own.

        The prompt holds its evidence letter for letter: equal keys mean equal evidence.
        """
        if not evidence.items or any(item.article.url is None for item in evidence.items):
            return None
        prompt = item_prompt(self.prompts, story, evidence)
        parts = (prompt.name, str(prompt.version), prompt.sha256, prompt.user, self.model.name)
        return hashlib.sha256("\0".join(parts).encode("utf-8", "surrogatepass")).hexdigest()


def _seconds_until(ends_at: float) -> float:
    return max(0.0, ends_at - asyncio.get_running_loop().time())


def _check(item: ModelItem, evidence: Evidence) -> tuple[Passed, Mapping[Kind, Sequence[Fault]]]:
    """What passes the gate, and what does not, with its reasons."""
    passed: dict[Kind, tuple[tuple[DraftClaim, CitedClaim], ...]] = {}
    faults: dict[Kind, Sequence[Fault]] = {}
    for kind, drafts in _drafts(item).items():
        results = [(draft, check_draft(draft, evidence)) for draft in drafts]
        passed[kind] = tuple((d, r) for d, r in results if isinstance(r, CitedClaim))
        faults[kind] = [(d, r) for d, r in results if not isinstance(r, CitedClaim)]
    return passed, faults


def _drafts(item: ModelItem) -> Mapping[Kind, Iterable[DraftClaim]]:
    return {Kind.HAPPENED: item.sentences, Kind.SAID: item.said, Kind.AHEAD: item.agenda}


def _joined(passed: Passed, mended: Passed) -> Passed:
    """Both, each sentence once, and no more of a kind than an item has."""
    return {
        kind: tuple(
            {claim.text: (draft, claim) for draft, claim in (*passed[kind], *mended[kind])}.values()
        )[: MOST_CLAIMS[kind]]
        for kind in Kind
    }


def _document(passed: Passed) -> Mapping[str, Any]:
    return {kind.value: [_entry(draft) for draft, _ in passed[kind]] for kind in Kind}


def _entry(draft: DraftClaim) -> Mapping[str, Any]:
    spans = [{"number": span.number, "quote": span.quote} for span in draft.spans]
    return {"text": draft.text, "speaker": draft.speaker or "", "spans": spans}


def _from_document(document: Mapping[str, Any]) -> ModelItem:
    happened, said, ahead = (read_claims(document[kind], MOST_CLAIMS[kind]) for kind in Kind)
    return ModelItem(happened, said, ahead, Usage())
