"""The recruiters' list of candidates: searched, sorted by date or by name, in pages. Nothing here weighs anybody."""

import math
import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, Select, func, select
from sqlalchemy.orm import Session

from bot.records.models import Candidate, HumanRequest, Note

PAGE_SIZE = 50
_AT_A_TIME = 100
BY_DATE, BY_NAME = "date", "nom"


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


_Key = Row[tuple[str, str | None, str | None, dict[str, Any] | None, datetime]]


def _is_found(row: _Key, words: Sequence[str]) -> bool:
    town = row.town or {}
    text = _fold(
        f"{row.first_name or ''} {row.last_name or ''} {town.get('commune', '')} {town.get('departement', '')}"
    )
    return all(word in text for word in words)


def _name_order(row: _Key) -> tuple[bool, str, str]:
    return row.last_name is None, _fold(row.last_name or ""), _fold(row.first_name or "")


def list_candidates(session: Session, *, search: str = "", sort: str = BY_DATE, page: int = 1) -> Page:
    """Returns a page of the candidates whose name or town holds every word of the search.

    Databases disagree on accents and on the order of names, so names are compared here, over a narrow selection.

    Args:
        session: an open session.
        search: words, accents and capitals aside; empty for everybody.
        sort: `BY_DATE` (newest first) or `BY_NAME`.
        page: from 1; a number past the end gives the last page.
    """
    keys = _keys(session)
    found = _search(keys, search)
    if sort == BY_NAME:
        order: Callable[[_Key], Any] = _name_order
        found.sort(key=order)
    pages = max(1, math.ceil(len(found) / PAGE_SIZE))
    number = min(max(1, page), pages)
    ids = [row.id for row in found[(number - 1) * PAGE_SIZE : number * PAGE_SIZE]]
    return Page(_load(session, ids), number, pages, len(found))


def search_candidates(session: Session, search: str) -> list[Candidate]:
    """Returns the candidates whose name or town holds every word of the search, newest first; none without a word."""
    found = _search(_keys(session), search) if _fold(search) else []
    by_id = {row.id: row for row in session.scalars(select(Candidate).where(Candidate.id.in_(row.id for row in found)))}
    return [by_id[row.id] for row in found]


def _keys(session: Session) -> Sequence[_Key]:
    names = (Candidate.last_name, Candidate.first_name, Candidate.town)
    newest_first = (Candidate.created_at.desc(), Candidate.id)
    return session.execute(select(Candidate.id, *names, Candidate.created_at).order_by(*newest_first)).all()


def _search(keys: Sequence[_Key], search: str) -> list[_Key]:
    words = _fold(search).split()
    return [row for row in keys if _is_found(row, words)]


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


def every_candidate(session: Session) -> Iterator[Candidate]:
    """Yields all candidates in order of registration, a few at a time."""
    yield from session.scalars(
        select(Candidate).order_by(Candidate.created_at, Candidate.id).execution_options(yield_per=_AT_A_TIME)
    )


def waiting_requests(session: Session) -> list[tuple[HumanRequest, Candidate | None]]:
    """Returns the requests for a person that nobody has handled, oldest first, with who asked if registered."""
    rows = session.execute(
        _requests().where(HumanRequest.handled_at.is_(None)).order_by(HumanRequest.created_at, HumanRequest.id)
    )
    return [(request, candidate) for request, candidate in rows]


def handled_requests(session: Session, since: datetime) -> list[tuple[HumanRequest, Candidate | None]]:
    """Returns the requests handled since a moment, latest first, with who asked if registered."""
    rows = session.execute(
        _requests().where(HumanRequest.handled_at >= since).order_by(HumanRequest.handled_at.desc(), HumanRequest.id)
    )
    return [(request, candidate) for request, candidate in rows]


def _requests() -> "Select[HumanRequest, Candidate]":
    return select(HumanRequest, Candidate).outerjoin(
        Candidate, Candidate.conversation_id == HumanRequest.conversation_id
    )
