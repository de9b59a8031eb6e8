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
_MAX_LABEL_BYTES = 256  # bytes; texts that may be longer are no fixed-width array in memory
_SEPARATOR = "\n"  # of a text, in which it is written as _INSIDE
_ESCAPED_SEPARATOR = "\x1e"

Arrays = dict[str, NDArray[Any]]


@contextmanager
def atomic_write(path: Path) -> Iterator[Path]:
    """Path to write to. It replaces `path` atomically on exit. Safe for concurrent processes."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, suffix=".part")
    os.close(handle)
    yield Path(name)
    Path(name).replace(path)


def save_arrays(model: Any, names: Iterable[str], path: Path) -> None:
    """Save attributes of a model: arrays of numbers or texts, and dicts of them."""
    arrays = {f"{name}/{part}": array for name in names for part, array in _parts(name, getattr(model, name)).items()}
    with path.open("wb") as file:
        np.savez(file, allow_pickle=False, **arrays)


def load_arrays(model: Any, path: Path) -> None:
    """Set the attributes that `save_arrays` saved."""
    parts_by_name: dict[str, Arrays] = {}
    with np.load(path, allow_pickle=False) as archive:
        for key in archive.files:
            name, part = key.split("/")
            parts_by_name.setdefault(name, {})[part] = archive[key]
    for name, parts in parts_by_name.items():
        whole = _joined(parts)
        setattr(model, name, whole.astype(np.float32) if name == VECTORS else whole)


def _parts(name: str, value: Any) -> Arrays:
    if isinstance(value, Mapping):
        return {f"of {key}": np.asarray(part) for key, part in value.items()}
    array = np.asarray(value)
    if array.dtype.kind == "U":
        return {"texts" if array.itemsize > _MAX_LABEL_BYTES else "labels": pack_texts(array.tolist())}
    return {"numbers": array.astype(np.float16) if name == VECTORS else array}


def _joined(parts: Arrays) -> Any:
    if "labels" in parts:
        return np.array(unpack_texts(parts["labels"]))
    if "texts" in parts:
        return np.array(unpack_texts(parts["texts"]), dtype=object)
    if "numbers" in parts:
        return parts["numbers"]
    return {key.removeprefix("of "): part for key, part in parts.items()}


def pack_texts(texts: Iterable[str]) -> NDArray[Any]:
    """Texts as one array of bytes."""
    return np.array(
        bytearray("".join(text.replace(_SEPARATOR, _ESCAPED_SEPARATOR) + _SEPARATOR for text in texts).encode()),
        dtype=np.uint8,
    )


def unpack_texts(texts: NDArray[Any]) -> list[str]:
    """Inverse of `pack_texts`."""
    return [text.replace(_ESCAPED_SEPARATOR, _SEPARATOR) for text in texts.tobytes().decode().split(_SEPARATOR)[:-1]]
