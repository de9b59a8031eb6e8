"""Values that users give before consent, kept in memory and never in a database.

Users need not type them twice. They are dropped on refusal, at a restart of the process, and after a day.
"""

from __future__ import annotations

import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from bot.understanding.reading.result import Reading, Status
from bot.understanding.reading.turn import Turn

SECONDS = 24 * 3600
MOST_CONVERSATIONS = 5_000
_SOON = 0.01  # seconds


class WaitingWords:
    """Resolutions by conversation until consent.

    Args:
        clock: monotonic seconds.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._lock = threading.RLock()
        self._timer: threading.Timer | None = None
        self._kept: OrderedDict[str, tuple[float, dict[str, Reading]]] = OrderedDict()

    def join(self, sender: str, turn: Turn, slots: Mapping[str, Any]) -> Turn:
        """Add the values given before consent once it is given. Until then, store or drop them.

        Args:
            sender: id of the conversation.
            slots: before the message.
        """
        with self._lock:
            self._forget_old()
            return self._join(sender, turn, slots)

    def _join(self, sender: str, turn: Turn, slots: Mapping[str, Any]) -> Turn:
        agreed = slots.get("consent")
        asked = slots.get("requested_slot") == "consent" and not slots.get("awaiting")
        refuses = asked and turn.is_answer and turn.value is False
        if agreed or refuses or (slots.get("awaiting") == "erasure" and turn.value is True):
            self._kept.pop(sender, None)
            return turn if agreed else replace(turn, readings={})
        given = {name: reading for name, reading in turn.readings.items() if reading.status in _KEPT}
        for name in turn.readings.keys() - given.keys():  # taken out again
            self._kept.get(sender, (0.0, {}))[1].pop(name, None)
        if given:
            before = self._kept.pop(sender, (0.0, {}))[1]
            self._kept[sender] = self._clock(), {**before, **given}
            self._wait(SECONDS)
            while len(self._kept) > MOST_CONVERSATIONS:
                self._kept.popitem(last=False)
        if asked and turn.is_answer and turn.value is True and sender in self._kept:
            # Forgotten when the next message shows the agreement: this one may be handed over again.
            readings = self._kept[sender][1]
            return replace(turn, readings=readings, before=tuple(readings))
        return replace(turn, readings={}, before=tuple(given)) if given else turn

    def _wait(self, seconds: float) -> None:
        """Schedule the purge, which must also run if no message arrives."""
        if self._timer is None:
            self._timer = threading.Timer(seconds, self._wake)
            self._timer.daemon = True
            self._timer.start()

    def _wake(self) -> None:
        with self._lock:
            self._timer = None
            self._forget_old()
            if self._kept:
                self._wait(max(self._oldest + SECONDS - self._clock(), _SOON))

    @property
    def _oldest(self) -> float:
        return next(iter(self._kept.values()))[0]

    def _forget_old(self) -> None:
        while self._kept and self._oldest < self._clock() - SECONDS:
            self._kept.popitem(last=False)


_KEPT = frozenset({Status.VALUE, Status.AMBIGUOUS})
