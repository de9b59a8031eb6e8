"""Application statuses and recruiters' notes, as the candidate is told of them."""

from collections.abc import Iterable

from bot.base import clock
from bot.base.french import date_in_words
from bot.content.sentences import sentence
from bot.records.desk.application_status import SharedStatus
from bot.records.models import Status


def status_sentences(statuses: Iterable[SharedStatus]) -> list[str]:
    """« Mairie de Figeac a dit s'intéresser à votre candidature (le 12 novembre 2026). », a sentence a structure."""
    return [words for status in statuses if (words := _sentence(status))]


def _sentence(status: SharedStatus) -> str | None:
    """Neutral and kind: a structure's choice for its own posts, never a verdict on the person."""
    structure, day = status.structure, date_in_words(clock.day_of(status.at))
    match status.status:
        case Status.INTERESTED:
            return sentence("status.interested", structure=structure, day=day)
        case Status.NOT_INTERESTED:
            return sentence("status.not_interested", structure=structure, day=day)
        case Status.HIRED:
            return sentence("status.hired", structure=structure, day=day)
        case Status.DONE:
            return sentence("status.done", structure=structure, day=day)
        case _:
            return None


def recruiter_note_lines(counts: Iterable[tuple[str, int]]) -> list[str]:
    """« 1 note sur vous, de Mairie de Figeac : … », a line a structure."""
    return [
        sentence("my_data.one_recruiter_note", structure=structure)
        if count == 1
        else sentence("my_data.recruiter_notes", structure=structure, count=count)
        for structure, count in counts
    ]
