"""Answers by a language model: drafts for the gate, never for people."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from bot.answering.claim_stream import ClaimStream
from bot.domain.briefings import Usage
from bot.domain.claims import DraftClaim
from bot.domain.evidence import Evidence
from bot.grounding.model_claims import (
    Fault,
    cited_by,
    read_claims,
    show_faults,
)
from bot.grounding.shown_evidence import one_line, show, within_tokens
from bot.ports.language_model import LanguageModel
from bot.prompt_files import Prompts

#: Sentences of an answer.
MOST_CLAIMS = 3
#: Tokens of evidence, so that a prompt stays under 3,000 with its instructions, schema and question.
EVIDENCE_TOKENS = 2_200
#: Characters of a question that a model is shown.
LONGEST_QUESTION = 1_200


@dataclass(frozen=True, slots=True)
class ModelDraft:
    """What a model proposes; no claims means that the evidence does not answer."""

    claims: tuple[DraftClaim, ...]
    usage: Usage


async def draft_answer(
    model: LanguageModel,
    question: str,
    evidence: Evidence,
    *,
    prompts: Prompts,
    deadline_seconds: float,
    on_claim: Callable[[DraftClaim], None] | None = None,
) -> ModelDraft:
    """Draft an answer; `on_claim` hears each claim once, as soon as the model has finished it.

    Evidence beyond `EVIDENCE_TOKENS` is not shown; the rest keeps its numbers.

    Raises:
        ModelError: the model cannot be used; nothing was drafted.
    """
    if not evidence.items:
        return ModelDraft((), Usage())
    prompt = prompts["answer"].fill(
        question=one_line(question, LONGEST_QUESTION),
        evidence=show(within_tokens(evidence.numbered(), EVIDENCE_TOKENS)),
    )
    told = _ClaimRelay(on_claim) if on_claim is not None else None
    reply = await model.complete(
        prompt, deadline_seconds=deadline_seconds, on_text=told.hear if told else None
    )
    claims = read_claims(reply.document["claims"], MOST_CLAIMS)
    if told is not None:
        told.tell(claims)
    return ModelDraft(claims, reply.usage)


async def repair(
    model: LanguageModel,
    question: str,
    evidence: Evidence,
    faults: Sequence[Fault],
    *,
    prompts: Prompts,
    deadline_seconds: float,
) -> ModelDraft:
    """Ask once for the sentences that the gate turned down, mended or left out.

    Raises:
        ModelError: the model cannot be used; nothing was drafted.
    """
    prompt = prompts["answer_repair"].fill(
        question=one_line(question, LONGEST_QUESTION),
        evidence=show(within_tokens(cited_by(faults, evidence), EVIDENCE_TOKENS)),
        faults=show_faults(faults),
    )
    reply = await model.complete(prompt, deadline_seconds=deadline_seconds)
    return ModelDraft(read_claims(reply.document["claims"], len(faults)), reply.usage)


class _ClaimRelay:
    """Passes claims on as they are finished, each once, and no more than an answer has."""

    def __init__(self, on_claim: Callable[[DraftClaim], None]) -> None:
        self._on_claim = on_claim
        self._stream = ClaimStream()
        self._told: set[DraftClaim] = set()

    def hear(self, reply: str) -> None:
        """Take in the reply so far."""
        self.tell(read_claims(self._stream.hear(reply), MOST_CLAIMS))

    def tell(self, claims: Sequence[DraftClaim]) -> None:
        """Pass on what is new among these claims."""
        for claim in claims:
            if claim not in self._told and len(self._told) < MOST_CLAIMS:
                self._told.add(claim)
                self._on_claim(claim)
