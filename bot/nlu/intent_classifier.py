"""Intents by logistic regression on character n-grams, words and a sentence encoder's vector together.

`make bench-nlu` compares it with its parts and with others on the same data.
"""

from __future__ import annotations

import functools
import hashlib
import re
from pathlib import Path
from typing import Any

import numpy as np
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.classifiers.classifier import IntentClassifier
from rasa.nlu.tokenizers.tokenizer import Tokenizer
from rasa.shared.nlu.constants import INTENT, INTENT_RANKING_KEY, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData
from scipy.sparse import csr_matrix, hstack
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression

from bot.nlu.normalise import normalise
from bot.nlu.sentence_encoder import encode, load_encoder

FILE = "intents.skops"
RANKING_LENGTH = 10
TRUSTED = ["scipy.sparse._csr.csr_matrix"]  # the rest of what is stored is known to skops
PARTS_KEY = "parts"
FEWEST_WORDS_OF_A_PART = 2
MOST_PARTS = 4
_END_OF_PART = re.compile(
    r"(?<=[?!.;\n])\s+"
    r"|\s+(?=(?:et|pis|puis|sinon|aussi)\s+(?:est|c|combien|quand|comment|pourquoi|qui|quel|on|ya|il|faut|ca|ça|je)\b)"
)


_GREETING = re.compile(
    r"^\s*(?:(?:re)?bonjour|bjr|bonsoir|bsr|salut|slt|coucou|cc|hello|hey|wesh|yo|salam|merci|madame|monsieur|mme|mr|m\.|à tous|a tous|tout le monde|"
    r"et|,|!|\.|…|-|\s)+",
    re.IGNORECASE,
)


def split_parts(text: str) -> list[str]:
    """Returns the parts of a message that may each ask something, its greeting apart; none when it has but one."""
    body = _GREETING.sub("", text)
    parts = [part.strip() for part in _END_OF_PART.split(body)]
    parts = [part for part in parts if len(part.split()) >= FEWEST_WORDS_OF_A_PART]
    is_whole = len(parts) == 1 and len(body) == len(text)
    return [] if is_whole else parts[:MOST_PARTS]


@functools.cache
def _code_version() -> str:
    """Returns a short hash of the modules that decide what is learned."""
    here = Path(__file__).parent
    files = [here / name for name in ("intent_classifier.py", "normalise.py", "sentence_encoder.py")]
    return hashlib.sha256(b"".join(path.read_bytes() for path in files)).hexdigest()[:12]


class HybridModel:
    """The classifier itself, apart from Rasa: texts in, probabilities out.

    The encoder's vectors lie in a narrow cone: the mean of the training sentences is taken off and each dimension
    scaled, or a linear classifier learns little from them.
    """

    def __init__(self, config: dict[str, Any]) -> None:
        """Prepares an untrained model (keys: see `HybridClassifier.get_default_config`)."""
        self.config = config
        self.characters = TfidfVectorizer(
            analyzer="char_wb", ngram_range=(2, 5), min_df=2, sublinear_tf=True, lowercase=False
        )
        self.words = TfidfVectorizer(ngram_range=(1, 2), sublinear_tf=True, token_pattern=r"\S+", lowercase=False)
        self.regression = LogisticRegression(
            C=config["C"], max_iter=config["max_iter"], class_weight="balanced", random_state=42
        )
        self.centre = np.zeros(1, dtype=np.float32)
        self.spread = np.ones(1, dtype=np.float32)

    def _features(self, texts: list[str], vectors: np.ndarray) -> csr_matrix:
        normal = [normalise(text) for text in texts]
        parts = [
            self.characters.transform(normal),
            self.words.transform(normal) * self.config["word_weight"],
            csr_matrix((vectors - self.centre) / self.spread * self.config["encoder_weight"]),
        ]
        return hstack(parts).tocsr()

    def fit(self, texts: list[str], intents: list[str]) -> None:
        """Learns from training sentences and their intents."""
        normal = [normalise(text) for text in texts]
        self.characters.fit(normal)
        self.words.fit(normal)
        vectors = encode(texts)
        self.centre, self.spread = vectors.mean(axis=0), vectors.std(axis=0) + 1e-6
        self.regression.fit(self._features(texts, vectors), intents)

    @property
    def intents(self) -> list[str]:
        """Names of the columns of `probabilities`."""
        return [str(name) for name in self.regression.classes_]

    def probabilities(self, texts: list[str]) -> np.ndarray:
        """Returns the probabilities of the intents, shape (len(texts), len(self.intents))."""
        found: np.ndarray = self.regression.predict_proba(self._features(texts, encode(texts)))
        return found

    def save(self, path: Path) -> None:
        """Stores what was learned."""
        import skops.io

        names = ("characters", "words", "regression", "centre", "spread")
        skops.io.dump({name: getattr(self, name) for name in names}, path)

    @classmethod
    def read(cls, path: Path, config: dict[str, Any]) -> HybridModel:
        """Returns what `save` stored; nothing but known types is read."""
        import skops.io

        model = cls(config)
        for name, value in skops.io.load(path, trusted=TRUSTED).items():
            setattr(model, name, value)
        return model


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class HybridClassifier(GraphComponent, IntentClassifier):
    """Sets the intent and the ranking of a message, and the intents of its parts when it has several."""

    @classmethod
    def required_components(cls) -> list[type]:
        """Needs a tokenizer, as every classifier of Rasa."""
        return [Tokenizer]

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """Returns the keys.

        C: inverse strength of the regularisation. max_iter: most iterations of the solver. word_weight,
        encoder_weight: weights of these features against the character n-grams. code: version of the code that learns,
        so that Rasa's cache never brings back what older code learned.
        """
        return {"C": 20.0, "max_iter": 300, "word_weight": 0.7, "encoder_weight": 0.02, "code": _code_version()}

    def __init__(
        self, config: dict[str, Any], model_storage: ModelStorage, resource: Resource, model: HybridModel | None = None
    ) -> None:
        """Prepares the component; `model` is a trained one."""
        self._storage = model_storage
        self._resource = resource
        self._model = model or HybridModel(config)

    @classmethod
    def create(
        cls, config: dict[str, Any], model_storage: ModelStorage, resource: Resource,
        execution_context: ExecutionContext,
    ) -> HybridClassifier:  # fmt: skip
        """Creates an untrained component."""
        return cls(config, model_storage, resource)

    def train(self, training_data: TrainingData) -> Resource:
        """Learns from the intent examples."""
        examples = [message for message in training_data.intent_examples if message.get(TEXT)]
        self._model.fit([message.get(TEXT) for message in examples], [message.get(INTENT) for message in examples])
        with self._storage.write_to(self._resource) as directory:
            self._model.save(directory / FILE)
        return self._resource

    @classmethod
    def load(
        cls, config: dict[str, Any], model_storage: ModelStorage, resource: Resource,
        execution_context: ExecutionContext, **kwargs: Any,
    ) -> HybridClassifier:  # fmt: skip
        """Loads what `train` stored, and the encoder."""
        load_encoder()
        with model_storage.read_from(resource) as directory:
            return cls(config, model_storage, resource, HybridModel.read(directory / FILE, config))

    def process(self, messages: list[Message]) -> list[Message]:
        """Sets `intent`, `intent_ranking` and `parts`."""
        with_text = [message for message in messages if message.get(TEXT)]
        if not with_text:
            return messages
        names = self._model.intents
        found = self._model.probabilities([message.get(TEXT) for message in with_text])
        for message, row in zip(with_text, found, strict=True):
            ranking = [{"name": names[index], "confidence": float(row[index])} for index in np.argsort(-row)]
            message.set(INTENT, ranking[0], add_to_output=True)
            message.set(INTENT_RANKING_KEY, ranking[:RANKING_LENGTH], add_to_output=True)
            message.set(PARTS_KEY, self._parts(message.get(TEXT)), add_to_output=True)
        return messages

    def _parts(self, text: str) -> list[dict[str, Any]]:
        """Returns `{"name", "confidence"}` for each part of a message of several."""
        parts = split_parts(text)
        if not parts:
            return []
        names = self._model.intents
        found = self._model.probabilities(parts)
        return [{"name": names[row.argmax()], "confidence": float(row.max())} for row in found]

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Leaves the training examples alone: no component after this one reads them."""
        return training_data

    @classmethod
    def validate_config(cls, config: dict[str, Any]) -> None:
        """Accepts any configuration."""
