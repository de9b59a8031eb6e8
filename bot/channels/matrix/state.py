"""What the Matrix channel must remember across restarts, kept in the same transactions as the messages."""

import time
from dataclasses import asdict, dataclass, field
from typing import Any

KEY = "sync"
SECONDS_BEFORE_TELLING = 15.0
SECONDS_KEPT = 24 * 3600.0
MOST_KEPT = 200


@dataclass
class Unread:
    """An event whose key has not come yet.

    Attributes:
        room_id: where it was sent.
        event: the event as the homeserver gave it, still encrypted.
        since: when it came.
        told: whether the person was told.
    """

    room_id: str
    event: dict[str, Any]
    since: float
    told: bool = False


@dataclass
class SyncState:
    """Where the sync stands.

    Attributes:
        since: token from which it goes on; None before the first.
        invitations: rooms to enter, not entered yet.
        unread: events that wait for their keys.
    """

    since: str | None = None
    invitations: list[str] = field(default_factory=list)
    unread: list[Unread] = field(default_factory=list)

    @classmethod
    def read(cls, stored: dict[str, Any] | None) -> "SyncState":
        """Returns the state as it was kept."""
        known = stored or {}
        return cls(
            known.get("since"), list(known.get("invitations", [])), [Unread(**row) for row in known.get("unread", [])]
        )

    def as_rows(self) -> dict[str, Any]:
        """Returns the state to keep, by key."""
        return {KEY: asdict(self)}

    def wait_for_key(self, room_id: str, event: dict[str, Any]) -> None:
        """Keeps an event until its key comes, a day at most."""
        if all(row.event.get("event_id") != event.get("event_id") for row in self.unread):
            self.unread.append(Unread(room_id, event, time.time()))

    def tidy(self) -> None:
        """Drops what has waited too long."""
        oldest = time.time() - SECONDS_KEPT
        self.unread = [row for row in self.unread if row.since > oldest][-MOST_KEPT:]

    def to_tell(self) -> list[Unread]:
        """Returns one event for each room and key whose person is to be told now; all of that key count as told."""
        chosen: dict[tuple[str, Any], Unread] = {}
        known = {_key(row) for row in self.unread if row.told}
        for row in self.unread:
            if not row.told and time.time() - row.since >= SECONDS_BEFORE_TELLING:
                row.told = True
                if _key(row) not in known:
                    chosen.setdefault(_key(row), row)
        return list(chosen.values())

    def is_impatient(self) -> bool:
        """Returns whether somebody is soon to be told that their message could not be read."""
        return any(not row.told for row in self.unread)


def _key(row: Unread) -> tuple[str, Any]:
    return row.room_id, row.event.get("content", {}).get("session_id")
