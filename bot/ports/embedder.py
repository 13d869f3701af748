"""Turning texts into vectors."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol


class Embedder(Protocol):
    """Turns texts into unit vectors.  There may be none: recall is then lexical."""

    @property
    def name(self) -> str:
        """The embedding model's name; vectors of different names are never compared."""
        ...

    @property
    def is_outside(self) -> bool:
        """Whether texts leave this program for it: what publishers reserve may not."""
        ...

    async def embed(self, texts: Sequence[str]) -> Sequence[Sequence[float]]:
        """One unit vector per text, in order.

        Raises:
            ModelUnavailableError, ModelSetupError, ModelGarbageError
        """
        ...
