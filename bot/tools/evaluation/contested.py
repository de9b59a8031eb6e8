"""`bot eval contested`: how often candidates disputed a highlight, for the editors of the rubric."""

import json

from bot.operating.commands.tables import checked_session
from bot.records.files import disputed_quotes


def count_contested(*, as_json: bool = False) -> str:
    """The totals of this installation as a table or one JSON object.

    A withdrawn dispute does not count; one of a candidate who erased all data still does.

    Raises:
        OperatingError: the tables are missing.
    """
    with checked_session() as session:
        counts = disputed_quotes.count_by_indicator(session)
    if as_json:
        rows = [{"indicator": name, "polarity": polarity, "number": number} for name, polarity, number in counts]
        return json.dumps({"contested": rows, "total": sum(number for _, _, number in counts)})
    lines = [f"{number:>6}  {polarity:<8}  {name}" for name, polarity, number in counts]
    return "\n".join([f"{'number':>6}  {'polarity':<8}  indicator", *lines]) if lines else "No highlight was contested."
