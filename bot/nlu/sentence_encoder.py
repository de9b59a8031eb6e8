"""Sentence vectors from multilingual-e5-small: its weights are in a package, nothing is fetched.

CTranslate2 runs it on eight-bit integers, three times as fast as the package's own engine. What it reads (weights, and the
tokenizer's pieces that French is written with) is made once under `models/`, from the installed package.
"""

from __future__ import annotations

import functools
import json
import os
import shutil
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import ctranslate2
import numpy as np
from numpy.typing import NDArray
from sentencepiece import SentencePieceProcessor

from bot import settings

ENCODER = "e5-small-int8-3"  # names what vectors are made by: another name for other vectors
DIMENSIONS = 384
TOKENIZER, REWRITTEN = "tokenizer.model", "rewritten.json"
LONGEST_TEXT = 1000  # characters; a letter says its wish early
BATCH = 8
_MOST_PIECES = 510
_QUESTION = "query: "  # what the encoder was taught to expect before a short text


@dataclass(frozen=True)
class _Encoder:
    """What turns texts into vectors."""

    tokenizer: Any
    network: Any
    rewritten: dict[int, str]

    def pieces(self, text: str) -> list[int]:
        """Returns the ids of a text's pieces."""
        found = self.tokenizer.encode((_QUESTION + text).translate(self.rewritten))
        return [self.tokenizer.bos_id(), *found[:_MOST_PIECES], self.tokenizer.eos_id()]

    def places(self, text: str) -> tuple[list[int], list[tuple[int, int]]]:
        """Returns the ids of a text's pieces, without those that begin and end it, and where each stands in the text.

        Pieces of what stands before every text have no place: (-1, -1).
        """
        written, source = [], []
        for place, character in enumerate(_QUESTION + text, start=-len(_QUESTION)):
            signs = self.rewritten.get(ord(character), character)
            written.append(signs)
            source += [place] * len(signs)
        found = self.tokenizer.encode("".join(written), out_type="immutable_proto").pieces
        spans = [
            (source[piece.begin], source[piece.end - 1] + 1) if piece.end > piece.begin else (-1, -1) for piece in found
        ]
        return [piece.id for piece in found], [(max(start, 0), end) if end > 0 else (-1, -1) for start, end in spans]

    def states(self, pieces: list[int]) -> NDArray[Any]:
        """Returns the vectors of pieces where they stand, shape (len(pieces), 384), float32."""
        whole = [self.tokenizer.bos_id(), *pieces, self.tokenizer.eos_id()]
        return np.asarray(self.network.forward_batch([whole]).last_hidden_state)[0, 1:-1]

    def encode(self, texts: list[str]) -> NDArray[Any]:
        """Returns the mean of the vectors of each text's pieces, of unit length."""
        pieces = [self.pieces(text) for text in texts]
        states = np.asarray(self.network.forward_batch(pieces).last_hidden_state)
        means = np.stack([state[: len(own)].mean(axis=0) for state, own in zip(states, pieces, strict=True)])
        units: NDArray[Any] = means / np.linalg.norm(means, axis=1, keepdims=True)
        return units


def prepare(name: str = ENCODER, changes: Path | None = None) -> Path:
    """Returns the folder of what an encoder reads, made at first use (some seconds).

    Args:
        name: of the folder.
        changes: file of what is added to the package's matrices, if anything is (see `write_encoder`).
    """
    folder = settings.models_directory() / name
    if not folder.exists():
        from bot.nlu.e5_writing import write_encoder  # what only this needs is spared to every server

        folder.parent.mkdir(exist_ok=True)
        made = Path(tempfile.mkdtemp(prefix=f"{name}-", dir=folder.parent))
        write_encoder(made, made / TOKENIZER, made / REWRITTEN, None if changes is None else np.load(changes))
        try:
            made.rename(folder)
        except OSError:  # another process was faster
            shutil.rmtree(made)
    return folder


@functools.cache
def _load_tokenizer() -> tuple[Any, dict[int, str]]:
    """Returns the tokenizer, and what its texts are rewritten by: code point to characters."""
    folder = prepare()
    rewritten = json.loads((folder / REWRITTEN).read_text(encoding="utf-8"))
    tokenizer = SentencePieceProcessor(model_file=str(folder / TOKENIZER))
    return tokenizer, {int(point): text for point, text in rewritten.items()}


@functools.cache
def load_encoder(name: str = ENCODER, changes: Path | None = None) -> _Encoder:
    """Returns an encoder of the process, loaded at first use (0.3 s); arguments as of `prepare`.

    Its thread does not survive a fork: load it after.
    """
    tokenizer, rewritten = _load_tokenizer()
    network = ctranslate2.Encoder(
        str(prepare(name, changes)), device="cpu", compute_type="int8", inter_threads=1,
        intra_threads=int(os.environ.get("OMP_NUM_THREADS", "0")),
    )  # fmt: skip
    return _Encoder(tokenizer, network, rewritten)


def encode(texts: list[str]) -> NDArray[Any]:
    """Returns embeddings, shape (len(texts), 384), float32, unit length."""
    texts = [text[:LONGEST_TEXT].replace("\x00", " ") or "." for text in texts]
    vectors = np.empty((len(texts), DIMENSIONS), dtype=np.float32)
    by_length = sorted(range(len(texts)), key=lambda index: len(texts[index]))  # what is read together is filled up
    for start in range(0, len(texts), BATCH):
        rows = by_length[start : start + BATCH]
        vectors[rows] = load_encoder().encode([texts[row] for row in rows])
    return vectors
