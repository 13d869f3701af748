"""A `UsageStore` in memory; `entries` in the order in which they were recorded."""

from __future__ import annotations


class UsageInMemory:
    def __init__(self):
        self.entries = []

    async def tokens_spent(self, day):
        return sum(u.prompt_tokens + u.completion_tokens for d, u, _ in self.entries if d == day)

    async def record_usage(self, day, usage, model):
        self.entries.append((day, usage, model))
