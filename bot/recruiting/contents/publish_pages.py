"""Previewing and publishing a draft."""

from collections.abc import Mapping, Sequence
from typing import Annotated, Any

from fastapi import APIRouter, Form, Request, Response
from sqlalchemy.orm import Session

from bot.base.text import fold
from bot.content import overrides
from bot.content.editing import scenarios
from bot.content.editing.diff import changed_values
from bot.content.editing.documents import Document
from bot.content.editing.old_words import OldWords
from bot.content.sentences import sentence
from bot.records.accounts.recruiter_sessions import RecruiterUser
from bot.records.contents import content_versions
from bot.records.contents.content_versions import EditConflictError
from bot.records.models import ContentDraft
from bot.records.store.database import default_database
from bot.recruiting import security
from bot.recruiting.contents.document_pages import is_in_model, version_number
from bot.recruiting.contents.index_pages import find_document
from bot.recruiting.rendering import or_404, page_url, redirect, render
from bot.recruiting.review.anchors import levels_of, load_scale

MIN_REASON_LENGTH, MAX_REASON_LENGTH = 5, 500

router = APIRouter(prefix="/contenus")


@router.get("/apercu/{name:path}")
def show_preview(request: Request, me: security.EditorGet, name: str) -> Response:
    """The draft as candidates would read it."""
    with default_database().session_scope() as session:
        return _preview(request, session, me, name)


@router.post("/garder/{name:path}")
def publish(
    request: Request,
    me: security.EditorPost,
    name: str,
    reason: Annotated[str, Form(max_length=MAX_REASON_LENGTH * 4)] = "",
    confirmation: Annotated[str, Form(max_length=100)] = "",
    old_words: Annotated[str, Form(alias="mots", max_length=10_000)] = "",
) -> Response:
    """Publish a draft as a new version."""
    why = " ".join(reason.split())
    try:
        with default_database().session_scope() as session:
            document = find_document(session, name)
            draft = _draft(session, me, name)
            values = document.cleaned(draft.values)
            if document.faults(values):
                return redirect(page_url(f"/contenus/texte/{name}"))
            errors = _errors(document, values, why, confirmation, old_words)
            if errors:
                return _preview(request, session, me, name, errors=errors, reason=reason, status=422)
            content_versions.publish(
                session, name, document.changes(values), recruiter_id=me.recruiter_id, reason=why, base=draft.base
            )
    except EditConflictError:
        with default_database().session_scope() as session:
            errors = {"": sentence("contents.conflict")}
            return _preview(request, session, me, name, errors=errors, reason=reason, status=409)
    overrides.refresh()  # other processes follow within `overrides.REFRESH_SECONDS`
    return redirect(page_url(f"/contenus/texte/{name}?garde=1"))


@router.post("/repartir/{name:path}")
def rebase_draft(me: security.EditorPost, name: str) -> Response:
    """Rebase a draft: apply its changes to the version that a colleague published meanwhile."""
    with default_database().session_scope() as session:
        document = find_document(session, name)
        draft = _draft(session, me, name)
        begun_from, now = _base_values(session, document, draft), document.values()
        mine = document.cleaned(draft.values)
        merged = {place: now[place] if mine[place] == begun_from[place] else mine[place] for place in now}
        live = version_number(content_versions.live(session, name))
        content_versions.save_draft(session, name, me.recruiter_id, document.cleaned(merged), live)
    return redirect(page_url(f"/contenus/apercu/{name}"))


def _base_values(session: Session, document: Document, draft: ContentDraft) -> dict[str, Any]:
    """The values from which a draft was started."""
    known = {kept.number: kept for kept in content_versions.history(session, document.name)}
    return document.at(content_versions.changes_of(known.get(draft.base)))


def _draft(session: Session, me: RecruiterUser, name: str) -> ContentDraft:
    """The editor's own draft, 404 if there is none."""
    return or_404(content_versions.draft(session, name, me.recruiter_id))


def _errors(
    document: Document, values: dict[str, Any], why: str, confirmation: str, old_words_seen: str
) -> dict[str, str]:
    """Why a draft cannot be published, by form field."""
    found = {}
    if values == document.values():
        found[""] = sentence("contents.unchanged")
    if not MIN_REASON_LENGTH <= len(why) <= MAX_REASON_LENGTH:
        found["reason"] = sentence("contents.no_reason", shortest=MIN_REASON_LENGTH, longest=MAX_REASON_LENGTH)
    if document.needs_confirmation(values) and fold(confirmation) != fold(scenarios.CONFIRMATION):
        found["confirmation"] = sentence("contents.unconfirmed", word=scenarios.CONFIRMATION)
    left = document.old_words(values, load_scale().scenarios)
    if left and old_words_seen != _fingerprint(left):
        found["old_words"] = sentence("contents.outdated_words")
    return found


def _fingerprint(found: Sequence[OldWords]) -> str:
    """Outdated wording as the confirmation box holds it, so that only what was shown is accepted."""
    return "; ".join(f"{one.scenario}.{one.part}: {', '.join(one.words)}" for one in found)


def _preview(
    request: Request, session: Session, me: RecruiterUser, name: str, *, errors: Mapping[str, str] | None = None,
    reason: str = "", status: int = 200,
) -> Response:  # fmt: skip
    document = find_document(session, name)
    draft = content_versions.draft(session, name, me.recruiter_id)
    if draft is None or document.faults(values := document.cleaned(draft.values)):
        return redirect(page_url(f"/contenus/texte/{name}"))
    live = content_versions.live(session, name)
    is_behind = draft.base != version_number(live)
    old_words = document.old_words(values, load_scale().scenarios)
    return render(
        request, "content_preview.html", me, status=status,
        bubbles=document.bubbles(values), bubbles_now=document.bubbles(document.values()) if document.is_faq else [],
        old_words=old_words, old_words_seen=_fingerprint(old_words), levels_of=levels_of, scenario_title=scenarios.title,
        values=values, followers=document.followers(values), contradictions=document.contradictions(values),
        changed=changed_values(document.values(), values, document.labels()), warnings=document.warnings(values),
        must_confirm=document.needs_confirmation(values), confirmation=scenarios.CONFIRMATION, errors=errors or {},
        reason=reason, is_behind=is_behind, live=live,
        meanwhile=changed_values(_base_values(session, document, draft), document.values(), document.labels()), authors=content_versions.authors(session),
        longest_reason=MAX_REASON_LENGTH, is_learned=is_in_model(document), is_same=values == document.values(), document=document,
    )  # fmt: skip
