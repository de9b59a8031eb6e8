"""What the rubric calls traits and indicators, and what explains a quote."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from bot.content.interview import load_rubric
from bot.notes.evidence.quote import EXAMPLE


@dataclass(frozen=True)
class RubricWords:
    """French words by id; an id that the present rubric does not know stands for itself.

    Attributes:
        traits: names of traits.
        indicators: labels of indicators.
    """

    traits: Mapping[str, str] = field(default_factory=dict)
    indicators: Mapping[str, str] = field(default_factory=dict)

    def trait(self, trait_id: str) -> str:
        """Returns the name of a trait."""
        return self.traits.get(trait_id, trait_id)

    def indicator(self, indicator_id: str) -> str:
        """Returns the label of an indicator."""
        return self.indicators.get(indicator_id, indicator_id)


def rubric_words() -> RubricWords:
    """Returns the words of the present rubric."""
    rubric = load_rubric()
    labels = {indicator.id: indicator.recruiter_label for indicator in rubric.indicators.values()}
    return RubricWords(rubric.traits, labels)


def behaviours() -> dict[str, dict[str, str]]:
    """Returns the labels of the behaviours by id, by the name of what they are about."""
    rubric = load_rubric()
    found: dict[str, dict[str, str]] = {}
    for indicator in rubric.indicators.values():
        found.setdefault(rubric.traits[indicator.trait], {})[indicator.id] = indicator.recruiter_label
    return found


def why(rule: str) -> str:
    """Returns a sentence that says why a passage is highlighted; empty if nothing explains it."""
    return f"Ressemble à cet exemple : « {rule.removeprefix(EXAMPLE)} »." if rule.startswith(EXAMPLE) else ""
