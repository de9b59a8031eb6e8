"""The statistics page and its CSV export. Small counts are suppressed, and nothing is about a single person."""

import csv
import io
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Query, Request, Response
from sqlalchemy.orm import Session

from bot.content.campaign import campaign
from bot.exporting.spreadsheet import BYTE_ORDER_MARK, DELIMITER, safe_cell
from bot.records.accounts.recruiter_sessions import RecruiterUser
from bot.records.desk import statistics as numbers
from bot.records.desk import visibility
from bot.records.store import audit
from bot.records.store.database import default_database
from bot.recruiting import security
from bot.recruiting.rendering import attachment, render
from bot.recruiting.statistics.disclosure_control import ABOUT
from bot.recruiting.statistics.periods import DEFAULT, PERIODS, Period, period_of
from bot.recruiting.statistics.service import ServiceStatistics, departements_statistic
from bot.recruiting.statistics.structure import status_statistic, structure_statistics
from bot.recruiting.statistics.tables import CHANNELS, Statistic, channel_label

PATH = "/chiffres"
_ALL = "tous"
ROUNDED = "environ : nombres arrondis au multiple de 5"
_CSV = "text/csv; charset=utf-8"
_CHANNEL_NAMES = [name for name in CHANNELS if name]

PeriodKey = Annotated[str, Query(alias="periode", pattern=f"^({'|'.join(PERIODS)})$")]
Channel = Annotated[str, Query(alias="canal", pattern="^[a-z_]{1,40}$")]

router = APIRouter()


@dataclass(frozen=True)
class Sheet:
    """Contents of the page.

    Attributes:
        channels: names and labels to choose from.
        is_whole: the statistics cover the whole service.
    """

    period: Period
    channels: list[tuple[str, str]]
    figures: list[Statistic]
    is_whole: bool


def _sheet(session: Session, me: RecruiterUser, key: str, channel: str | None) -> Sheet:
    is_whole = visibility.sees_all_candidates(session, me)
    period = period_of(key, coarser=not is_whole)
    names = set(_CHANNEL_NAMES)
    if is_whole:
        service = ServiceStatistics(session, period, channel, len(campaign().scenarios))
        names |= set(filter(None, service.channels))
        found = service.figures()
        found.append(departements_statistic(numbers.count_by_departement(session, me)))
    else:
        found = structure_statistics(session, me, period, channel)
    if me.structure_id is not None:
        found.append(status_statistic(session, me))
    return Sheet(period, [(name, channel_label(name)) for name in sorted(names)], found, is_whole)


@router.get(PATH)
def show_statistics(
    request: Request, me: security.RecruiterGet, period: PeriodKey = DEFAULT, channel: Channel = _ALL
) -> Response:
    """The statistics of a period."""
    with default_database().session_scope() as session:
        sheet = _sheet(session, me, period, None if channel == _ALL else channel)
        audit.record(session, actor=me.actor, act="read_figures")
    return render(request, "statistics.html", me, sheet=sheet, periods=PERIODS, channel=channel, path=PATH)


@router.get(f"{PATH}.csv")
def export_statistics(me: security.RecruiterGet, period: PeriodKey = DEFAULT, channel: Channel = _ALL) -> Response:
    """The statistics as CSV, suppressed as on the page."""
    with default_database().session_scope() as session:
        sheet = _sheet(session, me, period, None if channel == _ALL else channel)
        audit.record(session, actor=me.actor, act="exported_figures")
    name = f"chiffres-{sheet.period.since:%Y-%m-%d}-{sheet.period.until:%Y-%m-%d}.csv"
    return Response(_as_csv(sheet.figures), media_type=_CSV, headers=attachment(name))


def _as_csv(found: Iterable[Statistic]) -> str:
    written = io.StringIO()
    table = csv.writer(written, delimiter=DELIMITER, quoting=csv.QUOTE_ALL)
    table.writerow(["Tableau", "Ligne", "Colonne", "Nombre", "Précision"])
    for figure in found:
        for line in figure.lines:
            for column, cell in zip(figure.head[1:], line.cells, strict=True):
                number, precision = cell.removeprefix(ABOUT), ROUNDED if cell.startswith(ABOUT) else ""
                table.writerow([safe_cell(value) for value in (figure.title, line.label, column, number, precision)])
    return BYTE_ORDER_MARK + written.getvalue()
