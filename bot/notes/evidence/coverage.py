"""How much of a trait an answer covers: used only to decide whether the neutral follow-up is asked, never shown.

Only what is quoted counts: what nobody may read decides nothing.
"""

from collections.abc import Iterable
from typing import Literal

from bot.notes.evidence.quote import Quote

Coverage = Literal["none", "weak", "partial", "strong"]


def coverage_of(pairs: Iterable[tuple[str, str]], trait: str) -> Coverage:
    """Returns the coverage of `trait` by (indicator, polarity) pairs: the formula of the design's « Indicators »."""
    seen = set(pairs)
    positive = sum(1 for indicator, polarity in seen if polarity == "positive" and indicator.startswith(trait + "."))
    negative = sum(1 for _, polarity in seen if polarity == "negative")
    if positive == 0:
        return "none"
    if positive - negative <= 1:
        return "weak"
    return "partial" if positive - negative == 2 else "strong"


def coverage(quotes: Iterable[Quote], trait: str) -> Coverage:
    """Returns the coverage of `trait` (patience, humilite, bienveillance) by the quotes of its scenario."""
    return coverage_of(((quote.indicator, quote.polarity) for quote in quotes), trait)
