"""View state of a dossier, kept in its URL: tab, highlighted indicators, the list it was opened from."""

from collections.abc import Container, Mapping
from dataclasses import dataclass, replace
from typing import Annotated
from urllib.parse import parse_qsl, urlencode

from fastapi import Depends, Query

from bot.content.interview import load_rubric
from bot.recruiting.rendering import page_url

ANSWERS, QUESTIONS, TIMELINE, CONVERSATION, ACCESSES, NOTES = (
    "reponses", "questions", "chronologie", "conversation", "lectures", "notes",
)  # fmt: skip
TABS: Mapping[str, str] = {
    ANSWERS: "Réponses",
    QUESTIONS: "Questions posées",
    TIMELINE: "Chronologie",
    CONVERSATION: "Conversation",
    ACCESSES: "Lectures",
    NOTES: "Notes",
}
ALL_HIGHLIGHTS = "tous"
MAX_HIGHLIGHTS, MAX_QUERY_LENGTH = 60, 1000
FROM_SHORTLIST = "depuis=selection"  # instead of what a list was asked


@dataclass(frozen=True)
class DossierViewState:
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
        return self.listed == FROM_SHORTLIST

    @property
    def origin(self) -> tuple[str, str]:
        """URL and name of the list it was opened from."""
        if self.is_of_selection:
            return page_url("/selection"), "Ma sélection"
        return page_url("/") + (f"?{self.listed}" if self.listed else ""), "Liste"

    @property
    def marked(self) -> Container[str] | None:
        """Ids of highlighted indicators; None for all."""
        return None if ALL_HIGHLIGHTS in self.marks else frozenset(self.marks)

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

    def at(self, tab: str) -> "DossierViewState":
        """The same state on another tab."""
        return replace(self, tab=tab)

    def marking(self, *marks: str) -> "DossierViewState":
        """The answers tab with other highlights."""
        return replace(self, tab=ANSWERS, marks=marks)


def dossier_url(candidate_id: str, place: DossierViewState, path: str = "", **more: str | int) -> str:
    """URL of a dossier, or of a path below it, with a view state."""
    return page_url(f"/candidats/{candidate_id}{path}{place.query(**more)}")


def _view_state(
    tab: Annotated[str, Query(alias="onglet", max_length=40)] = ANSWERS,
    marks: Annotated[list[str] | None, Query(alias="passages", max_length=MAX_HIGHLIGHTS)] = None,
    listed: Annotated[str, Query(alias="liste", max_length=MAX_QUERY_LENGTH)] = "",
) -> DossierViewState:
    known = {ALL_HIGHLIGHTS, *load_rubric().indicators}
    return DossierViewState(
        tab if tab in TABS else ANSWERS,
        tuple(name for name in dict.fromkeys(marks or ()) if name in known),
        urlencode(parse_qsl(listed)),
    )


ViewState = Annotated[DossierViewState, Depends(_view_state)]
