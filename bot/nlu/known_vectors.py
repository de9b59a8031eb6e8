"""Sentence vectors of the training sentences, kept in the repository: encoding them takes a minute, reading them none.

`python -m bot.nlu.known_vectors` makes the file anew after the training data changed; until then new sentences are
simply encoded during training. One byte a number: the error is a fiftieth of the spread.
"""

import functools
import hashlib
import sys
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bot.nlu.sentence_encoder import BATCH, DIMENSIONS, encode

FILE = Path(__file__).with_name("known_vectors.npz")
_STEPS = 127


def _key(text: str) -> int:
    return int.from_bytes(hashlib.blake2b(text.encode(), digest_size=8).digest(), "little")


@functools.cache
def _known() -> tuple[dict[int, int], NDArray[Any], NDArray[Any], NDArray[Any]]:
    """Returns the row of each key, the rows, and the centre and scale of each dimension."""
    if not FILE.exists():
        return {}, np.zeros((0, DIMENSIONS), np.int8), np.zeros(DIMENSIONS, np.float32), np.ones(DIMENSIONS, np.float32)
    with np.load(FILE, allow_pickle=False) as stored:
        rows = {int(key): row for row, key in enumerate(stored["keys"])}
        return rows, stored["rows"], stored["centre"], stored["scale"]


def encode_known(texts: list[str]) -> NDArray[Any]:
    """Returns what `encode` does, from the file where it knows the text."""
    where, rows, centre, scale = _known()
    vectors = np.empty((len(texts), DIMENSIONS), dtype=np.float32)
    missing = []
    for index, text in enumerate(texts):
        row = where.get(_key(text))
        if row is None:
            missing.append(index)
        else:
            vectors[index] = rows[row] * scale + centre
    if missing:
        vectors[missing] = encode([texts[index] for index in missing])
    return vectors


def known_share(texts: list[str]) -> float:
    """Returns the share of texts whose vectors are in the file."""
    where = _known()[0]
    return sum(_key(text) in where for text in texts) / max(len(texts), 1)


def write(texts: list[str]) -> None:
    """Writes the file for these texts, showing progress."""
    unique = sorted(set(texts))
    parts = []
    for start in range(0, len(unique), BATCH * 8):
        parts.append(encode_known(unique[start : start + BATCH * 8]))
        print(
            f"\r{min(start + BATCH * 8, len(unique))} of {len(unique)} sentences", end="", file=sys.stderr, flush=True
        )
    print(file=sys.stderr)
    vectors = np.concatenate(parts)
    centre = vectors.mean(axis=0)
    scale = np.abs(vectors - centre).max(axis=0) / _STEPS
    rows = np.rint((vectors - centre) / scale).astype(np.int8)
    keys = np.array([_key(text) for text in unique], dtype=np.uint64)
    beside = FILE.with_suffix(".new.npz")
    np.savez_compressed(beside, keys=keys, rows=rows, centre=centre, scale=scale)
    beside.replace(FILE)
    _known.cache_clear()


def main() -> None:
    """Writes the file for the training data as it is."""
    from bot.nlu.normalise import Normaliser
    from bot.nlu.training_data import training_examples

    texts, _ = training_examples()
    rewrite = Normaliser.learn(texts).rewrite
    write([rewrite(text) for text in texts])


if __name__ == "__main__":
    main()
