"""Application statuses and recruiters' notes, as the candidate is told of them."""

from collections.abc import Iterable

from bot.base import clock
from bot.base.french import date_in_words
from bot.records.desk.application_status import SharedStatus
from bot.records.models import Status

# Neutral and kind: what a structure said for its own posts, never what somebody is worth.
_SAID = {
    Status.INTERESTED: "{structure} a dit s'intéresser à votre candidature (le {day}).",
    Status.NOT_INTERESTED: (
        "{structure} n'a pas retenu votre candidature pour ses postes (le {day}). Rien ne change pour les autres structures."
    ),
    Status.HIRED: "{structure} a dit vous recruter (le {day}).",
    Status.DONE: "{structure} a dit que votre recrutement est finalisé (le {day}).",
}


def standings_in_words(told: Iterable[SharedStatus]) -> list[str]:
    """« Mairie de Figeac a dit s'intéresser à votre candidature (le 12 novembre 2026). », a sentence a structure."""
    return [
        _SAID[entry.status].format(
            structure=entry.structure, day=date_in_words(entry.at.astimezone(clock.PARIS).date())
        )
        for entry in told
        if entry.status in _SAID
    ]


def notes_in_words(counts: Iterable[tuple[str, int]]) -> list[str]:
    """« 1 note sur vous, de Mairie de Figeac : … », a sentence a structure."""
    return [
        f"{number} {'note' if number == 1 else 'notes'} sur vous, de {structure} : à lire dans le fichier de vos données"
        for structure, number in counts
    ]
