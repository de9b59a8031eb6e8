"""What models learned, in files: nothing but known types is read, so reading runs no code."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

TRUSTED = ["scipy.sparse._csr.csr_matrix"]  # the rest of what is stored is known to skops
VECTORS = "vectors"  # the attribute that is stored at half precision


def half_precise(vectors: NDArray[Any]) -> NDArray[Any]:
    """Returns vectors as they are once they were stored."""
    return vectors.astype(np.float16).astype(np.float32)


def store(model: Any, names: Iterable[str], path: Path) -> None:
    """Stores attributes of a model."""
    import skops.io

    kept = {name: getattr(model, name) for name in names}
    halved = {name: value.astype(np.float16) for name, value in kept.items() if name == VECTORS}
    skops.io.dump(kept | halved, path)


def restore(model: Any, path: Path) -> None:
    """Gives a model what `store` stored."""
    import skops.io

    for name, value in skops.io.load(path, trusted=TRUSTED).items():
        setattr(model, name, value.astype(np.float32) if name == VECTORS else value)
