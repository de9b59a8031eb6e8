"""Rasa graph component that interprets each message once, in its context.

Rasa passes the conversation to an NLU component whose `process` has a parameter named `tracker`: pending question,
slots and offered choices are inputs like the text.
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
from bot.understanding.learning.embedding_cache import cached_encoder
from bot.understanding.learning.progress import tell
from bot.understanding.nlu.cache_key import code_version
from bot.understanding.nlu.context import offered, slots_of
from bot.understanding.nlu.embedding_space import sentence_vectors
from bot.understanding.nlu.faq_selection import audience_of_user, may_get_answers, with_answers
from bot.understanding.nlu.message_model import DEFAULTS, MessageModel
from bot.understanding.nlu.normalise import Normaliser
from bot.understanding.nlu.preconsent_memory import PreConsentMemory
from bot.understanding.nlu.remarks import MIN_IN_REMARK, MIN_PROBABILITY, find_remarks, refused_areas
from bot.understanding.nlu.sentence_encoder import encoder_name
from bot.understanding.nlu.training_data import (
    answer_examples,
    answers_version,
    message_examples,
    messages_version,
)
from bot.understanding.reading.choice_matching import interpret_choice, match_choice
from bot.understanding.reading.dialogue_acts import CHANGE, NO_QUESTION, OFFER, TOPIC, QuestionKind, kind_of
from bot.understanding.reading.directives import LEAVE_REMARK, directive_of
from bot.understanding.reading.fields import FIELD_LABELS, resolve
from bot.understanding.reading.handoff_subject import answers_underlying_question
from bot.understanding.reading.interpretation import (
    CHANGES,
    CORRECTION,
    ERASURE_QUESTION,
    INTERPRETATION_KEY,
    NO_CHANGE,
    WRITING,
    Interpretation,
    NluResult,
    pending_question,
    underlying_question,
)
from bot.understanding.reading.labels import LabelledValue, is_whole_name, split_labelled
from bot.understanding.reading.resolution import Resolution, Status
from bot.understanding.reading.rules import (
    answers_offer,
    interpret,
    interpret_labelled,
    is_about_erasure,
    is_without_effect,
    may_be_remark,
    may_hold_details,
)
from bot.understanding.reading.spans import Span
from bot.understanding.reading.topic_ranking import TopicRanking

ACTS_KEY = "acts"
WORDS_FILE = "vocabulary.json"
AMENDMENT = "amendment"
MAX_PREFIX_WORDS = 8  # words before the colon of a wish to write
CHOICE_INTENT = "inform"  # the intent of a message that picks what was offered
_ALIASES = {
    OFFER: "interview_ready",
    CHANGE: "confirmation",
    TOPIC: "comment",
}  # answered in the words of another question


@DefaultV1Recipe.register(
    [DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR], is_trainable=True
)
class MessageInterpreter(GraphComponent, IntentClassifier, EntityExtractorMixin):
    """Sets the NLU result and the interpretation of each message.

    Keys: `intent`, `intent_ranking`, `parts`, `answers` (see `bot.understanding.reading.topic_ranking.TopicRanking`),
    `entities`, `acts` (probabilities by name) and `turn` (see
    `bot.understanding.reading.interpretation.Interpretation`).
    """

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """Config keys of `MessageModel`, and the cache keys `code`, `turns` and `answered`.

        Rasa's cache sees neither our code nor training data of our own; these hashes invalidate what was trained on
        older ones.
        """
        defaults = copy.deepcopy(DEFAULTS)  # Rasa writes into them
        return {**defaults, "code": code_version(), "turns": messages_version(), "answered": answers_version()}

    def __init__(
        self, storage: ModelStorage, resource: Resource, model: MessageModel, normaliser: Normaliser | None = None
    ) -> None:
        self._storage, self._resource, self._model = storage, resource, model
        self._normaliser = normaliser or Normaliser()
        self._preconsent = PreConsentMemory()

    @classmethod
    def create(
        cls, config: dict[str, Any], model_storage: ModelStorage, resource: Resource,
        execution_context: ExecutionContext,
    ) -> MessageInterpreter:  # fmt: skip
        """Create an untrained component."""
        return cls(model_storage, resource, MessageModel(config))

    def train(self, training_data: TrainingData) -> Resource:
        """Train topics on Rasa's training data, acts, spans and answers on our own."""
        tell("reading", 1, 2)
        topics = [message for message in training_data.intent_examples if message.get(TEXT)]
        examples = message_examples()
        self._normaliser = Normaliser.learn(
            [*(message.get(TEXT) for message in topics), *(turn.text for turn in examples)]
        )
        self._model.fit(
            ([message.get(TEXT) for message in topics], [message.get(INTENT) for message in topics]),
            answer_examples(), examples, self._normaliser.rewrite, cached_encoder("messages", encoder_name(), sentence_vectors),
        )  # fmt: skip
        tell("reading", 2, 2)
        with self._storage.write_to(self._resource) as directory:
            self._model.save(directory)
            words = json.dumps(self._normaliser.vocabulary, ensure_ascii=False)
            (directory / WORDS_FILE).write_text(words, encoding="utf-8")
        return self._resource

    @classmethod
    def load(
        cls, config: dict[str, Any], model_storage: ModelStorage, resource: Resource,
        execution_context: ExecutionContext, **kwargs: Any,
    ) -> MessageInterpreter:  # fmt: skip
        """Load a trained component."""
        with model_storage.read_from(resource) as directory:
            words = json.loads((directory / WORDS_FILE).read_text(encoding="utf-8"))
            return cls(model_storage, resource, MessageModel.read(directory, config), Normaliser(words))

    def process(self, messages: list[Message], tracker: DialogueStateTracker) -> list[Message]:
        """Interpret each message."""
        for message in messages:
            if message.get(TEXT) is not None:
                self._process(message, tracker)
        return messages

    def _process(self, message: Message, tracker: DialogueStateTracker | None) -> None:
        slots, titles, text = slots_of(tracker), offered(tracker), str(message.get(TEXT))
        index = match_choice(text, titles)
        turn, nlu = None if index is None else interpret_choice(index, titles, slots), NluResult(text, {})
        if turn is None:
            picked = titles[index] if index is not None and index >= 0 else None
            turn, nlu = self._interpret(picked or text, picked or self._normaliser.rewrite(text), slots)
        turn = self._preconsent.merge(tracker.sender_id if tracker else "", turn, slots)
        topics = _in_rasa_format(nlu.understood)
        best = topics["intent_ranking"][:1] or [{"name": CHOICE_INTENT, "confidence": 1.0}]
        output = {**topics, INTENT: best[0], ENTITIES: [_entity(span) for span in nlu.spans]}
        for key, value in {**output, ACTS_KEY: dict(nlu.acts), INTERPRETATION_KEY: turn}.items():
            message.set(key, value, add_to_output=True)

    def _interpret(self, text: str, plain: str, slots: dict[str, Any]) -> tuple[Interpretation, NluResult]:
        """Interpretation and NLU result of a message that picks no choice."""
        if (headed := self._interpret_prefix(text, slots) or self._interpret_labels(text, slots)) is not None:
            return headed
        pending = pending_question(slots)
        if pending == TOPIC and (answer := self._interpret_underlying(text, plain, slots)) is not None:
            return answer
        if pending == ERASURE_QUESTION:
            return self._interpret_at_erasure(text, plain, slots)
        underlying = underlying_question(slots)
        turn, nlu = self._read(text, plain, pending, slots)
        if underlying is not None and (
            (pending == OFFER and not answers_offer(nlu)) or (pending == CHANGE and turn.intent not in CHANGES)
        ):
            turn, nlu = self._read(text, plain, underlying, slots)
        return self._with_answers(turn, nlu, slots)

    def _with_answers(
        self, turn: Interpretation, nlu: NluResult, slots: dict[str, Any]
    ) -> tuple[Interpretation, NluResult]:
        if not may_get_answers(turn):
            return turn, nlu
        nlu = self._model.with_answers(nlu, audience_of_user(slots))
        return with_answers(turn, nlu), nlu

    def _interpret_underlying(
        self, text: str, plain: str, slots: dict[str, Any]
    ) -> tuple[Interpretation, NluResult] | None:
        """Interpret an answer to the form's question while the subject of a handoff is pending, or None."""
        asked = slots.get("requested_slot")
        if asked is None or kind_of(underlying_question({"requested_slot": asked})) not in {
            QuestionKind.FIELD,
            QuestionKind.YES_NO,
        }:
            return None
        turn, nlu = self._read(text, plain, asked, _without_awaiting(slots))
        return (replace(turn, answers_underlying=True), nlu) if answers_underlying_question(turn, nlu, asked) else None

    def _interpret_at_erasure(self, text: str, plain: str, slots: dict[str, Any]) -> tuple[Interpretation, NluResult]:
        """Interpret a message after « voulez-vous vraiment tout effacer ? », which only an answer keeps open."""
        turn, nlu = self._read(text, plain, ERASURE_QUESTION, slots)
        if is_about_erasure(turn):
            return self._with_answers(turn, nlu, slots)
        left = _without_awaiting(slots)
        underlying = underlying_question(left)
        turn, nlu = self._read(text, plain, underlying, left)
        if is_without_effect(turn, nlu, underlying):
            return replace(turn, intent=NO_CHANGE, value=None), nlu
        return self._with_answers(replace(turn, answers_underlying=turn.is_answer), nlu, left)

    def _read(
        self, text: str, plain: str | None, pending: str | None, slots: Mapping[str, Any]
    ) -> tuple[Interpretation, NluResult]:
        """Interpretation and NLU result of a text at a question, without FAQ answers.

        Args:
            plain: the text in standard French, None to rewrite it.
        """
        asked = pending or NO_QUESTION
        plain = self._normaliser.rewrite(text) if plain is None else plain
        nlu = self._model.analyse(text, plain, _ALIASES.get(asked, asked))
        turn = interpret(nlu, pending, slots, clock.today())
        if may_hold_details(turn, pending, slots):
            details = tuple(find_remarks(nlu, excluded=refused_areas(turn, nlu)))
            questions = tuple(topic for topic in turn.side_questions if not details or topic != LEAVE_REMARK)
            turn = replace(turn, details=details, side_questions=questions)
        return (_as_remark(turn, nlu) if may_be_remark(turn, nlu, slots) else turn), nlu

    def _interpret_prefix(self, text: str, slots: dict[str, Any]) -> tuple[Interpretation, NluResult] | None:
        """Interpret an intent to write, or to change a field, that has its text after a colon. None otherwise.

        « Commenter la 2 : j'étais pressée », « Modifier Ville : Brest ». The part before the colon is interpreted on
        its own.
        """
        prefix, _, words = (part.strip() for part in text.partition(":"))
        if not slots.get("consent") or not words or not 0 < len(prefix.split()) <= MAX_PREFIX_WORDS:
            return None
        directive = directive_of(prefix)
        kind, _, field = (directive or "").partition(":")
        if kind == "field":
            return self._interpret_as_answer(field, words, slots)
        pending = underlying_question(slots)
        turn, nlu = self._read(prefix, None, pending, slots)
        is_free_wording = directive is None  # in words that an answer may hold
        if turn.intent not in WRITING or (
            is_free_wording and turn.value is None and kind_of(pending) is QuestionKind.FREE
        ):
            return None
        written = self._interpret_as_answer(AMENDMENT, words, slots)
        return written if written[0].intent == "distress" else (replace(turn, words=words), replace(nlu, text=text))

    def _interpret_labels(self, text: str, slots: dict[str, Any]) -> tuple[Interpretation, NluResult] | None:
        """Interpret a message with field labels (« Nom : Rahimi, prénom : Ahmad »), or None for other messages."""
        segments, rest = ([], text) if "?" in text else split_labelled(text)
        pending = underlying_question(slots)
        if not segments or kind_of(pending) in {QuestionKind.FREE, QuestionKind.TOPIC}:
            return None
        resolutions: dict[str, Resolution] = {}
        for one in segments:
            resolved = self._resolve_labelled(one, slots)
            if one.field not in resolved or resolved[one.field].status is Status.INVALID:
                return None  # « la ville est jolie »: the ordinary reading decides
            resolutions = {**resolved, **resolutions, one.field: resolved[one.field]}
        of_rest, nlu = self._read(rest, None, pending, slots)
        if of_rest.intent == "distress":
            return of_rest, nlu
        turn = interpret_labelled(of_rest, resolutions, pending, slots)
        return self._with_answers(turn, replace(nlu, text=text), slots)

    def _resolve_labelled(self, one: LabelledValue, slots: dict[str, Any]) -> Mapping[str, Resolution]:
        """Resolutions of a labelled value. A plausible name is taken as it is."""
        if one.field in NAMES and is_whole_name(one.words):
            span = Span(FIELD_LABELS[one.field][0], one.words, 0, len(one.words))
            return {one.field: resolve(one.field, [span], clock.today(), slots)}
        turn, _ = self._read(one.words, None, one.field, {**slots, "consent": True, "awaiting": one.field})
        return turn.resolutions

    def _interpret_as_answer(self, asked: str, words: str, slots: dict[str, Any]) -> tuple[Interpretation, NluResult]:
        """Interpret text as a new answer to a question."""
        turn, nlu = self._read(words, None, asked, {**slots, "awaiting": asked})
        if turn.resolutions and turn.intent is None and asked != underlying_question(slots):
            turn = replace(turn, intent=CORRECTION)
        return self._with_answers(turn, nlu, slots)

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Return the training data unchanged: no later component reads them."""
        return training_data


def _as_remark(turn: Interpretation, nlu: NluResult) -> Interpretation:
    """The interpretation with the words of the remark that the message holds, if any."""
    is_wanted = turn.intent == LEAVE_REMARK
    if not (found := find_remarks(nlu, MIN_IN_REMARK if is_wanted else MIN_PROBABILITY)):
        return turn
    words = "\n".join(found)
    return replace(turn, intent=LEAVE_REMARK, words=words, side_questions=(), needs_confirmation=not is_wanted)


def _without_awaiting(slots: Mapping[str, Any]) -> dict[str, Any]:
    """Slots as if nothing had been asked in between."""
    return {name: value for name, value in slots.items() if name != "awaiting"}


def _in_rasa_format(topics: TopicRanking) -> dict[str, Any]:
    """Rankings in Rasa's format, as read by `topic_ranking_of`."""
    rankings = {"intent_ranking": topics.ranking, "answers": topics.answers}
    rows = {
        key: [{"name": name, "confidence": probability} for name, probability in rows] for key, rows in rankings.items()
    }
    return {**rows, "parts": [{"text": part.text, **_in_rasa_format(part)} for part in topics.parts]}


def _entity(span: Span) -> dict[str, Any]:
    return {
        "entity": span.label, "value": span.text, "start": span.start, "end": span.end, "role": span.role,
        "extractor": MessageInterpreter.__name__,
    }  # fmt: skip
