"""The recruiters' list of candidates: filtered and put in order by what people said and did. Nothing here weighs anybody."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, case, func, literal, or_, select
from sqlalchemy.orm import Session

from bot.base import geography
from bot.records.desk import directory, name_order
from bot.records.desk.visibility import Viewer, visible
from bot.records.models import Candidate, FileRead, Shortlisted, Standing, Status, Structure
from bot.records.store import full_text
from bot.records.store.sql_helpers import fetch_ids

PAGE_SIZE = 50
BY_DATE, BY_NAME, BY_TOWN = "date", "nom", "commune"
UNKNOWN = ""  # a département or a channel that is not known


@dataclass(frozen=True)
class Filters:
    """What somebody looks for; empty: everybody.

    Attributes:
        names: words of names or towns, or their beginnings.
        words: words of answers, or their beginnings.
        departements: codes of where people live.
        km: as far as this from the structure's town.
        before: available then at the latest.
        channels: where people registered.
        complete: confirmed with every situation answered; or not.
        statuses: given by people of the structure.
        unread: never opened by who looks, or changed since.
        shortlisted: set aside by who looks, their name known.
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
    """A candidate as the list shows them; `notes` is the number of situations answered."""

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
    """How many a value of a filter would find beside the other filters, by value; what nobody has is not in it."""

    departements: dict[str, int] = field(default_factory=dict)
    channels: dict[str, int] = field(default_factory=dict)
    complete: dict[int, int] = field(default_factory=dict)
    statuses: dict[str, int] = field(default_factory=dict)
    unread: dict[int, int] = field(default_factory=dict)
    shortlisted: dict[int, int] = field(default_factory=dict)


@dataclass(frozen=True)
class Page:
    """One page of the list; pages count from 1, and there is always one."""

    rows: list[Listed]
    number: int
    pages: int
    total: int
    counts: Counts = field(default_factory=Counts)


FACETS = ("departements", "channels", "complete", "statuses", "unread", "shortlisted")
_OF_A_ROW = ("complete", "statuses", "unread", "shortlisted")


class Listing:
    """The list as somebody sees it."""

    def __init__(
        self, session: Session, me: Viewer, *, situations: int = 3, among: Sequence[str] | None = None
    ) -> None:
        """Prepares statements.

        Args:
            session: an open session.
            me: who looks: an account, or a token without one.
            situations: how many answers make a file complete.
            among: who was found by words already, where no index finds them; None: nobody looked.
        """
        self._session, self._me = session, me
        self._among = among
        self._person: str | None = getattr(me, "recruiter_id", None)
        self.town = self._town()
        place, person = me.structure_id, self._person
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
            "statuses": (Standing, _of(Standing, structure_id=place)),
            "unread": (FileRead, _of(FileRead, recruiter_id=person, structure_id=place or "")),
            "shortlisted": (Shortlisted, _of(Shortlisted, recruiter_id=person, structure_id=place)),
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
        """Returns the conditions that are no facets."""
        conditions = [visible(self._session, self._me), *directory.named(filters.names)]
        if filters.before is not None:
            conditions.append(Candidate.available_from <= filters.before)
        if filters.km is not None and self.town is not None and self.town.point is not None:
            x, y, z = self.town.point
            far = (
                (Candidate.x - x) * (Candidate.x - x)
                + (Candidate.y - y) * (Candidate.y - y)
                + (Candidate.z - z) * (Candidate.z - z)
            )
            conditions.append(far <= geography.squared_chord(filters.km))
        if self._among is not None:
            conditions.append(Candidate.id.in_(self._among))
        elif words := full_text.words_of(filters.words):
            conditions.append(full_text.matches_index(self._session, words))
        return conditions

    def page(self, filters: Filters, *, sort: str = BY_DATE, number: int = 1) -> Page:
        """Returns a page of those found, and how many each value of a filter would find.

        Args:
            filters: what is looked for.
            sort: `BY_DATE` (newest first), `BY_NAME` or `BY_TOWN`.
            number: from 1; one past the end gives the last page.
        """
        facets = self._facets.values()
        cells = self._session.execute(
            self._from(select(*facets, func.count()), self._facets).where(*self._narrow(filters)).group_by(*facets)
        ).all()
        total, counts = _count(cells, filters)
        pages = max(1, math.ceil(total / PAGE_SIZE))
        number = min(max(1, number), pages)
        start = (number - 1) * PAGE_SIZE
        if sort == BY_NAME:  # names are sealed: no database can put them in order
            ids = self.ids(filters, sort=sort)[start : start + PAGE_SIZE]
        else:
            ids = list(
                self._session.scalars(self.found(filters).order_by(*_order(sort)).limit(PAGE_SIZE).offset(start))
            )
        return Page(self._shown(ids), number, pages, total, counts)

    def ids(self, filters: Filters, *, sort: str = BY_DATE, within: Sequence[str] | None = None) -> list[str]:
        """Returns the ids of all those found, in order; `within` leaves out all others."""
        rows = self.found(filters)
        if within is not None:
            rows = rows.where(Candidate.id.in_(within))
        if sort == BY_NAME:
            return name_order.in_order(self._session, fetch_ids(self._session, rows))
        return list(self._session.scalars(rows.order_by(*_order(sort))))

    def found(self, filters: Filters) -> "Select[str]":
        """Returns the selection of the ids of those found, in no order."""
        chosen = {name: values for name in self._facets if (values := _chosen(filters, name))}
        wanted = [self._facets[name].in_(values) for name, values in chosen.items()]
        return self._from(select(Candidate.id), chosen).where(*self._narrow(filters), *wanted)

    def _shown(self, ids: list[str]) -> list[Listed]:
        """Returns the candidates of these ids, in the same order."""
        columns = (
            Candidate.id, Candidate.last_name, Candidate.first_name, Candidate.town, Candidate.mobility,
            Candidate.availability, Candidate.created_at, Candidate.confirmed_at, Candidate.channel, Candidate.answers,
        )  # fmt: skip
        flags = [self._facets[name] for name in _OF_A_ROW]
        rows = self._from(select(*columns, *flags), _OF_A_ROW).where(Candidate.id.in_(ids))
        placed = {row[0]: row for row in self._session.execute(rows)}
        return [self._listed(placed[candidate_id]) for candidate_id in ids if candidate_id in placed]

    def _listed(self, row: Any) -> Listed:
        complete, status, unread, shortlisted = row[-len(_OF_A_ROW) :]
        return Listed(
            row.id, row.last_name, row.first_name, row.town, row.mobility, row.availability, row.created_at,
            row.confirmed_at, row.channel, row.answers, bool(complete), status, bool(unread), bool(shortlisted),
            self._km(row.town),
        )  # fmt: skip

    def _km(self, town: dict[str, Any] | None) -> int | None:
        home = geography.communes().get((town or {}).get("insee", ""))
        far = geography.km_between(home, self.town) if home and self.town else None
        return None if far is None else round(far)


def scanned(session: Session, me: Viewer, filters: Filters, most: int, *, situations: int) -> tuple[list[str], int]:
    """Returns who is found by words of answers where there is no index, of the newest `most`, and how many there are in all.

    Args:
        session: an open session.
        me: who looks.
        filters: with words.
        most: answers are opened one by one: of so many files.
        situations: how many answers make a file complete.
    """
    everybody = Listing(session, me, situations=situations).ids(replace(filters, words=""))
    words = full_text.words_of(filters.words)
    return full_text.scan(session, everybody[:most], words), len(everybody)


def _flag(condition: ColumnElement[bool]) -> ColumnElement[int]:
    return case((condition, literal(1)), else_=literal(0))


def _order(sort: str) -> tuple[Any, ...]:
    return (Candidate.town_order, Candidate.id) if sort == BY_TOWN else (Candidate.created_at.desc(), Candidate.id)


def _of(model: Any, **values: Any) -> ColumnElement[bool]:
    """Returns the condition that a row is about a candidate, with these values."""
    same = [getattr(model, name) == value for name, value in values.items()]
    return and_(model.candidate_id == Candidate.id, *same)


def _chosen(filters: Filters, name: str) -> tuple[Any, ...]:
    """Returns the values of a facet that are looked for; none: any."""
    value = getattr(filters, name)
    if isinstance(value, tuple):
        return value
    if name == "complete":
        return () if value is None else (int(value),)
    return (1,) if value else ()


def _count(cells: Sequence[Any], filters: Filters) -> tuple[int, Counts]:
    """Returns how many are found, and how many each value would find: beside all filters but its own."""
    total, counts = 0, Counts()
    chosen = [_chosen(filters, name) for name in FACETS]
    found: list[dict[Any, int]] = [getattr(counts, name) for name in FACETS]
    for *values, number in cells:
        failing = [place for place, wanted in enumerate(chosen) if wanted and values[place] not in wanted]
        if not failing:
            total += number
        if len(failing) < 2:
            for place in failing or range(len(FACETS)):
                found[place][values[place]] = found[place].get(values[place], 0) + number
    return total, counts
