"""Sentence vectors of the training sentences, kept in the repository: encoding them takes a minute, reading them none.

`python -m bot.nlu.known_vectors` makes the files anew after the training data changed; until then new sentences are
simply encoded during training. One byte a number: the error is a fiftieth of the spread.
"""

import functools
import hashlib
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bot.nlu.sentence_encoder import BATCH, DIMENSIONS, encode

NAME = "known_vectors_{}.npz"
_OF_A_FILE = 9_000  # sentences: three megabytes
_STEPS = 100


def _key(text: str) -> int:
    return int.from_bytes(hashlib.blake2b(text.encode(), digest_size=8).digest(), "little")


@dataclass(frozen=True)
class _Kept:
    """What a file holds: rows of small numbers by key, and the centre and scale of each dimension."""

    where: dict[int, int]
    rows: NDArray[Any]
    centre: NDArray[Any]
    scale: NDArray[Any]


@functools.cache
def _known() -> list[_Kept]:
    found = []
    for file in _files():
        with np.load(file, allow_pickle=False) as stored:
            where = {int(key): row for row, key in enumerate(stored["keys"])}
            found.append(_Kept(where, stored["rows"], stored["centre"], stored["scale"]))
    return found


def _files() -> list[Path]:
    return sorted(Path(__file__).parent.glob(NAME.format("*")))


def _find(text: str) -> NDArray[Any] | None:
    key = _key(text)
    for kept in _known():
        if (row := kept.where.get(key)) is not None:
            vector: NDArray[Any] = kept.rows[row] * kept.scale + kept.centre
            return vector
    return None


def encode_known(texts: list[str]) -> NDArray[Any]:
    """Returns what `encode` does, from the files where they know the text."""
    vectors = np.empty((len(texts), DIMENSIONS), dtype=np.float32)
    missing = []
    for index, text in enumerate(texts):
        vector = _find(text)
        if vector is None:
            missing.append(index)
        else:
            vectors[index] = vector
    if missing:
        vectors[missing] = encode([texts[index] for index in missing])
    return vectors


def known_share(texts: list[str]) -> float:
    """Returns the share of texts whose vectors are in the files."""
    return sum(_find(text) is not None for text in texts) / max(len(texts), 1)


def write(texts: Iterable[str]) -> None:
    """Writes the files for these texts in place of those there are, showing progress."""
    unique = sorted(set(texts))
    parts = []
    for start in range(0, len(unique), BATCH * 8):
        parts.append(encode_known(unique[start : start + BATCH * 8]))
        print(
            f"\r{min(start + BATCH * 8, len(unique))} of {len(unique)} sentences", end="", file=sys.stderr, flush=True
        )
    print(file=sys.stderr)
    vectors = np.concatenate(parts)
    for file in _files():
        file.unlink()
    for number, start in enumerate(range(0, len(unique), _OF_A_FILE), start=1):
        rows = slice(start, start + _OF_A_FILE)
        _write_file(Path(__file__).with_name(NAME.format(number)), unique[rows], vectors[rows])
    _known.cache_clear()


def _write_file(file: Path, texts: list[str], vectors: NDArray[Any]) -> None:
    centre = vectors.mean(axis=0)
    scale = np.abs(vectors - centre).max(axis=0) / _STEPS
    small = np.rint((vectors - centre) / scale).astype(np.int8)
    keys = np.array([_key(text) for text in texts], dtype=np.uint64)
    np.savez_compressed(file, keys=keys, rows=small, centre=centre, scale=scale)


def plain_texts() -> tuple[list[str], list[str]]:
    """Returns the sentences of topics and the messages of turns, rewritten as training does."""
    from bot.nlu.normalise import Normaliser
    from bot.nlu.training_data import training_examples, turn_texts

    topics, turns = training_examples()[0], turn_texts()
    rewrite = Normaliser.learn([*topics, *turns]).rewrite
    return [rewrite(text) for text in topics], [rewrite(text) for text in turns]


def main() -> None:
    """Writes the files for the training data as it is."""
    topics, turns = plain_texts()
    write([*topics, *turns])


if __name__ == "__main__":
    main()
