"""Tunes the encoder on all marked answers and clauses, and stores what was learned (20 to 40 minutes on two cores).

Each answer is seen as it is or, now and then, spelled anew; its pieces learn which behaviours the quotes that hold them
show. With `--without` some voices are kept out, to measure on them: `python -m bot.evidence.tuning --without 3,8 --out FILE`.
"""

from __future__ import annotations

import argparse
import hashlib
import random
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import tensorflow as tf
from numpy.typing import NDArray

from bot.evidence.content import load_scenarios
from bot.evidence.context_model import LEARNED
from bot.evidence.model_file import example_files
from bot.evidence.training import marked_spans
from bot.evidence.tuning.network import Network
from bot.evidence.tuning.respelling import Marked, respelled
from bot.json_lines import read_rows
from bot.nlu.sentence_encoder import load_encoder

PASSES, AT_ONCE, RATE, DROPPED = 9, 16, 2e-3, 0.1
RESPELLED = 0.3  # share of the answers that are spelled anew in a pass
_WARMING = 100  # steps
_LONGEST = 380  # pieces
_ALIKE = 16 * AT_ONCE  # texts that are sorted by their length together
_SEED = 1


@dataclass(frozen=True)
class _Row:
    """An answer in pieces: ids, the labels of each, and whether its labels are known."""

    ids: list[int]
    labels: NDArray[Any]
    known: NDArray[Any]
    scenario: int


def marked_answers(without: Sequence[int]) -> list[Marked]:
    """Returns the marked answers, and the marked clauses behind what stands before them."""
    found = []
    for path in example_files():
        if path.stem.startswith("voice_") and int(path.stem[-2:]) in without:
            continue
        for row in read_rows(path, ["scenario"]):
            if "clause" in row:
                before = f"{row['before'].strip()} " if row.get("before") else ""
                text = before + row["clause"]
                spans = [(len(before), len(text), row["label"])] if row["label"] != "none" else []
                found.append(Marked(text, row["scenario"], tuple(spans), len(before)))
            elif "answer" in row:
                found.append(Marked(row["answer"], row["scenario"], tuple(marked_spans(row))))
    return found


def _in_pieces(marked: Marked, names: Sequence[str], scenarios: Sequence[str]) -> _Row:
    encoder = load_encoder()
    pieces, places = encoder.places(marked.text)
    ids = [encoder.tokenizer.bos_id(), *pieces[:_LONGEST], encoder.tokenizer.eos_id()]
    labels, known = np.zeros((len(ids), len(names)), dtype=np.float32), np.zeros(len(ids), dtype=np.float32)
    for number, (start, end) in enumerate(places[:_LONGEST], start=1):
        if 0 <= start < end and end > marked.known_from:
            known[number] = 1.0
            for first, last, label in marked.spans:
                if start < last and end > first:
                    labels[number, names.index(label)] = 1.0
    return _Row(ids, labels, known, scenarios.index(marked.scenario))


def _lots(rows: Sequence[_Row], chance: random.Random) -> Iterator[list[_Row]]:
    """Yields rows in lots of about one length, all in another order each time."""
    order = chance.sample(rows, len(rows))
    by_length = [
        row
        for start in range(0, len(order), _ALIKE)
        for row in sorted(order[start : start + _ALIKE], key=lambda row: len(row.ids))
    ]
    lots = [by_length[start : start + AT_ONCE] for start in range(0, len(by_length), AT_ONCE)]
    yield from chance.sample(lots, len(lots))


def _filled(lot: Sequence[_Row], labels: int) -> tuple[NDArray[Any], ...]:
    """Returns a lot as arrays: ids, whether they are of a text, labels, whether these are known, scenarios."""
    size = (len(lot), max(len(row.ids) for row in lot))
    ids, is_text, known = np.zeros(size, np.int32), np.zeros(size, np.float32), np.zeros(size, np.float32)
    wanted = np.zeros((*size, labels), np.float32)
    for number, row in enumerate(lot):
        length = len(row.ids)
        ids[number, :length], is_text[number, :length] = row.ids, 1.0
        wanted[number, :length], known[number, :length] = row.labels, row.known
    return ids, is_text, wanted, known, np.array([row.scenario for row in lot], np.int32)


def tune(answers: Sequence[Marked], names: Sequence[str], scenarios: Sequence[str], passes: int = PASSES) -> Network:
    """Returns the network, tuned."""
    network, chance = Network(len(names), len(scenarios), _SEED), random.Random(_SEED)
    tf.random.set_seed(_SEED)
    optimiser = tf.keras.optimizers.legacy.Adam(RATE, beta_2=0.98)
    kinds = [(2, tf.int32), (2, tf.float32), (3, tf.float32), (2, tf.float32), (1, tf.int32)]

    @tf.function(autograph=False, input_signature=[tf.TensorSpec([None] * rank, kind) for rank, kind in kinds])
    def step(ids: Any, is_text: Any, wanted: Any, known: Any, of: Any) -> Any:
        with tf.GradientTape() as tape:
            logits = network.logits(ids, is_text, of, DROPPED)
            losses = tf.reduce_sum(tf.nn.sigmoid_cross_entropy_with_logits(wanted, logits), -1)
            loss = tf.reduce_sum(losses * known) / (tf.reduce_sum(known) + 1e-6)
        slopes, _ = tf.clip_by_global_norm(tape.gradient(loss, network.variables), 1.0)
        optimiser.apply_gradients(zip(slopes, network.variables, strict=True))
        return loss

    every, done = passes * -(-len(answers) // AT_ONCE), 0
    for number in range(passes):
        begun, losses = time.monotonic(), []
        seen = [respelled(one, chance) if chance.random() < RESPELLED else one for one in answers]
        for lot in _lots([_in_pieces(one, names, scenarios) for one in seen], chance):
            optimiser.learning_rate.assign(RATE * min(1.0, done / _WARMING) * (1.0 - done / every))
            losses.append(float(step(*map(tf.constant, _filled(lot, len(names))))))
            done += 1
        print(
            f"pass {number + 1} of {passes}: loss {np.mean(losses):.3f}, {time.monotonic() - begun:.0f} s", flush=True
        )
    return network


def main() -> None:
    """Tunes and stores."""
    wanted = argparse.ArgumentParser(description=__doc__)
    wanted.add_argument("--without", default="", help="voices that are kept out, such as 3,8")
    wanted.add_argument("--passes", type=int, default=PASSES)
    wanted.add_argument("--out", type=Path, default=LEARNED)
    told = wanted.parse_args()
    answers = marked_answers([int(voice) for voice in told.without.split(",") if voice])
    names, scenarios = sorted({label for one in answers for _, _, label in one.spans}), sorted(load_scenarios())
    learned = tune(answers, names, scenarios, told.passes).learned(names, scenarios)
    version = hashlib.sha256(b"".join(array.tobytes() for array in learned.values())).hexdigest()[:8]
    np.savez_compressed(told.out, version=np.array(version), **learned)
    print(f"{told.out}: {told.out.stat().st_size / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
