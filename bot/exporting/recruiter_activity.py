"""What structures did with a dossier, for the candidate's own export, without names of recruiters."""

from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.records.desk import dossier_accesses
from bot.records.models import Candidate, PrivateNote, Shortlisted, Standing, StatusChange, Structure


def recruiter_activity(session: Session, candidate: Candidate) -> dict[str, list[dict[str, Any]]]:
    """Accesses, statuses with their history, notes and shortlists, as JSON values.

    Complete: a status belongs in it even if the structure did not share it.
    """
    names = dict(session.execute(select(Structure.id, Structure.name)).tuples().all())
    statuses = session.scalars(select(Standing).where(Standing.candidate_id == candidate.id))
    changes = session.scalars(
        select(StatusChange).where(StatusChange.candidate_id == candidate.id).order_by(StatusChange.id)
    )
    written = session.scalars(
        select(PrivateNote).where(PrivateNote.candidate_id == candidate.id).order_by(PrivateNote.id)
    )
    aside = session.scalars(
        select(Shortlisted).where(Shortlisted.candidate_id == candidate.id).order_by(Shortlisted.at)
    )
    return {
        "opened_by": [
            {"structure": reader.name, "first_at": reader.first_at.isoformat(), "last_at": reader.last_at.isoformat()}
            for reader in dossier_accesses.structures_with_access(session, candidate.id)
        ],
        "statuses": [
            {
                "structure": names[row.structure_id],
                "status": row.status,
                "at": row.changed_at.isoformat(),
                "told": row.told,
            }
            for row in statuses
        ],
        "status_changes": [
            {"structure": names[row.structure_id], "status": row.status, "at": row.at.isoformat(), "told": row.told}
            for row in changes
        ],
        "private_notes": [
            {"structure": names[row.structure_id], "text": row.text, "at": row.at.isoformat()} for row in written
        ],
        "set_aside": [{"structure": names[row.structure_id], "at": row.at.isoformat()} for row in aside],
    }
