"""Which structures opened a dossier, as its candidate is told."""

from collections.abc import Sequence
from datetime import datetime

from bot.base import clock
from bot.base.french import date_in_words
from bot.records.desk.access_log import LISTED, AccessEntry
from bot.records.desk.dossier_accesses import AccessSummary
from bot.words.readings_in_words import readings_in_words

SERVICE = "l'équipe qui fait marcher ce service"
NOBODY = "Personne n'a encore ouvert votre dossier ici."
IN_A_JOURNAL = "Chaque lecture est inscrite dans un journal."
ELSEWHERE = "Pour la plateforme officielle, je ne le sais pas : je n'y ai pas accès."


def readers_in_words(readers: Sequence[AccessSummary], readings: Sequence[AccessEntry]) -> str:
    """« Votre dossier a été ouvert ici par : … », or that it was not opened.

    Args:
        readings: entries of the access log, used for accesses older than the record by structure.
    """
    if readers:
        told = "Votre dossier a été ouvert ici par :\n" + "\n".join(f"• {_one(reader)}" for reader in readers)
    elif any(reading.how != LISTED for reading in readings):
        told = "\n".join(readings_in_words(readings))
    else:
        told = NOBODY
    return f"{told}\n{IN_A_JOURNAL} {ELSEWHERE}"


def _one(reader: AccessSummary) -> str:
    first, last = _day(reader.first_at), _day(reader.last_at)
    again = f", la dernière fois le {last}" if last != first else ""
    return f"{reader.name or SERVICE} : le {first}{again}"


def _day(moment: datetime) -> str:
    return date_in_words(moment.astimezone(clock.PARIS).date())
