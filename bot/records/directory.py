"""The recruiters' list of candidates: searched, sorted by date or by name, in pages. Nothing here weighs anybody."""

import math
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, delete, func, insert, select
from sqlalchemy.orm import Session

from bot.records.models import Candidate, Note, SearchWord
from bot.records.visibility import Viewer, visible

PAGE_SIZE = 50
_AT_A_TIME = 100
BY_DATE, BY_NAME = "date", "nom"
SEARCHED = frozenset({"last_name", "first_name", "town"})
SHORTEST_WORD = 2  # letters of a word that is being typed


@dataclass(frozen=True)
class Listed:
    """A candidate as the list shows them; `notes` is the number of situations answered."""

    id: str
    last_name: str | None
    first_name: str | None
    town: dict[str, Any] | None
    mobility: dict[str, Any] | None
    availability: dict[str, Any] | None
    registered_at: datetime
    confirmed_at: datetime | None
    notes: int


@dataclass(frozen=True)
class Page:
    """One page of the list; pages count from 1, and there is always one."""

    rows: list[Listed]
    number: int
    pages: int
    total: int


def _fold(text: str) -> str:
    """Returns words in lower case, without accents, ligatures or hyphens."""
    plain = unicodedata.normalize("NFKD", text.casefold().replace("œ", "oe").replace("æ", "ae"))
    return " ".join(re.findall(r"\w+", "".join(sign for sign in plain if not unicodedata.combining(sign))))


def index_words(session: Session, candidate: Candidate) -> None:
    """Keeps by which words a file is found: those of its names and its town, and the beginnings of these."""
    town = candidate.town or {}
    named = (candidate.first_name, candidate.last_name, town.get("commune"), town.get("departement"))
    session.execute(delete(SearchWord).where(SearchWord.candidate_id == candidate.id))
    beginnings = {
        word[:length]
        for word in _fold(" ".join(filter(None, named))).split()
        for length in range(min(SHORTEST_WORD, len(word)), len(word) + 1)
    }
    if beginnings:
        session.execute(insert(SearchWord), [{"candidate_id": candidate.id, "word": word} for word in beginnings])


def _name_order(row: Any) -> tuple[bool, str, str]:
    return row.last_name is None, _fold(row.last_name or ""), _fold(row.first_name or "")


def list_candidates(session: Session, me: Viewer, *, search: str = "", sort: str = BY_DATE, page: int = 1) -> Page:
    """Returns a page of the candidates of whose names and town each word of the search begins a word.

    Names are sealed: no database can put them in order, so that is done here, over a narrow selection.

    Args:
        session: an open session.
        me: who looks.
        search: words or their beginnings, accents and capitals aside; empty for everybody.
        sort: `BY_DATE` (newest first) or `BY_NAME`.
        page: from 1; a number past the end gives the last page.
    """
    columns = [Candidate.last_name, Candidate.first_name] if sort == BY_NAME else []
    keys = list(session.execute(_found(select(Candidate.id, *columns).where(visible(session, me)), search)).all())
    if sort == BY_NAME:
        keys.sort(key=_name_order)
    pages = max(1, math.ceil(len(keys) / PAGE_SIZE))
    number = min(max(1, page), pages)
    ids = [row.id for row in keys[(number - 1) * PAGE_SIZE : number * PAGE_SIZE]]
    return Page(_load(session, ids), number, pages, len(keys))


def search_candidates(session: Session, search: str) -> list[Candidate]:
    """Returns the candidates that `list_candidates` finds, newest first; none without a word."""
    return list(session.scalars(_found(select(Candidate), search))) if _fold(search) else []


def _found(rows: "Select[*Any]", search: str) -> "Select[*Any]":
    """Returns the selection of those that a search finds, newest first."""
    for word in _fold(search).split():
        rows = rows.where(Candidate.id.in_(select(SearchWord.candidate_id).where(SearchWord.word == word)))
    return rows.order_by(Candidate.created_at.desc(), Candidate.id)


def _load(session: Session, ids: list[str]) -> list[Listed]:
    """Returns the candidates of these ids, in the same order."""
    candidates = {row.id: row for row in session.scalars(select(Candidate).where(Candidate.id.in_(ids)))}
    counted = session.execute(
        select(Note.candidate_id, func.count())
        .where(Note.candidate_id.in_(ids), Note.answer.is_not(None))
        .group_by(Note.candidate_id)
    )
    notes = {row[0]: row[1] for row in counted}
    return [
        Listed(
            id=row.id,
            last_name=row.last_name,
            first_name=row.first_name,
            town=row.town,
            mobility=row.mobility,
            availability=row.availability,
            registered_at=row.created_at,
            confirmed_at=row.confirmed_at,
            notes=notes.get(row.id, 0),
        )
        for row in (candidates[candidate_id] for candidate_id in ids)
    ]


def every_candidate(session: Session, me: Viewer) -> Iterator[Candidate]:
    """Yields all candidates that somebody may see in order of registration, a few at a time."""
    yield from session.scalars(
        select(Candidate)
        .where(visible(session, me))
        .order_by(Candidate.created_at, Candidate.id)
        .execution_options(yield_per=_AT_A_TIME)
    )
