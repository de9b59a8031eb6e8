"""Statistics of the dossiers that a structure may see, counted in the rows."""

from collections import Counter
from collections.abc import Sequence

from sqlalchemy.orm import Session

from bot.content.campaign import campaign
from bot.records.desk import statistics
from bot.records.desk.visibility import Viewer
from bot.records.handoffs import response_times
from bot.records.models import Status
from bot.recruiting.dossiers.status_words import STATUSES
from bot.recruiting.statistics.disclosure_control import Sum, suppress
from bot.recruiting.statistics.periods import Period
from bot.recruiting.statistics.response_times import histogram, response_time_statistic
from bot.recruiting.statistics.tables import Row, Statistic, meter, over_time, ranked


def structure_statistics(session: Session, me: Viewer, period: Period, channel: str | None) -> list[Statistic]:
    """Registrations, answers and handoffs that the viewer may see.

    Args:
        period: of registrations and handoffs. Answers are counted in all stored dossiers.
        channel: of registrations and handoffs; None for all.
    """
    return [
        _registrations(session, me, period, channel),
        *_answers(session, me),
        *_handoffs(session, me, period, channel),
    ]


def status_statistic(session: Session, me: Viewer) -> Statistic:
    """Dossiers by status at the structure."""
    found = statistics.count_by_status(session, me)
    numbers: dict[Status | None, int] = {status: found[status] for status in STATUSES}
    shown = suppress(numbers | {None: found.total()}, [Sum(None, list(STATUSES))])
    return ranked(
        "statuts", "Les statuts dans votre structure", f"Dossiers que vous pouvez lire : {shown[None].words}.",
        ["Statut", "Dossiers"], [(words, shown[status]) for status, words in STATUSES.items()],
    )  # fmt: skip


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
    if channel is not None and channel not in places:
        shown |= {(part, channel): suppress({None: 0})[None] for part in parts}
    return over_time(
        "inscriptions", "Les inscriptions dans le temps",
        f"Dossiers ouverts dans la période, que vous pouvez lire : {shown[None, channel].words}.",
        period, {"Inscriptions": [shown[part, channel] for part in parts[:-1]]},
    )  # fmt: skip


def _answers(session: Session, me: Viewer) -> list[Statistic]:
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
    about = f"De tous les dossiers que vous pouvez lire : {shown['total'].words}. Répondre est facultatif."
    return [
        Statistic(
            "situations", "Les situations", about, ["Situation", "Répondue", "Passée ou retirée", "Pas de réponse"], lines,
            legend="répondue",
        )
    ]  # fmt: skip


def _handoffs(session: Session, me: Viewer, period: Period, channel: str | None) -> Sequence[Statistic]:
    rows = statistics.list_handoffs(session, me, period.since, period.until)
    places: list[str | None] = [*sorted({row.channel or "" for row in rows}), None]
    numbers: dict[tuple[str, str | None], int] = {}
    sums = []
    bands = [f"band/{index}" for index in range(len(histogram(Counter())))]
    for where in places:
        its = [row for row in rows if where is None or (row.channel or "") == where]
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
    if channel is not None and channel not in places:
        shown |= {(name, channel): suppress({None: 0})[None] for name in (*bands, "answered", "open", "asked")}
    steps = {"asked": "Demandes", "answered": "Répondues", "open": "Sans réponse encore"}
    return [
        ranked(
            "humain", "Les demandes de contact humain", "Faites dans la période par des personnes dont vous pouvez lire le dossier.",
            ["Étape", "Demandes"], [(words, shown[name, channel]) for name, words in steps.items()],
        ),
        response_time_statistic("delais", [shown[name, channel] for name in bands]),
    ]  # fmt: skip
