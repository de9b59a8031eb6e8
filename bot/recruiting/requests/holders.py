"""Who holds an exchange, in the words of the pages: a colleague by name, others by their structure."""

from sqlalchemy.orm import Session

from bot.records.accounts.recruiters import SignedIn
from bot.records.models import HumanRequest
from bot.records.requests import request_desk
from bot.records.requests.request_desk import Holder

_ERASED = "une personne dont le compte est effacé"
_OF_NONE = "l'administration du service"


def in_words(holder: Holder | None) -> str:
    """Returns « Camille Lecture », « une personne de Mairie de Figeac », as it stands behind « par » or « à »."""
    if holder is None:
        return _ERASED
    if holder.name is not None:
        return holder.name
    return f"une personne de {' ou '.join(holder.structures)}" if holder.structures else _OF_NONE


def holder_of(session: Session, me: SignedIn, asked: HumanRequest) -> str:
    """Returns who holds a request."""
    found = request_desk.holders(session, me, [asked.taken_by])
    return in_words(found.get(asked.taken_by or ""))


def names_of(session: Session, me: SignedIn, requests: list[HumanRequest]) -> dict[str, str]:
    """Returns who holds requests, or whose they are to answer, by account."""
    ids = [one for asked in requests for one in (asked.taken_by, asked.assigned_to)]
    return {account: in_words(holder) for account, holder in request_desk.holders(session, me, ids).items()}
