"""Whole conversations of invented candidates: questions, a registration, an interview, with answers that are all unlike."""

import csv
import functools
import random
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from typing import Any

from bot import settings
from bot.bench.messages import HELD_OUT, lines_of
from bot.campaign import campaign
from bot.json_lines import read_rows

MOST_MESSAGES = 45
DONE = "done"
_TAKES_LEAVE = r"merci d'avoir pris ce temps"
# What the bot's last words ask for, in the order in which they are looked for; stock Rasa asks with the same words.
_ASKED = [
    ("reviewed", r"est-ce que cela vous convient"),
    ("consent", r"d'accord pour que je garde|est-ce bien un oui|oui » ou un « non"),
    ("choice", r"laquelle|je vérifie"),
    ("scenario", r"que faites-vous|que se passe-t-il"),
    ("followup", r"plus précisément"),
    ("confirmation", r"tout est juste"),
    ("ready", r"voulez-vous commencer"),
    ("last_name", r"nom de famille"),
    ("first_name", r"prénom"),
    ("mobility", r"jusqu'où|distance"),
    ("availability", r"à partir de quand|date|un peu plus précis"),
    ("town", r"ville ou commune|commune"),
    ("email", r"e-mail"),
    ("phone", r"téléphone"),
]
_SURE = {
    "consent": "Oui, je suis d'accord", "confirmation": "Oui, c'est juste", "ready": "Oui, je commence",
    "reviewed": "Oui, c'est bien", "followup": "passer",
}  # fmt: skip
# Before what a question is asked: the same for every candidate, so that conversations are alike in length.
_QUESTIONS_BEFORE = ("first_name", "mobility", "confirmation")
_OPENINGS = (
    "Bonjour, je voudrais m'inscrire",
    "Je veux m'inscrire svp",
    "bonsoir, m'inscrire comme conseiller numérique",
)
_ZONES = ("{} km", "{} km autour de chez moi", "jusqu'à {} km", "pas plus de {} km", "{} kilomètres en voiture")
_DAYS = ("dans {} semaines", "d'ici {} semaines", "après {} semaines de préavis", "je peux commencer dans {} semaines")
_NOT_SAID = "je préfère ne pas le dire"


@functools.cache
def _towns() -> list[str]:
    """Returns the communes whose name no other bears."""
    with (settings.DATA / "places" / "communes.csv").open(encoding="utf-8", newline="") as file:
        rows = [row["nom"] for row in csv.DictReader(file) if row["type"] == "commune" and row["population"]]
    return [name for name, times in Counter(rows).items() if times == 1]


@functools.cache
def _answers() -> dict[str, list[str]]:
    """Returns the held-out answers by scenario."""
    found: dict[str, list[str]] = {}
    for row in read_rows(HELD_OUT / "evidence.jsonl", ["scenario", "answer"]):
        found.setdefault(row["scenario"], []).append(row["answer"])
    return found


def _plain(text: str) -> str:
    folded = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z]", "", folded.lower())


def what_is_asked(said: list[dict[str, Any]]) -> str | None:
    """Returns what the last words of a bot ask for: a key of the answers below, `DONE`, or None."""
    texts = [(message.get("text") or "").lower().replace("’", "'") for message in reversed(said)]
    if any(re.search(_TAKES_LEAVE, text) for text in texts):
        return DONE
    return next((name for text in texts for name, pattern in _ASKED if re.search(pattern, text)), None)


class Candidate:
    """Somebody who answers what is asked, with three questions of their own on the way.

    Attributes:
        opening: what they write first.
        asked: how often each thing was asked.
        is_done: the bot has taken leave.
    """

    def __init__(self, number: int, questions: Iterator[str]) -> None:
        """Invents a candidate.

        Args:
            number: two candidates of unlike numbers answer unlike.
            questions: what they ask.
        """
        chance = random.Random(number)
        reading = settings.DATA / "reading"
        last, first = (
            chance.choice(chance.choice(lines_of(reading / f"{name}.txt")).split()).title()
            for name in ("family_names", "first_names")
        )
        self._questions = questions
        self._to_ask = list(_QUESTIONS_BEFORE)
        self._scenarios = [chance.choice(_answers()[name]) for name in campaign().scenarios]
        self._values = {
            **_SURE,
            "last_name": last,
            "first_name": first,
            "town": chance.choice(_towns()),
            "mobility": chance.choice(_ZONES).format(chance.randrange(5, 90)),
            "availability": chance.choice(_DAYS).format(chance.randrange(2, 30)),
            "email": f"{_plain(first)}.{_plain(last)}{number}@example.org",
            "phone": f"06 39 98 {chance.randrange(100):02} {chance.randrange(100):02}",
        }
        self.opening = chance.choice(_OPENINGS)
        self.asked: Counter[str] = Counter()
        self.is_done = False

    def answer(self, said: list[dict[str, Any]]) -> str | None:
        """Returns what they write next, None when all is said.

        Args:
            said: the bot's messages since their last.
        """
        asked = what_is_asked(said)
        if asked == DONE:
            self.is_done = True
            return None
        if asked is None:
            return self.opening
        if asked in self._to_ask:
            self._to_ask.remove(asked)
            return next(self._questions)
        self.asked[asked] += 1
        if asked == "choice":
            return next((title for message in said for title in _titles(message)), _NOT_SAID)
        if asked == "scenario":
            return self._scenarios.pop(0) if self._scenarios else "passer"
        return self._values[asked] if self.asked[asked] <= 2 or asked in _SURE else _NOT_SAID


def _titles(message: dict[str, Any]) -> list[str]:
    return [title if isinstance(title, str) else title["title"] for title in message.get("buttons") or []]
