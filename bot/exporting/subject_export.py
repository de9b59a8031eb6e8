"""The subject access export: everything stored about a person, unmasked (GDPR, articles 15 and 20)."""

from dataclasses import asdict
from datetime import date, datetime
from typing import Any

from sqlalchemy import inspect
from sqlalchemy.orm import Session

from bot.base import clock
from bot.exporting.recruiter_activity import recruiter_activity
from bot.records.accounts import api_tokens
from bot.records.conversations import conversations, transcripts
from bot.records.desk import access_log, rating_queries
from bot.records.files import candidates
from bot.records.models import Base, Candidate
from bot.words.accesses import access_sentences

FORMAT = "own-data/1"


def subject_export(session: Session, conversation_id: str) -> dict[str, Any]:
    """Every row about the person of a conversation, as JSON values.

    Returns:
        `{"schema", "made_at", "candidate", "notes", "ratings", "rating_conclusions", "read_by", "read_by_programs",
        "conversation", …}`, with what structures did (`recruiter_activity`) and all other rows by table.
    """
    candidate = candidates.find(session, conversation_id)
    return {
        "schema": FORMAT,
        "made_at": clock.now().isoformat(timespec="seconds"),
        "candidate": None if candidate is None else _as_dict(candidate),
        "notes": [
            {
                **_as_dict(note),
                "earlier": [_as_dict(version) for version in note.earlier],
                "comments": [_as_dict(comment) for comment in note.comments],
            }
            for note in (candidate.notes if candidate else ())
        ],
        "ratings": [] if candidate is None else _ratings(session, candidate),
        "rating_conclusions": [
            {"structure": structure, "note_id": row.note_id, "text": row.text, "at": _as_json(row.at)}
            for row, structure in (rating_queries.conclusions_for_candidate(session, candidate) if candidate else ())
        ],
        "read_by": [] if candidate is None else access_sentences(access_log.list_accesses(session, candidate)),
        **({} if candidate is None else recruiter_activity(session, candidate)),
        "read_by_programs": [
            {name: _as_json(value) for name, value in asdict(reader).items()}
            for reader in (api_tokens.list_accesses(session, candidate) if candidate else ())
        ],
        "conversation": transcripts.read(session, conversation_id),
        **{
            name: [_as_dict(row) for row in rows]
            for name, rows in conversations.related_rows(session, conversation_id).items()
        },
    }


# Whose rating it is is the recruiter's own data; what it says is the candidate's.
_OF_A_RATING = ("level", "anchor", "quote", "comment", "rubric_version", "final_at")


def _ratings(session: Session, candidate: Candidate) -> list[dict[str, Any]]:
    return [
        {
            "structure": visible.structure,
            "note_id": visible.note_id,
            "question_id": visible.rating.question_id,
            **(
                {name: _as_json(getattr(visible.rating, name)) for name in _OF_A_RATING}
                if visible.rating.is_final
                else {}
            ),
            "earlier": [
                {name: _as_json(getattr(version, name)) for name in (*_OF_A_RATING, "reason", "replaced_at")}
                for version in visible.rating.earlier
            ],
        }
        for visible in rating_queries.for_candidate(session, candidate)
    ]


def _as_dict(row: Base) -> dict[str, Any]:
    names = inspect(type(row)).columns.keys()
    return {name: _as_json(getattr(row, name)) for name in names}


def _as_json(value: Any) -> Any:
    return value.isoformat() if isinstance(value, datetime | date) else value
