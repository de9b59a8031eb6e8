"""Which account at an OpenID provider opens which of ours: told once by its owner, never guessed from an e-mail address."""

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from bot.records.accounts.recruiter_sessions import actor_of
from bot.records.models import OpenidIdentity, Recruiter
from bot.records.store import audit
from bot.records.store.sql_helpers import affected_rows


def find_account(session: Session, issuer: str, subject: str) -> Recruiter | None:
    """Returns the open account that an identity is linked to."""
    return session.scalar(
        select(Recruiter)
        .join(OpenidIdentity, OpenidIdentity.recruiter_id == Recruiter.id)
        .where(
            OpenidIdentity.issuer == issuer, OpenidIdentity.subject == subject, Recruiter.disabled.is_(False)
        )
    )  # fmt: skip


def is_linked(session: Session, recruiter_id: str, issuer: str) -> bool:
    """Returns whether an account is opened by an identity of a provider."""
    of_account = select(OpenidIdentity.subject).where(
        OpenidIdentity.recruiter_id == recruiter_id, OpenidIdentity.issuer == issuer
    )
    return session.scalar(of_account.limit(1)) is not None


def link(session: Session, recruiter_id: str, issuer: str, subject: str) -> bool:
    """Links an identity to an account, in the place of others of the provider.

    Returns:
        Whether it is linked now; it is not while it opens another account.
    """
    found = session.get(OpenidIdentity, (issuer, subject))
    if found is not None:
        return found.recruiter_id == recruiter_id
    unlink(session, recruiter_id, issuer)
    session.add(OpenidIdentity(issuer=issuer, subject=subject, recruiter_id=recruiter_id))
    audit.record(session, actor=actor_of(recruiter_id), act="openid_linked", subject=recruiter_id)
    return True


def unlink(session: Session, recruiter_id: str, issuer: str) -> bool:
    """Takes the identities of a provider from an account; returns whether there was one."""
    number = affected_rows(
        session,
        delete(OpenidIdentity).where(OpenidIdentity.recruiter_id == recruiter_id, OpenidIdentity.issuer == issuer),
    )
    if number:
        audit.record(session, actor=actor_of(recruiter_id), act="openid_unlinked", subject=recruiter_id)
    return number > 0
