"""Tune the network that reads messages: acts and spans at the pending question (`bot.understanding.nlu.message_reader`).

Starts from the tuned encoder, whose factors go on learning with a linear chain over words for the spans and a head for
the acts. In each pass every example stands once: as it was written, with other names and towns, or with spelling noise.
"""

from __future__ import annotations

import argparse
import queue
import random
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import tensorflow as tf
from numpy.typing import NDArray

from bot.tools.tuning.learning import store
from bot.tools.tuning.message_rows import Arrays, Examples, learned_examples
from bot.tools.tuning.network import Network
from bot.understanding.nlu import message_reader, sentence_encoder
from bot.understanding.nlu.message_reader import OUTPUTS
from bot.understanding.nlu.normalise import Normaliser

PASSES = 6
FACTOR_RATE, HEAD_RATE, FEATURE_RATE = 5e-4, 2e-3, 4e-3
HIDDEN, ACT_WEIGHT = 192, 2.0

_DROPPED, _DROPPED_FEATURES = 0.1, 0.3


_WARM_UP, _REPORT_EVERY, _SEED = 100, 200, 1
_PAD_FEATURE = 0
_RESUMED_RATE = 0.3  # factor of the learning rates


class ReadingNetwork:
    """The encoder with the heads, trainable."""

    def __init__(self, examples: Examples) -> None:
        self.network = Network(_SEED, questions=len(examples.questions), half=True)
        with np.load(sentence_encoder.LEARNED, allow_pickle=False) as learned:
            self.network.restore(learned)
        chance, width = np.random.default_rng(_SEED), self.network.width

        def matrix(rows: int, columns: int, scale: float | None = None) -> Any:
            drawn = chance.standard_normal((rows, columns)) * (scale or rows**-0.5)
            return tf.Variable(drawn.astype(np.float32))

        def zeros(*shape: int) -> Any:
            return tf.Variable(tf.zeros(shape))

        tags = len(examples.tags)
        self.heads = {
            "word_in": matrix(3 * width, HIDDEN), "word_bias": zeros(HIDDEN), "word_out": matrix(HIDDEN, tags, 0.05),
            "tag_bias": zeros(tags), "chain": zeros(tags, tags), "act_in": matrix(2 * width + 2 * HIDDEN, HIDDEN),
            "act_hidden_bias": zeros(HIDDEN), "act_out": matrix(HIDDEN, len(OUTPUTS), 0.05),
            "act_bias": tf.Variable(tf.fill((len(OUTPUTS),), -3.0)),
        }  # fmt: skip
        self.features = matrix(len(examples.features), HIDDEN, 0.02)

    @property
    def groups(self) -> list[list[Any]]:
        """Trainable variables by learning rate: of the encoder, of the heads, of the features."""
        return [self.network.variables, [self.network.questions, *self.heads.values()], [self.features]]

    def scores(
        self, ids: Any, is_text: Any, firsts: Any, features: Any, is_word: Any, dropped: float
    ) -> tuple[Any, Any]:
        """Scores of tags, shape (texts, words, tags), and of acts, shape (texts, acts)."""
        states, heads = self.network.states(ids, is_text, dropped), self.heads
        size = tf.shape(firsts)[1]
        around = tf.concat(
            [
                tf.gather(states, firsts, batch_dims=1),
                tf.repeat(states[:, :1], size, axis=1),
                tf.gather(states, tf.minimum(firsts + 1, tf.shape(ids)[1] - 1), batch_dims=1),
            ],
            -1,
        )
        kept = tf.cast(features > _PAD_FEATURE, tf.float32)
        if dropped:
            kept *= tf.cast(tf.random.uniform(tf.shape(features)) > _DROPPED_FEATURES, tf.float32)
        known = tf.reduce_sum(tf.gather(self.features, features) * kept[..., None], axis=2)
        words = tf.nn.gelu(around @ heads["word_in"] + heads["word_bias"] + known, approximate=True)
        tags = tf.nn.dropout(words, dropped) @ heads["word_out"] + heads["tag_bias"]
        counted = tf.maximum(tf.reduce_sum(is_word, 1, keepdims=True), 1e-6)
        whole = tf.concat(
            [
                states[:, 0],
                tf.reduce_sum(states * is_text[:, :, None], 1) / tf.reduce_sum(is_text, 1, keepdims=True),
                tf.reduce_sum(words * is_word[:, :, None], 1) / counted,
                tf.where(counted > 0.5, tf.reduce_max(words - 1e4 * (1.0 - is_word[:, :, None]), 1), 0.0),
            ],
            -1,
        )
        vector = tf.nn.gelu(whole @ heads["act_in"] + heads["act_hidden_bias"], approximate=True)
        return tags, tf.nn.dropout(vector, dropped) @ heads["act_out"] + heads["act_bias"]

    def loss(self, *batch: Any) -> Any:
        """Negative log-likelihood of the tags per text, and cross-entropy of the acts."""
        ids, is_text, firsts, features, tags, is_tagged, acts, has_acts, is_word = batch
        scores, act_scores = self.scores(ids, is_text, firsts, features, is_word, _DROPPED)
        chain = self.heads["chain"]
        own = tf.reduce_sum(tf.gather(scores, tags, batch_dims=2) * is_tagged, 1)
        pairs = tf.gather_nd(chain, tf.stack([tags[:, :-1], tags[:, 1:]], -1))
        own += tf.reduce_sum(pairs * is_tagged[:, 1:], 1)

        def further(place: Any, sums: Any) -> tuple[Any, Any]:
            new = tf.reduce_logsumexp(sums[:, :, None] + chain[None], 1) + scores[:, place]
            goes_on = is_tagged[:, place][:, None]
            return place + 1, goes_on * new + (1 - goes_on) * sums

        first = (tf.constant(1), scores[:, 0])
        _, sums = tf.while_loop(lambda place, _: place < tf.shape(scores)[1], further, first)
        of_tags = tf.reduce_mean((tf.reduce_logsumexp(sums, -1) - own) * is_tagged[:, 0])
        of_acts = tf.reduce_sum(tf.nn.sigmoid_cross_entropy_with_logits(acts, act_scores), -1) * has_acts
        return of_tags + ACT_WEIGHT * tf.reduce_sum(of_acts) / (tf.reduce_sum(has_acts) + 1e-6)

    def restore(self, weights: Mapping[str, NDArray[Any]], examples: Examples) -> None:
        """Restore exported weights; those of new tags, features and questions stay as they are."""
        self.network.restore(weights)
        here, there = _places(examples.tags, weights["tags"])
        by_place: dict[str, tuple[Any, Any, Any]] = {
            "questions": (self.network.questions, *_places(examples.questions, weights["question_names"])),
            "feature_vectors": (self.features, *_places(examples.features, weights["features"])),
            "chain": (self.heads["chain"], np.ix_(here, here), np.ix_(there, there)),
            **{name: (self.heads[name], (..., here), (..., there)) for name in ("word_out", "tag_bias")},
        }
        for name, variable in self.heads.items():
            by_place.setdefault(name, (variable, ..., ...))
        for name, (variable, own, theirs) in by_place.items():
            rows = variable.numpy()
            rows[own] = weights[name].astype(np.float32)[theirs]
            variable.assign(rows)

    def export(self, examples: Examples) -> dict[str, NDArray[Any]]:
        """Weights and names for `MessageReader`; the unused first feature is left out."""
        heads = {name: variable.numpy() for name, variable in self.heads.items()}
        return {
            **self.network.export(), **heads, "questions": self.network.questions.numpy(),
            "feature_vectors": self.features.numpy()[1:], "features": np.array(examples.features[1:]),
            "sharpness": np.ones(len(examples.questions), np.float32), "tags": np.array(examples.tags), "question_names": np.array(examples.questions),
        }  # fmt: skip


def _places(names: Sequence[str], stored: NDArray[Any]) -> tuple[list[int], list[int]]:
    """Places here and there of the names that both hold."""
    there = {str(name): place for place, name in enumerate(stored)}
    here = [place for place, name in enumerate(names) if name in there]
    return here, [there[names[place]] for place in here]


def _ahead(batches: Iterator[Arrays]) -> Iterator[Arrays]:
    """The batches, made by another thread while the network learns."""
    waiting: queue.Queue[Arrays | None] = queue.Queue(40)

    def make() -> None:
        for batch in batches:
            waiting.put(batch)
        waiting.put(None)

    threading.Thread(target=make, daemon=True).start()
    while (batch := waiting.get()) is not None:
        yield batch


def tune(examples: Examples, passes: int, out: Path, *, go_on: bool = False) -> None:
    """Train, and store the weights after each pass.

    Args:
        go_on: start from the stored weights, with lower learning rates, and store the mean of both, so that nothing is
            forgotten.
    """
    tf.random.set_seed(_SEED)
    reading, chance = ReadingNetwork(examples), random.Random(_SEED + go_on)
    if go_on:
        reading.restore(message_reader.load_weights(), examples)
    before = reading.export(examples) if go_on else {}
    rates = [rate * (_RESUMED_RATE if go_on else 1.0) for rate in (FACTOR_RATE, HEAD_RATE, FEATURE_RATE)]
    optimisers = [tf.keras.optimizers.Adam(rate, beta_2=0.98) for rate in rates]
    for optimiser, variables in zip(optimisers, reading.groups, strict=True):
        optimiser.build(variables)
    trained = [variable for variables in reading.groups for variable in variables]
    kinds = [
        (2, tf.int32),
        (2, tf.float32),
        (2, tf.int32),
        (3, tf.int32),
        (2, tf.int32),
        (2, tf.float32),
        (2, tf.float32),
        (1, tf.float32),
        (2, tf.float32),
    ]

    @tf.function(autograph=False, input_signature=[tf.TensorSpec([None] * rank, kind) for rank, kind in kinds])
    def step(*arrays: Any) -> Any:
        with tf.GradientTape() as tape:
            loss = reading.loss(*arrays)
        slopes = [tf.convert_to_tensor(slope) for slope in tape.gradient(loss, trained)]
        slopes, _ = tf.clip_by_global_norm(slopes, 1.0)
        for optimiser, variables in zip(optimisers, reading.groups, strict=True):
            own, slopes = slopes[: len(variables)], slopes[len(variables) :]
            optimiser.apply_gradients(zip(own, variables, strict=True))
        return loss

    done, total, started = 0, passes * examples.batch_count, time.monotonic()
    for number in range(passes):
        losses = []
        for batch in _ahead(examples.batches(chance)):
            share = min(1.0, done / _WARM_UP) * max(0.02, 1.0 - done / total)
            for optimiser, rate in zip(optimisers, rates, strict=True):
                optimiser.learning_rate.assign(rate * share)
            losses.append(float(step(*map(tf.constant, batch))))
            done += 1
            if done % _REPORT_EVERY == 0:
                took = time.monotonic() - started
                print(
                    f"pass {number + 1}, {done} of {total}, {took:.0f} s: {np.mean(losses[-_REPORT_EVERY:]):.3f}",
                    flush=True,
                )
        learned = reading.export(examples)
        means = {name: (learned[name] + array) / 2 for name, array in before.items() if array.dtype == np.float32}
        store(out, {**learned, **means})


def main() -> None:
    """Tune and store."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--passes", type=int, default=PASSES)
    parser.add_argument("--rows", type=int, help="learn from so many only")
    parser.add_argument("--go-on", action="store_true", help="resume from the stored weights, for more examples")
    parser.add_argument("--out", type=Path, default=message_reader.LEARNED)
    arguments = parser.parse_args()
    examples = learned_examples()
    random.Random(_SEED).shuffle(examples)
    normaliser = Normaliser.learn([one.text for one in examples])
    tune(Examples(examples[: arguments.rows], normaliser), arguments.passes, arguments.out, go_on=arguments.go_on)


if __name__ == "__main__":
    main()
