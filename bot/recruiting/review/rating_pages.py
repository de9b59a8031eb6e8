"""Manual rating of an answer, blind to its author and to colleagues' ratings until one's own is final."""

from dataclasses import dataclass, replace
from typing import Annotated
from urllib.parse import urlencode

from fastapi import APIRouter, Depends, Form, HTTPException, Path, Query, Request, Response
from fastapi.responses import JSONResponse
from sqlalchemy.orm import Session

from bot.base import clock, french
from bot.base.text_cleanup import clean_lines
from bot.content.sentences import section, sentence
from bot.records.accounts import structures
from bot.records.accounts.recruiter_sessions import RecruiterUser
from bot.records.desk import dossier_accesses, rating_queries, ratings
from bot.records.desk import scenario_review as stored
from bot.records.desk.ratings import RatingError, RatingInput, RatingRefusedError
from bot.records.models import Note, Rating, RatingVersion
from bot.records.store.database import default_database
from bot.records.store.pseudonyms import REF, Pseudonym, pseudonyms, resolve_ref
from bot.recruiting import security
from bot.recruiting.rendering import error_page, page_url, redirect, render
from bot.recruiting.review.anchors import LEVEL_WORDS, load_scale
from bot.recruiting.review.answer_views import scenario_text, view_answer
from bot.recruiting.review.rating_form import (
    DRAFT,
    FINISH,
    FROM_FILE,
    MAX_COMMENT_LENGTH,
    RatingForm,
    from_file,
    rating_form,
)
from bot.recruiting.review.rubric_words import trait_name
from bot.recruiting.review.scenarios import ScenarioId

router = APIRouter()
Ref = Annotated[str, Path(pattern=REF.pattern)]
Came = Annotated[bool, Depends(from_file)]


@dataclass(frozen=True)
class RatingTarget:
    """An answer to rate, and the author of the next one in the shuffled list."""

    who: Pseudonym
    note: Note
    following: Pseudonym | None


def find_target(session: Session, me: RecruiterUser, question_id: str, ref: str) -> RatingTarget:
    """The answer of a pseudonym.

    Raises:
        HTTPException: 404 if there is none that the recruiter may see.
    """
    authors = stored.list_authors(session, me, question_id)
    author = resolve_ref(me, ref)
    if author in authors:
        place = authors.index(author)
        who, *following = pseudonyms(me, authors[place : place + 2])
        [answer] = stored.load_answers(session, me, question_id, [author])
        return RatingTarget(who, answer.note, following[0] if following else None)
    raise HTTPException(404)


def rating_url(question_id: str, ref: str, *, came: bool = False, **told: str) -> str:
    """URL of the rating page; `came` keeps that it was opened from a dossier."""
    said = urlencode(({"depuis": FROM_FILE} if came else {}) | told)
    return page_url(f"/situations/{question_id}/{ref}/apprecier{f'?{said}' if said else ''}")


@router.get("/situations/{question_id}/{ref}/apprecier")
def show_rating(
    request: Request,
    me: security.RecruiterGet,
    question_id: ScenarioId,
    ref: Ref,
    came: Annotated[str, Query(alias="depuis", max_length=10)] = "",
) -> Response:
    """The answer with the scale, and colleagues' ratings once one's own is final."""
    if me.structure_id is None:
        return error_page(request, me, "no_structure", 403)
    with default_database().session_scope() as session:
        found = find_target(session, me, question_id, ref)
        return _page(request, session, me, found, came == FROM_FILE)


@router.post("/situations/{question_id}/{ref}/apprecier")
def rate(
    request: Request,
    me: security.StructurePost,
    question_id: ScenarioId,
    ref: Ref,
    *,
    typed: Annotated[RatingForm, Depends(rating_form)],
    came: Came,
    act: Annotated[str, Form(alias="action", pattern=f"^({DRAFT}|{FINISH})$")] = DRAFT,
) -> Response:
    """Save a draft or a final rating. Of an invalid rating the valid part is saved as a draft."""
    trouble = None
    with default_database().session_scope() as session:
        found = find_target(session, me, question_id, ref)
        opinion = _rating_input(found.note, typed)
        try:
            (ratings.finish if act == FINISH else ratings.save_draft)(session, me, found.note, opinion)
        except RatingRefusedError as refused:
            trouble = refused.error
            if trouble is not RatingError.CLOSED:
                _save_valid_part(session, me, found.note, opinion, trouble)
        if request.headers.get("accept") == "application/json":
            time = french.moment_in_words(clock.now()).rpartition(" à ")[2]
            said = section("rating_errors")[trouble] if trouble else sentence("ratings.saved", time=time)
            return JSONResponse({"said": said})
        if trouble:
            unsent = typed.comment if trouble is RatingError.CLOSED else ""
            return _page(request, session, me, found, came, typed=typed, trouble=trouble, unsent=unsent)
    return redirect(rating_url(question_id, ref, came=came, **{act: "oui"}))


def _rating_input(note: Note, typed: RatingForm) -> RatingInput:
    scale = load_scale()
    anchor = None if typed.level is None else scale.words(note.trait, note.question_id, typed.level)
    return RatingInput(typed.level, anchor, typed.quote, typed.comment, scale.version, typed.read)


def _save_valid_part(
    session: Session, me: RecruiterUser, note: Note, opinion: RatingInput, trouble: RatingError
) -> None:
    """Save the valid part of a rating as a draft."""
    without = replace(opinion, quote="") if trouble in {RatingError.NOT_THERE, RatingError.MASKED} else opinion
    try:
        ratings.save_draft(session, me, note, without)
    except RatingRefusedError:
        ratings.save_draft(session, me, note, replace(opinion, quote=""))


@router.post("/situations/{question_id}/{ref}/corriger")
def correct(
    request: Request,
    me: security.StructurePost,
    question_id: ScenarioId,
    ref: Ref,
    came: Came,
    reason: Annotated[str, Form(alias="raison", max_length=MAX_COMMENT_LENGTH)] = "",
) -> Response:
    """Start a new version of one's own final rating. The previous one stays readable, with the reason."""
    with default_database().session_scope() as session:
        found = find_target(session, me, question_id, ref)
        try:
            ratings.correct(session, me, found.note, clean_lines(reason))
        except RatingRefusedError as refused:
            return _page(request, session, me, found, came, trouble=refused.error)
    return redirect(rating_url(question_id, ref, came=came))


@router.post("/situations/{question_id}/{ref}/conclure")
def conclude(
    request: Request,
    me: security.StructurePost,
    question_id: ScenarioId,
    ref: Ref,
    came: Came,
    text: Annotated[str, Form(alias="conclusion", max_length=MAX_COMMENT_LENGTH)] = "",
) -> Response:
    """Save the joint conclusion of two raters."""
    with default_database().session_scope() as session:
        found = find_target(session, me, question_id, ref)
        text = clean_lines(text)
        if not text:
            return _page(request, session, me, found, came, trouble="no_conclusion")
        try:
            ratings.write_joint_conclusion(session, me, found.note, text)
        except RatingRefusedError as refused:
            return _page(request, session, me, found, came, trouble=refused.error, unsent=text)
    return redirect(f"{rating_url(question_id, ref, came=came)}#conclusion")


def _page(
    request: Request,
    session: Session,
    me: RecruiterUser,
    found: RatingTarget,
    came: bool,
    *,
    typed: RatingForm | None = None,
    trouble: str = "",
    unsent: str = "",
) -> Response:
    """Show the answer and record the access.

    Args:
        trouble: key of the section `rating_errors`.
    """
    note = found.note
    stored.record_shown(session, me, [(note.candidate_id, note.question_id)])
    came = came and dossier_accesses.has_opened(session, me, note.candidate_id)  # the URL can be typed by hand
    seen = rating_queries.visible_for_note(session, me, note.id)
    mine = seen.mine
    is_open = mine is None or not mine.is_final
    if typed is None and mine is not None:
        typed = RatingForm(mine.level, mine.quote or "", mine.comment or "")
    return render(
        request,
        "rating.html",
        me,
        status=400 if trouble else 200,
        who=found.who,
        following=found.following,
        came=FROM_FILE if came else "",
        view=view_answer(note),
        question=scenario_text(note.question_id, [note]),
        trait=trait_name(note.trait),
        scale=load_scale().anchors(note.trait, note.question_id),
        level_words=LEVEL_WORDS,
        seen=seen,
        names=_names(session, me),
        is_open=is_open,
        typed=typed or RatingForm(),
        read=rating_queries.answer_hash(note),
        trouble=section("rating_errors")[trouble] if trouble else "",
        unsent=unsent,
        told=next((name for name in (DRAFT, FINISH) if request.query_params.get(name)), ""),
        gap=_gap(mine, seen.others[0].last_final) if mine and seen.others else "",
        longest=MAX_COMMENT_LENGTH,
    )


def _names(session: Session, me: RecruiterUser) -> dict[str, str]:
    """Names of colleagues by account id, without former members."""
    return {account.id: account.name for account in structures.members(session, me.structure_id or "")}


def _gap(mine: Rating, other: Rating | RatingVersion | None) -> str:
    """The difference between two ratings, as a neutral sentence."""
    if mine.level is None or other is None or other.level is None:
        return ""
    if mine.level == other.level:
        return sentence("ratings.same_level")
    steps = abs(mine.level - other.level)
    if steps == 1:
        return sentence("ratings.one_level_apart", mine=mine.level, other=other.level)
    return sentence("ratings.levels_apart", steps=steps, mine=mine.level, other=other.level)
