"""Quotes, the units of evidence."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

Polarity = Literal["positive", "negative"]
SIGNS: Mapping[Polarity, str] = {"positive": "+", "negative": "-"}  # suffix of the indicator in a label

EXAMPLE = "example: "


@dataclass(frozen=True)
class Quote:
    """A span of an answer that shows an indicator.

    Attributes:
        quote: exact substring of the answer.
        start, end: character offsets, end exclusive.
        indicator: id in the rubric, "trait.name".
        polarity: positive or negative form of the indicator.
        rule: explanation: `EXAMPLE` and the most similar annotated clause; empty if none is similar.
    """

    quote: str
    start: int
    end: int
    indicator: str
    polarity: Polarity
    rule: str
