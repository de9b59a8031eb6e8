"""One document: its published text, the draft form and earlier versions."""

from collections.abc import Mapping, Sequence
from typing import Annotated

from fastapi import APIRouter, Depends, Form, HTTPException, Request, Response
from sqlalchemy.orm import Session

from bot.content.editing.diff import Difference, changed_values
from bot.content.editing.documents import Document
from bot.content.editing.fields import FieldErrors, Values, count_words
from bot.records.accounts.recruiter_sessions import RecruiterUser
from bot.records.contents import content_versions
from bot.records.models import ContentVersion
from bot.records.store import audit
from bot.records.store.database import default_database
from bot.recruiting import security
from bot.recruiting.contents.index_pages import find_document
from bot.recruiting.rendering import page_url, redirect, render
from bot.understanding.trained_model import learned_answers

router = APIRouter(prefix="/contenus")


async def sent_form(request: Request) -> dict[str, list[str]]:
    """All fields of a form, with all their values."""
    form = await request.form()
    return {name: [str(value) for value in form.getlist(name)] for name in form}


SentForm = Annotated[dict[str, list[str]], Depends(sent_form)]


def version_number(version: ContentVersion | None) -> int:
    """The number of a version; that of the file for None."""
    return version.number if version else content_versions.FILE_VERSION


def is_in_model(document: Document) -> bool:
    """Whether the trained model knows the document: a new FAQ answer is found only after training."""
    learned = learned_answers() if document.is_faq else None
    return learned is None or document.answer in learned


@router.get("/texte/{name:path}")
def show_document(request: Request, me: security.EditorGet, name: str, garde: bool = False) -> Response:
    """The document and the form of its draft."""
    with default_database().session_scope() as session:
        document = find_document(session, name)
        draft = content_versions.draft(session, name, me.recruiter_id)
        given = document.cleaned(draft.values) if draft else document.values()
        faults = document.faults(given) if draft else {}
        return _page(request, session, me, document, given, faults, is_kept=garde)


@router.post("/texte/{name:path}")
def save_draft(
    request: Request, me: security.EditorPost, name: str, form: SentForm, base: Annotated[int, Form(ge=0)] = 0
) -> Response:
    """Save a draft even with errors. Without errors, continue to the preview."""
    with default_database().session_scope() as session:
        document = find_document(session, name)
        given = document.typed(form)
        faults = document.faults(given)
        content_versions.save_draft(session, name, me.recruiter_id, given, base)
        audit.record(session, actor=me.actor, act="drafted_content", subject=f"content:{name}"[:80])
        if faults:
            return _page(request, session, me, document, given, faults, status=422)
    return redirect(page_url(f"/contenus/apercu/{name}"))


@router.post("/abandonner/{name:path}")
def discard_draft(me: security.EditorPost, name: str) -> Response:
    """Discard a draft."""
    with default_database().session_scope() as session:
        find_document(session, name)
        content_versions.discard_draft(session, name, me.recruiter_id)
        audit.record(session, actor=me.actor, act="dropped_draft", subject=f"content:{name}"[:80])
    return redirect(page_url(f"/contenus/texte/{name}"))


@router.post("/reprendre/{name:path}")
def restore_version(me: security.EditorPost, name: str, version: Annotated[int, Form(ge=0, le=2**31 - 1)]) -> Response:
    """Start a draft from an earlier version, or from the file."""
    with default_database().session_scope() as session:
        document = find_document(session, name)
        known = {kept.number: kept for kept in content_versions.history(session, name)}
        if version != content_versions.FILE_VERSION and version not in known:
            raise HTTPException(404)
        values = document.cleaned(document.at(content_versions.changes_of(known.get(version))))
        content_versions.save_draft(
            session, name, me.recruiter_id, values, version_number(content_versions.live(session, name))
        )
        audit.record(session, actor=me.actor, act="drafted_content", subject=f"content:{name}"[:80])
    return redirect(page_url(f"/contenus/apercu/{name}"))


def _page(
    request: Request, session: Session, me: RecruiterUser, document: Document, given: Values, faults: FieldErrors, *,
    status: int = 200, is_kept: bool = False,
) -> Response:  # fmt: skip
    draft = content_versions.draft(session, document.name, me.recruiter_id)
    kept = content_versions.history(session, document.name)
    live = version_number(kept[0] if kept else None)
    labels = document.labels()
    return render(
        request, "content.html", me, status=status, document=document, fields=document.fields(), given=given, faults=faults,
        now=document.values(), draft=draft, live=live, is_kept=is_kept, history=_history(document, kept, labels),
        authors=content_versions.authors(session), labels=labels, count_words=count_words,
        is_learned=is_in_model(document), is_behind=draft is not None and draft.base != live, ineffective_overrides=[labels.get(one, one) for one in document.ineffective_overrides()],
    )  # fmt: skip


def _history(
    document: Document, kept: Sequence[ContentVersion], labels: Mapping[str, str]
) -> list[tuple[ContentVersion, list[Difference]]]:
    """Each version with its differences from the previous one."""
    values = [document.at(content_versions.changes_of(one)) for one in (*kept, None)]
    return [(one, changed_values(values[at + 1], values[at], labels)) for at, one in enumerate(kept)]
