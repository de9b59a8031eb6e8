"""Every pattern's own examples and counter-examples hold."""

import pytest

from bot.evidence import EvidenceReader, load_rubric
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
def test_examples_match_and_counter_examples_do_not(rule: Rule, reader: EvidenceReader) -> None:
    assert rule.examples
    for example in rule.examples:
        quotes = reader.read(example, "")
        assert (rule.indicator, rule.polarity) in {(q.indicator, q.polarity) for q in quotes}, example
    for example in rule.counter_examples:
        quotes = reader.read(example, "")
        assert (rule.id, rule.polarity) not in {(q.rule, q.polarity) for q in quotes}, example
