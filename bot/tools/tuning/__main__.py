"""Fine-tune the encoder on all tasks at once and store the weights (about an hour on two cores).

The tasks are evidence and masks, FAQ answers, topics and dialogue acts; half of the texts get spelling noise in each
epoch. Stored are the LoRA factors and the evidence head. `make train` retrains the sentence classifiers;
`python -m bot.tools.tuning.masks` tunes the masks further. `--without 3,8 --out FOLDER` keeps those annotators' answers
for evaluation. `--go-on` resumes from the stored weights and stores the mean of both, so that nothing is forgotten.
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
from bot.notes.masking.learned_masks import HIDDEN
from bot.tools.tuning.learning import store, tune
from bot.tools.tuning.tasks import PIECES, all_questions, all_tasks
from bot.understanding.nlu import sentence_encoder

EPOCHS = 6
_RESUMED_RATE = 0.3  # factor of the learning rates


def _mean_with_stored(path: Path, arrays: Mapping[str, NDArray[Any]]) -> dict[str, NDArray[Any]]:
    """Means of the new and the stored weights, whose labels have the same order."""
    with np.load(path, allow_pickle=False) as before:
        return {
            key: (array + before[key].astype(np.float32)) / 2 if array.dtype == np.float32 else array
            for key, array in arrays.items()
        }


def main() -> None:
    """Tune and store."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--without", default="", help="annotators to leave out, such as 3,8")
    parser.add_argument("--passes", type=int, default=EPOCHS)
    parser.add_argument("--go-on", action="store_true", help="resume from the stored weights, for more examples")
    parser.add_argument("--out", type=Path, default=DATA, help="folder")
    arguments = parser.parse_args()
    tasks = all_tasks([int(number) for number in arguments.without.split(",") if number])
    questions = all_questions(tasks)
    network, heads = tune(
        tasks,
        questions,
        arguments.passes,
        resume=arguments.go_on,
        rate_factor=_RESUMED_RATE if arguments.go_on else 1.0,
    )
    learned = {"encoder": sentence_encoder.LEARNED, "evidence": context_model.LEARNED}
    places = {name: arguments.out / path.relative_to(DATA) for name, path in learned.items()}
    for place in places.values():
        place.parent.mkdir(parents=True, exist_ok=True)
    exported = {"encoder": network.export()}
    labels = next(task.labels for task in tasks if task.name == PIECES)
    weights, bias, of_question = heads[PIECES].export()
    scenarios = sorted(load_scenarios())
    of_scenario = of_question[[questions.index(scenario) for scenario in scenarios]]
    shown = [n for n, label in enumerate(labels) if label != HIDDEN]
    exported["evidence"] = {
        "weights": weights[:, shown], "bias": bias[shown], "of_scenario": of_scenario[:, shown],
        "names": np.array([labels[n] for n in shown]), "scenarios": np.array(scenarios),
    }  # fmt: skip
    for name, arrays in exported.items():
        store(places[name], _mean_with_stored(learned[name], arrays) if arguments.go_on else arrays)


if __name__ == "__main__":
    main()
