"""Erasing a file on the demand of its person, by who administers."""

from typing import Annotated

from fastapi import APIRouter, Form, Request, Response

from bot.records import erasing
from bot.records.database import default_database
from bot.recruiting import security
from bot.recruiting.candidate_page import CandidateId, find_candidate
from bot.recruiting.rendering import render

# Typed by hand: nobody erases a file by a slip.
CONFIRMED = "effacer"
PATIENCE_SECONDS = 10.0
NOT_CONFIRMED = f"Rien n'a été effacé : écrivez « {CONFIRMED} » dans la case au bas du dossier pour confirmer."
TITLE = "Dossier effacé"
DONE = "Le dossier, ses réponses et la conversation sont effacés. Donnez ce reçu à la personne : {receipt}. {checked}"
CHECKED = "La base et ses fichiers ont été relus : il n'en reste rien."
CHECKED_SOON = "Une lecture était en cours : une dernière copie chiffrée disparaît d'ici quelques heures."

router = APIRouter()


@router.post("/candidats/{candidate_id}/effacer")
def erase(
    request: Request,
    me: security.Administrator,
    candidate_id: CandidateId,
    confirmed: Annotated[str, Form(alias="confirmation", max_length=40)] = "",
) -> Response:
    """Erases a file and shows its receipt, once that was confirmed by a word."""
    with default_database().session_scope() as session:
        conversation_id = find_candidate(session, me, candidate_id).conversation_id
    if confirmed.strip(' «»"').lower() != CONFIRMED:
        return render(request, "error.html", me, status=400, title="Rien n'est effacé", sentence=NOT_CONFIRMED)
    receipt = erasing.erase(default_database(), conversation_id, actor=me.actor, patience=PATIENCE_SECONDS)
    checked = CHECKED if receipt.is_verified else CHECKED_SOON
    return render(request, "error.html", me, title=TITLE, sentence=DONE.format(receipt=receipt.number, checked=checked))
