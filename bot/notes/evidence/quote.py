"""The unit of evidence: a quote of the candidate's own words."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

Polarity = Literal["positive", "negative"]
SIGNS: Mapping[Polarity, str] = {"positive": "+", "negative": "-"}  # behind the indicator in a label

EXAMPLE = "example: "


@dataclass(frozen=True)
class Quote:
    """A clause of an answer that shows a behaviour of the rubric.

    Attributes:
        quote: exact substring of the answer.
        start: offset of its first character in the answer.
        end: offset after its last character.
        indicator: id of the rubric, "trait.name".
        polarity: which of the indicator's two forms it shows.
        rule: what explains it: `EXAMPLE` and the marked clause that it is like; empty if none is.
    """

    quote: str
    start: int
    end: int
    indicator: str
    polarity: Polarity
    rule: str
