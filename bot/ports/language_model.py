"""The language model, what it costs, and what it once wrote."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Protocol

from bot.domain.briefings import Usage
from bot.domain.claims import CitedClaim
from bot.domain.identifiers import VersionId


@dataclass(frozen=True, slots=True)
class Prompt:
    """A filled prompt file, traceable by name, version and hash."""

    name: str
    version: int
    sha256: str
    system: str
    user: str
    #: JSON Schema that the reply must fit.
    schema: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class ModelReply:
    """A model's reply: `document` is parsed and fits the prompt's schema."""

    document: Mapping[str, Any]
    usage: Usage
    model: str


class LanguageModel(Protocol):
    """Writes from a prompt.  There may be none: features then get None instead."""

    @property
    def name(self) -> str:
        """The model's name, as people are told it."""
        ...

    async def complete(
        self,
        prompt: Prompt,
        *,
        deadline_seconds: float,
        on_text: Callable[[str], None] | None = None,
    ) -> ModelReply:
        """Ask once, within the deadline; `on_text` hears the raw reply so far as it streams in.

        "So far" is all of it each time; after a dropped connection it begins anew.

        Raises:
            ModelUnavailableError, ModelSetupError, ModelRefusedError, ModelGarbageError,
            BudgetSpentError
        """
        ...


class UsageStore(Protocol):
    """Tokens spent, by day."""

    async def tokens_spent(self, day: date) -> int:
        """Prompt and completion tokens of one UTC day, over all replicas."""
        ...

    async def record_usage(self, day: date, usage: Usage, model: str) -> None:
        """Add to a day's account."""
        ...


class DraftCache(Protocol):
    """What a model once wrote of public articles, so that no channel pays twice (DESIGN D9).

    A draft is unverified: it passes the gate in every channel that uses it.
    """

    async def get(self, key: str) -> Mapping[str, Any] | None:
        """The draft kept under a key (a hash of the evidence, the prompt's and the model's name)."""
        ...

    async def put(
        self, key: str, document: Mapping[str, Any], version_ids: Collection[VersionId]
    ) -> None:
        """Keep a draft written from these versions; the one kept first under a key wins.

        Forgetting any of the versions drops it.  With one that was forgotten meanwhile, or that was
        pasted into one channel, it is not kept.
        """
        ...


ClaimSink = Callable[[CitedClaim], None]
"""Hears each verified sentence as soon as the gate has passed it (DESIGN D8)."""
