"""Exports as a one-page PDF and as CSV of the official form. Each is recorded in the audit log."""

from fastapi import APIRouter, Request, Response

from bot.base import clock
from bot.exporting import dossier_pdf
from bot.exporting.official_form import form_csv
from bot.records.desk import directory, dossier_accesses
from bot.records.store import audit
from bot.records.store.database import default_database
from bot.recruiting import security
from bot.recruiting.dossiers.exports import listed_ids
from bot.recruiting.dossiers.page import CandidateId, find_candidate
from bot.recruiting.rendering import attachment, error_page

router = APIRouter()


@router.get("/candidats/formulaire.csv")
def export_forms(request: Request, me: security.RecruiterGet) -> Response:
    """The confirmed registrations of the list as CSV of the official form."""
    ids = listed_ids(request, me)
    with default_database().session_scope() as session:
        found = [candidate for candidate in directory.load_dossiers(session, ids) if candidate.confirmed_at is not None]
        audit.record(session, actor=me.actor, act="exported_forms")
        dossier_accesses.record_access(session, me, [candidate.id for candidate in found], opened=False)
        for candidate in found:
            audit.record(session, actor=me.actor, act="exported_candidate", subject=candidate.id)
        text = form_csv(found)
    name = f"formulaire-{clock.today():%Y-%m-%d}.csv"
    return Response(text, media_type="text/csv; charset=utf-8", headers=attachment(name))


@router.get("/candidats/{candidate_id}/dossier.pdf")
def candidate_pdf(
    request: Request, me: security.RecruiterGet, candidate_id: CandidateId, unnamed: bool = False
) -> Response:
    """A dossier as PDF; `unnamed` leaves out name, contact and address."""
    with default_database().session_scope() as session:
        candidate = find_candidate(session, me, candidate_id)
        try:
            drawn = dossier_pdf.render_pdf(candidate, unnamed=unnamed)
        except dossier_pdf.PdfUnavailableError:
            return error_page(request, me, "no_pdf", 503)
        audit.record(session, actor=me.actor, act="printed_candidate", subject=candidate.id)
        dossier_accesses.record_access(session, me, [candidate.id], opened=not unnamed)
    name = f"dossier-{candidate_id[: dossier_pdf.SHORT_ID]}{'-sans-nom' if unnamed else ''}.pdf"
    return Response(drawn, media_type="application/pdf", headers=attachment(name))
