"""The Rasa graph component that tells which answer of the FAQ a message, and each of its parts, asks for."""

from __future__ import annotations

from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.classifiers.classifier import IntentClassifier
from rasa.shared.nlu.constants import INTENT_RANKING_KEY, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.learning.kept_vectors import kept
from bot.nlu.code_version import code_version
from bot.nlu.hybrid_model import DEFAULTS, HybridModel
from bot.nlu.intent_classifier import PARTS_KEY
from bot.nlu.normaliser import NORMALISED
from bot.nlu.sentence_space import ENCODERS, sentence_vectors
from bot.nlu.training_data import (
    NOT_ANSWERED,
    answer_examples,
    answers_version,
    learn_normaliser,
    topics_of,
    turn_examples,
    turns_version,
)

FILE = "answers.npz"
ANSWERS_KEY = "answers"
RANKING_LENGTH = 6
LIKELY_ENOUGH = 0.01  # probability of a topic that an answer may serve, from which answers are looked at


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class AnswerChooser(GraphComponent, IntentClassifier):
    """Sets `answers`, a ranking of ids of answers, on messages and on their parts; nothing where nothing may be asked."""

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """Returns the keys: those of `HybridModel`, and versions of what it learns from, for Rasa's cache."""
        versions = {"code": code_version(), "turns": turns_version(), "answers": answers_version()}
        return {**DEFAULTS, "odds": {}, **versions}

    def __init__(self, storage: ModelStorage, resource: Resource, model: HybridModel) -> None:
        """Prepares the component with a model, trained or not."""
        self._storage, self._resource, self._model = storage, resource, model

    @classmethod
    def create(
        cls, config: dict[str, Any], model_storage: ModelStorage, resource: Resource,
        execution_context: ExecutionContext,
    ) -> AnswerChooser:  # fmt: skip
        """Creates an untrained component."""
        return cls(model_storage, resource, HybridModel(config))

    def train(self, training_data: TrainingData) -> Resource:
        """Learns from the sentences of topics that name their answer, and from those that stand with the answers."""
        texts, wanted = answer_examples()
        rewrite = learn_normaliser(topics_of(training_data), turn_examples()).rewrite
        self._model.fit([rewrite(text) for text in texts], wanted, kept("answers", ENCODERS, sentence_vectors))
        with self._storage.write_to(self._resource) as directory:
            self._model.save(directory / FILE)
        return self._resource

    @classmethod
    def load(
        cls, config: dict[str, Any], model_storage: ModelStorage, resource: Resource,
        execution_context: ExecutionContext, **kwargs: Any,
    ) -> AnswerChooser:  # fmt: skip
        """Loads what `train` stored."""
        with model_storage.read_from(resource) as directory:
            return cls(model_storage, resource, HybridModel.read(directory / FILE, config))

    def process(self, messages: list[Message]) -> list[Message]:
        """Sets the rankings."""
        for message in messages:
            if message.get(TEXT):
                self._choose(message)
        return messages

    def _choose(self, message: Message) -> None:
        parts = message.get(PARTS_KEY) or []
        rankings = [message.get(INTENT_RANKING_KEY) or [], *(part["ranking"] for part in parts)]
        texts = [message.get(NORMALISED) or message.get(TEXT), *(part["text"] for part in parts)]
        asked = [index for index, ranking in enumerate(rankings) if _may_ask(ranking)]
        found: list[list[dict[str, Any]]] = [[] for _ in texts]
        if asked:
            rankings = self._model.rankings([texts[index] for index in asked], RANKING_LENGTH)
            for index, ranking in zip(asked, rankings, strict=True):
                found[index] = ranking
        message.set(ANSWERS_KEY, found[0], add_to_output=True)
        told = [{**part, ANSWERS_KEY: answers} for part, answers in zip(parts, found[1:], strict=True)]
        message.set(PARTS_KEY, told, add_to_output=True)

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Leaves the training examples alone: no component after this one reads them."""
        return training_data

    @classmethod
    def validate_config(cls, config: dict[str, Any]) -> None:
        """Accepts any configuration."""


def _may_ask(ranking: list[dict[str, Any]]) -> bool:
    return any(
        row["confidence"] >= LIKELY_ENOUGH and (row["name"].startswith("ask_") or row["name"] in NOT_ANSWERED)
        for row in ranking
    )
