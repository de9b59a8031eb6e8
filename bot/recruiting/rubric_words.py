"""What the rubric calls traits and indicators, and what made a quote."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

_MOST_EXAMPLES = 2


@dataclass(frozen=True)
class RubricWords:
    """French words by id; an id that the present rubric does not know stands for itself.

    Attributes:
        traits: names of traits.
        indicators: labels of indicators.
        patterns: sentences that each pattern was written for.
        example_mark: what begins the rule of a quote that no pattern made; the example that it is like follows.
    """

    traits: Mapping[str, str] = field(default_factory=dict)
    indicators: Mapping[str, str] = field(default_factory=dict)
    patterns: Mapping[str, Sequence[str]] = field(default_factory=dict)
    example_mark: str = "example: "

    def trait(self, trait_id: str) -> str:
        """Returns the name of a trait."""
        return self.traits.get(trait_id, trait_id)

    def indicator(self, indicator_id: str) -> str:
        """Returns the label of an indicator."""
        return self.indicators.get(indicator_id, indicator_id)

    def why(self, rule: str) -> str:
        """Returns a sentence that says why a passage is highlighted."""
        if rule.startswith(self.example_mark):
            return f"Ressemble à cet exemple : « {rule.removeprefix(self.example_mark)} »."
        sentences = [f"« {sentence} »" for sentence in self.patterns.get(rule, ())[:_MOST_EXAMPLES]]
        name = rule.rpartition("/")[2].replace("_", " ")
        if not sentences:
            return f"Repéré grâce au motif « {name} »."
        return f"Repéré grâce au motif « {name} », écrit pour des phrases comme {' ou '.join(sentences)}"


def rubric_words() -> RubricWords:
    """Returns the words of the present rubric."""
    # spaCy comes with them: at the first file read, not at start
    from bot.evidence.content import load_rubric
    from bot.evidence.patterns import load_rules
    from bot.evidence.reader import EXAMPLE

    rubric = load_rubric()
    return RubricWords(
        rubric.traits,
        {indicator.id: indicator.recruiter_label for indicator in rubric.indicators.values()},
        {rule.id: rule.examples for rule in load_rules()},
        EXAMPLE,
    )
