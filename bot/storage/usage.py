"""Tokens spent, by day."""

from __future__ import annotations

from datetime import date

from sqlalchemy import func, select

from bot.domain.briefings import Usage
from bot.storage.database import Database
from bot.storage.tables_operation import model_usage


class SqlUsageStore:
    """`ports.UsageStore` in a database."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def tokens_spent(self, day: date) -> int:
        """Prompt and completion tokens of one UTC day, over all replicas."""
        tokens = func.sum(model_usage.c.prompt_tokens + model_usage.c.completion_tokens)
        query = select(func.coalesce(tokens, 0)).where(model_usage.c.day == day)
        return int(await self._database.value(query))

    async def record_usage(self, day: date, usage: Usage, model: str) -> None:
        """Add to a day's account."""
        insert = self._database.insert(model_usage).values(
            day=day,
            model=model,
            prompt_tokens=usage.prompt_tokens,
            completion_tokens=usage.completion_tokens,
            cost=usage.cost,
        )
        new, old = insert.excluded, model_usage.c
        # The database adds, so that replicas that write at once both count.
        sums = {
            "prompt_tokens": old.prompt_tokens + new.prompt_tokens,
            "completion_tokens": old.completion_tokens + new.completion_tokens,
            "cost": func.coalesce(old.cost + new.cost, old.cost, new.cost),
        }
        added = insert.on_conflict_do_update(index_elements=["day", "model"], set_=sums)
        await self._database.change(added)
