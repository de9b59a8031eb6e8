"""What the bot's last words ask for, so that somebody invented can answer."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from bot.base.registration import FIELDS

DONE = "done"
_TAKES_LEAVE = r"merci d'avoir pris ce temps"
# Fields whose questions are known by other words than their titles.
_BY_OTHER_WORDS = {
    "last_name": r"nom de famille", "first_name": r"prénom", "mobility": r"jusqu'où|distance",
    "availability": r"à partir de quand|date|un peu plus précis", "town": r"ville ou commune|commune",
}  # fmt: skip
# In the order in which they are looked for; stock Rasa asks with the same words in `make bench`.
_ASKED = [
    ("topic", r"dites en une phrase"),
    ("reviewed", r"est-ce que cela vous convient"),
    ("consent", r"d'accord pour que je garde|est-ce bien un oui|oui » ou un « non"),
    ("choice", r"laquelle|je vérifie"),
    ("scenario", r"que faites-vous|que se passe-t-il"),
    ("followup", r"plus précisément"),
    ("confirmation", r"tout est juste"),
    ("ready", r"voulez-vous commencer"),
    *_BY_OTHER_WORDS.items(),
    *((name, field.title.lower()) for name, field in FIELDS.items() if name not in _BY_OTHER_WORDS),
]
REGISTER, MOST_OPENINGS = "Je voudrais m'inscrire", 3
NOT_SAID, SKIPPED = "je préfère ne pas le dire", "passer"


def what_is_asked(said: Sequence[Mapping[str, Any]]) -> str | None:
    """Returns what the last words of a bot ask for: a key of the answers, `DONE`, or None."""
    texts = [(message.get("text") or "").lower().replace("’", "'") for message in reversed(said)]
    if any(re.search(_TAKES_LEAVE, text) for text in texts):
        return DONE
    return next((name for text in texts for name, pattern in _ASKED if re.search(pattern, text)), None)


class Person:
    """Somebody who answers what is asked.

    Attributes:
        opening: what they write first.
        asked: how often each thing was asked.
        is_done: the bot has taken leave.
        leaves_at: what they do not answer any more.
    """

    def __init__(
        self, opening: str, values: Mapping[str, str], scenarios: Sequence[str], before: Mapping[str, str]
    ) -> None:
        """Makes somebody.

        Args:
            opening: what they write first.
            values: what they answer, by what is asked.
            scenarios: what they answer to situations, one after the other.
            before: what they ask themselves before they answer, by what is asked.
        """
        self.opening = opening
        self._values, self._scenarios, self._before = values, list(scenarios), dict(before)
        self.asked: Counter[str] = Counter()
        self.is_done = False
        self.leaves_at: str | None = None

    def answer(self, said: Sequence[Mapping[str, Any]]) -> str | None:
        """Returns what they write next, None when all is said, or nothing is asked again and again.

        Args:
            said: the bot's messages since their last.
        """
        asked = what_is_asked(said)
        if asked == DONE:
            self.is_done = True
            return None
        if asked is not None and asked == self.leaves_at:
            return None
        if asked is None:
            self.asked["nothing"] += 1
            openings = (self.opening, *[REGISTER] * (MOST_OPENINGS - 1))
            return openings[self.asked["nothing"] - 1] if self.asked["nothing"] <= MOST_OPENINGS else None
        if asked in self._before:
            return self._before.pop(asked)
        self.asked[asked] += 1
        if asked == "choice":
            return next((title for message in said for title in _titles(message)), NOT_SAID)
        if asked == "scenario":
            return self._scenarios.pop(0) if self._scenarios else SKIPPED
        is_value = asked not in SURE
        return NOT_SAID if is_value and self.asked[asked] > 2 else self._values.get(asked, SKIPPED)


SURE = {
    "consent": "Oui, je suis d'accord", "confirmation": "Oui, c'est juste", "ready": "Oui, je commence",
    "reviewed": "Oui, c'est bien", "followup": SKIPPED,
}  # fmt: skip


def _titles(message: Mapping[str, Any]) -> list[str]:
    return [title if isinstance(title, str) else title["title"] for title in message.get("buttons") or []]
