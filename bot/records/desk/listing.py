"""The recruiters' list of candidates, filtered and sorted by what candidates said and did. Nothing here scores them."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, case, func, literal, or_, select
from sqlalchemy.orm import Session

from bot.base import geography
from bot.records.desk import answer_search, directory, name_sort_index
from bot.records.desk.visibility import Viewer, visible_candidates_filter
from bot.records.models import NO_STRUCTURE, Candidate, FileRead, Shortlisted, Standing, Status, Structure
from bot.records.store.sql_helpers import fetch_ids

PAGE_SIZE = 50
BY_DATE, BY_NAME, BY_TOWN = "date", "nom", "commune"
UNKNOWN = ""  # département or channel


@dataclass(frozen=True)
class Filters:
    """Filters of the list; the defaults match every candidate.

    Attributes:
        names: words, or prefixes of words, of names or towns.
        words: words, or prefixes of words, of answers.
        departements: codes of the candidates' home départements.
        km: maximum distance from the structure's town.
        before: available on this day or earlier.
        channels: where candidates registered.
        complete: whether the registration is confirmed and every scenario answered.
        statuses: set by the viewer's structure.
        unread: not opened by the viewer since the last change.
        shortlisted: on the viewer's shortlist, with the name revealed.
    """

    names: str = ""
    words: str = ""
    departements: tuple[str, ...] = ()
    km: int | None = None
    before: date | None = None
    channels: tuple[str, ...] = ()
    complete: bool | None = None
    statuses: tuple[str, ...] = ()
    unread: bool = False
    shortlisted: bool = False


@dataclass(frozen=True)
class Listed:
    """One row of the list; `notes` is the number of scenarios answered."""

    id: str
    last_name: str | None
    first_name: str | None
    town: dict[str, Any] | None
    mobility: dict[str, Any] | None
    availability: dict[str, Any] | None
    registered_at: datetime
    confirmed_at: datetime | None
    channel: str | None
    notes: int
    complete: bool
    status: str
    unread: bool
    shortlisted: bool
    km: int | None = None


@dataclass(frozen=True)
class Counts:
    """Number of matches for each value of a filter, given the other filters. Values without a match are left out."""

    departements: dict[str, int] = field(default_factory=dict)
    channels: dict[str, int] = field(default_factory=dict)
    complete: dict[int, int] = field(default_factory=dict)
    statuses: dict[str, int] = field(default_factory=dict)
    unread: dict[int, int] = field(default_factory=dict)
    shortlisted: dict[int, int] = field(default_factory=dict)


@dataclass(frozen=True)
class Page:
    """One page of the list, numbered from 1; an empty list has one page."""

    rows: list[Listed]
    number: int
    pages: int
    total: int
    counts: Counts = field(default_factory=Counts)


FACETS = ("departements", "channels", "complete", "statuses", "unread", "shortlisted")
_ROW_FACETS = ("complete", "statuses", "unread", "shortlisted")


class Listing:
    """The list as one viewer sees it.

    Args:
        me: a recruiter, or an API token, which has no recruiter.
        situations: number of answers that make a dossier complete.
        among: ids already found by words of answers, without an index; None if not searched.
    """

    def __init__(
        self, session: Session, me: Viewer, *, situations: int = 3, among: Sequence[str] | None = None
    ) -> None:
        self._session, self._me = session, me
        self._among = among
        self._person: str | None = getattr(me, "recruiter_id", None)
        self.town = self._town()
        structure_id, person = me.structure_id, self._person
        is_complete = and_(Candidate.confirmed_at.is_not(None), Candidate.answers >= situations)
        self._facets: dict[str, ColumnElement[Any]] = {
            "departements": func.coalesce(Candidate.departement, UNKNOWN),
            "channels": func.coalesce(Candidate.channel, UNKNOWN),
            "complete": _flag(is_complete),
            "statuses": func.coalesce(Standing.status, Status.NEW.value),
            "unread": _flag(or_(FileRead.opened_at.is_(None), FileRead.opened_at < Candidate.changed_at)),
            "shortlisted": _flag(Shortlisted.named_at.is_not(None)),
        }
        self._joins: dict[str, tuple[Any, ColumnElement[bool]]] = {
            "statuses": (Standing, _of(Standing, structure_id=structure_id)),
            "unread": (FileRead, _of(FileRead, recruiter_id=person, structure_id=structure_id or NO_STRUCTURE)),
            "shortlisted": (Shortlisted, _of(Shortlisted, recruiter_id=person, structure_id=structure_id)),
        }

    def _town(self) -> geography.Commune | None:
        structure = self._session.get(Structure, self._me.structure_id) if self._me.structure_id else None
        return geography.communes().get(structure.town["insee"]) if structure and structure.town else None

    def _from(self, rows: "Select[*Any]", facets: Iterable[str]) -> "Select[*Any]":
        rows = rows.select_from(Candidate)
        for name in facets:
            if name in self._joins:
                rows = rows.outerjoin(*self._joins[name])
        return rows

    def _narrow(self, filters: Filters) -> list[ColumnElement[bool]]:
        """Conditions of the filters that are not facets."""
        conditions = [visible_candidates_filter(self._session, self._me), *directory.matches_names(filters.names)]
        if filters.before is not None:
            conditions.append(Candidate.available_from <= filters.before)
        if filters.km is not None and self.town is not None and self.town.point is not None:
            x, y, z = self.town.point
            squared_distance = (
                (Candidate.x - x) * (Candidate.x - x)
                + (Candidate.y - y) * (Candidate.y - y)
                + (Candidate.z - z) * (Candidate.z - z)
            )
            conditions.append(squared_distance <= geography.squared_chord(filters.km))
        if self._among is not None:
            conditions.append(Candidate.id.in_(self._among))
        return conditions

    def page(self, filters: Filters, *, sort: str = BY_DATE, number: int = 1) -> Page:
        """One page of the matches, with the facet counts.

        Args:
            sort: `BY_DATE` (newest first), `BY_NAME` or `BY_TOWN`.
            number: from 1; a number past the end gives the last page.
        """
        facets = self._facets.values()
        cells = self._session.execute(
            self._from(select(*facets, func.count()), self._facets).where(*self._narrow(filters)).group_by(*facets)
        ).all()
        total, counts = _count(cells, filters)
        pages = max(1, math.ceil(total / PAGE_SIZE))
        number = min(max(1, number), pages)
        start = (number - 1) * PAGE_SIZE
        if sort == BY_NAME:  # names are encrypted: the database cannot sort them
            ids = self.ids(filters, sort=sort)[start : start + PAGE_SIZE]
        else:
            ids = list(
                self._session.scalars(self.found(filters).order_by(*_order(sort)).limit(PAGE_SIZE).offset(start))
            )
        return Page(self._shown(ids), number, pages, total, counts)

    def ids(self, filters: Filters, *, sort: str = BY_DATE, within: Sequence[str] | None = None) -> list[str]:
        """Sorted ids of all matches, restricted to `within` if given."""
        rows = self.found(filters)
        if within is not None:
            rows = rows.where(Candidate.id.in_(within))
        if sort == BY_NAME:
            return name_sort_index.sort_by_name(self._session, fetch_ids(self._session, rows))
        return list(self._session.scalars(rows.order_by(*_order(sort))))

    def found(self, filters: Filters) -> "Select[str]":
        """Unsorted query for the ids of all matches."""
        chosen = {name: values for name in self._facets if (values := _chosen(filters, name))}
        wanted = [self._facets[name].in_(values) for name, values in chosen.items()]
        return self._from(select(Candidate.id), chosen).where(*self._narrow(filters), *wanted)

    def _shown(self, ids: list[str]) -> list[Listed]:
        """Rows of the list for these ids, in the same order."""
        columns = (
            Candidate.id, Candidate.last_name, Candidate.first_name, Candidate.town, Candidate.mobility,
            Candidate.availability, Candidate.created_at, Candidate.confirmed_at, Candidate.channel, Candidate.answers,
        )  # fmt: skip
        flags = [self._facets[name] for name in _ROW_FACETS]
        rows = self._from(select(*columns, *flags), _ROW_FACETS).where(Candidate.id.in_(ids))
        by_id = {row[0]: row for row in self._session.execute(rows)}
        return [self._listed(by_id[candidate_id]) for candidate_id in ids if candidate_id in by_id]

    def _listed(self, row: Any) -> Listed:
        complete, status, unread, shortlisted = row[-len(_ROW_FACETS) :]
        return Listed(
            row.id, row.last_name, row.first_name, row.town, row.mobility, row.availability, row.created_at,
            row.confirmed_at, row.channel, row.answers, bool(complete), status, bool(unread), bool(shortlisted),
            self._km(row.town),
        )  # fmt: skip

    def _km(self, town: dict[str, Any] | None) -> int | None:
        home = geography.communes().get((town or {}).get("insee", ""))
        km = geography.km_between(home, self.town) if home and self.town else None
        return None if km is None else round(km)


def scanned(session: Session, me: Viewer, filters: Filters, most: int, *, situations: int) -> tuple[list[str], int]:
    """Search words of answers without an index: the matches among the newest dossiers, and the number of dossiers in all.

    Args:
        most: number of dossiers whose answers are decrypted and searched.
        situations: number of answers that make a dossier complete.
    """
    ids = Listing(session, me, situations=situations).ids(replace(filters, words=""))
    words = answer_search.words_of(filters.words)
    return answer_search.scan(session, ids[:most], words), len(ids)


def _flag(condition: ColumnElement[bool]) -> ColumnElement[int]:
    return case((condition, literal(1)), else_=literal(0))


def _order(sort: str) -> tuple[Any, ...]:
    return (Candidate.town_order, Candidate.id) if sort == BY_TOWN else (Candidate.created_at.desc(), Candidate.id)


def _of(model: Any, **values: Any) -> ColumnElement[bool]:
    """Condition that a row belongs to the candidate and has these values."""
    same = [getattr(model, name) == value for name, value in values.items()]
    return and_(model.candidate_id == Candidate.id, *same)


def _chosen(filters: Filters, name: str) -> tuple[Any, ...]:
    """Wanted values of a facet; empty for any."""
    value = getattr(filters, name)
    if isinstance(value, tuple):
        return value
    if name == "complete":
        return () if value is None else (int(value),)
    return (1,) if value else ()


def _count(cells: Sequence[Any], filters: Filters) -> tuple[int, Counts]:
    """Total of matches, and the count for each facet value given all the other facets."""
    total, counts = 0, Counts()
    chosen = [_chosen(filters, name) for name in FACETS]
    by_facet: list[dict[Any, int]] = [getattr(counts, name) for name in FACETS]
    for *values, number in cells:
        failing = [index for index, wanted in enumerate(chosen) if wanted and values[index] not in wanted]
        if not failing:
            total += number
        if len(failing) < 2:
            for index in failing or range(len(FACETS)):
                by_facet[index][values[index]] = by_facet[index].get(values[index], 0) + number
    return total, counts
