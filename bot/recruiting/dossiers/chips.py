"""Active filters of the list, as chips that can be removed one by one."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from bot.base import geography
from bot.recruiting.dossiers import filter_form
from bot.recruiting.dossiers.filter_form import ListQuery
from bot.recruiting.dossiers.france_map import departement_name
from bot.words.wording import of_place


@dataclass(frozen=True)
class Chip:
    """An active filter.

    Attributes:
        without: the list query after removing it.
    """

    words: str
    without: ListQuery


def chips(list_query: ListQuery, town: geography.Commune | None) -> list[Chip]:
    """The active filters.

    Args:
        town: of the recruiter's structure.
    """
    return [
        Chip(words, replace(list_query, filters=replace(list_query.filters, **changed)))
        for words, changed in _active_filters(list_query, town)
    ]


def filters_label(list_query: ListQuery, town: geography.Commune | None) -> str:
    """Filters and order in one line."""
    order = [f"par {filter_form.ORDERS[list_query.sort]}"] if list_query.sort != filter_form.DEFAULT_ORDER else []
    return ", ".join([*(chip.words for chip in chips(list_query, town)), *order])


def _active_filters(list_query: ListQuery, town: geography.Commune | None) -> Iterator[tuple[str, dict[str, Any]]]:
    filters = list_query.filters
    if filters.names:
        yield f"nom ou commune : « {filters.names} »", {"names": ""}
    if filters.words:
        yield f"dans les réponses : « {filters.words} »", {"words": ""}
    for code in filters.departements:
        yield f"{departement_name(code)} ({code})", {"departements": _without(filters.departements, code)}
    if filters.km:
        where = of_place(town.name) if town else "de votre structure : sans effet, elle n'a pas de commune"
        yield f"à moins de {filters.km} km {where}", {"km": None}
    if filters.before:
        yield f"disponible au plus tard le {filters.before:%d/%m/%Y}", {"before": None}
    for status in filters.statuses:
        yield f"statut : {filter_form.STATUSES[status]}", {"statuses": _without(filters.statuses, status)}
    if filters.complete is not None:
        yield "dossier complet" if filters.complete else "dossier à compléter", {"complete": None}
    if filters.unread:
        yield "non lus", {"unread": False}
    if filters.shortlisted:
        yield "ma sélection, nom affiché", {"shortlisted": False}
    for channel in filters.channels:
        yield f"canal : {filter_form.CHANNELS[channel]}", {"channels": _without(filters.channels, channel)}


def _without(values: tuple[str, ...], one: str) -> tuple[str, ...]:
    return tuple(value for value in values if value != one)
