"""Finding the quotes in an answer: split it into clauses, score each with two models, keep the likely ones."""

import functools
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from bot.content.interview import load_scenarios
from bot.notes.evidence.clause_model import NONE, ClauseModel
from bot.notes.evidence.clauses import Clause, cut, plain_words
from bot.notes.evidence.context_model import ContextModel, load_context
from bot.notes.evidence.prompt_echo import echoed_words
from bot.notes.evidence.quote import EXAMPLE, SIGNS, Polarity, Quote
from bot.notes.evidence.training import load_model
from bot.notes.evidence.units import Unit, make_units

# By sign of a label, the least probability of a behaviour that is quoted. A fault quoted wrongly harms somebody; one that is
# missed harms nobody: of twenty that are quoted, nineteen at least are to be right.
MIN_PROBABILITY: Mapping[str, float] = {"+": 0.42, "-": 0.82}
MIN_ANSWER_PROBABILITY = 0.54  # least probability of the likeliest behaviour of an answer that shows any
_CONTEXT_WEIGHT = (
    0.55  # weight of what words show where they stand in the answer, against what their clause shows by itself
)
_POLARITIES: Mapping[str, Polarity] = {sign: polarity for polarity, sign in SIGNS.items()}


class Explainer(Protocol):
    """What `select_quotes` needs from a classifier.

    Attributes:
        names: labels, "indicator+", "indicator-" or "none".
    """

    names: NDArray[Any]

    def nearest_example(self, unit: Unit, label: str) -> str:
        """Example that explains a label best, empty if none does."""


class QuoteFinder:
    """Finds the quotes in answers. Thread-safe.

    Args:
        model: scores a clause by its own words.
        context: scores it within the answer.
        weight: of `context`, 0 to 1; the rest is `model`'s.
    """

    def __init__(self, model: ClauseModel, context: ContextModel, weight: float = _CONTEXT_WEIGHT) -> None:
        self.model, self.context, self.weight = model, context, weight
        self._columns = [list(model.names).index(name) for name in context.names]

    @classmethod
    def load(cls) -> "QuoteFinder":
        """The finder of this process. The first call takes about a second."""
        return _load()

    def read(self, answer: str, scenario_id: str) -> list[Quote]:
        """Quotes in text order.

        Args:
            answer: of any length; the first 3,000 words and punctuation marks count.
            scenario_id: its own words repeated back are ignored. May be unknown.
        """
        clauses = clauses_without_prompt_echo(answer, scenario_id)
        if not clauses:
            return []
        units = make_units(answer, scenario_id, clauses)
        return select_quotes(answer, clauses, units, self.probabilities(answer, clauses, units), self.model)

    def probabilities(self, answer: str, clauses: Sequence[Clause], units: Sequence[Unit]) -> NDArray[Any]:
        """Weighted mean of both models, shape (len(units), len(self.model.names))."""
        spans = [(clause.start, clause.end) for clause in clauses]
        found: NDArray[Any] = (1.0 - self.weight) * self.model.probabilities(units)
        found[:, self._columns] += self.weight * self.context.probabilities(answer, units[0].scenario, spans)
        return found


def clauses_without_prompt_echo(answer: str, scenario_id: str) -> list[Clause]:
    """Clauses of an answer without those that repeat the scenario."""
    clauses = cut(answer)
    scenario = load_scenarios().get(scenario_id)
    if scenario is None:
        return clauses
    words = [word for clause in clauses for word in clause.words]
    ignored, place, kept = echoed_words(words, plain_words(scenario.text)), 0, []
    for clause in clauses:
        if not ignored.issuperset(range(place, place + len(clause.words))):
            kept.append(clause)
        place += len(clause.words)
    return kept


def select_quotes(
    answer: str,
    clauses: Sequence[Clause],
    units: Sequence[Unit],
    probabilities: NDArray[Any],
    model: Explainer,
    least: Mapping[str, float] = MIN_PROBABILITY,
) -> list[Quote]:
    """Join adjacent likely clauses of a sentence into one quote per indicator.

    The same words are quoted once per indicator, with the likelier polarity. There are no quotes if no label reaches
    `MIN_ANSWER_PROBABILITY`.

    Args:
        units: the clauses in context.
        probabilities: shape (len(units), len(model.names)).
        least: minimum probability, by sign of the label.
    """
    behaviours = [column for column, name in enumerate(model.names) if name != NONE]
    if probabilities[:, behaviours].max() < MIN_ANSWER_PROBABILITY:
        return []
    chances = _likelier_polarity(probabilities, model.names)
    found: dict[tuple[str, tuple[str, ...]], tuple[float, Quote]] = {}  # by indicator and words, with how sure it is
    for column in behaviours:
        label = str(model.names[column])
        for run in _adjacent_runs(clauses, chances[:, column] >= least[label[-1]]):
            start, end = clauses[run[0]].start, clauses[run[-1]].end
            surest = max(run, key=chances[:, column].__getitem__)
            sure, key = float(chances[surest, column]), (label[:-1], plain_words(answer[start:end]))
            if key not in found or sure > found[key][0]:
                example = model.nearest_example(units[surest], label)
                rule = f"{EXAMPLE}{example}" if example else ""
                found[key] = sure, Quote(answer[start:end], start, end, label[:-1], _POLARITIES[label[-1]], rule)
    return sorted((quote for _, quote in found.values()), key=lambda quote: (quote.start, quote.end, quote.indicator))


def _likelier_polarity(probabilities: NDArray[Any], names: NDArray[Any]) -> NDArray[Any]:
    """Set the less likely polarity of each clause to zero: it cannot show both."""
    merits, faults = (np.flatnonzero([str(name).endswith(sign) for name in names]) for sign in "+-")
    best, worst = (probabilities[:, columns].max(axis=1, initial=0.0) for columns in (merits, faults))
    chances = probabilities.copy()
    chances[np.ix_(worst > best, merits)] = 0.0
    chances[np.ix_(worst <= best, faults)] = 0.0
    return chances


def _adjacent_runs(clauses: Sequence[Clause], shown: NDArray[Any]) -> Iterator[list[int]]:
    """Indices of consecutive selected clauses of a sentence."""
    run: list[int] = []
    for number in shown.nonzero()[0]:
        if run and (number != run[-1] + 1 or clauses[number].sentence != clauses[run[-1]].sentence):
            yield run
            run = []
        run.append(int(number))
    if run:
        yield run


@functools.cache
def _load() -> QuoteFinder:
    return QuoteFinder(load_model(), load_context())
