"""Replay after restore: withdrawals since the backup are applied again. For erasures see `erasure_log`."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.records.files import candidates, disputed_quotes, notes, remarks
from bot.records.handoffs import subjects
from bot.records.models import AuditEntry, Candidate, HumanRequest, Note
from bot.records.models.candidates import quote_key
from bot.records.store import audit

_WORDS = ("answer", "followup_answer", "evidence", "masks")
Entry = tuple[datetime, str, str, str | None]


@dataclass(frozen=True)
class WithdrawalsSince:
    """Withdrawals in a database since a backup.

    Attributes:
        withdrawn: ids of withdrawn notes.
        without_comments: ids of notes whose comments were withdrawn.
        without_remark: ids of candidates who withdrew their remark.
        without_topic: ids of conversations whose handoff subjects were withdrawn.
        removed: removed fields with their current values, by candidate id.
        rewritten: current text columns (`_WORDS`) of notes with an erased history, by note id.
        contested: contested quotes, by note id.
        audit: audit log since: (timestamp, actor, act, subject).
        audit_end: hash of its last line.
    """

    withdrawn: frozenset[str]
    without_comments: frozenset[str]
    without_remark: frozenset[str]
    without_topic: frozenset[str]
    removed: Mapping[str, Mapping[str, Any]]
    rewritten: Mapping[str, Mapping[str, Any]]
    contested: Mapping[str, list[dict[str, Any]]]
    audit: tuple[Entry, ...]
    audit_end: str | None


def read_withdrawals(session: Session, since: datetime) -> WithdrawalsSince:
    """Withdrawals since a timestamp."""
    entries = session.scalars(select(AuditEntry).where(AuditEntry.at >= since).order_by(AuditEntry.id)).all()
    subjects: dict[str, set[str]] = {}
    for entry in entries:
        subjects.setdefault(entry.act, set()).add(entry.subject or "")
    withdrawn = select(Note.id).where(Note.id.in_(subjects.get("withdrew_note", set())), Note.withdrawn_at.is_not(None))
    bare = select(Note.id).where(Note.id.in_(subjects.get("withdrew_comment", set())), ~Note.comments.any())
    silent = select(Candidate.id).where(
        Candidate.id.in_(subjects.get("withdrew_remark", set())), Candidate.remark.is_(None)
    )
    wordless = select(HumanRequest.conversation_id).where(
        HumanRequest.id.in_(_numbers(subjects.get("withdrew_topic", set()))), HumanRequest.topic.is_(None)
    )
    removed: dict[str, dict[str, Any]] = {}
    for candidate_id, field in (subject.split("/") for subject in subjects.get("removed_field", ())):
        if (candidate := session.get(Candidate, candidate_id)) is not None:
            removed.setdefault(candidate_id, {})[field] = getattr(candidate, field)
    struck = select(Note).where(Note.id.in_(subjects.get("struck_passage", set())), Note.answer.is_not(None))
    return WithdrawalsSince(
        frozenset(session.scalars(withdrawn)),
        frozenset(session.scalars(bare)),
        frozenset(session.scalars(silent)),
        frozenset(session.scalars(wordless)),
        removed,
        {note.id: {name: getattr(note, name) for name in _WORDS} for note in session.scalars(struck)},
        {note.id: note.contested for note in session.scalars(select(Note)) if note.contested},
        tuple((entry.at, entry.actor, entry.act, entry.subject) for entry in entries),
        session.scalar(select(AuditEntry.hash).order_by(AuditEntry.id.desc()).limit(1)),
    )


def _numbers(subjects: Iterable[str]) -> list[int]:
    """Ids in subjects `request:ID`."""
    return [int(subject.partition(":")[2]) for subject in subjects]


def replay_withdrawals(session: Session, used: WithdrawalsSince) -> None:
    """Apply the withdrawals to a restored database and append the audit entries since, with their timestamps."""
    entries = select(AuditEntry.at, AuditEntry.actor, AuditEntry.act, AuditEntry.subject)
    present = {tuple(entry) for entry in session.execute(entries)}  # the copy includes what was logged while it began
    for at, actor, act, subject in used.audit:
        if (at, actor, act, subject) not in present:
            audit.record(session, actor=actor, act=act, subject=subject, at=at)
    for candidate_id, fields in used.removed.items():
        if (candidate := session.get(Candidate, candidate_id)) is not None:
            candidates.replay_removed_fields(session, candidate, fields)
    for candidate_id in sorted(used.without_remark):
        if (candidate := session.get(Candidate, candidate_id)) is not None:
            remarks.withdraw(session, candidate)
    for conversation_id in sorted(used.without_topic):
        subjects.withdraw(session, conversation_id)
    for note_id in sorted(used.withdrawn | used.without_comments | used.rewritten.keys() | used.contested.keys()):
        note = session.get(Note, note_id)
        if note is None:
            continue
        text = used.rewritten.get(note_id)
        if text is not None and (note.earlier or any(getattr(note, name) != text[name] for name in _WORDS[:2])):
            notes.amend_erasing_history(session, note, text["answer"], text["evidence"], text["masks"])
            note.followup_answer = text["followup_answer"]
        for row in note.evidence:
            if quote_key(row) in used.contested.get(note_id, []):
                disputed_quotes.contest(session, note, row)
        if note_id in used.without_comments:
            notes.withdraw_comments(session, note)
        if note_id in used.withdrawn and note.withdrawn_at is None:
            notes.withdraw(session, note)
