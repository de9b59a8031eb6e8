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

    def encode(self, texts: list[str]) -> NDArray[Any]:
        """Returns the mean of the vectors of each text's pieces, of unit length."""
        pieces = [self.pieces(text) for text in texts]
        states = np.asarray(self.network.forward_batch(pieces).last_hidden_state)
        means = np.stack([state[: len(own)].mean(axis=0) for state, own in zip(states, pieces, strict=True)])
        units: NDArray[Any] = means / np.linalg.norm(means, axis=1, keepdims=True)
        return units


def prepare() -> Path:
    """Returns the folder of what the encoder reads, made at first use (some seconds)."""
    folder = settings.models_directory() / ENCODER
    if not folder.exists():
        from bot.nlu.e5_writing import write_encoder  # what only this needs is spared to every server

        folder.parent.mkdir(exist_ok=True)
        made = Path(tempfile.mkdtemp(prefix=f"{ENCODER}-", dir=folder.parent))
        write_encoder(made, made / TOKENIZER, made / REWRITTEN)
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
def load_encoder() -> _Encoder:
    """Returns the encoder of the process, loaded at first use (0.3 s).

    Its thread does not survive a fork: load it after.
    """
    tokenizer, rewritten = _load_tokenizer()
    network = ctranslate2.Encoder(
        str(prepare()), device="cpu", compute_type="int8", inter_threads=1,
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
