"""French labels of traits and indicators, and explanations of quotes."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from bot.content.interview import load_rubric
from bot.notes.evidence.quote import EXAMPLE


@dataclass(frozen=True)
class RubricWords:
    """French labels by id. Unknown ids are shown as they are."""

    traits: Mapping[str, str] = field(default_factory=dict)
    indicators: Mapping[str, str] = field(default_factory=dict)

    def trait(self, trait_id: str) -> str:
        """Name of a trait."""
        return self.traits.get(trait_id, trait_id)

    def indicator(self, indicator_id: str) -> str:
        """Label of an indicator."""
        return self.indicators.get(indicator_id, indicator_id)


def rubric_words() -> RubricWords:
    """Labels of the present rubric."""
    rubric = load_rubric()
    labels = {indicator.id: indicator.recruiter_label for indicator in rubric.indicators.values()}
    return RubricWords(rubric.traits, labels)


def indicators_by_trait() -> dict[str, dict[str, str]]:
    """Labels of the indicators by id, grouped by the name of their trait."""
    rubric = load_rubric()
    found: dict[str, dict[str, str]] = {}
    for indicator in rubric.indicators.values():
        found.setdefault(rubric.traits[indicator.trait], {})[indicator.id] = indicator.recruiter_label
    return found


def explanation(rule: str) -> str:
    """A sentence that explains a quote; empty if there is no explanation."""
    return f"Ressemble à cet exemple : « {rule.removeprefix(EXAMPLE)} »." if rule.startswith(EXAMPLE) else ""
