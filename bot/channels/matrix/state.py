"""What the Matrix channel must remember across restarts, kept in the same transactions as the messages."""

import json
import time
from collections import Counter
from dataclasses import asdict, dataclass, field
from typing import Any

KEY = "sync"
SECONDS_BEFORE_TELLING = 15.0
SECONDS_KEPT = 24 * 3600.0
MOST_KEPT = 200
MOST_IN_ROOM = 20
LARGEST_KEPT = 16_000  # characters of an event: all of them are written at each sync
_LONGEST_SESSION_ID = 64


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

    def wait_for_key(self, room_id: str, event: dict[str, Any]) -> bool:
        """Keeps an event until its key comes, a day at most; returns whether it is to be read then.

        Of one that is too large only what is needed to tell that it could not be read.
        """
        if any(row.event.get("event_id") == event.get("event_id") for row in self.unread):
            return False
        row = Unread(room_id, event if len(json.dumps(event)) <= LARGEST_KEPT else _stub(event), time.time())
        self.unread.append(row)
        self._make_room()
        return row.event is event and any(kept is row for kept in self.unread)

    def tidy(self) -> None:
        """Drops what has waited too long."""
        oldest = time.time() - SECONDS_KEPT
        self.unread = [row for row in self.unread if row.since > oldest]
        self._make_room()

    def _make_room(self) -> None:
        """Drops what is too much, from the room with the most: nobody can push out what others wait for."""
        rooms = Counter(row.room_id for row in self.unread)
        while rooms:
            ((fullest, number),) = rooms.most_common(1)
            if number <= MOST_IN_ROOM and rooms.total() <= MOST_KEPT:
                return
            del self.unread[next(place for place, row in enumerate(self.unread) if row.room_id == fullest)]
            rooms[fullest] -= 1

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


def _stub(event: dict[str, Any]) -> dict[str, Any]:
    session = str(event.get("content", {}).get("session_id"))[:_LONGEST_SESSION_ID]
    known = {name: event.get(name) for name in ("type", "room_id", "event_id", "sender", "origin_server_ts")}
    return {**known, "content": {"session_id": session}}
