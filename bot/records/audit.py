"""The audit log: who did what and when, apart from what was said."""

from sqlalchemy.orm import Session

from bot.records.models import AuditEntry


def record(session: Session, *, actor: str, act: str, subject: str | None = None) -> None:
    """Adds an entry.

    Args:
        session: an open session.
        actor: `candidate`, `recruiter:<id>`, `operator` or `purge`.
        act: what was done, a stable word.
        subject: an id or a receipt, never a name nor an answer.
    """
    session.add(AuditEntry(actor=actor, act=act, subject=subject))
