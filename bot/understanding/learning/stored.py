"""Model parameters in files of plain arrays: loading runs no code and takes a fraction of a second."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

VECTORS = "vectors"  # the attribute that is stored at half precision
_LONGEST_LABEL = 256  # bytes; texts that may be longer are no fixed-width array in memory
_END = "\n"  # of a text, in which it is written as _INSIDE
_INSIDE = "\x1e"

Arrays = dict[str, NDArray[Any]]


@contextmanager
def whole_file(path: Path) -> Iterator[Path]:
    """Path to write to. It replaces `path` atomically on exit. Safe for concurrent processes."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, suffix=".part")
    os.close(handle)
    yield Path(name)
    Path(name).replace(path)


def half_precise(vectors: NDArray[Any]) -> NDArray[Any]:
    """Vectors rounded to the precision in which they are stored."""
    return vectors.astype(np.float16).astype(np.float32)


def store(model: Any, names: Iterable[str], path: Path) -> None:
    """Save attributes of a model: arrays of numbers or texts, and dicts of them."""
    arrays = {f"{name}/{part}": array for name in names for part, array in _parts(name, getattr(model, name)).items()}
    with path.open("wb") as file:
        np.savez(file, **arrays)


def restore(model: Any, path: Path) -> None:
    """Set the attributes that `store` saved."""
    kept: dict[str, Arrays] = {}
    with np.load(path, allow_pickle=False) as stored:
        for key in stored.files:
            name, part = key.split("/")
            kept.setdefault(name, {})[part] = stored[key]
    for name, parts in kept.items():
        whole = _whole(parts)
        setattr(model, name, whole.astype(np.float32) if name == VECTORS else whole)


def _parts(name: str, value: Any) -> Arrays:
    if isinstance(value, Mapping):
        return {f"of {key}": np.asarray(part) for key, part in value.items()}
    array = np.asarray(value)
    if array.dtype.kind == "U":
        return {"texts" if array.itemsize > _LONGEST_LABEL else "labels": packed(array.tolist())}
    return {"numbers": array.astype(np.float16) if name == VECTORS else array}


def _whole(parts: Arrays) -> Any:
    if "labels" in parts:
        return np.array(unpacked(parts["labels"]))
    if "texts" in parts:
        return np.array(unpacked(parts["texts"]), dtype=object)
    if "numbers" in parts:
        return parts["numbers"]
    return {key.removeprefix("of "): part for key, part in parts.items()}


def packed(texts: Iterable[str]) -> NDArray[Any]:
    """Texts as one array of bytes."""
    return np.array(bytearray("".join(text.replace(_END, _INSIDE) + _END for text in texts).encode()), dtype=np.uint8)


def unpacked(texts: NDArray[Any]) -> list[str]:
    """Inverse of `packed`."""
    return [text.replace(_INSIDE, _END) for text in texts.tobytes().decode().split(_END)[:-1]]
