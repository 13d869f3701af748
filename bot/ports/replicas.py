"""Which replicas are at work."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Protocol


class ReplicaStore(Protocol):
    """Which replicas are at work, so that the others find the dead ones' work (DESIGN D2)."""

    async def beat(self, executor_id: str, now: datetime) -> None:
        """Note that a replica lives."""
        ...

    async def dead(self, now: datetime, older_than: timedelta) -> Sequence[str]:
        """Replicas not heard of for longer than `older_than`, longest silent first."""
        ...

    async def forget(self, executor_id: str) -> bool:
        """Strike a replica from the list; of all that strike it, one is told True."""
        ...
