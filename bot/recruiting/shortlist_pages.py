"""« Ma sélection »: whom one set aside, their answers side by side, and their names once one asks for them."""

from collections.abc import Sequence
from typing import Annotated

from fastapi import APIRouter, Form, HTTPException, Query, Request, Response
from sqlalchemy.orm import Session

from bot.evidence.content import load_scenarios
from bot.records import audit, shortlists
from bot.records import situations as stored
from bot.records.database import default_database
from bot.records.models import Note
from bot.records.recruiters import SignedIn
from bot.records.shortlists import Chosen
from bot.recruiting import security
from bot.recruiting.answer_views import AnswerView, question_in_words, view_answer
from bot.recruiting.rendering import address, render
from bot.recruiting.situations import back

SIDE_BY_SIDE = 4
HOW_MANY = f"Choisissez de une à {SIDE_BY_SIDE} personnes de votre sélection, puis « Lire côte à côte »."

router = APIRouter()


@router.get("/selection")
def show_selection(request: Request, me: security.Reader) -> Response:
    """Shows whom one set aside."""
    with default_database().session_scope() as session:
        return _selection(request, session, me)


def _selection(request: Request, session: Session, me: SignedIn, *, trouble: str = "") -> Response:
    chosen = shortlists.list_chosen(session, me)
    audit.record(session, actor=me.actor, act="listed_selection")
    return render(
        request,
        "selection.html",
        me,
        status=400 if trouble else 200,
        chosen=[(one, sum(_is_answered(note) for note in one.candidate.notes)) for one in chosen],
        hidden=sum(not one.is_named for one in chosen),
        most=SIDE_BY_SIDE,
        trouble=trouble,
    )


def _is_answered(note: Note) -> bool:
    return note.answer is not None and note.withdrawn_at is None and not note.skipped


@router.post("/selection/noms")
def show_names(request: Request, me: security.Member) -> Response:
    """Has the names shown of those set aside so far."""
    with default_database().session_scope() as session:
        shortlists.show_names(session, me)
    return back(request, address("/selection"))


@router.post("/selection/retirer")
def take_out(
    request: Request, me: security.Member, ref: Annotated[str, Form(alias="personne", pattern="^[0-9a-f]{16}$")]
) -> Response:
    """Takes somebody out of the list."""
    with default_database().session_scope() as session:
        for one in shortlists.list_chosen(session, me):
            if one.ref == ref:
                shortlists.put(session, me, [one.candidate.id], aside=False)
    return back(request, address("/selection"))


@router.get("/selection/comparer")
def compare(
    request: Request, me: security.Reader, refs: Annotated[list[str] | None, Query(alias="personne")] = None
) -> Response:
    """Shows the answers of a few people side by side, situation by situation."""
    wanted = set(refs or ())
    with default_database().session_scope() as session:
        chosen = [one for one in shortlists.list_chosen(session, me) if one.ref in wanted]
        if wanted and not chosen:
            raise HTTPException(404)
        if not 1 <= len(chosen) <= SIDE_BY_SIDE:
            return _selection(request, session, me, trouble=HOW_MANY)
        rows = _side_by_side(chosen)
        shown = [(view.note.candidate_id, view.note.question_id) for _, views in rows for view in views if view]
        stored.record_shown(session, me, shown)
        return render(request, "compare.html", me, chosen=chosen, rows=rows)


def _side_by_side(chosen: Sequence[Chosen]) -> list[tuple[str, list[AnswerView | None]]]:
    """Returns each question with the answer of each person, None where there is none."""
    answers = [{note.question_id: note for note in one.candidate.notes if _is_answered(note)} for one in chosen]
    asked = {name for of_one in answers for name in of_one}
    order = [name for name in load_scenarios() if name in asked]
    order += sorted(asked - set(order))
    rows = []
    for name in order:
        notes = [of_one.get(name) for of_one in answers]
        question = question_in_words(name, [note for note in notes if note is not None])
        rows.append((question, [view_answer(note) if note else None for note in notes]))
    return rows
