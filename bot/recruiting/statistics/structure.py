"""Statistics of the dossiers that a structure may see, counted in the rows."""

from collections import Counter
from collections.abc import Sequence

from sqlalchemy.orm import Session

from bot.content.campaign import campaign
from bot.content.sentences import sentence
from bot.records.desk import statistics
from bot.records.desk.visibility import Viewer
from bot.records.handoffs import response_times
from bot.records.models import Status
from bot.recruiting.dossiers.status_words import STATUSES
from bot.recruiting.statistics.disclosure_control import ZERO, Sum, suppress
from bot.recruiting.statistics.periods import Period
from bot.recruiting.statistics.response_times import BANDS, histogram, response_time_statistic
from bot.recruiting.statistics.tables import Row, Statistic, meter, over_time, ranked


def structure_statistics(session: Session, me: Viewer, period: Period, channel: str | None) -> list[Statistic]:
    """Registrations, answers and handoffs that the viewer may see.

    Args:
        period: of registrations and handoffs. Answers are counted in all stored dossiers.
        channel: of registrations and handoffs; None for all.
    """
    return [
        _registrations(session, me, period, channel),
        _answers(session, me),
        *_handoffs(session, me, period, channel),
    ]


def status_statistic(session: Session, me: Viewer) -> Statistic:
    """Dossiers by status at the structure."""
    found = statistics.count_by_status(session, me)
    numbers: dict[Status | None, int] = {status: found[status] for status in STATUSES}
    shown = suppress(numbers | {None: found.total()}, [Sum(None, list(STATUSES))])
    rows = [(words, shown[status]) for status, words in STATUSES.items()]
    return ranked("statuts", ["Statut", "Dossiers"], rows, sentence("statistics.statuses", number=shown[None].words))


def _registrations(session: Session, me: Viewer, period: Period, channel: str | None) -> Statistic:
    counts = statistics.registrations_by_day(session, me, period.since, period.until)
    places: list[str | None] = [*sorted({where for _, where in counts}), None]
    parts: list[int | None] = [*range(len(period.spans)), None]
    numbers: Counter[tuple[int | None, str | None]] = Counter({(part, where): 0 for part in parts for where in places})
    for (day, where), number in counts.items():
        for part in (period.place(day), None):
            numbers[part, where] += number
            numbers[part, None] += number
    sums = [Sum((part, None), [(part, where) for where in places[:-1]]) for part in parts if len(places) > 1]
    sums += [Sum((None, where), [(part, where) for part in parts[:-1]]) for where in places]
    shown = suppress(numbers, sums)
    counted = sentence("statistics.registrations", number=shown.get((None, channel), ZERO).words)
    series = {"Inscriptions": [shown.get((part, channel), ZERO) for part in parts[:-1]]}
    return over_time("inscriptions", period, series, counted)


def _answers(session: Session, me: Viewer) -> Statistic:
    total = statistics.count_visible(session, me)
    rows = statistics.count_answers(session, me, campaign().scenarios)
    numbers = {"total": total}
    sums = []
    for place, (answered, passed) in enumerate(rows):
        parts = {f"{place}+": answered, f"{place}-": passed, f"{place}?": max(total - answered - passed, 0)}
        numbers |= parts
        sums.append(Sum("total", list(parts)))
    shown = suppress(numbers, sums)
    most = shown["total"].about or shown["total"].low
    lines: list[Row] = []
    for place in range(len(rows)):
        cells = [shown[f"{place}{sign}"] for sign in "+-?"]
        lines.append(Row(f"Situation {place + 1}", [cell.cell for cell in cells], meter(cells[0], most)))
    counted = sentence("statistics.answers", number=shown["total"].words)
    head = ["Situation", "Répondue", "Passée ou retirée", "Pas de réponse"]
    return Statistic("situations", head, lines, counted, legend="répondue")


def _handoffs(session: Session, me: Viewer, period: Period, channel: str | None) -> Sequence[Statistic]:
    handoffs = statistics.list_handoffs(session, me, period.since, period.until)
    places: list[str | None] = [*sorted({row.channel or "" for row in handoffs}), None]
    numbers: dict[tuple[str, str | None], int] = {}
    sums = []
    bands = [f"band/{index}" for index in range(len(BANDS))]
    for where in places:
        its = [row for row in handoffs if where is None or (row.channel or "") == where]
        waited = response_times.histogram(its)
        numbers |= {(name, where): number for name, number in zip(bands, histogram(waited), strict=True)}
        numbers |= {
            ("answered", where): waited.total(),
            ("open", where): len(its) - waited.total(),
            ("asked", where): len(its),
        }
        sums.append(Sum(("asked", where), [("answered", where), ("open", where)]))
        sums.append(Sum(("answered", where), [(name, where) for name in bands]))
    for name in (*bands, "answered", "open", "asked"):
        if len(places) > 1:
            sums.append(Sum((name, None), [(name, where) for where in places[:-1]]))
    shown = suppress(numbers, sums)
    steps = {"asked": "Demandes", "answered": "Répondues", "open": "Sans réponse encore"}
    rows = [(words, shown.get((name, channel), ZERO)) for name, words in steps.items()]
    return [
        ranked("humain", ["Étape", "Demandes"], rows, sentence("statistics.handoffs")),
        response_time_statistic([shown.get((name, channel), ZERO) for name in bands]),
    ]
