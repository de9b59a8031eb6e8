"""Where a reader is in a file: which tab, which passages are marked, by which list they came. All of it stands in the address."""

from collections.abc import Container, Mapping
from dataclasses import dataclass, replace
from typing import Annotated
from urllib.parse import parse_qsl, urlencode

from fastapi import Depends, Query

from bot.content.interview import load_rubric
from bot.recruiting.rendering import address

ANSWERS, QUESTIONS, TIMELINE, CONVERSATION, READINGS, NOTES = (
    "reponses", "questions", "chronologie", "conversation", "lectures", "notes",
)  # fmt: skip
TABS: Mapping[str, str] = {
    ANSWERS: "Réponses",
    QUESTIONS: "Questions posées",
    TIMELINE: "Chronologie",
    CONVERSATION: "Conversation",
    READINGS: "Lectures",
    NOTES: "Notes",
}
ALL_MARKS = "tous"
MOST_MARKS, LONGEST_LIST = 60, 1000
OF_SELECTION = "depuis=selection"  # instead of what a list was asked


@dataclass(frozen=True)
class Place:
    """Where a reader is.

    Attributes:
        tab: one of `TABS`.
        marks: behaviours whose passages they asked to see marked, by id, or `ALL_MARKS`; none until they ask.
        listed: what the list that they came by was asked, as in its address, or `OF_SELECTION`; words searched for stand in
            no address.
    """

    tab: str = ANSWERS
    marks: tuple[str, ...] = ()
    listed: str = ""

    @property
    def is_of_selection(self) -> bool:
        """Whether they came by « Ma sélection »."""
        return self.listed == OF_SELECTION

    @property
    def origin(self) -> tuple[str, str]:
        """The address of what they came by, and its name."""
        if self.is_of_selection:
            return address("/selection"), "Ma sélection"
        return address("/") + (f"?{self.listed}" if self.listed else ""), "Liste"

    @property
    def marked(self) -> Container[str] | None:
        """Behaviours whose passages are marked; None for all."""
        return None if ALL_MARKS in self.marks else frozenset(self.marks)

    def is_marked(self, indicator: str) -> bool:
        """Returns whether passages of a behaviour are marked."""
        return self.marked is None or indicator in self.marked

    def query(self, **more: str | int) -> str:
        """Returns the place as it stands in an address, with its question mark; nothing where all is as at first."""
        said: list[tuple[str, str | int]] = [("onglet", self.tab)] if self.tab != ANSWERS else []
        said += [("passages", name) for name in self.marks]
        said += [("liste", self.listed)] if self.listed else []
        said += more.items()
        return f"?{urlencode(said)}" if said else ""

    def at(self, tab: str) -> "Place":
        """Returns the place at another tab."""
        return replace(self, tab=tab)

    def marking(self, *marks: str) -> "Place":
        """Returns the place with other passages marked, which are those of the answers."""
        return replace(self, tab=ANSWERS, marks=marks)


def file_address(candidate_id: str, place: Place, path: str = "", **more: str | int) -> str:
    """Returns the address of a file, or of what is below it, at a place; what is said more stands in it too."""
    return address(f"/candidats/{candidate_id}{path}{place.query(**more)}")


def _place(
    tab: Annotated[str, Query(alias="onglet", max_length=40)] = ANSWERS,
    marks: Annotated[list[str] | None, Query(alias="passages", max_length=MOST_MARKS)] = None,
    listed: Annotated[str, Query(alias="liste", max_length=LONGEST_LIST)] = "",
) -> Place:
    known = {ALL_MARKS, *load_rubric().indicators}
    return Place(
        tab if tab in TABS else ANSWERS,
        tuple(name for name in dict.fromkeys(marks or ()) if name in known),
        urlencode(parse_qsl(listed)),
    )


At = Annotated[Place, Depends(_place)]
