"""Where the reading of the mailbox stands, kept in the same transactions as the messages."""

from dataclasses import asdict, dataclass, field
from datetime import date, timedelta
from typing import Any

from bot.base import clock
from bot.channels.turn.marks import mark_of

KEY = "place"
_MOST_MARKS = 500
_MARK_LENGTH = 16
MOST_REFUSED_AN_HOUR = 20
_FIRST_DAY = date(1970, 1, 1)


@dataclass
class Place:
    """Where it goes on.

    Attributes:
        validity: under which the server's numbers hold (UIDVALIDITY).
        next_uid: the first message that was not taken.
        day: when a message was last taken.
        marks: of the latest messages, hashes: the server may number its messages anew, and then they are known by these.
        first_uid: the first message that arrived for the bot: those before are not touched. 0: since the server numbered
            its messages anew, only the day tells.
        began: when the bot began to read the mailbox; empty where that was not noted.
        refused: when somebody was last told that their address is not proven, in seconds.
    """

    validity: int
    next_uid: int
    day: str
    first_uid: int
    marks: list[str] = field(default_factory=list)
    began: str = ""
    refused: list[float] = field(default_factory=list)

    @classmethod
    def read(cls, stored: Any) -> "Place | None":
        """Returns the place as it was kept, None before the first."""
        return cls(**stored) if isinstance(stored, dict) else None

    @classmethod
    def begin(cls, validity: int, next_uid: int) -> "Place":
        """Returns the place of a mailbox that was never read: what is in it is not answered."""
        today = clock.today().isoformat()
        return cls(validity, next_uid, today, next_uid, began=today)

    def as_rows(self) -> dict[str, Any]:
        """Returns the place to keep, by key."""
        return {KEY: asdict(self)}

    def since(self) -> date:
        """Returns the day from which messages are looked through when the server has numbered them anew."""
        return date.fromisoformat(self.day) - timedelta(days=1)

    def begin_anew(self, validity: int, next_uid: int) -> None:
        """Goes on under other numbers, which say nothing of what arrived before the bot: the day does."""
        self.validity, self.first_uid = validity, 0 if self.began else next_uid
        self.go_on(next_uid)

    def arrived_for_the_bot(self) -> date:
        """Returns the day from which on what is numbered from `first_uid` arrived for the bot."""
        return _FIRST_DAY if self.first_uid else date.fromisoformat(self.began) + timedelta(days=1)

    def go_on(self, next_uid: int) -> None:
        """Counts what stands before a message as taken."""
        self.next_uid, self.day = next_uid, clock.today().isoformat()

    def is_new(self, author: str, message_id: str) -> bool:
        """Returns whether a message was not taken before, and notes that it is now."""
        mark = mark_of(f"{author} {message_id}", _MARK_LENGTH)
        if mark in self.marks:
            return False
        self.marks = [*self.marks, mark][-_MOST_MARKS:]
        return True

    def may_refuse(self) -> bool:
        """Returns whether somebody may be told that their address is not proven, and notes that they are."""
        now = clock.now().timestamp()
        self.refused = [then for then in self.refused if now - 3600 < then <= now]
        if len(self.refused) >= MOST_REFUSED_AN_HOUR:
            return False
        self.refused.append(now)
        return True
