"""Vectors from the endpoint's embedding model.

Their tokens are not taken from the day's budget, which is for writing: when it is spent the
built-in writer serves, and that one needs recall most.
"""

from __future__ import annotations

from collections.abc import Sequence

import structlog

from bot.errors import ModelGarbageError
from bot.language_model.endpoint import (
    CLIENT_ERRORS,
    PAUSES_SECONDS,
    Endpoint,
    connect,
    persistently,
    translated,
)
from bot.language_model.vectors import Vectors, batches, readable, unit_vectors
from bot.ports.clock import Clock

#: Texts of one request; servers of one's own often stop at a hundred or so.
BATCH_SIZE = 64
#: Characters of a text that are sent: embedding models read 8,192 tokens or less, and reject more.
#: No passage is as long.
LONGEST_TEXT = 8_000
DEADLINE_SECONDS = 30.0

_log = structlog.get_logger(__name__)


class EndpointEmbedder:
    """An `Embedder` at any endpoint that speaks OpenAI's embeddings.

    Raises:
        ConfigurationError: there is neither a key nor an address.
    """

    def __init__(
        self,
        endpoint: Endpoint,
        clock: Clock,
        *,
        deadline_seconds: float = DEADLINE_SECONDS,
        pauses_seconds: Sequence[float] = PAUSES_SECONDS,
    ) -> None:
        self._endpoint = endpoint
        self._clock = clock
        self._deadline_seconds = deadline_seconds
        self._pauses_seconds = pauses_seconds
        self._client = connect(endpoint)
        #: The length of the first vector seen; a model that changes it is another model.
        self._length: int | None = None

    @property
    def is_outside(self) -> bool:
        """Whether texts leave this program: they go to the endpoint."""
        return True

    @property
    def name(self) -> str:
        """The embedding model's name."""
        return self._endpoint.model

    async def close(self) -> None:
        """Drop the connections."""
        await self._client.close()

    async def embed(self, texts: Sequence[str]) -> Vectors:
        """One unit vector per text, in order.

        Raises:
            ModelUnavailableError, ModelSetupError
            ModelGarbageError: not vectors, or of another length than before.
        """
        found: Vectors = []
        for batch in batches(texts, BATCH_SIZE):
            found += await self._embed_batch(batch)
        return found

    async def _embed_batch(self, batch: Sequence[str]) -> Vectors:
        rows = await persistently(
            lambda: self._ask(batch), self._deadline_seconds, self._pauses_seconds
        )
        vectors = unit_vectors(rows, len(batch))
        self._compare_length(len(vectors[0]))
        return vectors

    async def _ask(self, batch: Sequence[str]) -> Sequence[Sequence[float]]:
        texts = [readable(text[:LONGEST_TEXT]) for text in batch]
        try:
            reply = await self._client.embeddings.create(
                model=self.name, input=texts, encoding_format="float"
            )
        except CLIENT_ERRORS as error:
            raise translated(error, self._endpoint, self._clock) from error
        entries = sorted(reply.data or (), key=lambda entry: entry.index)
        _log.debug("embedded", model=self.name, texts=len(texts))
        return [entry.embedding for entry in entries]

    def _compare_length(self, length: int) -> None:
        expected = self._length = self._length or length
        if length != expected:
            raise ModelGarbageError(
                f"The embedding model {self.name!r} changed the length of its vectors from "
                f"{expected} to {length}: restart Attaché so that articles are embedded again."
            )
