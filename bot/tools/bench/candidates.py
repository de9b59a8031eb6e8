"""Whole conversations of invented candidates: questions, a registration, an interview, with answers that are all unlike."""

import csv
import functools
import random
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from bot.base import places
from bot.base.json_lines import read_rows
from bot.base.text import fold
from bot.content.campaign import campaign
from bot.tools.bench.messages import HELD_OUT, lines_of
from bot.tools.demo.asked import SURE, Person, what_is_asked

MOST_MESSAGES = 45
# Before what a question is asked: the same for every candidate, so that conversations are alike in length.
_QUESTIONS_BEFORE = ("first_name", "mobility", "confirmation")
_OPENINGS = (
    "Bonjour, je voudrais m'inscrire",
    "Je veux m'inscrire svp",
    "bonsoir, m'inscrire comme conseiller numérique",
)
_ZONES = ("{} km", "{} km autour de chez moi", "jusqu'à {} km", "pas plus de {} km", "{} kilomètres en voiture")
_DAYS = ("dans {} semaines", "d'ici {} semaines", "après {} semaines de préavis", "je peux commencer dans {} semaines")


@functools.cache
def _towns() -> list[str]:
    """Returns the communes whose name no other bears."""
    with (places.DATA / "places" / "communes.csv").open(encoding="utf-8", newline="") as file:
        rows = [row["nom"] for row in csv.DictReader(file) if row["type"] == "commune" and row["population"]]
    return [name for name, times in Counter(rows).items() if times == 1]


@functools.cache
def _answers() -> dict[str, list[str]]:
    """Returns the held-out answers by scenario."""
    found: dict[str, list[str]] = {}
    for row in read_rows(HELD_OUT / "evidence.jsonl", ["scenario", "answer"]):
        found.setdefault(row["scenario"], []).append(row["answer"])
    return found


class Candidate(Person):
    """Somebody who answers what is asked, with three questions of their own on the way."""

    def __init__(self, number: int, questions: Iterator[str]) -> None:
        """Invents a candidate.

        Args:
            number: two candidates of unlike numbers answer unlike.
            questions: what they ask.
        """
        chance = random.Random(number)
        reading = places.DATA / "reading"
        last, first = (
            chance.choice(chance.choice(lines_of(reading / f"{name}.txt")).split()).title()
            for name in ("family_names", "first_names")
        )
        scenarios = [chance.choice(_answers()[name]) for name in campaign().scenarios]
        values = {
            **SURE,
            "last_name": last,
            "first_name": first,
            "town": chance.choice(_towns()),
            "mobility": chance.choice(_ZONES).format(chance.randrange(5, 90)),
            "availability": chance.choice(_DAYS).format(chance.randrange(2, 30)),
            "email": f"{fold(first).replace(' ', '')}.{fold(last).replace(' ', '')}{number}@example.org",
            "phone": f"06 39 98 {chance.randrange(100):02} {chance.randrange(100):02}",
        }
        opening = chance.choice(_OPENINGS)
        super().__init__(opening, values, scenarios, {})
        self._questions = questions
        self._to_ask = list(_QUESTIONS_BEFORE)

    def answer(self, said: Sequence[Mapping[str, Any]]) -> str | None:
        """Returns what they write next: before some answers a question of theirs."""
        asked = what_is_asked(said)
        if asked in self._to_ask:
            self._to_ask.remove(asked)
            return next(self._questions)
        return super().answer(said)
