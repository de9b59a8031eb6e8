"""Embedding cache for training sentences in `models/`: the next training encodes only new sentences.

Stored as float16. A file holds only the sentences of the last training, of one encoder.
"""

import hashlib
import zipfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bot.base import places
from bot.understanding.learning.npz_store import atomic_write
from bot.understanding.learning.progress import tell

Encode = Callable[[list[str]], NDArray[Any]]
_BATCH_SIZE = 1024  # sentences; progress is told after each lot


def cached_encoder(name: str, encoder: str, encode: Encode) -> Encode:
    """Cached version of `encode`, shape (len(texts), size), float32 with float16 precision.

    Args:
        name: of the cache file.
        encoder: version of the encoder; other versions are ignored.
        encode: computes the vectors that are not cached.
    """
    return lambda texts: _vectors(places.models_directory() / f"vectors-{name}.npz", encoder, encode, texts)


def _vectors(path: Path, encoder: str, encode: Encode, texts: Sequence[str]) -> NDArray[Any]:
    row_of, rows = _read(path, encoder)
    keys = [_key(text) for text in texts]
    missing = {key: text for key, text in zip(keys, texts, strict=True) if key not in row_of}
    if missing:
        new = _encode_in_batches(path.stem.removeprefix("vectors-"), encode, list(missing.values()))
        row_of |= {key: len(rows) + row for row, key in enumerate(missing)}
        rows = np.concatenate([rows, new]) if len(rows) else new
    wanted = list(dict.fromkeys(keys))
    if missing or len(wanted) < len(row_of):
        _write(path, encoder, wanted, rows[[row_of[key] for key in wanted]])
    result: NDArray[Any] = rows[[row_of[key] for key in keys]].astype(np.float32)
    return result


def _encode_in_batches(name: str, encode: Encode, texts: list[str]) -> NDArray[Any]:
    batches = []
    for start in range(0, len(texts), _BATCH_SIZE):
        tell(f"{name} vectors", start, len(texts))
        batches.append(encode(texts[start : start + _BATCH_SIZE]).astype(np.float16))
    tell(f"{name} vectors", len(texts), len(texts))
    return np.concatenate(batches)


def _key(text: str) -> int:
    return int.from_bytes(hashlib.blake2b(text.encode(), digest_size=8).digest(), "little")


def _read(path: Path, encoder: str) -> tuple[dict[int, int], NDArray[Any]]:
    """Row index of each sentence, and the rows, empty if the file is missing, corrupt or of another encoder."""
    try:
        with np.load(path, allow_pickle=False) as stored:
            if str(stored["encoder"]) == encoder:
                return {int(key): row for row, key in enumerate(stored["keys"])}, stored["rows"]
    except (OSError, ValueError, KeyError, EOFError, zipfile.BadZipFile):
        pass  # none yet, or a spoiled one: it is made anew
    return {}, np.zeros((0, 0), dtype=np.float16)


def _write(path: Path, encoder: str, keys: list[int], rows: NDArray[Any]) -> None:
    with atomic_write(path) as place, place.open("wb") as file:
        np.savez(file, encoder=np.array(encoder), keys=np.array(keys, dtype=np.uint64), rows=rows)
