"""What the rubric calls traits and indicators."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class RubricWords:
    """French words by id; an id that the present rubric does not know stands for itself."""

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
    from bot.evidence.content import load_rubric  # spaCy comes with it: at the first file read, not at start

    rubric = load_rubric()
    return RubricWords(
        rubric.traits, {indicator.id: indicator.recruiter_label for indicator in rubric.indicators.values()}
    )
