"""What a message does and what it names, read by one network at the question that it answers.

The encoder is tuned for this alone (`bot/tools/tuning/reading.py`) and knows the pending question as a token before the
text. Two heads read its states and the features of each word: a linear chain of tags over the words, and the dialogue
acts of the whole. Nothing is learned at installation.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bot.base import places
from bot.understanding.learning.kernel_regression import sigmoid
from bot.understanding.nlu.sentence_encoder import Encoder, load_encoder
from bot.understanding.nlu.tags import spans_of
from bot.understanding.nlu.word_features import word_features
from bot.understanding.reading.dialogue_acts import NO_QUESTION, Act
from bot.understanding.reading.spans import Label, Span
from bot.understanding.reading.tokens import Token, tokenize

LEARNED = places.DATA / "reader.npz"
ACTS = tuple(str(act) for act in Act)
# What a whole sentence says, in words that no list holds ("plus rien ne m'attache ici").
WHOLE_MESSAGE_LABELS = (str(Label.NOW), str(Label.NOWHERE), str(Label.NATIONAL))
OUTPUTS = (*ACTS, *WHOLE_MESSAGE_LABELS)
MAX_CHARACTERS = 2000  # of a message; the rest is not read
_MAX_PIECES = 500
Chain = NDArray[Any]


@dataclass(frozen=True)
class Reading:
    """Scores of a message.

    Attributes:
        tokens: the words that were read.
        scores: of each tag at each word, shape (words, tags).
        act_scores: log-odds of the acts, as in `OUTPUTS`.
        vector: of the whole message, before the acts; near for messages that do the same.
    """

    text: str
    tokens: Sequence[Token]
    scores: NDArray[Any]
    act_scores: NDArray[Any]
    vector: NDArray[Any]

    @property
    def acts(self) -> NDArray[Any]:
        """Independent probabilities of the acts."""
        return sigmoid(self.act_scores)


class MessageReader:
    """Reads messages with stored weights.

    Args:
        weights: of the heads; names and shapes as `bot/tools/tuning/reading.py` stores them.
        encoder: gives the encoder that was tuned with them. Asked at each message: its threads do not survive a fork.
    """

    def __init__(self, weights: Mapping[str, NDArray[Any]], encoder: Callable[[], Encoder]) -> None:
        self._encoder = encoder
        self._weights = {key: w.astype(np.float32) for key, w in weights.items() if w.dtype == np.float16}
        self.tags = [str(tag) for tag in weights["tags"]]
        self._questions = {str(name): number for number, name in enumerate(weights["question_names"])}
        self._features = {str(name): number for number, name in enumerate(weights["features"])}

    def read(self, messages: Sequence[tuple[str, str]]) -> list[Reading]:
        """Read messages, each with the name of its pending question."""
        encoder = self._encoder()
        texts = [text[:MAX_CHARACTERS].replace("\x00", " ") for text, _ in messages]
        pieces, places_of = zip(*map(encoder.places, texts), strict=True)
        ids = [
            whole_ids(encoder, own[:_MAX_PIECES], self._number(asked))
            for own, (_, asked) in zip(pieces, messages, strict=True)
        ]
        states = np.asarray(encoder.network.forward_batch(ids).last_hidden_state)
        return [
            self._read(text, where, state[: len(own)], self.sharpness(asked))
            for text, where, own, state, (_, asked) in zip(texts, places_of, ids, states, messages, strict=True)
        ]

    def sharpness(self, question: str) -> float:
        """Inverse temperature of the acts at a question (`bot/tools/tuning/calibration.py`)."""
        return float(self._weights["sharpness"][self._number(question)])

    def _number(self, question: str) -> int:
        """Number of a question; one that was added since the tuning is read as if nothing had been asked."""
        return self._questions.get(question, self._questions[NO_QUESTION])

    def _read(self, text: str, where: Sequence[tuple[int, int]], states: NDArray[Any], sharpness: float) -> Reading:
        weights, tokens = self._weights, tokenize(text)
        firsts = first_pieces(tokens, where[:_MAX_PIECES])
        tokens = tokens[: len(firsts)]
        features = [[self._features[name] for name in own if name in self._features] for own in word_features(tokens)]
        words = np.zeros((1, weights["word_in"].shape[1]), np.float32)
        scores = np.zeros((0, len(self.tags)), np.float32)
        if firsts:
            start = np.broadcast_to(states[0], (len(firsts), states.shape[1]))
            known = np.stack([weights["feature_vectors"][own].sum(axis=0) for own in features])
            around = np.concatenate([states[firsts], start, states[np.add(firsts, 1)]], axis=1)
            words = gelu(around @ weights["word_in"] + weights["word_bias"] + known)
            scores = words @ weights["word_out"] + weights["tag_bias"]
        whole = np.concatenate([states[0], states.mean(axis=0), words.mean(axis=0), words.max(axis=0)])
        vector = gelu(whole @ weights["act_in"] + weights["act_hidden_bias"])
        acts = sharpness * (vector @ weights["act_out"] + weights["act_bias"])
        return Reading(text, tokens, scores, acts, vector)

    def spans(self, reading: Reading) -> list[Span]:
        """The likeliest spans, in order."""
        path = best_path(reading.scores, self._weights["chain"])
        return spans_of(reading.text, reading.tokens, [self.tags[tag] for tag in path])

    def likeliest(self, reading: Reading, label: str) -> Span | None:
        """Best span of a label, even if other tags are likelier, or None without words."""
        if not reading.tokens or label not in self.tags:
            return None
        chain, tag = self._weights["chain"], self.tags.index(label)
        before = best_sums(reading.scores, chain)
        after = best_sums(reading.scores[::-1], chain.T)[::-1]
        forced = reading.scores.copy()
        word = int(np.argmax((before + after - reading.scores)[:, tag]))
        forced[word, np.arange(len(self.tags)) != tag] = -np.inf
        found = spans_of(reading.text, reading.tokens, [self.tags[one] for one in best_path(forced, chain)])
        return next((span for span in found if span.label == label), None)

    def word_probabilities(self, reading: Reading, label: str) -> tuple[tuple[int, int, float], ...]:
        """Start and end of each word, and the probability that it belongs to a span of this label."""
        shares = self.probabilities(reading)[:, [tag == label for tag in self.tags]].sum(axis=1)
        return tuple(
            (token.start, token.end, float(share)) for token, share in zip(reading.tokens, shares, strict=True)
        )

    def probabilities(self, reading: Reading) -> NDArray[Any]:
        """Probability of each tag at each word given the whole message, shape (words, tags)."""
        chain, scores = self._weights["chain"], reading.scores
        forward, backward = np.zeros_like(scores), np.zeros_like(scores)
        for word in range(len(scores)):
            forward[word] = scores[word] + (_log_sums(forward[word - 1][:, None] + chain, 0) if word else 0.0)
        for word in range(len(scores) - 2, -1, -1):
            backward[word] = _log_sums(chain + scores[word + 1] + backward[word + 1], 1)
        both = forward + backward
        shares = np.exp(both - both.max(axis=1, keepdims=True))
        normalised: NDArray[Any] = shares / shares.sum(axis=1, keepdims=True)
        return normalised


def whole_ids(encoder: Encoder, pieces: Sequence[int], question: int) -> list[int]:
    """Ids that the network reads: begin, the pending question, the pieces of the text, end.

    Args:
        question: its number; the ids of questions follow those of the vocabulary.
    """
    tokenizer = encoder.tokenizer
    return [tokenizer.bos_id(), tokenizer.get_piece_size() + question, *pieces, tokenizer.eos_id()]


def first_pieces(tokens: Sequence[Token], where: Sequence[tuple[int, int]]) -> list[int]:
    """Place of the first piece of each word, in a text with two pieces before it; words behind the last piece are dropped.

    Args:
        where: character offsets of the pieces.
    """
    firsts, piece = [], 0
    for token in tokens:
        while piece < len(where) and where[piece][1] <= token.start:
            piece += 1
        if piece == len(where):
            break
        firsts.append(piece + 2)
    return firsts


def gelu(numbers: NDArray[Any]) -> NDArray[Any]:
    """Gaussian error linear unit, approximated by a hyperbolic tangent."""
    made: NDArray[Any] = 0.5 * numbers * (1.0 + np.tanh(np.float32(0.7978845608) * (numbers + 0.044715 * numbers**3)))
    return made


def best_sums(scores: NDArray[Any], chain: Chain) -> NDArray[Any]:
    """Score of the best path that ends at each word with each tag, shape (words, tags)."""
    sums = scores.copy()
    for word in range(1, len(scores)):
        sums[word] += (sums[word - 1][:, None] + chain).max(axis=0)
    return sums


def best_path(scores: NDArray[Any], chain: Chain) -> list[int]:
    """The best sequence of tags (Viterbi)."""
    if not len(scores):
        return []
    sums = best_sums(scores, chain)
    path = [int(sums[-1].argmax())]
    for word in range(len(scores) - 2, -1, -1):
        path.append(int((sums[word] + chain[:, path[-1]]).argmax()))
    return path[::-1]


def _log_sums(rows: NDArray[Any], axis: int) -> NDArray[Any]:
    most = rows.max(axis=axis, keepdims=True)
    sums: NDArray[Any] = np.log(np.exp(rows - most).sum(axis=axis)) + most.squeeze(axis)
    return sums


def load_weights() -> dict[str, NDArray[Any]]:
    """The stored weights."""
    with np.load(LEARNED, allow_pickle=False) as learned:
        return dict(learned)


@functools.cache
def load_reader() -> MessageReader:
    """The reader of this process, loaded at first use."""
    return MessageReader(load_weights(), lambda: load_encoder(LEARNED))
