"""The entries of the main menu."""

from dataclasses import dataclass

from bot.records.recruiters import SignedIn


@dataclass(frozen=True)
class Entry:
    """An entry: the section that templates name, where it leads, what it is called."""

    section: str
    path: str
    words: str
    for_administrators: bool = False
    for_editors: bool = False


ENTRIES = (
    Entry("candidats", "/", "Candidats"),
    Entry("situations", "/situations", "Lire par situation"),
    Entry("selection", "/selection", "Ma sélection"),
    Entry("demandes", "/demandes", "Demandes de contact humain"),
    Entry("chiffres", "/chiffres", "Chiffres"),
    Entry("programmes", "/acces-programmes", "Accès des programmes"),
    Entry("structures", "/structures", "Structures", for_administrators=True),
    Entry("contenus", "/contenus", "Contenus", for_editors=True),
)


def entries(me: SignedIn) -> list[Entry]:
    """Returns the entries for who is signed in."""
    return [
        entry
        for entry in ENTRIES
        if (me.administers or not entry.for_administrators) and (me.edits or not entry.for_editors)
    ]
