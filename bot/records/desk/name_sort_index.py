"""In-memory sort index of candidates by name: names are encrypted, so no database can sort them.

A process decrypts every name once and keeps only the order of ids. Changed candidates are moved by binary search,
which decrypts a few names.
"""

import threading
from bisect import bisect_left
from collections.abc import Iterable, Sequence, Set
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from weakref import WeakKeyDictionary

from sqlalchemy import Engine, bindparam, select
from sqlalchemy.orm import Session

from bot.base import clock
from bot.base.text import fold_any_script
from bot.records.models import Candidate, table_of
from bot.records.store.sql_helpers import count

_TABLE = table_of(Candidate)
_NAMES = select(_TABLE.c.last_name, _TABLE.c.first_name)
_NAMES_OF_ONE = _NAMES.where(_TABLE.c.id == bindparam("of"))
# A transaction may commit some time after the timestamp that it wrote.
_OVERLAP = timedelta(minutes=2)
_REBUILD_ABOVE = 200  # changes: beyond this, rebuilding is faster than moving each
Key = tuple[bool, str, str]


@dataclass
class _Order:
    """Sorted ids of one database's candidates, as of the last update."""

    ids: list[str] = field(default_factory=list)
    stamps: dict[str, datetime] = field(default_factory=dict)
    until: datetime | None = None
    rank: dict[str, int] = field(default_factory=dict)


_orders: "WeakKeyDictionary[Engine, _Order]" = WeakKeyDictionary()
_lock = threading.Lock()


def sort_by_name(session: Session, ids: Iterable[str]) -> list[str]:
    """Ids sorted by name, accents ignored, candidates without a name last."""
    wanted = set(ids)
    with _lock:
        placed = [candidate_id for candidate_id in _order_of(session, wanted).ids if candidate_id in wanted]
    return placed + sorted(wanted.difference(placed))


def adjacent_by_name(session: Session, candidate_id: str, many: int | None, *, is_after: bool) -> list[str]:
    """Ids after or before a candidate by name, nearest first; None gives all."""
    with _lock:
        order = _order_of(session, {candidate_id})
        rank, ids = order.rank.get(candidate_id), order.ids
    if rank is None:
        return []
    many = len(ids) if many is None else many
    return ids[rank + 1 : rank + 1 + many] if is_after else ids[max(0, rank - many) : rank][::-1]


def _order_of(session: Session, wanted: Set[str]) -> _Order:
    engine = session.get_bind()
    assert isinstance(engine, Engine)
    order = _orders.setdefault(engine, _Order())
    _update(session, order)
    if not wanted <= order.rank.keys():
        _build(session, order)
    return order


def _key(last_name: str | None, first_name: str | None) -> Key:
    return last_name is None, fold_any_script(last_name or ""), fold_any_script(first_name or "")


def _key_of(session: Session, candidate_id: str) -> Key:
    row = session.execute(_NAMES_OF_ONE, {"of": candidate_id}).first()
    return _key(*row) if row else (True, "", "")


def _build(session: Session, order: _Order) -> None:
    rows = session.execute(_NAMES.add_columns(_TABLE.c.id, _TABLE.c.updated_at)).all()
    keyed = sorted((_key(last, first), candidate_id) for last, first, candidate_id, _ in rows)
    order.ids = [candidate_id for _, candidate_id in keyed]
    order.stamps = {row[2]: row[3] for row in rows}
    _set_ranks(order)


def _set_ranks(order: _Order) -> None:
    order.rank = {candidate_id: rank for rank, candidate_id in enumerate(order.ids)}


def _update(session: Session, order: _Order) -> None:
    since, order.until = order.until, clock.now()
    if since is None:
        _build(session, order)
        return
    recent = select(_TABLE.c.id, _TABLE.c.updated_at).where(_TABLE.c.updated_at >= since - _OVERLAP)
    changed = [
        (row.id, row.updated_at) for row in session.execute(recent) if order.stamps.get(row.id) != row.updated_at
    ]
    is_shrunk = len(order.ids) > count(session, Candidate) + _REBUILD_ABOVE  # many were erased
    is_stale = is_shrunk or len(changed) > _REBUILD_ABOVE
    if is_stale:
        _build(session, order)
    elif changed:
        _place(session, order, changed)


def _place(session: Session, order: _Order, changed: Sequence[tuple[str, datetime]]) -> None:
    moved = {candidate_id for candidate_id, _ in changed}
    order.ids = [candidate_id for candidate_id in order.ids if candidate_id not in moved]
    for candidate_id, stamp in changed:
        key = (_key_of(session, candidate_id), candidate_id)
        at = bisect_left(order.ids, key, key=lambda other: (_key_of(session, other), other))
        order.ids.insert(at, candidate_id)
        order.stamps[candidate_id] = stamp
    _set_ranks(order)
