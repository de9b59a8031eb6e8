"""Accesses to a dossier, as its candidate reads them."""

from collections import Counter
from collections.abc import Sequence
from datetime import date, datetime

from bot.base import clock
from bot.base.french import date_in_words
from bot.content.campaign import campaign
from bot.content.sentences import sentence
from bot.records.desk.access_log import AccessEntry, AccessKind
from bot.records.desk.dossier_accesses import AccessSummary


def readership_in_words(readers: Sequence[AccessSummary], readings: Sequence[AccessEntry]) -> str:
    """« Votre dossier a été ouvert ici par : … », or that it was not opened.

    Args:
        readings: entries of the access log, used for accesses older than the record by structure.
    """
    if readers:
        lines = [sentence("accesses.opened"), *(f"• {_readership(reader)}" for reader in readers)]
    elif any(reading.kind is not AccessKind.LISTED for reading in readings):
        lines = access_sentences(readings)
    else:
        lines = [sentence("accesses.none")]
    return "\n".join([*lines, f"{sentence('accesses.log')} {sentence('accesses.elsewhere')}"])


def access_sentences(readings: Sequence[AccessEntry]) -> list[str]:
    """« Lu par Mairie de Figeac : le 12 novembre 2026 (2 fois). », a sentence for each kind of access and structure.

    Recruiters are named only if the campaign says so.

    Args:
        readings: oldest first.
    """
    days: dict[tuple[AccessKind, str], Counter[date]] = {}
    for reading in readings:
        days.setdefault((reading.kind, _who(reading)), Counter())[reading.day] += reading.times
    is_read = any(kind is not AccessKind.LISTED for kind, _ in days)
    return [
        *([] if is_read else [sentence("accesses.none_read")]),
        *(
            _sentence(kind, who, times)
            for ordered in AccessKind
            for (kind, who), times in days.items()
            if kind == ordered
        ),
    ]


def _sentence(kind: AccessKind, who: str, times: Counter[date]) -> str:
    days = ", ".join(
        sentence("accesses.day_times", day=date_in_words(day), times=number)
        if number > 1
        else sentence("accesses.day", day=date_in_words(day))
        for day, number in times.items()
    )
    if kind is AccessKind.READ:
        return sentence("accesses.read", who=who, days=days)
    if kind is AccessKind.EXPORTED:
        return sentence("accesses.exported", who=who, days=days)
    return sentence("accesses.listed", who=who, days=days)


def _who(reading: AccessEntry) -> str:
    if campaign().recruiters.named and reading.who:
        return f"{reading.who} ({reading.structure})" if reading.structure else reading.who
    return reading.structure or sentence("accesses.team")


def _readership(reader: AccessSummary) -> str:
    name = reader.name or sentence("accesses.service")
    first, last = _day(reader.first_at), _day(reader.last_at)
    if first == last:
        return sentence("accesses.once", name=name, first=first)
    return sentence("accesses.repeatedly", name=name, first=first, last=last)


def _day(moment: datetime) -> str:
    return date_in_words(clock.day_of(moment))
