"""« Ma sélection »: the shortlist, its answers side by side, and revealing names."""

from collections.abc import Container, Iterable, Sequence
from typing import Annotated
from urllib.parse import urlencode

from fastapi import APIRouter, Depends, Form, HTTPException, Query, Request, Response
from sqlalchemy.orm import Session

from bot.content.sentences import sentence
from bot.records.accounts.recruiter_sessions import RecruiterUser
from bot.records.desk import rating_queries, shortlists
from bot.records.desk import scenario_review as stored
from bot.records.desk.shortlists import ShortlistEntry
from bot.records.store import audit
from bot.records.store.database import default_database
from bot.records.store.pseudonyms import REF, Pseudonym
from bot.recruiting import security
from bot.recruiting.dossiers.note_views import NoteView
from bot.recruiting.dossiers.view_state import FROM_SHORTLIST, DossierViewState
from bot.recruiting.rendering import or_404, page_url, render
from bot.recruiting.review.answer_views import beginning, in_asked_order, scenario_text, view_answer
from bot.recruiting.review.scenarios import Person, redirect_back, trait_of

MAX_COMPARED = 4
DOSSIER_QUERY = DossierViewState(list_query=FROM_SHORTLIST).query()

router = APIRouter(prefix="/selection")


def _refs(values: Iterable[str] | None) -> list[str]:
    return [value for value in dict.fromkeys(values or ()) if REF.fullmatch(value)]


def _compared_by_form(values: Annotated[list[str] | None, Form(alias="avec", max_length=50)] = None) -> list[str]:
    return _refs(values)


def _compared_by_address(values: Annotated[list[str] | None, Query(alias="avec", max_length=50)] = None) -> list[str]:
    return _refs(values)


# The compared candidates, to redirect back to the comparison.
Compared = Annotated[list[str], Depends(_compared_by_form)]


def _redirect_back(request: Request, refs: Sequence[str], **more: str) -> Response:
    """Redirect to the comparison, or to the shortlist."""
    path = "/selection/comparer" if refs else "/selection"
    query = urlencode([*(("personne", ref) for ref in refs), *more.items()])
    return redirect_back(request, page_url(path) + (f"?{query}" if query else ""))


@router.get("")
def show_selection(
    request: Request, me: security.RecruiterGet, left: Annotated[str, Query(alias="sortie", max_length=32)] = ""
) -> Response:
    """The shortlist."""
    with default_database().session_scope() as session:
        return _selection(request, session, me, left=left)


def _selection(
    request: Request,
    session: Session,
    me: RecruiterUser,
    *,
    trouble: str = "",
    ticked: Container[str] = (),
    left: str = "",
) -> Response:
    chosen = shortlists.list_shortlist(session, me)
    answered = [{note.question_id: note for note in one.candidate.notes if note.is_answered} for one in chosen]
    firsts = [notes[in_asked_order(notes)[0]] if notes else None for notes in answered]
    audit.record(session, actor=me.actor, act="listed_selection")
    stored.record_shown(session, me, [(note.candidate_id, note.question_id) for note in firsts if note])
    return render(
        request,
        "selection.html",
        me,
        situations=[(name, trait_of(name)) for name in in_asked_order(name for names in answered for name in names)],
        chosen=[
            (one, len(notes), beginning(first) if first else "")
            for one, notes, first in zip(chosen, answered, firsts, strict=True)
        ],
        hidden=sum(not one.name_revealed for one in chosen),
        ticked=ticked,
        left=_just_removed(session, me, left, chosen),
        to_file=DOSSIER_QUERY,
        trouble=trouble,
    )


def _just_removed(session: Session, me: RecruiterUser, ref: str, chosen: Sequence[ShortlistEntry]) -> Pseudonym | None:
    """The candidate who was just removed, for an undo link; None if they are back."""
    if not _refs([ref]) or any(one.ref == ref for one in chosen):
        return None
    return shortlists.find_pseudonym(session, me, ref)


@router.get("/noms")
def confirm_reveal(
    request: Request,
    me: security.RecruiterGet,
    compared: Annotated[list[str], Depends(_compared_by_address)],
    ref: Annotated[str, Query(alias="personne", max_length=32)] = "",
) -> Response:
    """Ask before names are revealed."""
    with default_database().session_scope() as session:
        hidden = [
            one for one in shortlists.list_shortlist(session, me) if not one.name_revealed and ref in {"", one.ref}
        ]
        if not hidden:
            return _redirect_back(request, compared)
        return render(request, "selection_names.html", me, hidden=hidden, ref=ref, compared=compared)


@router.post("/noms")
def reveal_names(
    request: Request,
    me: security.StructurePost,
    compared: Compared,
    refs: Annotated[list[str] | None, Form(alias="personne", max_length=5000)] = None,
) -> Response:
    """Reveal the names."""
    with default_database().session_scope() as session:
        shortlists.reveal_names(session, me, _refs(refs))
    return _redirect_back(request, compared)


@router.post("/retirer")
def remove_from_shortlist(request: Request, me: security.StructurePost, ref: Person, compared: Compared) -> Response:
    """Remove a candidate from the shortlist."""
    with default_database().session_scope() as session:
        person = shortlists.find_pseudonym(session, me, ref)
        if person is not None:
            shortlists.set_shortlisted(session, me, [person.candidate_id], aside=False)
    return _redirect_back(request, [one for one in compared if one != ref], sortie=ref)


@router.post("/remettre")
def put_back(request: Request, me: security.StructurePost, ref: Person, compared: Compared) -> Response:
    """Put a removed candidate back.

    Raises:
        HTTPException: 404 for an unknown pseudonym.
    """
    with default_database().session_scope() as session:
        person = or_404(shortlists.find_pseudonym(session, me, ref))
        shortlists.set_shortlisted(session, me, [person.candidate_id], aside=True)
    return _redirect_back(request, [*compared, ref] if compared else [])


@router.get("/comparer")
def compare(
    request: Request,
    me: security.RecruiterGet,
    refs: Annotated[list[str] | None, Query(alias="personne")] = None,
    left: Annotated[str, Query(alias="sortie", max_length=32)] = "",
) -> Response:
    """Answers of up to four candidates side by side."""
    wanted = set(refs or ())
    with default_database().session_scope() as session:
        everybody = shortlists.list_shortlist(session, me)
        chosen = [one for one in everybody if one.ref in wanted]
        if wanted and not chosen:
            raise HTTPException(404)
        if not 1 <= len(chosen) <= MAX_COMPARED:
            trouble = sentence("shortlist.none_checked")
            if chosen:
                beyond = len(chosen) - MAX_COMPARED
                trouble = sentence("shortlist.too_many", number=len(chosen), beyond=beyond)
            return _selection(request, session, me, trouble=trouble, ticked=wanted)
        rows = _side_by_side(chosen)
        notes = [view.note for _, views in rows for view in views if view]
        stored.record_shown(session, me, [(note.candidate_id, note.question_id) for note in notes])
        rated: dict[str, str] = {}
        for question in dict.fromkeys(note.question_id for note in notes):
            rated |= rating_queries.own_states(session, me, question)
        return render(
            request,
            "compare.html",
            me,
            chosen=chosen,
            rows=rows,
            to_file=DOSSIER_QUERY,
            rated=rated,
            left=_just_removed(session, me, left, everybody),
        )


def _side_by_side(chosen: Sequence[ShortlistEntry]) -> list[tuple[str, list[NoteView | None]]]:
    """Each scenario with the answer of each candidate, None where there is none."""
    answers = [{note.question_id: note for note in one.candidate.notes if note.is_answered} for one in chosen]
    rows = []
    for name in in_asked_order(name for of_one in answers for name in of_one):
        notes = [of_one.get(name) for of_one in answers]
        question = scenario_text(name, [note for note in notes if note is not None])
        rows.append((question, [view_answer(note) if note else None for note in notes]))
    return rows
