"""Sentence vectors from multilingual-e5-small, tuned on our data. Its weights ship with a package.

Tuning (`bot/tools/tuning`) yields small LoRA factors, kept in git, for each matrix of the layers; a second set is tuned
for masking (`bot/notes/masking`). CTranslate2 runs the network in int8, three times as fast as the package's own
engine. Its files are exported once to `models/`.
"""

from __future__ import annotations

import functools
import json
import os
import shutil
import tempfile
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import ctranslate2
import numpy as np
from numpy.typing import NDArray
from sentencepiece import SentencePieceProcessor

from bot.base import places

LEARNED = places.DATA / "encoder.npz"
_FORMAT_VERSION = "e5-int8-5"  # of what is made under `models/`
DIMENSIONS = 384
TOKENIZER, REWRITTEN = "tokenizer.model", "rewritten.json"
MAX_CHARACTERS = 1000  # characters; a letter says its wish early
BATCH_SIZE = 16
_MAX_TOKENS = 510
WINDOW_TOKENS, _OVERLAP = 300, 60  # pieces, where each is asked for; of what is longer, so many are read twice


@dataclass(frozen=True)
class Encoder:
    """Encoder from texts to vectors."""

    tokenizer: Any
    network: Any
    rewritten: dict[int, str]

    def pieces(self, text: str) -> list[int]:
        """Ids of a text's subword tokens, begin and end included."""
        ids = self.tokenizer.encode(text.translate(self.rewritten))
        return [self.tokenizer.bos_id(), *ids[:_MAX_TOKENS], self.tokenizer.eos_id()]

    def places(self, text: str) -> tuple[list[int], list[tuple[int, int]]]:
        """Ids of a text's subword tokens, begin and end excluded, with their character offsets.

        A token without a character has the offsets (-1, -1).
        """
        written, source = [], []
        for index, character in enumerate(text):
            signs = self.rewritten.get(ord(character), character)
            written.append(signs)
            source += [index] * len(signs)
        pieces = self.tokenizer.encode("".join(written), out_type="immutable_proto").pieces
        spans = [
            (source[piece.begin], source[piece.end - 1] + 1) if piece.end > piece.begin else (-1, -1)
            for piece in pieces
        ]
        return [piece.id for piece in pieces], spans

    def read(self, text: str) -> tuple[NDArray[Any], NDArray[Any]]:
        """Offsets of a text's subword tokens, shape (tokens, 2), and their vectors, shape (tokens, 384), float32.

        Tokens without a character are dropped. Long texts are processed in overlapping windows.
        """
        pieces, offsets = self.places(text)
        states = np.zeros((len(pieces), DIMENSIONS), dtype=np.float32)
        for start in range(0, max(len(pieces) - _OVERLAP, 1), WINDOW_TOKENS - _OVERLAP):
            part = [self.tokenizer.bos_id(), *pieces[start : start + WINDOW_TOKENS], self.tokenizer.eos_id()]
            read = np.asarray(self.network.forward_batch([part]).last_hidden_state)[0, 1:-1]
            overlap = _OVERLAP // 2 if start else 0  # pieces that the part before has read with more before them
            states[start + overlap : start + WINDOW_TOKENS] = read[overlap:]
        positions = np.array(offsets, dtype=int).reshape(-1, 2)
        placed = positions[:, 0] < positions[:, 1]
        return positions[placed], states[placed]

    def encode(self, texts: list[str]) -> NDArray[Any]:
        """Mean of the token vectors of each text, of unit length."""
        pieces = [self.pieces(text) for text in texts]
        states = np.asarray(self.network.forward_batch(pieces).last_hidden_state)
        means = np.stack([state[: len(own)].mean(axis=0) for state, own in zip(states, pieces, strict=True)])
        units: NDArray[Any] = means / np.linalg.norm(means, axis=1, keepdims=True)
        return units


@functools.cache
def encoder_name(learned: Path = LEARNED) -> str:
    """Version of the vectors. Differs whenever they do."""
    with np.load(learned, allow_pickle=False) as arrays:
        return f"{_FORMAT_VERSION}-{arrays['version']}"


def prepare(learned: Path = LEARNED) -> Path:
    """Folder with the exported encoder, written at first use (a few seconds)."""
    folder = places.models_directory() / learned.stem / encoder_name(learned)
    if not folder.exists():
        from bot.understanding.nlu.e5_export import write_encoder  # what only this needs is spared to every server

        folder.parent.mkdir(parents=True, exist_ok=True)
        made = Path(tempfile.mkdtemp(prefix=f"{folder.name}-", dir=folder.parent))
        with np.load(learned, allow_pickle=False) as arrays:
            write_encoder(made, made / TOKENIZER, made / REWRITTEN, arrays)
        try:
            made.rename(folder)
        except OSError:  # another process was faster
            shutil.rmtree(made)
        for other in folder.parent.glob("e5-*"):
            if not other.name.startswith(folder.name):
                shutil.rmtree(other, ignore_errors=True)  # of an earlier version
    return folder


def threads() -> int:
    """Number of threads this process may use."""
    return int(os.environ.get("OMP_NUM_THREADS") or len(os.sched_getaffinity(0)))


def open_encoder(folder: Path) -> Encoder:
    """Open an encoder exported by `write_encoder`."""
    rewritten = json.loads((folder / REWRITTEN).read_text(encoding="utf-8"))
    tokenizer = SentencePieceProcessor(model_file=str(folder / TOKENIZER))
    # Several batches side by side, a thread each: threads that share one batch mostly wait for each other.
    network = ctranslate2.Encoder(
        str(folder), device="cpu", compute_type="int8", inter_threads=threads(), intra_threads=1
    )
    return Encoder(tokenizer, network, {int(point): text for point, text in rewritten.items()})


@functools.cache
def load_encoder(learned: Path = LEARNED) -> Encoder:
    """The encoder of this process, loaded at first use (0.3 s).

    Its thread does not survive a fork: load it afterwards.
    """
    return open_encoder(prepare(learned))


def tokens_in_spans(offsets: NDArray[Any], spans: Sequence[tuple[int, int]]) -> list[slice]:
    """Slices of the tokens that overlap each span."""
    starts, ends = offsets.T
    firsts = np.searchsorted(ends, [start for start, _ in spans], side="right")
    lasts = np.searchsorted(starts, [end for _, end in spans], side="left")
    return [slice(first, last) for first, last in zip(firsts, lasts, strict=True)]


def encode(texts: list[str]) -> NDArray[Any]:
    """Unit vectors, shape (len(texts), 384), float32."""
    texts = [text[:MAX_CHARACTERS].replace("\x00", " ") or "." for text in texts]
    vectors = np.empty((len(texts), DIMENSIONS), dtype=np.float32)
    by_length = sorted(range(len(texts)), key=lambda index: len(texts[index]))  # what is read together is filled up
    encoder = load_encoder()

    def fill(start: int) -> None:
        rows = by_length[start : start + BATCH_SIZE]
        vectors[rows] = encoder.encode([texts[row] for row in rows])

    starts = range(0, len(texts), BATCH_SIZE)
    if len(starts) <= 1:
        for start in starts:
            fill(start)
    else:
        with ThreadPoolExecutor(threads()) as pool:
            list(pool.map(fill, starts))
    return vectors
