"""Statistics of the dossiers that a structure may see, counted in the rows."""

from collections import Counter
from collections.abc import Sequence

from sqlalchemy.orm import Session

from bot.content.campaign import campaign
from bot.records.desk import figures
from bot.records.desk.visibility import Viewer
from bot.records.models import Status
from bot.records.requests import waits
from bot.recruiting.figures import plots
from bot.recruiting.figures.figure_tables import EMPTY, FULL, LIGHT, Figure, Line, by_time, ranked
from bot.recruiting.figures.periods import Period
from bot.recruiting.figures.small_counts import Sum, protected
from bot.recruiting.files.status_words import STATUSES
from bot.recruiting.requests.waiting_times import in_bands, waiting_figure


def structure_figures(session: Session, me: Viewer, period: Period, channel: str | None) -> list[Figure]:
    """Registrations, answers and handoffs that the viewer may see.

    Args:
        period: of registrations and handoffs. Answers are counted in all stored dossiers.
        channel: of registrations and handoffs; None for all.
    """
    return [_registered(session, me, period, channel), *_files(session, me), *_requests(session, me, period, channel)]


def status_figure(session: Session, me: Viewer) -> Figure:
    """Dossiers by status at the structure."""
    found = figures.statuses(session, me)
    numbers: dict[Status | None, int] = {status: found[status] for status in STATUSES}
    shown = protected(numbers | {None: found.total()}, [Sum(None, list(STATUSES))])
    return ranked(
        "statuts", "Les statuts dans votre structure", f"Dossiers que vous pouvez lire : {shown[None].words}.",
        ["Statut", "Dossiers"], [(words, shown[status]) for status, words in STATUSES.items()],
    )  # fmt: skip


def _registered(session: Session, me: Viewer, period: Period, channel: str | None) -> Figure:
    counts = figures.registered(session, me, period.since, period.until)
    places: list[str | None] = [*sorted({where for _, where in counts}), None]
    parts: list[int | None] = [*range(len(period.spans)), None]
    numbers: Counter[tuple[int | None, str | None]] = Counter({(part, where): 0 for part in parts for where in places})
    for (day, where), number in counts.items():
        for part in (period.place(day), None):
            numbers[part, where] += number
            numbers[part, None] += number
    sums = [Sum((part, None), [(part, where) for where in places[:-1]]) for part in parts if len(places) > 1]
    sums += [Sum((None, where), [(part, where) for part in parts[:-1]]) for where in places]
    shown = protected(numbers, sums)
    if channel is not None and channel not in places:
        shown |= {(part, channel): protected({None: 0})[None] for part in parts}
    return by_time(
        "inscriptions", "Les inscriptions dans le temps",
        f"Dossiers ouverts dans la période, que vous pouvez lire : {shown[None, channel].words}.",
        period, {"Inscriptions": [shown[part, channel] for part in parts[:-1]]},
    )  # fmt: skip


def _files(session: Session, me: Viewer) -> list[Figure]:
    total = figures.in_all(session, me)
    rows = figures.answered(session, me, campaign().scenarios)
    numbers = {"total": total}
    sums = []
    for place, (answered, passed) in enumerate(rows):
        parts = {f"{place}+": answered, f"{place}-": passed, f"{place}?": max(total - answered - passed, 0)}
        numbers |= parts
        sums.append(Sum("total", list(parts)))
    shown = protected(numbers, sums)
    most = shown["total"].about or shown["total"].low
    lines: list[Line] = []
    for place in range(len(rows)):
        cells = [shown[f"{place}{sign}"] for sign in "+-?"]
        drawn = plots.bar(list(zip((FULL, LIGHT, EMPTY), cells, strict=True)), most)
        lines.append(Line(f"Situation {place + 1}", [cell.cell for cell in cells], drawn))
    about = f"De tous les dossiers que vous pouvez lire : {shown['total'].words}. Répondre est facultatif."
    return [
        Figure(
            "situations", "Les situations", about, ["Situation", "Répondue", "Passée ou retirée", "Pas de réponse"], lines,
            legend=[(FULL, "répondue"), (LIGHT, "passée ou retirée"), (EMPTY, "pas de réponse")],
        )
    ]  # fmt: skip


def _requests(session: Session, me: Viewer, period: Period, channel: str | None) -> Sequence[Figure]:
    rows = figures.requests(session, me, period.since, period.until)
    places: list[str | None] = [*sorted({row.channel or "" for row in rows}), None]
    numbers: dict[tuple[str, str | None], int] = {}
    sums = []
    bands = [f"band/{index}" for index in range(len(in_bands(Counter())))]
    for where in places:
        its = [row for row in rows if where is None or (row.channel or "") == where]
        waited = waits.waited(its)
        numbers |= {(name, where): number for name, number in zip(bands, in_bands(waited), strict=True)}
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
    shown = protected(numbers, sums)
    if channel is not None and channel not in places:
        shown |= {(name, channel): protected({None: 0})[None] for name in (*bands, "answered", "open", "asked")}
    steps = {"asked": "Demandes", "answered": "Répondues", "open": "Sans réponse encore"}
    return [
        ranked(
            "humain", "Les demandes de contact humain", "Faites dans la période par des personnes dont vous pouvez lire le dossier.",
            ["Étape", "Demandes"], [(words, shown[name, channel]) for name, words in steps.items()],
        ),
        waiting_figure("delais", [shown[name, channel] for name in bands]),
    ]  # fmt: skip
