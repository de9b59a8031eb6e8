"""Candidates of the bench: registration, interview and three questions of their own, each with unique answers."""

import functools
import random
from collections import Counter
from collections.abc import Iterator, Sequence

from bot.base import geography, places
from bot.base.json_lines import read_rows
from bot.base.text import fold
from bot.content.campaign import campaign
from bot.tools.bench.messages import HELD_OUT, word_list
from bot.tools.demo.simulated_user import SimulatedUser

MAX_MESSAGES = 45
# The same for every candidate, so that conversations have about the same length.
_ASKS_AT = ("first_name", "mobility", "confirmation")
_OPENINGS = (
    "Bonjour, je voudrais m'inscrire",
    "Je veux m'inscrire svp",
    "bonsoir, m'inscrire comme conseiller numérique",
)
_ZONES = ("{} km", "{} km autour de chez moi", "jusqu'à {} km", "pas plus de {} km", "{} kilomètres en voiture")
_DAYS = ("dans {} semaines", "d'ici {} semaines", "après {} semaines de préavis", "je peux commencer dans {} semaines")


@functools.cache
def _towns() -> list[str]:
    """Communes with a unique name."""
    names = Counter(commune.name for commune in geography.communes().values() if commune.population)
    return [name for name, times in names.items() if times == 1]


@functools.cache
def _held_out_answers() -> dict[str, list[str]]:
    """Held-out answers by scenario."""
    answers: dict[str, list[str]] = {}
    for row in read_rows(HELD_OUT / "evidence.jsonl", ["scenario", "answer"]):
        answers.setdefault(row["scenario"], []).append(row["answer"])
    return answers


class BenchCandidate(SimulatedUser):
    """A candidate with three questions on the way.

    Args:
        number: seed of the answers.
        questions: texts of the questions, taken at the time.
    """

    def __init__(self, number: int, questions: Iterator[str]) -> None:
        chance = random.Random(number)
        reading = places.DATA / "reading"
        last, first = (
            chance.choice(chance.choice(word_list(reading / f"{name}.txt")).split()).title()
            for name in ("family_names", "first_names")
        )
        scenarios = [chance.choice(_held_out_answers()[name]) for name in campaign().scenarios]
        values = {
            "last_name": last,
            "first_name": first,
            "town": chance.choice(_towns()),
            "mobility": chance.choice(_ZONES).format(chance.randrange(5, 90)),
            "availability": chance.choice(_DAYS).format(chance.randrange(2, 30)),
            "email": f"{fold(first).replace(' ', '')}.{fold(last).replace(' ', '')}{number}@example.org",
            "phone": f"06 39 98 {chance.randrange(100):02} {chance.randrange(100):02}",
        }
        super().__init__(chance.choice(_OPENINGS), values, scenarios, {})
        self._questions = questions
        self._asks_at = list(_ASKS_AT)

    @property
    def is_whole(self) -> bool:
        """Whether the interview ended with an answer to every scenario."""
        return self.is_done and not self._scenarios

    def answer(self, pending: str | None, buttons: Sequence[str] = ()) -> str | None:
        """The next message: at three pending questions, first a question of the candidate."""
        if pending in self._asks_at:
            self._asks_at.remove(pending)
            return next(self._questions)
        return super().answer(pending, buttons)
