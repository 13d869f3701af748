"""The account of tokens: nothing is asked of the model once a day's tokens are spent."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date

from bot.domain.briefings import Usage
from bot.errors import BudgetSpentError
from bot.language_model.prices import PriceTable
from bot.ports.clock import Clock
from bot.ports.language_model import UsageStore
from bot.prompt_files import estimated_tokens


@dataclass(frozen=True, slots=True)
class Account:
    """Spending by UTC day, over all replicas; `daily_tokens` None is no limit.

    Calls that start at the same moment do not see each other's spending, so a day may end over
    its budget by one reply for each call that is under way.
    """

    store: UsageStore
    clock: Clock
    prices: PriceTable
    daily_tokens: int | None = None

    async def check(self, prompt_tokens: int) -> None:
        """Allow a call whose prompt has so many tokens.

        Raises:
            BudgetSpentError: it would not fit into what is left of today.
        """
        if self.daily_tokens is None:
            return
        spent = await self.store.tokens_spent(self._today())
        if spent + prompt_tokens > self.daily_tokens:
            raise BudgetSpentError(
                f"Today's {self.daily_tokens:,} tokens for the model are spent ({spent:,} used); "
                "they are renewed at midnight UTC, or raise ATTACHE_DAILY_TOKEN_BUDGET."
            )

    async def record(self, usage: Usage, model: str) -> Usage:
        """Enter a call, and return it with its cost when there is a price for it."""
        if usage.cost is None:
            cost = self.prices.cost(model, usage)
            usage = Usage(usage.prompt_tokens, usage.completion_tokens, cost)
        await self.store.record_usage(self._today(), usage, model)
        return usage

    def _today(self) -> date:
        return self.clock.now().astimezone(UTC).date()


def guessed_usage(prompt_text: str, reply_text: str) -> Usage:
    """The usage of a call whose endpoint did not tell it, or that was cut: it is billed as well."""
    return Usage(estimated_tokens(prompt_text), estimated_tokens(reply_text))
