"""Previewing, evaluating and publishing a draft."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Annotated, Any

from fastapi import APIRouter, Form, HTTPException, Request, Response
from sqlalchemy.orm import Session

from bot.base.text import fold
from bot.content.editing import scenarios
from bot.content.editing.diff import changed_values
from bot.content.editing.documents import Document
from bot.content.editing.old_words import OldWords
from bot.content.sentences import sentence
from bot.records.accounts.recruiter_sessions import RecruiterUser
from bot.records.contents import content_versions, draft_evaluations
from bot.records.contents.content_versions import EditConflictError
from bot.records.contents.draft_evaluations import BusyError
from bot.records.models import ContentDraft
from bot.records.store.database import default_database
from bot.recruiting import security
from bot.recruiting.contents import draft_evaluation
from bot.recruiting.contents.document_pages import draft_values, is_in_model, version_number
from bot.recruiting.contents.index_pages import find_document, refresh
from bot.recruiting.rendering import page_url, redirect, render
from bot.recruiting.review.anchors import levels_of, load_scale

MIN_REASON_LENGTH, MAX_REASON_LENGTH = 5, 500
MAX_QUESTIONS, MAX_QUESTION_LENGTH = 20, 300

router = APIRouter(prefix="/contenus")


@dataclass(frozen=True)
class Measurement:
    """A measurement before and after: `change` is `better`, `worse` or empty."""

    label: str
    before: str
    after: str
    change: str


@router.get("/apercu/{name:path}")
def show_preview(request: Request, me: security.EditorGet, name: str) -> Response:
    """The draft as candidates would read it."""
    with default_database().session_scope() as session:
        return _preview(request, session, me, name)


@router.get("/mesure/{name:path}")
def show_evaluation(request: Request, me: security.EditorGet, name: str) -> Response:
    """The progress of an evaluation, for polling."""
    with default_database().session_scope() as session:
        document = find_document(session, name)
        draft = _draft(session, me, name)
        return render(request, "content_evaluation.html", me, **_evaluation_context(session, me, document, draft))


@router.post("/mesurer/{name:path}")
def evaluate_draft(
    request: Request, me: security.EditorPost, name: str, questions: Annotated[str, Form(max_length=10_000)] = ""
) -> Response:
    """Start the evaluation of a draft."""
    database = default_database()
    own_questions = list(dict.fromkeys(" ".join(line.split()) for line in questions.splitlines() if line.strip()))
    with database.session_scope() as session:
        document = find_document(session, name)
        draft = _draft(session, me, name)
        values = draft_values(document, draft)
        if not document.is_faq or document.faults(values):
            raise HTTPException(404)
        number = draft_evaluation.count_questions() + len(own_questions)
        if len(own_questions) > MAX_QUESTIONS or any(len(one) > MAX_QUESTION_LENGTH for one in own_questions):
            return _preview(
                request,
                session,
                me,
                name,
                errors={
                    "measure": sentence("contents.too_many_questions", number=MAX_QUESTIONS, length=MAX_QUESTION_LENGTH)
                },
                typed={"questions": questions},
            )
        draft.questions = own_questions
        if not number:
            return _preview(request, session, me, name, errors={"measure": sentence("contents.no_question")})
        edits = document.with_values(values)
    try:
        with database.session_scope() as session:
            key = draft_evaluations.enqueue(session, name, me.recruiter_id, values, number)
    except BusyError:
        with database.session_scope() as session:
            return _preview(request, session, me, name, errors={"measure": sentence("contents.evaluation_running")})
    draft_evaluation.start(database, key, document.edits, edits, own_questions)
    return redirect(page_url(f"/contenus/apercu/{name}#mesure"))


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
            values = draft_values(document, draft)
            if document.faults(values):
                return redirect(page_url(f"/contenus/texte/{name}"))
            errors = _errors(document, values, why, confirmation, old_words)
            if errors:
                return _preview(request, session, me, name, errors=errors, typed={"reason": reason})
            content_versions.publish(
                session, name, document.changes(values), recruiter_id=me.recruiter_id, reason=why, base=draft.base
            )
    except EditConflictError:
        with default_database().session_scope() as session:
            return _preview(
                request,
                session,
                me,
                name,
                errors={"": sentence("contents.conflict")},
                typed={"reason": reason},
                status=409,
            )
    refresh()
    return redirect(page_url(f"/contenus/texte/{name}?garde=1"))


@router.post("/repartir/{name:path}")
def rebase_draft(me: security.EditorPost, name: str) -> Response:
    """Rebase a draft: apply its changes to the version that a colleague published meanwhile."""
    with default_database().session_scope() as session:
        document = find_document(session, name)
        draft = _draft(session, me, name)
        begun_from, now, mine = _base_values(session, document, draft), document.values(), draft_values(document, draft)
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
    return security.or_404(content_versions.draft(session, name, me.recruiter_id))


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
    typed: Mapping[str, str] | None = None, status: int = 200,
) -> Response:  # fmt: skip
    document = find_document(session, name)
    draft = content_versions.draft(session, name, me.recruiter_id)
    values = draft_values(document, draft) if draft else {}
    if draft is None or document.faults(values):
        return redirect(page_url(f"/contenus/texte/{name}"))
    live = content_versions.live(session, name)
    is_behind = draft.base != version_number(live)
    old_words = document.old_words(values, load_scale().scenarios)
    return render(
        request, "content_preview.html", me, status=422 if errors and status == 200 else status,
        bubbles=document.bubbles(values), bubbles_now=document.bubbles(document.values()) if document.is_faq else [],
        old_words=old_words, old_words_seen=_fingerprint(old_words), levels_of=levels_of, scenario_title=scenarios.title,
        values=values, followers=document.followers(values), contradictions=document.contradictions(values),
        changed=changed_values(document.values(), values, document.labels()), warnings=document.warnings(values),
        must_confirm=document.needs_confirmation(values), confirmation=scenarios.CONFIRMATION, errors=errors or {},
        typed={"questions": "\n".join(draft.questions), "reason": ""} | dict(typed or {}), is_behind=is_behind, live=live,
        meanwhile=changed_values(_base_values(session, document, draft), document.values(), document.labels()), authors=content_versions.authors(session),
        longest_reason=MAX_REASON_LENGTH, is_learned=is_in_model(document), is_same=values == document.values(), **_evaluation_context(session, me, document, draft),
    )  # fmt: skip


def _evaluation_context(session: Session, me: RecruiterUser, document: Document, draft: ContentDraft) -> dict[str, Any]:
    """Template variables of the evaluation part."""
    draft_evaluations.reap_dead(session)
    measure = draft_evaluations.find(session, document.name, me.recruiter_id)
    is_waiting = measure is not None and draft_evaluations.is_waiting(measure)
    result = measure.result if measure else None
    return {
        "document": document, "measure": measure, "is_waiting": is_waiting, "running": draft_evaluations.running(session) if is_waiting else None,
        "number_before": draft_evaluations.count_ahead(session, measure) if measure and is_waiting else 0, "has_blind": bool(draft_evaluation.question_files()),
        "figures": _measurements(result["before"], result["after"]) if result and result["before"] else [],
        "blind": result["before"]["examples"] if result and result["before"] else 0,
        "own": result["own"] if result else [],
        "is_old": measure is not None and document.cleaned(measure.values) != draft_values(document, draft),
    }  # fmt: skip


def _measurements(before: dict[str, Any], after: dict[str, Any]) -> Sequence[Measurement]:
    rows = (
        ("Questions dont la première réponse est la bonne", "right", "examples", 1),
        ("Questions où le fait demandé est dit d'emblée", "direct", "facts", 1),
        ("Mots d'une réponse, médiane", "median_words", None, -1),
    )
    found = []
    for label, key, total, better in rows:
        if before[key] is None or after[key] is None:
            continue
        old, new = (one[key] if total is None else round(one[key] * one[total]) for one in (before, after))
        change = "" if old == new else "better" if (new - old) * better > 0 else "worse"
        found.append(Measurement(label, f"{old:g}".replace(".", ","), f"{new:g}".replace(".", ","), change))
    return found
