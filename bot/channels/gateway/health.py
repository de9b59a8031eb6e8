"""Health of a channel, as `/health` reports it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot.base import clock

STARTING, OK = "starting", "ok"


@dataclass
class Health:
    """Health of a channel.

    Attributes:
        state: `starting`, `ok`, or why the network could not be reached.
        undelivered: why the last delivery failed; empty if it succeeded.
    """

    state: str = STARTING
    reached_at: datetime | None = None
    delivered_at: datetime | None = None
    undelivered: str = ""

    def as_json(self) -> dict[str, Any]:
        """The body of `/health`, with times as seconds ago."""
        now = clock.now()
        reached, delivered = (
            None if at is None else round((now - at).total_seconds(), 1) for at in (self.reached_at, self.delivered_at)
        )
        return {
            "state": self.state, "reached_seconds_ago": reached, "delivered_seconds_ago": delivered,
            "undelivered": self.undelivered,
        }  # fmt: skip
