"""What statements come back with: of how many rows they were, or thousands of ids."""

from sqlalchemy import Delete, Select, Update, func, select
from sqlalchemy.orm import Session


def affected_rows(session: Session, change: Delete | Update) -> int:
    """Deletes or changes rows and returns how many there were."""
    return int(session.execute(change).rowcount)  # type: ignore[attr-defined]


def fetch_ids(session: Session, rows: "Select[str]") -> list[str]:
    """Returns the ids that a selection of one column finds, in no order.

    They are brought as one value: thousands of rows of one id each cost more than finding them.
    """
    found = rows.subquery()
    [of_each] = found.columns
    joined: str | None = session.scalar(select(func.aggregate_strings(of_each, ",")))
    return joined.split(",") if joined else []
