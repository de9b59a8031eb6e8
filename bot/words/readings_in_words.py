"""Entries of the access log, as the candidate reads them."""

from collections.abc import Sequence

from bot.base.french import date_in_words
from bot.content.campaign import campaign
from bot.records.desk.readings import LISTED, READ, TAKEN, Reading

NOBODY = "Personne de l'équipe ne l'a encore lu."
TEAM = "l'équipe de recrutement"
_SAID = {READ: "Lu par", TAKEN: "Emporté (fichier ou papier) par", LISTED: "Vu dans la liste des dossiers par"}


def readings_in_words(found: Sequence[Reading]) -> list[str]:
    """« Lu par Mairie de Figeac : le 12 novembre 2026 (2 fois). », a sentence for each kind of access.

    Structures are named; recruiters only if the campaign says so.

    Args:
        found: oldest first.
    """
    told: dict[tuple[str, str], dict[str, int]] = {}
    for reading in found:
        who = reading.structure or TEAM
        if campaign().recruiters.named and reading.who:
            who = f"{reading.who} ({reading.structure})" if reading.structure else reading.who
        days = told.setdefault((reading.how, who), {})
        day = date_in_words(reading.day)
        days[day] = days.get(day, 0) + reading.times
    said = [
        f"{_SAID[how]} {who} : " + ", ".join(_on(day, times) for day, times in days.items()) + "."
        for how in _SAID
        for (each, who), days in told.items()
        if each == how
    ]
    is_read = any(how != LISTED for how, _ in told)
    return said if is_read else [NOBODY, *said]


def _on(day: str, times: int) -> str:
    return f"le {day}" + (f" ({times} fois)" if times > 1 else "")
