"""The entries of the main menu."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from sqlalchemy.orm import Session

from bot.records import request_desk
from bot.records.database import default_database
from bot.records.recruiters import SignedIn


@dataclass(frozen=True)
class Entry:
    """An entry: the section that templates name, where it leads, what it is called.

    Attributes:
        counts: tells of how many things somebody is to take care of there, for the number beside the words.
        count: that number; 0 is not shown.
    """

    section: str
    path: str
    words: str
    for_administrators: bool = False
    counts: Callable[[Session, SignedIn], int] | None = None
    count: int = 0


ENTRIES = (
    Entry("candidats", "/", "Candidats"),
    Entry("demandes", "/demandes", "Demandes de contact humain", counts=request_desk.count_waiting),
)


def entries(me: SignedIn) -> list[Entry]:
    """Returns the entries for who is signed in."""
    found = [entry for entry in ENTRIES if me.administers or not entry.for_administrators]
    with default_database().session_scope() as session:
        return [replace(one, count=one.counts(session, me)) if one.counts else one for one in found]
