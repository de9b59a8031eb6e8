"""How often people said of a highlight « ce passage ne dit pas cela », for the editors of the rubric."""

import json

from bot.operating.commands.tables import check_tables
from bot.records.files import contests
from bot.records.store.database import default_database


def count_contested(*, as_json: bool = False) -> str:
    """Returns the figures of this installation as a table, or as one JSON object.

    A contest that was taken back does not count; one whose author erased everything still does.

    Raises:
        OperatingError: the tables are not there.
    """
    check_tables()
    with default_database().session_scope() as session:
        counts = contests.counts(session)
    if as_json:
        rows = [{"indicator": name, "polarity": polarity, "number": number} for name, polarity, number in counts]
        return json.dumps({"contested": rows, "total": sum(number for _, _, number in counts)})
    lines = [f"{number:>6}  {polarity:<8}  {name}" for name, polarity, number in counts]
    return "\n".join([f"{'number':>6}  {'polarity':<8}  indicator", *lines]) if lines else "No highlight was contested."
