"""The Rasa graph component that rewrites messages as plain French for the intent classifier.

The message's own text stays untouched: readers of names, towns, dates work on what was typed.
"""

from __future__ import annotations

import json
from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.nlu.code_version import code_version
from bot.nlu.normalise import Normaliser
from bot.nlu.training_data import learn_normaliser, topics_of, turn_examples, turns_version

NORMALISED = "normalised_text"
FILE = "vocabulary.json"


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_FEATURIZER, is_trainable=True)
class FrenchNormaliser(GraphComponent):
    """Sets `normalised_text` on messages and training examples."""

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """Returns the keys: versions of the code that learns and of the turns, so that Rasa's cache never mixes two."""
        return {"code": code_version(), "turns": turns_version()}

    def __init__(self, model_storage: ModelStorage, resource: Resource, normaliser: Normaliser | None = None) -> None:
        """Prepares the component; `normaliser` is a trained one."""
        self._storage = model_storage
        self._resource = resource
        self._normaliser = normaliser or Normaliser()

    @classmethod
    def create(
        cls, config: dict[str, Any], model_storage: ModelStorage, resource: Resource,
        execution_context: ExecutionContext,
    ) -> FrenchNormaliser:  # fmt: skip
        """Creates an untrained component."""
        return cls(model_storage, resource)

    def train(self, training_data: TrainingData) -> Resource:
        """Learns the words of the topics and of the turns."""
        self._normaliser = learn_normaliser(topics_of(training_data), turn_examples())
        with self._storage.write_to(self._resource) as directory:
            (directory / FILE).write_text(json.dumps(self._normaliser.vocabulary, ensure_ascii=False), encoding="utf-8")
        return self._resource

    @classmethod
    def load(
        cls, config: dict[str, Any], model_storage: ModelStorage, resource: Resource,
        execution_context: ExecutionContext, **kwargs: Any,
    ) -> FrenchNormaliser:  # fmt: skip
        """Loads the vocabulary that `train` stored."""
        with model_storage.read_from(resource) as directory:
            vocabulary = json.loads((directory / FILE).read_text(encoding="utf-8"))
        return cls(model_storage, resource, Normaliser(vocabulary))

    def process(self, messages: list[Message]) -> list[Message]:
        """Sets `normalised_text` beside the text."""
        for message in messages:
            if message.get(TEXT):
                message.set(NORMALISED, self._normaliser.rewrite(message.get(TEXT)))
        return messages

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Does the same to the training examples."""
        self.process(training_data.training_examples)
        return training_data
