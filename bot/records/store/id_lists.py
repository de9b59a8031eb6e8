"""Long lists of ids, brought as one value: thousands of rows of one id each cost more than finding them."""

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session


def ids_of(session: Session, rows: "Select[str]") -> list[str]:
    """Returns the ids that a selection of one column finds, in no order."""
    found = rows.subquery()
    [of_each] = found.columns
    joined: str | None = session.scalar(select(func.aggregate_strings(of_each, ",")))
    return joined.split(",") if joined else []
