"""Blind review: all answers to one scenario, without names and in a shuffled order."""

import math
from dataclasses import dataclass, replace
from typing import Annotated
from urllib.parse import urlencode

from fastapi import APIRouter, Depends, Form, HTTPException, Path, Query, Request, Response
from sqlalchemy.orm import Session

from bot.content.interview import load_scenarios
from bot.records.accounts.recruiter_sessions import RecruiterUser
from bot.records.desk import rating_queries, shortlists
from bot.records.desk import scenario_review as stored
from bot.records.desk.scenario_review import ScenarioProgress
from bot.records.models import Note
from bot.records.store.database import default_database
from bot.records.store.pseudonyms import REF, pseudonyms, resolve_ref
from bot.recruiting import security
from bot.recruiting.rendering import or_404, page_url, redirect, render
from bot.recruiting.review.anchors import LEVEL_WORDS, load_scale
from bot.recruiting.review.answer_views import in_asked_order, scenario_text, view_answer
from bot.recruiting.review.rubric_words import trait_name

PAGE_SIZE = 30
ALL, UNREAD, SHORTLISTED = "toutes", "non-lues", "de-cote"
FILTERS = {ALL: "Toutes", UNREAD: "Pas encore lues par moi", SHORTLISTED: "Ma sélection"}
ScenarioId = Annotated[str, Path(pattern="^[a-z0-9_]{1,60}$")]
Person = Annotated[str, Form(alias="personne", pattern=REF.pattern)]

router = APIRouter()


@dataclass(frozen=True)
class ReviewPosition:
    """Position in the review, kept in forms and URLs.

    Attributes:
        shown: one of `FILTERS`.
        page: from 1.
        highlights: quotes are highlighted.
    """

    question_id: str
    shown: str = ALL
    page: int = 1
    highlights: bool = False

    def url(self, **other: str | int) -> str:
        """URL of the position, with some parameters changed."""
        query = {"voir": self.shown, "page": self.page} | ({"surlignages": "oui"} if self.highlights else {}) | other
        kept = {key: value for key, value in query.items() if value not in {"", ALL, 1}}
        return page_url(f"/situations/{self.question_id}") + (f"?{urlencode(kept)}" if kept else "")


def form_position(
    question_id: ScenarioId,
    shown: Annotated[str, Form(alias="voir", pattern=f"^({'|'.join(FILTERS)})$")] = ALL,
    page: Annotated[int, Form(ge=1, le=100_000)] = 1,
    highlights: Annotated[str, Form(alias="surlignages", max_length=3)] = "",
) -> ReviewPosition:
    """The position in a form."""
    return ReviewPosition(question_id, shown, page, highlights == "oui")


def query_position(
    question_id: ScenarioId,
    shown: Annotated[str, Query(alias="voir", pattern=f"^({'|'.join(FILTERS)})$")] = ALL,
    page: int = 1,
    highlights: Annotated[str, Query(alias="surlignages", max_length=3)] = "",
) -> ReviewPosition:
    """The position in a URL. The page number may be out of range."""
    return ReviewPosition(question_id, shown, page, highlights == "oui")


QueryPosition = Annotated[ReviewPosition, Depends(query_position)]
FormPosition = Annotated[ReviewPosition, Depends(form_position)]


def redirect_back(request: Request, where: str) -> Response:
    """Redirect; 204 for our own script, which stays on the page."""
    if request.headers.get("accept") == "application/json":
        return Response(status_code=204)
    return redirect(where)


@router.get("/situations")
def show_scenarios(request: Request, me: security.RecruiterGet) -> Response:
    """The scenarios, with the recruiter's progress in each."""
    with default_database().session_scope() as session:
        rows = [
            (
                one,
                scenario_text(one.question_id, _one_note(session, me, one.question_id)),
                trait_of(one.question_id),
            )
            for one in _answered_scenarios(session, me)
        ]
        return render(request, "scenarios.html", me, rows=rows)


def _answered_scenarios(session: Session, me: RecruiterUser) -> list[ScenarioProgress]:
    """Scenarios that have answers, in order."""
    found = {one.question_id: one for one in stored.list_scenarios(session, me)}
    return [found[name] for name in in_asked_order(found)]


def _next_scenario(session: Session, me: RecruiterUser, question_id: str) -> tuple[ScenarioProgress, str] | None:
    """The next scenario with unread answers, cyclically, and its trait."""
    rows = _answered_scenarios(session, me)
    here = next((position for position, one in enumerate(rows) if one.question_id == question_id), -1)
    others = [one for one in rows[here + 1 :] + rows[: max(here, 0)] if one.read < one.answers]
    return (others[0], trait_of(others[0].question_id)) if others else None


def _one_note(session: Session, me: RecruiterUser, question_id: str) -> list[Note]:
    """A note of a former scenario, for its text; empty for a present one."""
    if question_id in load_scenarios():
        return []
    first = stored.list_authors(session, me, question_id)[:1]
    return [answer.note for answer in stored.load_answers(session, me, question_id, first)]


def _trait_id(question_id: str) -> str:
    return question_id.partition("_")[0]


def trait_of(question_id: str) -> str:
    """Name of the trait of a scenario."""
    return trait_name(_trait_id(question_id))


@router.get("/situations/{question_id}")
def show_scenario(
    request: Request,
    me: security.RecruiterGet,
    position: QueryPosition,
    towards: Annotated[str, Query(alias="vers", max_length=32)] = "",
) -> Response:
    """A page of answers to a scenario, or the page of a given candidate. Records the access."""
    with default_database().session_scope() as session:
        question_id = position.question_id
        authors = _authors(session, me, position)
        known = stored.list_scenarios(session, me, question_id)
        if not known and question_id not in load_scenarios():
            raise HTTPException(404)
        here = known[0] if known else ScenarioProgress(question_id, 0, 0, 0)
        pages = max(1, math.ceil(len(authors) / PAGE_SIZE))
        named = resolve_ref(me, towards)
        page = 1 + authors.index(named) // PAGE_SIZE if named in authors else position.page
        position = replace(position, page=min(max(page, 1), pages))
        shown = authors[(position.page - 1) * PAGE_SIZE : position.page * PAGE_SIZE]
        answers = stored.load_answers(session, me, question_id, shown)
        stored.record_shown(session, me, [(author, question_id) for author in shown])
        views = [
            (answer, author, view_answer(answer.note, highlights=position.highlights))
            for answer, author in zip(answers, pseudonyms(me, [one.note.candidate_id for one in answers]), strict=True)
        ]
        return render(
            request,
            "scenario.html",
            me,
            position=position,
            pages=pages,
            filters=FILTERS,
            trait=trait_of(question_id),
            question=scenario_text(question_id, [answer.note for answer in answers]),
            views=views,
            total=here.answers,
            read=here.read,
            aside=here.aside,
            rated=rating_queries.own_states(session, me, question_id),
            follow_up=load_scenarios()[question_id].follow_up if question_id in load_scenarios() else "",
            scale=load_scale().anchors(_trait_id(question_id), question_id),
            level_words=LEVEL_WORDS,
            first=(position.page - 1) * PAGE_SIZE,
            following=_next_scenario(session, me, question_id) if position.page == pages else None,
        )


def _authors(session: Session, me: RecruiterUser, position: ReviewPosition) -> list[str]:
    """Authors of the answers, filtered and in the shuffled order."""
    return stored.list_authors(
        session, me, position.question_id, unread=position.shown == UNREAD, aside=position.shown == SHORTLISTED
    )


@router.post("/situations/{question_id}/lues")
def mark_read(
    request: Request,
    me: security.RecruiterPost,
    position: FormPosition,
    refs: Annotated[list[str], Form(alias="lue", max_length=PAGE_SIZE)],
) -> Response:
    """Mark the answers of a page as read and continue."""
    with default_database().session_scope() as session:
        read = [author for ref in refs if (author := resolve_ref(me, ref))]
        stored.mark_read(session, me, position.question_id, read)
        is_last = position.page * PAGE_SIZE >= len(_authors(session, me, position))
    if position.shown != UNREAD and not is_last:
        return redirect_back(request, position.url(page=position.page + 1) + "#reponses")
    return redirect_back(
        request, position.url(page=1, voir=SHORTLISTED if position.shown == SHORTLISTED else UNREAD) + "#reponses"
    )


@router.post("/situations/{question_id}/mettre-de-cote")
def shortlist_author(
    request: Request,
    me: security.StructurePost,
    position: FormPosition,
    ref: Person,
    leaves: Annotated[str, Form(alias="retirer", max_length=3)] = "",
) -> Response:
    """Add the author of an answer to the shortlist, or remove them."""
    with default_database().session_scope() as session:
        author = or_404(stored.find_author(session, me, position.question_id, ref))
        shortlists.set_shortlisted(session, me, [author], aside=leaves != "oui")
    is_gone = position.shown == SHORTLISTED and leaves == "oui"
    return redirect_back(request, position.url() + ("#reponses" if is_gone else f"#r-{ref}"))
