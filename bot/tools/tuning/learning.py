"""Multi-task training of the encoder, from scratch or resumed."""

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
from bot.tools.tuning.heads import INITIAL_BIAS, PieceHead, SentenceHead
from bot.tools.tuning.network import Network
from bot.tools.tuning.tasks import PIECES, Arrays, Task
from bot.understanding.nlu import sentence_encoder

RATE, HEAD_RATE, DROPOUT = 1e-3, 2e-3, 0.1
_WARM_UP = 100  # steps
_REPORT_EVERY = 100  # steps
_SEED = 1
_KINDS = (tf.int32, tf.float32, tf.float32, tf.float32, tf.int32)

Step = Callable[..., Any]


def _step(head: PieceHead | SentenceHead, network: Network, optimisers: Sequence[Any], *, per_piece: bool) -> Step:
    """The training step of a head: one batch in, its loss out."""
    mine = [network.variables, head.variables]
    ranks = (2, 2, 3, 3, 1) if per_piece else (2, 2, 2, 2, 1)
    shapes = [tf.TensorSpec([None] * rank, kind) for rank, kind in zip(ranks, _KINDS, strict=True)]

    @tf.function(autograph=False, input_signature=shapes)
    def step(ids: Any, is_text: Any, wanted: Any, counts: Any, questions: Any) -> Any:
        with tf.GradientTape() as tape:
            loss = head.loss(ids, is_text, wanted, counts, questions, DROPOUT)
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
    """Train the network and a head for each task; returns both, heads by task name.

    Args:
        questions: all that the texts answer.
        passes: epochs.
        resume: start from the stored weights.
        rate_factor: multiplies the learning rates.
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
        heads[PIECES].restore(
            *_stored_piece_head(next(task.labels for task in tasks if task.name == PIECES), questions)
        )
    optimisers = [tf.keras.optimizers.Adam(rate, beta_2=0.98) for rate in (RATE, HEAD_RATE)]
    trained = network.variables, [variable for head in heads.values() for variable in head.variables]
    for optimiser, variables in zip(optimisers, trained, strict=True):
        optimiser.build(variables)
    steps = {task.name: _step(heads[task.name], network, optimisers, per_piece=task.per_piece) for task in tasks}
    done = total = 0
    for number in range(passes):
        started, losses = time.monotonic(), {task.name: [0.0] for task in tasks}
        batches = _shuffled_batches(tasks, questions, chance)
        total = total or passes * len(batches)
        for index, (name, batch) in enumerate(batches, start=1):
            share = min(1.0, done / _WARM_UP) * max(0.0, 1.0 - done / total) * rate_factor
            for optimiser, rate in zip(optimisers, (RATE, HEAD_RATE), strict=True):
                optimiser.learning_rate.assign(rate * share)
            losses[name].append(float(steps[name](*map(tf.constant, batch))))
            done += 1
            if index % _REPORT_EVERY == 0 or index == len(batches):
                losses_now = ", ".join(
                    f"{key} {np.mean(values[-_REPORT_EVERY:]):.2f}" for key, values in losses.items()
                )
                took = time.monotonic() - started
                print(
                    f"pass {number + 1} of {passes}, {index} of {len(batches)}, {took:.0f} s: {losses_now}", flush=True
                )
    return network, heads


def _stored_piece_head(
    labels: Sequence[str], questions: Sequence[str]
) -> tuple[NDArray[Any], NDArray[Any], NDArray[Any]]:
    """Stored weights, bias and question biases of evidence; those of masks are initial."""
    with np.load(context_model.LEARNED, allow_pickle=False) as shown:
        names, scenarios = [str(name) for name in shown["names"]], [str(name) for name in shown["scenarios"]]
        own = [labels.index(name) for name in names]
        weights = np.zeros((len(shown["weights"]), len(labels)), np.float32)
        bias = np.full(len(labels), INITIAL_BIAS, np.float32)
        weights[:, own], bias[own] = shown["weights"], shown["bias"]
        of_question = np.zeros((len(questions), len(labels)), np.float32)
        of_question[np.ix_([questions.index(name) for name in scenarios], own)] = shown["of_scenario"]
    return weights, bias, of_question


def store(path: Path, arrays: Mapping[str, NDArray[Any]]) -> None:
    """Write weights in half precision, with a version derived from them."""
    half = {key: array.astype(np.float16) if array.dtype == np.float32 else array for key, array in arrays.items()}
    version = hashlib.sha256(b"".join(array.tobytes() for array in half.values())).hexdigest()[:8]
    np.savez_compressed(path, allow_pickle=False, version=np.array(version), **half)
    print(f"{path}: {path.stat().st_size / 1e6:.1f} MB", flush=True)
