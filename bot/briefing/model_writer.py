"""Items of a briefing by a language model: drafts for the gate, never for people."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import chain
from typing import Any

from bot.domain.briefings import Usage
from bot.domain.claims import DraftClaim
from bot.domain.evidence import Evidence
from bot.domain.stories import Story
from bot.grounding.model_claims import Fault, cited_by, read_claims, show_faults
from bot.grounding.shown_evidence import show, within_tokens
from bot.ports.language_model import LanguageModel, Prompt
from bot.prompt_files import Prompts, estimated_tokens


class Kind(StrEnum):
    """What a claim of an item tells, in the word of the prompts."""

    HAPPENED = "happened"
    SAID = "said"
    AHEAD = "ahead"


#: Claims of an item, by kind.
MOST_CLAIMS: Mapping[Kind, int] = {Kind.HAPPENED: 3, Kind.SAID: 2, Kind.AHEAD: 2}

#: What a prompt may cost against the story's own texts: a briefing of ten stories and a hundred
#: articles is to stay under 12 % of them, with some room for repairs.
SHARE_OF_TEXTS = 0.11
#: Instructions and schema of ``prompts/briefing_item.md`` (docs/models.md has the figures).
INSTRUCTION_TOKENS = 300
#: Less evidence than this makes no item, more than this makes none better.
FEWEST_EVIDENCE_TOKENS = 220
MOST_EVIDENCE_TOKENS = 900


@dataclass(frozen=True, slots=True)
class ModelItem:
    """What a model proposes for one story; every list may be empty."""

    sentences: tuple[DraftClaim, ...]
    said: tuple[DraftClaim, ...]
    agenda: tuple[DraftClaim, ...]
    usage: Usage


async def draft_item(
    model: LanguageModel,
    story: Story,
    evidence: Evidence,
    *,
    prompts: Prompts,
    deadline_seconds: float,
) -> ModelItem:
    """Draft the item of a story from evidence, best first; the rest of it may not be shown.

    Raises:
        ModelError: the model cannot be used; nothing was drafted.
    """
    if not evidence.items:
        return ModelItem((), (), (), Usage())
    prompt = item_prompt(prompts, story, evidence)
    reply = await model.complete(prompt, deadline_seconds=deadline_seconds)
    return _item(reply.document, reply.usage)


async def repair_item(
    model: LanguageModel,
    evidence: Evidence,
    faults: Mapping[Kind, Sequence[Fault]],
    *,
    prompts: Prompts,
    deadline_seconds: float,
) -> ModelItem:
    """Ask once for the sentences that the gate turned down, mended or left out.

    Raises:
        ModelError: the model cannot be used; nothing was drafted.
    """
    cited = cited_by(tuple(chain.from_iterable(faults.values())), evidence)
    prompt = prompts["briefing_repair"].fill(
        evidence=show(within_tokens(cited, MOST_EVIDENCE_TOKENS)),
        faults="\n".join(show_faults(of_kind, kind) for kind, of_kind in faults.items() if of_kind),
    )
    reply = await model.complete(prompt, deadline_seconds=deadline_seconds)
    return _item(reply.document, reply.usage)


def item_prompt(prompts: Prompts, story: Story, evidence: Evidence) -> Prompt:
    """The prompt for a story; its `sha256`, user text and the model name key a cached draft."""
    shown = within_tokens(evidence.numbered(), evidence_tokens(story))
    return prompts["briefing_item"].fill(evidence=show(shown))


def evidence_tokens(story: Story) -> int:
    """Tokens of evidence that a story is worth, by the length of its articles."""
    texts = sum(estimated_tokens(article.text) for article in story.articles)
    worth = int(SHARE_OF_TEXTS * texts) - INSTRUCTION_TOKENS
    return min(max(worth, FEWEST_EVIDENCE_TOKENS), MOST_EVIDENCE_TOKENS)


def _item(document: Mapping[str, Any], usage: Usage) -> ModelItem:
    return ModelItem(
        sentences=_of_kind(document, Kind.HAPPENED),
        said=_of_kind(document, Kind.SAID),
        agenda=_of_kind(document, Kind.AHEAD),
        usage=usage,
    )


def _of_kind(document: Mapping[str, Any], kind: Kind) -> tuple[DraftClaim, ...]:
    return read_claims((e for e in document["claims"] if e["kind"] == kind), MOST_CLAIMS[kind])
