"""Vectors from a model in a folder, on this machine: the extra ``local-embeddings``.

The folder holds ``model.onnx`` and ``tokenizer.json``, as sentence-transformers models are
published (docs/models.md says how to get one).  onnxruntime and tokenizers, no torch.
"""

from __future__ import annotations

import asyncio
import hashlib
import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from bot.errors import ConfigurationError
from bot.language_model.vectors import Vectors, batches, readable, unit_vectors

#: Texts of one run: more is no faster on a processor, and takes memory in proportion.
BATCH_SIZE = 16
#: Tokens of a text that are read: what all-MiniLM-L6-v2 was trained with.
MOST_TOKENS = 256

_HASHED_BYTES = 1 << 20


class LocalEmbedder:
    """An `Embedder` that asks nobody.

    A graph whose output is one vector a token is averaged over the tokens, as sentence-transformers
    does; one that returns a vector a text is taken as it is.

    Raises:
        ConfigurationError: the extra is not installed, or the folder holds no such model.
    """

    def __init__(self, folder: Path) -> None:
        self._tokenizer, self._session = _load(folder)
        self._inputs = {given.name for given in self._session.get_inputs()}
        self._name = f"{folder.name}-{_digest(folder / 'model.onnx')}"
        # One run at a time: a second one would only share the same processor.
        self._turn = asyncio.Lock()

    @property
    def is_outside(self) -> bool:
        """Whether texts leave this program: they do not."""
        return False

    @property
    def name(self) -> str:
        """The folder's name and a hash of the model in it: another model is another name."""
        return self._name

    async def embed(self, texts: Sequence[str]) -> Vectors:
        """One unit vector per text, in order.

        Raises:
            ModelGarbageError: the model returns no vectors.
        """
        found: Vectors = []
        for batch in batches(texts, BATCH_SIZE):
            async with self._turn:
                found += await asyncio.to_thread(self._embed_batch, batch)
        return found

    def _embed_batch(self, batch: Sequence[str]) -> Vectors:
        encoded = self._tokenizer.encode_batch([readable(text) for text in batch])
        mask = np.array([text.attention_mask for text in encoded], dtype=np.int64)
        given = {
            "input_ids": np.array([text.ids for text in encoded], dtype=np.int64),
            "attention_mask": mask,
            "token_type_ids": np.array([text.type_ids for text in encoded], dtype=np.int64),
        }
        output = self._session.run(None, {k: v for k, v in given.items() if k in self._inputs})[0]
        return unit_vectors(output if output.ndim == 2 else _mean(output, mask), len(batch))


def _mean(tokens: Any, mask: Any) -> Any:
    """The average over a text's own tokens, padding left out."""
    weights = mask[..., None].astype(tokens.dtype)
    return (tokens * weights).sum(axis=1) / np.maximum(weights.sum(axis=1), 1)


def _load(folder: Path) -> tuple[Any, Any]:
    try:
        import onnxruntime
        import tokenizers
    except ImportError as error:
        raise ConfigurationError(
            "ATTACHE_LOCAL_EMBEDDINGS_DIR needs packages that are not installed; in the program's "
            "folder: .venv/bin/pip install -e '.[local-embeddings]'"
        ) from error
    # Its threads and the fork of a process pool do not go together; one thread is asked for anyway.
    os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    try:
        tokenizer = tokenizers.Tokenizer.from_file(str(folder / "tokenizer.json"))
        session = onnxruntime.InferenceSession(
            str(folder / "model.onnx"), options, providers=["CPUExecutionProvider"]
        )
    except Exception as error:  # both libraries raise bare Exception
        raise ConfigurationError(
            f"ATTACHE_LOCAL_EMBEDDINGS_DIR: {folder} needs a model.onnx and a tokenizer.json "
            f"that can be read ({type(error).__name__})."
        ) from error
    tokenizer.enable_truncation(MOST_TOKENS)
    tokenizer.enable_padding()
    return tokenizer, session


def _digest(path: Path) -> str:
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while block := file.read(_HASHED_BYTES):
            digest.update(block)
    return digest.hexdigest()[:8]
