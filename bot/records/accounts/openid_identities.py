"""Identities at OpenID providers, linked to accounts by their owners and never by e-mail address."""

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from bot.records.accounts.recruiter_sessions import actor_of
from bot.records.models import OpenidIdentity, Recruiter
from bot.records.store import audit
from bot.records.store.sql_helpers import affected_rows


def find_account(session: Session, issuer: str, subject: str) -> Recruiter | None:
    """The open account of an identity."""
    return session.scalar(
        select(Recruiter)
        .join(OpenidIdentity, OpenidIdentity.recruiter_id == Recruiter.id)
        .where(
            OpenidIdentity.issuer == issuer, OpenidIdentity.subject == subject, Recruiter.disabled.is_(False)
        )
    )  # fmt: skip


def is_linked(session: Session, recruiter_id: str, issuer: str) -> bool:
    """Whether an account has an identity at this provider."""
    of_account = select(OpenidIdentity.subject).where(
        OpenidIdentity.recruiter_id == recruiter_id, OpenidIdentity.issuer == issuer
    )
    return session.scalar(of_account.limit(1)) is not None


def link(session: Session, recruiter_id: str, issuer: str, subject: str) -> bool:
    """Link an identity to an account, replacing others of the provider. False if it belongs to another account."""
    existing = session.get(OpenidIdentity, (issuer, subject))
    if existing is not None:
        return existing.recruiter_id == recruiter_id
    unlink(session, recruiter_id, issuer)
    session.add(OpenidIdentity(issuer=issuer, subject=subject, recruiter_id=recruiter_id))
    audit.record(session, actor=actor_of(recruiter_id), act="openid_linked", subject=recruiter_id)
    return True


def unlink(session: Session, recruiter_id: str, issuer: str) -> bool:
    """Remove an account's identities at a provider. False if there was none."""
    number = affected_rows(
        session,
        delete(OpenidIdentity).where(OpenidIdentity.recruiter_id == recruiter_id, OpenidIdentity.issuer == issuer),
    )
    if number:
        audit.record(session, actor=actor_of(recruiter_id), act="openid_unlinked", subject=recruiter_id)
    return number > 0
