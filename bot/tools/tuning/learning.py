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


def _step(head: PieceHead | SentenceHead, network: Network, optimisers: Sequence[Any], *, of_pieces: bool) -> Step:
    """Returns what learns from one lot, and gives its loss."""
    mine = [network.variables, head.variables]
    ranks = (2, 2, 3, 3, 1) if of_pieces else (2, 2, 2, 2, 1)
    shapes = [tf.TensorSpec([None] * rank, kind) for rank, kind in zip(ranks, _KINDS, strict=True)]

    @tf.function(autograph=False, input_signature=shapes)
    def step(ids: Any, is_text: Any, wanted: Any, counts: Any, asked: Any) -> Any:
        with tf.GradientTape() as tape:
            loss = head.loss(ids, is_text, wanted, counts, asked, DROPPED)
        flat, _ = tf.clip_by_global_norm(tape.gradient(loss, [*mine[0], *mine[1]]), 1.0)
        for optimiser, slopes, variables in zip(
            optimisers, (flat[: len(mine[0])], flat[len(mine[0]) :]), mine, strict=True
        ):
            optimiser.apply_gradients(zip(slopes, variables, strict=True))
        return loss

    return step  # type: ignore[no-any-return]


def _order(tasks: Sequence[Task], questions: Sequence[str], chance: random.Random) -> list[tuple[str, Arrays]]:
    lots = [(task.name, lot) for task in tasks for lot in task.lots(questions, chance)]
    return chance.sample(lots, len(lots))


def tune(
    tasks: Sequence[Task], questions: Sequence[str], passes: int, *, goes_on: bool = False, pace: float = 1.0
) -> tuple[Network, dict[str, Any]]:
    """Returns the network, tuned, and what reads each task off it, by its name.

    Args:
        tasks: what is learned.
        questions: that the texts answer.
        passes: through the texts.
        goes_on: from what is learned rather than anew.
        pace: share of the usual rates.
    """
    network, chance = Network(_SEED), random.Random(_SEED)
    tf.random.set_seed(_SEED)
    if goes_on:
        with np.load(sentence_encoder.LEARNED, allow_pickle=False) as learned:
            network.go_on_from(learned)
    heads: dict[str, Any] = {
        task.name: (PieceHead if task.of_pieces else SentenceHead)(task, network, questions, _SEED) for task in tasks
    }  # fmt: skip
    if goes_on and PIECES in heads:
        heads[PIECES].go_on_from(*_of_pieces(next(task.labels for task in tasks if task.name == PIECES), questions))
    optimisers = [tf.keras.optimizers.legacy.Adam(rate, beta_2=0.98) for rate in (RATE, HEADS_RATE)]
    steps = {task.name: _step(heads[task.name], network, optimisers, of_pieces=task.of_pieces) for task in tasks}
    done = every = 0
    for number in range(passes):
        begun, losses = time.monotonic(), {task.name: [0.0] for task in tasks}
        lots = _order(tasks, questions, chance)
        every = every or passes * len(lots)
        for place, (name, lot) in enumerate(lots, start=1):
            share = min(1.0, done / _WARMING) * max(0.0, 1.0 - done / every) * pace
            for optimiser, rate in zip(optimisers, (RATE, HEADS_RATE), strict=True):
                optimiser.learning_rate.assign(rate * share)
            losses[name].append(float(steps[name](*map(tf.constant, lot))))
            done += 1
            if place % _TOLD == 0 or place == len(lots):
                told = ", ".join(f"{key} {np.mean(values[-_TOLD:]):.2f}" for key, values in losses.items())
                took = time.monotonic() - begun
                print(f"pass {number + 1} of {passes}, {place} of {len(lots)}, {took:.0f} s: {told}", flush=True)
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
