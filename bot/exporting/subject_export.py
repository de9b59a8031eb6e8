"""The subject access export: everything stored about a person, unmasked (GDPR, articles 15 and 20)."""

from collections.abc import Iterable
from dataclasses import asdict
from datetime import date, datetime
from typing import Any

from sqlalchemy import inspect, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from bot.base import clock
from bot.records.accounts import api_tokens
from bot.records.conversations import conversations, transcripts
from bot.records.desk import access_log, dossier_accesses, rating_queries
from bot.records.files import candidates
from bot.records.models import Base, Candidate, PrivateNote, Shortlisted, Standing, StatusChange, Structure
from bot.words.accesses import access_sentences

FORMAT = "own-data/1"
# Whose rating it is is the recruiter's own data; what it says is the candidate's.
_RATING_FIELDS = ("level", "anchor", "quote", "comment", "rubric_version", "final_at")
_NO_DOSSIER: dict[str, Any] = {
    "candidate": None, "notes": [], "ratings": [], "rating_conclusions": [], "read_by": [], "read_by_programs": [],
}  # fmt: skip


def subject_export(session: Session, conversation_id: str) -> dict[str, Any]:
    """Every row about the person of a conversation, as JSON values.

    Returns:
        `{"schema", "made_at", "candidate", "notes", "ratings", "rating_conclusions", "read_by", "read_by_programs",
        "conversation", …}`, with what structures did (`_structure_activity`) and all other rows by table.
    """
    candidate = candidates.find(session, conversation_id)
    return {
        "schema": FORMAT,
        "made_at": clock.now().isoformat(timespec="seconds"),
        **(_NO_DOSSIER if candidate is None else _dossier(session, candidate)),
        "conversation": transcripts.read(session, conversation_id),
        **{
            name: [_as_dict(row) for row in rows]
            for name, rows in conversations.related_rows(session, conversation_id).items()
        },
    }


def _dossier(session: Session, candidate: Candidate) -> dict[str, Any]:
    return {
        "candidate": _as_dict(candidate),
        "notes": [
            {
                **_as_dict(note),
                "earlier": [_as_dict(version) for version in note.earlier],
                "comments": [_as_dict(comment) for comment in note.comments],
            }
            for note in candidate.notes
        ],
        "ratings": _ratings(session, candidate),
        "rating_conclusions": [
            {"structure": structure, "note_id": row.note_id, "text": row.text, "at": _as_json(row.at)}
            for row, structure in rating_queries.conclusions_for_candidate(session, candidate)
        ],
        "read_by": access_sentences(access_log.list_accesses(session, candidate)),
        **_structure_activity(session, candidate),
        "read_by_programs": [
            {name: _as_json(value) for name, value in asdict(reader).items()}
            for reader in api_tokens.list_accesses(session, candidate)
        ],
    }


def _ratings(session: Session, candidate: Candidate) -> list[dict[str, Any]]:
    return [
        {
            "structure": visible.structure,
            "note_id": visible.note_id,
            "question_id": visible.rating.question_id,
            **(_fields(visible.rating, _RATING_FIELDS) if visible.rating.is_final else {}),
            "earlier": [
                _fields(version, (*_RATING_FIELDS, "reason", "replaced_at")) for version in visible.rating.earlier
            ],
        }
        for visible in rating_queries.for_candidate(session, candidate)
    ]


def _structure_activity(session: Session, candidate: Candidate) -> dict[str, list[dict[str, Any]]]:
    """Accesses, statuses with their history, notes and shortlists by structure, without names of recruiters.

    Complete: a status belongs in it even if the structure did not share it.
    """
    names = dict(session.execute(select(Structure.id, Structure.name)).tuples().all())

    def rows(model: Any, order: InstrumentedAttribute[Any], fields: Iterable[str]) -> list[dict[str, Any]]:
        found = session.scalars(select(model).where(model.candidate_id == candidate.id).order_by(order))
        return [{"structure": names[row.structure_id], **_fields(row, fields)} for row in found]

    return {
        "opened_by": [
            {"structure": reader.name, **_fields(reader, ("first_at", "last_at"))}
            for reader in dossier_accesses.structures_with_access(session, candidate.id)
        ],
        "statuses": [
            {
                "structure": names[row.structure_id],
                "status": row.status,
                "at": _as_json(row.changed_at),
                "told": row.told,
            }
            for row in session.scalars(select(Standing).where(Standing.candidate_id == candidate.id))
        ],
        "status_changes": rows(StatusChange, StatusChange.id, ("status", "at", "told")),
        "private_notes": rows(PrivateNote, PrivateNote.id, ("text", "at")),
        "set_aside": rows(Shortlisted, Shortlisted.at, ("at",)),
    }


def _as_dict(row: Base) -> dict[str, Any]:
    return _fields(row, inspect(type(row)).columns.keys())


def _fields(row: object, names: Iterable[str]) -> dict[str, Any]:
    return {name: _as_json(getattr(row, name)) for name in names}


def _as_json(value: Any) -> Any:
    return value.isoformat() if isinstance(value, datetime | date) else value
