"""What a writer made of the evidence, before it is an answer."""

from __future__ import annotations

from dataclasses import dataclass

from bot.domain.briefings import Usage, WrittenBy
from bot.domain.claims import CitedClaim
from bot.ports.language_model import ClaimSink


@dataclass(frozen=True, slots=True)
class Written:
    """What a writer made of the evidence: sentences that passed the gate, and who wrote them."""

    sentences: tuple[CitedClaim, ...]
    written_by: WrittenBy
    usage: Usage
    #: The parts of the question that nothing answers, where some are answered.
    unanswered: tuple[str, ...] = ()


def tell(claim: CitedClaim, show: ClaimSink | None) -> None:
    """Show a sentence to whoever follows the writing."""
    if show is not None:
        show(claim)
