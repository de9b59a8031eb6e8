"""The position in the mailbox, stored in the same transactions as the messages."""

from dataclasses import asdict, dataclass, field
from datetime import date, timedelta
from typing import Any

from bot.base import clock
from bot.base.hashing import short_hash

KEY = "place"
_MAX_MARKS = 500
_MARK_LENGTH = 16
MAX_REFUSED_PER_HOUR = 20
_FIRST_DAY = date(1970, 1, 1)


@dataclass
class MailboxCursor:
    """The position in the mailbox.

    Attributes:
        validity: UIDVALIDITY, under which the UIDs hold.
        next_uid: first message that was not processed.
        day: when a message was last processed.
        first_uid: first message after the bot was installed, since earlier ones are not touched; 0 if UIDs were
            reassigned, when only the day tells.
        marks: hashes of the latest messages, which recognise them if UIDs are reassigned.
        began: day of installation; empty if unknown.
        refused: timestamps of notices to unverified senders.
    """

    validity: int
    next_uid: int
    day: str
    first_uid: int
    marks: list[str] = field(default_factory=list)
    began: str = ""
    refused: list[float] = field(default_factory=list)

    @classmethod
    def read(cls, stored: Any) -> "MailboxCursor | None":
        """The stored cursor, None before the first start."""
        return cls(**stored) if isinstance(stored, dict) else None

    @classmethod
    def begin(cls, validity: int, next_uid: int) -> "MailboxCursor":
        """Cursor of a mailbox that was never read: existing messages are not answered."""
        today = clock.today().isoformat()
        return cls(validity, next_uid, today, next_uid, began=today)

    def as_rows(self) -> dict[str, Any]:
        """The channel state to store, by key."""
        return {KEY: asdict(self)}

    def since(self) -> date:
        """Day from which messages are searched if UIDs were reassigned."""
        return date.fromisoformat(self.day) - timedelta(days=1)

    def reset_uids(self, validity: int, next_uid: int) -> None:
        """Continue under new UIDs."""
        self.validity, self.first_uid = validity, 0 if self.began else next_uid
        self.advance(next_uid)

    def first_day(self) -> date:
        """Day from which messages from `first_uid` on arrived after installation."""
        return _FIRST_DAY if self.first_uid else date.fromisoformat(self.began) + timedelta(days=1)

    def advance(self, next_uid: int) -> None:
        """Mark the messages before a UID as processed."""
        self.next_uid, self.day = next_uid, clock.today().isoformat()

    def is_new(self, author: str, message_id: str) -> bool:
        """Whether a message was not processed yet; marks it as processed."""
        mark = short_hash(f"{author} {message_id}", _MARK_LENGTH)
        if mark in self.marks:
            return False
        self.marks = [*self.marks, mark][-_MAX_MARKS:]
        return True

    def may_refuse(self) -> bool:
        """Whether a notice to an unverified sender is allowed this hour; counts it."""
        now = clock.now().timestamp()
        self.refused = [then for then in self.refused if now - 3600 < then <= now]
        if len(self.refused) >= MAX_REFUSED_PER_HOUR:
            return False
        self.refused.append(now)
        return True
