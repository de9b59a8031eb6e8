"""Notes and dossiers as JSON documents in the format of `bot/data/interview/note.schema.json`.

Offsets refer to the exported text, which is masked.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from bot.base import clock
from bot.base.registration import FIELDS
from bot.notes.masking import masking
from bot.records.files import remarks
from bot.records.models import Candidate, Note, NoteVersion

NOTE_FORMAT, FILE_FORMAT = "motivation-note/1", "candidate-file/1"

Document = dict[str, Any]
Parts = Mapping[str, masking.Masked]


def note_document(note: Note) -> Document:
    """A note, masked."""
    parts = _parts_of(note)
    return {
        "schema": NOTE_FORMAT,
        "id": note.id,
        "candidate": note.candidate_id,
        "conversation": note.conversation_id,
        "channel": note.channel,
        "notice": {
            "version": note.notice_version,
            "hash": note.candidate.notice_hash,
            "acknowledged_at": _moment(note.notice_acknowledged_at),
        },
        "trait": note.trait,
        "question": {"id": note.question_id, "version": note.question_version, "text": note.question},
        "format": note.format,
        "answer": _text(note.answer, parts[masking.ANSWER]),
        "follow_up": _follow_up(note, parts),
        "evidence": [row for row in (_quote(entry, parts) for entry in note.highlights) if row is not None],
        "contested": note.contested_count,
        "rubric_version": note.rubric_version,
        "masked": note.masked,
        "masks": _masks(parts),
        "choice": _choice(note),
        "skip_reason": note.skip_reason,
        "asked_at": _moment(note.asked_at),
        "answered_at": _moment(note.answered_at),
        "seconds": None,  # writing time says nothing about a person; only their own export has it
        "amended_at": _moment(note.amended_at),
        "withdrawn_at": _moment(note.withdrawn_at),
        "earlier": [_earlier(row) for row in reversed(note.earlier)],
        "comments": [
            {"text": masking.apply_masks(row.text, row.masks), "at": _moment(row.created_at)} for row in note.comments
        ],
        "expires_at": _moment(note.candidate.expires_at),
    }


def dossier_document(candidate: Candidate) -> Document:
    """A dossier: registration and notes, masked."""
    return {
        "schema": FILE_FORMAT,
        "id": candidate.id,
        "exported_at": _moment(clock.now()),
        "registration": {name: getattr(candidate, name) for name in (*FIELDS, "declined")},
        "remark": remarks.visible_text(candidate),
        "channel": candidate.channel,
        "notice": {
            "version": candidate.notice_version,
            "hash": candidate.notice_hash,
            "acknowledged_at": _moment(candidate.consented_at),
        },
        "confirmed_at": _moment(candidate.confirmed_at),
        "expires_at": _moment(candidate.expires_at),
        "notes": [note_document(note) for note in candidate.notes],
    }


def _parts_of(version: Note | NoteVersion) -> Parts:
    return {
        masking.ANSWER: masking.lay_over(version.answer or "", version.masks),
        masking.FOLLOWUP: masking.lay_over(version.followup_answer or "", version.masks, masking.FOLLOWUP),
    }


def _text(stored: str | None, laid: masking.Masked) -> str | None:
    return None if stored is None else laid.text


def _follow_up(note: Note, parts: Parts) -> Document | None:
    if note.followup_question is None:
        return None
    return {"question": note.followup_question, "answer": _text(note.followup_answer, parts[masking.FOLLOWUP])}


def _quote(row: Mapping[str, Any], parts: Parts) -> Document | None:
    """A quote with its offsets in the exported text; None if masks removed it."""
    part = row.get("part", masking.ANSWER)
    span = parts[part].find(row["quote"], row.get("start", 0), row.get("end", 0))
    if span is None:
        return None
    return {
        "quote": parts[part].text[slice(*span)], "part": part, "start": span[0], "end": span[1],
        "indicator": row["indicator"], "polarity": row["polarity"], "rule": row.get("rule"),
    }  # fmt: skip


def _masks(parts: Parts) -> list[Document]:
    return masking.as_rows(mask for laid in parts.values() for mask in laid.masks)


def _choice(note: Note) -> str:
    """What the candidate did with the scenario."""
    if note.withdrawn_at is not None:
        return "withdrawn"
    return "skipped" if note.answer is None else "amended" if note.amended_at else "answered"


def _earlier(row: NoteVersion) -> Document:
    parts = _parts_of(row)
    return {
        "answer": _text(row.answer, parts[masking.ANSWER]),
        "follow_up_answer": _text(row.followup_answer, parts[masking.FOLLOWUP]),
        "replaced_at": _moment(row.replaced_at),
    }


def _moment(moment: datetime | None) -> str | None:
    return moment.isoformat(timespec="seconds") if moment else None
