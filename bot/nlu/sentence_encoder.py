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
from ctranslate2.converters.utils import fuse_linear
from ctranslate2.specs import common_spec, transformer_spec
from numpy.typing import NDArray
from sentencepiece import SentencePieceProcessor, sentencepiece_model_pb2
from spacy.util import get_package_path, get_package_version

from bot import settings
from bot.nlu.e5_weights import Weights, read_weights

ENCODER = "e5-small-int8-3"  # names what vectors are made by: another name for other vectors
DIMENSIONS = 384
LONGEST_TEXT = 1000  # characters; a letter says its wish early
BATCH = 8
_MOST_PIECES = 510
_QUESTION = "query: "  # what the encoder was taught to expect before a short text
_TOKENIZER, _REWRITTEN = "tokenizer.model", "rewritten.json"
_LAST_LATIN_LETTER = 0x24F
_SHORT_PIECE = 3  # letters
_SPACE = "\N{LOWER ONE EIGHTH BLOCK}"  # begins a piece that begins a word
FRENCH = "fr_core_news_md"


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
        folder.parent.mkdir(exist_ok=True)
        made = Path(tempfile.mkdtemp(prefix=f"{ENCODER}-", dir=folder.parent))
        _write(read_weights(), made)
        try:
            made.rename(folder)
        except OSError:  # another process was faster
            shutil.rmtree(made)
    return folder


@functools.cache
def _load_tokenizer() -> tuple[Any, dict[int, str]]:
    """Returns the tokenizer, and what its texts are rewritten by: code point to characters."""
    folder = prepare()
    rewritten = json.loads((folder / _REWRITTEN).read_text(encoding="utf-8"))
    tokenizer = SentencePieceProcessor(model_file=str(folder / _TOKENIZER))
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


def _write(weights: Weights, folder: Path) -> None:
    """Writes the network in CTranslate2's form, and the tokenizer."""
    every = SentencePieceProcessor(model_proto=_tokenizer(weights, list(range(len(weights.pieces)))))
    french = {piece for words in every.encode(_french_words()) for piece in words}
    kept = [index for index in range(len(weights.pieces)) if index in french or _is_kept(index, weights)]
    (folder / _TOKENIZER).write_bytes(_tokenizer(weights, kept))
    network = _network(weights, kept)
    network.register_vocabulary([weights.pieces[index] for index in kept])
    network.validate()
    network.optimize(quantization="int8")
    network.save(str(folder))
    (folder / _REWRITTEN).write_text(json.dumps(weights.rewritten, ensure_ascii=False), encoding="utf-8")


def _french_words() -> list[str]:
    """Returns what French texts are written with, names and much else included: the strings of spaCy's model."""
    folder = Path(get_package_path(FRENCH)) / f"{FRENCH}-{get_package_version(FRENCH)}"
    words: list[str] = json.loads((folder / "vocab" / "strings.json").read_text(encoding="utf-8"))
    return [*words, *(word.lower() for word in words)]


def _is_kept(index: int, weights: Weights) -> bool:
    """Returns whether a piece is kept although no French word has it.

    Short ones of our script are: what is misspelt falls into them; and the letters of all others, so that any text can be
    read.
    """
    piece = weights.pieces[index].removeprefix(_SPACE)
    ours = all(ord(sign) <= _LAST_LATIN_LETTER or not sign.isalpha() for sign in piece)
    return (ours and len(piece) <= _SHORT_PIECE) or len(piece) <= 1 or index in weights.specials


def _tokenizer(weights: Weights, kept: list[int]) -> bytes:
    """Returns a SentencePiece model of these pieces; texts are rewritten before it sees them."""
    begin, end, pad, unknown = weights.specials
    model = sentencepiece_model_pb2.ModelProto()
    kinds = dict.fromkeys((begin, end, pad), "CONTROL") | {unknown: "UNKNOWN"}
    for index in kept:
        kind = model.SentencePiece.Type.Value(kinds.get(index, "NORMAL"))
        model.pieces.add(piece=weights.pieces[index], score=weights.scores[index], type=kind)
    trained, read = model.trainer_spec, model.normalizer_spec
    trained.model_type = trained.UNIGRAM
    trained.bos_id, trained.eos_id, trained.pad_id, trained.unk_id = map(kept.index, weights.specials)
    read.name = "identity"
    read.add_dummy_prefix = read.remove_extra_whitespaces = read.escape_whitespaces = True
    return bytes(model.SerializeToString())


def _network(weights: Weights, kept: list[int]) -> transformer_spec.TransformerEncoderModelSpec:
    encoder = transformer_spec.TransformerEncoderSpec(
        weights.layers, weights.heads, pre_norm=False, activation=common_spec.Activation.GELU, layernorm_embedding=True
    )
    encoder.scale_embeddings = False
    encoder.embeddings[0].weight = weights.matrix("emb.word", weights.width)[kept]
    kind = weights.numbers("emb.type")[: weights.width]
    encoder.position_encodings.encodings = weights.numbers("emb.pos").reshape(-1, weights.width) + kind

    def normalise(spec: Any, name: str) -> None:
        spec.gamma, spec.beta = weights.numbers(f"{name}.w"), weights.numbers(f"{name}.b")

    def linear(spec: Any, name: str, inputs: int) -> Any:
        spec.weight, spec.bias = weights.matrix(f"{name}.w", inputs), weights.numbers(f"{name}.b")
        return spec

    normalise(encoder.layernorm_embedding, "emb.ln")
    for number, layer in enumerate(encoder.layer):
        attention, name = layer.self_attention, f"l{number}"
        parts = [linear(common_spec.LinearSpec(), f"{name}.{part}", weights.width) for part in "qkv"]
        fuse_linear(attention.linear[0], parts)
        linear(attention.linear[1], f"{name}.ao", weights.width)
        normalise(attention.layer_norm, f"{name}.aln")
        linear(layer.ffn.linear_0, f"{name}.fi", weights.width)
        linear(layer.ffn.linear_1, f"{name}.fo", weights.inner)
        normalise(layer.ffn.layer_norm, f"{name}.oln")
    made = transformer_spec.TransformerEncoderModelSpec(encoder)
    made.config.unk_token = weights.pieces[weights.specials[3]]
    made.config.layer_norm_epsilon = weights.epsilon
    return made
