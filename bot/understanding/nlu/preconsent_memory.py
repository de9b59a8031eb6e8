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

from bot.understanding.reading.interpretation import Interpretation
from bot.understanding.reading.resolution import Resolution, Status

MAX_AGE_SECONDS = 24 * 3600
MAX_CONVERSATIONS = 5_000
_MIN_WAIT_SECONDS = 0.01  # seconds


class PreConsentMemory:
    """Resolutions by conversation until consent.

    Args:
        clock: monotonic seconds.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._lock = threading.RLock()
        self._timer: threading.Timer | None = None
        self._kept: OrderedDict[str, tuple[float, dict[str, Resolution]]] = OrderedDict()

    def merge(self, sender: str, turn: Interpretation, slots: Mapping[str, Any]) -> Interpretation:
        """Add the values given before consent once it is given. Until then, store or drop them.

        Args:
            sender: id of the conversation.
            slots: before the message.
        """
        with self._lock:
            self._forget_old()
            return self._merge(sender, turn, slots)

    def _merge(self, sender: str, turn: Interpretation, slots: Mapping[str, Any]) -> Interpretation:
        agreed = slots.get("consent")
        is_pending = slots.get("requested_slot") == "consent" and not slots.get("awaiting")
        refuses = is_pending and turn.is_answer and turn.value is False
        if agreed or refuses or (slots.get("awaiting") == "erasure" and turn.value is True):
            self._kept.pop(sender, None)
            return turn if agreed else replace(turn, resolutions={})
        given = {name: reading for name, reading in turn.resolutions.items() if reading.status in _REMEMBERED}
        for name in turn.resolutions.keys() - given.keys():  # taken out again
            self._kept.get(sender, (0.0, {}))[1].pop(name, None)
        if given:
            earlier = self._kept.pop(sender, (0.0, {}))[1]
            self._kept[sender] = self._clock(), {**earlier, **given}
            self._wait(MAX_AGE_SECONDS)
            while len(self._kept) > MAX_CONVERSATIONS:
                self._kept.popitem(last=False)
        if is_pending and turn.is_answer and turn.value is True and sender in self._kept:
            # Forgotten when the next message shows the agreement: this one may be handed over again.
            resolutions = self._kept[sender][1]
            return replace(turn, resolutions=resolutions, before_consent=tuple(resolutions))
        return replace(turn, resolutions={}, before_consent=tuple(given)) if given else turn

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
                self._wait(max(self._oldest + MAX_AGE_SECONDS - self._clock(), _MIN_WAIT_SECONDS))

    @property
    def _oldest(self) -> float:
        return next(iter(self._kept.values()))[0]

    def _forget_old(self) -> None:
        while self._kept and self._oldest < self._clock() - MAX_AGE_SECONDS:
            self._kept.popitem(last=False)


_REMEMBERED = frozenset({Status.VALUE, Status.AMBIGUOUS})
