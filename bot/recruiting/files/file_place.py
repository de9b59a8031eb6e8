"""View state of a dossier, kept in its URL: tab, highlighted indicators, the list it was opened from."""

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
    """The view state.

    Attributes:
        tab: one of `TABS`.
        marks: ids of highlighted indicators, or `ALL_MARKS`.
        listed: query string of the list, without search words, or `OF_SELECTION`.
    """

    tab: str = ANSWERS
    marks: tuple[str, ...] = ()
    listed: str = ""

    @property
    def is_of_selection(self) -> bool:
        """Whether the dossier was opened from the shortlist."""
        return self.listed == OF_SELECTION

    @property
    def origin(self) -> tuple[str, str]:
        """URL and name of the list it was opened from."""
        if self.is_of_selection:
            return address("/selection"), "Ma sélection"
        return address("/") + (f"?{self.listed}" if self.listed else ""), "Liste"

    @property
    def marked(self) -> Container[str] | None:
        """Ids of highlighted indicators; None for all."""
        return None if ALL_MARKS in self.marks else frozenset(self.marks)

    def is_marked(self, indicator: str) -> bool:
        """Whether quotes of an indicator are highlighted."""
        return self.marked is None or indicator in self.marked

    def query(self, **more: str | int) -> str:
        """The query string with its question mark; empty for the default state."""
        said: list[tuple[str, str | int]] = [("onglet", self.tab)] if self.tab != ANSWERS else []
        said += [("passages", name) for name in self.marks]
        said += [("liste", self.listed)] if self.listed else []
        said += more.items()
        return f"?{urlencode(said)}" if said else ""

    def at(self, tab: str) -> "Place":
        """The same state on another tab."""
        return replace(self, tab=tab)

    def marking(self, *marks: str) -> "Place":
        """The answers tab with other highlights."""
        return replace(self, tab=ANSWERS, marks=marks)


def file_address(candidate_id: str, place: Place, path: str = "", **more: str | int) -> str:
    """URL of a dossier, or of a path below it, with a view state."""
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
