"""Tunes the encoder on all that it reads here, and stores what was learned (about an hour on two cores).

Marked answers, texts with what is masked of them, questions, topics and acts are learned together, in turns; each text is
seen as it is or, now and then, spelled anew. What is stored: factors of the encoder, and what reads evidence and masks off
its pieces. What is read off whole texts is learned anew by `make train`. With `--without` some voices are kept out, to
measure on them: `python -m bot.tuning --without 3,8 --out FOLDER`. With `--go-on` more examples are learned in a pass or
two from what is there, and the mean of before and after is stored: the new is learned, the old not forgotten.
"""

from __future__ import annotations

import argparse
import hashlib
import random
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import tensorflow as tf
from numpy.typing import NDArray

from bot import settings
from bot.evidence import context_model
from bot.evidence.content import load_scenarios
from bot.masking import hidden
from bot.masking.hidden import HIDDEN
from bot.nlu import sentence_encoder
from bot.tuning.heads import PieceHead, SentenceHead
from bot.tuning.network import Network
from bot.tuning.tasks import PIECES, Arrays, Task, all_questions, all_tasks

PASSES, RATE, HEADS_RATE, DROPPED = 6, 1e-3, 2e-3, 0.1
_GOING_ON = 0.3  # of the rates, when it goes on from what is learned
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
    tasks: Sequence[Task], questions: Sequence[str], passes: int, *, goes_on: bool = False
) -> tuple[Network, dict[str, Any]]:
    """Returns the network, tuned, and what reads each task off it, by its name.

    Args:
        tasks: what is learned.
        questions: that the texts answer.
        passes: through the texts.
        goes_on: from what is learned, gently, rather than anew.
    """
    network, chance = Network(_SEED), random.Random(_SEED)
    tf.random.set_seed(_SEED)
    if goes_on:
        with np.load(sentence_encoder.LEARNED, allow_pickle=False) as learned:
            network.go_on_from(learned)
    heads: dict[str, Any] = {
        task.name: (PieceHead if task.of_pieces else SentenceHead)(task, network, questions, _SEED) for task in tasks
    }  # fmt: skip
    if goes_on:
        heads[PIECES].go_on_from(*_of_pieces(next(task.labels for task in tasks if task.name == PIECES), questions))
    optimisers = [tf.keras.optimizers.legacy.Adam(rate, beta_2=0.98) for rate in (RATE, HEADS_RATE)]
    steps = {task.name: _step(heads[task.name], network, optimisers, of_pieces=task.of_pieces) for task in tasks}
    done = every = 0
    for number in range(passes):
        begun, losses = time.monotonic(), {task.name: [0.0] for task in tasks}
        lots = _order(tasks, questions, chance)
        every = every or passes * len(lots)
        for place, (name, lot) in enumerate(lots, start=1):
            share = min(1.0, done / _WARMING) * max(0.0, 1.0 - done / every) * (_GOING_ON if goes_on else 1.0)
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
    """Returns weights, bias and the biases of questions that are learned of evidence and masks."""
    with (
        np.load(context_model.LEARNED, allow_pickle=False) as shown,
        np.load(hidden.LEARNED, allow_pickle=False) as masked,
    ):
        names, scenarios = [str(name) for name in shown["names"]], [str(name) for name in shown["scenarios"]]
        own, hidden_one = [labels.index(name) for name in names], labels.index(HIDDEN)
        weights, bias = np.zeros((len(shown["weights"]), len(labels)), np.float32), np.zeros(len(labels), np.float32)
        weights[:, own], bias[own] = shown["weights"], shown["bias"]
        weights[:, hidden_one], bias[hidden_one] = masked["weights"], masked["bias"]
        of_question = np.zeros((len(questions), len(labels)), np.float32)
        of_question[np.ix_([questions.index(name) for name in scenarios], own)] = shown["of_scenario"]
    return weights, bias, of_question


def _with_before(path: Path, arrays: Mapping[str, NDArray[Any]]) -> dict[str, NDArray[Any]]:
    """Returns the means of weights that are learned and those that were, for labels that both know in one order."""
    with np.load(path, allow_pickle=False) as before:
        return {
            key: (array + before[key].astype(np.float32)) / 2 if array.dtype == np.float32 else array
            for key, array in arrays.items()
        }


def _store(path: Path, arrays: Mapping[str, NDArray[Any]]) -> None:
    half = {key: array.astype(np.float16) if array.dtype == np.float32 else array for key, array in arrays.items()}
    version = hashlib.sha256(b"".join(array.tobytes() for array in half.values())).hexdigest()[:8]
    np.savez_compressed(path, version=np.array(version), **half)
    print(f"{path}: {path.stat().st_size / 1e6:.1f} MB", flush=True)


def main() -> None:
    """Tunes and stores."""
    wanted = argparse.ArgumentParser(description=__doc__)
    wanted.add_argument("--without", default="", help="voices that are kept out, such as 3,8")
    wanted.add_argument("--passes", type=int, default=PASSES)
    wanted.add_argument("--go-on", action="store_true", help="from what is learned, gently: for more examples")
    wanted.add_argument("--out", type=Path, default=settings.DATA, help="folder")
    told = wanted.parse_args()
    tasks = all_tasks([int(voice) for voice in told.without.split(",") if voice])
    questions = all_questions(tasks)
    network, heads = tune(tasks, questions, told.passes, goes_on=told.go_on)
    learned = {"encoder": sentence_encoder.LEARNED, "evidence": context_model.LEARNED, "masks": hidden.LEARNED}
    places = {name: told.out / path.relative_to(settings.DATA) for name, path in learned.items()}
    for place in places.values():
        place.parent.mkdir(parents=True, exist_ok=True)
    found = {"encoder": network.learned()}
    labels = next(task.labels for task in tasks if task.name == PIECES)
    weights, bias, of_question = heads[PIECES].learned()
    scenarios = sorted(load_scenarios())
    of_scenario = of_question[[questions.index(scenario) for scenario in scenarios]]
    shown, hidden_one = [n for n, label in enumerate(labels) if label != HIDDEN], labels.index(HIDDEN)
    found["evidence"] = {
        "weights": weights[:, shown], "bias": bias[shown], "of_scenario": of_scenario[:, shown],
        "names": np.array([labels[n] for n in shown]), "scenarios": np.array(scenarios),
    }  # fmt: skip
    found["masks"] = {"weights": weights[:, hidden_one], "bias": bias[hidden_one]}
    for name, arrays in found.items():
        _store(places[name], _with_before(learned[name], arrays) if told.go_on else arrays)


if __name__ == "__main__":
    main()
