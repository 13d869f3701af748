"""What tokens cost.

Endpoints that tell the cost of a call (``usage.cost``: OpenRouter, LiteLLM) are believed before
this table; a model in neither has no price, and none is guessed.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Self

from bot.domain.briefings import Usage
from bot.errors import ConfigurationError

_TOKENS_PER_PRICE = 1_000_000
_ENTRY = re.compile(r"(?P<model>[^\s=;]+)=(?P<prompt>\d+(?:\.\d+)?)/(?P<completion>\d+(?:\.\d+)?)")
#: A dated snapshot is billed like the model that it is a snapshot of: ``gpt-6-luna-2026-09-22``.
_SNAPSHOT = re.compile(r"-\d{4}-\d{2}-\d{2}$")


@dataclass(frozen=True, slots=True)
class Price:
    """US dollars for a million tokens."""

    prompt: float
    completion: float


#: As of 2026-11-22.  gpt-6-luna: developers.openai.com/ja-JP/api/docs/models/gpt-6-luna.
#: gpt-5.6-luna and gpt-6-sol: secondary source, codexometer's release notes of 2026-09-22.
#: Discounts (cached prompts, batches) and surcharges (over 272k tokens) are left out: the calls of
#: this program are small and one-off, so the plain price is what is paid.
BUILT_IN: Mapping[str, Price] = {
    "gpt-6-luna": Price(0.10, 0.50),
    "gpt-6-sol": Price(2.00, 10.00),
    "gpt-5.6-luna": Price(0.20, 1.20),
}


@dataclass(frozen=True, slots=True)
class PriceTable:
    """Prices by model name."""

    prices: Mapping[str, Price]

    @classmethod
    def read(cls, text: str | None = None) -> Self:
        """The built-in table, with ``MODEL=PROMPT/COMPLETION, ...`` in dollars added or replaced.

        Raises:
            ConfigurationError: an entry is not of that form.

        >>> PriceTable.read("qwen3=0/0, gpt-6-luna=0.05/0.25").prices["gpt-6-luna"]
        Price(prompt=0.05, completion=0.25)
        """
        entries = [entry.strip() for entry in (text or "").split(",")]
        own = dict(_read_entry(entry) for entry in entries if entry)
        return cls({**BUILT_IN, **own})

    def cost(self, model: str, usage: Usage) -> float | None:
        """Dollars for a call; None when the model has no price here."""
        price = self.prices.get(model) or self.prices.get(_SNAPSHOT.sub("", model))
        if price is None:
            return None
        dollars = price.prompt * usage.prompt_tokens + price.completion * usage.completion_tokens
        return dollars / _TOKENS_PER_PRICE


def _read_entry(entry: str) -> tuple[str, Price]:
    parts = _ENTRY.fullmatch(entry)
    if parts is None:
        raise ConfigurationError(
            f"ATTACHE_MODEL_PRICES has {entry!r}: write MODEL=PROMPT/COMPLETION in dollars for "
            "a million tokens, for example gpt-6-luna=0.10/0.50."
        )
    return parts["model"], Price(float(parts["prompt"]), float(parts["completion"]))
