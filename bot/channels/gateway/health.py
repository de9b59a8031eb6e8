"""How a channel is, as `/health` tells it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot.base import clock

STARTING, OK = "starting", "ok"


@dataclass
class Health:
    """How a channel is.

    Attributes:
        state: `starting`, `ok`, or why its network was not reached the last time.
        reached_at: when it last was.
        delivered_at: when something was last delivered.
        undelivered: why the last delivery failed; empty after one that did not.
    """

    state: str = STARTING
    reached_at: datetime | None = None
    delivered_at: datetime | None = None
    undelivered: str = ""

    def as_json(self) -> dict[str, Any]:
        """Returns what `/health` tells: moments as seconds since."""
        now = clock.now()
        reached, delivered = (
            None if at is None else round((now - at).total_seconds(), 1) for at in (self.reached_at, self.delivered_at)
        )
        return {
            "state": self.state, "reached_seconds_ago": reached, "delivered_seconds_ago": delivered,
            "undelivered": self.undelivered,
        }  # fmt: skip
