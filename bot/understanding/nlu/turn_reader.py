"""Rasa graph component that interprets each message once, in its context.

Rasa passes the conversation to an NLU component whose `process` has a parameter named `tracker`: pending question,
slots and
offered choices are inputs like the text.
"""

from __future__ import annotations

import copy
import json
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.classifiers.classifier import IntentClassifier
from rasa.nlu.extractors.extractor import EntityExtractorMixin
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.shared.nlu.constants import ENTITIES, INTENT, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.base import clock
from bot.base.registration import NAMES
from bot.understanding.learning.kept_vectors import kept
from bot.understanding.nlu.answers import asker_in, may_get_answers, with_answers
from bot.understanding.nlu.code_version import code_version
from bot.understanding.nlu.context import offered, slots_of
from bot.understanding.nlu.meaning import sentence_vectors
from bot.understanding.nlu.normalise import Normaliser
from bot.understanding.nlu.sentence_encoder import encoder_name
from bot.understanding.nlu.training_data import answer_examples, answers_version, turn_examples, turns_version
from bot.understanding.nlu.turn_model import DEFAULTS, TurnModel
from bot.understanding.nlu.waiting_words import WaitingWords
from bot.understanding.reading.acts import CHANGE, NO_QUESTION, OFFER, TOPIC, Kind, kind_of
from bot.understanding.reading.choices import choose, pick
from bot.understanding.reading.directives import directive_of
from bot.understanding.reading.fields import GIVEN_BY, resolve
from bot.understanding.reading.labels import Labelled, is_whole_name, labelled
from bot.understanding.reading.result import Reading, Status
from bot.understanding.reading.spans import Span
from bot.understanding.reading.table import (
    answers_beneath,
    answers_offer,
    is_about_erasure,
    labels_taken,
    says_nothing,
    take,
)
from bot.understanding.reading.turn import (
    CHANGES,
    CORRECTION,
    ERASURE_QUESTION,
    NO_CHANGE,
    NOTHING_SAID,
    TURN_KEY,
    WRITING,
    Heard,
    Turn,
    open_question,
    pending_question,
)
from bot.understanding.reading.understood import Understood

ACTS_KEY = "acts"
WORDS_FILE = "vocabulary.json"
AMENDMENT = "amendment"
LONGEST_HEAD = 8  # words before the colon of a wish to write
PICKED = "inform"  # the intent of a message that picks what was offered
_LIKE = {
    OFFER: "interview_ready",
    CHANGE: "confirmation",
    TOPIC: "comment",
}  # answered in the words of another question


@DefaultV1Recipe.register(
    [DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR], is_trainable=True
)
class TurnReader(GraphComponent, IntentClassifier, EntityExtractorMixin):
    """Sets the NLU result and the interpretation of each message.

    Keys: `intent`, `intent_ranking`, `parts`, `answers` (see `bot.understanding.reading.understood.Understood`),
    `entities`,
    `acts` (probabilities by name) and `turn` (see `bot.understanding.reading.turn.Turn`).
    """

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """Config keys of `TurnModel`, and the cache keys `code`, `turns` and `answered`.

        Rasa's cache sees neither our code nor training data of our own; these hashes invalidate what was trained on
        older ones.
        """
        defaults = copy.deepcopy(DEFAULTS)  # Rasa writes into them
        return {**defaults, "code": code_version(), "turns": turns_version(), "answered": answers_version()}

    def __init__(
        self, storage: ModelStorage, resource: Resource, model: TurnModel, normaliser: Normaliser | None = None
    ) -> None:
        self._storage, self._resource, self._model = storage, resource, model
        self._normaliser = normaliser or Normaliser()
        self._waiting = WaitingWords()

    @classmethod
    def create(
        cls, config: dict[str, Any], model_storage: ModelStorage, resource: Resource,
        execution_context: ExecutionContext,
    ) -> TurnReader:  # fmt: skip
        """Create an untrained component."""
        return cls(model_storage, resource, TurnModel(config))

    def train(self, training_data: TrainingData) -> Resource:
        """Train topics on Rasa's training data, acts, spans and answers on our own."""
        topics = [message for message in training_data.intent_examples if message.get(TEXT)]
        turns = turn_examples()
        self._normaliser = Normaliser.learn(
            [*(message.get(TEXT) for message in topics), *(turn.text for turn in turns)]
        )
        self._model.fit(
            ([message.get(TEXT) for message in topics], [message.get(INTENT) for message in topics]),
            answer_examples(), turns, self._normaliser.rewrite, kept("messages", encoder_name(), sentence_vectors),
        )  # fmt: skip
        with self._storage.write_to(self._resource) as directory:
            self._model.save(directory)
            words = json.dumps(self._normaliser.vocabulary, ensure_ascii=False)
            (directory / WORDS_FILE).write_text(words, encoding="utf-8")
        return self._resource

    @classmethod
    def load(
        cls, config: dict[str, Any], model_storage: ModelStorage, resource: Resource,
        execution_context: ExecutionContext, **kwargs: Any,
    ) -> TurnReader:  # fmt: skip
        """Load a trained component."""
        with model_storage.read_from(resource) as directory:
            words = json.loads((directory / WORDS_FILE).read_text(encoding="utf-8"))
            return cls(model_storage, resource, TurnModel.read(directory, config), Normaliser(words))

    def process(self, messages: list[Message], tracker: DialogueStateTracker) -> list[Message]:
        """Interpret each message."""
        for message in messages:
            if message.get(TEXT) is not None:
                self._read(message, tracker)
        return messages

    def _read(self, message: Message, tracker: DialogueStateTracker | None) -> None:
        slots, titles, text = slots_of(tracker), offered(tracker), str(message.get(TEXT))
        index = pick(text, titles)
        turn, heard = None if index is None else choose(index, titles, slots), Heard(text, {})
        if turn is None:
            picked = titles[index] if index is not None and index >= 0 else None
            turn, heard = self._hear(picked or text, picked or self._normaliser.rewrite(text), slots)
        turn = self._waiting.join(tracker.sender_id if tracker else "", turn, slots)
        understood = _as_dict(heard.understood)
        best = understood["intent_ranking"][:1] or [{"name": PICKED, "confidence": 1.0}]
        found = {**understood, INTENT: best[0], ENTITIES: [_entity(span) for span in heard.spans]}
        for key, value in {**found, ACTS_KEY: dict(heard.acts), TURN_KEY: turn}.items():
            message.set(key, value, add_to_output=True)

    def _hear(self, text: str, plain: str, slots: dict[str, Any]) -> tuple[Turn, Heard]:
        """Interpretation and NLU result of a message that picks no choice."""
        if (headed := self._hear_head(text, slots) or self._hear_labels(text, slots)) is not None:
            return headed
        pending = pending_question(slots)
        if pending == TOPIC and (answer := self._hear_beneath(text, plain, slots)) is not None:
            return answer
        heard = self._hear_at(text, plain, pending)
        if pending == ERASURE_QUESTION:
            return self._hear_about_erasure(text, plain, heard, slots)
        beneath = open_question(slots)
        if pending == OFFER and beneath is not None and not answers_offer(heard):
            pending, heard = beneath, self._hear_at(text, plain, beneath)
        turn = take(heard, pending, slots, clock.today())
        if pending == CHANGE and beneath is not None and turn.intent not in CHANGES:
            heard = self._hear_at(text, plain, beneath)
            turn = take(heard, beneath, slots, clock.today())
        return self._with_answers(turn, heard, slots)

    def _with_answers(self, turn: Turn, heard: Heard, slots: dict[str, Any]) -> tuple[Turn, Heard]:
        if not may_get_answers(turn):
            return turn, heard
        heard = self._model.with_answers(heard, asker_in(slots))
        return with_answers(turn, heard), heard

    def _hear_beneath(self, text: str, plain: str, slots: dict[str, Any]) -> tuple[Turn, Heard] | None:
        """Interpret an answer to the form's question while the subject of a handoff is pending, or None."""
        asked = slots.get("requested_slot")
        if asked is None or kind_of(open_question({"requested_slot": asked})) not in {Kind.FIELD, Kind.YES_NO}:
            return None
        heard = self._hear_at(text, plain, asked)
        turn = take(heard, asked, {name: value for name, value in slots.items() if name != "awaiting"}, clock.today())
        return (replace(turn, beneath=True), heard) if answers_beneath(turn, heard, asked) else None

    def _hear_about_erasure(self, text: str, plain: str, heard: Heard, slots: dict[str, Any]) -> tuple[Turn, Heard]:
        """Interpret a message after « voulez-vous vraiment tout effacer ? », which only an answer keeps open."""
        turn = take(heard, ERASURE_QUESTION, slots, clock.today())
        if is_about_erasure(turn):
            return self._with_answers(turn, heard, slots)
        left = {name: value for name, value in slots.items() if name != "awaiting"}
        beneath = open_question(left)
        heard = self._hear_at(text, plain, beneath)
        turn = take(heard, beneath, left, clock.today())
        if says_nothing(turn, heard, beneath):
            return replace(turn, intent=NO_CHANGE, value=None), heard
        return self._with_answers(replace(turn, beneath=turn.is_answer), heard, left)

    def _hear_at(self, text: str, plain: str, pending: str | None) -> Heard:
        asked = pending or NO_QUESTION
        return self._model.hear(text, plain, _LIKE.get(asked, asked))

    def _hear_head(self, text: str, slots: dict[str, Any]) -> tuple[Turn, Heard] | None:
        """Interpret an intent to write, or to change a field, that has its text after a colon. None otherwise.

        « Commenter la 2 : j'étais pressée », « Modifier Ville : Brest ». The part before the colon is interpreted on
        its own.
        """
        head, _, words = (part.strip() for part in text.partition(":"))
        if not slots.get("consent") or not words or not 0 < len(head.split()) <= LONGEST_HEAD:
            return None
        directive = directive_of(head)
        kind, _, field = (directive or "").partition(":")
        if kind == "field":
            return self._hear_anew(field, words, slots)
        pending = open_question(slots)
        heard = self._hear_at(head, self._normaliser.rewrite(head), pending)
        turn = take(heard, pending, slots, clock.today())
        is_said = directive is None  # in words that an answer may hold
        if turn.intent not in WRITING or (is_said and turn.value is None and kind_of(pending) is Kind.FREE):
            return None
        written = self._hear_anew(AMENDMENT, words, slots)
        return written if written[0].intent == "distress" else (replace(turn, words=words), replace(heard, text=text))

    def _hear_labels(self, text: str, slots: dict[str, Any]) -> tuple[Turn, Heard] | None:
        """Interpret a message with field labels (« Nom : Rahimi, prénom : Ahmad »), or None for other messages."""
        segments, rest = ([], text) if "?" in text else labelled(text)
        pending = open_question(slots)
        if not segments or kind_of(pending) in {Kind.FREE, Kind.TOPIC}:
            return None
        readings: dict[str, Reading] = {}
        for one in segments:
            said = self._labelled(one, slots)
            if one.field not in said or said[one.field].status is Status.INVALID:
                return None  # « la ville est jolie »: the ordinary reading decides
            readings = {**said, **readings, one.field: said[one.field]}
        heard = self._hear_at(rest, self._normaliser.rewrite(rest), pending)
        beside = take(heard, pending, slots, clock.today()) if rest else Turn(intent=NOTHING_SAID)
        if beside.intent == "distress":
            return beside, heard
        return self._with_answers(labels_taken(beside, readings, pending, slots), replace(heard, text=text), slots)

    def _labelled(self, one: Labelled, slots: dict[str, Any]) -> Mapping[str, Reading]:
        """Resolutions of a labelled value. A plausible name is taken as it is."""
        if one.field in NAMES and is_whole_name(one.words):
            span = Span(GIVEN_BY[one.field][0], one.words, 0, len(one.words))
            return {one.field: resolve(one.field, [span], clock.today(), slots)}
        heard = self._hear_at(one.words, self._normaliser.rewrite(one.words), one.field)
        return take(heard, one.field, {**slots, "consent": True, "awaiting": one.field}, clock.today()).readings

    def _hear_anew(self, asked: str, words: str, slots: dict[str, Any]) -> tuple[Turn, Heard]:
        """Interpret text as a new answer to a question."""
        heard = self._hear_at(words, self._normaliser.rewrite(words), asked)
        turn = take(heard, asked, {**slots, "awaiting": asked}, clock.today())
        if turn.readings and turn.intent is None and asked != open_question(slots):
            turn = replace(turn, intent=CORRECTION)
        return self._with_answers(turn, heard, slots)

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Return the training data unchanged: no later component reads them."""
        return training_data


def _as_dict(understood: Understood) -> dict[str, Any]:
    """Rankings in Rasa's format, as read by `as_understood`."""
    rankings = {"intent_ranking": understood.ranking, "answers": understood.answers}
    rows = {key: [{"name": name, "confidence": chance} for name, chance in rows] for key, rows in rankings.items()}
    return {**rows, "parts": [{"text": part.text, **_as_dict(part)} for part in understood.parts]}


def _entity(span: Span) -> dict[str, Any]:
    return {
        "entity": span.label, "value": span.text, "start": span.start, "end": span.end, "role": span.role,
        "extractor": TurnReader.__name__,
    }  # fmt: skip
