"""State of the Matrix channel, stored in the same transactions as the messages."""

import json
import time
from collections import Counter
from dataclasses import asdict, dataclass, field
from typing import Any

KEY = "sync"
NOTICE_AFTER_SECONDS = 15.0
MAX_WAIT_SECONDS = 24 * 3600.0
MAX_WAITING = 200
MAX_IN_ROOM = 20
MAX_EVENT_CHARACTERS = 16_000  # of an event: all of them are written at each sync
_MAX_SESSION_ID = 64


@dataclass
class UndecryptedEvent:
    """An event whose key is missing.

    Attributes:
        event: as received, still encrypted.
        since: time of arrival.
        told: the user was notified.
    """

    room_id: str
    event: dict[str, Any]
    since: float
    told: bool = False


@dataclass
class SyncState:
    """State of the sync.

    Attributes:
        since: token of the last sync; None before the first.
        invitations: rooms to join.
        unread: events that wait for their keys.
    """

    since: str | None = None
    invitations: list[str] = field(default_factory=list)
    unread: list[UndecryptedEvent] = field(default_factory=list)

    @classmethod
    def read(cls, stored: dict[str, Any] | None) -> "SyncState":
        """The stored state."""
        stored = stored or {}
        return cls(
            stored.get("since"),
            list(stored.get("invitations", [])),
            [UndecryptedEvent(**row) for row in stored.get("unread", [])],
        )

    def as_rows(self) -> dict[str, Any]:
        """The channel state to store, by key."""
        return {KEY: asdict(self)}

    def wait_for_key(self, room_id: str, event: dict[str, Any]) -> bool:
        """Queue an event until its key arrives, for a day at most; return whether it can be decrypted then.

        Of an event that is too large only enough is kept to notify its sender.
        """
        if any(row.event.get("event_id") == event.get("event_id") for row in self.unread):
            return False
        row = UndecryptedEvent(
            room_id, event if len(json.dumps(event)) <= MAX_EVENT_CHARACTERS else _stub(event), time.time()
        )
        self.unread.append(row)
        self._make_room()
        return row.event is event and any(kept is row for kept in self.unread)

    def tidy(self) -> None:
        """Drop expired events."""
        oldest = time.time() - MAX_WAIT_SECONDS
        self.unread = [row for row in self.unread if row.since > oldest]
        self._make_room()

    def _make_room(self) -> None:
        """Enforce the limits, dropping from the fullest room, so that no sender displaces others' events."""
        rooms = Counter(row.room_id for row in self.unread)
        while rooms:
            ((fullest, number),) = rooms.most_common(1)
            if number <= MAX_IN_ROOM and rooms.total() <= MAX_WAITING:
                return
            del self.unread[next(place for place, row in enumerate(self.unread) if row.room_id == fullest)]
            rooms[fullest] -= 1

    def due_notices(self) -> list[UndecryptedEvent]:
        """One event for each room and key whose sender must be notified now; marks all of that key."""
        chosen: dict[tuple[str, Any], UndecryptedEvent] = {}
        notified = {_key(row) for row in self.unread if row.told}
        for row in self.unread:
            if not row.told and time.time() - row.since >= NOTICE_AFTER_SECONDS:
                row.told = True
                if _key(row) not in notified:
                    chosen.setdefault(_key(row), row)
        return list(chosen.values())

    def has_pending_notice(self) -> bool:
        """Whether a sender must soon be notified."""
        return any(not row.told for row in self.unread)


def _key(row: UndecryptedEvent) -> tuple[str, Any]:
    return row.room_id, row.event.get("content", {}).get("session_id")


def _stub(event: dict[str, Any]) -> dict[str, Any]:
    session = str(event.get("content", {}).get("session_id"))[:_MAX_SESSION_ID]
    envelope = {name: event.get(name) for name in ("type", "room_id", "event_id", "sender", "origin_server_ts")}
    return {**envelope, "content": {"session_id": session}}
