"""Requests for a person of the team, as the user who made them reads them."""

from collections.abc import Sequence
from datetime import datetime

from bot.base import clock
from bot.base.french import date_in_words
from bot.content.sentences import sentence
from bot.records.handoffs.subjects import visible_text
from bot.records.models import HumanRequest
from bot.understanding.reading.directives import OBJECTION


def request_lines(requests: Sequence[HumanRequest]) -> list[str]:
    """« Demande de parler à une personne, le 4 décembre 2026, en attente d'une réponse : « … » », a line each."""
    return [_line(request) for request in requests]


def kept_without_file(requests: Sequence[HumanRequest]) -> str:
    """Everything stored of a user without a dossier: their requests, and for how long. Empty without requests."""
    lines = [f"• {line}" for line in request_lines(requests)]
    return "\n".join([sentence("requests.no_file"), *lines, sentence("requests.erased_soon")]) if lines else ""


def _line(request: HumanRequest) -> str:
    day, state = _day(request.created_at), _state(request)
    if request.reason == OBJECTION:
        line = sentence("requests.objection", day=day, state=state)
    else:
        line = sentence("requests.handoff", day=day, state=state)
    subject = visible_text(request)
    return f"{line} : « {subject} »" if subject else line


def _state(request: HumanRequest) -> str:
    if request.called_off_at is not None:
        return sentence("requests.called_off", day=_day(request.called_off_at))
    if request.handled_at is not None:
        return sentence("requests.closed", day=_day(request.handled_at))
    if request.written_at is not None:
        return sentence("requests.answered", day=_day(request.written_at))
    return sentence("requests.waiting")


def _day(moment: datetime) -> str:
    return date_in_words(clock.day_of(moment))
