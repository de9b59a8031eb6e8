"""French labels of traits and indicators, and explanations of quotes."""

from bot.content.interview import load_rubric
from bot.notes.evidence.quote import EXAMPLE


def trait_name(trait_id: str) -> str:
    """Name of a trait; the id itself for a trait of an earlier rubric."""
    return load_rubric().traits.get(trait_id, trait_id)


def indicator_label(indicator_id: str) -> str:
    """Label of an indicator; the id itself for an indicator of an earlier rubric."""
    indicator = load_rubric().indicators.get(indicator_id)
    return indicator.recruiter_label if indicator else indicator_id


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
