"""Vectors from multilingual-e5-small, tuned on what is read here: its weights are in a package, nothing is fetched.

What tuning learned (`bot/tools/tuning`) is small and kept in git: two thin factors that are added to each matrix of its
layers; those that read masks are learned further (`bot/notes/masking`). CTranslate2 runs the encoder on eight-bit integers, three times as fast as the package's own engine. What it reads
(weights, and the tokenizer's pieces that French is written with) is made once under `models/`, from the installed package.
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
_FORM = "e5-int8-5"  # of what is made under `models/`
DIMENSIONS = 384
TOKENIZER, REWRITTEN = "tokenizer.model", "rewritten.json"
LONGEST_TEXT = 1000  # characters; a letter says its wish early
BATCH = 16
_MOST_PIECES = 510
MOST_AT_ONCE, _OVERLAP = 300, 60  # pieces, where each is asked for; of what is longer, so many are read twice


@dataclass(frozen=True)
class Encoder:
    """What turns texts into vectors."""

    tokenizer: Any
    network: Any
    rewritten: dict[int, str]

    def pieces(self, text: str) -> list[int]:
        """Returns the ids of a text's pieces."""
        found = self.tokenizer.encode(text.translate(self.rewritten))
        return [self.tokenizer.bos_id(), *found[:_MOST_PIECES], self.tokenizer.eos_id()]

    def places(self, text: str) -> tuple[list[int], list[tuple[int, int]]]:
        """Returns the ids of a text's pieces, without those that begin and end it, and where each stands in the text.

        A piece that is written for no character of the text has no place: (-1, -1).
        """
        written, source = [], []
        for place, character in enumerate(text):
            signs = self.rewritten.get(ord(character), character)
            written.append(signs)
            source += [place] * len(signs)
        found = self.tokenizer.encode("".join(written), out_type="immutable_proto").pieces
        spans = [
            (source[piece.begin], source[piece.end - 1] + 1) if piece.end > piece.begin else (-1, -1) for piece in found
        ]
        return [piece.id for piece in found], spans

    def read(self, text: str) -> tuple[NDArray[Any], NDArray[Any]]:
        """Returns where the pieces of a text stand, shape (pieces, 2), and their vectors there, shape (pieces, 384), float32.

        Those that stand nowhere are left out. What is longer than is read at once is read in parts that overlap.
        """
        pieces, places = self.places(text)
        states = np.zeros((len(pieces), DIMENSIONS), dtype=np.float32)
        for start in range(0, max(len(pieces) - _OVERLAP, 1), MOST_AT_ONCE - _OVERLAP):
            part = [self.tokenizer.bos_id(), *pieces[start : start + MOST_AT_ONCE], self.tokenizer.eos_id()]
            read = np.asarray(self.network.forward_batch([part]).last_hidden_state)[0, 1:-1]
            known = _OVERLAP // 2 if start else 0  # pieces that the part before has read with more before them
            states[start + known : start + MOST_AT_ONCE] = read[known:]
        stand = np.array(places, dtype=int).reshape(-1, 2)
        placed = stand[:, 0] < stand[:, 1]
        return stand[placed], states[placed]

    def encode(self, texts: list[str]) -> NDArray[Any]:
        """Returns the mean of the vectors of each text's pieces, of unit length."""
        pieces = [self.pieces(text) for text in texts]
        states = np.asarray(self.network.forward_batch(pieces).last_hidden_state)
        means = np.stack([state[: len(own)].mean(axis=0) for state, own in zip(states, pieces, strict=True)])
        units: NDArray[Any] = means / np.linalg.norm(means, axis=1, keepdims=True)
        return units


@functools.cache
def encoder_name(learned: Path = LEARNED) -> str:
    """Returns what names what vectors are made by: another name for other vectors.

    Args:
        learned: file of what tuning learned.
    """
    with np.load(learned, allow_pickle=False) as arrays:
        return f"{_FORM}-{arrays['version']}"


def prepare(learned: Path = LEARNED) -> Path:
    """Returns the folder of what an encoder reads, made at first use (some seconds).

    Args:
        learned: file of what tuning learned.
    """
    folder = places.models_directory() / learned.stem / encoder_name(learned)
    if not folder.exists():
        from bot.understanding.nlu.e5_writing import write_encoder  # what only this needs is spared to every server

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
    """Returns how many threads this process may keep busy."""
    return int(os.environ.get("OMP_NUM_THREADS") or len(os.sched_getaffinity(0)))


def open_encoder(folder: Path) -> Encoder:
    """Returns the encoder of a folder that `write_encoder` wrote."""
    rewritten = json.loads((folder / REWRITTEN).read_text(encoding="utf-8"))
    tokenizer = SentencePieceProcessor(model_file=str(folder / TOKENIZER))
    # Several batches side by side, a thread each: threads that share one batch mostly wait for each other.
    network = ctranslate2.Encoder(
        str(folder), device="cpu", compute_type="int8", inter_threads=threads(), intra_threads=1
    )
    return Encoder(tokenizer, network, {int(point): text for point, text in rewritten.items()})


@functools.cache
def load_encoder(learned: Path = LEARNED) -> Encoder:
    """Returns an encoder of the process, loaded at first use (0.3 s).

    Its thread does not survive a fork: load it after.

    Args:
        learned: file of what tuning learned.
    """
    return open_encoder(prepare(learned))


def pieces_of(places: NDArray[Any], spans: Sequence[tuple[int, int]]) -> list[slice]:
    """Returns which of a text's pieces, given where they stand, lie in each span at least in part."""
    starts, ends = places.T
    firsts = np.searchsorted(ends, [start for start, _ in spans], side="right")
    lasts = np.searchsorted(starts, [end for _, end in spans], side="left")
    return [slice(first, last) for first, last in zip(firsts, lasts, strict=True)]


def encode(texts: list[str]) -> NDArray[Any]:
    """Returns embeddings, shape (len(texts), 384), float32, unit length."""
    texts = [text[:LONGEST_TEXT].replace("\x00", " ") or "." for text in texts]
    vectors = np.empty((len(texts), DIMENSIONS), dtype=np.float32)
    by_length = sorted(range(len(texts)), key=lambda index: len(texts[index]))  # what is read together is filled up
    encoder = load_encoder()

    def fill(start: int) -> None:
        rows = by_length[start : start + BATCH]
        vectors[rows] = encoder.encode([texts[row] for row in rows])

    starts = range(0, len(texts), BATCH)
    if len(starts) <= 1:
        for start in starts:
            fill(start)
    else:
        with ThreadPoolExecutor(threads()) as pool:
            list(pool.map(fill, starts))
    return vectors
