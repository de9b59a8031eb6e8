"""The Rasa graph component that sets intents (the model: `hybrid_model`), and the parts of a message of several.

`make bench-nlu` compares it with its parts and with others on the same data.
"""

from __future__ import annotations

import re
from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.classifiers.classifier import IntentClassifier
from rasa.shared.nlu.constants import INTENT, INTENT_RANKING_KEY, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.learning.kept_vectors import kept
from bot.nlu.code_version import code_version
from bot.nlu.hybrid_model import DEFAULTS, HybridModel
from bot.nlu.normaliser import NORMALISED
from bot.nlu.sentence_space import ENCODERS, sentence_vectors

FILE = "intents.npz"
RANKING_LENGTH = 10
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
    if not parts and body.strip() and len(body) < len(text) and "merci" not in text.lower():
        return [body.strip()]  # "bonjour, inscription"; not "merci beaucoup"
    is_whole = len(parts) == 1 and len(body) == len(text)
    return [] if is_whole else parts[:MOST_PARTS]


def _plain(message: Message) -> str:
    """Returns the rewritten text of a message, or its text where no normaliser stands before this component."""
    return str(message.get(NORMALISED) or message.get(TEXT))


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class HybridClassifier(GraphComponent, IntentClassifier):
    """Sets the intent and the ranking of a message, and the intents of its parts when it has several."""

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """Returns the keys: those of `HybridModel`.

        code: version of the code that learns, so that Rasa's cache never brings back what older code learned.
        """
        return {**DEFAULTS, "code": code_version()}

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
        self._model.fit(
            [_plain(message) for message in examples],
            [message.get(INTENT) for message in examples],
            kept("topics", ENCODERS, sentence_vectors),
        )
        with self._storage.write_to(self._resource) as directory:
            self._model.save(directory / FILE)
        return self._resource

    @classmethod
    def load(
        cls, config: dict[str, Any], model_storage: ModelStorage, resource: Resource,
        execution_context: ExecutionContext, **kwargs: Any,
    ) -> HybridClassifier:  # fmt: skip
        """Loads what `train` stored."""
        with model_storage.read_from(resource) as directory:
            return cls(config, model_storage, resource, HybridModel.read(directory / FILE, config))

    def process(self, messages: list[Message]) -> list[Message]:
        """Sets `intent`, `intent_ranking` and `parts`."""
        for message in messages:
            if message.get(TEXT):
                self._classify(message)
        return messages

    def _classify(self, message: Message) -> None:
        text = _plain(message)
        parts = split_parts(text)
        whole, *rankings = self._model.rankings([text, *parts], RANKING_LENGTH)
        message.set(INTENT, whole[0], add_to_output=True)
        message.set(INTENT_RANKING_KEY, whole, add_to_output=True)
        told = [{"text": part, "ranking": ranking} for part, ranking in zip(parts, rankings, strict=True)]
        message.set(PARTS_KEY, told, add_to_output=True)

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Leaves the training examples alone: no component after this one reads them."""
        return training_data

    @classmethod
    def validate_config(cls, config: dict[str, Any]) -> None:
        """Accepts any configuration."""
