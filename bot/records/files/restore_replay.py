"""What people took back since a backup was made, so that restoring it does not bring it back (erasures: `bot.records.files.erasure_log`)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.records.files import candidates, disputed_quotes, notes, remarks
from bot.records.handoffs import subjects
from bot.records.models import AuditEntry, Candidate, HumanRequest, Note
from bot.records.store import audit

_WORDS = ("answer", "followup_answer", "evidence", "masks")
Entry = tuple[datetime, str, str, str | None]


@dataclass(frozen=True)
class WithdrawalsSince:
    """What a database knows of the time since a backup.

    Attributes:
        withdrawn: ids of notes that their authors took back since.
        without_comments: ids of notes whose comments their authors took back since.
        without_remark: ids of candidates who took their remark back since.
        without_topic: ids of conversations whose authors took back what their requests for a person are about.
        removed: fields that candidates took out of their file since, as they are now, by id of the candidate.
        rewritten: the words of notes of which a part was struck since, as they are now (`_WORDS`), by id of the note.
        contested: what authors contest of the highlights of their notes, by id of the note.
        audit: the audit log since: (moment, actor, act, subject).
        audit_end: hash of the last line of that log.
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
    """Returns what was asked to be forgotten since a moment, as the database tells it."""
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
    """Returns the ids in `request:ID`."""
    return [int(subject.partition(":")[2]) for subject in subjects]


def replay_withdrawals(session: Session, used: WithdrawalsSince) -> None:
    """Takes back again, in a restored database, what was taken back since the backup; the audit log since is kept.

    Its lines go on the restored log's chain, with the moments that they had.

    Args:
        session: of the restored database.
        used: what the replaced database knew.
    """
    entries = select(AuditEntry.at, AuditEntry.actor, AuditEntry.act, AuditEntry.subject)
    known = {tuple(entry) for entry in session.execute(entries)}  # the copy holds what was done while it began
    for at, actor, act, subject in used.audit:
        if (at, actor, act, subject) not in known:
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
        words = used.rewritten.get(note_id)
        if words is not None and (note.earlier or any(getattr(note, name) != words[name] for name in _WORDS[:2])):
            notes.amend_erasing_history(session, note, words["answer"], words["evidence"], words["masks"])
            note.followup_answer = words["followup_answer"]
        for row in note.evidence:
            if disputed_quotes.quote_key(row) in used.contested.get(note_id, []):
                disputed_quotes.contest(session, note, row)
        if note_id in used.without_comments:
            notes.withdraw_comments(session, note)
        if note_id in used.withdrawn and note.withdrawn_at is None:
            notes.withdraw(session, note)
