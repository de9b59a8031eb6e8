"""Output of the topic classifier, and the thresholds that make one topic of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

NOT_UNDERSTOOD = "not_understood"

# Probabilities, chosen on held-out authors (docs/developers/decisions, "Intents"). Below the first the bot asks
# to rephrase.
MIN_CONFIDENCE = 0.25
MIN_SURE_CONFIDENCE = 0.55
MIN_DISTRESS_CONFIDENCE = 0.70

# Training labels that are no topic: the acts cover them.
_NO_TOPIC = frozenset({"inform", "affirm", "deny"})
# A form answer; the label separates "libre comme l'air" from a cry for help.
_INFORM = "inform"
# Never the topic if a form answer is likelier ("Je réside à Pontivy").
_GRAVE = frozenset({"distress", "insult", "ask_delete_my_data"})
_LEFT_OVER = 0.005
COURTESIES = frozenset({"greet", "thanks", "goodbye"})

Ranking = tuple[tuple[str, float], ...]


@dataclass(frozen=True)
class TopicRanking:
    """Topics of a message or of a part of it.

    Attributes:
        ranking: topics with probabilities, best first.
        answers: FAQ answer ids and neighbouring intents with probabilities, best first.
        parts: of a message with several; those that ask nothing may lack topics.
        text: rewritten in standard French.
    """

    ranking: Ranking = ()
    answers: Ranking = ()
    parts: tuple["TopicRanking", ...] = ()
    text: str = ""

    @property
    def intent(self) -> str:
        """Best label, `affirm` and `deny` included. `NOT_UNDERSTOOD` without one."""
        labels = [name for name, _ in self.ranking if name != _INFORM]
        return labels[0] if labels else NOT_UNDERSTOOD

    @property
    def confidence(self) -> float:
        """Probability of the best label."""
        return next((confidence for name, confidence in self.ranking if name != _INFORM), 0.0)

    @property
    def topic(self) -> str:
        """Best label, or `NOT_UNDERSTOOD` if the classifier is too unsure.

        A courtesy gives way to what else is said ("Bonjour, je désire m'enregistrer").
        """
        if self.intent in COURTESIES:
            for name, confidence in (part.ranking[0] for part in self.parts if part.ranking):
                if name not in COURTESIES | {_INFORM} and confidence >= MIN_SURE_CONFIDENCE:
                    return name
        if self.intent == "insult" and self.confidence < MIN_SURE_CONFIDENCE:
            return NOT_UNDERSTOOD  # no accusation on a guess
        informs = dict(self.ranking).get(_INFORM, 0.0)
        if informs > self.confidence and (self.intent in _GRAVE or self.confidence < _LEFT_OVER):
            return NOT_UNDERSTOOD
        # Share among topics, form answers excluded.
        share = self.confidence / max(1.0 - informs, self.confidence, 1e-9)
        return self.intent if share >= MIN_CONFIDENCE else NOT_UNDERSTOOD

    @property
    def is_sure(self) -> bool:
        """Whether the topic is sure."""
        return self.topic not in _NO_TOPIC | {NOT_UNDERSTOOD} and self.confidence >= MIN_SURE_CONFIDENCE

    @property
    def wanted(self) -> str:
        """Topic of a message known to ask or want something: never yes, no or a form answer."""
        if (topic := self.topic) not in _NO_TOPIC and topic != NOT_UNDERSTOOD:
            return topic
        ranking = [(name, confidence) for name, confidence in self.ranking if name not in _NO_TOPIC]
        left = sum(confidence for _, confidence in ranking)
        name, confidence = ranking[0] if ranking else (NOT_UNDERSTOOD, 0.0)
        return name if name not in _GRAVE and confidence >= MIN_CONFIDENCE * max(left, 1e-9) else NOT_UNDERSTOOD


def topic_ranking_of(message: Mapping[str, Any]) -> TopicRanking:
    """Rebuild the topics from the `intent_ranking`, `answers` and `parts` of a parsed message."""

    def told(key: str) -> Ranking:
        return tuple((row["name"], row["confidence"]) for row in message.get(key) or [])

    parts = tuple(map(topic_ranking_of, message.get("parts") or []))
    return TopicRanking(told("intent_ranking"), told("answers"), parts, message.get("text") or "")
