"""The model of vectors that ATTACHE_QUALITY_EMBEDDINGS names: a local one's folder, or an endpoint and its model."""

from __future__ import annotations

import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from bot.language_model.embeddings import EndpointEmbedder
from bot.language_model.endpoint import Endpoint
from bot.language_model.local_embeddings import LocalEmbedder
from bot.ports.embedder import Embedder
from tests.fakes.clock import RealClock

WANTED = "ATTACHE_QUALITY_EMBEDDINGS"


@asynccontextmanager
async def named_embedder() -> AsyncIterator[Embedder]:
    """The embedder; the test is skipped where none is named."""
    place, _, model = os.environ.get(WANTED, "").partition(" ")
    if not place:
        pytest.skip(f"{WANTED} names no model: what vectors do is not measured")
    if not model:
        yield LocalEmbedder(Path(place))
        return
    asked = EndpointEmbedder(Endpoint(model, "none", place), RealClock())
    try:
        yield asked
    finally:
        await asked.close()
