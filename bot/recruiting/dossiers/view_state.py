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
FROM_SHORTLIST = "depuis=selection"  # in place of a list query


@dataclass(frozen=True)
class DossierViewState:
    """The view state.

    Attributes:
        tab: one of `TABS`.
        highlights: ids of highlighted indicators, or `ALL_HIGHLIGHTS`.
        list_query: query string of the list, without search words, or `FROM_SHORTLIST`.
    """

    tab: str = ANSWERS
    highlights: tuple[str, ...] = ()
    list_query: str = ""

    @property
    def is_from_shortlist(self) -> bool:
        """Whether the dossier was opened from the shortlist."""
        return self.list_query == FROM_SHORTLIST

    @property
    def origin(self) -> tuple[str, str]:
        """URL and name of the list it was opened from."""
        if self.is_from_shortlist:
            return page_url("/selection"), "Ma sélection"
        return page_url("/") + (f"?{self.list_query}" if self.list_query else ""), "Liste"

    @property
    def highlighted(self) -> Container[str] | None:
        """Ids of highlighted indicators; None for all."""
        return None if ALL_HIGHLIGHTS in self.highlights else frozenset(self.highlights)

    def is_highlighted(self, indicator: str) -> bool:
        """Whether quotes of an indicator are highlighted."""
        return self.highlighted is None or indicator in self.highlighted

    def query(self, **more: str | int) -> str:
        """The query string with its question mark; empty for the default state."""
        pairs: list[tuple[str, str | int]] = [("onglet", self.tab)] if self.tab != ANSWERS else []
        pairs += [("passages", name) for name in self.highlights]
        pairs += [("liste", self.list_query)] if self.list_query else []
        pairs += more.items()
        return f"?{urlencode(pairs)}" if pairs else ""

    def on_tab(self, tab: str) -> "DossierViewState":
        """The same state on another tab."""
        return replace(self, tab=tab)

    def with_highlights(self, *highlights: str) -> "DossierViewState":
        """The answers tab with other highlights."""
        return replace(self, tab=ANSWERS, highlights=highlights)


def dossier_url(candidate_id: str, state: DossierViewState, path: str = "", **more: str | int) -> str:
    """URL of a dossier, or of a path below it, with a view state."""
    return page_url(f"/candidats/{candidate_id}{path}{state.query(**more)}")


def _view_state(
    tab: Annotated[str, Query(alias="onglet", max_length=40)] = ANSWERS,
    highlights: Annotated[list[str] | None, Query(alias="passages", max_length=MAX_HIGHLIGHTS)] = None,
    list_query: Annotated[str, Query(alias="liste", max_length=MAX_QUERY_LENGTH)] = "",
) -> DossierViewState:
    valid = {ALL_HIGHLIGHTS, *load_rubric().indicators}
    return DossierViewState(
        tab if tab in TABS else ANSWERS,
        tuple(name for name in dict.fromkeys(highlights or ()) if name in valid),
        urlencode(parse_qsl(list_query, keep_blank_values=True)),  # `canal=`: candidates of no channel
    )


ViewState = Annotated[DossierViewState, Depends(_view_state)]
