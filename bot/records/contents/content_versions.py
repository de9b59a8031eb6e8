"""Versions of what candidates are told, and drafts of them: who wrote what, when and why (docs/developers/decisions/0018-editors.md)."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from bot.base import clock
from bot.content.overrides import SCENARIOS, ContentOverrides, Override, Overrides
from bot.records.models import ContentDraft, ContentVersion, Recruiter
from bot.records.store import audit
from bot.records.store.database import Database

FILE_VERSION = 0  # the number of a document that nobody changed
Values = Mapping[str, Any]


class EditConflictError(Exception):
    """Somebody else kept a version since this one was begun."""


def override_source(database: Database) -> Callable[[int], ContentOverrides | None]:
    """Returns where a process takes the edits from: given the number that it knows, newer ones, or None."""

    def newer(number: int) -> ContentOverrides | None:
        with database.session_scope() as session:
            return None if newest_id(session) == number else load_overrides(session)

    return newer


def newest_id(session: Session) -> int:
    """Returns the number of all edits: the id of the version that was kept last."""
    return session.scalar(select(func.max(ContentVersion.id))) or FILE_VERSION


def load_overrides(session: Session) -> ContentOverrides:
    """Returns what is said instead of the files."""
    live = select(func.max(ContentVersion.id)).group_by(ContentVersion.document)
    versions = session.scalars(select(ContentVersion).where(ContentVersion.id.in_(live))).all()
    situations = [version for version in history(session, SCENARIOS) if version is not None]
    return ContentOverrides(
        newest_id(session),
        {version.document: changes_of(version) for version in versions},
        tuple((version.at.timestamp(), changes_of(version)) for version in reversed(situations)),
    )


def changes_of(version: ContentVersion | None) -> Overrides:
    """Returns what a version changes of its file; nothing for None, the file itself."""
    return {place: Override(*both) for place, both in version.changes.items()} if version else {}


def live(session: Session, document: str) -> ContentVersion | None:
    """Returns the version that is said now; None where nobody changed the file."""
    return next(iter(history(session, document)), None)


def history(session: Session, document: str) -> Sequence[ContentVersion]:
    """Returns the versions of a document, the newest first."""
    of_it = select(ContentVersion).where(ContentVersion.document == document)
    return session.scalars(of_it.order_by(ContentVersion.number.desc())).all()


def latest(session: Session) -> dict[str, ContentVersion]:
    """Returns the version that is said now of every document that was edited."""
    ids = select(func.max(ContentVersion.id)).group_by(ContentVersion.document)
    found = session.scalars(select(ContentVersion).where(ContentVersion.id.in_(ids))).all()
    return {version.document: version for version in found}


def authors(session: Session) -> dict[str, str]:
    """Returns the names of accounts by id."""
    return {row.id: row.name for row in session.execute(select(Recruiter.id, Recruiter.name))}


def publish(
    session: Session, document: str, changes: Overrides, *, recruiter_id: str, reason: str, base: int
) -> ContentVersion:
    """Keeps a version, which is said from now on, and drops its author's draft.

    Args:
        session: an open session.
        document: its name.
        changes: of the file; none: the file is said again.
        recruiter_id: its author.
        reason: why, in the author's words.
        base: number of the version that it was begun from.

    Raises:
        ConflictError: another version was kept since.
    """
    now = live(session, document)
    if (now.number if now else FILE_VERSION) != base:
        raise EditConflictError
    kept = ContentVersion(
        document=document, number=base + 1, recruiter_id=recruiter_id, reason=reason,
        changes={place: [change.file, change.live] for place, change in changes.items()},
    )  # fmt: skip
    session.add(kept)
    try:
        session.flush()
    except IntegrityError as error:
        raise EditConflictError from error
    discard_draft(session, document, recruiter_id)
    audit.record(session, actor=f"recruiter:{recruiter_id}", act="kept_content", subject=f"content:{kept.id}")
    return kept


def draft(session: Session, document: str, recruiter_id: str) -> ContentDraft | None:
    """Returns what somebody has written of a document and not kept."""
    return session.get(ContentDraft, (document, recruiter_id))


def drafts(session: Session, recruiter_id: str) -> set[str]:
    """Returns the documents of which somebody has a draft."""
    return set(session.scalars(select(ContentDraft.document).where(ContentDraft.recruiter_id == recruiter_id)))


def save_draft(session: Session, document: str, recruiter_id: str, values: Values, base: int) -> ContentDraft:
    """Saves a draft in the place of an earlier one."""
    saved = draft(session, document, recruiter_id)
    if saved is None:
        saved = ContentDraft(document=document, recruiter_id=recruiter_id)
        session.add(saved)
    saved.values, saved.base, saved.at = dict(values), base, clock.now()
    return saved


def discard_draft(session: Session, document: str, recruiter_id: str) -> None:
    """Forgets a draft."""
    dropped = draft(session, document, recruiter_id)
    if dropped is not None:
        session.delete(dropped)
