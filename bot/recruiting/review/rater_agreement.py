"""Agreement of two raters, by structure and trait, and its page."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from fastapi import APIRouter, Request, Response

from bot.content.sentences import section
from bot.records.desk import rating_queries
from bot.records.desk.rating_queries import RatingPairs
from bot.records.desk.ratings import LEVELS
from bot.records.store.database import default_database
from bot.recruiting import security
from bot.recruiting.rendering import render
from bot.recruiting.review.anchors import load_scale
from bot.recruiting.review.rubric_words import trait_name

MIN_ANSWERS = 10  # of fewer, kappa would be mostly chance
_NAMES = ((0.8, "very_strong"), (0.6, "strong"), (0.4, "moderate"), (0.2, "weak"), (-1.0, "none"))  # minimum kappa

router = APIRouter()


@dataclass(frozen=True)
class Agreement:
    """Agreement on one trait.

    Attributes:
        trait: French name.
        double: number of answers rated by two people.
        single: number of answers rated by one.
        kappa: weighted kappa; None below `MIN_ANSWERS` or if undefined.
        words: interpretation, in French; empty below `MIN_ANSWERS`.
    """

    trait: str
    double: int
    single: int
    kappa: float | None
    words: str


def agreement(trait: str, pairs: RatingPairs) -> Agreement:
    """Agreement on a trait at a structure."""
    double = len(pairs.levels)
    if double < MIN_ANSWERS:
        return Agreement(trait, double, pairs.single, None, "")
    kappa = weighted_kappa(pairs.levels)
    name = "undefined" if kappa is None else next(name for least, name in _NAMES if kappa >= least)
    return Agreement(trait, double, pairs.single, kappa, section("agreement")[name])


def weighted_kappa(levels: Sequence[tuple[int, int]]) -> float | None:
    """Cohen's kappa with quadratic weights (Cohen 1968); None if both raters always chose the same level."""
    # Imported here because it takes a second to load.
    from sklearn.metrics import cohen_kappa_score

    one, other = zip(*levels, strict=True)
    if len({*one, *other}) == 1:
        return None
    kappa = float(cohen_kappa_score(one, other, labels=list(LEVELS), weights="quadratic"))
    return None if math.isnan(kappa) else kappa


@router.get("/appreciations")
def show_agreement(request: Request, me: security.RecruiterGet) -> Response:
    """Agreement at the recruiter's structure, by trait."""
    with default_database().session_scope() as session:
        pairs = rating_queries.rating_pairs_by_trait(session, me.structure_id) if me.structure_id else {}
        rows = [agreement(trait_name(trait), pairs.get(trait, RatingPairs())) for trait in load_scale().traits]
        return render(request, "agreement.html", me, rows=rows, enough=MIN_ANSWERS)
