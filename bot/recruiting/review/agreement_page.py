"""The page of rater agreement."""

from fastapi import APIRouter, Request, Response

from bot.records.desk import rating_queries
from bot.records.store.database import default_database
from bot.recruiting import security
from bot.recruiting.rendering import render
from bot.recruiting.review.anchors import load_scale
from bot.recruiting.review.rater_agreement import MIN_ANSWERS, agreement
from bot.recruiting.review.rubric_words import rubric_words

router = APIRouter()


@router.get("/appreciations")
def show_agreement(request: Request, me: security.RecruiterGet) -> Response:
    """Agreement at the recruiter's structure, by trait."""
    with default_database().session_scope() as session:
        pairs = rating_queries.rating_pairs_by_trait(session, me.structure_id) if me.structure_id else {}
        words = rubric_words()
        rows = [
            (words.trait(trait), agreement(trait, pairs.get(trait, rating_queries.RatingPairs())))
            for trait in load_scale().traits
        ]
        return render(request, "agreement.html", me, rows=rows, enough=MIN_ANSWERS)
