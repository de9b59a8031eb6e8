"""What the classifier made of a message, and how a message is taken."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from bot.reading.result import Reading

NOT_UNDERSTOOD = "not_understood"
NOTHING_SAID = "nothing_said"
CORRECTION = "correction"
FOREIGN_LANGUAGE = "foreign_language"
OPEN_CHAT = "open_chat"
NO_OFFER = "__no__"
YES_OFFER = "__yes__"

# Confidences are probabilities of being right; these were chosen on voices that training did not hear: docs/decisions,
# "Intents". Below the first the bot would rather ask to rephrase.
MINIMUM_CONFIDENCE = 0.25
SURE_CONFIDENCE = 0.55
DISTRESS_CONFIDENCE = 0.40
YES_NO_CONFIDENCE = 0.70

# An answer to a form: no topic, but what tells "libre comme l'air" from a cry for help.
INFORM = "inform"

# Never concluded from the little that is left where a message looks like an answer to a form ("Je réside à Pontivy").
_GRAVE = frozenset({"distress", "insult"})
_LEFT_OVER = 0.005

COURTESIES = frozenset({"greet", "thanks", "goodbye"})


@dataclass(frozen=True)
class Understood:
    """What the intent classifier made of a message.

    Attributes:
        ranking: intents with confidences, best first.
        parts: best intent of each sentence, when the message has several.
        informs: how probable it is that the message gives what a form asks, 0 to 1; no topic of the ranking.
    """

    ranking: tuple[tuple[str, float], ...] = ()
    parts: tuple[tuple[str, float], ...] = ()
    informs: float = 0.0

    @property
    def intent(self) -> str:
        """The best intent, or `NOT_UNDERSTOOD` when there is none."""
        return self.ranking[0][0] if self.ranking else NOT_UNDERSTOOD

    @property
    def confidence(self) -> float:
        """Confidence of the best intent, 0 to 1."""
        return self.ranking[0][1] if self.ranking else 0.0

    @property
    def topic(self) -> str:
        """The best intent, or `NOT_UNDERSTOOD` when the classifier is too unsure.

        A courtesy gives way to what is said beside it ("Bonjour, je désire m'enregistrer").
        """
        if self.intent in COURTESIES:
            for name, confidence in self.parts:
                if name not in COURTESIES and confidence >= SURE_CONFIDENCE:
                    return name
        if self.informs > self.confidence and (self.intent in _GRAVE or self.confidence < _LEFT_OVER):
            return NOT_UNDERSTOOD
        # Compared among topics: what looks like an answer to a form takes none of a topic's share.
        share = self.confidence / max(1.0 - self.informs, self.confidence, 1e-9)
        return self.intent if share >= MINIMUM_CONFIDENCE else NOT_UNDERSTOOD

    @property
    def questions(self) -> list[str]:
        """Topics that the message asks about: the best one first, then those of its other sentences."""
        asked = [name for name, confidence in self.parts if confidence >= SURE_CONFIDENCE]
        return list(dict.fromkeys(name for name in [self.topic, *asked] if name.startswith("ask_")))


@dataclass(frozen=True)
class Chosen:
    """A value in normal form that was offered and chosen."""

    value: Any


@dataclass(frozen=True)
class Turn:
    """How a message is taken.

    Attributes:
        intent: what to react to; None when the message answers the pending question.
        value: the answer to a yes-or-no question (True, False), "skip" for a passed one, the words of a free one, the
            name of a chosen field, a `Chosen` value, or the language of a message that is not French.
        readings: fields that the message gives, by name.
        questions: topics that an answer asks about as well ("Lyon, et c'est payé combien ?").
        understood: what the classifier said.
    """

    intent: str | None = None
    value: Any = None
    readings: Mapping[str, Reading] = field(default_factory=dict)
    questions: tuple[str, ...] = ()
    understood: Understood = field(default_factory=Understood)

    @property
    def is_answer(self) -> bool:
        """Whether the pending question has its answer (a right one or not)."""
        return self.intent is None


def as_understood(message: Mapping[str, Any]) -> Understood:
    """Returns what a parsed message (with `intent_ranking` and, of several sentences, `parts`) was understood as."""
    rows = message.get("intent_ranking") or [message.get("intent") or {}]
    ranking = [(row["name"], float(row["confidence"])) for row in rows if row.get("name")]
    parts = [(row["name"], float(row["confidence"])) for row in message.get("parts") or []]
    return Understood(
        tuple((name, confidence) for name, confidence in ranking if name != INFORM),
        tuple((name, confidence) for name, confidence in parts if name != INFORM),
        dict(ranking).get(INFORM, 0.0),
    )
