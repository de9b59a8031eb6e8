"""How far two readers agree who rated the same answers: of a structure and a trait, never of a person."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from bot.records.desk.rated import Pairs
from bot.records.desk.ratings import LEVELS

ENOUGH = 10  # of fewer answers the figure would say more of chance than of readers
_IN_WORDS = (
    (0.8, "un accord très fort : vous lisez l'échelle de la même façon."),
    (0.6, "un accord fort : quelques écarts, à parler entre vous."),
    (0.4, "un accord moyen : relisez ensemble les repères de cette qualité sur deux ou trois réponses."),
    (0.2, "un accord faible : vous ne lisez pas encore les repères de la même façon. Reprenez-les ensemble avant de continuer."),
    (-1.0, "presque pas d'accord, ou pas plus que par hasard : reprenez ensemble les repères avant de vous servir de ces appréciations."),
)  # fmt: skip
ALIKE = "toutes les réponses ont reçu le même niveau des deux côtés : cet accord ne se mesure pas."


@dataclass(frozen=True)
class Agreement:
    """What is said of a trait.

    Attributes:
        trait: its id.
        double: answers that two people rated.
        single: answers that one person rated.
        kappa: weighted kappa; None below `ENOUGH` answers, or where it cannot be told.
        words: what it means; empty below `ENOUGH`.
    """

    trait: str
    double: int
    single: int
    kappa: float | None
    words: str


def agreement(trait: str, pairs: Pairs) -> Agreement:
    """Returns what may be said of a trait at a structure.

    Args:
        trait: its id.
        pairs: what was chosen.
    """
    double = len(pairs.levels)
    if double < ENOUGH:
        return Agreement(trait, double, pairs.single, None, "")
    kappa = weighted_kappa(pairs.levels)
    if kappa is None:
        return Agreement(trait, double, pairs.single, None, ALIKE)
    return Agreement(trait, double, pairs.single, kappa, next(words for least, words in _IN_WORDS if kappa >= least))


def weighted_kappa(levels: Sequence[tuple[int, int]]) -> float | None:
    """Returns Cohen's kappa with quadratic weights (Cohen 1968), None where everybody chose one level."""
    # Loading it takes a second: only who opens this page waits for it.
    from sklearn.metrics import cohen_kappa_score

    one, other = zip(*levels, strict=True)
    if len({*one, *other}) == 1:
        return None
    kappa = float(cohen_kappa_score(one, other, labels=list(LEVELS), weights="quadratic"))
    return None if math.isnan(kappa) else kappa
