"""Agreement of two raters, by structure and trait."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from bot.content.sentences import section, sentence
from bot.records.desk.rating_queries import RatingPairs
from bot.records.desk.ratings import LEVELS

MIN_ANSWERS = 10  # of fewer answers the figure would say more of chance than of readers
_NAMES = ((0.8, "very_strong"), (0.6, "strong"), (0.4, "moderate"), (0.2, "weak"), (-1.0, "none"))  # from a kappa on


@dataclass(frozen=True)
class Agreement:
    """Agreement on one trait.

    Attributes:
        double: number of answers rated by two people.
        single: number of answers rated by one.
        kappa: weighted kappa; None below `ENOUGH` answers or if undefined.
        words: interpretation, in French; empty below `ENOUGH`.
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
    if kappa is None:
        return Agreement(trait, double, pairs.single, None, sentence("agreement.undefined"))
    return Agreement(
        trait, double, pairs.single, kappa, section("agreement")[next(name for least, name in _NAMES if kappa >= least)]
    )


def weighted_kappa(levels: Sequence[tuple[int, int]]) -> float | None:
    """Cohen's kappa with quadratic weights (Cohen 1968); None if both raters always chose the same level."""
    # Loading it takes a second: only who opens this page waits for it.
    from sklearn.metrics import cohen_kappa_score

    one, other = zip(*levels, strict=True)
    if len({*one, *other}) == 1:
        return None
    kappa = float(cohen_kappa_score(one, other, labels=list(LEVELS), weights="quadratic"))
    return None if math.isnan(kappa) else kappa
