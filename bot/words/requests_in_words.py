"""Requests for a person of the team, as the user who made them reads them."""

from collections.abc import Sequence
from datetime import datetime

from bot.base import clock
from bot.base.french import date_in_words
from bot.records.handoffs.subjects import visible_text
from bot.records.models import HumanRequest
from bot.understanding.reading.directives import OBJECTION

NO_FILE = (
    "Vous n'avez pas de dossier ici. De vous, je garde une trace technique de notre conversation, "
    "vos messages à l'équipe tant que dure l'échange, et :"
)
NO_LONGER = "Cela s'efface avec notre conversation, sept jours au plus après votre dernier message."


def requests_in_words(requests: Sequence[HumanRequest]) -> list[str]:
    """« Demande de parler à une personne, le 4 décembre 2026, en attente … : « … » », a sentence for each."""
    return [_one(request) for request in requests]


def kept_without_file(requests: Sequence[HumanRequest]) -> str:
    """Everything stored of a user without a dossier: their requests, and for how long. Empty without requests."""
    lines = [f"• {line}" for line in requests_in_words(requests)]
    return "\n".join([NO_FILE, *lines, NO_LONGER]) if lines else ""


def _one(request: HumanRequest) -> str:
    what = "Opposition à l'usage de vos données" if request.reason == OBJECTION else "Demande de parler à une personne"
    topic = visible_text(request)
    return f"{what}, le {_day(request.created_at)}, {_state(request)}" + (f" : « {topic} »" if topic else "")


def _state(request: HumanRequest) -> str:
    if request.called_off_at is not None:
        return f"annulée par vous le {_day(request.called_off_at)}"
    if request.handled_at is not None:
        return f"close par l'équipe le {_day(request.handled_at)}"
    if request.written_at is not None:
        return f"répondue le {_day(request.written_at)}, encore ouverte"
    return "en attente d'une réponse"


def _day(moment: datetime) -> str:
    return date_in_words(moment.astimezone(clock.PARIS).date())
