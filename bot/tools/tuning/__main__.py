"""Tunes the encoder on all that it reads here, and stores what was learned (about an hour on two cores).

AnnotatedText answers, texts with what is masked of them, questions, topics and acts are learned together, in turns; each text is
seen as it is or, now and then, spelled anew. What is stored: factors of the encoder, and what reads evidence off its
pieces. What is read off whole texts is learned anew by `make train`, what is masked by `python -m bot.tools.tuning.masks`. With
`--without` some voices are kept out, to measure on them: `python -m bot.tools.tuning --without 3,8 --out FOLDER`. With `--go-on`
more examples are learned in a pass or two from what is there, and the mean of before and after is stored: the new is
learned, the old not forgotten.
"""

from __future__ import annotations

import argparse
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bot.base.places import DATA
from bot.content.interview import load_scenarios
from bot.notes.evidence import context_model
from bot.notes.masking.hidden import HIDDEN
from bot.tools.tuning.learning import store, tune
from bot.tools.tuning.tasks import PIECES, all_questions, all_tasks
from bot.understanding.nlu import sentence_encoder

PASSES = 6
_GOING_ON = 0.3  # of the rates, when it goes on from what is learned


def _with_before(path: Path, arrays: Mapping[str, NDArray[Any]]) -> dict[str, NDArray[Any]]:
    """Returns the means of weights that are learned and those that were, for labels that both know in one order."""
    with np.load(path, allow_pickle=False) as before:
        return {
            key: (array + before[key].astype(np.float32)) / 2 if array.dtype == np.float32 else array
            for key, array in arrays.items()
        }


def main() -> None:
    """Tunes and stores."""
    wanted = argparse.ArgumentParser(description=__doc__)
    wanted.add_argument("--without", default="", help="voices that are kept out, such as 3,8")
    wanted.add_argument("--passes", type=int, default=PASSES)
    wanted.add_argument("--go-on", action="store_true", help="from what is learned, gently: for more examples")
    wanted.add_argument("--out", type=Path, default=DATA, help="folder")
    told = wanted.parse_args()
    tasks = all_tasks([int(voice) for voice in told.without.split(",") if voice])
    questions = all_questions(tasks)
    network, heads = tune(
        tasks, questions, told.passes, resume=told.go_on, rate_factor=_GOING_ON if told.go_on else 1.0
    )
    learned = {"encoder": sentence_encoder.LEARNED, "evidence": context_model.LEARNED}
    places = {name: told.out / path.relative_to(DATA) for name, path in learned.items()}
    for place in places.values():
        place.parent.mkdir(parents=True, exist_ok=True)
    found = {"encoder": network.learned()}
    labels = next(task.labels for task in tasks if task.name == PIECES)
    weights, bias, of_question = heads[PIECES].learned()
    scenarios = sorted(load_scenarios())
    of_scenario = of_question[[questions.index(scenario) for scenario in scenarios]]
    shown = [n for n, label in enumerate(labels) if label != HIDDEN]
    found["evidence"] = {
        "weights": weights[:, shown], "bias": bias[shown], "of_scenario": of_scenario[:, shown],
        "names": np.array([labels[n] for n in shown]), "scenarios": np.array(scenarios),
    }  # fmt: skip
    for name, arrays in found.items():
        store(places[name], _with_before(learned[name], arrays) if told.go_on else arrays)


if __name__ == "__main__":
    main()
