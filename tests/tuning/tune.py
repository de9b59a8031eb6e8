"""Tunes on small tasks and prints what was learned as JSON; run by the interpreter that has TensorFlow."""

import json
import tempfile
from pathlib import Path

import numpy as np

from bot.tools.tuning.learning import tune
from bot.tools.tuning.message_rows import Examples, learned_examples
from bot.tools.tuning.noise import AnnotatedText
from bot.tools.tuning.reading import ReadingNetwork
from bot.tools.tuning.reading import tune as tune_reading
from bot.tools.tuning.tasks import PIECES, Task, all_questions
from bot.understanding.nlu.normalise import Normaliser
from tests.tuning.examples import QUESTIONS, pieces, questions


def main() -> None:
    """Tune twice: pieces and sentences together, then sentences that depend on the question."""
    network, heads = tune([pieces(), questions()], QUESTIONS, passes=2)
    factors = network.export()
    arrays = [*heads[PIECES].export(), heads["answers"].weights]
    texts = [
        AnnotatedText(text, question, ((0, len(text), label),))
        for text in ("non c'est tout", "rien d'autre", "non merci", "ça ira")
        for question, label in (("consent", "no"), ("followup", "skip"))
    ]
    acts = Task("acts", ("no", "skip"), texts, per_piece=False)
    _, contextual = tune([acts], all_questions([acts]), passes=30)
    examples = Examples(learned_examples()[::600], Normaliser())
    with tempfile.TemporaryDirectory() as folder:
        tune_reading(examples, 1, Path(folder, "reader.npz"))
        with np.load(Path(folder, "reader.npz"), allow_pickle=False) as stored:
            weights = dict(stored)
    again = ReadingNetwork(examples)
    again.restore(weights, examples)
    learned = {
        "reading": {name: list(array.shape) for name, array in weights.items()},
        "restored": all(
            np.allclose(array, weights[name], atol=0.01)
            for name, array in again.export(examples).items()
            if array.dtype == np.float32
        ),
        "factors": sorted({name.split(".")[-1] for name in factors}),
        "largest_b": max(float(np.abs(array).max()) for name, array in factors.items() if name.endswith(".b")),
        "shapes": [list(array.shape) for array in arrays],
        "of_question": contextual["acts"].of_question.numpy().tolist(),
    }
    print(json.dumps(learned))


if __name__ == "__main__":
    main()
