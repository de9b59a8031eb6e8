"""Candidates who answer the bot's questions by script, for `bot demo` and `make bench`."""

from collections import Counter
from collections.abc import Mapping, Sequence

from bot.base.registration import FIELDS
from bot.understanding.reading.dialogue_acts import OFFER

REGISTER, MAX_OPENINGS = "Je voudrais m'inscrire", 3
DECLINE, SKIP = "je préfère ne pas le dire", "passer"
# By the name of the pending question, for those that are not fields.
DEFAULT_ANSWERS = {
    "consent": "Oui, je suis d'accord", "confirmation": "Oui, c'est juste", "interview_ready": "Oui, je commence",
    "notes_reviewed": "Oui, c'est bien", "followup": SKIP,
}  # fmt: skip


IS_ANSWER = "Oui, c'est ma réponse"  # to a message that might be something else


class SimulatedUser:
    """Writes an opening, then answers each pending question.

    Args:
        opening: first message.
        values: answers, by pending question.
        scenarios: answers to the scenarios, in order.
        interruptions: questions to ask before the answer, by pending question.

    Attributes:
        is_done: the interview is over.
        leaves_at: pending question that is left without an answer.
    """

    def __init__(
        self, opening: str, values: Mapping[str, str], scenarios: Sequence[str], interruptions: Mapping[str, str]
    ) -> None:
        self.opening = opening
        self._values, self._scenarios = {**DEFAULT_ANSWERS, **values}, list(scenarios)
        self._interruptions = dict(interruptions)
        self._openings = iter((opening, *[REGISTER] * (MAX_OPENINGS - 1)))
        self._times_asked: Counter[str] = Counter()
        self.is_done = False
        self.leaves_at: str | None = None

    def answer(self, pending: str | None, buttons: Sequence[str] = ()) -> str | None:
        """The next message; None at the end, or when the bot still asks nothing after the last opening.

        Args:
            pending: name of the pending question, see `pending_question`.
            buttons: titles that the bot offers.
        """
        if IS_ANSWER in buttons:
            return IS_ANSWER
        if pending is None or pending == OFFER:
            self.is_done = self._times_asked["scenario"] > 0
            return None if self.is_done else next(self._openings, None)
        if pending == self.leaves_at:
            return None
        if pending in self._interruptions:
            return self._interruptions.pop(pending)
        self._times_asked[pending] += 1
        if pending == "scenario":
            return self._scenarios.pop(0) if self._scenarios else SKIP
        times = self._times_asked[pending] if pending in FIELDS else 1
        if times > 2:
            return DECLINE
        return buttons[0] if times > 1 and buttons else self._values.get(pending, SKIP)
