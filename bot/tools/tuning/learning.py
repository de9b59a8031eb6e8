"""Learns tasks on the encoder, in turns: what is tuned anew, or goes on from what was."""

from __future__ import annotations

import hashlib
import random
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import tensorflow as tf
from numpy.typing import NDArray

from bot.notes.evidence import context_model
from bot.tools.tuning.heads import RARE, PieceHead, SentenceHead
from bot.tools.tuning.network import Network
from bot.tools.tuning.tasks import PIECES, Arrays, Task
from bot.understanding.nlu import sentence_encoder

RATE, HEADS_RATE, DROPPED = 1e-3, 2e-3, 0.1
_WARMING = 100  # steps
_TOLD = 100  # steps
_SEED = 1
_KINDS = (tf.int32, tf.float32, tf.float32, tf.float32, tf.int32)

Step = Callable[..., Any]


def _step(head: PieceHead | SentenceHead, network: Network, optimisers: Sequence[Any], *, per_piece: bool) -> Step:
    """Returns what learns from one batch, and gives its loss."""
    mine = [network.variables, head.variables]
    ranks = (2, 2, 3, 3, 1) if per_piece else (2, 2, 2, 2, 1)
    shapes = [tf.TensorSpec([None] * rank, kind) for rank, kind in zip(ranks, _KINDS, strict=True)]

    @tf.function(autograph=False, input_signature=shapes)
    def step(ids: Any, is_text: Any, wanted: Any, counts: Any, questions: Any) -> Any:
        with tf.GradientTape() as tape:
            loss = head.loss(ids, is_text, wanted, counts, questions, DROPPED)
        flat, _ = tf.clip_by_global_norm(tape.gradient(loss, [*mine[0], *mine[1]]), 1.0)
        for optimiser, slopes, variables in zip(
            optimisers, (flat[: len(mine[0])], flat[len(mine[0]) :]), mine, strict=True
        ):
            optimiser.apply_gradients(zip(slopes, variables, strict=True))
        return loss

    return step  # type: ignore[no-any-return]


def _shuffled_batches(
    tasks: Sequence[Task], questions: Sequence[str], chance: random.Random
) -> list[tuple[str, Arrays]]:
    batches = [(task.name, batch) for task in tasks for batch in task.batches(questions, chance)]
    return chance.sample(batches, len(batches))


def tune(
    tasks: Sequence[Task], questions: Sequence[str], passes: int, *, resume: bool = False, rate_factor: float = 1.0
) -> tuple[Network, dict[str, Any]]:
    """Returns the network, tuned, and what reads each task off it, by its name.

    Args:
        tasks: what is learned.
        questions: that the texts answer.
        passes: through the texts.
        resume: from what is learned rather than anew.
        rate_factor: share of the usual rates.
    """
    network, chance = Network(_SEED), random.Random(_SEED)
    tf.random.set_seed(_SEED)
    if resume:
        with np.load(sentence_encoder.LEARNED, allow_pickle=False) as learned:
            network.restore(learned)
    heads: dict[str, Any] = {
        task.name: (PieceHead if task.per_piece else SentenceHead)(task, network, questions, _SEED) for task in tasks
    }  # fmt: skip
    if resume and PIECES in heads:
        heads[PIECES].restore(*_of_pieces(next(task.labels for task in tasks if task.name == PIECES), questions))
    optimisers = [tf.keras.optimizers.legacy.Adam(rate, beta_2=0.98) for rate in (RATE, HEADS_RATE)]
    steps = {task.name: _step(heads[task.name], network, optimisers, per_piece=task.per_piece) for task in tasks}
    done = every = 0
    for number in range(passes):
        begun, losses = time.monotonic(), {task.name: [0.0] for task in tasks}
        batches = _shuffled_batches(tasks, questions, chance)
        every = every or passes * len(batches)
        for place, (name, batch) in enumerate(batches, start=1):
            share = min(1.0, done / _WARMING) * max(0.0, 1.0 - done / every) * rate_factor
            for optimiser, rate in zip(optimisers, (RATE, HEADS_RATE), strict=True):
                optimiser.learning_rate.assign(rate * share)
            losses[name].append(float(steps[name](*map(tf.constant, batch))))
            done += 1
            if place % _TOLD == 0 or place == len(batches):
                told = ", ".join(f"{key} {np.mean(values[-_TOLD:]):.2f}" for key, values in losses.items())
                took = time.monotonic() - begun
                print(f"pass {number + 1} of {passes}, {place} of {len(batches)}, {took:.0f} s: {told}", flush=True)
    return network, heads


def _of_pieces(labels: Sequence[str], questions: Sequence[str]) -> tuple[NDArray[Any], NDArray[Any], NDArray[Any]]:
    """Returns weights, bias and the biases of questions that are learned of evidence; of masks nothing is."""
    with np.load(context_model.LEARNED, allow_pickle=False) as shown:
        names, scenarios = [str(name) for name in shown["names"]], [str(name) for name in shown["scenarios"]]
        own = [labels.index(name) for name in names]
        weights = np.zeros((len(shown["weights"]), len(labels)), np.float32)
        bias = np.full(len(labels), RARE, np.float32)
        weights[:, own], bias[own] = shown["weights"], shown["bias"]
        of_question = np.zeros((len(questions), len(labels)), np.float32)
        of_question[np.ix_([questions.index(name) for name in scenarios], own)] = shown["of_scenario"]
    return weights, bias, of_question


def store(path: Path, arrays: Mapping[str, NDArray[Any]]) -> None:
    """Writes what is learned, in half the numbers' length, with a version that names it."""
    half = {key: array.astype(np.float16) if array.dtype == np.float32 else array for key, array in arrays.items()}
    version = hashlib.sha256(b"".join(array.tobytes() for array in half.values())).hexdigest()[:8]
    np.savez_compressed(path, version=np.array(version), **half)
    print(f"{path}: {path.stat().st_size / 1e6:.1f} MB", flush=True)
