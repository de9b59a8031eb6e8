"""Coverage of a trait by an answer. It only decides whether the neutral follow-up is asked, and is never shown.

Only quotes count: evidence that cannot be shown decides nothing.
"""

from collections.abc import Iterable
from typing import Literal

from bot.notes.evidence.quote import Quote

Coverage = Literal["none", "weak", "partial", "strong"]


def coverage_of(pairs: Iterable[tuple[str, str]], trait: str) -> Coverage:
    """Coverage of `trait` by (indicator, polarity) pairs, by the formula in « Indicators » of the design."""
    seen = set(pairs)
    positive = sum(1 for indicator, polarity in seen if polarity == "positive" and indicator.startswith(trait + "."))
    negative = sum(1 for _, polarity in seen if polarity == "negative")
    if positive == 0:
        return "none"
    if positive - negative <= 1:
        return "weak"
    return "partial" if positive - negative == 2 else "strong"


def coverage(quotes: Iterable[Quote], trait: str) -> Coverage:
    """Coverage of `trait` by the quotes of an answer."""
    return coverage_of(((quote.indicator, quote.polarity) for quote in quotes), trait)
