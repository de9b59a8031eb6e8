"""The main menu."""

from collections.abc import Callable
from dataclasses import dataclass

from bot.records.accounts.recruiter_sessions import RecruiterUser
from bot.records.handoffs import queue
from bot.records.store.database import default_database


def _waiting(me: RecruiterUser) -> int:
    with default_database().session_scope() as session:
        return queue.count_waiting(session, me)


@dataclass(frozen=True)
class Entry:
    """A menu entry.

    Attributes:
        section: name by which templates mark the current entry.
        count: the number shown as a badge.
    """

    section: str
    path: str
    words: str
    for_administrators: bool = False
    for_editors: bool = False
    count: Callable[[RecruiterUser], int] | None = None

    def number(self, me: RecruiterUser) -> int:
        """The number on the badge; 0 shows none."""
        return self.count(me) if self.count else 0


ENTRIES = (
    Entry("candidats", "/", "Candidats"),
    Entry("situations", "/situations", "Lire par situation"),
    Entry("selection", "/selection", "Ma sélection"),
    Entry("demandes", "/demandes", "Demandes", count=_waiting),
    Entry("chiffres", "/chiffres", "Chiffres"),
    Entry("programmes", "/acces-programmes", "Accès des programmes"),
    Entry("structures", "/structures", "Structures", for_administrators=True),
    Entry("contenus", "/contenus", "Contenus", for_editors=True),
)


def entries(me: RecruiterUser) -> list[Entry]:
    """The menu of a recruiter."""
    return [
        entry
        for entry in ENTRIES
        if (me.administers or not entry.for_administrators) and (me.edits or not entry.for_editors)
    ]
