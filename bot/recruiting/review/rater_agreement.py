"""Agreement of two raters, by structure and trait."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from bot.records.desk.rating_queries import RatingPairs
from bot.records.desk.ratings import LEVELS

MIN_ANSWERS = 10  # of fewer answers the figure would say more of chance than of readers
_IN_WORDS = (
    (0.8, "un accord très fort : vous lisez l'échelle de la même façon."),
    (0.6, "un accord fort : quelques écarts, à parler entre vous."),
    (0.4, "un accord moyen : relisez ensemble les repères de cette qualité sur deux ou trois réponses."),
    (0.2, "un accord faible : vous ne lisez pas encore les repères de la même façon. Reprenez-les ensemble avant de continuer."),
    (-1.0, "presque pas d'accord, ou pas plus que par hasard : reprenez ensemble les repères avant de vous servir de ces appréciations."),
)  # fmt: skip
UNDEFINED = "toutes les réponses ont reçu le même niveau des deux côtés : cet accord ne se mesure pas."


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
        return Agreement(trait, double, pairs.single, None, UNDEFINED)
    return Agreement(trait, double, pairs.single, kappa, next(words for least, words in _IN_WORDS if kappa >= least))


def weighted_kappa(levels: Sequence[tuple[int, int]]) -> float | None:
    """Cohen's kappa with quadratic weights (Cohen 1968); None if both raters always chose the same level."""
    # Loading it takes a second: only who opens this page waits for it.
    from sklearn.metrics import cohen_kappa_score

    one, other = zip(*levels, strict=True)
    if len({*one, *other}) == 1:
        return None
    kappa = float(cohen_kappa_score(one, other, labels=list(LEVELS), weights="quadratic"))
    return None if math.isnan(kappa) else kappa
