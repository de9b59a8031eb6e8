"""Published versions and drafts of edited contents (docs/developers/decisions/0018-editors.md)."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from bot.base import clock
from bot.content.overrides import SCENARIOS, ContentOverrides, Override, Overrides
from bot.records.accounts.recruiter_sessions import actor_of
from bot.records.models import ContentDraft, ContentVersion, Recruiter
from bot.records.store import audit
from bot.records.store.database import Database

FILE_VERSION = 0  # number of an unchanged document
Values = Mapping[str, Any]


class EditConflictError(Exception):
    """Another version was published since this one was started."""


def override_source(database: Database) -> Callable[[int], ContentOverrides | None]:
    """Where a process reads overrides from: given the id it has, newer overrides or None."""

    def newer(number: int) -> ContentOverrides | None:
        with database.session_scope() as session:
            return None if newest_id(session) == number else load_overrides(session)

    return newer


def newest_id(session: Session) -> int:
    """Id of the version published last, of any document."""
    return session.scalar(select(func.max(ContentVersion.id))) or FILE_VERSION


def load_overrides(session: Session) -> ContentOverrides:
    """The overrides in force."""
    return ContentOverrides(
        newest_id(session),
        {document: changes_of(version) for document, version in latest(session).items()},
        tuple((version.at.timestamp(), changes_of(version)) for version in reversed(history(session, SCENARIOS))),
    )


def changes_of(version: ContentVersion | None) -> Overrides:
    """What a version changes in its file; nothing for None, the file itself."""
    return {place: Override(*both) for place, both in version.changes.items()} if version else {}


def live(session: Session, document: str) -> ContentVersion | None:
    """The published version of a document; None if the file is unchanged."""
    return next(iter(history(session, document)), None)


def history(session: Session, document: str) -> Sequence[ContentVersion]:
    """Versions of a document, newest first."""
    of_it = select(ContentVersion).where(ContentVersion.document == document)
    return session.scalars(of_it.order_by(ContentVersion.number.desc())).all()


def latest(session: Session) -> dict[str, ContentVersion]:
    """The published version of every edited document."""
    ids = select(func.max(ContentVersion.id)).group_by(ContentVersion.document)
    versions = session.scalars(select(ContentVersion).where(ContentVersion.id.in_(ids))).all()
    return {version.document: version for version in versions}


def authors(session: Session) -> dict[str, str]:
    """Names of accounts by id."""
    return {row.id: row.name for row in session.execute(select(Recruiter.id, Recruiter.name))}


def publish(
    session: Session, document: str, changes: Overrides, *, recruiter_id: str, reason: str, base: int
) -> ContentVersion:
    """Publish a version and discard its author's draft. Without changes the file applies again.

    Raises:
        EditConflictError: a version was published since the one with the number `base`.
    """
    current = live(session, document)
    if (current.number if current else FILE_VERSION) != base:
        raise EditConflictError
    version = ContentVersion(
        document=document, number=base + 1, recruiter_id=recruiter_id, reason=reason,
        changes={place: [change.file, change.live] for place, change in changes.items()},
    )  # fmt: skip
    session.add(version)
    try:
        session.flush()
    except IntegrityError as error:
        raise EditConflictError from error
    discard_draft(session, document, recruiter_id)
    audit.record(session, actor=actor_of(recruiter_id), act="kept_content", subject=f"content:{version.id}")
    return version


def draft(session: Session, document: str, recruiter_id: str) -> ContentDraft | None:
    """An editor's draft of a document."""
    return session.get(ContentDraft, (document, recruiter_id))


def drafts(session: Session, recruiter_id: str) -> set[str]:
    """Documents of which an editor has a draft."""
    return set(session.scalars(select(ContentDraft.document).where(ContentDraft.recruiter_id == recruiter_id)))


def save_draft(session: Session, document: str, recruiter_id: str, values: Values, base: int) -> ContentDraft:
    """Save a draft, replacing the earlier one."""
    saved = ContentDraft(document=document, recruiter_id=recruiter_id, values=dict(values), base=base, at=clock.now())
    return session.merge(saved)


def discard_draft(session: Session, document: str, recruiter_id: str) -> None:
    """Delete an editor's draft of a document."""
    dropped = draft(session, document, recruiter_id)
    if dropped is not None:
        session.delete(dropped)
