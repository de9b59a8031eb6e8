"""Every pattern's own examples and counter-examples hold."""

import pytest

from bot.evidence.analyser import load_analyser
from bot.evidence.content import load_rubric
from bot.evidence.patterns import Rule, load_rules

RULES = load_rules()


def test_rule_ids_are_unique() -> None:
    ids = [rule.id for rule in RULES]
    assert sorted(set(ids)) == sorted(ids)


def test_each_indicator_has_rules_of_both_polarities() -> None:
    expected = {
        (indicator, polarity) for indicator in load_rubric().indicators for polarity in ("positive", "negative")
    }
    assert {(rule.indicator, rule.polarity) for rule in RULES} == expected


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_examples_match_and_counter_examples_do_not(rule: Rule) -> None:
    def fired(text: str) -> set[tuple[str, str]]:
        return {key for clause in load_analyser().analyse(text, "").fired for key in clause}

    def rules(text: str) -> set[tuple[str, str]]:
        clauses = load_analyser().analyse(text, "").fired
        return {(match.rule.id, polarity) for clause in clauses for (_, polarity), match in clause.items()}

    assert rule.examples
    for example in rule.examples:
        assert (rule.indicator, rule.polarity) in fired(example), example
    for example in rule.counter_examples:
        assert (rule.id, rule.polarity) not in rules(example), example
