"""The Rasa graph component that reads a message in its context, once: spans, acts, and the turn that they make.

An NLU component whose `process` names a parameter `tracker` is handed the conversation: the question that waits, what is
known and what was offered are features like any other.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.extractors.extractor import EntityExtractorMixin
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.shared.nlu.constants import ENTITIES, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot import clock
from bot.learning.kept_vectors import kept
from bot.nlu.answers import with_answers
from bot.nlu.code_version import code_version
from bot.nlu.context import offered, slots_of
from bot.nlu.intent_classifier import PARTS_KEY
from bot.nlu.normaliser import NORMALISED
from bot.nlu.sentence_space import ENCODERS, sentence_vectors
from bot.nlu.training_data import learn_normaliser, topics_of, turn_examples, turns_version
from bot.nlu.turn_model import DEFAULTS, TurnModel
from bot.nlu.waiting_words import WaitingWords
from bot.reading.acts import NO_QUESTION, OFFER
from bot.reading.choices import choose, pick
from bot.reading.spans import Span
from bot.reading.table import take
from bot.reading.turn import TURN_KEY, pending_question
from bot.reading.understood import as_understood

ACTS_KEY = "acts"
_LIKE = {OFFER: "interview_ready"}  # an offer is answered in the words of another question of yes or no


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=True)
class TurnReader(GraphComponent, EntityExtractorMixin):
    """Sets `entities`, `acts` (probabilities by name) and `turn` (see `bot.reading.turn.Turn`)."""

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """Returns the keys: those of `TurnModel`.

        code, turns: versions of the code that learns and of the turns, so that Rasa's cache never brings back what was
        learned by older code or from other turns.
        """
        return {**DEFAULTS, "code": code_version(), "turns": turns_version()}

    def __init__(self, storage: ModelStorage, resource: Resource, model: TurnModel) -> None:
        """Prepares the component with a model, trained or not."""
        self._storage, self._resource, self._model = storage, resource, model
        self._waiting = WaitingWords()

    @classmethod
    def create(
        cls, config: dict[str, Any], model_storage: ModelStorage, resource: Resource,
        execution_context: ExecutionContext,
    ) -> TurnReader:  # fmt: skip
        """Creates an untrained component."""
        return cls(model_storage, resource, TurnModel(config))

    def train(self, training_data: TrainingData) -> Resource:
        """Learns from the examples of turns, which are not in Rasa's training data."""
        turns = turn_examples()
        rewrite = learn_normaliser(topics_of(training_data), turns).rewrite
        self._model.fit(turns, rewrite, kept("turns", ENCODERS, sentence_vectors))
        with self._storage.write_to(self._resource) as directory:
            self._model.save(directory)
        return self._resource

    @classmethod
    def load(
        cls, config: dict[str, Any], model_storage: ModelStorage, resource: Resource,
        execution_context: ExecutionContext, **kwargs: Any,
    ) -> TurnReader:  # fmt: skip
        """Loads what `train` stored."""
        with model_storage.read_from(resource) as directory:
            return cls(model_storage, resource, TurnModel.read(directory, config))

    def process(self, messages: list[Message], tracker: DialogueStateTracker) -> list[Message]:
        """Reads each message."""
        for message in messages:
            if message.get(TEXT) is not None:
                self._read(message, tracker)
        return messages

    def _read(self, message: Message, tracker: DialogueStateTracker | None) -> None:
        slots = slots_of(tracker)
        titles = offered(tracker)
        index = pick(message.get(TEXT), titles)
        turn = None if index is None else choose(index, titles, slots)
        understood = as_understood(message.as_dict())
        asked = pending_question(slots) or NO_QUESTION
        chosen = titles[index] if index is not None and index >= 0 else None
        heard = self._model.hear(
            chosen or message.get(TEXT),
            chosen or message.get(NORMALISED) or message.get(TEXT),
            _LIKE.get(asked, asked),
            replace(understood, parts=()) if chosen else understood,
            [] if chosen else [part["text"] for part in message.get(PARTS_KEY) or []],
        )  # fmt: skip
        turn = turn or with_answers(take(heard, pending_question(slots), slots, clock.today()), heard)
        turn = self._waiting.join(tracker.sender_id if tracker else "", turn, slots)
        message.set(ENTITIES, [_entity(span) for span in heard.spans], add_to_output=True)
        message.set(ACTS_KEY, dict(heard.acts), add_to_output=True)
        message.set(TURN_KEY, turn.as_dict(), add_to_output=True)

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Leaves the training examples alone: no component after this one reads them."""
        return training_data


def _entity(span: Span) -> dict[str, Any]:
    return {
        "entity": span.label, "value": span.text, "start": span.start, "end": span.end, "role": span.role,
        "extractor": TurnReader.__name__,
    }  # fmt: skip
