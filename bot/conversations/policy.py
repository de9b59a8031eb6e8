"""The dialogue policy: it predicts the pending question's form, or the reaction to what the user wants.

A table in `config.yml` maps an intent to the action that reacts to it, with or without an open form. After the reaction
the open form repeats its question, unless a team member has taken over. What follows a finished form is written as
rules.
"""

from __future__ import annotations

from typing import Any

from rasa.core.policies.policy import Policy, PolicyPrediction, SupportedData, confidence_scores_for
from rasa.engine.graph import ExecutionContext
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.constants import UTTER_PREFIX
from rasa.shared.core.constants import ACTION_LISTEN_NAME
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import ActionExecuted, Event, SlotSet, UserUttered
from rasa.shared.core.generator import TrackerWithCachedStates
from rasa.shared.core.trackers import DialogueStateTracker

from bot.base.registration import FIELDS
from bot.understanding.reading.places.index import place_index
from bot.understanding.reading.turn import Turn, wish_of

ABOVE_RULES = 10
HUMAN, DISTRESS, HUMAN_AFTER_DISTRESS = "ask_human", "distress", "human_after_distress"
RECENT_MESSAGES = 3
TOPIC_PREFIX = "ask_"


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.POLICY_WITHOUT_END_TO_END_SUPPORT, is_trainable=False)
class TurnPolicy(Policy):
    """Predicts reactions from the table `reactions`; leaves what follows forms to the rules."""

    @staticmethod
    def supported_data() -> SupportedData:
        """No stories are needed: the table is the data."""
        return SupportedData.ML_AND_RULE_DATA

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """Keys of the policy in `config.yml`.

        reactions: intent (or another name that `bot.understanding.reading.table` gives) to action. topic_action: action
        for `ask_…` intents without an entry of their own. field_action: action that handles a registration field asked
        outside forms. answers: action that handles the answer to another question asked outside forms, by the
        question's name. silent: reactions after which an open form does not ask again. offering: reactions after which
        it waits if they offered choices. releasing: reactions that end a takeover, so that the form asks again.
        dropped: questions outside forms that end once a response is sent, or the form continues, instead of an answer
        to them.
        """
        return {
            "priority": ABOVE_RULES, "reactions": {}, "topic_action": "action_answer_question",
            "field_action": "action_correct_registration", "answers": {}, "silent": [], "offering": [], "releasing": [], "dropped": [],
        }  # fmt: skip

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> TurnPolicy:
        """Create the policy."""
        return cls(config, model_storage, resource, execution_context)

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> TurnPolicy:
        """Create the policy, which has no learned state, and load the towns before the first message."""
        place_index()
        return cls(config, model_storage, resource, execution_context)

    def _create_featurizer(self) -> None:  # type: ignore[override]
        return None

    def train(self, training_trackers: list[TrackerWithCachedStates], domain: Domain, **kwargs: Any) -> Resource:
        """Nothing is learned."""
        return self._resource

    def predict_action_probabilities(
        self,
        tracker: DialogueStateTracker,
        domain: Domain,
        rule_only_data: dict[str, Any] | None = None,
        **kwargs: Any,
    ) -> PolicyPrediction:
        """Predict the reaction to a new message, or what follows a reaction; abstain otherwise."""
        name = self._next_action(tracker, domain.form_names)
        if name is None or name not in domain.action_names_or_texts:
            return self._prediction([0.0] * domain.num_actions)
        # An open form overrules predictions from the user's words, but not those made without them.
        return self._prediction(
            confidence_scores_for(name, 1.0, domain), is_no_user_prediction=True,
            optional_events=self._dropped(tracker, name),
        )  # fmt: skip

    def _dropped(self, tracker: DialogueStateTracker, name: str) -> list[Event]:
        """Clear the pending question if the next response leaves it behind."""
        is_elsewhere = name.startswith(UTTER_PREFIX) or name == tracker.active_loop_name
        is_left = is_elsewhere and tracker.get_slot("awaiting") in self.config["dropped"]
        return [SlotSet("awaiting", None)] if is_left else []

    def _next_action(self, tracker: DialogueStateTracker, forms: list[str]) -> str | None:
        latest = tracker.latest_action_name
        loop: str | None = tracker.active_loop_name
        if not any(isinstance(event, UserUttered) for event in tracker.events):
            return None
        if latest == ACTION_LISTEN_NAME:
            return self._reaction(tracker)
        if latest == loop:
            return self._wish_beside(tracker) or str(ACTION_LISTEN_NAME)
        if latest in forms or latest not in self._reacting_actions():
            return None  # rules decide what follows a finished form
        is_held = _is_held(tracker) and latest not in self.config["releasing"]
        if loop is None or latest in self.config["silent"] or tracker.get_slot("awaiting") or is_held:
            return str(ACTION_LISTEN_NAME)
        if latest in self.config["offering"] and _has_offered(tracker):
            return str(ACTION_LISTEN_NAME)
        return loop

    def _wish_beside(self, tracker: DialogueStateTracker) -> str | None:
        """The reaction to an intent next to an answer, unless it has already run."""
        wish = wish_of(Turn.of(tracker.latest_message.parse_data))
        action: str | None = self.config["reactions"].get(wish)
        for event in reversed(tracker.events):
            if isinstance(event, UserUttered):
                return action
            if isinstance(event, ActionExecuted) and event.action_name == action:
                return None
        return None

    def _reacting_actions(self) -> set[str]:
        reactions, answers = self.config["reactions"], self.config["answers"]
        return {*reactions.values(), *answers.values(), self.config["topic_action"], self.config["field_action"]}

    def _reaction(self, tracker: DialogueStateTracker) -> str | None:
        reactions: dict[str, str] = self.config["reactions"]
        answers: dict[str | None, str] = self.config["answers"] | dict.fromkeys(FIELDS, self.config["field_action"])
        topic_action: str = self.config["topic_action"]
        slots = tracker.current_slot_values()
        turn = Turn.of(tracker.latest_message.parse_data)
        if turn.intent is None:
            awaited = None if turn.beneath else answers.get(slots.get("awaiting"))
            return awaited or tracker.active_loop_name
        if turn.intent == HUMAN and _was_in_distress(tracker, reactions.get(DISTRESS)):
            return reactions.get(HUMAN_AFTER_DISTRESS, reactions.get(HUMAN))
        if turn.intent in reactions:
            return reactions[turn.intent]
        return topic_action if turn.intent.startswith(TOPIC_PREFIX) else None


def _is_held(tracker: DialogueStateTracker) -> bool:
    """Whether a team member has taken over and would receive the answer to the form."""
    window = getattr(tracker, "window", None)
    return window is not None and window.is_held


def _has_offered(tracker: DialogueStateTracker) -> bool:
    """Whether choices were offered since the last message."""
    for event in reversed(tracker.events):
        if isinstance(event, UserUttered):
            return False
        if isinstance(event, SlotSet) and event.key == "choices" and event.value:
            return True
    return False


def _was_in_distress(tracker: DialogueStateTracker, answer: str | None) -> bool:
    """Whether the help lines were sent one or two messages ago."""
    messages = 0
    for event in reversed(tracker.events):
        messages += isinstance(event, UserUttered)
        if messages > RECENT_MESSAGES:
            return False
        if isinstance(event, ActionExecuted) and event.action_name == answer:
            return True
    return False
