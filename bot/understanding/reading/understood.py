"""What the topic classifier made of a message, and the one way to a topic."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

NOT_UNDERSTOOD = "not_understood"

# Confidences are probabilities of being right; these were chosen on voices that training did not hear: docs/developers/decisions,
# "Intents". Below the first the bot would rather ask to rephrase.
MINIMUM_CONFIDENCE = 0.25
SURE_CONFIDENCE = 0.55
DISTRESS_CONFIDENCE = 0.70

# Training labels that are no topic: an answer to a form, a yes, a no. The acts tell those.
_NO_TOPIC = frozenset({"inform", "affirm", "deny"})
# An answer to a form; it tells "libre comme l'air" from a cry for help.
_INFORM = "inform"
# Never concluded from the little that is left where a message looks like a yes or an answer ("Je réside à Pontivy").
_GRAVE = frozenset({"distress", "insult", "ask_delete_my_data"})
_LEFT_OVER = 0.005
COURTESIES = frozenset({"greet", "thanks", "goodbye"})

Ranking = tuple[tuple[str, float], ...]


@dataclass(frozen=True)
class Understood:
    """What the topic classifier made of a message or of a part of it.

    Attributes:
        ranking: topics with confidences, best first.
        answers: ids of answers of the FAQ, and other wishes near to them, with confidences, best first.
        parts: each part, when the message has several; of those that ask nothing topics may be missing.
        text: rewritten as plain French.
    """

    ranking: Ranking = ()
    answers: Ranking = ()
    parts: tuple["Understood", ...] = ()
    text: str = ""

    @property
    def intent(self) -> str:
        """The best label, `affirm` and `deny` included; `NOT_UNDERSTOOD` when there is none."""
        found = [name for name, _ in self.ranking if name != _INFORM]
        return found[0] if found else NOT_UNDERSTOOD

    @property
    def confidence(self) -> float:
        """Confidence of the best label, 0 to 1."""
        return next((confidence for name, confidence in self.ranking if name != _INFORM), 0.0)

    @property
    def topic(self) -> str:
        """The best label, or `NOT_UNDERSTOOD` when the classifier is too unsure.

        A courtesy gives way to what is said beside it ("Bonjour, je désire m'enregistrer").
        """
        if self.intent in COURTESIES:
            for name, confidence in (part.ranking[0] for part in self.parts if part.ranking):
                if name not in COURTESIES | {_INFORM} and confidence >= SURE_CONFIDENCE:
                    return name
        if self.intent == "insult" and self.confidence < SURE_CONFIDENCE:
            return NOT_UNDERSTOOD  # nobody is accused on a guess
        informs = dict(self.ranking).get(_INFORM, 0.0)
        if informs > self.confidence and (self.intent in _GRAVE or self.confidence < _LEFT_OVER):
            return NOT_UNDERSTOOD
        # Compared among topics: what looks like an answer to a form takes none of a topic's share.
        share = self.confidence / max(1.0 - informs, self.confidence, 1e-9)
        return self.intent if share >= MINIMUM_CONFIDENCE else NOT_UNDERSTOOD

    @property
    def is_sure(self) -> bool:
        """Whether the message is surely about something."""
        return self.topic not in _NO_TOPIC | {NOT_UNDERSTOOD} and self.confidence >= SURE_CONFIDENCE

    @property
    def wanted(self) -> str:
        """The topic of a message that is known to ask or want something: no yes, no and no answer to a form."""
        if (topic := self.topic) not in _NO_TOPIC and topic != NOT_UNDERSTOOD:
            return topic
        ranking = [(name, confidence) for name, confidence in self.ranking if name not in _NO_TOPIC]
        left = sum(confidence for _, confidence in ranking)
        name, confidence = ranking[0] if ranking else (NOT_UNDERSTOOD, 0.0)
        return name if name not in _GRAVE and confidence >= MINIMUM_CONFIDENCE * max(left, 1e-9) else NOT_UNDERSTOOD


def as_understood(message: Mapping[str, Any]) -> Understood:
    """Returns what a parsed message was understood as: its `intent_ranking` and `answers`, and those of its `parts`."""

    def told(key: str) -> Ranking:
        return tuple((row["name"], row["confidence"]) for row in message.get(key) or [])

    parts = tuple(map(as_understood, message.get("parts") or []))
    return Understood(told("intent_ranking"), told("answers"), parts, message.get("text") or "")
